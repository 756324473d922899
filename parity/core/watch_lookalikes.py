"""Rows that nothing on the other list is known to be: one of the name of a title that went may be that very title.

A service gives a title another number now and then, or tells no ids of it for a while. A name never makes two rows one;
it is enough to ask somebody before one of them is taken off.
"""

from collections import defaultdict
from collections.abc import Iterable

from parity.core.watch import Side, Type, WatchItem
from parity.core.watch_groups import Group


class Lookalikes:
    """The rows on either list that stand alone, by name."""

    def __init__(self, groups: Iterable[Group]) -> None:
        self._years: defaultdict[tuple[Side, Type, str], set[int | None]] = defaultdict(set)
        for group in groups:
            for item in group.items:
                if item.listed and not (group.plex and group.simkl) and not group.agreed:
                    self._years[item.side, item.type, _plain(item.title)].add(item.year)

    def has(self, side: Side, item: WatchItem) -> bool:
        """Whether such a row of that side has the name of this title, and a year that does not speak against it."""
        years = self._years.get((side, item.type, _plain(item.title)), set())
        return any(year is None or item.year is None or abs(year - item.year) <= 1 for year in years)


def _plain(title: str) -> str:
    return "".join(each for each in title.casefold() if each.isalnum()) or title
