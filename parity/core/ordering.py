"""In whose numbers a Plex library counts a show (RULES R17; values: plex.md 2.3 "Ordering")."""

from dataclasses import dataclass

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
    def by_number(self) -> bool:
        """Whether numbers can be compared with TMDB's."""
        return self == Order("tmdb", "aired")

    @property
    def by_episode_id(self) -> bool:
        """Whether TMDB's episode ids can stand in for numbers. TheTVDB's orders wait for TheTVDB itself."""
        return self.provider != "tvdb"

    @property
    def refusal(self) -> str:
        """Why numbers in this order are not compared, as a sentence for the owner."""
        if self.provider == "tvdb":
            return "numbered by TheTVDB"
        return f"numbered in an order that Parity does not know ({self.name})"


_COUNTS_BY = {
    "plex": Order("tmdb", "aired"),
    "tv.plex.agents.series": Order("tmdb", "aired"),
    "com.plexapp.agents.themoviedb": Order("tmdb", "aired"),
    "com.plexapp.agents.thetvdb": Order("tvdb", "official"),
    "com.plexapp.agents.hama": Order("tvdb", "official"),
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
