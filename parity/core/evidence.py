"""What titles and dates are worth in one copy: whether they can say that an item is not an episode."""

from collections.abc import Mapping
from functools import cached_property

from parity.core.catalogue import ProviderEpisode
from parity.core.library import PlexEpisode
from parity.core.likeness import ABOUT
from parity.core.numbering import Number
from parity.core.shelf import Shelf
from parity.core.titles import telling


class Evidence:
    """Judged once, by the items that have found their episode (`holders`) when it is first asked for."""

    def __init__(self, shelf: Shelf, holders: Mapping[Number, PlexEpisode]) -> None:
        self._shelf, self._holders = shelf, holders

    def could_be(self, item: PlexEpisode, e: ProviderEpisode) -> bool:
        """Whether neither title nor date says that the item is not this episode."""
        mine, its = telling(item.title), telling(e.title)
        if mine and its and mine != its and self.titles_speak:
            return False
        apart = item.air_date is not None and e.air_date is not None and abs(item.air_date - e.air_date) > ABOUT
        return not (apart and self.dates_speak)

    @cached_property
    def dates_are_listed(self) -> bool:
        """Whether the dates in Plex are those of this list, be it of other numbers: half of them stand in it."""
        dates = [item.air_date for item in self._holders.values() if item.air_date is not None]
        return sum(day in self._shelf.by_date for day in dates) * 2 >= len(dates)

    @cached_property
    def titles_speak(self) -> bool:
        """Whether titles are in the language of the list: half of those that tell something are the same."""
        pairs = [(telling(i.title), telling(self._shelf.by_number[n].title)) for n, i in self._holders.items()]
        both = [a == b for a, b in pairs if a and b]
        return bool(both) and sum(both) * 2 >= len(both)

    @cached_property
    def dates_speak(self) -> bool:
        """Whether dates in Plex are those of the list: half of them are, by number."""
        pairs = [(i.air_date, self._shelf.by_number[n].air_date) for n, i in self._holders.items()]
        both = [abs(a - b) <= ABOUT for a, b in pairs if a is not None and b is not None]
        return bool(both) and sum(both) * 2 >= len(both)
