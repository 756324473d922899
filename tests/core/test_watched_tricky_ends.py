"""Case 12 of sagetv.md 5, at both ends: what is nearly over is not begun, and what was tried is not un-marked."""

from datetime import datetime, timedelta

import pytest

from parity.core.watched_rule import Rule
from tests.core.two_players import MINUTE, START, TwoPlayers

LONG = 210 * MINUTE
NEAR_END = 202 * MINUTE
"""Of so long a recording SageTV calls it watched five minutes before its end, and the last 5 % begin before that."""


@pytest.fixture
def both() -> TwoPlayers:
    """Two players, with nothing in them."""
    return TwoPlayers()


def ago(**time: float) -> datetime:
    return START - timedelta(**time)


def settled(both: TwoPlayers) -> None:
    """Nothing more is done, however often they are compared."""
    assert both.sync() == []
    assert both.sync() == []


def test_12_what_is_nearly_at_its_end_is_not_overwritten_by_an_older_position(both: TwoPlayers) -> None:
    item, recording = both.add(length=LONG)
    item.play(30 * MINUTE, ago(days=5))
    recording.play(NEAR_END, ago(days=1))
    assert both.sync() == ["plex mark a"]
    assert recording.video().state.position == NEAR_END
    settled(both)


def test_12_nor_on_the_other_side(both: TwoPlayers) -> None:
    item, recording = both.add(length=LONG, marked_from=100)
    recording.play(30 * MINUTE, ago(days=5))
    item.play(NEAR_END, ago(days=1))
    assert both.sync() == ["partner move 12120 a"]
    assert item.offset == NEAR_END
    settled(both)


def test_12_to_come_near_the_end_is_no_un_mark(both: TwoPlayers) -> None:
    both.rule = Rule(unmark=True)
    item, recording = both.add(length=LONG)
    item.play(30 * MINUTE, ago(days=5))
    both.sync()
    recording.play(NEAR_END, both.now)
    assert both.sync() == ["plex mark a"]
    settled(both)
    assert item.count == 1


def test_12_nor_is_it_when_it_was_watched_before(both: TwoPlayers) -> None:
    both.rule = Rule(unmark=True)
    item, recording = both.add(length=LONG)
    item.mark(ago(days=5))
    both.sync()
    recording.play(NEAR_END, both.now)
    settled(both)
    assert item.count == 1


@pytest.mark.parametrize("side", ["plex", "partner"])
def test_12_to_try_a_video_again_for_a_moment_takes_nothing_away(both: TwoPlayers, side: str) -> None:
    both.rule = Rule(unmark=True)
    for name, position in (("watched", 60), ("begun", 30)):
        item, recording = both.add(name)
        item.play(position * MINUTE, ago(days=5))
    both.sync()
    for name in both.items:
        (both.items[name] if side == "plex" else both.recordings[name]).play(MINUTE // 2, both.now)
    settled(both)
    assert both.plan().changes == ()
    assert both.items["watched"].count == 1


def test_12_two_that_are_nearly_at_their_end_stand_alike(both: TwoPlayers) -> None:
    item, recording = both.add(length=LONG, marked_from=100)
    recording.play(NEAR_END, ago(days=5))
    item.play(NEAR_END + MINUTE, ago(days=1))
    settled(both)
