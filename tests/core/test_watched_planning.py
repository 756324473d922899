"""The plan for all pairs: what is held because it is too much, what a yes releases, copies together, what is kept."""

from dataclasses import replace
from datetime import timedelta

import pytest

from parity.core.watched import State, Video
from parity.core.watched_agreed import Agreed, PairKey
from parity.core.watched_pairs import Pair, Pairing
from parity.core.watched_plan import Plan
from parity.core.watched_planning import Base, key_of, make_plan, newly_agreed
from parity.core.watched_rule import Rule
from tests.core.two_players import START, TwoPlayers
from tests.core.watched_builders import EVENING, MINUTE, NEVER, SEEN, video

NOW = EVENING + timedelta(days=2)
HALF = State(False, 12 * MINUTE, NOW - timedelta(hours=1))
RULE, UNMARK = Rule(), Rule(unmark=True)
BOTH_SEEN = Agreed(SEEN, SEEN)


def pair(key: str, plex: State, partner: State, shared: str = "") -> Pair:
    other = video(f"9{key}", state=partner, place="", shared=shared, watched_from=25 * MINUTE)
    return Pair((video(key, state=plex, watched_from=27 * MINUTE),), (other,), "path")


def planned(pairs: list[Pair], rule: Rule = RULE, agreed: Agreed | None = None, **said: object) -> Plan:
    known = {key_of(each): agreed for each in pairs} if agreed is not None else {}
    return make_plan(Pairing(tuple(pairs), (), 0), rule, Base(known, NOW), **said)  # type: ignore[arg-type]


def told(plan: Plan) -> list[str]:
    return [f"{each.side} {each.do} {each.plex_key}: {each.hold or each.state}" for each in plan.changes]


def cleared(many: int, of: int) -> list[Pair]:
    """So many of these were un-marked in Plex."""
    return [pair(str(key), NEVER if key < many else SEEN, SEEN) for key in range(of)]


@pytest.mark.parametrize(
    ("many", "of", "hold"),
    [(5, 5, ""), (6, 6, "too many"), (6, 29, "too many"), (6, 30, ""), (7, 35, ""), (7, 34, "too many")],
)
def test_more_than_a_few_and_than_a_fifth_wait(many: int, of: int, hold: str) -> None:
    plan = planned(cleared(many, of), UNMARK, BOTH_SEEN)
    assert {each.hold for each in plan.changes} == {hold}
    assert len(plan.to_do) == (0 if hold else many)


def test_a_mark_that_gives_way_to_a_position_counts_as_taken_away_and_what_is_added_does_not() -> None:
    again = State(True, 12 * MINUTE, HALF.at)
    assert {each.hold for each in planned([pair(str(key), again, SEEN) for key in range(6)]).changes} == {"too many"}
    assert len(planned([pair(str(key), HALF, NEVER) for key in range(60)]).to_do) == 60
    assert len(planned([pair(str(key), NEVER, SEEN) for key in range(60)]).to_do) == 60


def test_what_was_held_is_done_on_a_yes_to_it_or_to_all() -> None:
    pairs = cleared(7, 7)
    [first, *_] = marks = [each.mark for each in planned(pairs, RULE, BOTH_SEEN).changes]
    assert len(planned(pairs, RULE, BOTH_SEEN).to_do) == 0
    assert [v.change.mark for v in planned(pairs, RULE, BOTH_SEEN, chosen=frozenset({first})).to_do if v.change] == [
        first
    ]
    assert len(planned(pairs, UNMARK, BOTH_SEEN, chosen=frozenset(marks)).to_do) == 7
    assert {each.hold for each in planned(pairs, UNMARK, BOTH_SEEN, yes=True).changes} == {""}


def test_what_is_left_out_no_yes_brings_in() -> None:
    plan = planned([pair("1", NEVER, SEEN)], Rule(writes_plex=False), yes=True)
    assert told(plan) == ["plex mark 1: one way"]


def test_it_is_the_first_time_when_none_of_the_pairs_was_ever_known() -> None:
    pairs = cleared(0, 2)
    assert planned(pairs).first_run
    known = {key_of(pairs[1]): BOTH_SEEN}
    assert not make_plan(Pairing(tuple(pairs), (), 0), RULE, Base(known, NOW)).first_run


def test_a_pair_is_known_by_its_server_its_rating_key_and_the_least_key_of_all_copies() -> None:
    one, other = video("91", place=""), video("90", place="")
    assert key_of(Pair((video("7"),), (one, other), "path", "copies")) == PairKey("m1", "7", "90")


def test_the_partner_is_told_first() -> None:
    plan = planned([pair("1", NEVER, SEEN), pair("2", SEEN, NEVER)])
    assert [each.change.side for each in plan.to_do if each.change] == ["partner", "plex"]


# -- copies that have one mark in SageTV


