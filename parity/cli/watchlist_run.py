"""`watchlist plan` and `watchlist sync`: here in the foreground, or by the worker that is at work."""

import sys
from collections.abc import Callable
from functools import partial
from typing import Any, Literal

import click

from parity.actions import watch_run
from parity.actions.ports import House
from parity.actions.watch_planning import Wishes
from parity.bootstrap.logs import keep_out
from parity.cli.interrupting import STATUS, interruptions
from parity.cli.opening import alone, visiting
from parity.cli.saying import note, say_json
from parity.cli.watchlist_told import say_plan
from parity.core.watch_rule import MODES
from parity.core.watch_shapes import WatchPlan, WatchRun
from parity.store.folder import FolderInUse
from parity.store.watch_history import one_run
from parity.store.watch_pairs import Pair, pairs
from parity.store.watch_runs import OF_A_TERMINAL
from parity.store.watchlist_view import plan_of

LOOK_EVERY = 0.3
STDIN = "-"

_PHASES = {"reading plex": "Reading Plex's watchlist", "reading simkl": "Reading SIMKL's list"}
Command = Callable[..., None]
_Read = tuple[WatchRun, WatchPlan, tuple[Pair, ...]]


def _options(command: Command) -> Command:
    """The options that plan and sync share."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="As JSON."),
        click.option("--queue", is_flag=True, help="Hand it to the worker and do not wait."),
        click.option(
            "--plex-account-token",
            "token",
            metavar="TOKEN|-",
            help="A token of the Plex account for this one run; - reads it from stdin, where no list of processes "
            "shows it. It is kept nowhere.",
        ),
        click.option(
            "--yes", is_flag=True, help="Say yes to all that waits for it. A list that is not whole still waits."
        ),
        click.option(
            "--source", type=click.Choice(["plex", "simkl"]), help="Whose list counts with mirror and one-way."
        ),
        click.option("--mode", type=click.Choice(MODES), help="Not as the settings say, for this one run."),
    ):
        command = option(command)
    return command


@click.command("plan")
@_options
def plan_command(**given: Any) -> None:
    """Read both lists and say what would be done, and why. Nothing is changed, here or there.

    Exit status: 0 it can be done; 4 some of it would wait for a yes, or a list could not be read whole; 1 not at all.
    """
    _command("plan", **given)


@click.command("sync")
@_options
def sync_command(**given: Any) -> None:
    """Bring both lists together, title by title, and say what was done, and whether they are equal now.

    Exit status: 0 done; 3 some titles failed; 4 some wait for a yes, or a list could not be read whole; 1 not at all.
    """
    _command("sync", **given)


def _command(
    work: Literal["plan", "sync"],
    *,
    mode: str | None,
    source: str | None,
    yes: bool,
    token: str | None,
    queue: bool,
    as_json: bool,
) -> None:
    if queue and token is not None:
        raise click.UsageError("--plex-account-token holds for a run here: it is kept nowhere, so the worker has none.")
    wishes = Wishes(mode, source, None if yes else frozenset())
    begin = partial(watch_run.ask, work=work, wishes=wishes)
    if queue:
        run, plan, every = _queue(begin)
    else:
        run, plan, every = _run(begin, partial(watch_run.left_over, work=work, wishes=wishes), _secret(token))
    if as_json:
        say_json(plan)
    elif run.active:
        click.echo(f"Run {run.id} waits for the worker; python -m parity watchlist status tells how it went.")
    elif run.state == "failed" and not plan.actions:
        raise click.ClickException(run.message or "the run failed")
    else:
        say_plan(run, plan, every)
    waits = work == "plan" and any(action.state == "held" for action in plan.actions)
    sys.exit(STATUS["held"] if waits and run.state == "done" else STATUS[run.state])


def _secret(token: str | None) -> str | None:
    """The token that was given, from stdin for `-`; from here on it stays out of logs and error messages."""
    if token is None:
        return None
    found = (sys.stdin.readline() if token == STDIN else token).strip()
    if not found:
        raise click.UsageError("--plex-account-token is empty.")
    keep_out(found)
    return found


def _queue(begin: Callable[..., int]) -> _Read:
    with visiting() as house:
        return _read(house, begin(house))


def _run(begin: Callable[..., int], left_over: Callable[[House], int | None], token: str | None) -> _Read:
    try:
        with alone("watchlist", level="WARNING") as (house, _):
            left = left_over(house) if token is None else None
            if left is not None:
                note(f"Run {left} was left over; it goes on.")
            return _work_on(house, left or begin(house, by=_by(token)), token)
    except FolderInUse:
        with visiting() as house:
            own = token or _given_here(house)
            run_id = begin(house, by=_by(own))
            return _look_on(house, run_id) if own is None else _work_on(house, run_id, own)


def _by(token: str | None) -> str:
    return "person" if token is None else OF_A_TERMINAL


def _given_here(house: House) -> str | None:
    """The token that this command's own environment gives: the worker has another environment, and may have none."""
    settings = house.settings()
    given = settings.origin("plex_account_token") == "environment"
    return settings.plex_account_token if given else None


def _work_on(house: House, run_id: int, token: str | None) -> _Read:
    with interruptions(lambda: _cancel(house, run_id)) as stop:
        watch_run.carry_out(house, run_id, stop, token, lambda phase: note(f"{_phase(phase)} …"))
    return _read(house, run_id)


def _look_on(house: House, run_id: int) -> _Read:
    """An instance is at work: it gets the row, we look on."""
    note(f"Parity is at work in the background and takes run {run_id}.")
    said = ""
    with interruptions(lambda: _cancel(house, run_id)) as stop:
        while (run := _now(house, run_id)).active and not stop.wait(LOOK_EVERY):
            if run.phase and run.phase != said:
                note(f"{_phase(run.phase)} …")
                said = run.phase
    return _read(house, run_id)


def _cancel(house: House, run_id: int) -> None:
    note("Stopping after the title at work; what was done stays done. Ctrl-C again ends at once.")
    watch_run.cancel(house, run_id)


def _phase(phase: str) -> str:
    return _PHASES.get(phase, phase.capitalize())


def _now(house: House, run_id: int) -> WatchRun:
    with house.database.reading() as connection:
        run = one_run(connection, run_id)
    if run is None:
        raise click.ClickException(f"run {run_id} is gone")
    return run


def _read(house: House, run_id: int) -> _Read:
    run = _now(house, run_id)
    with house.database.reading() as connection:
        return run, plan_of(connection, run), pairs(connection)
