"""The films that each library holds, item by item, and which film each of them is."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, update

from parity.core.ids import ExternalIds
from parity.core.library import PlexFilm
from parity.store.packing import pack, unpack
from parity.store.schema import held_films as held
from parity.store.schema import libraries

_FACTS = ("guid", "title", "year", "ids", "edition", "live", "file")
_KEPT = ("film_id", "resolved_id", "resolved_by", "resolved_for", "absences")
_CHANGE = update(held).where(held.c.library_id == bindparam("this_library"), held.c.rating_key == bindparam("this_key"))
_TOGETHER = 500


@dataclass(frozen=True, slots=True)
class HeldFilm:
    """One item of a film library, as it is kept."""

    library_id: int
    rating_key: str
    guid: str
    title: str
    year: int | None
    packed_ids: str
    edition: str
    live: bool
    file: str | None
    film_id: int
    resolved_id: int | None
    resolved_by: str | None
    resolved_for: str | None
    absences: int
    machine_id: str
    section_key: str

    @property
    def ids(self) -> ExternalIds:
        """The ids Plex gave."""
        return unpack(self.packed_ids)

    @property
    def seen(self) -> PlexFilm:
        """As Plex last listed it."""
        names = (self.guid, self.title, self.year)
        return PlexFilm(self.rating_key, *names, self.ids, self.edition, self.live, self.file)


_COLUMNS = [
    *(held.c[name] for name in ("library_id", "rating_key", *_FACTS, *_KEPT)),
    libraries.c.machine_id,
    libraries.c.section_key,
]
_ALL = select(*_COLUMNS).join(libraries, libraries.c.id == held.c.library_id)
# Made once: a scan executes them at every turn, and to make one costs as much as to execute it.
_OF_LIBRARY = _ALL.where(held.c.library_id == bindparam("this_library"))
_EVERY = _ALL.where(libraries.c.followed.is_(True)).order_by(held.c.library_id, held.c.rating_key)
_THESE = held.c.film_id.in_(bindparam("films", expanding=True))
_OF_FILMS = _EVERY.where(_THESE)
_LIVE = select(func.count()).select_from(held)
_LIVE = _LIVE.where(held.c.library_id == bindparam("this_library"), held.c.live.is_(True))
_FROZEN = select(held.c.film_id, libraries.c.title).join(libraries)
_FROZEN = _FROZEN.where(libraries.c.followed.is_(True), libraries.c.state != "ok", _THESE)


def of_library(connection: Connection, library_id: int) -> dict[str, HeldFilm]:
    """All items of a library, by rating key."""
    rows = connection.execute(_OF_LIBRARY, {"this_library": library_id})
    return {row.rating_key: HeldFilm(*row) for row in rows}


def every(connection: Connection) -> list[HeldFilm]:
    """All items of followed libraries, the trash included."""
    return [HeldFilm(*row) for row in connection.execute(_EVERY)]


def of_films(connection: Connection, film_ids: Collection[int]) -> dict[int, list[HeldFilm]]:
    """The items of each film in followed libraries, those in the trash too."""
    wanted, found = sorted(film_ids), dict[int, list[HeldFilm]]()
    for at in range(0, len(wanted), _TOGETHER):
        for row in connection.execute(_OF_FILMS, {"films": wanted[at : at + _TOGETHER]}):
            found.setdefault(row.film_id, []).append(HeldFilm(*row))
    return found


def live_count(connection: Connection, library_id: int) -> int:
    """How many live items a library holds."""
    return int(connection.execute(_LIVE, {"this_library": library_id}).scalar_one())


def write(
    connection: Connection,
    library_id: int,
    before: Mapping[str, HeldFilm],
    listed: Iterable[tuple[PlexFilm, int]],
) -> None:
    """Bring the listed items in, each with the film that it is; writes differences only."""
    fresh = []
    for film, film_id in listed:
        kept = before.get(film.rating_key)
        now = {**_columns(film), "film_id": film_id, "absences": 0}
        if kept is None:
            fresh.append({"library_id": library_id, **now})
        elif now != {**_columns(kept.seen), "film_id": kept.film_id, "absences": kept.absences}:
            del now["rating_key"]
            connection.execute(_CHANGE, {"this_library": library_id, "this_key": film.rating_key, **now})
    if fresh:
        connection.execute(insert(held), fresh)


def miss(connection: Connection, library_id: int, fates: Mapping[str, bool | None]) -> None:
    """Note what a whole listing no longer has, by rating key: True is gone, None may still come back."""
    for key, gone in fates.items():
        here = and_(held.c.library_id == library_id, held.c.rating_key == key)
        if gone:
            connection.execute(delete(held).where(here))
        else:
            connection.execute(update(held).where(here).values(absences=held.c.absences + 1))


def identify(connection: Connection, items: Iterable[HeldFilm], film_id: int) -> None:
    """Let these items be that film."""
    for item in items:
        if item.film_id != film_id:
            key = {"this_library": item.library_id, "this_key": item.rating_key}
            connection.execute(_CHANGE, {**key, "film_id": film_id})


def resolve(
    connection: Connection, items: Iterable[HeldFilm], tmdb_id: int | None, by: str | None, asked_for: Mapping[str, str]
) -> None:
    """Store which film items were found to be, and for what of each (by rating key) that was asked; None: forget it."""
    for item in items:
        key = {"this_library": item.library_id, "this_key": item.rating_key}
        rests_on = asked_for.get(item.rating_key)
        found = {"resolved_id": tmdb_id, "resolved_by": by, "resolved_for": rests_on}
        if (item.resolved_id, item.resolved_by, item.resolved_for) != (tmdb_id, by, rests_on):
            connection.execute(_CHANGE, {**key, **found})


def frozen(connection: Connection, film_ids: Collection[int]) -> dict[int, str]:
    """Films of which a copy stands in a library that is held back, with that library's title: their rows stay."""
    return {film_id: title for film_id, title in connection.execute(_FROZEN, {"films": list(film_ids)})}


def _columns(film: PlexFilm) -> dict[str, object]:
    return {
        "rating_key": film.rating_key,
        "guid": film.guid,
        "title": film.title,
        "year": film.year,
        "ids": pack(film.ids),
        "edition": film.edition,
        "live": film.live,
        "file": film.file,
    }
