"""How the page says how far somebody has watched, why something is done, and what a run did."""

from typing import Any

import pytest

from parity.core.watched import PLEX, SAGETV, Player
from parity.core.watched_change import REASONS
from parity.core.watched_shapes import WatchedAlone, WatchedRun, WatchedState, WatchedTally
from parity.web import watched_words
from tests.store.builders import NOW


@pytest.mark.parametrize(
    ("watched", "position", "player", "said"),
    [
        (False, 0, PLEX, "not begun"),
        (False, 1_200_000, PLEX, "at 0:20:00"),
        (True, 0, PLEX, "watched"),
        (True, 600_000, PLEX, "watched, again at 0:10:00"),
        (True, 2_400_000, SAGETV, "watched"),  # it leaves the position where watching ended
        (False, 1_200_000, SAGETV, "at 0:20:00"),
    ],
)
def test_a_state_is_said_in_words(watched: bool, position: int, player: Player, said: str) -> None:
    assert watched_words.standing(WatchedState(watched=watched, position=position, at=NOW), player) == said


def test_every_reason_names_the_partner_and_one_that_nobody_knows_stays_as_it_is() -> None:
    for why in (*REASONS, "100 % new"):
        lone = WatchedAlone(
            media_id="1", place="m1/1", library="TV", title="Dark", file="", reason="", why=why, others=()
        )
        said = watched_words.reason(lone, Player("x", "Kodi", keeps_mark=True))
        assert said == REASONS.get(why, why).replace("%(partner)s", "Kodi")


@pytest.mark.parametrize(
    ("work", "tally", "said"),
    [
        ("plan", {"planned": 2, "held": 1}, "2 changes to do, 1 change held back"),
        ("sync", {"planned": 1, "done": 1_200}, "1,200 changes done, 1 change left to do"),
        ("sync", {"failed": 1, "skipped": 1}, "1 change failed, 1 video left alone"),
        ("sync", {}, ""),
    ],
)
def test_a_run_says_in_numbers_what_it_did(work: Any, tally: dict[str, int], said: str) -> None:
    assert watched_words.outcome(run(work=work, tally=WatchedTally(**tally))) == said


def test_what_a_run_does_just_now_is_said_with_the_name_of_the_partner() -> None:
    assert watched_words.phase(run(phase="reading partner")) == "Reading what SageTV has"
    assert watched_words.phase(run(phase="")) == "Starting"
    assert watched_words.phase(run(phase="dreaming")) == "dreaming"


def run(**given: Any) -> WatchedRun:
    """A run, of which nothing else is known."""
    counts = ("videos", "in_sync", "plex_out", "partner_out", "not_in_partner", "not_in_plex", "ambiguous", "set_aside")
    times = ("started_at", "ended_at", "message", "first_run")
    plain = {"id": 1, "work": "sync", "state": "done", "phase": "", "partner": "sagetv", "who": "", "scope": ()}
    plain |= {"started_by": "person", "created_at": NOW, "ending": False, "plex_requests": 0, "partner_requests": 0}
    return WatchedRun(**{**dict.fromkeys((*counts, *times)), **plain, **given})
