"""Shows that TMDB and TheTVDB divide into seasons differently; both list the same episodes in the same turn."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from parity.core.catalogue import ProviderEpisode
from parity.core.gaps import Gap, Taste, judge
from parity.core.holdings import Copy, Holdings, holdings
from parity.core.ids import ExternalIds
from parity.core.library import PlexEpisode
from parity.core.numbering import Number
from parity.core.ordering import AIRED, OFFICIAL, Order
from parity.core.suspicion import suspicion
from tests.core.builders import NO_RULES, SHOW, TODAY, copy, item, missing

_FIRST = date(1980, 1, 1)
TMDB = AIRED.label
OF_TMDB, OF_TVDB = 10_000, 900_000  # where the ids of each begin


@dataclass(frozen=True)
class TwoLists:
    """A show by the sizes of its seasons in either list. `goes_on`: TMDB counts on from season to season (S02E62)."""

    case: int
    title: str
    tmdb: Sequence[int]
    tvdb: Sequence[int]
    order: Order = OFFICIAL
    goes_on: bool = False

    def __str__(self) -> str:
        # As the name of a test it is plain: pytest escapes other letters anew wherever it is used, and cannot be
        # asked for one test by its name then.
        plain = unicodedata.normalize("NFKD", self.title).encode("ascii", "ignore").decode()
        return f"case {self.case} {plain}"

    @cached_property
    def both(self) -> int:
        """So many episodes stand in both lists: the first of each."""
        return min(sum(self.tmdb), sum(self.tvdb))

    @cached_property
    def at_tmdb(self) -> tuple[ProviderEpisode, ...]:
        """TMDB's list; the nth episode has the nth id, title and week."""
        return tuple(_listed(self.tmdb, OF_TMDB, self.goes_on))

    @cached_property
    def at_tvdb(self) -> tuple[ProviderEpisode, ...]:
        """TheTVDB's list of the same."""
        return tuple(_listed(self.tvdb, OF_TVDB, False))


def evenly(episodes: int, seasons: int) -> tuple[int, ...]:
    """So many episodes in so many seasons, where only these two are known."""
    each, more = divmod(episodes, seasons)
    return (*[each + 1] * more, *[each] * (seasons - more))


def _listed(sizes: Sequence[int], ids: int, goes_on: bool) -> Iterator[ProviderEpisode]:
    nth = 0
    for season, size in enumerate(sizes, 1):
        for number in range(1, size + 1):
            nth += 1
            day = _FIRST + timedelta(days=7 * nth)
            shown = nth if goes_on else number
            yield ProviderEpisode(season, shown, ids + nth, f"The tale of {nth}", day, 24, "standard")


def nth_of(episodes: Sequence[ProviderEpisode], *nths: int) -> list[str]:
    """The codes of the first, the second … of a list."""
    return [Number(episodes[n - 1].season, episodes[n - 1].number).code for n in nths]


def bare(e: ProviderEpisode) -> PlexEpisode:
    """A file of this number that says no more of itself than its number."""
    return item(e.season, e.number, title=f"Episode {e.number}")


def titled(e: ProviderEpisode) -> PlexEpisode:
    """A file of this number that bears the title."""
    return item(e.season, e.number, title=e.title)


def dated(e: ProviderEpisode) -> PlexEpisode:
    """A file of this number that knows when it was broadcast."""
    return item(e.season, e.number, title=f"Episode {e.number}", aired=e.air_date)


def by_tmdb(e: ProviderEpisode) -> PlexEpisode:
    """A file of TheTVDB's number that carries TMDB's id."""
    return item(e.season, e.number, title=f"Episode {e.number}", tmdb=[e.episode_id - OF_TVDB + OF_TMDB])


def by_tvdb(e: ProviderEpisode) -> PlexEpisode:
    """A file that carries TheTVDB's id."""
    return replace(bare(e), ids=ExternalIds(tvdb=(e.episode_id,)))


def without(episodes: Sequence[ProviderEpisode], nths: Collection[int]) -> list[ProviderEpisode]:
    """All but the first, the second …"""
    return [e for n, e in enumerate(episodes, 1) if n not in nths]


def compared(
    items: Sequence[PlexEpisode], order: Order, sources: Mapping[str, Sequence[ProviderEpisode]]
) -> tuple[Copy, Holdings, tuple[Gap, ...]]:
    """The library's copy in the order that Plex says, what it holds and what follows; no rows where nothing can be."""
    made = copy(items, order)
    found = holdings([made], sources, order)
    rows = () if found.refusal else judge(SHOW, sources[order.label], found.owned, NO_RULES, Taste(), order.label)
    return made, found, rows


def told(
    items: Iterable[PlexEpisode], listed: Sequence[ProviderEpisode], order: Order = AIRED
) -> tuple[list[str], bool]:
    """What is missing, and whether that is doubted as a whole."""
    _, found, rows = compared(list(items), order, {order.label: listed})
    return missing(rows), suspicion(found, rows, TODAY) is not None
