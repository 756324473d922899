"""Small builders: a database file with the shows, copies, episodes and scans that a test is about."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, Table, event, insert

from parity.core.airing import due_on
from parity.store import schema
from parity.store.database import Database
from tests.databases import furnish

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def day(offset: int) -> date:
    """A day, counted from today."""
    return TODAY + timedelta(days=offset)


def new_database(path: Path) -> Database:
    """An empty database of the present schema, with one server and its library 1, "Shows"."""
    database = Database(f"sqlite:///{path}")
    furnish(database)
    with database.writing() as connection:
        _insert(connection, schema.servers, machine_id="m1", name="Attic", seen_at=NOW)
        add_library(connection, title="Shows")
    return database


def add_library(connection: Connection, title: str, **columns: object) -> int:
    """A followed show library on the server "m1"."""
    values = {
        "machine_id": "m1",
        "section_key": title.lower(),
        "kind": "show",
        "agent": "tv.plex.agents.series",
    }
    return _insert(connection, schema.libraries, title=title, **{**values, "followed": True, **columns})


def add_show(connection: Connection, title: str, library: int = 1, **columns: object) -> int:
    """A matched and checked show with one copy in a library; returns its id."""
    values = {"key": f"tmdb:{title}", "sort_title": title.lower(), "standing": "matched", "checked_at": NOW}
    show = _insert(connection, schema.shows, title=title, **{**values, **columns})
    add_copy(connection, show, library)
    return show


def add_copy(connection: Connection, show: int, library: int = 1, **columns: object) -> int:
    """A further copy of a show."""
    key = str(1000 * library + show)
    values = {"rating_key": key, "guid": f"plex://show/{show}", "title": f"Copy of {show}"}
    return _insert(connection, schema.items, library_id=library, show_id=show, **{**values, **columns})


def add_episode(
    connection: Connection,
    show: int,
    code: tuple[int, int],
    aired: date | None,
    owned: bool = False,
    **columns: object,
) -> None:
    """An expected episode, due the day after it aired."""
    season, number = code
    values = {"episode_id": 100_000 * show + 1000 * season + number, "title": f"Part {number}"}
    row = {**values, "air_date": aired, "due_on": due_on(aired, 1), "owned": owned, **columns}
    connection.execute(insert(schema.expected).values(show_id=show, season=season, number=number, **row))


def add_difference(connection: Connection, show: int, code: tuple[int, int], **columns: object) -> None:
    """An episode that TMDB alone lists; its id is that of `add_episode`."""
    season, number = code
    own = {"provider": "tmdb", "episode_id": 100_000 * show + 1000 * season + number, "title": f"Part {number}"}
    values = {**own, "air_date": day(-20), "explanation": "only listed here", "signature": "0f", **columns}
    connection.execute(insert(schema.differences).values(show_id=show, season=season, number=number, **values))


def hold(connection: Connection, library: int, show_key: str, key: str, **columns: object) -> None:
    """An episode that Plex lists for a show; key 101 is S01E01, if nothing else is said."""
    values = {"title": f"File {key}", "live": True, "season": 1, "number": int(key) - 100, **columns}
    row = {"library_id": library, "show_key": show_key, "rating_key": key, **values}
    connection.execute(insert(schema.held_episodes).values(**row))


def add_scan(connection: Connection, state: str = "done", mode: str = "full", **columns: object) -> int:
    """A scan, by default one that ran for a minute and ended now."""
    ended = state not in ("queued", "running", "paused")
    values = {"created_at": NOW - timedelta(seconds=61), "finished_at": NOW if ended else None}
    started = None if state == "queued" else NOW - timedelta(seconds=60)
    return _insert(connection, schema.scans, state=state, mode=mode, **{**values, "started_at": started, **columns})


def add_scan_item(connection: Connection, scan: int, position: int, title: str, **columns: object) -> None:
    """A show that a scan visits."""
    values = {"subject_id": position, "why": "full", **columns}
    connection.execute(insert(schema.scan_items).values(scan_id=scan, position=position, title=title, **values))


def add_mark(connection: Connection, show: int, episode_id: int, provider: str = "tmdb", **days: date | None) -> None:
    """What is remembered of an episode: lost_on, listed_on."""
    row = {"show_id": show, "provider": provider, "episode_id": episode_id, **days}
    connection.execute(insert(schema.episode_marks).values(**row))


def add_household(connection: Connection, shows: int, episodes: int = 4, start: int = 0) -> None:
    """So many shows, numbered from `start`, each with owned, missing and coming episodes."""
    for number in range(start, start + shows):
        show = add_show(connection, f"Show {number:05d}", tmdb_id=number + 1, status="Ended" if number % 2 else "")
        for index in range(episodes):
            aired = day(7 * (index - episodes + 2))
            add_episode(connection, show, (1, index + 1), aired, owned=index < episodes - 3)


@contextmanager
def statements(database: Database) -> Iterator[list[tuple[str, tuple[object, ...]]]]:
    """Collects the SQL that is sent inside the block, each with its parameters."""
    sent: list[tuple[str, tuple[object, ...]]] = []

    def note(_connection: object, _cursor: object, sql: str, values: tuple[object, ...], *_rest: object) -> None:
        if sql != "BEGIN":
            sent.append((sql, values))

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def _insert(connection: Connection, table: Table, **columns: object) -> int:
    key = connection.execute(insert(table).values(**columns)).inserted_primary_key
    return int(key[0]) if key and isinstance(key[0], int) else 0


def costs(database: Database, reads: Mapping[str, tuple[int, Callable[[Connection], object]]]) -> dict[str, int]:
    """How many statements each of these reads takes."""
    found = {}
    for name, (_, read) in reads.items():
        with statements(database) as sent, database.reading() as connection:
            read(connection)
        found[name] = len(sent)
    return found
