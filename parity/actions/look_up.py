"""Asks TMDB about one show, finding out first which one it is (RULES R15)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from parity.actions.ports import Catalogue
from parity.core.catalogue import Candidate, ProviderShow
from parity.core.failures import NotFound
from parity.core.identity import Known
from parity.core.ids import ExternalIds
from parity.core.matching import certain_match, without_year, year_in_title


@dataclass(frozen=True, slots=True)
class Errand:
    """What to ask about. `worked`: TMDB knew this very id before; `seasons` are those known, where there are many.

    `orders` are the labels of the orders, beside TMDB's own, in which copies are numbered; `counted_by` in which one,
    and under which id, the show was told last.
    """

    show_id: int
    title: str
    year: int | None
    ids: ExternalIds
    known: Known | None
    worked: bool
    seasons: tuple[int, ...] = ()
    orders: tuple[str, ...] = ()
    counted_by: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """TMDB's answer, which show it is and how that was found; `began` is the moment before asking.

    `others` are the answers in other orders, by label; `refusals` why there is none.
    """

    show: ProviderShow
    source: str
    began: datetime
    others: Mapping[str, ProviderShow] = field(default_factory=dict)
    refusals: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unmatched:
    """TMDB was asked and nothing fits surely: why, and what might."""

    reason: str
    candidates: tuple[Candidate, ...]
    began: datetime


def look_up(catalogue: Catalogue, errand: Errand, began: datetime) -> Found | Unmatched:
    """Answer an errand. Raises the four failures; NotFound means that an id which worked is gone."""
    if errand.known is not None and (answer := _by_known(catalogue, errand, errand.known, began)):
        return answer
    if errand.known is None and len(errand.ids.tmdb) > 1:
        return _one_of(catalogue, errand, began)
    for source, ids in (
        ("imdb", _each(catalogue.find_by_imdb(i) for i in errand.ids.imdb)),
        ("tvdb", _each(catalogue.find_by_tvdb(i) for i in errand.ids.tvdb)),
    ):
        found = sorted(set(ids))
        if len(found) == 1:
            return Found(catalogue.show(found[0]), source, began)
        if found:
            return Unmatched(f"its {source} ids lead to {len(found)} shows", _bare(found), began)
    return _by_title(catalogue, errand, began)


def _by_known(catalogue: Catalogue, errand: Errand, known: Known, began: datetime) -> Found | Unmatched | None:
    try:
        return Found(catalogue.show(known.tmdb_id, errand.seasons), known.source, began)
    except NotFound:
        if errand.worked:
            raise
    if known.source == "decision":
        return Unmatched(f"TMDB has no show {known.tmdb_id}, which you chose", (), began)
    return None  # an id that Plex gave and TMDB never knew says nothing; the other ids may still do


def _one_of(catalogue: Catalogue, errand: Errand, began: datetime) -> Found | Unmatched:
    """Several tmdb ids: right when only one of them still exists."""
    there: list[ProviderShow] = []
    for tmdb_id in errand.ids.tmdb:
        try:
            there.append(catalogue.show(tmdb_id))
        except NotFound:
            continue
    if len(there) == 1:
        return Found(there[0], "tmdb", began)
    named = tuple(Candidate(s.show_id, s.title, s.original_title, s.year, 0.0) for s in there)
    return Unmatched(f"Plex gives {len(errand.ids.tmdb)} TMDB ids", named or _bare(errand.ids.tmdb), began)


def _by_title(catalogue: Catalogue, errand: Errand, began: datetime) -> Found | Unmatched:
    candidates = catalogue.search(without_year(errand.title), errand.year or year_in_title(errand.title))
    sure = certain_match(errand.title, errand.year, candidates)
    if sure is not None:
        return Found(catalogue.show(sure.tmdb_id), "search", began)
    reason = "no result is surely this show" if candidates else "TMDB knows no show of this title"
    return Unmatched(reason, tuple(candidates[:10]), began)


def _each(answers: Iterable[tuple[int, ...]]) -> Iterable[int]:
    """Lazily, so that tvdb is not asked when imdb has decided."""
    for answer in answers:
        yield from answer


def _bare(ids: Sequence[int]) -> tuple[Candidate, ...]:
    return tuple(Candidate(i, "", "", None, 0.0) for i in ids)
