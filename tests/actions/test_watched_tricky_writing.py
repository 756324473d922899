"""Tricky cases of SageTV and Plex, by their numbers in sagetv.md 5: what is written."""

import pytest

from parity.demo.faults import Fault
from tests.actions.both_players import DAY, HOUR, MINUTE, BothPlayers


def test_6_a_seek_back_is_verified(players: BothPlayers) -> None:
    players.play_in_sage("a", 30 * MINUTE, ago=DAY)
    players.play_in_plex("a", 10 * MINUTE, ago=HOUR)
    assert players.told(players.run()) == ["partner move 600 a (2000): done"]
    assert dict(players.sage.requests.kinds)["ClearWatched"] == 1
    assert players.in_sage() == (False, 10 * MINUTE)
    players.settle()


@pytest.mark.parametrize("times", [1, 2])
def test_6_a_seek_back_of_which_only_half_was_heard(players: BothPlayers, times: int) -> None:
    players.play_in_sage("a", 30 * MINUTE, ago=DAY)
    players.play_in_plex("a", 10 * MINUTE, ago=HOUR)
    players.sage_faults.add(Fault("status", query="SetWatchedTimes", status=500, times=times))
    first = "done" if times == 1 else "failed"
    assert players.told(players.run()) == [f"partner move 600 a (2000): {first}"]
    players.run()
    assert (players.in_plex(), players.in_sage()) == ((0, 10 * MINUTE), (False, 10 * MINUTE))
    players.settle()


@pytest.mark.parametrize("command", ["ClearWatched", "SetWatchedTimes"])
def test_6_a_change_whose_answer_is_lost_was_made_all_the_same(players: BothPlayers, command: str) -> None:
    players.play_in_sage("a", 30 * MINUTE, ago=DAY)
    players.play_in_plex("a", 10 * MINUTE, ago=HOUR)
    players.sage_faults.add(Fault("lost", query=command, times=1))
    players.run()
    players.run()
    assert (players.in_plex(), players.in_sage()) == ((0, 10 * MINUTE), (False, 10 * MINUTE))
    players.settle()


@pytest.mark.parametrize("path", ["/:/scrobble", "/:/timeline"])
def test_6_so_was_one_of_plex_and_it_is_not_told_twice(players: BothPlayers, path: str) -> None:
    players.play_in_sage("a", (59 if "scrobble" in path else 30) * MINUTE, ago=HOUR)
    players.home.plex_faults.add(Fault("lost", path))
    assert [row.change.state for row in players.changes(players.run())] == ["done"]
    assert players.in_plex() == ((1, 0) if "scrobble" in path else (0, 30 * MINUTE))
    assert players.writes() == 1
    players.settle()


def test_7_a_film_of_two_hours_at_111_minutes_takes_no_turns(players: BothPlayers) -> None:
    players.film("film", minutes=120, external_id="MV000000001")
    players.play_in_plex("film", 107 * MINUTE, ago=HOUR)
    players.run()
    assert (players.in_plex("film"), players.in_sage("film")) == ((0, 107 * MINUTE), (False, 107 * MINUTE))
    players.settle()
    players.play_in_sage("film", 111 * MINUTE)
    players.run()
    assert (players.in_plex("film"), players.in_sage("film")[0]) == ((1, 0), True)
    players.settle()


def test_8_and_16_a_mark_by_hand_counts_also_after_what_was_written_here(players: BothPlayers) -> None:
    players.play_in_plex("a", 20 * MINUTE, ago=HOUR)
    players.run()
    players.mark_in_sage()
    assert players.told(players.run()) == ["plex mark a (2000): done"]
    assert players.in_sage()[0]
    players.settle()


