"""`sagetv [id …]`: what differs between Plex and SageTV, told; and with --sync done, here in the foreground."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import tzinfo
from typing import Literal

import click

from parity.actions import watched_run
from parity.actions.ports import House
from parity.actions.watched_scope import EVERYTHING, Scope, scope_of
from parity.actions.watched_wishes import Wishes
from parity.cli.interrupting import STATUS, answering, interruptions
from parity.cli.sagetv_asked import Asked
from parity.cli.sagetv_told import Ended, say_became, say_plan, say_summary
from parity.cli.sagetv_words import called, doing, of_change, told_key
from parity.cli.saying import note, plain, say_json
from parity.core.watched import SAGETV, SIDES
from parity.core.watched_change import Change
from parity.core.watched_pairs import Alone
from parity.core.watched_plan import Plan
from parity.core.watched_shapes import WatchedAlone, WatchedRun
from parity.store.leased import OF_A_TERMINAL
from parity.store.watched_view import one_run, plan_of

_PHASES = {"reading partner": f"Reading {SAGETV.name}", "reading plex": "Reading Plex"}
_ANSWERS = {"y": "yes", "n": "no", "a": "yes to all that follow", "q": "no to all that follow"}


class Terminal:
    """Tells what a run does while it does it, and asks about each change where that is wished.

    `names`: of libraries by place; those of `shown` are told though they have no video. With `quiet` nothing but
    questions and phases is told, and those on stderr.
    """

    def __init__(
        self,
        names: Mapping[str, str],
        zone: tzinfo,
        *,
        shown: Sequence[str] = (),
        asks: bool = False,
        quiet: bool = False,
    ) -> None:
        self.plan: Plan | None = None
        self.stop = threading.Event()  # ends the run
        self.ended: dict[str, Ended] = {}
        self._names, self._shown, self._zone = names, shown, zone
        self._asks, self._quiet = asks, quiet
        self._rest: bool | None = None

    def phase(self, text: str) -> None:
        """What begins."""
        note(f"{_PHASES.get(text, text.capitalize())} …")

    def compared(self, plan: Plan) -> None:
        """How everything stands, before anything is done."""
        self.plan = plan
        self._say(lambda: say_plan(plan, self._names, self._shown, self._zone))

    def about(self, change: Change) -> bool:
        """Whether this change is to be done. Ctrl-C at the question is a no to all that follow, and ends the run."""
        if not self._asks or self._rest is not None:
            return self._rest is not False
        if self.stop.is_set():
            return False
        lines = (called(change.plex_key, change.title), *of_change(change, self._zone))
        click.echo("\n    ".join(lines), err=True)
        choices = ", ".join(f"{key} {word}" for key, word in _ANSWERS.items())
        kind = click.Choice(list(_ANSWERS))
        try:
            with answering(self.stop):
                answer = click.prompt(f"{doing(change)}? ({choices})", "n", type=kind, show_choices=False, err=True)
        except click.Abort:  # by Ctrl-C, or as nobody is there any more
            click.echo(err=True)
            answer = "q"
        if answer in "aq":
            self._rest = answer == "a"
        return answer in "ya"

    def became(self, change: Change, sentence: str) -> None:
        """What became of a change."""
        self.ended[change.mark] = Ended(change, sentence)
        self._say(lambda: say_became(change, sentence))

    def _say(self, say: Callable[[], None]) -> None:
        """Nobody reads any more, as behind `head`: no reason to leave the run in the middle of its work."""
        if not self._quiet:
            try:
                say()
            except BrokenPipeError:
                self._quiet = True


def compare(house: House, asked: Asked, as_json: bool) -> int:
    """Compare what was named, and with `sync` bring it together; the exit status.

    Raises NoSuchThing for a library that is not there, and AlreadyRunning.
    """
    names = _names(scope_of(house, (EVERYTHING,) if asked.media else asked.ids, threading.Event()))
    shown = () if asked.media else tuple(names)  # of single videos only their own libraries are told
    wishes = Wishes(
        libraries=shown,
        media=tuple(dict.fromkeys(asked.ids)) if asked.media else (),
        ignore=asked.ignore,
        yes=asked.yes or asked.asks,  # who is asked about each change says it of those that wait too
    )
    terminal = Terminal(names, house.settings().tz, shown=shown, asks=asked.asks, quiet=as_json)
    run = carried_out(house, "sync" if asked.sync else "plan", wishes, terminal)
    if as_json:
        say_json(_shape(house, run, terminal.plan, names))
    elif terminal.plan is None:
        raise click.ClickException(plain(run.message or "the run failed"))
    else:
        _say_end(run, terminal.plan, terminal.ended)
    return status_of(run)


def carried_out(house: House, work: Literal["plan", "sync"], wishes: Wishes, terminal: Terminal) -> WatchedRun:
    """A run from its beginning to its end. Raises AlreadyRunning."""
    run_id = watched_run.ask(house, work, by=OF_A_TERMINAL, wishes=wishes)

    def cancel() -> None:
        terminal.stop.set()  # nothing more is asked
        note("Stopping after the video at work; what was done stays done. Ctrl-C again ends at once.")
        watched_run.cancel(house, run_id)

    with interruptions(cancel) as stop:
        terminal.stop = stop
        watched_run.carry_out(house, run_id, stop, terminal)
    with house.database.reading() as connection:
        run = one_run(connection, run_id)
    if run is None:
        raise click.ClickException(f"run {run_id} is gone")
    return run


def status_of(run: WatchedRun) -> int:
    """The exit status of a run; a plan in which something waits for a yes is held."""
    return STATUS["held"] if run.state == "done" and run.tally.held else STATUS[run.state]


def _names(scope: Scope) -> dict[str, str]:
    return {
        each.id: f"{each.title} on {each.server_name}" if each.server_name else each.title for each in scope.sections
    }


def _say_end(run: WatchedRun, plan: Plan, ended: Mapping[str, Ended]) -> None:
    say_summary(plan, ended)
    if run.first_run and plan.changes:
        note("These were never compared before: no mark goes that the other side does not have.")
    if run.message:
        note(run.message)
    if run.work == "plan" and any(plan.out(side) for side in SIDES):
        note("Nothing was changed: --sync does it.")


def _shape(house: House, run: WatchedRun, plan: Plan | None, names: Mapping[str, str]) -> dict[str, object]:
    """The run with its changes, and beside them the videos of Plex that have no partner."""
    with house.database.reading() as connection:
        found = plan_of(connection, run)
    alone = [_alone(each, names) for each in plan.alone] if plan is not None else []
    return {**{field.name: getattr(found, field.name) for field in fields(found)}, "alone": alone}


def _alone(each: Alone, names: Mapping[str, str]) -> WatchedAlone:
    video = each.video
    return WatchedAlone(
        media_id=video.key,
        place=video.place,
        library=names.get(video.place, video.place),
        title=video.title,
        file=video.files[0] if video.files else "",
        reason=told_key(each.reason),
        why=each.reason,
        others=each.others,
    )
