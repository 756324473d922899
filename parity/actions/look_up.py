"""Asks TMDB about one show, finding out first which one it is (RULES R15)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from parity.actions.find_out import Seekers, Told, Unmatched, find_out
from parity.actions.ports import Catalogue
from parity.core.catalogue import Candidate, ProviderShow
from parity.core.identity import Known
from parity.core.ids import ExternalIds


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


def look_up(catalogue: Catalogue, errand: Errand, began: datetime) -> Found | Unmatched:
    """Answer an errand. Raises the four failures; NotFound means that an id which worked is gone."""
    told = Told(errand.title, errand.year, errand.ids, errand.known, errand.worked)
    seekers = Seekers(
        "show",
        get=lambda tmdb_id: catalogue.show(tmdb_id, errand.seasons),
        by_id=(("imdb", catalogue.find_by_imdb, errand.ids.imdb), ("tvdb", catalogue.find_by_tvdb, errand.ids.tvdb)),
        search=catalogue.search,
        name=lambda s: Candidate(s.show_id, s.title, s.original_title, s.year, 0.0),
    )
    found = find_out(seekers, told, began)
    return found if isinstance(found, Unmatched) else Found(found.thing, found.source, began)
