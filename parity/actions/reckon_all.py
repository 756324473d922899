"""Reckons shows and films again without asking anyone: a wish changed, somebody decided, or a new day began."""

from collections.abc import Sequence

from parity.actions.comparing import Check
from parity.actions.ports import House
from parity.actions.reckon import reckon
from parity.actions.reckon_films import reckon_all_films
from parity.actions.taste import read_taste
from parity.actions.watch_scope import apply_scope
from parity.store import missing_log, on_air, shows
from parity.store.database import Connection
from parity.store.decisions import DecisionBook

_BATCH = 25


def reckon_all(house: House) -> None:
    """Bring due days and reasons of all shows and films up to the settings and the day, and the history up to that."""
    reckon_every(house)
    with house.database.writing() as connection:
        apply_scope(connection, house.settings().plex_scan_scope == "watchlist_only")
        missing_log.catch_up(connection, house.today(), house.now(), None)
    reckon_all_films(house)  # with the scope as it is now: a film outside of it opens no line


def reckon_every(house: House) -> None:
    """Bring due days and reasons of all shows up to the settings and the day, in small transactions."""
    with house.database.reading() as connection:
        ids = [row.id for row in shows.every(connection)]
    _reckon_these(house, ids)


def reckon_aired(house: House) -> None:
    """Let what has ended on air by now be missing, where it is known when it is on. One small look, mostly no more."""
    now, today, zone = house.now(), house.today(), house.settings().tz
    with house.database.reading() as connection:
        waiting = on_air.due_next(connection, today)
    over = [w.show_id for w in waiting if w.timing(zone, now).due(w.air_date, w.runtime) == today]
    if over:
        _reckon_these(house, sorted(set(over)))
        with house.database.writing() as connection:
            missing_log.catch_up(connection, house.today(), house.now(), None)


def reckon_stale(house: House) -> None:
    """Let what a scan did not come to before it ended be told by its new title and order, if by no new number."""
    with house.database.reading() as connection:
        ids = shows.stale_ids(connection)
    _reckon_these(house, ids)


def reckon_some(house: House, ids: Sequence[int]) -> None:
    """Something became known of these shows that moves the days on which their episodes are due."""
    _reckon_these(house, ids)


def reckon_surely(house: House, ids: Sequence[int]) -> None:
    """Let it take effect at once that copies of these shows are no longer counted."""
    _reckon_these(house, ids, sure=True)


def reckon_at_once(house: House, connection: Connection, checks: Sequence[Check]) -> None:
    """Let a decision take effect in the transaction that made it, in the history too."""
    today, now = house.today(), house.now()
    taste = read_taste(connection, house.settings(), today, now)
    reckon(connection, checks, DecisionBook().read(connection), taste, today)
    missing_log.catch_up(connection, today, now, None)


def _reckon_these(house: House, ids: Sequence[int], sure: bool = False) -> None:
    book = DecisionBook()
    for at in range(0, len(ids), _BATCH):
        today = house.today()
        with house.database.writing() as connection:
            taste = read_taste(connection, house.settings(), today, house.now())
            checks = [Check(i, sure=sure) for i in ids[at : at + _BATCH]]
            reckon(connection, checks, book.read(connection), taste, today)
