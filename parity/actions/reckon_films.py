"""Reckons the parts of collections: there, missing from which day on, hidden by what. Asks nobody."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import cast

from parity.actions.ports import House
from parity.core.decisions import Decision
from parity.core.franchises import FilmRulings, FilmTaste, Known, collection_key, film_rulings, judge_part
from parity.core.release import Choice
from parity.settings import Settings
from parity.store import collections, films, missing_films
from parity.store.collections import UNLISTED
from parity.store.database import Connection
from parity.store.decisions import DecisionBook


def reckon_films(house: House, connection: Connection, book: DecisionBook, ids: Collection[int] | None = None) -> None:
    """Bring the parts of these collections, or of all, up to what is there, decided and wished. Differences only.

    A part that TMDB does not list, and that is not there any more, is none.
    """
    settings = house.settings()
    taste, owned = film_taste(settings), films.owned(connection)
    rules, gone = _rulings(book, house.today(settings)), []
    for row in collections.parts_of(connection, ids):
        if row.position == UNLISTED and row.part.tmdb_id not in owned:
            gone.append((row.collection_id, row.part.tmdb_id))
            continue
        known = Known(row.part.tmdb_id, row.part.released_on, row.dates, row.runtime)
        collections.stand(connection, row, judge_part(known, row.collection_id, owned, rules, taste))
    collections.drop_parts(connection, gone)
    rows = collections.every(connection) if ids is None else collections.some(connection, ids)
    for row_id, collection in rows.items():
        ignored = rules.collections.get(collection_key(row_id))
        whole = ignored if ignored is not None and not ignored.value else None
        values = {"ignored_by": "ignored" if whole else None, "ignored_until": whole.until if whole else None}
        collections.change(connection, collection, values)


def reckon_all_films(house: House) -> None:
    """Let wishes take effect at once, in the history too. Days of another country than the owner's are forgotten."""
    with house.database.writing() as connection:
        films.forget_days(connection, house.settings().movie_region)
        reckon_films(house, connection, DecisionBook().read(connection))
        missing_films.catch_up(connection, house.today(), house.now(), None)


def film_taste(settings: Settings) -> FilmTaste:
    """The owner's wishes about films."""
    return FilmTaste(cast(Choice, settings.movie_available), settings.movie_region, settings.movie_shorts)


def _rulings(book: DecisionBook, today: date) -> FilmRulings:
    found: Iterable[Decision] = (
        () if book.is_empty else (*book.in_order("film:tmdb:"), *book.in_order("collection:tmdb:"))
    )
    return film_rulings({decision.id: decision for decision in found}.values(), today)
