"""What the generator knows to be true: it keeps its own book of both sides and works the gaps out from that alone."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

Place = tuple[int, int]
"""A season and a number in it."""
Gaps = set[tuple[int, int, int]]
"""What is missing: (tmdb id, season, number)."""
Names = frozenset[str]
"""What Plex calls a show by: its guid and the ids beside it."""


@dataclass(slots=True)
class Listed:
    """An episode as TMDB lists it."""

    id: int
    day: date | None


@dataclass(slots=True)
class Held:
    """An episode item of Plex. `live`: its file is there."""

    season: int | None
    number: int | None
    live: bool = True


@dataclass(slots=True, eq=False)
class Copy:
    """A show in a library. `who`: the TMDB show that Plex's ids or its title lead to."""

    key: int
    section: int
    kind: str
    who: int | None
    names: Names
    order: str = ""
    holds: dict[int, Held] = field(default_factory=dict)
    vague: bool = False
    """Something about it takes more than a few lines to work out."""


@dataclass(frozen=True, slots=True)
class Ignored:
    """A show (`names`), a season (`who`, `season`) or an episode (`episode`: its id) that the owner ignores."""

    names: Names = frozenset()
    who: int = 0
    season: int | None = None
    episode: int = 0
    until: date | None = None


@dataclass(slots=True)
class Ledger:
    """Both sides, and what the owner decided."""

    listed: dict[int, dict[Place, Listed]] = field(default_factory=dict)
    dead: set[int] = field(default_factory=set)
    sections: dict[int, str] = field(default_factory=dict)
    """Each library with its own order."""
    copies: dict[int, Copy] = field(default_factory=dict)
    ignored: list[Ignored] = field(default_factory=list)
    matched: list[tuple[Names, int]] = field(default_factory=list)
    ruled: list[Names] = field(default_factory=list)
    """Shows under a rule that is not followed here: a policy, an order, specials."""
    doubtful: set[int] = field(default_factory=set)
    """Shows that something nameless was said to be."""
    told_at: datetime | None = None
    """From then on all changes so far can be seen: feeds are late, the unmatched are left alone for a while."""

    def who(self, copy: Copy) -> int | None:
        """The TMDB show a copy is taken for: as the owner said last, else as Plex does."""
        return next((who for names, who in reversed(self.matched) if names & copy.names), copy.who)

    def copies_of(self, who: int) -> list[Copy]:
        """All copies of a TMDB show."""
        return [copy for copy in self.copies.values() if self.who(copy) == who]

    def shelves(self) -> dict[int, tuple[object, ...]]:
        """Each show in a library by its key: its section, what Plex takes it for, and what it holds."""
        return {
            key: (
                c.section,
                c.kind,
                c.who,
                c.names,
                sorted((k, e.season, e.number, e.live) for k, e in c.holds.items()),
            )
            for key, c in self.copies.items()
        }

    def late(self, moment: datetime) -> None:
        """A change can be seen from this moment on, perhaps not before."""
        self.told_at = max(moment, self.told_at or moment)

    def buried(self) -> set[str]:
        """Rating keys of what belongs to a dead id: its last good answer stays, which a new house never had."""
        return {str(copy.key) for copy in self.copies.values() if {self.who(copy), copy.who} & self.dead}

    def unsure(self) -> set[int]:
        """The TMDB shows of which the ledger does not work out the gaps."""
        odd = [c for c in self.copies.values() if c.vague or any(names & c.names for names in self.ruled)]
        return (
            self.dead | self.doubtful | {who for copy in odd for who in (self.who(copy), copy.who) if who is not None}
        )

    def oddly_numbered(self) -> set[int]:
        """The TMDB shows with an item whose number TMDB does not list, or that another one has: what it is is open."""
        odd = set()
        for copy in self.copies.values():
            who = self.who(copy)
            places = [(e.season, e.number) for e in copy.holds.values() if e.live]
            if who is not None and (len(set(places)) < len(places) or set(places) - self.listed.get(who, {}).keys()):
                odd.add(who)
        return odd

    def missing(self, today: date) -> Gaps:
        """What TMDB lists, aired before today, stands in no copy, and is not ignored. Specials are not asked for."""
        return {gap for who in self.listed.keys() - self.unsure() for gap in self._gaps(who, today)}

    def _gaps(self, who: int, today: date) -> Iterable[tuple[int, int, int]]:
        copies = self.copies_of(who)
        orders = {copy.order or self.sections[copy.section] for copy in copies}
        if not copies or orders - {"", "tmdbAiring"}:
            return
        there = {(e.season, e.number) for copy in copies for e in copy.holds.values() if e.live}
        names = frozenset[str]().union(*(copy.names for copy in copies))
        for (season, number), episode in self.listed[who].items():
            aired = season > 0 and episode.day is not None and episode.day < today
            if aired and (season, number) not in there and not self._ignored(names, who, season, episode.id, today):
                yield who, season, number

    def _ignored(self, names: Names, who: int, season: int, episode: int, today: date) -> bool:
        return any(
            bool(each.names & names) or (each.who, each.season) == (who, season) or each.episode == episode
            for each in self.ignored
            if each.until is None or today <= each.until
        )
