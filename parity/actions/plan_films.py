"""Which films and collections a scan visits, and why: written before they are visited, wave by wave."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from parity.core.film_freshness import Asked, collection_reason, days_reason, film_reason
from parity.core.freshness import oldest_first
from parity.core.release import Dates, is_asked_for
from parity.store import collections, films
from parity.store.collections import CollectionRow, PartRow
from parity.store.database import Connection
from parity.store.films import FilmRow
from parity.store.scans import ScanItem

_LATELY = timedelta(days=2 * 366)


def plan_films(
    connection: Connection, mode: str, libraries: Collection[int], now: datetime, named: Collection[int] = ()
) -> list[ScanItem]:
    """The films that are there and have to be asked about: in a full scan all of these libraries.

    In any other those that were never checked, or not for long; of `named` collections those that belong to them.
    """
    if mode == "collection":
        there = {row.id for rows in films.of_collections(connection, named).values() for row in rows}
    else:
        there = films.there(connection, libraries)
    rows = {i: row for i, row in films.some(connection, there).items() if row.in_scope}
    if mode in ("full", "collection"):
        reasons = dict.fromkeys(rows, "full scan" if mode == "full" else "asked for")
    else:
        known = collections.every(connection).keys() | {None}
        told = ((i, _begins(row, known) or film_reason(_asked(row), now)) for i, row in rows.items())
        reasons = {i: reason for i, reason in told if reason is not None}
    order = oldest_first((i, rows[i].checked_at) for i in reasons)
    return [ScanItem(0, i, rows[i].title, reasons[i], True, "film") for i in order]


def plan_collections(
    connection: Connection, mode: str, about: Collection[int], today: date, now: datetime
) -> list[ScanItem]:
    """Which of the begun collections that the scan is `about` have to be asked about."""
    rows, parts = collections.some(connection, about), _by_collection(collections.parts_of(connection, about))
    lacking = _not_among(connection, about, parts)
    reasons: dict[int, str] = {}
    for i, row in rows.items():
        reason = _why(mode, row, parts.get(i, []), i in lacking, today, now)
        if reason is not None:
            reasons[i] = reason
    order = oldest_first((i, rows[i].checked_at) for i in reasons)
    return [ScanItem(0, i, rows[i].name, reasons[i], True, "collection") for i in order]


def plan_days(
    connection: Connection, mode: str, about: Collection[int], today: date, now: datetime, lengths: bool
) -> list[ScanItem]:
    """The missing parts of these collections that have to be asked for their days: what came out within twelve months.

    So have those that were put off since they were asked. With `lengths` others too, once, for how long they are.
    """
    missing = [row for row in collections.parts_of(connection, about) if not row.standing.owned]
    keys = films.by_keys(connection, (films.tmdb_key(row.part.tmdb_id) for row in missing))
    known = {row.tmdb_id: row for row in keys.values() if row.tmdb_id is not None}
    told = {row.id: row.checked_at for row in collections.some(connection, about).values()}
    wanted: dict[int, PartRow] = {}
    for row in missing:
        film = known.get(row.part.tmdb_id)
        moved = film is not None and _is_moved(row, film, told[row.collection_id], now)
        if moved or _days_wanted(row, film, mode, today, now, lengths):
            wanted.setdefault(row.part.tmdb_id, row)
    fresh = [row for tmdb_id, row in wanted.items() if tmdb_id not in known]
    ids = {films.tmdb_key(i): known[i].id for i in wanted if i in known} | films.add(connection, map(_film, fresh))
    order = sorted(wanted.values(), key=lambda row: (row.part.released_on or date.max, row.part.tmdb_id))
    return [
        ScanItem(0, ids[films.tmdb_key(row.part.tmdb_id)], row.part.title, "its days of release", True, "film")
        for row in order
    ]


def _why(mode: str, row: CollectionRow, parts: list[PartRow], lacks: bool, today: date, now: datetime) -> str | None:
    if mode in ("full", "collection"):
        return "full scan" if mode == "full" else "asked for"
    if lacks:
        return "a new film belongs to it"
    if mode == "refresh" and any(p.standing.missing(today) or p.standing.announced(today) for p in parts):
        return "incomplete"
    return collection_reason(_asked(row), _is_moving(parts, today), now)


def _is_moving(parts: Iterable[PartRow], today: date) -> bool:
    """Whether something of it was announced, or came out within two years: as a show that is not over."""
    days = [row.part.released_on for row in parts]
    return any(day is None or day > today - _LATELY for day in days)


def _not_among(connection: Connection, about: Collection[int], parts: dict[int, list[PartRow]]) -> set[int]:
    """Collections to which a film that is there says it belongs, and whose parts do not have it."""
    have = {(i, row.part.tmdb_id) for i, rows in parts.items() for row in rows}
    begun = films.of_collections(connection, about)
    return {i for i, rows in begun.items() if any((i, row.tmdb_id) not in have for row in rows)}


def _begins(row: FilmRow, known: Collection[int | None]) -> str | None:
    """What is known of a film may be from before it was there: only an answer says what its collection is called."""
    return None if row.collection_id in known else "begins a collection"


def _days_wanted(row: PartRow, film: FilmRow | None, mode: str, today: date, now: datetime, lengths: bool) -> bool:
    if not is_asked_for(row.part.released_on, today):
        return lengths and row.part.released_on is not None and row.runtime is None and _never(film, now)
    if mode not in ("incremental", "heal") or film is None:
        return True
    reason = days_reason(_asked(film), now)
    return reason is not None or (film.region is None and film.trouble is None)


def _is_moved(row: PartRow, film: FilmRow, told_at: datetime | None, now: datetime) -> bool:
    """Whether a film's days go with another first day than its collection told since: they hold no more."""
    if film.dates == Dates() or film.released_on == row.part.released_on:
        return False
    if film.checked_at is None or told_at is None or film.checked_at > told_at:
        return False
    return film.trouble is None or days_reason(_asked(film), now) is not None


def _never(film: FilmRow | None, now: datetime) -> bool:
    return film is None or (film.checked_at is None and days_reason(_asked(film), now) is not None)


def _film(row: PartRow) -> dict[str, object]:
    part = row.part
    year = part.released_on.year if part.released_on else None
    key = films.tmdb_key(part.tmdb_id)
    return {"key": key, "title": part.title, "year": year, "tmdb_id": part.tmdb_id, "match_source": "tmdb"}


def _asked(row: FilmRow | CollectionRow) -> Asked:
    unmatched = isinstance(row, FilmRow) and row.standing == "unmatched"
    return Asked(row.checked_at, unmatched, row.trouble is not None, row.tries, row.tried_at)


def _by_collection(rows: Iterable[PartRow]) -> dict[int, list[PartRow]]:
    found: dict[int, list[PartRow]] = {}
    for row in rows:
        found.setdefault(row.collection_id, []).append(row)
    return found
