"""Whether what was told to a player shows when it is read again."""

from dataclasses import replace

import pytest

from parity.core.watched import State
from parity.core.watched_change import Change
from parity.core.watched_pairs import Pair
from parity.core.watched_proof import shows
from parity.core.watched_rule import Rule
from tests.core.watched_builders import EVENING, MINUTE, NEVER, SEEN, change, video

HALF = State(False, 12 * MINUTE, EVENING)


def pair(plex: State, partner: State) -> Pair:
    other = video("97", state=partner, place="", watched_from=25 * MINUTE)
    return Pair((video("7", state=plex, watched_from=27 * MINUTE),), (other,), "path")


def of(side: str, do: str, plex: State, partner: State, **more: object) -> Change:
    return change(pair(plex, partner), side, do, "", **more)


@pytest.mark.parametrize(
    ("told", "plex", "partner", "good"),
    [
        (of("partner", "mark", SEEN, NEVER), SEEN, SEEN, True),
        (of("partner", "mark", SEEN, NEVER), SEEN, NEVER, False),
        (of("partner", "mark", SEEN, NEVER), HALF, SEEN, True),
        (of("plex", "mark", NEVER, SEEN), SEEN, HALF, True),
        (of("plex", "mark", NEVER, SEEN), State(True, 20 * MINUTE), SEEN, False),
        (of("plex", "mark", NEVER, SEEN), NEVER, SEEN, False),
        (of("partner", "clear", NEVER, SEEN), HALF, NEVER, True),
        (of("partner", "clear", NEVER, SEEN), NEVER, SEEN, False),
        (of("partner", "clear", NEVER, SEEN), SEEN, SEEN, True),
        (of("plex", "move", NEVER, HALF, position=12 * MINUTE), State(False, 12 * MINUTE + 10_000), HALF, True),
        (of("plex", "move", NEVER, HALF, position=12 * MINUTE), State(False, 12 * MINUTE - 10_001), HALF, False),
        (of("plex", "move", NEVER, HALF, position=12 * MINUTE), NEVER, HALF, False),
        (of("plex", "move", NEVER, HALF, position=12 * MINUTE), SEEN, HALF, True),
        (of("plex", "move", SEEN, HALF, position=12 * MINUTE), SEEN, HALF, False),
        (of("partner", "move", HALF, SEEN, position=12 * MINUTE), HALF, State(True, 30 * MINUTE), False),
    ],
)
def test_a_change_is_proved_by_how_its_side_stands(told: Change, plex: State, partner: State, good: bool) -> None:
    assert shows(told, pair(plex, partner), Rule()) is good


def test_of_parts_just_those_that_were_told_have_to_show_it() -> None:
    parts = (video("7", state=SEEN), video("8", state=NEVER), video("9", state=NEVER))
    whole = video("97", state=SEEN, duration=90 * MINUTE, place="")
    after = Pair(parts, (whole,), "path", "parts")
    told = replace(of("plex", "mark", NEVER, SEEN), keys=("7",))
    assert shows(told, after, Rule())
    assert not shows(replace(told, keys=("7", "8")), after, Rule())