def test_while_one_copy_is_being_watched_another_is_not_marked() -> None:
    plan = planned([pair("1", HALF, HALF, "EP1"), pair("2", SEEN, NEVER, "EP1"), pair("3", SEEN, NEVER, "EP2")])
    assert told(plan) == ["partner mark 2: another copy", "partner mark 3: planned"]


def test_a_copy_that_is_to_be_marked_itself_is_not_in_its_own_way() -> None:
    begun = State(False, 12 * MINUTE, EVENING - timedelta(days=1))
    assert (
        told(planned([pair("1", SEEN, begun, "EP1"), pair("2", NEVER, NEVER, "EP1")]))[0] == "partner mark 1: planned"
    )


def test_what_marks_one_copy_marks_plex_s_videos_of_the_others_too() -> None:
    plan = planned([pair("1", SEEN, NEVER, "EP1"), pair("2", NEVER, NEVER, "EP1"), pair("3", NEVER, NEVER, "EP2")])
    assert told(plan) == ["partner mark 1: planned", "plex mark 2: planned"]
    assert not plan.changes[1].partner.watched, "it is told as it stands now"


def test_a_position_that_sagetv_takes_for_the_end_marks_the_copies_too() -> None:
    near = State(False, 26 * MINUTE, HALF.at)
    plan = planned([pair("1", near, NEVER, "EP1"), pair("2", NEVER, NEVER, "EP1")])
    assert told(plan) == ["partner move 1: planned", "plex mark 2: planned"]


def test_a_mark_that_was_taken_away_of_copies_is_nobody_s() -> None:
    alone = [pair("1", SEEN, NEVER, "EP1")]
    assert told(planned(alone, UNMARK, BOTH_SEEN)) == ["plex clear 1: planned"]
    two = [*alone, pair("2", SEEN, NEVER, "EP1")]
    assert told(planned(two, UNMARK, BOTH_SEEN)) == ["plex clear 1: one mark", "plex clear 2: one mark"]
    watching = [*alone, pair("2", State(True, 12 * MINUTE, HALF.at), HALF, "EP1")]
    assert told(planned(watching, UNMARK, BOTH_SEEN)) == ["plex clear 1: another copy"]


# -- what is kept of both sides


def kept(pairs: list[Pair], agreed: Agreed | None = None) -> dict[PairKey, Agreed]:
    known = {key_of(each): agreed for each in pairs} if agreed is not None else {}
    base = Base(known, NOW)
    return dict(newly_agreed(make_plan(Pairing(tuple(pairs), (), 0), RULE, base), RULE, base))


def test_what_agrees_is_kept_once_and_what_differs_is_not() -> None:
    same = pair("1", SEEN, SEEN)
    assert kept([same, pair("2", SEEN, NEVER)]) == {key_of(same): BOTH_SEEN}
    assert kept([same], BOTH_SEEN) == {}
    assert kept([pair("1", HALF, HALF)], BOTH_SEEN) == {key_of(same): Agreed(HALF, HALF)}


def test_what_nobody_can_tell_is_kept_as_first_met_and_not_over_what_is_known() -> None:
    again = replace(SEEN, position=12 * MINUTE)
    unsure = pair("1", again, SEEN)
    assert kept([unsure]) == {key_of(unsure): Agreed(again, SEEN)}
    was = Agreed(replace(again, at=None), replace(SEEN, at=None))
    assert kept([unsure], was) == {}


def test_positions_that_count_for_none_are_kept_as_none() -> None:
    early = Video("7", "", State(False, 30_000, EVENING), (), 30 * MINUTE, place="m1/1")
    one = Pair((early,), (video("97", state=NEVER, place=""),), "path")
    assert kept([one]) == {key_of(one): Agreed(State(False, 0, EVENING), NEVER)}


def test_a_position_that_sagetv_takes_for_the_end_marks_all_copies_and_their_items_in_the_same_run() -> None:
    both = TwoPlayers()
    first, _ = both.add("a", show="EP1", length=30 * MINUTE)
    both.add("b", show="EP1", length=30 * MINUTE)
    first.play(26 * MINUTE, START - timedelta(hours=1))
    assert both.sync() == ["partner move 1560 a", "plex mark b"]
    assert both.sync() == []


def test_a_position_before_that_marks_no_copy() -> None:
    both = TwoPlayers()
    first, _ = both.add("a", show="EP1", length=30 * MINUTE)
    both.add("b", show="EP1", length=30 * MINUTE)
    first.play(20 * MINUTE, START - timedelta(hours=1))
    assert both.sync() == ["partner move 1200 a"]
    assert both.sync() == []


def test_a_copy_that_is_nearly_at_its_end_keeps_no_other_from_being_marked() -> None:
    both = TwoPlayers()
    first, recording = both.add("a", show="EP1", length=210 * MINUTE)
    second, _ = both.add("b", show="EP1", length=210 * MINUTE)
    first.mark(START - timedelta(hours=9))
    recording.play(202 * MINUTE, START - timedelta(hours=8))
    assert both.sync() == []
    second.mark(both.now)
    assert both.sync() == ["partner mark b"]
    assert both.sync() == []