@pytest.mark.parametrize("side", ["plex", "partner"])
def test_9_an_un_mark_waits_is_told_and_follows_on_a_yes(players: BothPlayers, side: str) -> None:
    players.plex.watch(players.item(), at=players.now - HOUR)
    players.run()
    if side == "plex":
        players.plex.unwatch(players.item())
    else:
        players.sage.unmark(players.recording())
    run = players.run()
    other = "partner" if side == "plex" else "plex"
    assert (run.state, players.told(run)) == ("held", [f"{other} clear a (2000): held (un-marks are off)"])
    players.settle()
    mark = players.changes(run)[0].change.mark
    assert players.told(players.run(chosen=frozenset({mark}))) == [f"{other} clear a (2000): done"]
    assert (players.in_plex()[0], players.in_sage()) == (0, (False, 0))
    players.settle()


def test_10_one_bad_video_ends_no_run(players: BothPlayers) -> None:
    players.film("b")
    players.play_in_sage("a", 30 * MINUTE, ago=DAY)
    players.play_in_sage("b", 30 * MINUTE, ago=DAY)
    players.home.plex_faults.add(Fault("status", "/:/timeline", f"ratingKey={players.item('a')}", status=400))
    run = players.run()
    assert (run.state, [row.change.state for row in players.changes(run)]) == ("partial", ["failed", "done"])
    players.home.plex_faults.clear()
    players.run()
    assert players.in_plex("a") == (0, 30 * MINUTE)
    players.settle()


def test_11_watching_again_goes_both_ways_and_the_count_of_plex_stays(players: BothPlayers) -> None:
    players.plex.watch(players.item(), times=3, at=players.now - DAY)
    players.run()
    players.play_in_plex("a", 20 * MINUTE)
    players.run()
    assert (players.in_plex(), players.in_sage()) == ((3, 20 * MINUTE), (False, 20 * MINUTE))
    players.settle()
    players.play_in_sage("a", 40 * MINUTE)
    players.run()
    assert (players.in_plex(), players.in_sage()) == ((3, 40 * MINUTE), (False, 40 * MINUTE))
    players.settle()


def test_12_other_lengths_are_marked_and_never_moved(players: BothPlayers) -> None:
    players.film("cut", minutes=60, on_air=50)
    players.play_in_sage("cut", 30 * MINUTE, ago=HOUR)
    assert players.told(players.run()) == ["plex nothing cut (2000): skipped (lengths differ)"]
    players.settle()
    players.play_in_sage("cut", 49 * MINUTE)
    assert players.told(players.run()) == ["plex mark cut (2000): done"]
    players.settle()


def test_12_a_video_whose_length_plex_does_not_know_yet_is_left(players: BothPlayers) -> None:
    players.plex.movies[players.item()].duration = 0
    players.play_in_sage("a", 30 * MINUTE, ago=HOUR)
    assert players.told(players.run()) == ["plex nothing a (2000): skipped (analysing)"]
    players.settle()


@pytest.mark.parametrize("early", [120, -90])
def test_14_a_position_counts_from_the_beginning_of_the_file(players: BothPlayers, early: float) -> None:
    players.film("padded", minutes=60, on_air=(3600 - early) / 60, early=early)
    players.play_in_plex("padded", 20 * MINUTE, ago=HOUR)
    players.run()
    assert players.in_sage("padded") == (False, 20 * MINUTE)
    players.settle()
    players.play_in_sage("padded", 40 * MINUTE)
    players.run()
    assert players.in_plex("padded") == (0, 40 * MINUTE)
    players.settle()


def test_15_ties_never_write_both_ways(players: BothPlayers) -> None:
    players.play_in_plex("a", 10 * MINUTE, ago=HOUR)
    players.play_in_sage("a", 20 * MINUTE, ago=HOUR + 120)
    assert players.told(players.run()) == ["plex move 1200 a (2000): done"]
    players.settle()


