"""The page of the watched states: how they stand, the plan, what has no partner, runs."""

from dataclasses import replace
from typing import Any

from parity.core.shapes import Listing
from parity.core.watched_change import REASONS
from parity.core.watched_shapes import (
    RunState,
    WatchedAlone,
    WatchedChange,
    WatchedRun,
    WatchedState,
    WatchedTally,
)
from parity.web import here
from parity.web.blank import Blank
from parity.web.paging import Paging
from parity.web.patterns.pattern import LONG, Pattern, made
from parity.web.show_choices import Choice
from parity.web.watched_page import AloneSection, ChangesSection, Counts, Now, choices_of

_ENDS: tuple[RunState, ...] = ("done", "partial", "held", "failed")
_PLACES = {"m1/1": "TV Shows", "m1/2": "Recordings"}
_NOT_BEGUN = WatchedState(watched=False, position=0, at=None)
_BEGUN = WatchedState(watched=False, position=1_200_000, at=None)
_WATCHED = WatchedState(watched=True, position=0, at=None)
_AGAIN = replace(_WATCHED, position=600_000)


def patterns() -> list[Pattern]:
    """Each section in each of its states."""
    runs = Listing(321, (_run("running", phase="comparing"), *map(_run, _ENDS)))
    return [
        *_now(),
        *_plans(),
        *_alone(),
        Pattern("watched/_history.html", "every end", {"runs": runs}),
        Pattern("watched/_history.html", "none yet", {"runs": Listing(0, ())}),
    ]


def _now() -> list[Pattern]:
    plan = _run("done", work="plan")
    rest = Now("Ada", ("TV Shows", "Recordings"), last=plan, plan=plan, counts=Counts(1200, 3, 340), next_at=here.now())
    lacks = (
        Blank("Parity does not know where SageTV is.", (("#", "Open the SageTV settings"),)),
        Blank("Parity has not got a Plex server.", (("#", "Open the servers"),)),
    )
    tally = WatchedTally(planned=120, done=220)
    states = {
        "compared, a plan is ready": rest,
        "made for other settings": replace(rest, stale="settings"),
        "something was changed since": replace(rest, stale="overtaken"),
        "no address yet": Now("the owner of the server", lacks=lacks),
        "never compared": Now("the owner of the server", ("TV Shows",)),
        "a library was renamed": replace(rest, libraries=(), strange=("TV Shows",)),
        "a run compares": replace(rest, run=_run("running", work="plan", phase="reading partner")),
        "a run brings together": replace(rest, run=_run("running", phase="changing", tally=tally)),
        "it ends": replace(rest, run=_run("running", ending=True)),
        "no worker": replace(rest, run=_run("queued"), left=True),
        "the last run failed": replace(rest, last=_run("failed"), plan=None, counts=None),
    }
    return [Pattern("watched/_now.html", state, {"now": each}) for state, each in states.items()]


def _plans() -> list[Pattern]:
    changes = tuple(_change(number, *each) for number, each in enumerate(_CHANGES, 1))
    full = _section(_run("held", work="plan", first_run=True), changes)
    wrong = "Choose what is to be done: nothing was chosen that can still be done."
    states = {
        "every kind of change": full,
        "nothing was chosen": replace(full, wrong=wrong),
        "a run is at work": replace(full, busy=True, given={"side": "plex"}),
        "it was done": replace(full, run=_run("partial"), changes=changes[-2:], open=False),
        "nothing fits the filters": replace(full, changes=(), paging=Paging(1, 0), given={"q": "x"}),
        "both stand alike": _section(_run("done", work="plan", tally=WatchedTally()), ()),
        "never compared": _section(None, ()),
    }
    return [Pattern("watched/_plan.html", state, {"plan": each}) for state, each in states.items()]


def _alone() -> list[Pattern]:
    files = ("/tv/Castle/S07E19.mkv", "/old/" + LONG + ".mkv")
    videos = (
        _lone("not in partner", title=LONG, file="/tv/" + LONG + ".mkv"),
        _lone("ambiguous", file=files[0], others=files),
        _lone("not in partner", file=""),
    )
    choices = (Choice("why", "Why", "", (("", "All of them"), ("ambiguous", "Match unclear"))),)
    full = AloneSection(videos, Paging(2, 321), 321, {}, choices)
    states = {
        "several": full,
        "nothing fits the filters": replace(full, videos=(), paging=Paging(1, 0)),
        "every video has its partner": AloneSection((), Paging(1, 0), 0, {}, choices),
    }
    return [Pattern("watched/_alone.html", state, {"alone": each}) for state, each in states.items()]


_CHANGES: tuple[tuple[Any, ...], ...] = (
    ("held", "partner", "clear", "unmarked on plex", _NOT_BEGUN, _WATCHED, "un-marks are off"),
    ("planned", "partner", "move", "only on plex", _BEGUN, _NOT_BEGUN, ""),
    ("planned", "plex", "mark", "newer on partner", _BEGUN, _WATCHED, ""),
    ("planned", "plex", "move", "played on partner", _WATCHED, _BEGUN, ""),
    ("skipped", "partner", "", "lengths differ", _AGAIN, _NOT_BEGUN, ""),
    ("skipped", "partner", "move", "played on plex", _AGAIN, _NOT_BEGUN, "playing"),
    ("failed", "partner", "mark", "only on plex", _WATCHED, _NOT_BEGUN, ""),
    ("done", "plex", "mark", "only on partner", _NOT_BEGUN, _WATCHED, ""),
)


def _change(number: int, state: Any, side: Any, do: Any, why: str, plex: Any, partner: Any, hold: str) -> WatchedChange:
    after = {"mark": _WATCHED, "clear": _NOT_BEGUN, "move": _BEGUN}.get(do, plex if side == "plex" else partner)
    given = {"plex": plex, "partner": partner, "after": after, "side": side, "do": do, "state": state}
    return made(
        WatchedChange,
        id=number,
        mark=f"m{number}",
        title=LONG if number == 1 else "Castle – S07E19 – Habeas Corpse",
        library="Recordings",
        why=why,
        reason=REASONS[why],
        hold=hold,
        message="SageTV did not answer" if state == "failed" else None,
        done_at=here.now() if state == "done" else None,
        **given,
    )


def _lone(why: Any, **given: Any) -> WatchedAlone:
    return made(WatchedAlone, why=why, reason=REASONS[why], **{"others": (), **given})


def _section(run: WatchedRun | None, changes: tuple[WatchedChange, ...]) -> ChangesSection:
    pages, choices = Paging(1, 321 if changes else 0), choices_of({}, tuple(_PLACES), _PLACES)
    return ChangesSection(run, changes, pages, {}, choices, "#", open=True)


def _run(state: RunState, **given: Any) -> WatchedRun:
    said = {"failed": "SageTV refuses user and password", "partial": "Castle: SageTV did not answer"}.get(state)
    plain = {"message": said, "phase": "", "ending": False, "work": "sync", "partner": "sagetv", "first_run": False}
    tally = WatchedTally(planned=340, held=12, failed=1, skipped=2)
    return made(WatchedRun, id=7, state=state, **{"tally": tally, "started_by": "person", **plain, **given})
