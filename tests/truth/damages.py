"""What happens to libraries. Each damage changes a shelf in place and says whether there was anything to change."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.truth.shelf import Item, Listed, Place, Shelf

Damage = Callable[[Shelf, Random], bool]
OTHER_ID = 900_000_000
"""Added to an episode's id for one that no source lists."""


def untouched(shelf: Shelf, dice: Random) -> bool:
    """Nothing: the library is whole."""
    return True


def holes(shelf: Shelf, dice: Random) -> bool:
    """Some episodes are not there: one in eight, at least one."""
    regular = _regular(shelf)
    if len(regular) < 4:
        return False
    gone = {item.key for item in dice.sample(regular, max(1, len(regular) // 8))}
    shelf.items = [item for item in shelf.items if item.key not in gone]
    return True


def whole_season(shelf: Shelf, dice: Random) -> bool:
    """A whole season is not there, one that is not most of the show."""
    seasons = _seasons(shelf)
    small = [s for s, items in seasons.items() if len(items) * 5 < 2 * len(_regular(shelf))]
    if not small:
        return False
    gone = dice.choice(small)
    shelf.items = [item for item in shelf.items if item.season != gone]
    return True


def trash(shelf: Shelf, dice: Random) -> bool:
    """Some items are still listed, but their files are gone."""
    regular = _regular(shelf)
    for item in dice.sample(regular, max(1, len(regular) // 8)) if len(regular) > 3 else []:
        item.live = False
    return len(regular) > 3


def two_items(shelf: Shelf, dice: Random) -> bool:
    """One number twice: two items, two files."""
    chosen = dice.choice(_regular(shelf))
    shelf.items.append(replace(chosen, key=f"{chosen.key}b"))
    return True


def pair_listed_twice(shelf: Shelf, dice: Random) -> bool:
    """Two episodes in one file, which Plex lists as two items."""
    first, second = _neighbours(shelf, dice) or (None, None)
    if first is None or second is None:
        return False
    first.file = second.file = _range(first, second)
    first.holds = second.holds = first.holds | second.holds
    return True


def pair_listed_once(shelf: Shelf, dice: Random) -> bool:
    """Two episodes in one file, which Plex lists under the first number only."""
    first, second = _neighbours(shelf, dice) or (None, None)
    if first is None or second is None:
        return False
    first.file, first.holds = _range(first, second), first.holds | second.holds
    shelf.items.remove(second)
    return True


def moved_specials(shelf: Shelf, dice: Random) -> bool:
    """A regular episode lies among the specials and a special, where there is one, in a season: each at the end."""
    regular, specials = _regular(shelf), [item for item in shelf.items if item.season == 0]
    if len(regular) < 3:
        return False
    _put(shelf, dice.choice(regular), 0)
    if specials:
        _put(shelf, dice.choice(specials), dice.choice(sorted(_seasons(shelf))))
    return True


def insertion(shelf: Shelf, dice: Random) -> bool:
    """Something that no source lists stands inside a season; what follows is counted one further."""
    items = dice.choice(list(_seasons(shelf).values()))
    if len(items) < 2:
        return False
    at = dice.choice(items)
    season, number = at.place or (0, 0)
    for item in items:
        if item.number is not None and item.number >= number:
            item.number += 1
    alien = Item(f"{at.key}x", season, number, "The Making Of It All", None, (), frozenset(), at.minutes)
    shelf.items.append(alien)
    return True


def swap(shelf: Shelf, dice: Random) -> bool:
    """Two episodes of a season have changed places."""
    items = dice.choice(list(_seasons(shelf).values()))
    if len(items) < 2:
        return False
    one, other = dice.sample(items, 2)
    one.number, other.number = other.number, one.number
    return True


def other_start(shelf: Shelf, dice: Random) -> bool:
    """A season is counted from another number: from 0, or on from the season before."""
    seasons = _seasons(shelf)
    chosen = dice.choice(sorted(seasons))
    before = [e.number for e in shelf.listed if e.season == chosen - 1 and chosen > 1]
    if any(item.number == 0 for item in seasons[chosen]):
        return False
    by = max(before) if before and dice.random() < 0.5 else -1
    for item in seasons[chosen]:
        item.number = (item.number or 0) + by
    return True


def counted_through(shelf: Shelf, dice: Random) -> bool:
    """The whole show is one season, counted through."""
    regular = [e for e in shelf.listed if e.season > 0]
    return _renumber(shelf, {e.id: (1, at) for at, e in enumerate(regular, 1)})


def other_order(shelf: Shelf, dice: Random) -> bool:
    """The library is numbered in another order of the source (its discs) than it says."""
    name = "tvdb:official" if shelf.order == "tvdb:dvd" else "tvdb:dvd"
    return _renumber(shelf, {e.id: e.place for e in shelf.others.get(name, ()) if e.season > 0})


def one_long(shelf: Shelf, dice: Random) -> bool:
    """The source lists two halves, the library holds them as one long episode under the first number."""
    item = dice.choice(_regular(shelf))
    half = _listed(shelf, item)
    second = replace(half, number=half.number + 1, id=half.id + OTHER_ID, title=f"{half.title} (2)")
    first = replace(half, title=f"{half.title} (1)")
    later = {e.id for e in shelf.listed if e.season == half.season and e.number > half.number}
    moved = [replace(e, number=e.number + 1) if e.id in later else e for e in shelf.listed if e.id != half.id]
    shelf.listed = sorted([*moved, first, second], key=lambda e: e.place)
    _count_on(shelf, later)
    item.holds |= {second.id}
    item.minutes = half.minutes * 2 if half.minutes else None
    return True


def two_halves(shelf: Shelf, dice: Random) -> bool:
    """The source lists one long episode, the library holds two halves of it; what follows is counted one further."""
    item = dice.choice(_regular(shelf))
    long = _listed(shelf, item)
    _count_on(shelf, {e.id for e in shelf.listed if e.season == long.season and e.number > long.number})
    second = replace(item, key=f"{item.key}h", number=long.number + 1, title=f"{long.title} (2)", ids=())
    item.title = f"{long.title} (1)"
    item.minutes = second.minutes = long.minutes // 2 if long.minutes else None
    shelf.items.append(second)
    return True


def without_number(shelf: Shelf, dice: Random) -> bool:
    """Plex could not read numbers from some names; half of those lie in no season either."""
    regular = _regular(shelf)
    for item in dice.sample(regular, max(1, len(regular) // 8)) if len(regular) > 3 else []:
        item.number, item.season = None, item.season if dice.random() < 0.5 else None
    return len(regular) > 3


def _together(*damages: Damage) -> Damage:
    def one_after_the_other(shelf: Shelf, dice: Random) -> bool:
        return all(damage(shelf, dice) for damage in damages)

    return one_after_the_other


DAMAGES: dict[str, Damage] = {
    "none": untouched,
    "holes": holes,
    "whole season gone": whole_season,
    "files gone": trash,
    "double: two items": two_items,
    "double: one file, two items": pair_listed_twice,
    "double: one file, one item": pair_listed_once,
    "moved specials": moved_specials,
    "insertion": insertion,
    "two swapped": swap,
    "season from another number": other_start,
    "counted through": counted_through,
    "order of the discs": other_order,
    "two halves as one": one_long,
    "one as two halves": two_halves,
    "no numbers": without_number,
    "moved + holes": _together(moved_specials, holes),
    "insertion + holes": _together(insertion, holes),
    "swapped + holes": _together(holes, swap),
    "other number + holes": _together(other_start, holes),
    "through + holes": _together(counted_through, holes),
    "discs + holes": _together(other_order, holes),
    "halves + holes": _together(one_long, holes),
    "no numbers + holes": _together(without_number, holes),
    "all mixed": _together(pair_listed_once, moved_specials, swap, without_number, two_items, trash, holes),
}


def _regular(shelf: Shelf) -> list[Item]:
    """Numbered items that are there; not those of a file that names two, whose name would become a lie."""
    return [item for item in shelf.items if item.live and item.season and item.number is not None and not item.file]


def _seasons(shelf: Shelf) -> dict[int, list[Item]]:
    found: dict[int, list[Item]] = {}
    for item in sorted(_regular(shelf), key=lambda item: item.place or (0, 0)):
        found.setdefault(item.season or 0, []).append(item)
    return found


def _neighbours(shelf: Shelf, dice: Random) -> tuple[Item, Item] | None:
    by_place = {item.place: item for item in _regular(shelf)}
    pairs = [(item, by_place.get((s, n + 1))) for (s, n), item in _placed(by_place)]
    found = [(first, second) for first, second in pairs if second is not None]
    return dice.choice(found) if found else None


def _placed(by_place: dict[Place | None, Item]) -> list[tuple[Place, Item]]:
    return sorted((place, item) for place, item in by_place.items() if place is not None)


def _range(first: Item, second: Item) -> str:
    return f"/media/show/S{first.season:02}E{first.number:02}-E{second.number:02}.mkv"


def _put(shelf: Shelf, item: Item, season: int) -> None:
    """At the end of a season, behind all that the source and the shelf have there."""
    taken = [e.number for e in shelf.listed if e.season == season]
    taken += [other.number for other in shelf.items if other.season == season and other.number is not None]
    item.season, item.number = season, max(taken, default=0) + 1


def _listed(shelf: Shelf, item: Item) -> Listed:
    return next(e for e in shelf.listed if e.id in item.holds)


def _count_on(shelf: Shelf, later: set[int]) -> None:
    for item in shelf.items:
        if item.holds & later and item.number is not None:
            item.number += 1


def _renumber(shelf: Shelf, places: dict[int, Place]) -> bool:
    """Give every regular item the place of its episode. What the other order does not list is not on the shelf."""
    before = [item.place for item in shelf.items]
    if not places:
        return False
    shelf.items = [item for item in shelf.items if item.season == 0 or item.ids[0] in places]
    for item in shelf.items:
        if item.season != 0:
            item.season, item.number = places[item.ids[0]]
    return before != [item.place for item in shelf.items]
