"""Short builders: one show as two sources list it, and what they differ in."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from parity.core.catalogue import ProviderEpisode, ProviderShow
from parity.core.difference import Difference, differences
from tests.core.builders import LONG_AGO, TODAY, listed

WEEK = timedelta(days=7)


def lists(provider: str, *episodes: ProviderEpisode) -> ProviderShow:
    """A show as one source lists it."""
    return ProviderShow(provider, 1, "Show", "Show", None, "Ended", "", None, None, None, (), episodes)


def titled(number: int, *titles: str, first: int = 1, each: timedelta = WEEK) -> list[ProviderEpisode]:
    """A season of these titles, one a week."""
    return [listed(number, first + n, LONG_AGO + each * n, title) for n, title in enumerate(titles)]


def told(found: Sequence[Difference]) -> list[str]:
    """`tvdb S01E02 only listed here` for each."""
    return [f"{d.provider} S{d.season:02d}E{d.number:02d} {d.explanation}" for d in found]


def between(tmdb: Sequence[ProviderEpisode], tvdb: Sequence[ProviderEpisode]) -> list[str]:
    """What either lists alone, and why."""
    return told(differences(lists("tmdb", *tmdb), lists("tvdb", *tvdb), TODAY))


def again(e: ProviderEpisode, season: int, number: int, **other: Any) -> ProviderEpisode:
    """The same episode at the other source: under another number and id."""
    return replace(e, **{"season": season, "number": number, "episode_id": e.episode_id + 5_000_000, **other})


def one_of(tmdb: Sequence[ProviderEpisode], tvdb: Sequence[ProviderEpisode]) -> Difference:
    """The only difference that there is."""
    [found] = differences(lists("tmdb", *tmdb), lists("tvdb", *tvdb), TODAY)
    return found
