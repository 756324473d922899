"""What a run of the watchlists would do, or did, in words for a terminal."""

from collections.abc import Iterable, Iterator, Sequence

import click

from parity.cli.saying import count, note, plain, say_table
from parity.core.watch import WatchItem
from parity.core.watch_action import Do, State
from parity.core.watch_shapes import WatchAction, WatchPlan, WatchRun, WatchUnresolved
from parity.store.watch_pairs import Pair

_NAMES = {"plex": "Plex", "simkl": "SIMKL"}
_HEADS: dict[State, str] = {
    "planned": "to do",
    "done": "done",
    "failed": "failed",
    "held": "waiting for your yes (--yes says it to all)",
    "skipped": "left out",
}
_DO: dict[Do, str] = {"add": "add to", "remove": "take off"}
_ELSEWHERE = {"completed": "watched", "watching": "being watched", "hold": "on hold", "dropped": "dropped"}


def say_plan(run: WatchRun, plan: WatchPlan, pairs: Iterable[Pair] = ()) -> None:
    """All of it on stdout: each title with what, where and why; at the end how many each list has, and if equal.

    `pairs`: all titles of both lists, of which those are named that are to differ as they do.
    """
    click.echo(_head(run))
    for state, head in _HEADS.items():
        those = [action for action in plan.actions if action.state == state]
        if those:
            say_table(f"{count(len(those), 'change')} {head}:", ("", "What", "Title", "Why"), map(_line, those))
    untold, kept = _untold(plan), tuple(_kept(plan, pairs))
    if untold:
        rows = (("", f"on {_NAMES[one.side]}", _named(one.title, one.year), one.reason) for one in untold)
        say_table(f"{count(len(untold), 'title')} that nothing can be done about:", ("", "", "Title", "Why"), rows)
    if kept:
        rows = (("", "on Plex", _named(one.title, one.year), f"SIMKL has it as {how}.") for one, how in kept)
        say_table(f"{count(len(kept), 'title')} left as they are:", ("", "", "Title", "Why"), rows)
    if not plan.actions and not plan.unresolved and plan.complete:
        click.echo("Nothing is to be done.")
    if run.message:
        note(run.message)
    click.echo(verdict(plan, len(kept)))


def verdict(plan: WatchPlan, kept: int = 0) -> str:
    """The two counts, and EQUAL; or NOT EQUAL and what differs, and why. `kept`: how many are to differ as they do."""
    if plan.plex_count is None or plan.simkl_count is None:
        return "How many titles each list has is not known: one could not be read."
    counts = f"Plex {plan.plex_count}, SIMKL {plan.simkl_count}"
    if plan.equal is None and any(action.state == "done" for action in plan.actions):
        return f"{counts} before the changes: whether they are equal is not known, as they were not read again."
    if plan.equal is None:
        return f"{counts}: whether they are equal is not known."
    if plan.equal:
        return f"{counts}: EQUAL ({count(plan.in_sync, 'title')} on both)."
    why = "; ".join(_differs(plan, kept)) or "they changed meanwhile: run it again"
    return f"{counts}: NOT EQUAL ({count(plan.in_sync, 'title')} on both). What differs: {why}."


def _differs(plan: WatchPlan, kept: int) -> Iterator[str]:
    for state, word in (("planned", "still to do"), ("failed", "failed"), ("held", "waiting"), ("skipped", "left out")):
        those = [action for action in plan.actions if action.state == state]
        if those:
            yield f"{len(those)} {word}{_because(those) if state in ('held', 'skipped') else ''}"
    untold = _untold(plan)
    if untold:
        yield f"{len(untold)} that nothing can be done about{_because(untold)}"
    if kept:
        yield f"{kept} left as they are (SIMKL has them elsewhere than in plan to watch.)"


def _untold(plan: WatchPlan) -> tuple[WatchUnresolved, ...]:
    """What nothing can be done about, but for what this very run told of as failed."""
    failed = {key for action in plan.actions if action.state == "failed" for key in action.keys}
    return tuple(one for one in plan.unresolved if one.key not in failed)


def _kept(plan: WatchPlan, pairs: Iterable[Pair]) -> Iterator[tuple[WatchItem, str]]:
    """Rows of Plex's list that SIMKL has under another status, and of which nothing else was said; and that status."""
    said = {key for action in plan.actions if action.state != "done" for key in action.keys}
    said |= {one.key for one in plan.unresolved}
    for pair in pairs:
        names = {item.key for item in (*pair.rows, *pair.known)}
        if pair.state == "plex" and pair.known and said.isdisjoint(names):
            status = pair.known[0].status
            yield pair.plex[0], _ELSEWHERE.get(status, status)


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
