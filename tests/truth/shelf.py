"""What a library of the truth is made of: what a source lists, what stands on the shelf, what is really held."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

TODAY = date(2026, 11, 21)
GRACE = timedelta(days=1)
Place = tuple[int, int]
"""Season and number."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An episode as a source lists it. `id` is the source's, `minutes` its length."""

    season: int
    number: int
    id: int
    title: str
    aired: date | None
    minutes: int | None

    @property
    def place(self) -> Place:
        return self.season, self.number


@dataclass(slots=True)
class Item:
    """An item on the shelf, with everything one may know of it. `holds`: the episodes that really are in its file."""

    key: str
    season: int | None
    number: int | None
    title: str
    aired: date | None
    ids: tuple[int, ...]
    holds: frozenset[int]
    minutes: int | None
    file: str | None = None
    live: bool = True

    @property
    def place(self) -> Place | None:
        return None if self.season is None or self.number is None else (self.season, self.number)


@dataclass(slots=True)
class Shelf:
    """One show: what its source lists in the order of the library, and what stands there.

    `others` is the same show in other orders of the source. `holds` in the items is the truth; nobody else is to look.
    """

    order: str
    show_id: int
    title: str
    listed: list[Listed]
    items: list[Item] = field(default_factory=list)
    others: dict[str, list[Listed]] = field(default_factory=dict)

    def missing(self) -> set[Place]:
        """The truth: what is listed, no special, due, and in no file that is there."""
        held = {each for item in self.items if item.live for each in item.holds}
        return {e.place for e in self.listed if e.season > 0 and is_due(e) and e.id not in held}


def is_due(episode: Listed) -> bool:
    """Whether it would be missing today: the day after it aired has begun."""
    return episode.aired is not None and episode.aired + GRACE <= TODAY


def filled(shelf: Shelf, specials: bool) -> Shelf:
    """The shelf with everything on it that has aired, numbered as the source does."""
    for e in shelf.listed:
        if e.aired is not None and e.aired <= TODAY and (specials or e.season > 0):
            made = Item(f"k{e.id}", e.season, e.number, e.title, e.aired, (e.id,), frozenset({e.id}), e.minutes)
            shelf.items.append(made)
    return shelf


_COUNTS = re.compile(
    r"(episode|episodio|épisode|folge|chapter|part|avsnitt|afsnit|aflevering|capítulo|bölüm|odcinek)?\W*[0-9]*\W*"
    r"(第?[0-9]+[話集回]?)?|tba|tbd"
)


def words(title: str) -> str:
    """A title without case, accents and marks."""
    plain = unicodedata.normalize("NFKD", title).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split())


def telling_titles(shelf: Shelf) -> set[str]:
    """The titles that tell one episode from every other of the show; one that only counts ("Episode 5") does not."""
    seen = Counter(words(e.title) for e in shelf.listed)
    return {title for title, times in seen.items() if times == 1 and not _COUNTS.fullmatch(title)}


def tells(title: str, telling: set[str]) -> bool:
    """Whether a title is one of those, or the whole of two halves or a half of a whole among them."""
    name = words(title)
    whole = name.removesuffix(" 1").removesuffix(" 2")
    halves = {f"{name} 1", f"{name} 2"} <= telling and not _COUNTS.fullmatch(name)
    return name in telling or whole in telling or halves
