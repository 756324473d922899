"""Old episodes that a provider lists only now: often an error of the list, seldom a gap."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from parity.core.catalogue import ProviderEpisode

LATE = timedelta(days=14)


def newly_listed(
    known: Collection[int], episodes: Iterable[ProviderEpisode], checked_on: date | None
) -> frozenset[int]:
    """The ids of episodes that were not listed when the show was last checked, though long aired by then.

    `known`: the ids of that check, in the same order of the same show; `checked_on`: its day, None for no check.
    A first check knows nothing, and a list that shares no id with what is known is of another show. Without the day
    of the last check, whoever was away for two months would doubt all that aired meanwhile.
    """
    listed = {e.episode_id: e for e in episodes}
    if checked_on is None or listed.keys().isdisjoint(known):
        return frozenset()
    fresh = (e for key, e in listed.items() if key not in known)
    return frozenset(e.episode_id for e in fresh if e.air_date is not None and checked_on - e.air_date > LATE)


def doubt_of(air_date: date | None, listed_on: date | None) -> str | None:
    """Why a gap may be none, as a clause; None when nothing speaks against it."""
    if listed_on is None or air_date is None:
        return None
    return f"newly listed on {listed_on}, although it aired in {air_date.year}"
