"""Tricky cases of SageTV and Plex, by their numbers in sagetv.md 5: what happens meanwhile."""

import threading
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from parity.actions import watched_run
from parity.actions.watched_watcher import Nobody
from parity.core.watched_change import Change
from parity.demo.faults import Fault
from parity.store import watched_base
from parity.store.watched_base import Whose
from tests.actions.both_players import DAY, HOUR, MINUTE, BothPlayers, both_players
from tests.actions.household import Clock, Household


def known(players: BothPlayers) -> set[str]:
    """The names of those of which it is kept how they stood."""
    with players.house.database.reading() as connection:
        keys = {each.plex_key for each in watched_base.agreed(connection, Whose("", "sagetv"))}
    return {name for name, (key, _) in players.keys.items() if str(key) in keys}


def test_13_what_is_still_being_recorded_is_left_until_it_is_over(players: BothPlayers) -> None:
    players.film("new", file="/p/new.ts", sage_file="/s/new.ts", on_air=20, recording=True)
    players.play_in_plex("new", 10 * MINUTE, ago=HOUR)
    run = players.run()
    assert players.told(run) == ["partner nothing new (2000): skipped (recording)"]
    assert (run.not_in_partner, run.ambiguous) == (0, 0)
    players.settle()
    key = players.recording("new")
    players.sage.finish(key, minutes=60)
    players.sage.set_file(key, length=60 * 60_000)
    assert players.told(players.run()) == ["partner move 600 new (2000): done"]
    players.settle()


def test_13_what_is_being_played_in_plex_is_left_until_it_is_over(players: BothPlayers) -> None:
    players.play_in_plex("a", 10 * MINUTE, ago=HOUR)
    playing = players.plex.play(players.item())
    assert players.told(players.run()) == ["partner nothing a (2000): skipped (playing)"]
    players.settle()
    players.plex.stop_playing(playing)
    assert players.told(players.run()) == ["partner move 600 a (2000): done"]
    players.settle()


def test_13_what_is_played_while_the_run_is_at_work_counts_in_the_next(players: BothPlayers) -> None:
    players.play_in_plex("a", 10 * MINUTE, ago=HOUR)
    begins = Fault("call", query="GetMediaFileForID", times=1, call=lambda: players.play_in_plex("a", 11 * MINUTE))
    players.sage_faults.add(begins)
    players.run()  # it is read before that, and told to SageTV after it
    assert players.in_plex() == (0, 11 * MINUTE)
    players.run()
    assert (players.in_plex(), players.in_sage()) == ((0, 11 * MINUTE), (False, 11 * MINUTE))
    players.settle()


def test_13_what_is_being_played_in_sagetv_is_left(players: BothPlayers) -> None:
    players.play_in_plex("a", 10 * MINUTE, ago=HOUR)
    players.wait(600)
    players.play_in_sage("a", 20 * MINUTE, ago=-590)  # it is told as ended just now as long as it goes on
    assert players.told(players.run()) == ["plex nothing a (2000): skipped (playing)"]
    players.run()
    assert players.in_plex() == (0, 20 * MINUTE)
    players.settle()


def test_22_only_what_was_named_or_chosen_is_done(players: BothPlayers) -> None:
    for name in ("b", "c"):
        players.film(name)
        players.play_in_plex(name, 20 * MINUTE, ago=HOUR)
    plan = players.run("plan")
    assert (players.told(plan), players.writes()) == (
        ["partner move 1200 b (2000): planned", "partner move 1200 c (2000): planned"],
        0,
    )
    players.run(media=(str(players.item("b")),))
    assert (players.in_sage("b")[1], players.in_sage("c")[1]) == (20 * MINUTE, 0)
    players.run(chosen=frozenset())
    assert players.in_sage("c")[1] == 0
    players.run(chosen=frozenset(row.change.mark for row in players.changes(plan)))
    assert players.in_sage("c")[1] == 20 * MINUTE
    players.settle()


@dataclass
class AtTheFirst(Nobody):
    """Does something when the first change has become something."""

    act: object
    seen: list[str] = field(default_factory=list)

    def became(self, change: Change, sentence: str) -> None:
        """Note it."""
        self.seen.append(f"{change.title}: {change.state}")
        if len(self.seen) == 1 and callable(self.act):
            self.act()


@dataclass
class Ticking(Clock):
    """A clock that knows when who keeps a run alive has looked at it."""

    looks: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def __call__(self) -> datetime:
        if threading.current_thread() is not threading.main_thread():
            self.looks.release()
        return super().__call__()

    def beaten(self) -> None:
        """Wait until that was often enough to have heard of a cancel."""
        for _ in range(6):
            assert self.looks.acquire(timeout=20)


