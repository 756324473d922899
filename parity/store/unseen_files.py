"""What Sonarr or Radarr has as a file and no server shows, and which of their folders belong to no library."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select

from parity.core.path_parts import parts
from parity.store.schema import held_episodes, held_films, items, libraries, unseen_files


@dataclass(frozen=True, slots=True)
class UnseenRow:
    """A file by its path there. `folder` is the one to scan, as the server `machine_id` calls it.

    One without `machine_id` is no file but a folder (`path`) of which no library is known: nobody can say what of it
    is in Plex.
    """

    source: str
    path: str
    title: str
    season: int | None
    number: int | None
    machine_id: str | None
    section_key: str | None
    folder: str | None
    sentence: str
    looked_at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """A followed library. `says`: what it does not have is not there, by what was last listed of it."""

    id: int
    machine_id: str
    section_key: str
    kind: str
    title: str
    says: bool


_ALL = select(*(unseen_files.c[name] for name in UnseenRow.__dataclass_fields__))
_FILES = _ALL.where(unseen_files.c.machine_id.is_not(None)).order_by(
    unseen_files.c.title, unseen_files.c.season, unseen_files.c.number, unseen_files.c.path
)
_FOLDERS = _ALL.where(unseen_files.c.machine_id.is_(None)).order_by(unseen_files.c.source, unseen_files.c.path)
_OF_SOURCE = _ALL.where(unseen_files.c.source == bindparam("this_source"))
_OF_SERVER = _ALL.where(unseen_files.c.machine_id == bindparam("this_server"))
_ONE = _OF_SOURCE.where(unseen_files.c.path == bindparam("this_path"))
_DROP = delete(unseen_files).where(
    unseen_files.c.source == bindparam("this_source"), unseen_files.c.path == bindparam("this_path")
)
_KNOWN = select(
    *(libraries.c[name] for name in ("id", "machine_id", "section_key", "kind", "title", "state", "listed_at"))
).where(libraries.c.followed.is_(True))
_LAST_LISTED = select(func.max(libraries.c.listed_at)).where(libraries.c.followed.is_(True))
_EPISODES = select(held_episodes.c.file, held_episodes.c.show_key).where(
    held_episodes.c.library_id == bindparam("this_library"), held_episodes.c.live.is_(True)
)
_FILMS = select(held_films.c.file, held_films.c.rating_key).where(
    held_films.c.library_id == bindparam("this_library"), held_films.c.live.is_(True)
)
_SHOW_IDS = select(items.c.ids, items.c.rating_key).where(
    items.c.library_id == bindparam("this_library"), items.c.gone_at.is_(None)
)
_FILM_IDS = select(held_films.c.ids, held_films.c.rating_key).where(
    held_films.c.library_id == bindparam("this_library")
)


def files(connection: Connection) -> list[UnseenRow]:
    """The files, by title. One statement."""
    return [UnseenRow(*row) for row in connection.execute(_FILES)]


def strange_folders(connection: Connection) -> list[UnseenRow]:
    """The folders that belong to no library. One statement."""
    return [UnseenRow(*row) for row in connection.execute(_FOLDERS)]


def get(connection: Connection, source: str, path: str) -> UnseenRow | None:
    """One of them."""
    row = connection.execute(_ONE, {"this_source": source, "this_path": path}).first()
    return UnseenRow(*row) if row else None


def any_of(connection: Connection, source: str) -> bool:
    """Whether anything is kept of a source."""
    return connection.execute(_OF_SOURCE.limit(1), {"this_source": source}).first() is not None


def replace(connection: Connection, source: str, rows: Sequence[UnseenRow], undecided: Collection[str]) -> None:
    """Make these all that is known of a source; of the paths that are undecided what was known before stays."""
    before = {row.path: UnseenRow(*row) for row in connection.execute(_OF_SOURCE, {"this_source": source})}
    now, kept = {row.path: row for row in rows}, set(undecided)
    stale = [path for path in before if path not in kept and before[path] != now.get(path)]
    if stale:
        connection.execute(_DROP, [{"this_source": source, "this_path": path} for path in stale])
    fresh = [asdict(row) for path, row in now.items() if path not in kept and before.get(path) != row]
    if fresh:
        connection.execute(insert(unseen_files), fresh)


def saw(connection: Connection, machine_id: str, shown: Collection[str]) -> None:
    """A server shows these files, as it calls them: they are not looked for there any more."""
    rows = [UnseenRow(*row) for row in connection.execute(_OF_SERVER, {"this_server": machine_id})]
    there = {parts(file).key(ignore_case=True) for file in shown} if rows else set()
    found = [row for row in rows if (*parts(row.folder or "").key(True), *parts(row.path).key(True)[-1:]) in there]
    if found:
        connection.execute(_DROP, [{"this_source": row.source, "this_path": row.path} for row in found])


def libraries_known(connection: Connection) -> list[Known]:
    """The followed libraries. One that is held back, silent, gone or was never listed whole says nothing."""
    rows = connection.execute(_KNOWN)
    return [Known(row.id, row.machine_id, row.section_key, row.kind, row.title, _says(row)) for row in rows]


def last_listed(connection: Connection) -> datetime | None:
    """When a followed library was last listed whole."""
    return connection.execute(_LAST_LISTED).scalar()


def held(connection: Connection, library: Known) -> Iterator[tuple[str | None, str]]:
    """The file that is known of each live item of a library, with the rating key of its show, or of the film."""
    query = _EPISODES if library.kind == "show" else _FILMS
    yield from connection.execute(query, {"this_library": library.id})


def items_by_id(connection: Connection, library: Known) -> dict[str, set[str]]:
    """The shows or films of a library by each of their ids (`tvdb:78874`)."""
    found: dict[str, set[str]] = {}
    query = _SHOW_IDS if library.kind == "show" else _FILM_IDS
    for ids, item in connection.execute(query, {"this_library": library.id}):
        for key in ids.split():
            found.setdefault(key, set()).add(item)
    return found


def _says(row: Row[int, str, str, str, str, str, datetime | None]) -> bool:
    return row.state == "ok" and row.listed_at is not None
