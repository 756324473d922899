"""Finds the film that each listed item is, making it when it is new."""

from collections.abc import Iterable, Mapping
from datetime import date

from parity.actions.adopt import Place
from parity.core.film_names import found_by
from parity.core.identity import Known, Resolved, item_key, known_identity
from parity.core.library import PlexFilm
from parity.store import films
from parity.store.database import Connection
from parity.store.decisions import DecisionBook
from parity.store.held_films import HeldFilm


def adopt_films(
    connection: Connection,
    place: Place,
    seen: Iterable[PlexFilm],
    kept: Mapping[str, HeldFilm],
    book: DecisionBook,
    today: date,
) -> dict[str, int]:
    """The film id of each listed item, by rating key. `kept` are the items of the library as they are stored."""
    found: dict[str, tuple[str, Known | None, PlexFilm]] = {}
    for film in seen:
        known = identity_of(place, film, kept.get(film.rating_key), book, today)
        key = films.tmdb_key(known.tmdb_id) if known else unknown_key(place, film)
        found[film.rating_key] = (key, known, film)
    have = {key: row.id for key, row in films.by_keys(connection, [key for key, _, _ in found.values()]).items()}
    fresh: dict[str, dict[str, object]] = {}
    for key, known, film in found.values():
        if key not in have:
            tmdb_id, source = (known.tmdb_id, known.source) if known else (None, None)
            names = {"title": film.title, "year": film.year}
            fresh.setdefault(key, {"key": key, **names, "tmdb_id": tmdb_id, "match_source": source})
    have |= films.add(connection, fresh.values())
    return {rating_key: have[key] for rating_key, (key, _, _) in found.items()}


def identity_of(place: Place, film: PlexFilm, row: HeldFilm | None, book: DecisionBook, today: date) -> Known | None:
    """Which film the item is, as far as that needs no asking."""
    before = Resolved(row.resolved_id, row.resolved_by, row.resolved_for) if row else Resolved()
    return known_identity(film.ids, film.title, film.year, _decided(place, film, book, today), before)


def unknown_key(place: Place, film: PlexFilm) -> str:
    """The key of a film that is not identified yet."""
    return item_key(film.guid, place.machine_id, place.section_key, film.rating_key)


def _decided(place: Place, film: PlexFilm, book: DecisionBook, today: date) -> int | None:
    """The TMDB id that the owner chose, if so."""
    if book.is_empty:
        return None
    found = [d for d in book.about(found_by(film, place.machine_id)) if d.kind == "match_film" and d.in_force(today)]
    newest = max(found, key=lambda d: (d.made_at, d.id), default=None)
    return int(newest.value) if newest else None