def three(players: BothPlayers) -> None:
    """Three more that were watched in Plex."""
    for name in ("b", "c", "d"):
        players.film(name)
        players.plex.watch(players.item(name), at=players.now - HOUR)


def test_23_a_run_that_is_stopped_keeps_what_it_did(players: BothPlayers) -> None:
    three(players)
    follows = AtTheFirst(players.home.stop.set)
    players.wait(600)
    run_id = watched_run.ask(players.house, "sync", "terminal")
    watched_run.carry_out(players.house, run_id, players.home.stop, follows)
    run = players.row(run_id)
    assert (run.state, follows.seen) == ("partial", ["b (2000): done"])
    assert "It was stopped" in str(run.sentence)
    assert known(players) == {"a", "b"}
    assert [each.partition(": ")[2] for each in players.told(run)] == ["done", "planned", "planned"]
    players.home.stop.clear()
    assert len(players.told(players.run())) == 2
    players.settle()


@pytest.mark.parametrize("command", ["c=SetWatched&", "ClearWatched", "SetWatchedTimes"])
def test_23_the_video_at_work_is_finished_when_the_work_is_to_end(players: BothPlayers, command: str) -> None:
    three(players)
    if command != "c=SetWatched&":
        players.play_in_sage("b", 50 * MINUTE, ago=DAY)
        players.play_in_plex("b", 10 * MINUTE, ago=60)
    players.sage_faults.add(Fault("call", query=command, times=1, call=players.home.stop.set))
    players.wait(600)
    run_id = watched_run.ask(players.house, "sync", "terminal")
    watched_run.carry_out(players.house, run_id, players.home.stop)
    assert [row.change.state for row in players.changes(players.row(run_id))] == ["done", "planned", "planned"]
    assert known(players) == {"a", "b"}
    players.home.stop.clear()
    players.run()
    players.settle()


def test_23_a_worker_that_stops_leaves_the_run_to_the_next(players: BothPlayers) -> None:
    three(players)
    players.wait(600)
    run_id = watched_run.ask(players.house, "sync")
    watched_run.carry_out(players.house, run_id, players.home.stop, AtTheFirst(players.home.stop.set))
    assert players.row(run_id).active
    players.home.stop.clear()
    assert watched_run.next_run(players.house) == run_id
    watched_run.carry_out(players.house, run_id, players.home.stop)
    assert (players.row(run_id).state, players.writes()) == ("done", 3)
    players.settle()


def test_23_a_run_that_is_cancelled_ends_before_the_next_video(tmp_path: Path) -> None:
    clock = Ticking()
    home = Household(tmp_path, clock=clock)
    players = both_players(home)
    three(players)
    run_id = watched_run.ask(players.house, "sync")

    def cancel() -> None:
        watched_run.cancel(players.house, run_id)
        clock.on(seconds=2)
        clock.beaten()

    watched_run.carry_out(players.house, run_id, home.stop, AtTheFirst(cancel))
    run = players.row(run_id)
    assert (run.state, [row.change.state for row in players.changes(run)]) == (
        "partial",
        ["done", "planned", "planned"],
    )
    assert "It was stopped" in str(run.sentence)
    players.run()
    players.settle()
    players.close()
    home.close()


def test_27_what_was_deleted_in_sagetv_is_not_there_and_nothing_else_happens(players: BothPlayers) -> None:
    players.plex.watch(players.item(), at=players.now - HOUR)
    players.film("b")
    players.run()
    players.sage.delete(players.recording())
    players.writes()
    run = players.run()
    assert (run.state, run.not_in_partner, players.changes(run), players.writes()) == ("done", 1, [], 0)
    assert players.in_plex() == (1, 0)
    players.settle()


def test_27_what_is_deleted_while_it_is_compared_is_a_failure_of_that_one_alone(players: BothPlayers) -> None:
    for name in ("b", "c"):
        players.film(name)
        players.plex.watch(players.item(name), at=players.now - HOUR)
    gone = Fault("call", query="GetMediaFileForID", times=1, call=lambda: players.sage.delete(players.recording("b")))
    players.sage_faults.add(gone)
    run = players.run()
    assert players.told(run) == ["partner mark b (2000): failed", "partner mark c (2000): done"]
    players.settle()


def test_27_what_lies_in_the_trash_of_plex_is_left(players: BothPlayers) -> None:
    players.play_in_sage("a", 20 * MINUTE, ago=HOUR)
    players.plex.trash_movie(players.item())
    assert players.told(players.run()) == ["plex nothing a (2000): skipped (trash)"]
    players.settle()