def test_17_two_recordings_of_one_episode_for_one_item_in_plex(players: BothPlayers) -> None:
    players.film("a1", file="/p/a1.ts", sage_file="/s/a1.ts", external_id="EP1")
    players.plex.add_movie_version(players.item("a1"), "/p/a2.ts")
    copy = players.sage.add_recording("a1", "/s/a2.ts", minutes=60, external_id="EP1")
    players.plex.watch(players.item("a1"), at=players.now - HOUR)
    run = players.run()
    assert (run.not_in_plex, run.ambiguous) == (0, 0)
    assert players.in_sage("a1")[0]
    assert players.sage.watched(copy)
    players.settle()
    players.sage.place(copy, 20 * MINUTE)
    assert players.told(players.run()) == ["plex move 1200 a1 (2000): done"]
    players.settle()


def test_17_two_recordings_of_one_episode_for_two_items_take_no_turns(players: BothPlayers) -> None:
    for name in ("first", "second"):
        players.film(name, external_id="EP1")
    players.plex.watch(players.item("first"), at=players.now - DAY)
    players.run()
    assert (players.in_plex("first"), players.in_plex("second")) == ((1, 0), (1, 0))
    assert players.in_sage("second")[0]
    players.settle()
    players.play_in_plex("first", 20 * MINUTE)
    players.run()
    assert players.in_sage("first") == (False, 20 * MINUTE)
    players.settle()
    assert players.in_plex("second") == (1, 0)
    players.play_in_plex("first", 59 * MINUTE)
    players.run()
    players.settle()
    assert (players.in_sage("first")[0], players.in_sage("second")[0]) == (True, True)


def test_18_an_airing_that_sagetv_does_not_know_is_a_failure(players: BothPlayers) -> None:
    players.plex.watch(players.item(), at=players.now - HOUR)
    players.sage_faults.add(Fault("call", query="c=SetWatched", call=lambda: players.sage.set_file(key, airing=1)))
    key, airing = players.recording(), players.sage.files[players.recording()].airing
    run = players.run()
    assert (run.state, players.told(run)) == ("partial", ["partner mark a (2000): failed"])
    assert "does not show" in str(run.sentence)
    players.sage_faults.clear()
    players.sage.set_file(key, airing=airing)
    assert players.told(players.run()) == ["partner mark a (2000): done"]
    players.settle()


def test_19_marks_of_an_import_take_no_position_away(players: BothPlayers) -> None:
    for number in range(12):
        players.film(f"f{number}")
        players.plex.watch(players.item(f"f{number}"), at=players.now - HOUR)
    players.play_in_sage("f3", 30 * MINUTE, ago=DAY)
    players.run()
    assert players.in_sage("f3") == (False, 30 * MINUTE)
    assert players.in_plex("f3") == (1, 30 * MINUTE)
    players.settle()


def test_28_a_film_of_the_library_has_positions(players: BothPlayers) -> None:
    item = players.plex.add_movie(players.section, "Heat", 1995, minutes=170)
    film = players.sage.add_film("Heat", "/var" + players.plex.movies[item].media[0].files[0], 1995, minutes=170)
    players.keys["Heat"] = (item, film)
    players.play_in_plex("Heat", 20 * MINUTE, ago=HOUR)
    players.run()
    assert players.in_sage("Heat") == (False, 20 * MINUTE)
    players.settle()
    players.play_in_sage("Heat", 161 * MINUTE)
    players.run()
    assert players.in_plex("Heat") == (1, 0)
    players.settle()


@pytest.mark.parametrize("kind", ["D", "B"])
def test_28_a_disc_is_marked_and_never_moved(players: BothPlayers, kind: str) -> None:
    item = players.plex.add_movie(players.section, "Heat", 1995, minutes=170, files=["/media/films/Heat/VIDEO_TS.IFO"])
    disc = players.sage.add_disc("Heat", "/var/media/films/Heat/VIDEO_TS.IFO", 1995, kind, minutes=170)
    players.keys["Heat"] = (item, disc)
    players.play_in_plex("Heat", 20 * MINUTE, ago=HOUR)
    assert players.told(players.run()) == ["partner nothing Heat (1995): skipped (disc)"]
    players.settle()
    players.plex.watch(item, at=players.now)
    assert players.told(players.run()) == ["partner mark Heat (1995): done"]
    players.settle()
