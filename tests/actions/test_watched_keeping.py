"""What is kept of runs and of pairs does not grow without end, and one that always fails holds nobody else up."""

from parity.demo.faults import Fault
from parity.store import watched_base, watched_runs
from parity.store.watched_base import Whose
from tests.actions.both_players import BothPlayers

OWNER = Whose("", "sagetv")


def kept(players: BothPlayers) -> set[tuple[str, str]]:
    with players.house.database.reading() as connection:
        return {(key.plex_key, key.partner_key) for key in watched_base.agreed(connection, OWNER)}


def test_of_older_runs_only_what_they_did_is_kept(players: BothPlayers) -> None:
    players.film("other", 90)
    players.sage.set_file(
        players.recording("other"), length=3_600_000, parts=[("/var/x.mkv", players.now * 1000, 3_600_000)]
    )
    players.play_in_sage("a", 1200, ago=3600)
    first = players.run()
    for _ in range(11):
        players.play_in_plex("a", 1500 + _ * 60)
        players.wait(600)
        last = players.run("plan")
    with players.house.database.reading() as connection:
        assert [row.change.state for row in watched_runs.changes(connection, first.id)] == ["done"]
        assert watched_runs.changes(connection, first.id + 1) == []
        assert watched_runs.changes(connection, last.id)


def test_a_video_that_is_gone_or_has_another_partner_is_not_remembered(players: BothPlayers) -> None:
    players.film("b")
    players.run("plan")
    assert len(kept(players)) == 2
    players.plex.remove_movie(players.item("b"))
    again = players.sage.add_recording("a", "/var" + players.plex.movies[players.item()].media[0].files[0])
    players.sage.delete(players.recording())
    players.run("plan")
    assert kept(players) == {(str(players.item()), str(again))}


def test_what_fails_each_time_comes_last_so_that_the_others_are_done(players: BothPlayers) -> None:
    for name in "bcdef":
        players.film(name)
    for name in "abcdef":
        players.play_in_sage(name, 1200, ago=3600)
    for name in "abc":
        players.sage_faults.add(Fault("html", query=f"c=GetMediaFileForID&1={players.recording(name)}&"))
    assert players.told(players.run()).count("plex move 1200 d (2000): planned") == 1
    told = players.told(players.run())
    assert [f"plex move 1200 {name} (2000): done" in told for name in "def"] == [True, True, True]
