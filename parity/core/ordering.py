"""In whose numbers a Plex library counts a show (RULES R17; values: plex.md 2.3 "Ordering")."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from parity.core.catalogue import ProviderEpisode
from parity.core.ids import agent_of

_VALUES = {
    "tmdbAiring": ("tmdb", "aired"),
    "tvdbAiring": ("tvdb", "official"),
    "aired": ("tvdb", "official"),
    "tvdbDvd": ("tvdb", "dvd"),
    "dvd": ("tvdb", "dvd"),
    "tvdbAbsolute": ("tvdb", "absolute"),
    "absolute": ("tvdb", "absolute"),
}


@dataclass(frozen=True, slots=True)
class Order:
    """`provider` is tmdb, tvdb or unknown; `name` the provider's order, or Plex's own word for an unknown one."""

    provider: str
    name: str

    @property
    def label(self) -> str:
        """`tmdb:aired`, as decisions and JSON name it."""
        return f"{self.provider}:{self.name}"

    @property
    def refusal(self) -> str:
        """Why numbers in this order are not compared, as a sentence for the owner."""
        if self.provider == "tvdb":
            return NEEDS_KEY
        return f"numbered in an order that Parity does not know ({self.name})"

    @property
    def silence(self) -> str:
        """Why numbers in this order are not compared while its provider was not asked, or did not answer."""
        return (
            f"numbered by {'TMDB' if self.provider == 'tmdb' else 'TheTVDB'}, which has not answered in that order yet"
        )


NEEDS_KEY = "numbered by TheTVDB"
AIRED = Order("tmdb", "aired")
OFFICIAL = Order("tvdb", "official")
THROUGH = Order("tmdb", "absolute")
"""TMDB's own list, specials aside, counted through as one season."""
USUAL = ("official", "dvd", "absolute")
"""The orders of TheTVDB that nearly every series has."""
_OF_TVDB = (*USUAL, "alternate", "regional", "altdvd", "alttwo")
_GROUP = re.compile(r"group:[0-9a-f]{6,40}")

_COUNTS_BY = {
    "plex": AIRED,
    "tv.plex.agents.series": AIRED,
    "com.plexapp.agents.themoviedb": AIRED,
    "com.plexapp.agents.thetvdb": OFFICIAL,
    "com.plexapp.agents.hama": OFFICIAL,
}


def order_of(own: str | None, library: str | None, agent: str, guid: str) -> Order:
    """The order in use: the show's own setting, else the library's, else what the agent that matched it counts by."""
    value = own or library
    if value:
        return Order(*_VALUES[value]) if value in _VALUES else Order("unknown", value)
    # A show matched under a former agent keeps that agent's guid and numbers until it is refreshed.
    matched_by = agent_of(guid)
    source = matched_by if matched_by in _COUNTS_BY else agent
    return _COUNTS_BY.get(source) or Order("unknown", source or "no agent")


def parse_order(text: str) -> Order | None:
    """Read an order as people may write it: `tmdb`, `tmdb:absolute`, `tvdb:dvd`, `dvd`; None when it is none."""
    word = text.strip().lower()
    if word in ("tmdb", "tmdb:aired", "aired"):
        return AIRED
    provider, mark, name = word.partition(":")
    if not mark:
        provider, name = "tvdb", "official" if word == "tvdb" else word
    if provider == "tmdb":
        return THROUGH if name == "absolute" else Order("tmdb", name) if _GROUP.fullmatch(name) else None
    return Order("tvdb", name) if provider == "tvdb" and name in _OF_TVDB else None


def order_named(label: str) -> Order:
    """The order of a label that was kept."""
    return Order(*label.split(":", 1))


def counted_through(episodes: Sequence[ProviderEpisode]) -> tuple[ProviderEpisode, ...]:
    """All regular episodes as season 1, in the order of their seasons and numbers; specials keep theirs."""
    specials = [e for e in episodes if e.season == 0]
    regular = sorted((e for e in episodes if e.season > 0), key=lambda e: (e.season, e.number))
    return (*specials, *(replace(e, season=1, number=n) for n, e in enumerate(regular, 1)))
