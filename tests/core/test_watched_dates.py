"""Which dates of players can be believed, which was later, and which are of an import."""

from datetime import UTC, datetime, timedelta

import pytest

from parity.core.watched import State, Video
from parity.core.watched_dates import AT_ONCE, believed, is_just_now, later, marked_at_once
from tests.core.watched_builders import EVENING as NOW

FAR = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "can_be"),
    [
        (NOW, True),
        (NOW + timedelta(minutes=5), True),
        (NOW + timedelta(minutes=5, seconds=1), False),
        (FAR, False),
        (datetime(2000, 1, 1, tzinfo=UTC), True),
        (datetime(1999, 12, 31, 23, 59, tzinfo=UTC), False),
        (None, False),
    ],
)
def test_a_date_is_believed_that_can_be(at: datetime | None, can_be: bool) -> None:
    assert believed(at, NOW) == (at if can_be else None)


@pytest.mark.parametrize(("minutes", "order"), [(0, 0), (5, 0), (-5, 0), (6, 1), (-6, -1)])
def test_what_is_closer_than_clocks_can_differ_has_no_order(minutes: int, order: int) -> None:
    assert later(NOW + timedelta(minutes=minutes), NOW) == order
    assert (later(None, NOW), later(NOW, None), later(None, None)) == (0, 0, 0)


@pytest.mark.parametrize(("seconds", "now"), [(0, True), (59, True), (60, False), (-300, True), (-301, False)])
def test_what_moved_within_a_minute_moves_still(seconds: int, now: bool) -> None:
    assert is_just_now(NOW - timedelta(seconds=seconds), NOW) is now
    assert not is_just_now(None, NOW)


def marked(many: int, at: datetime | None, watched: bool = True, first: int = 0) -> list[Video]:
    return [Video(str(key), "", State(watched, 0, at), ()) for key in range(first, first + many)]


def test_many_marks_of_one_minute_are_of_a_program() -> None:
    minute = NOW.replace(second=0)
    last = minute + timedelta(seconds=59)
    assert AT_ONCE == 10
    assert marked_at_once(marked(10, minute)) == frozenset(map(str, range(10)))
    assert marked_at_once(marked(9, minute)) == frozenset()
    assert len(marked_at_once(marked(5, minute) + marked(5, last, first=5))) == 10
    assert marked_at_once(marked(5, minute) + marked(5, minute + timedelta(seconds=60), first=5)) == frozenset()
    assert marked_at_once(marked(10, minute, watched=False) + marked(10, None)) == frozenset()
    assert len(marked_at_once(marked(10, minute) + marked(3, NOW - timedelta(days=1), first=50))) == 10
