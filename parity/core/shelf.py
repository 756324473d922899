"""The episodes of one order, found by number, id, title or date."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property

from parity.core.catalogue import ProviderEpisode
from parity.core.library import PlexEpisode
from parity.core.titles import part_of, spoken, telling


class Shelf:
    """Made once for all copies of a show; what is rarely looked for is sorted when somebody does."""

    def __init__(self, provider: str, episodes: Sequence[ProviderEpisode]) -> None:
        self.provider = provider
        self.episodes = episodes
        self.by_number = {(e.season, e.number): e for e in episodes}

    @cached_property
    def by_id(self) -> Mapping[int, ProviderEpisode]:
        """By the provider's id."""
        return {e.episode_id: e for e in self.episodes}

    @cached_property
    def by_title(self) -> Mapping[str, list[ProviderEpisode]]:
        """By the words of those titles that tell something."""
        return _grouped((telling(e.title), e) for e in self.episodes)

    @cached_property
    def by_words(self) -> Mapping[str, list[ProviderEpisode]]:
        """By the words of all titles, those that only count too."""
        return _grouped((spoken(e.title), e) for e in self.episodes)

    @cached_property
    def by_base(self) -> Mapping[str, list[ProviderEpisode]]:
        """Those whose title is one part of something, by what it is a part of."""
        parts = ((part_of(e.title), e) for e in self.episodes)
        return _grouped((part[0] if part else "", e) for part, e in parts)

    @cached_property
    def by_date(self) -> Mapping[date, list[ProviderEpisode]]:
        """By the day of the first broadcast."""
        found: dict[date, list[ProviderEpisode]] = {}
        for e in self.episodes:
            if e.air_date is not None:
                found.setdefault(e.air_date, []).append(e)
        return found

    def of_date(self, item: PlexEpisode) -> Sequence[ProviderEpisode]:
        """Those of the item's date."""
        return self.by_date.get(item.air_date, ()) if item.air_date is not None else ()

    def of_title(self, item: PlexEpisode) -> Sequence[ProviderEpisode]:
        """Those of the item's title, be it one that only counts."""
        return self.by_words.get(spoken(item.title), ())

    def of_date_and_title(self, item: PlexEpisode) -> Sequence[ProviderEpisode]:
        """Those of both."""
        return [e for e in self.of_date(item) if spoken(e.title) == spoken(item.title) != ""]

    def ids_of(self, item: PlexEpisode) -> tuple[int, ...]:
        """The item's ids of this provider."""
        return item.ids.tvdb if self.provider == "tvdb" else item.ids.tmdb


def _grouped(pairs: Iterable[tuple[str, ProviderEpisode]]) -> Mapping[str, list[ProviderEpisode]]:
    found: dict[str, list[ProviderEpisode]] = {}
    for words, e in pairs:
        if words:
            found.setdefault(words, []).append(e)
    return found
