"""`worker`: works off what the rows of the database ask for."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager

import click

from parity.actions.ports import House
from parity.actions.scan_control import Request, start
from parity.bootstrap import build_house, keys_of
from parity.cli import lifeline
from parity.cli.opening import alone, start_up
from parity.settings import child_environment
from parity.store.upgrade import bring_up


@click.command("worker")
@click.option("--child", is_flag=True, hidden=True, help="`run` or `demo` started it, and holds the folder.")
@click.option("--begin", is_flag=True, hidden=True, help="Begin with a full scan, and something that arrives.")
def worker_command(child: bool, begin: bool) -> None:
    """Work in the background without the page, until SIGTERM or Ctrl-C."""
    from tasks.queue import open_queue
    from tasks.worker import work

    with _as_child() if child else _by_itself() as house:
        settings = house.settings()
        if begin:
            from parity.demo import watched_day
            from parity.demo.delivery import tell
            from parity.demo.watch_day import connect

            start(house, Request("full", by="demo"))
            tell(house)
            connect(house)
            watched_day.begin(house)
        queue = open_queue(settings.queue_url, keys_of(settings).secret_key)
        if not work(house, queue, settings.workers):
            logging.getLogger(__name__).warning("A request did not end in time; its work goes on at the next start")
            logging.shutdown()
            os._exit(0)  # a thread that waits for a service would hold the interpreter


@contextmanager
def _by_itself() -> Iterator[House]:
    with alone("worker") as (house, _):
        yield house


@contextmanager
def _as_child() -> Iterator[House]:
    environ = child_environment({})
    start_up(environ)
    lifeline.hold()
    house = build_house(environ)
    try:
        bring_up(house.database)
        yield house
    finally:
        house.database.close()
