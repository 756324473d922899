"""How a pair stands on both sides: what counts as a position, when both agree, and what has changed since."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from parity.core.watched import PLEX, Side, State
from parity.core.watched_pairs import Pair
from parity.core.watched_rule import Rule
from parity.core.watched_standing import agrees, has_changed, look_at, standing
from tests.core.watched_builders import EVENING, MINUTE, NEVER, video

RULE = Rule()
HOUR = 60 * MINUTE
SEEN = State(True, 0, EVENING)


def half(minutes: float, watched: bool = False, at: datetime | None = EVENING) -> State:
    return State(watched, round(minutes * MINUTE), at)


def paired(plex: State, *partner: State, **facts: Any) -> Pair:
    """A video of an hour; `facts` of Plex's, and with `their_` before them of the partner's."""
    theirs = {name.removeprefix("their_"): value for name, value in facts.items() if name.startswith("their_")}
    ours = {name: value for name, value in facts.items() if not name.startswith("their_")}
    one = video("7", state=plex, **{"duration": HOUR, "watched_from": 54 * MINUTE, **ours})
    others = [
        video(f"7{number}", state=state, **{"duration": HOUR, "place": "", "watched_from": 55 * MINUTE, **theirs})
        for number, state in enumerate(partner)
    ]
    return Pair((one,), tuple(others), "path", "one" if len(others) == 1 else "copies")


def parted(partner: State, *plex: State, covered: bool = True) -> Pair:
    """Two parts and more, each of half an hour, that are one in SageTV."""
    parts = tuple(video(str(number), state=state) for number, state in enumerate(plex))
    return Pair(parts, (video("70", state=partner, duration=HOUR, place=""),), "path", "parts", covered)


def alike(pair: Pair, rule: Rule = RULE) -> bool:
    return agrees(look_at(pair, rule), rule)


@pytest.mark.parametrize(
    ("position", "duration", "counts"),
    [
        (60_000, HOUR, True),
        (59_999, HOUR, False),
        (57 * MINUTE, HOUR, True),
        (57 * MINUTE + 1, HOUR, False),
        (999 * MINUTE, None, True),
        (999 * MINUTE, 0, True),
        (0, 0, False),
    ],
)
@pytest.mark.parametrize("side", ["plex", "partner"])
def test_a_position_counts_after_the_first_minute_and_before_the_last_five_per_cent(
    side: Side, position: int, duration: int | None, counts: bool
) -> None:
    found = standing(State(False, position), duration, side, RULE)
    assert (found.begun and not found.tail, found.raw) == (counts, position)
    assert found.blank == (position < 60_000)
    assert found.only_tried == (0 < position < 60_000)


def test_the_beginning_is_no_position_even_when_none_is_to_be_ignored() -> None:
    assert standing(State(False, 0), HOUR, "plex", Rule(ignore=0)).blank
    assert standing(State(False, 1), HOUR, "plex", Rule(ignore=0)).begun


def test_only_plex_keeps_its_mark_beside_a_position() -> None:
    assert standing(half(20, watched=True), HOUR, "plex", RULE).begun
    assert standing(half(20, watched=True), HOUR, "partner", RULE).finished


@pytest.mark.parametrize(
    ("plex", "partner", "same"),
    [
        (NEVER, NEVER, True),
        (SEEN, SEEN, True),
        (SEEN, NEVER, False),
        (NEVER, SEEN, False),
        (half(20), half(20 + 1.999 / 60), True),
        (half(20), half(20 + 2 / 60), False),
        (half(20, watched=True), half(20), True),
        (half(20, watched=True), half(30), False),
        (half(20, watched=True), SEEN, False),
        (half(55), half(55, watched=True), True),
        (half(55), SEEN, True),
        (half(55), half(59, watched=True), False),
        (half(54.9), half(54.9, watched=True), False),
        (SEEN, half(54), True),
        (SEEN, half(53.9), False),
        (NEVER, half(56, watched=True), False),
    ],
)
def test_when_both_stand_alike(plex: State, partner: State, same: bool) -> None:
    assert alike(paired(plex, partner)) is same


def test_where_nobody_knows_when_it_counts_as_watched_a_position_is_no_mark() -> None:
    assert not alike(paired(half(55), SEEN, their_watched_from=None))


def test_a_partner_that_keeps_its_mark_too_has_to_have_it() -> None:
    rule = Rule(partner=replace(PLEX, id="other"))
    assert not alike(paired(half(20, watched=True), half(20)), rule)


@pytest.mark.parametrize(
    ("facts", "hold"),
    [
        ({}, ""),
        ({"duration": 57 * MINUTE}, ""),
        ({"duration": 57 * MINUTE - 1}, "lengths differ"),
        ({"their_duration": 57 * MINUTE - 1}, "lengths differ"),
        ({"duration": None}, ""),
        ({"their_duration": 0}, ""),
        ({"whole_only": True}, "disc"),
        ({"their_whole_only": True}, "disc"),
    ],
)
def test_why_a_position_means_nothing_on_the_other_side(facts: dict[str, Any], hold: str) -> None:
    assert look_at(paired(NEVER, NEVER, **facts), RULE).hold == hold


def test_where_positions_mean_nothing_both_stand_alike_when_nobody_is_in_the_middle() -> None:
    other = {"their_duration": 50 * MINUTE}
    assert alike(paired(SEEN, SEEN, **other))
    assert not alike(paired(half(20), half(20), **other))
    assert not alike(paired(NEVER, SEEN, **other))


def test_each_side_has_its_own_length_or_that_of_the_other() -> None:
    both = look_at(paired(NEVER, NEVER, their_duration=58 * MINUTE), RULE)
    assert (both.length("plex"), both.length("partner")) == (HOUR, 58 * MINUTE)
    both = look_at(paired(NEVER, NEVER, their_duration=None), RULE)
    assert (both.length("plex"), both.length("partner")) == (HOUR, HOUR)
    both = look_at(parted(NEVER, NEVER, NEVER), RULE)
    assert (both.length("plex"), both.length("partner"), both.hold) == (None, HOUR, "parts")


@pytest.mark.parametrize(
    ("parts", "covered", "watched", "begun"),
    [
        ((SEEN, SEEN), True, True, False),
        ((SEEN, SEEN), False, False, True),
        ((SEEN, NEVER), True, False, True),
        ((half(20), NEVER), True, False, True),
        ((NEVER, NEVER), True, False, False),
    ],
)
def test_parts_are_watched_when_all_are_and_begun_when_any_is(
    parts: tuple[State, ...], covered: bool, watched: bool, begun: bool
) -> None:
    found = look_at(parted(NEVER, *parts, covered=covered), RULE).plex
    assert (found.watched, found.begun) == (watched, begun)


def test_parts_were_played_when_the_last_of_them_was() -> None:
    later = EVENING + timedelta(hours=1)
    assert look_at(parted(NEVER, SEEN, State(True, 0, later), State(True)), RULE).plex.at == later


@pytest.mark.parametrize(
    ("copies", "lead"),
    [
        ((NEVER, half(20), NEVER), "71"),
        ((NEVER, State(True), State(False, 5)), "71"),
        ((half(20), half(5, at=EVENING + timedelta(hours=1)), SEEN), "71"),
        ((NEVER, NEVER, NEVER), "72"),
    ],
)
def test_the_copy_that_was_played_last_stands_for_all(copies: tuple[State, ...], lead: str) -> None:
    assert look_at(paired(NEVER, *copies), RULE).lead.key == lead


@pytest.mark.parametrize(
    ("now", "was", "changed"),
    [
        (half(20), half(20), False),
        (half(20 + 1.9 / 60), half(20), False),
        (half(21), half(20), True),
        (SEEN, half(20), True),
        (NEVER, SEEN, True),
        (replace(SEEN, at=EVENING + timedelta(minutes=5)), SEEN, False),
        (replace(SEEN, at=EVENING + timedelta(minutes=6)), SEEN, True),
        (replace(SEEN, at=EVENING - timedelta(minutes=6)), SEEN, False),
        (SEEN, State(True), True),
        (State(True), SEEN, False),
        (State(at=EVENING + timedelta(hours=1)), NEVER, False),
    ],
)
@pytest.mark.parametrize("side", ["plex", "partner"])
def test_what_has_changed_since_both_agreed(side: Side, now: State, was: State, changed: bool) -> None:
    pair = paired(now, NEVER) if side == "plex" else paired(NEVER, now)
    assert has_changed(look_at(pair, RULE), side, was, RULE) is changed


def test_where_positions_mean_nothing_to_go_on_is_no_change_and_to_begin_is() -> None:
    both = look_at(paired(half(30), NEVER, their_whole_only=True), RULE)
    assert not has_changed(both, "plex", half(20), RULE)
    assert has_changed(both, "plex", State(at=EVENING), RULE)
