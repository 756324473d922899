"""Tricky cases of SageTV and Plex, by their numbers in sagetv.md 5: what is no answer, and what is no list."""

import pytest

from parity.demo.faults import Fault
from tests.actions.both_players import HOUR, BothPlayers

# Those after which a question is repeated a moment later would make the tests wait: one of them is tried below.
WRONG = [
    (Fault("status", status=200), "an error: java.lang.NullPointerException"),
    (Fault("status", status=401), "the user or password was refused"),
    (Fault("status", status=403), "may not use its SageX service"),
    (Fault("status", status=404), "no SageX service"),
    (Fault("html"), "a web page instead of data"),
    (Fault("garbage"), "is the plugin SageX Services installed there?"),
    (Fault("wrong_type"), "is the plugin SageX Services installed there?"),
    (Fault("wrong_string"), "is the plugin SageX Services installed there?"),
]


def failed(players: BothPlayers, why: str) -> None:
    """A run ends with this reason, tells of no video, and writes nothing; when all is well again one does its work."""
    players.writes()
    run = players.run()
    assert run.state == "failed"
    assert why in str(run.sentence)
    assert (players.changes(run), run.not_in_partner, players.writes()) == ([], None, 0)
    players.sage_faults.clear()
    players.home.plex_faults.clear()
    assert players.told(players.run()) == ["partner mark a (2000): done"]
    players.settle()


@pytest.mark.parametrize(("fault", "why"), WRONG)
def test_1_a_sagetv_that_does_not_answer_as_it_should(watched: BothPlayers, fault: Fault, why: str) -> None:
    watched.sage_faults.add(fault)
    failed(watched, why)


@pytest.mark.long
def test_1_a_sagetv_that_is_not_there(watched: BothPlayers) -> None:
    address = watched.house.settings().sagetv_url
    watched.settings(sagetv_url="http://127.0.0.1:1")
    run = watched.run()
    assert (run.state, run.not_in_partner, watched.changes(run)) == ("failed", None, [])
    assert "127.0.0.1:1" in str(run.sentence)
    assert address is not None
    watched.settings(sagetv_url=address)
    assert watched.told(watched.run()) == ["partner mark a (2000): done"]
    watched.settle()


@pytest.mark.parametrize("path", ["", "/all", "/library/sections"])
@pytest.mark.parametrize(
    "fault", [Fault("status", status=401), Fault("status", status=403), Fault("html"), Fault("wrong_type")]
)
def test_1_a_plex_that_does_not_answer_as_it_should(watched: BothPlayers, path: str, fault: Fault) -> None:
    watched.home.plex_faults.add(Fault(fault.kind, path, status=fault.status))
    failed(watched, "Plex")


@pytest.mark.parametrize("kind", ["empty_page", "cut_page", "total_disagrees"])
def test_1_a_list_of_plex_that_is_not_whole(watched: BothPlayers, kind: str) -> None:
    watched.home.plex_faults.add(Fault(kind, "/all", "type=1"))
    failed(watched, "could not be read whole")


def test_1_an_empty_sagetv_where_there_was_something_is_still_starting(watched: BothPlayers) -> None:
    watched.run()
    watched.sage_faults.add(Fault("empty_page"))
    run = watched.run()
    assert (run.state, run.not_in_partner) == ("failed", None)
    assert "not one video" in str(run.sentence)


def test_1_one_video_that_cannot_be_read_again_failed_and_the_others_are_done(watched: BothPlayers) -> None:
    watched.film("b")
    watched.plex.watch(watched.item("b"), at=watched.now - HOUR)
    watched.sage_faults.add(Fault("status", query=f"GetMediaFileForID&1={watched.recording('a')}&", status=200))
    run = watched.run()
    assert (run.state, run.not_in_partner) == ("partial", 0)
    assert watched.told(run) == ["partner mark a (2000): failed", "partner mark b (2000): done"]
    assert "java.lang.NullPointerException" in str(run.sentence)
    watched.sage_faults.clear()
    assert watched.told(watched.run()) == ["partner mark a (2000): done"]
    watched.settle()


def test_1_one_row_that_does_not_tell_enough_is_told_and_the_others_are_done(watched: BothPlayers) -> None:
    watched.film("b")
    watched.plex.watch(watched.item("b"), at=watched.now - HOUR)
    watched.sage.break_getter(watched.recording("a"), "IsWatched")
    run = watched.run()
    assert (run.not_in_partner, run.set_aside) == (0, 1)
    assert watched.told(run) == ["partner nothing a (2000): skipped (unreadable)", "partner mark b (2000): done"]
    watched.sage.mend()
    assert watched.told(watched.run()) == ["partner mark a (2000): done"]
    watched.settle()


@pytest.mark.parametrize("most", [None, 50, 7])
def test_2_all_of_a_list_is_read_whatever_fits_into_an_answer(players: BothPlayers, most: int | None) -> None:
    for number in range(120):
        players.film(f"film {number}")
    players.sage.set_cap(most)
    players.plex.watch(players.item("film 119"), at=players.now - HOUR)
    run = players.run()
    assert (run.videos, run.not_in_partner, run.not_in_plex) == (121, 0, 0)
    assert players.told(run) == ["partner mark film 119 (2000): done"]
    players.settle()


@pytest.mark.parametrize(
    "fault", [Fault("repeat_page"), Fault("shift"), Fault("status", query="start=100", status=200)]
)
def test_2_a_list_that_does_not_add_up_says_nothing_of_what_is_not_in_it(players: BothPlayers, fault: Fault) -> None:
    for number in range(120):
        players.film(f"film {number}")
    players.sage.set_cap(50)
    players.plex.watch(players.item(), at=players.now - HOUR)
    players.sage_faults.add(fault)
    failed(players, "SageTV: ")
