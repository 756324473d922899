"""How a run of the watchlists ends in words: both counts, EQUAL or NOT EQUAL, and what differs and why."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from parity.cli.watchlist_told import say_plan, verdict
from parity.core.watch import WatchItem
from parity.core.watch_shapes import WatchAction, WatchPlan, WatchRun, WatchUnresolved
from parity.store.watch_pairs import Pair

AT = datetime(2026, 11, 22, tzinfo=UTC)


def action(state: Any, **more: Any) -> WatchAction:
    facts: dict[str, Any] = {
        "side": "plex",
        "do": "remove",
        "title": "Alien",
        "year": 1979,
        "type": "movie",
        "keys": (),
    }
    values: dict[str, Any] = {**facts, **more}
    return WatchAction(id=1, mark="m", ids={}, reason="It is gone.", why="w", state=state, **values)


def plan(*actions: WatchAction, **more: Any) -> WatchPlan:
    values: dict[str, Any] = {
        "equal": False,
        "plex_count": 5,
        "simkl_count": 4,
        "in_sync": 4,
        "complete": True,
        "unresolved": (),
        **more,
    }
    return WatchPlan(
        run_id=1,
        work="sync",
        state="done",
        made_at=AT,
        mode="two-way",
        source="plex",
        first_run=False,
        actions=actions,
        held=None,
        message=None,
        **values,
    )


UNKNOWN = WatchUnresolved(
    side="simkl",
    key="1",
    title="Odd\x1b[31m",
    year=None,
    type="show",
    ids={},
    reason="Plex does not know it.",
    why="not found on plex",
    tries=1,
    again_at=AT,
)

RUN = WatchRun(
    id=7,
    work="sync",
    started_by="person",
    state="held",
    phase="",
    mode="mirror",
    source="simkl",
    first_run=True,
    complete=True,
    created_at=AT,
    started_at=AT,
    ended_at=AT,
    ending=False,
    message="A list is empty.",
    plex_count=5,
    simkl_count=4,
    in_sync=4,
    equal=False,
    plex_requests=1,
    simkl_requests=1,
)


def test_lists_that_are_equal() -> None:
    assert verdict(plan(equal=True, plex_count=4)) == "Plex 4, SIMKL 4: EQUAL (4 titles on both)."


def test_what_differs_is_counted_with_the_reasons_for_waiting_and_leaving_out() -> None:
    many = "Too many titles would be taken off at once."
    found = plan(
        action("held", held_because=many),
        action("held", held_because=many),
        action("skipped", held_because="Removing is off."),
        action("failed"),
        action("done"),
        unresolved=(UNKNOWN,),
    )
    assert verdict(found) == (
        "Plex 5, SIMKL 4: NOT EQUAL (4 titles on both). What differs: 1 failed; 2 waiting "
        "(Too many titles would be taken off at once.); 1 left out (Removing is off.); "
        "1 that nothing can be done about (Plex does not know it.)."
    )


def test_a_title_that_failed_is_counted_once() -> None:
    found = plan(action("failed", keys=("1",)), unresolved=(UNKNOWN,))
    assert verdict(found).endswith("What differs: 1 failed.")


def test_titles_that_are_to_differ_are_told_too(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        WatchItem(side="plex", key=f"plex://show/{n}", title=f"Show {n}", year=None, type="show") for n in (1, 2, 3)
    ]
    seen = WatchItem(side="simkl", key="9", title="Show 1", year=None, type="show", status="watching")
    pairs = (
        Pair("show", "Show 1", None, plex=(rows[0],), known=(seen,)),
        Pair("show", "Show 2", None, plex=(rows[1],)),
        Pair("show", "Show 3", None, plex=(rows[2],), known=(replace(seen, key="8"),)),
    )
    say_plan(RUN, plan(action("held", keys=("8",), held_because="It is empty.")), pairs)
    said = capsys.readouterr().out
    assert "1 title left as they are:" in said
    assert "SIMKL has it as being watched." in said
    assert "What differs: 1 waiting (It is empty.); 1 left as they are (SIMKL has" in said


def test_lists_that_changed_under_the_run() -> None:
    assert verdict(plan()).endswith("What differs: they changed meanwhile: run it again.")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (plan(plex_count=None), "How many titles each list has is not known: one could not be read."),
        (plan(equal=None), "Plex 5, SIMKL 4: whether they are equal is not known."),
        (
            plan(action("done"), equal=None),
            "Plex 5, SIMKL 4 before the changes: whether they are equal is not known, as they were not read again.",
        ),
    ],
)
def test_what_is_not_known_is_not_claimed(found: WatchPlan, said: str) -> None:
    assert verdict(found) == said


def test_every_title_is_told_and_none_can_paint_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    say_plan(RUN, plan(action("held", held_because="It is empty."), unresolved=(UNKNOWN,)))
    said = capsys.readouterr()
    assert said.out.startswith("Run 7 (sync, mirror, SIMKL counts; a first run, which only adds)\n")
    assert "take off Plex" in said.out
    assert "Alien (1979)" in said.out
    assert "It is gone. It is empty." in said.out
    assert "\x1b" not in said.out
    assert said.err == "A list is empty.\n"
