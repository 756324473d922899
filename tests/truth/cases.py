"""Every library that is tried: each show, each damage, each degree to which its items tell what they are."""

from collections import Counter
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from tests.truth.damages import DAMAGES, Damage
from tests.truth.shelf import Item, Place, Shelf, filled, telling_titles, tells, words

VERSION = 1
LEVELS = ("ids", "titles and dates", "titles", "numbers")


@dataclass(frozen=True, slots=True)
class Case:
    """One library. `told`: ids or titles tell every episode from every other. `traceless`: see `_without_trace`."""

    level: str
    damage: str
    shelf: Shelf
    missing: frozenset[Place]
    told: bool
    traceless: bool


def cases(shelf: Shelf, seed: int, damages: Mapping[str, Damage] = DAMAGES) -> Iterator[Case]:
    """All libraries of one show in one order; the same seed makes the same ones."""
    start = Random(f"{seed} {shelf.order} {shelf.show_id}")
    whole = filled(deepcopy(shelf), specials=start.random() < 0.5)
    for name, damage in damages.items():
        made = deepcopy(whole)
        if not damage(made, Random(f"{seed} {shelf.order} {shelf.show_id} {name}")):
            continue
        telling, missing = telling_titles(made), frozenset(made.missing())
        all_tell = {words(e.title) for e in made.listed} == telling
        for level in LEVELS:
            known = replace(made, items=[_as_known(item, level) for item in made.items])
            told = level == "ids" or (all_tell and level.startswith("titles"))
            yield Case(level, name, known, missing, told, _without_trace(known, telling))


def _as_known(item: Item, level: str) -> Item:
    """The item as Plex tells of it when it knows no more than that."""
    file = item.file or f"/media/show/{_name(item)}.mkv"
    if level == "ids":
        return replace(item, file=file)
    if level == "titles and dates":
        return replace(item, file=file, ids=())
    if level == "titles":
        return replace(item, file=file, ids=(), aired=None)
    return replace(item, file=file, ids=(), aired=None, title="" if item.number is None else f"Episode {item.number}")


def _name(item: Item) -> str:
    return f"clip {item.key}" if item.place is None else f"S{item.season:02}E{item.number:02}"


def _without_trace(shelf: Shelf, telling: set[str]) -> bool:
    """Whether some items are not what their numbers say, and nothing else tells: no id, no title, no number too many.

    Two different truths make that very library, so nobody can be right about both: it is counted apart, unjudged.
    """
    places = {e.id: e.place for e in shelf.listed}
    days = Counter(e.aired for e in shelf.listed)
    truth: set[Place] = set()
    told: set[Place] = set()
    read: set[Place] = set()
    for item in (item for item in shelf.items if item.live):
        own = {places[each] for each in item.holds}
        truth |= own
        if _tells(item, telling, days):
            told |= own
        elif item.place is not None:
            read.add(item.place)
    return read <= set(places.values()) and any(place[0] > 0 for place in (read | told) ^ truth)


def _tells(item: Item, telling: set[str], days: Mapping[date | None, int]) -> bool:
    """Whether something but its number says what it is: an id, a title or date of its own, a file that names two."""
    if tells(item.title, telling) or (item.file is not None and "-E" in item.file):
        return True
    if len(item.holds) > 1 or item.ids:  # an id is that of one episode
        return len(item.holds) < 2
    return item.aired is not None and days[item.aired] == 1
