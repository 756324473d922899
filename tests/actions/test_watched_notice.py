"""The owner is told that changes of what was watched wait for a yes, until none does."""

from parity.store.notices import WATCHED_HELD
from tests.actions.both_players import BothPlayers

ONE = "1 change of what was watched waits for your yes; nothing of it is done by itself."
TWO = "2 changes of what was watched wait for your yes; nothing of it is done by itself."


def told(players: BothPlayers) -> str | None:
    """What the notice says."""
    return players.home.notices().get(WATCHED_HELD)


def unmarked(players: BothPlayers) -> None:
    """Both films were watched on both sides, and then somebody un-marked them in Plex."""
    players.film("b")
    for name in ("a", "b"):
        players.play_in_plex(name, 3590, ago=3600)
    assert players.run().state == "done"
    for name in ("a", "b"):
        players.plex.unwatch(players.item(name))


def test_what_is_held_back_is_a_notice_until_somebody_said_yes(players: BothPlayers) -> None:
    unmarked(players)
    assert told(players) is None
    assert players.run().state == "held"
    assert told(players) == TWO
    (first, _) = players.changes(players.run())
    assert players.run(chosen=frozenset({first.change.mark})).state == "held"
    assert told(players) == ONE
    assert players.run(yes=True).state == "done"
    assert told(players) is None
    assert (players.in_sage("a")[0], players.in_sage("b")[0]) == (False, False)


def test_a_plan_tells_it_too(players: BothPlayers) -> None:
    unmarked(players)
    assert players.run("plan").state == "done"
    assert told(players) == TWO


def test_it_goes_when_somebody_marks_them_again(players: BothPlayers) -> None:
    unmarked(players)
    players.run()
    for name in ("a", "b"):
        players.play_in_plex(name, 3590, ago=60)
    assert players.run().state == "done"
    assert told(players) is None


def test_a_run_that_could_not_ask_says_nothing_about_it(players: BothPlayers) -> None:
    unmarked(players)
    players.run()
    players.home.plex_fails("status", "/library/sections/", status=503)
    assert players.run().state == "failed"
    assert told(players) == TWO


def test_a_run_over_one_video_says_nothing_about_the_others(players: BothPlayers) -> None:
    unmarked(players)
    players.run()
    assert players.run(media=(str(players.item("a")),), yes=True).state == "done"
    assert told(players) == TWO
    assert players.run().state == "held"
    assert told(players) == ONE
