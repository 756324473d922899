"""What an item and an episode have in common: number, title, date, length, the name of the file."""

from collections.abc import Sequence
from datetime import timedelta

from parity.core.catalogue import ProviderEpisode
from parity.core.library import PlexEpisode
from parity.core.matching import words_of
from parity.core.numbering import Number, across_seasons, within_season
from parity.core.titles import part_of, telling

ABOUT = timedelta(days=1)
"""Two sources date one broadcast so far apart."""
_FAR = timedelta(days=30)
_LONG = 85  # per cent of two runtimes that a file must have to hold both


def distance(item: PlexEpisode, e: ProviderEpisode) -> tuple[bool, bool, bool, Number]:
    """How ill a number fits what the item does say of itself; specials come last."""
    return e.season != item.season, e.number != item.number, e.season == 0, Number(e.season, e.number)


def dated_as(item: PlexEpisode, listed: ProviderEpisode, other: ProviderEpisode) -> bool:
    """Whether the date speaks for the number and against the title."""
    if item.air_date is None or listed.air_date is None or other.air_date is None:
        return False
    return abs(item.air_date - listed.air_date) <= ABOUT < abs(item.air_date - other.air_date)


def is_dated_as(item: PlexEpisode, e: ProviderEpisode) -> bool:
    """Whether both are dated, and about the same."""
    return item.air_date is not None and e.air_date is not None and abs(item.air_date - e.air_date) <= ABOUT


def is_dated_otherwise(item: PlexEpisode, listed: ProviderEpisode) -> bool:
    """Whether its date is not that of the episode of its number, and no title speaks for that number."""
    if item.air_date is None or listed.air_date is None or abs(item.air_date - listed.air_date) <= ABOUT:
        return False
    mine = telling(item.title)
    return not mine or mine != telling(listed.title)


def is_unlike(item: PlexEpisode, listed: ProviderEpisode) -> bool:
    """Whether neither title nor date has anything to do with the episode of this number."""
    if item.air_date is None or listed.air_date is None or abs(item.air_date - listed.air_date) <= _FAR:
        return False
    mine, its = telling(item.title), telling(listed.title)
    return bool(mine and its and mine != its)


def named_by(file: str, own: Number) -> Sequence[Number]:
    """The numbers that a file names, when the one that Plex gives it is among them."""
    ends = across_seasons(file)
    if ends is not None:
        return ends if own in ends else ()
    several = within_season(file)
    if several is None or several[0] != own.season or own.episode not in several[1]:
        return ()
    return [Number(several[0], number) for number in several[1]]


def holds_both(holder: PlexEpisode, one: ProviderEpisode, other: ProviderEpisode) -> bool:
    """Whether the item of one of two halves is the whole: it bears the title of both, or is as long as both."""
    first, second = part_of(one.title), part_of(other.title)
    if first is not None and second is not None and first[0] == second[0] and words_of(holder.title) == first[0]:
        return True
    if one.air_date != other.air_date or not holder.minutes or not one.runtime or not other.runtime:
        return False
    both = one.runtime + other.runtime
    return holder.minutes * 100 >= _LONG * both and holder.minutes * 2 > one.runtime + both
