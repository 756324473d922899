"""Runs over watched states, from their question to their end, over both stand-ins."""

from parity.store import watched_view
from tests.actions.both_players import BothPlayers


def test_what_was_watched_in_plex_is_marked_in_sagetv(players: BothPlayers) -> None:
    players.play_in_plex("a", 3590, ago=3600)
    run = players.run()
    assert (run.state, players.told(run)) == ("done", ["partner mark a (2000): done"])
    assert players.in_sage()[0]
    assert players.writes() == 1
    players.settle()


def test_a_position_in_sagetv_goes_to_plex(players: BothPlayers) -> None:
    players.play_in_sage("a", 1200, ago=3600)
    assert players.told(players.run()) == ["plex move 1200 a (2000): done"]
    assert players.in_plex() == (0, 1200)
    assert players.writes() == 1
    players.settle()


def test_a_plan_changes_nothing(players: BothPlayers) -> None:
    players.play_in_sage("a", 1200, ago=3600)
    run = players.run("plan")
    assert (run.state, run.plex_out, players.told(run)) == ("done", 1, ["plex move 1200 a (2000): planned"])
    assert players.writes() == 0


def test_a_video_is_asked_for_on_both_sides_before_it_is_told_and_then_only_where_it_was(players: BothPlayers) -> None:
    players.play_in_sage("a", 1200, ago=3600)
    players.run("plan")
    players.writes()
    before = players.plex.requests.kinds.get("metadata", 0)
    assert players.told(players.run()) == ["plex move 1200 a (2000): done"]
    assert players.plex.requests.kinds["metadata"] - before == 2
    assert players.sage.requests.kinds["GetMediaFileForID"] == 1


def test_what_is_played_elsewhere_while_it_is_told_is_for_the_next_run(players: BothPlayers) -> None:
    players.play_in_sage("a", 1200, ago=3600)

    def plays_on() -> None:
        players.play_in_sage("a", 2400)

    players.home.plex_fails("call", "/:/timeline", call=plays_on, times=1)
    assert players.told(players.run()) == ["plex move 1200 a (2000): done"]
    assert players.told(players.run()) == ["plex move 2400 a (2000): done"]
    players.settle()


def alone(players: BothPlayers) -> list[str]:
    with players.house.database.reading() as connection:
        return [row.title for row in watched_view.alone(connection, "sagetv").items]


def test_a_library_that_is_no_longer_compared_is_told_of_no_more(players: BothPlayers) -> None:
    other = players.plex.add_section("Old films", "movie", locations=["/media/old"])
    players.plex.add_movie(other, "Metropolis", 1927)
    players.run(libraries=("all",))
    assert alone(players) == ["Metropolis (1927)"]
    players.settings(sagetv_libraries="TV")
    players.run(libraries=("Films",))
    assert alone(players) == ["Metropolis (1927)"], "a run over one library says nothing of the others"
    players.run()
    assert alone(players) == []


def test_a_list_of_which_half_is_suddenly_gone_is_believed_the_second_time(players: BothPlayers) -> None:
    for number in range(24):
        players.film(str(number))
    assert players.run("plan").state == "done"
    for number in range(20):
        players.sage.delete(players.recording(str(number)))
    run = players.run()
    assert (run.state, run.not_in_partner) == ("failed", None)
    assert "it lists 5 videos, where there were 25: is it still starting?" in (run.sentence or "")
    run = players.run()
    assert (run.state, run.not_in_partner) == ("done", 20)
