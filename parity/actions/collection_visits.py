"""Visits to collections: of which films they consist."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from parity.actions.ports import Catalogue
from parity.actions.reckon_films import reckon_films
from parity.actions.record import requests
from parity.actions.rounds import Trade
from parity.actions.work import Work
from parity.core.catalogue import Part, ProviderCollection
from parity.core.failures import Failure, NotFound, Unauthorised
from parity.store import collections, films, held_films, scans
from parity.store.collections import UNLISTED, CollectionRow
from parity.store.database import Connection
from parity.store.films import FilmRow
from parity.store.scans import ScanItem
from parity.store.shows import sort_title


@dataclass(frozen=True, slots=True)
class CollectionAnswer:
    """What TMDB said of a collection; `began` is the moment before asking."""

    item: ScanItem
    began: datetime
    found: ProviderCollection | None = None
    failure: Failure | None = None

    @property
    def heard(self) -> bool:
        """Whether TMDB did answer."""
        return self.found is not None


def collection_trade(work: Work) -> Trade[ScanItem, CollectionAnswer]:
    """How a scan visits collections."""
    return Trade(
        prepare=lambda connection, planned: planned,
        ask=lambda item: _ask(work.outside.catalogue, item, work.house.now()),
        record=lambda answers: _record(work, answers),
    )


def _ask(catalogue: Catalogue, item: ScanItem, began: datetime) -> CollectionAnswer:
    try:
        return CollectionAnswer(item, began, catalogue.collection(item.subject_id))
    except Unauthorised:
        raise
    except Failure as failure:
        return CollectionAnswer(item, began, failure=failure)


def _record(work: Work, answers: Sequence[CollectionAnswer]) -> None:
    """Write a batch of answers, what they cost, and how far the scan is."""
    with work.house.database.writing() as connection:
        now, ids = work.house.now(), [answer.item.subject_id for answer in answers]
        rows, own = collections.some(connection, ids), films.of_collections(connection, ids)
        still = held_films.frozen(connection, [film.id for those in own.values() for film in those])
        outcomes = []
        for answer in answers:
            row, message = rows.get(answer.item.subject_id), None
            those = own.get(answer.item.subject_id, [])
            held_back = next((still[film.id] for film in those if film.id in still), None)
            if held_back is not None:
                # Its library may hold by now what TMDB lists newly.
                message = f"the library {held_back} is held back: nothing was changed"
            elif row is not None:
                message = _take(connection, answer, row, those, now)
            word = "frozen" if held_back else "trouble" if message else "done"
            outcomes.append((answer.item.position, word, message))
        reckon_films(work.house, connection, work.book.read(connection), ids)
        scans.settle(connection, work.scan.id, outcomes)
        scans.count(connection, work.scan.id, requests(work))
        scans.renew(connection, work.scan.id, now, {"current": answers[-1].item.title})


def _take(
    connection: Connection, answer: CollectionAnswer, row: CollectionRow, own: Sequence[FilmRow], now: datetime
) -> str | None:
    """One answer; the message of its trouble, if any. `own` are the films there that say they belong to it."""
    if answer.failure is not None:
        if isinstance(answer.failure, NotFound):
            films.ask_again(connection, [film.id for film in own])  # only they know where they belong now
        sentence = _sentence(answer.failure, row)
        tried = {"tries": row.tries + 1, "tried_at": now}
        since = row.trouble_since or now
        collections.change(connection, row, {"trouble": sentence, "trouble_since": since, **tried})
        return sentence
    if answer.found is None:
        return None
    listed = {part.tmdb_id for part in answer.found.parts}
    parts = [(at, part) for at, part in enumerate(answer.found.parts)]
    parts += [(UNLISTED, _as_part(film)) for film in own if film.tmdb_id is not None and film.tmdb_id not in listed]
    collections.write_parts(connection, row.id, parts)
    name = answer.found.name or row.name
    facts: dict[str, object] = {"name": name, "sort_name": sort_title(name), "poster": answer.found.poster}
    fine = {"checked_at": answer.began, "trouble": None, "trouble_since": None, "tries": 0, "tried_at": answer.began}
    collections.change(connection, row, facts | fine)
    return None


def _as_part(film: FilmRow) -> Part:
    return Part(film.tmdb_id or 0, film.title, "", film.released_on, film.poster, None, None)


def _sentence(failure: Failure, row: CollectionRow) -> str:
    if isinstance(failure, NotFound):
        return f"{failure.service} no longer knows the collection {row.name}: its films are asked where they belong"
    return str(failure)
