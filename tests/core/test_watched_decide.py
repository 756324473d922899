"""What is decided about one pair, apart from what players do: reasons, obstacles, whose mark it is, which keys."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from parity.core.watched import State
from parity.core.watched_agreed import Agreed
from parity.core.watched_change import Change
from parity.core.watched_decide import Knowledge, decide
from parity.core.watched_pairs import Pair
from parity.core.watched_rule import Rule
from tests.core.watched_builders import EVENING, MINUTE, NEVER, video

NOW = EVENING + timedelta(days=2)
LENGTH = 30 * MINUTE


def at(minutes: float, **ago: float) -> State:
    """In the middle of it."""
    return State(False, round(minutes * MINUTE), NOW - timedelta(**ago) if ago else EVENING)


def seen(when: datetime | None = EVENING, position: int = 0) -> State:
    return State(True, position, when)


def paired(plex: State, partner: State, **facts: Any) -> Pair:
    """A video of half an hour; `facts` of Plex's, and with `their_` before them of the partner's."""
    theirs = {name.removeprefix("their_"): value for name, value in facts.items() if name.startswith("their_")}
    ours = {name: value for name, value in facts.items() if not name.startswith("their_")}
    one = video("7", state=plex, **{"watched_from": 27 * MINUTE, **ours})
    other = video("70", state=partner, **{"place": "", "watched_from": 25 * MINUTE, **theirs})
    return Pair((one,), (other,), "path")


def decided(pair: Pair, rule: Rule | None = None, **known: Any) -> Change:
    change = decide(pair, rule or Rule(), Knowledge(NOW, **known))
    assert change is not None
    return change


def told(change: Change) -> tuple[str, str, str]:
    return f"{change.side} {change.do or 'nothing'} {change.position // MINUTE}", change.reason, change.hold


@pytest.mark.parametrize(
    ("plex", "partner", "what", "reason"),
    [
        (seen(), NEVER, "partner mark 0", "only on plex"),
        (NEVER, at(10), "plex move 10", "only on partner"),
        (at(10, hours=1), at(20, hours=2), "partner move 10", "newer on plex"),
        (at(20, hours=2), at(10, hours=1), "plex move 10", "newer on partner"),
        (at(20, hours=1), at(10, hours=1), "partner move 20", "further on plex"),
        (at(10, hours=1), at(20, hours=1), "plex move 20", "further on partner"),
        (seen(), replace(at(20), at=None), "partner mark 0", "further on plex"),
        (at(20), seen(None), "plex mark 0", "further on partner"),
        (NEVER, at(28), "plex mark 0", "only on partner"),
    ],
)
def test_who_counts_when_nothing_is_remembered(plex: State, partner: State, what: str, reason: str) -> None:
    assert told(decided(paired(plex, partner))) == (what, reason, "")


@pytest.mark.parametrize(
    ("plex", "partner", "what", "reason"),
    [
        (at(12, hours=1), at(10), "partner move 12", "played on plex"),
        (at(10), at(8, hours=1), "plex move 8", "played on partner"),
        (at(12, hours=2), at(20, hours=1), "plex move 20", "newer on partner"),
    ],
)
def test_who_counts_by_what_changed_since_both_agreed(plex: State, partner: State, what: str, reason: str) -> None:
    assert told(decided(paired(plex, partner), agreed=Agreed(at(10), at(10)))) == (what, reason, "")


def test_what_differs_and_did_when_it_was_kept_so_is_left() -> None:
    pair = paired(at(10), at(20))
    assert decide(pair, Rule(), Knowledge(NOW, Agreed(at(10), at(20)))) is None


@pytest.mark.parametrize("side", ["plex", "partner"])
def test_what_was_taken_away_waits_unless_the_owner_wants_it(side: str) -> None:
    pair = paired(NEVER, seen()) if side == "plex" else paired(seen(), NEVER)
    both, other = Agreed(seen(), seen()), {"plex": "partner", "partner": "plex"}[side]
    change = decided(pair, agreed=both)
    assert (*told(change), change.state) == (f"{other} clear 0", f"unmarked on {side}", "un-marks are off", "held")
    assert decided(pair, Rule(unmark=True), agreed=both).state == "planned"


ELSEWHERE = at(5, hours=1)


@pytest.mark.parametrize(
    ("plex", "partner", "agreed", "held"),
    [
        (ELSEWHERE, seen(), None, True),
        (ELSEWHERE, seen(), Agreed(seen(), seen()), True),
        (ELSEWHERE, seen(EVENING + timedelta(hours=1)), Agreed(at(2), at(2)), True),
        (ELSEWHERE, seen(EVENING + timedelta(hours=1)), Agreed(at(26), seen()), True),
        (ELSEWHERE, seen(), Agreed(at(26), seen()), False),
        (State(True, 5 * MINUTE, ELSEWHERE.at), seen(), None, False),
    ],
    ids=["first met", "un-marked in Plex", "watched since", "watched since to its end", "by its rule", "Plex keeps it"],
)
def test_a_position_that_takes_the_only_mark_away_waits(
    plex: State, partner: State, agreed: Agreed | None, held: bool
) -> None:
    change = decided(paired(plex, partner), agreed=agreed)
    assert (change.side, change.do, change.position) == ("partner", "move", 5 * MINUTE)
    assert change.hold == ("un-marks are off" if held else "")


@pytest.mark.parametrize(("agreed", "state"), [(Agreed(seen(), seen()), "planned"), (None, "held")])
def test_whoever_wants_un_marks_wants_them_of_what_was_un_marked_alone(agreed: Agreed | None, state: str) -> None:
    assert decided(paired(ELSEWHERE, seen()), Rule(unmark=True), agreed=agreed).state == state


@pytest.mark.parametrize(
    ("facts", "hold"),
    [
        ({"obstacle": "trash"}, "trash"),
        ({"their_obstacle": "recording"}, "recording"),
        ({"their_whole_only": True}, "disc"),
        ({"their_duration": 60 * MINUTE}, "lengths differ"),
        ({"duration": None, "their_duration": None}, "no length"),
    ],
)
def test_what_stands_in_the_way_is_said_and_nothing_is_to_be_done(facts: dict[str, Any], hold: str) -> None:
    change = decided(paired(NEVER, at(10), **facts))
    assert (*told(change), change.state) == ("plex nothing 0", "only on partner", hold, "skipped")


def test_a_mark_goes_across_whatever_the_lengths() -> None:
    assert told(decided(paired(NEVER, seen(), duration=None, their_duration=None))) == (
        "plex mark 0",
        "only on partner",
        "",
    )
    assert decided(paired(seen(), NEVER, their_duration=60 * MINUTE)).do == "mark"


def test_without_a_length_plex_takes_no_position_and_sagetv_does() -> None:
    lost = {"duration": None, "their_duration": None}
    assert told(decided(paired(at(10), NEVER, **lost))) == ("partner move 10", "only on plex", "")


@pytest.mark.parametrize(("seconds", "hold"), [(0, "playing"), (59, "playing"), (-240, "playing"), (61, "")])
def test_what_moved_a_moment_ago_in_sagetv_may_be_playing(seconds: int, hold: str) -> None:
    assert decided(paired(NEVER, at(10, seconds=seconds))).hold == hold


@pytest.mark.parametrize(("rule", "side"), [(Rule(writes_plex=False), "plex"), (Rule(writes_partner=False), "partner")])
def test_a_side_that_is_not_changed_is_told_what_it_lacks(rule: Rule, side: str) -> None:
    pair = paired(NEVER, at(10)) if side == "plex" else paired(at(10), NEVER)
    change = decided(pair, rule)
    assert (*told(change), change.state) == (
        f"{side} move 10",
        f"only on {'partner' if side == 'plex' else 'plex'}",
        "one way",
        "skipped",
    )


def test_an_import_and_nothing_else_makes_a_date_worthless() -> None:
    pair = paired(seen(NOW - timedelta(hours=1)), at(10))
    assert told(decided(pair)) == ("partner mark 0", "newer on plex", "")
    assert told(decided(pair, at_once=frozenset({"7"}))) == ("plex move 10", "marked with others", "")
    assert told(decided(pair, at_once=frozenset({"8"}))) == ("partner mark 0", "newer on plex", "")
    playing = paired(at(20, hours=1), at(10))
    assert told(decided(playing, at_once=frozenset({"7"}))) == ("partner move 20", "newer on plex", "")


def test_a_change_names_what_is_changed_and_its_mark_tells_it_from_others() -> None:
    change = decided(paired(NEVER, at(10)))
    assert (change.mark, change.keys) == ("plex move 600000 m1/1/7 70", ("7",))
    change = decided(paired(seen(), NEVER))
    assert (change.mark, change.keys) == ("partner mark m1/1/7 70", ("70",))
    assert decided(paired(NEVER, at(10), obstacle="trash")).mark == "plex nothing m1/1/7 70"


def test_of_several_parts_those_are_marked_that_are_not_watched_yet_or_begun_again() -> None:
    parts = tuple(
        video(key, state=state, duration=10 * MINUTE)
        for key, state in (("7", seen()), ("8", NEVER), ("9", seen(None, 60)))
    )
    whole = video("70", state=seen(NOW - timedelta(hours=1)), place="")
    pair = Pair(parts, (whole,), "path", "parts")
    assert decided(pair).keys == ("8", "9")
    cleared = replace(
        pair, plex=tuple(replace(each, state=seen()) for each in parts), partner=(replace(whole, state=NEVER),)
    )
    assert decided(cleared, agreed=Agreed(seen(), seen())).keys == ("7", "8", "9")


def test_a_position_that_sagetv_does_not_keep_so_early_is_left_where_it_is() -> None:
    early = paired(at(5), NEVER, their_kept_from=5 * MINUTE + 1)
    assert told(decided(early)) == ("partner nothing 0", "only on plex", "too early")
    assert told(decided(paired(at(6), NEVER, their_kept_from=5 * MINUTE + 1)))[0] == "partner move 6"
