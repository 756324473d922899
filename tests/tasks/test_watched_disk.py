"""A disk that is full in the middle of a run over watched states: once there is room the rest is done, and nothing
twice."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import event, insert
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from parity.actions.watched_run import ask
from parity.demo.faults import Fault
from parity.store.database import Database
from parity.store.schema import watched_base
from tasks.watched import watched_states
from tests.actions.both_players import BothPlayers, both_players
from tests.actions.household import NOON, Household

FILMS = [f"film {number}" for number in range(6)]


class Disk:
    """Where the database lies; `fill` it, and `make_room` again."""

    def __init__(self, database: Database) -> None:
        self._database, self._pages = database, 2**31
        event.listen(database.engine, "checkout", self._limit)

    def fill(self) -> None:
        """Nothing more than is there fits on it: no new page, and no row into what is left of the last ones."""
        assert self._database.path is not None
        with closing(sqlite3.connect(self._database.path)) as raw:
            self._pages = raw.execute("PRAGMA page_count").fetchone()[0]
        with pytest.raises(OperationalError, match="disk is full"):
            self._litter()

    def make_room(self) -> None:
        """Somebody tidied up."""
        self._pages = 2**31

    def _litter(self) -> None:
        for number in range(10_000):
            names = {"who": "z", "partner": "z", "machine_id": "z", "plex_key": str(number), "partner_key": "z"}
            with self._database.writing() as connection:
                connection.execute(insert(watched_base).values(**names, kept_at=NOON))

    def _limit(self, raw: sqlite3.Connection, _record: ConnectionPoolEntry, _proxy: PoolProxiedConnection) -> None:
        raw.execute(f"PRAGMA max_page_count={self._pages}")


@pytest.fixture
def players(household: Household) -> Iterator[BothPlayers]:
    """Six films that were watched in Plex, and not in SageTV."""
    made = both_players(household)
    for at, name in enumerate(FILMS):
        made.film(name)
        made.play_in_plex(name, 3590, ago=3600 * (1 + at))
    yield made
    made.close()


def test_the_run_ends_at_once_and_the_next_one_does_the_rest(
    players: BothPlayers, caplog: pytest.LogCaptureFixture
) -> None:
    disk = Disk(players.house.database)
    players.sage_faults.add(Fault("call", query="SetWatched", skip=2, times=1, call=disk.fill))
    first = ask(players.house, "sync")
    worker = watched_states(players.house, threading.Event())
    worker.look()
    assert "over watched states: The disk is full: nothing can be changed until there is room again." in caplog.text
    assert (players.row(first).state, players.writes()) == ("failed", 3)
    disk.make_room()
    players.wait(600)
    second = ask(players.house, "sync")
    worker.look()
    assert (players.row(second).state, players.writes()) == ("done", len(FILMS) - 3)
    assert all(players.in_sage(name)[0] for name in FILMS)
    players.settle()
