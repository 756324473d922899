"""`watchlist status` and `watchlist reset`: how both lists stand, and beginning anew."""

from dataclasses import dataclass
from datetime import datetime

import click

from parity.actions import watch_run
from parity.actions.ports import House
from parity.actions.watch_clock import next_due
from parity.cli.opening import visiting
from parity.cli.saying import count, plain, say_json
from parity.core.watch_shapes import WatchRun
from parity.store import watch_base
from parity.store.watch_history import active_run, last_ended
from parity.store.watchlist_view import SideStand, Stand, stand

_BY = {"person": "started by hand", "schedule": "started by its schedule", "demo": "started with the sample household"}
_STATES = {
    "done": "done",
    "partial": "done in part",
    "held": "done but for what waits for a yes",
    "refused": "refused",
    "failed": "failed",
    "queued": "waits",
    "running": "is at work",
}


@dataclass(frozen=True, slots=True)
class Status:
    """How both lists stand, what is at work, how the last run went, and when the next one starts by itself.

    `agreed`: how many titles both had when they were last compared, None when there is nothing to go by.
    """

    lists: Stand
    agreed: int | None
    active: WatchRun | None
    last_run: WatchRun | None
    next_run: datetime | None


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def status_command(as_json: bool) -> None:
    """Say whose lists are kept together, how many titles they have, how the last run went, when the next one starts."""
    with visiting() as house:
        found, every = _status(house), house.settings().watchlist_every
    if as_json:
        say_json(found)
        return
    click.echo(_side("Plex", found.lists.plex, None))
    click.echo(_side("SIMKL", found.lists.simkl, _unconnected(found.lists)))
    if found.agreed is None:
        click.echo("Nothing is agreed on yet: the next run only adds.")
    else:
        click.echo(f"Both lists had {count(found.agreed, 'title')} when they were last compared.")
    for head, run in (("Now", found.active), ("Last run", found.last_run)):
        if run is not None:
            click.echo(_run(head, run))
    if found.next_run is not None:
        click.echo(f"Next run: {_at(found.next_run)}, and then every {count(every, 'hour')}.")
    else:
        click.echo("Next run: when you start it." if not every else "Next run: once SIMKL is connected.")


@click.command("reset")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def reset_command(yes: bool, as_json: bool) -> None:
    """Forget what both lists had in common. Neither list is changed; the next run only adds, as the first one did."""
    with visiting() as house:
        if not yes:
            known = _status(house).agreed or 0
            click.echo(
                f"Parity remembers {count(known, 'title')} that both lists had, to tell what was taken off one "
                "of them since. Without it the next run only adds: what you took off one comes back from the other.",
                err=as_json,
            )
            click.confirm("Forget it?", abort=True, err=True)
        forgotten = watch_run.reset(house)
    if as_json:
        say_json({"forgotten": forgotten})
        return
    click.echo(f"{count(forgotten, 'title')} forgotten. Both lists are as they were; the next run only adds.")


def _status(house: House) -> Status:
    every = house.settings().watchlist_every
    with house.database.reading() as connection:
        agreed = len(watch_base.agreed(connection)) if watch_base.pair(connection) else None
        return Status(
            stand(connection), agreed, active_run(connection), last_ended(connection), next_due(connection, every)
        )


def _unconnected(lists: Stand) -> str | None:
    if lists.simkl_name is None:
        return "not connected; python -m parity watchlist connect"
    return "no longer takes the sign-in; python -m parity watchlist connect" if lists.refused else None


def _side(name: str, side: SideStand, trouble: str | None) -> str:
    whose = f" of {plain(side.member)}" if side.member else ""
    read = f"{count(side.count, 'title')}, read {_at(side.read_at)}" if side.read_at else "never read"
    return f"{name}{whose}: {trouble or read}" + (f" ({read})" if trouble and side.read_at else "")


def _run(head: str, run: WatchRun) -> str:
    when = run.ended_at or run.started_at or run.created_at
    said = f" {plain(run.message)}" if run.message else ""
    by = _BY.get(run.started_by) or f"started by {run.started_by}"
    return f"{head}: {run.id} ({run.work}, {by}) {_STATES[run.state]}, {_at(when)}.{said}"


def _at(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
