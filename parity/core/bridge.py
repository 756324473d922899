"""From the numbers of one order to those of another: by the provider's ids, else by title and date."""

from collections.abc import Sequence
from datetime import timedelta
from functools import cached_property

from parity.core.catalogue import ProviderEpisode
from parity.core.library import PlexEpisode
from parity.core.numbering import Number
from parity.core.shelf import Shelf
from parity.core.titles import telling

_ABOUT = timedelta(days=2)  # two sources date one broadcast so far apart


class Bridge:
    """Leads from `shelf` to `home`, two orders of one show."""

    def __init__(self, shelf: Shelf, home: Shelf) -> None:
        self._shelf, self._home = shelf, home

    def numbers(self, number: Number, item: PlexEpisode | None) -> Sequence[Number]:
        """The numbers at home of an episode of the other order, and of the item that holds it; () for none."""
        episode = self._shelf.by_number[number]
        if self._shelf.provider == self._home.provider:
            same = self._home.by_id.get(episode.episode_id)
            return (Number(same.season, same.number),) if same is not None else ()
        ids = self._home.ids_of(item) if item is not None else ()
        named = [e for e in map(self._home.by_id.get, ids) if e is not None]
        return [Number(e.season, e.number) for e in named or self._alike(episode)]

    @property
    def speaks(self) -> bool:
        """Whether one with no counterpart has none, and is not merely called otherwise there."""
        return self._shelf.provider == self._home.provider or self._mostly_alike

    @cached_property
    def _mostly_alike(self) -> bool:
        return sum(bool(self._alike(e)) for e in self._shelf.episodes) * 2 >= len(self._shelf.episodes)

    def _alike(self, episode: ProviderEpisode) -> Sequence[ProviderEpisode]:
        """The one episode at home of the same title, of about the same date where several have it; else of its date."""
        titled = self._home.by_title.get(telling(episode.title), ())
        near = [e for e in titled if _about(e, episode)]
        if len(near) == 1 or len(titled) == 1:
            return near or titled
        if titled or episode.air_date is None:
            return ()
        same_day = self._home.by_date.get(episode.air_date, ())
        there = self._shelf.by_date.get(episode.air_date, ())
        return same_day if len(same_day) == len(there) == 1 else ()


def _about(one: ProviderEpisode, other: ProviderEpisode) -> bool:
    return one.air_date is not None and other.air_date is not None and abs(one.air_date - other.air_date) <= _ABOUT
