"""The tricky cases of two players that are kept alike, by their numbers in sagetv.md 5: what is decided."""

from datetime import UTC, datetime, timedelta

import pytest

from parity.core.watched_rule import Rule
from tests.core.two_players import MINUTE, START, TwoPlayers


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


def test_5_a_seek_back_on_the_newer_side_moves_the_other_back_too(both: TwoPlayers) -> None:
    item, recording = both.add()
    recording.play(30 * MINUTE, ago(days=1))
    item.play(10 * MINUTE, ago(hours=1))
    assert both.sync() == ["partner move 600 a"]
    assert recording.video().state.position == 10 * MINUTE
    settled(both)


def test_6_and_7_where_one_calls_it_watched_earlier_both_stay_as_they_are(both: TwoPlayers) -> None:
    item, recording = both.add(length=30 * MINUTE)
    item.play(26 * MINUTE, ago(hours=1))
    assert both.sync() == ["partner move 1560 a"]
    assert recording.watched
    assert item.offset == 26 * MINUTE
    settled(both)


def test_7_also_without_memory_of_it(both: TwoPlayers) -> None:
    item, recording = both.add(length=30 * MINUTE)
    recording.play(26 * MINUTE, ago(hours=2))
    item.play(26 * MINUTE, ago(hours=1))
    settled(both)


def test_7_a_long_film_that_plex_calls_watched_first_is_marked_there(both: TwoPlayers) -> None:
    item, recording = both.add(length=180 * MINUTE, film=True)
    recording.play(165 * MINUTE, ago(hours=1))
    assert both.sync() == ["plex mark a"]
    assert not recording.watched
    settled(both)


def test_7_a_mark_that_plex_sets_earlier_than_it_says_is_no_reason_to_go_on(both: TwoPlayers) -> None:
    item, recording = both.add(marked_from=70)
    recording.play(45 * MINUTE, ago(hours=1))
    assert both.sync() == ["plex move 2700 a"]
    assert (item.count, item.offset) == (1, 0)
    settled(both)


def test_8_a_mark_without_a_date_outranks_a_position_begun_before(both: TwoPlayers) -> None:
    item, recording = both.add()
    item.play(20 * MINUTE, ago(days=1))
    recording.mark()
    assert both.sync() == ["plex mark a"]
    assert recording.watched
    settled(both)


def test_8_what_changed_only_in_sagetv_since_both_agreed_counts(both: TwoPlayers) -> None:
    item, recording = both.add()
    item.play(20 * MINUTE, ago(hours=1))
    both.sync()
    recording.mark()
    assert both.sync() == ["plex mark a"]
    settled(both)


@pytest.mark.parametrize("side", ["plex", "partner"])
def test_9_an_un_mark_is_told_and_waits(both: TwoPlayers, side: str) -> None:
    item, recording = both.add()
    item.mark(ago(hours=1))
    both.sync()
    (item if side == "plex" else recording).clear()
    settled(both)
    [change] = both.plan().changes
    assert (change.do, change.state, change.reason) == ("clear", "held", f"unmarked on {side}")
    assert both.sync(chosen=frozenset({change.mark})) == [f"{'partner' if side == 'plex' else 'plex'} clear a"]
    settled(both)
    assert (item.count, recording.watched) == (0, False)


def test_9_an_un_mark_follows_by_itself_when_the_owner_wants_so(both: TwoPlayers) -> None:
    item, _recording = both.add()
    item.mark(ago(hours=1))
    both.sync()
    item.clear()
    assert both.sync(Rule(unmark=True)) == ["partner clear a"]


def test_9_without_memory_marks_only_go_upward(both: TwoPlayers) -> None:
    item, recording = both.add()
    recording.play(59 * MINUTE, ago(days=9))
    item.at = ago(hours=1)
    assert both.sync(Rule(unmark=True)) == ["plex mark a"]
    settled(both)


def test_10_a_position_that_only_one_has_goes_to_the_other(both: TwoPlayers) -> None:
    item, recording = both.add()
    recording.play(30 * MINUTE, ago(days=1))
    item.at = ago(hours=1)
    assert both.sync() == ["plex move 1800 a"]
    settled(both)


def test_10_a_position_taken_away_since_both_agreed_is_told_and_waits(both: TwoPlayers) -> None:
    item, recording = both.add()
    recording.play(30 * MINUTE, ago(days=1))
    both.sync()
    item.clear()
    settled(both)
    assert [change.reason for change in both.plan().changes] == ["unmarked on plex"]


def test_11_watching_again_in_plex_begins_anew_in_sagetv(both: TwoPlayers) -> None:
    item, recording = both.add()
    recording.play(59 * MINUTE, ago(days=9))
    item.mark(ago(days=9))
    item.play(20 * MINUTE, ago(hours=1))
    assert both.sync() == ["partner move 1200 a"]
    assert not recording.watched
    assert item.count == 1
    settled(both)


def test_11_watching_again_in_sagetv_gives_plex_the_position_and_leaves_its_count(both: TwoPlayers) -> None:
    item, recording = both.add()
    item.mark(ago(days=9))
    both.sync()
    recording.play(20 * MINUTE, both.now)
    assert both.sync() == ["plex move 1200 a"]
    assert (item.count, item.offset) == (1, 20 * MINUTE)
    settled(both)
    recording.play(58 * MINUTE, both.now)
    assert both.sync() == ["plex mark a"]
    settled(both)


