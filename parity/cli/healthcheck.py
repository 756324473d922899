"""`healthcheck`: for a container's HEALTHCHECK; one question, no curl."""

import json
import urllib.error
import urllib.request
from datetime import timedelta

import click

from parity.settings import child_environment, load
from parity.store.folder import last_holder

PATIENCE = 5.0
STALE = timedelta(seconds=60)


@click.command("healthcheck")
@click.option("--url", help="Address of the page; else that of the instance in the data folder.")
def healthcheck_command(url: str | None) -> None:
    """Exit with 0 when Parity is well: the page says so, or where there is only a worker, it was just seen."""
    folder = load(child_environment({}), {}).data_dir
    holder = last_holder(folder)
    address = url or (holder.command.removeprefix("run ") if holder and holder.command.startswith("run ") else None)
    if address is None and holder is None:
        raise click.ClickException("nobody is at work: start `run` or `worker`")  # and no database is made here
    click.echo(_ask(address) if address else _worker())


def _ask(address: str) -> str:
    if not address.startswith(("http://", "https://")):
        raise click.ClickException(f"{address} is no web address")
    directly = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with directly.open(f"{address.rstrip('/')}/healthz", timeout=PATIENCE) as answer:
            return f"{address} is {_status(answer.read())}"
    except urllib.error.HTTPError as trouble:
        raise click.ClickException(f"{address} is {_status(trouble.read())} ({trouble.code})") from None
    except (OSError, ValueError) as trouble:
        raise click.ClickException(f"{address} does not answer ({trouble})") from None


def _status(body: bytes) -> str:
    try:
        said = json.loads(body)
    except ValueError:
        return "not Parity"
    return str(said.get("status")) if isinstance(said, dict) else "not Parity"


def _worker() -> str:
    from parity.cli.opening import visiting  # a page that answers is asked every few seconds: that stays cheap
    from parity.store import notices

    with visiting(level="ERROR") as house, house.database.reading() as connection:
        beat = notices.last_beat(connection, "worker")
        now = house.now()
    if beat is None or now - beat > STALE:
        raise click.ClickException("no worker is at work: start `run` or `worker`")
    return "the worker is at work"
