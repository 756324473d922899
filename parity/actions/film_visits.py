"""Visits to films: which film it is, to which collection it belongs, when it came out."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from parity.actions.adopt import Place
from parity.actions.adopt_films import identity_of
from parity.actions.find_out import Identified, Seekers, Told, Unmatched, find_out
from parity.actions.ports import Catalogue
from parity.actions.reckon_films import film_taste, reckon_films
from parity.actions.record import requests, sentence_of
from parity.actions.rounds import Trade
from parity.actions.work import Work
from parity.core.catalogue import Candidate, Part, ProviderFilm
from parity.core.failures import Failure, NotFound, Unauthorised
from parity.core.identity import Known, asked_for
from parity.core.ids import union
from parity.core.release import dates_in
from parity.store import collections, films, held_films, scans
from parity.store.database import Connection
from parity.store.films import FilmRow
from parity.store.held_films import HeldFilm
from parity.store.scans import ScanItem


@dataclass(frozen=True, slots=True)
class FilmVisit:
    """One film to ask about. `row` is None when it is gone meanwhile."""

    item: ScanItem
    row: FilmRow | None
    told: Told


@dataclass(frozen=True, slots=True)
class FilmAnswer:
    """What TMDB said of a film; `began` is the moment before asking."""

    visit: FilmVisit
    began: datetime
    found: Identified[ProviderFilm] | Unmatched | None = None
    failure: Failure | None = None

    @property
    def heard(self) -> bool:
        """Whether TMDB did answer."""
        return self.found is not None


def film_trade(work: Work) -> Trade[FilmVisit, FilmAnswer]:
    """How a scan visits films."""
    return Trade(
        prepare=lambda connection, planned: _prepare(work, connection, planned),
        ask=lambda visit: _ask(work.outside.catalogue, visit, work.house.now()),
        record=lambda answers: _record(work, answers),
        idle=lambda visit: FilmAnswer(visit, work.house.now()) if visit.row is None else None,
    )


def _prepare(work: Work, connection: Connection, planned: Sequence[ScanItem]) -> list[FilmVisit]:
    ids = [item.subject_id for item in planned]
    rows, copies = films.some(connection, ids), held_films.of_films(connection, ids)
    book, today = work.book.read(connection), work.house.today()
    visits = []
    for item in planned:
        row, own = rows.get(item.subject_id), copies.get(item.subject_id, [])
        known = Known(row.tmdb_id, row.match_source or "tmdb") if row and row.tmdb_id is not None else None
        if own:
            first = own[0]
            known = identity_of(Place(first.machine_id, first.section_key), first.seen, first, book, today) or known
        title, year = (own[0].title, own[0].year) if own else (item.title, row.year if row else None)
        # A part that is not there is that very film or none: it is never looked for by its title.
        worked = _worked(row, known) if own else True
        visits.append(FilmVisit(item, row, Told(title, year, union(i.ids for i in own), known, worked)))
    return visits


def _worked(row: FilmRow | None, known: Known | None) -> bool:
    """Whether TMDB knew this id at an earlier check; one that left the film unmatched says it did not."""
    return row is not None and known is not None and known.tmdb_id == row.tmdb_id and row.standing == "matched"


def _ask(catalogue: Catalogue, visit: FilmVisit, began: datetime) -> FilmAnswer:
    seekers = Seekers(
        "film",
        get=catalogue.film,
        by_id=(("imdb", catalogue.find_film_by_imdb, visit.told.ids.imdb),),
        search=catalogue.search_films,
        name=lambda f: Candidate(f.tmdb_id, f.title, f.original_title, f.year, 0.0),
    )
    try:
        return FilmAnswer(visit, began, find_out(seekers, visit.told, began))
    except Unauthorised:
        raise
    except Failure as failure:
        return FilmAnswer(visit, began, failure=failure)


def _record(work: Work, answers: Sequence[FilmAnswer]) -> None:
    """Write a batch of answers, what they cost, and how far the scan is."""
    with work.house.database.writing() as connection:
        now, ids = work.house.now(), [answer.visit.item.subject_id for answer in answers]
        rows, copies = films.some(connection, ids), held_films.of_films(connection, ids)
        still = held_films.frozen(connection, ids)
        region, concerned, outcomes = film_taste(work.house.settings()).region, set[int](), []
        for answer in answers:
            row = rows.get(answer.visit.item.subject_id)
            message = None
            if row is not None and row.id in still:
                message = f"the library {still[row.id]} is held back: nothing was changed"
            elif row is not None:
                message = _take(connection, answer, row, copies.get(row.id, []), region, now)
                concerned |= _collections_of(connection, answer, row)
            word = "frozen" if row and row.id in still else "trouble" if message else "done"
            outcomes.append((answer.visit.item.position, word, message))
        if concerned:
            reckon_films(work.house, connection, work.book.read(connection), concerned)
        scans.settle(connection, work.scan.id, outcomes)
        scans.count(connection, work.scan.id, requests(work))
        scans.renew(connection, work.scan.id, now, {"current": answers[-1].visit.item.title})


def _take(
    connection: Connection, answer: FilmAnswer, row: FilmRow, own: Sequence[HeldFilm], region: str, now: datetime
) -> str | None:
    """One answer; the message of its trouble, if any."""
    if isinstance(answer.failure, NotFound) and not own:
        # A collection lists it, yet it has no page of its own: there are no days to be had.
        tried = {"checked_at": answer.began, "tries": 0, "tried_at": answer.began}
        films.change(connection, row, {"region": region, "trouble": None, "trouble_since": None, **tried})
        return None
    if answer.failure is not None:
        sentence = sentence_of(answer.failure, row.title)
        since = row.trouble_since or now
        values = {"trouble": sentence, "trouble_since": since, "tries": row.tries + 1, "tried_at": now}
        films.change(connection, row, values)
        return sentence
    if isinstance(answer.found, Unmatched):
        _unmatched(connection, row, answer.found)
    elif answer.found is not None:
        _matched(connection, answer.found, answer.began, row, own, region)
    return None


def _unmatched(connection: Connection, row: FilmRow, found: Unmatched) -> None:
    fields = ("tmdb_id", "title", "original_title", "year")
    candidates = [{name: getattr(c, name) for name in fields} for c in found.candidates]
    told = {"reason": found.reason, "candidates": json.dumps(candidates, ensure_ascii=False)}
    nothing = {"collection_id": None, "trouble": None, "trouble_since": None}
    tried = {"tries": row.tries + 1, "tried_at": found.began, "checked_at": found.began}
    films.change(connection, row, {"standing": "unmatched", **told, **nothing, **tried})


def _matched(
    connection: Connection,
    found: Identified[ProviderFilm],
    began: datetime,
    row: FilmRow,
    own: Sequence[HeldFilm],
    region: str,
) -> None:
    film = found.thing
    if own and found.source != "decision" and (found.source != "tmdb" or row.tmdb_id != film.tmdb_id):
        rests_on = {item.rating_key: asked_for(item.ids, item.title, item.year) for item in own}
        held_films.resolve(connection, own, film.tmdb_id, found.source, rests_on)
    key = films.tmdb_key(film.tmdb_id)
    same = films.by_keys(connection, [key]).get(key)
    if same is not None and same.id != row.id:
        held_films.identify(connection, own, same.id)
        row = same
    dates = dates_in(region, film.releases)
    facts: dict[str, object] = {
        "key": key,
        "tmdb_id": film.tmdb_id,
        "match_source": found.source,
        "title": own[0].title if own else film.title,
        "year": own[0].year if own else film.year,
        "imdb_id": film.imdb_id,
        "poster": film.poster,
        "runtime": film.runtime,
        "collection_id": film.collection_id,
        "released_on": film.released_on,
        "premiere_on": dates.premiere,
        "theatrical_on": dates.theatrical,
        "digital_on": dates.digital,
        "physical_on": dates.physical,
        "region": region,
    }
    fine = {"standing": "matched", "reason": None, "candidates": None, "trouble": None, "trouble_since": None}
    films.change(connection, row, facts | fine | {"checked_at": began, "tries": 0, "tried_at": began})
    if own and film.collection_id is not None:
        collections.begin(connection, {film.collection_id: film.collection_name})
        part = Part(film.tmdb_id, film.title, film.original_title, film.released_on, film.poster, None, None)
        collections.stand_in(connection, film.collection_id, part)


def _collections_of(connection: Connection, answer: FilmAnswer, row: FilmRow) -> set[int]:
    """Those whose parts may stand otherwise now: of what it was thought to be, and of what it is."""
    found = answer.found.thing if isinstance(answer.found, Identified) else None
    ids = {row.tmdb_id, found.tmdb_id if found else None} - {None}
    named = {row.collection_id, found.collection_id if found else None} - {None}
    return collections.of_parts(connection, [i for i in ids if i]) | {i for i in named if i}
