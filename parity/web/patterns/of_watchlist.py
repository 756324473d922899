"""The page of the two lists: how they stand, the plan, what cannot be matched, all titles, runs, decisions."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from parity.core.shapes import Listing
from parity.core.watch import WatchItem
from parity.core.watch_action import REASONS
from parity.core.watch_shapes import RunState, WatchAction, WatchRun, WatchTally, WatchUnresolved
from parity.core.why import WhyDecision
from parity.store.watch_pairs import Pair
from parity.store.watchlist_view import SideStand, Stand
from parity.web import here
from parity.web.blank import Blank
from parity.web.paging import Paging
from parity.web.patterns.pattern import LONG, Pattern, made
from parity.web.watchlist_page import (
    Counts,
    Fixing,
    ListsSection,
    Now,
    PairLine,
    PlanSection,
    UnresolvedSection,
    choices,
    grouped,
)

_ENDS: tuple[RunState, ...] = ("done", "partial", "held", "refused", "failed")


def patterns() -> list[Pattern]:
    """Each section in each of its states."""
    runs = Listing(321, (_run("running", phase="Reading SIMKL"), *map(_run, _ENDS)))
    decided = (made(WhyDecision, kind="watch_apart", label=f"{LONG} is left alone by the watchlist"),)
    return [
        *_now(),
        *_plans(),
        *_unresolved(),
        *_lists(),
        Pattern("watchlist/_history.html", "every end", {"runs": runs}),
        Pattern("watchlist/_history.html", "none yet", {"runs": Listing(0, ())}),
        Pattern("watchlist/_decided.html", "something was decided", {"decided": decided}),
        Pattern("watchlist/_reset.html", "at rest", {}),
    ]


def _now() -> list[Pattern]:
    stand = Stand(_side("plex", 57), _side("simkl", 55), "ada", False, ("two-way", ""))
    plan = _run("done", work="plan")
    rest = Now(stand, Counts(54, 3, 1, 2, 1), None, plan, plan, "https://simkl.com")
    never = SideStand("plex", "", None, 0)
    fresh = Stand(never, replace(never, side="simkl"), None, False, None)
    lacks = (
        Blank("Nobody is signed in with Plex, so that no watchlist can be read.", (("#", "Open the Plex account"),)),
        Blank("Parity is not connected to SIMKL yet.", (("#", "Connect SIMKL"),)),
    )
    states = {
        "compared, a plan is ready": rest,
        "equal": replace(rest, counts=Counts(57), plan=_run("done")),
        "not connected": Now(fresh, Counts(), None, None, None, "https://simkl.com", lacks=lacks),
        "never compared": Now(fresh, Counts(), None, None, None, "https://simkl.com", first_run=True),
        "a run is at work": replace(rest, run=_run("running", phase="Reading Plex's watchlist")),
        "it ends": replace(rest, run=_run("running", ending=True)),
        "no worker": replace(rest, run=_run("queued"), left=True),
        "the last run failed": replace(rest, last=_run("failed"), plan=None),
        "a list could not be read": replace(rest, last=_run("refused"), plan=_run("refused")),
    }
    return [Pattern("watchlist/_now.html", state, {"now": each}) for state, each in states.items()]


def _plans() -> list[Pattern]:
    actions = [_action(number, why, state) for number, (why, state) in enumerate(_CHANGES, 1)]
    run = _run("held", work="plan")
    states = {
        "every change": PlanSection(run, grouped(actions)),
        "nothing was chosen": PlanSection(run, grouped(actions[:2]), "Choose what is to be done."),
        "nothing to do": PlanSection(_run("done", equal=True)),
        "a list was not whole": PlanSection(_run("refused", complete=False)),
        "never compared": PlanSection(None),
    }
    return [Pattern("watchlist/_plan.html", state, {"plan": each}) for state, each in states.items()]


def _unresolved() -> list[Pattern]:
    items = (_untold("plex", "a", "not found on simkl"), _untold("simkl", "7", "not found on plex", title=LONG))
    found = tuple(_item("plex", f"plex://movie/{number:024x}", title=f"Heat {number}") for number in (1, 2))
    states = {
        "at rest": UnresolvedSection(items),
        "what was typed names nothing": UnresolvedSection(
            items, Fixing("plex", "a", "Heat", "That names no title: give an IMDb id such as tt0133093.")
        ),
        "found by its name": UnresolvedSection(items, Fixing("simkl", "7", "Heat", found=found, searched=True)),
        "found nothing": UnresolvedSection(items, Fixing("simkl", "7", "Heat", searched=True)),
        "none is left": UnresolvedSection((), landing=True),
    }
    return [Pattern("watchlist/_unresolved.html", state, {"unresolved": each}) for state, each in states.items()]


def _lists() -> list[Pattern]:
    plex, simkl = _item("plex", f"plex://movie/{1:024x}"), _item("simkl", "53536")
    seasons = (simkl, replace(simkl, key="53537", title=f"{LONG} 2", anime=True))
    pair = Pair("movie", "The Long Way Home", 2019, (plex,), (simkl,))
    lines = (
        PairLine(pair),
        PairLine(replace(pair, simkl=()), _action(1, "new on plex", "planned")),
        PairLine(replace(pair, title=LONG, plex=()), unresolved=_untold("simkl", "7", "not found on plex")),
        PairLine(replace(pair, simkl=(), known=(replace(simkl, status="completed"),)), _action(2, "completed", "held")),
        PairLine(replace(pair, simkl=(), apart=3)),
        PairLine(replace(pair, type="show", simkl=seasons)),
    )
    full = ListsSection(lines, Paging(1, 321), 321, {}, choices({}))
    chosen = {"state": "differs", "q": "home"}
    states = {
        "every kind of title, on pages": full,
        "nothing fits": ListsSection((), Paging(1, 0), 321, chosen, choices(chosen)),
        "nothing is known": ListsSection((), Paging(1, 0), 0, {}, choices({})),
    }
    return [
        Pattern("watchlist/_filters.html", "nothing chosen", {"lists": full}),
        *(Pattern("watchlist/_lists.html", state, {"lists": each}) for state, each in states.items()),
    ]


_CHANGES: tuple[tuple[str, Any], ...] = (
    ("too many", "held"),
    ("finished show", "held"),
    ("new on plex", "planned"),
    ("gone from plex", "planned"),
    ("new on simkl", "failed"),
    ("removing is off", "skipped"),
    ("new on plex", "done"),
    ("again on simkl", "done"),
)


def _side(side: Any, count: int) -> SideStand:
    return SideStand(side, "Ada", here.now() - timedelta(hours=2), count)


def _run(state: RunState, **given: Any) -> WatchRun:
    said = {"failed": "SIMKL did not answer", "refused": "Plex told 50 of 150 titles"}.get(state)
    plain = {"message": said, "phase": "", "ending": False, "equal": state == "done", "complete": True, "work": "sync"}
    tally = WatchTally(planned=2, adds=3, removes=1, held=2, failed=1)
    return made(
        WatchRun, id=7, state=state, tally=tally, **{"started_by": "person", "mode": "two-way", **plain, **given}
    )


def _action(number: int, why: str, state: Any) -> WatchAction:
    do: Any = "add" if why.startswith(("new", "again")) else "remove"
    given: dict[str, Any] = {"ids": {"tmdb": "603"}, "why": why, "reason": REASONS[why], "state": state}
    given |= {"undone_at": None, "done_at": None, "keys": ()}
    if state == "held":
        given |= {"hold": "too many", "held_because": REASONS["too many"]}
    message = "SIMKL did not answer" if state == "failed" else None
    title = LONG if number == 1 else "The Long Way Home"
    return made(
        WatchAction,
        id=number,
        mark=f"m{number}",
        do=do,
        side="simkl",
        title=title,
        message=message,
        **given,
    )


def _untold(side: Any, key: str, why: str, **given: Any) -> WatchUnresolved:
    return made(WatchUnresolved, side=side, key=key, ids={}, why=why, reason=REASONS[why], **given)


def _item(side: Any, key: str, **given: Any) -> WatchItem:
    return made(WatchItem, side=side, key=key, type="movie", **{"title": "The Long Way Home", **given})
