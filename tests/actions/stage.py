"""Both stand-ins and the ledger, changed together; what the moves are made of."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from tests.actions.ledger import Copy, Held, Ledger, Listed, Names, Place
from tests.actions.twins import Twins

Option = TypeVar("Option")

TITLES = ("Alder", "Birch", "Cedar")
KINDS = ("tmdb", "all", "imdb", "tvdb", "none", "two", "lost")
"""What Plex knows of a show: which ids, nothing but its title, ids that disagree, or nothing that leads anywhere."""
MOST = 18
"""Items in a library: below 20, where losing half of them is no alarm (RULES R10)."""
DAYS = (-300, -40, -8, -2, -1, 0, 1, 2, 6, 30, 800, None)
PROMPT, NEXT_MORNING, NEXT_DAY = range(3)
"""When the feed names a change: at once; only the next morning, for the day of the change; for the day after."""


def pick(options: Sequence[Option], which: int) -> Option | None:
    """One of the options, None when there are none."""
    return options[which % len(options)] if options else None


class Stage:
    """Three shows at TMDB, and two libraries that hold nothing but one show each that nothing ever happens to."""

    def __init__(self, twins: Twins, lateness: int = PROMPT) -> None:
        self.twins, self.plex, self.tmdb, self.ledger = twins, twins.plex, twins.tmdb, Ledger()
        self.lateness = lateness
        self.pending: list[tuple[date, int]] = []
        self.anchors: set[int] = set()
        for nth, title in enumerate(TITLES):
            self.make(twins.first_id + nth, title)
        for title in ("One", "Two"):
            section = self.plex.add_section(title)
            self.ledger.sections[section] = ""
            anchor = twins.first_id + 50 + section
            self.make(anchor, f"Anchor{section}")
            self.anchors.add(self.shelve(section, anchor, "tmdb", 0).key)

    # -- what there is to choose from

    def one_show(self, which: int) -> int:
        """A show at TMDB, dead ones too."""
        return self.twins.first_id + which % len(TITLES)

    def one_episode(self, which: int, how: int) -> tuple[int, Place | None]:
        """An episode at TMDB, None when the show has none."""
        show_id = self.one_show(which)
        return show_id, pick(sorted(self.ledger.listed[show_id]), how)

    def one_copy(self, which: int) -> Copy | None:
        """A show in a library."""
        return pick([copy for key, copy in sorted(self.ledger.copies.items()) if key not in self.anchors], which)

    def one_item(self, which: int, how: int) -> tuple[Copy, int] | None:
        """An episode in a library: whose, and its key."""
        copy = self.one_copy(which)
        key = pick(sorted(copy.holds), how) if copy else None
        return (copy, key) if copy is not None and key is not None else None

    def some_place(self, copy: Copy, how: int) -> Place:
        """A number for an episode of this show: one that TMDB lists, or one that it does not."""
        places = sorted(self.ledger.listed.get(self.ledger.who(copy) or 0, {}))
        return pick([*places, (1, 9)], how) or (1, 9)

    def some_day(self, how: int) -> date | None:
        """A date near today or far from it, or none."""
        offset = DAYS[how % len(DAYS)]
        return None if offset is None else self.today() + timedelta(days=offset)

    def today(self) -> date:
        """The owner's day, which is UTC's."""
        return self.twins.clock.at.date()

    # -- TMDB

    def make(self, show_id: int, title: str) -> int:
        """A new show with a special, a season from long ago, and one that has only begun; Cedar counts in years."""
        ids: dict[str, object] = {"imdb_id": f"tt{show_id:07}", "tvdb_id": 5_000_000 + show_id}
        self.tmdb.add_show(show_id, title, first_air_date="2020-01-01", weight=1, **ids)
        self.ledger.listed[show_id] = {}
        places: list[tuple[Place, int]] = [((0, 1), -90), ((1, 1), -80), ((1, 2), -79), ((2, 1), -2), ((2, 2), 3)]
        first = 2023 if title == "Cedar" else 0
        for (season, number), offset in places[: 3 if title.startswith("Anchor") else None]:
            self.list_one(show_id, (season and first + season, number), self.today() + timedelta(days=offset))
        return show_id

    def list_one(self, show_id: int, place: Place, day: date | None) -> None:
        """TMDB lists one more episode."""
        made = self.tmdb.add_episode(show_id, *place, str(day) if day else None)
        self.ledger.listed[show_id][place] = Listed(made, day)

    def changed(self, show_id: int) -> None:
        """The feed is to name this show."""
        self.pending.append((self.today(), show_id))
        if self.lateness:
            self.ledger.late(self._named_at(self.today()))
        self.pour()

    def pour(self) -> None:
        """Let the feed name what it is to name by now."""
        self.tmdb.today = str(self.today())
        for day, show_id in list(self.pending):
            if self.twins.clock.at >= self._named_at(day):
                self.tmdb.flag(str(day + timedelta(days=self.lateness == NEXT_DAY)), [show_id])
                self.pending.remove((day, show_id))

    def _named_at(self, day: date) -> datetime:
        if self.lateness == PROMPT:
            return self.twins.clock.at
        return datetime.combine(day + timedelta(days=1), time(7 if self.lateness == NEXT_MORNING else 0), UTC)

    # -- Plex

    def shelve(self, section: int, who: int, kind: str, lacks: int) -> Copy:
        """A show comes into a library with what TMDB lists, but for the episodes whose bit is set in `lacks`."""
        key = self.plex.add_show(section, "New", 2020)
        copy = self.ledger.copies[key] = Copy(key, section, kind, None, frozenset())
        self.introduce(copy, who, kind, touch=True)
        for bit, place in enumerate(sorted(self.ledger.listed[who])):
            if not lacks >> bit & 1 and self.room(section):
                self.add(copy, place, touch=True)
        self.stirred()
        return copy

    def introduce(self, copy: Copy, who: int, kind: str, touch: bool) -> None:
        """Plex takes the copy for this show, as far as `kind` lets it."""
        other = who + 1 if who - self.twins.first_id < len(TITLES) - 1 else self.twins.first_id
        if kind == "two" and {who, other} & self.ledger.dead:
            kind = "tmdb"
        imdb, tvdb = f"imdb://tt{who:07}", f"tvdb://{5_000_000 + who}"
        title, guid = self.tmdb.shows[who].name, f"plex://show/{who:016x}{kind}"
        guids = {"tmdb": [f"tmdb://{who}"], "imdb": [imdb], "tvdb": [tvdb], "all": [imdb, f"tmdb://{who}", tvdb]}
        guids |= {"two": [f"tmdb://{who}", f"tmdb://{other}"]}
        names: Names = frozenset({guid, *guids.get(kind, [])})
        copy.kind, copy.who = kind, None if kind in ("two", "lost") else who
        if kind == "none":
            guid, names = f"local://{copy.key}", frozenset()
        if kind == "lost":
            title, guid = f"Lost{copy.key}", f"plex://show/{copy.key:024x}"
            names = frozenset({guid})
        copy.names = names
        self.plex.rematch_show(copy.key, guid, guids.get(kind, []), title, touch)
        self.stirred()

    def add(self, copy: Copy, place: Place, touch: bool) -> None:
        """An episode comes into a library."""
        listed = self.ledger.listed.get(self.ledger.who(copy) or 0, {}).get(place)
        day = str(listed.day) if listed and listed.day else None
        key = self.plex.add_episode(copy.key, *place, originally_available_at=day, touch=touch)
        copy.holds[key] = Held(*place)

    def room(self, section: int) -> bool:
        """Whether a library may grow."""
        return sum(len(copy.holds) for copy in self.ledger.copies.values() if copy.section == section) < MOST

    def stirred(self) -> None:
        """Something changed in a library: where no stamp tells, it is listed after a day at the latest."""
        if not self.plex.stamps:
            self.ledger.late(self.twins.clock.at + timedelta(hours=24))
