"""What a run of the watchlists would do, or did, in words for a terminal."""

from collections.abc import Iterator, Sequence

import click

from parity.cli.saying import count, note, plain, say_table
from parity.core.watch_action import Do, State
from parity.core.watch_shapes import WatchAction, WatchPlan, WatchRun, WatchUnresolved

_NAMES = {"plex": "Plex", "simkl": "SIMKL"}
_HEADS: dict[State, str] = {
    "planned": "to do",
    "done": "done",
    "failed": "failed",
    "held": "waiting for your yes (--yes says it to all)",
    "skipped": "left out",
}
_DO: dict[Do, str] = {"add": "add to", "remove": "take off"}


def say_plan(run: WatchRun, plan: WatchPlan) -> None:
    """All of it on stdout: each title with what, where and why; at the end how many each list has, and if equal."""
    click.echo(_head(run))
    for state, head in _HEADS.items():
        those = [action for action in plan.actions if action.state == state]
        if those:
            say_table(f"{count(len(those), 'change')} {head}:", ("", "What", "Title", "Why"), map(_line, those))
    if plan.unresolved:
        rows = (("", f"on {_NAMES[one.side]}", _named(one.title, one.year), one.reason) for one in plan.unresolved)
        say_table(
            f"{count(len(plan.unresolved), 'title')} that nothing can be done about:", ("", "", "Title", "Why"), rows
        )
    if not plan.actions and not plan.unresolved and plan.complete:
        click.echo("Nothing is to be done.")
    if run.message:
        note(run.message)
    click.echo(verdict(plan))


def verdict(plan: WatchPlan) -> str:
    """The two counts, and EQUAL; or NOT EQUAL and what differs, and why."""
    if plan.plex_count is None or plan.simkl_count is None:
        return "How many titles each list has is not known: one could not be read."
    counts = f"Plex {plan.plex_count}, SIMKL {plan.simkl_count}"
    if plan.equal is None and any(action.state == "done" for action in plan.actions):
        return f"{counts} before the changes: whether they are equal is not known, as they were not read again."
    if plan.equal is None:
        return f"{counts}: whether they are equal is not known."
    if plan.equal:
        return f"{counts}: EQUAL ({count(plan.in_sync, 'title')} on both)."
    why = "; ".join(_differs(plan)) or "they changed meanwhile: run it again"
    return f"{counts}: NOT EQUAL ({count(plan.in_sync, 'title')} on both). What differs: {why}."


def _differs(plan: WatchPlan) -> Iterator[str]:
    for state, word in (("planned", "still to do"), ("failed", "failed"), ("held", "waiting"), ("skipped", "left out")):
        those = [action for action in plan.actions if action.state == state]
        if those:
            yield f"{len(those)} {word}{_because(those) if state in ('held', 'skipped') else ''}"
    if plan.unresolved:
        yield f"{len(plan.unresolved)} that nothing can be done about{_because(plan.unresolved)}"


def _because(those: Sequence[WatchAction | WatchUnresolved]) -> str:
    reasons = dict.fromkeys(_hold(one) or one.reason for one in those)
    return f" ({' '.join(reasons)})"


def _hold(one: WatchAction | WatchUnresolved) -> str:
    return (one.held_because or "") if isinstance(one, WatchAction) else ""


def _head(run: WatchRun) -> str:
    source = "" if run.mode == "two-way" else f", {_NAMES.get(run.source, run.source)} counts"
    first = "; a first run, which only adds" if run.first_run else ""
    return f"Run {run.id} ({run.work}, {run.mode or 'as set'}{source}{first})"


def _line(action: WatchAction) -> tuple[str, ...]:
    why = " ".join(filter(None, (action.reason, action.held_because, action.message)))
    return "", f"{_DO[action.do]} {_NAMES[action.side]}", _named(action.title, action.year), why


def _named(title: str, year: int | None) -> str:
    return plain(f"{title} ({year})" if year else title)