def test_11_a_mark_without_a_date_is_not_taken_away_for_a_position(both: TwoPlayers) -> None:
    item, recording = both.add()
    recording.mark()
    item.mark(ago(days=9))
    item.play(20 * MINUTE, ago(hours=1))
    settled(both)
    assert recording.watched
    item.play(30 * MINUTE, both.now)
    assert both.sync() == ["partner move 1800 a"]
    settled(both)


def test_12_the_first_minute_and_the_last_five_per_cent_are_no_positions(both: TwoPlayers) -> None:
    both.add("early")[0].play(59_000, ago(hours=1))
    both.add("late", marked_from=100)[0].play(58 * MINUTE, ago(hours=1))
    settled(both)


def test_12_how_much_is_ignored_can_be_said(both: TwoPlayers) -> None:
    both.add()[0].play(9 * MINUTE, ago(hours=1))
    assert both.sync(Rule(ignore=600_000)) == []
    assert both.sync(Rule(ignore=0)) == ["partner move 540 a"]


def test_12_two_seconds_are_no_difference(both: TwoPlayers) -> None:
    item, recording = both.add()
    item.play(10 * MINUTE, ago(hours=1))
    recording.play(10 * MINUTE + 1_999, ago(hours=3))
    settled(both)


def test_12_lengths_that_nobody_knows_divide_nothing(both: TwoPlayers) -> None:
    item, recording = both.add(length=0)
    item.length = recording.length = 0
    recording.record = (recording.begins, recording.begins + MINUTE * 5, 1, int(ago(days=1).timestamp() * 1000))
    assert both.plan().changes


def test_12_other_lengths_are_only_marked_and_told(both: TwoPlayers) -> None:
    item, recording = both.add()
    item.length = 50 * MINUTE
    recording.play(30 * MINUTE, ago(hours=1))
    settled(both)
    assert [change.hold for change in both.plan().changes] == ["lengths differ"]
    recording.play(59 * MINUTE, both.now)
    assert both.sync() == ["plex mark a"]
    settled(both)


def test_15_dates_in_the_future_and_of_1970_say_nothing(both: TwoPlayers) -> None:
    item, recording = both.add("future")
    item.play(10 * MINUTE, START + timedelta(days=30))
    recording.play(20 * MINUTE, ago(days=1))
    item, recording = both.add("never")
    item.play(10 * MINUTE, ago(days=1))
    recording.play(20 * MINUTE, datetime(1970, 1, 2, tzinfo=UTC))
    assert both.sync() == ["plex move 1200 future", "plex move 1200 never"]
    settled(both)


@pytest.mark.parametrize("minutes", [-4, 0, 4])
def test_15_close_dates_are_a_tie_and_the_further_one_counts(both: TwoPlayers, minutes: int) -> None:
    item, recording = both.add("position")
    item.play(10 * MINUTE, ago(hours=1))
    recording.play(20 * MINUTE, ago(hours=1, minutes=minutes))
    item, recording = both.add("mark")
    item.play(10 * MINUTE, ago(hours=1))
    recording.play(59 * MINUTE, ago(hours=1, minutes=minutes))
    assert both.sync() == ["plex move 1200 position", "plex mark mark"]
    settled(both)


def test_16_what_we_wrote_is_not_taken_for_what_somebody_did(both: TwoPlayers) -> None:
    item, recording = both.add()
    item.play(30 * MINUTE, ago(days=1))
    both.sync()
    assert recording.video().state.at == both.now
    item.play(20 * MINUTE, both.now)
    assert both.sync() == ["partner move 1200 a"]
    settled(both)


def test_17_copies_of_one_show_do_not_take_turns(both: TwoPlayers) -> None:
    first, _recording = both.add("a", show="EP1")
    second, _copy = both.add("b", show="EP1")
    first.mark(ago(days=3))
    both.sync()
    assert both.standing()["b"][0::2] == (True, True)
    first.play(20 * MINUTE, both.now)
    assert both.sync() == ["partner move 1200 a"]
    assert both.standing()["b"][0::2] == (True, False)
    settled(both)
    assert second.count == 1
    first.play(59 * MINUTE, both.now)
    assert both.sync() == ["partner mark a"]
    settled(both)


def test_19_marks_of_an_import_do_not_take_positions_away(both: TwoPlayers) -> None:
    for number in range(12):
        item, recording = both.add(str(number))
        item.mark(ago(hours=1))
        if number < 2:
            recording.play(30 * MINUTE, ago(days=1))
    marked = [f"partner mark {number}" for number in range(2, 12)]
    assert both.sync() == [*marked, "plex move 1800 0", "plex move 1800 1"]
    assert both.items["0"].count == 1
    settled(both)


def test_19_a_single_mark_that_is_newer_counts(both: TwoPlayers) -> None:
    item, recording = both.add()
    recording.play(30 * MINUTE, ago(days=1))
    item.mark(ago(hours=1))
    assert both.sync() == ["partner mark a"]
    settled(both)


def test_28_a_film_is_watched_from_ten_minutes_before_its_end(both: TwoPlayers) -> None:
    item, recording = both.add(length=120 * MINUTE, film=True)
    item.play(107 * MINUTE, ago(hours=1))
    assert both.sync() == ["partner move 6420 a"]
    assert not recording.watched
    settled(both)
