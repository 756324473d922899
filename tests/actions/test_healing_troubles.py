"""What keeps a heal from being done: a server that is silent, a bug, a scan beside it. None of it keeps the others."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from parity.actions.heal import begin_heal
from parity.actions.refresh_library import Ask, ask
from parity.actions.scan_control import Request, cancel, pause, start
from parity.actions.scan_run import run_to_end
from parity.demo.faults import Fault
from parity.store import heals, refreshes
from tests.actions.arriving import Arriving
from tests.actions.neighbours import Neighbour


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Arriving]:
    """A show of which the last two of four episodes are missing."""
    home = Arriving(tmp_path / "data", {"PARITY_GRACE_DAYS": "0"})
    home.broadcast(700, "Harbour Lights", {1: 4})
    home.own("Harbour Lights", 700, {1: range(1, 3)})
    yield home
    home.close()


def due(home: Arriving, machine_id: str, key: int, section: str = "1", kind: str = "show") -> None:
    with home.house.database.writing() as connection:
        heals.put(connection, (machine_id, section, str(key)), kind, "It came", home.clock.at)


def comes(home: Arriving, number: int) -> None:
    """An episode comes, and its show is due to be read again."""
    show = home.plex.find_show("Harbour Lights")
    home.plex.add_episode(show, 1, number)
    due(home, home.plex.machine_identifier, show)


def waiting(home: Arriving) -> list[str]:
    with home.house.database.reading() as connection:
        return [row.machine_id for row in heals.every(connection)]


def test_a_server_that_is_silent_keeps_nothing_waiting_that_came_elsewhere(home: Arriving) -> None:
    cellar = Neighbour(home, "Cellar")
    home.broadcast(701, "Quay West", {1: 2})
    with cellar.here():
        there = home.own("Quay West", 701, {1: [1]}, guid=f"plex://show/{'b' * 24}")
    cellar.keep()
    home.scan("full")
    cellar.world.add_episode(there, 1, 2)
    due(home, cellar.id, there)
    comes(home, 3)
    cellar.faults.add(Fault("closed"))
    home.live(2)
    assert home.lacks("Harbour Lights") == ("S01E04",)
    assert waiting(home) == [cellar.id]
    cellar.faults.clear()
    home.settle(200)
    assert home.lacks("Quay West") == ()


def test_a_library_of_films_that_could_not_be_read_is_read_later(home: Arriving) -> None:
    section = home.library("Films", type="movie")
    key = home.plex.add_movie(section, "The Ferry", 2011, guids=["tmdb://900"])
    home.scan("full")
    due(home, home.plex.machine_identifier, key, str(section), "movie")
    home.plex_faults.add(Fault("status", f"/library/sections/{section}/all", status=503))
    home.live(2)
    assert waiting(home) == [home.plex.machine_identifier]
    home.plex_faults.clear()
    home.settle(200)


def test_nobody_pauses_or_cancels_a_heal(home: Arriving) -> None:
    home.scan("full")
    comes(home, 3)
    heal = begin_heal(home.house)
    assert heal is not None
    assert not pause(home.house, heal)
    assert not cancel(home.house, heal)
    assert home.scan_row(heal).state == "queued"


def test_a_heal_that_waits_goes_before_a_scan_from_the_terminal_that_nothing_else_works_beside(home: Arriving) -> None:
    home.scan("full")
    comes(home, 3)
    heal = begin_heal(home.house)
    assert heal is not None
    scan = run_to_end(home.house, start(home.house, Request("refresh")), home.stop)
    ended = home.scan_row(heal)
    assert (ended.state, scan.state) == ("done", "done")
    assert ended.finished_at
    assert scan.finished_at
    assert ended.finished_at <= scan.finished_at
    assert waiting(home) == []


def test_what_was_seen_after_a_heal_had_begun_is_not_called_healed_by_it(home: Arriving) -> None:
    home.scan("full")
    comes(home, 3)
    heal = begin_heal(home.house)
    assert heal is not None
    home.clock.on(seconds=1)
    (row,) = ask(home.house, Ask(library="TV"), "me")
    with home.house.database.writing() as connection:
        over = {"state": "done", "seen_at": home.clock.at, "ended_at": home.clock.at, "due_at": None}
        refreshes.change(connection, row, **over)
        at = (home.plex.machine_identifier, "1", "4711")
        heals.put(connection, at, "show", "Plex has scanned its folder", home.clock.at)
    home.slice(heal)
    assert home.folders()[0].healed_at is None
    home.settle()
    assert home.folders()[0].healed_at is not None
