"""Finds out which show or film of TMDB an item is (RULES R15)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from parity.core.catalogue import Candidate
from parity.core.failures import NotFound
from parity.core.identity import Known
from parity.core.ids import ExternalIds
from parity.core.matching import certain_match, without_year, year_in_title

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of an item. `worked`: TMDB knew the very id in `known` before."""

    title: str
    year: int | None
    ids: ExternalIds
    known: Known | None
    worked: bool


@dataclass(frozen=True, slots=True)
class Identified(Generic[Thing]):
    """TMDB's answer, and how it was found that it is the one: decision, tmdb, imdb, tvdb, search."""

    thing: Thing
    source: str


@dataclass(frozen=True, slots=True)
class Unmatched:
    """TMDB was asked and nothing fits surely: why, and what might."""

    reason: str
    candidates: tuple[Candidate, ...]
    began: datetime


@dataclass(frozen=True, slots=True)
class Seekers(Generic[Thing]):
    """How TMDB is asked about one kind of thing: `noun` for sentences, `by_id` the ways by other ids, best first.

    Each way is the source's name, the question, and the item's ids of that source.
    """

    noun: str
    get: Callable[[int], Thing]
    by_id: Sequence[tuple[str, Callable[[Any], tuple[int, ...]], Sequence[Any]]]
    search: Callable[[str, int | None], tuple[Candidate, ...]]
    name: Callable[[Thing], Candidate]


def find_out(seekers: Seekers[Thing], told: Told, began: datetime) -> Identified[Thing] | Unmatched:
    """Ask until it is sure, or sure that it is not. Raises the four failures; NotFound: an id that worked is gone."""
    if told.known is not None and (answer := _by_known(seekers, told, told.known, began)):
        return answer
    if told.known is None and len(told.ids.tmdb) > 1:
        return _one_of(seekers, told, began)
    for source, ask, ids in seekers.by_id:
        found = sorted({tmdb_id for foreign_id in ids for tmdb_id in ask(foreign_id)})
        if len(found) == 1:
            return Identified(seekers.get(found[0]), source)
        if found:
            return Unmatched(f"its {source} ids lead to {len(found)} {seekers.noun}s", _bare(found), began)
    return _by_title(seekers, told, began)


def _by_known(
    seekers: Seekers[Thing], told: Told, known: Known, began: datetime
) -> Identified[Thing] | Unmatched | None:
    try:
        return Identified(seekers.get(known.tmdb_id), known.source)
    except NotFound:
        if told.worked:
            raise
    if known.source == "decision":
        return Unmatched(f"TMDB has no {seekers.noun} {known.tmdb_id}, which you chose", (), began)
    return None  # an id that Plex gave and TMDB never knew says nothing; the other ids may still do


def _one_of(seekers: Seekers[Thing], told: Told, began: datetime) -> Identified[Thing] | Unmatched:
    """Several tmdb ids: right when only one of them still exists."""
    there: list[Thing] = []
    for tmdb_id in told.ids.tmdb:
        try:
            there.append(seekers.get(tmdb_id))
        except NotFound:
            continue
    if len(there) == 1:
        return Identified(there[0], "tmdb")
    named = tuple(seekers.name(thing) for thing in there)
    return Unmatched(f"Plex gives {len(told.ids.tmdb)} TMDB ids", named or _bare(told.ids.tmdb), began)


def _by_title(seekers: Seekers[Thing], told: Told, began: datetime) -> Identified[Thing] | Unmatched:
    candidates = seekers.search(without_year(told.title), told.year or year_in_title(told.title))
    sure = certain_match(told.title, told.year, candidates)
    if sure is not None:
        return Identified(seekers.get(sure.tmdb_id), "search")
    noun = seekers.noun
    reason = f"no result is surely this {noun}" if candidates else f"TMDB knows no {noun} of this title"
    return Unmatched(reason, tuple(candidates[:10]), began)


def _bare(ids: Sequence[int]) -> tuple[Candidate, ...]:
    return tuple(Candidate(i, "", "", None, 0.0) for i in ids)
