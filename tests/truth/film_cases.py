"""Every library of films that is tried: each collection, each mix of its parts, each damage."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random

from tests.truth.film_changes import lived_in, told_more
from tests.truth.film_damages import FILM_DAMAGES, FilmDamage, on_shelf
from tests.truth.film_shelf import FilmShelf, together

FILMS_VERSION = 1
TIMES = ("as found", "Plex changed", "TMDB changed")
_ALL_MIXES_OF = 6
_SOME_MIXES = 60


@dataclass(frozen=True, slots=True)
class FilmCase:
    """One library: a collection of which some parts are there, and what was done to it."""

    damage: str
    shelf: FilmShelf


def film_cases(
    bare: FilmShelf, seed: int, damages: Mapping[str, FilmDamage] = FILM_DAMAGES, some: int | None = None
) -> Iterator[FilmCase]:
    """The libraries of one collection, of `some` mixes alone or of all; the same seed makes the same ones."""
    ((number, (_, parts)),) = list(bare.lists.items())
    mixes = list(_mixes(parts, Random(f"{seed} {number}")))
    for mix in mixes if some is None else Random(f"{seed} {number} some").sample(mixes, min(some, len(mixes))):
        for name, damage in damages.items():
            made = on_shelf(bare, mix)
            if damage(made, Random(f"{seed} {number} {mix} {name}")) and not made.misleads():
                yield FilmCase(name, made)


def houses(bare: Sequence[FilmShelf], seed: int, count: int) -> Iterator[list[FilmCase]]:
    """So many households with all collections at once, each with a mix and a damage of its own, at three times.

    As it is first scanned; after changes in Plex; after the source has more to tell as well. Items keep their places.
    """
    for at in range(count):
        dice = Random(f"{seed} house {at}")
        whole = together(f"house {at}", [_one(shelf, dice) for shelf in dice.sample(bare, len(bare))])
        moved = lived_in(whole, dice)
        grown = told_more(moved, dice)
        if not any(shelf.misleads() for shelf in (whole, moved, grown)):
            yield [FilmCase(when, shelf) for when, shelf in zip(TIMES, (whole, moved, grown), strict=True)]


def _one(bare: FilmShelf, dice: Random) -> FilmShelf:
    damages = [name for name in FILM_DAMAGES if name != "namesakes"]  # one whose title is told would fit both
    for damage in dice.sample(damages, len(damages)):
        for case in film_cases(bare, dice.randrange(2**32), {damage: FILM_DAMAGES[damage]}, some=1):
            return case.shelf
    raise AssertionError(f"nothing can be made of {bare.name}")


def _mixes(parts: tuple[int, ...], dice: Random) -> Iterator[tuple[int, ...]]:
    """All mixes of a few parts; of many, each alone, all but each, all, and some at random."""
    if len(parts) <= _ALL_MIXES_OF:
        for size in range(1, len(parts) + 1):
            yield from combinations(parts, size)
        return
    yield parts
    for part in parts:
        yield (part,)
        yield tuple(each for each in parts if each != part)
    for _ in range(_SOME_MIXES):
        chosen = set(dice.sample(parts, dice.randint(2, len(parts) - 2)))
        yield tuple(each for each in parts if each in chosen)
