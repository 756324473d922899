"""How a household of films goes on: in Plex between two scans, and at the source."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from tests.truth.film_damages import new_item
from tests.truth.film_shelf import MOVIES, Film, FilmItem, FilmShelf
from tests.truth.shelf import TODAY

_LATER = 700_000_000
"""From here on: ids of films that are made up later."""


def lived_in(shelf: FilmShelf, dice: Random) -> FilmShelf:
    """Some items were removed, went into the trash or came back from it, were scanned in anew; new films came.

    Every item of before keeps its place in the list, one that left it for good is `removed`.
    """
    items = [replace(item) for item in shelf.items]
    back: list[FilmItem] = []
    for item in items:
        if item.library == MOVIES and dice.random() < 0.3:
            back += _change(item, dice)
    wanting = [film for _, films in shelf.lists.values() for film in films if film in shelf.films]
    came = [new_item(shelf.films[film]) for film in dice.sample(wanting, len(wanting) // 6)]
    return FilmShelf(shelf.name, shelf.films, shelf.lists, [*items, *back, *came])


def told_more(shelf: FilmShelf, dice: Random) -> FilmShelf:
    """The source lists sequels and drops parts, changes days, and what some films say of where they belong."""
    films, lists = dict(shelf.films), dict(shelf.lists)
    for number, (name, parts) in shelf.lists.items():
        if dice.random() < 0.3:
            sequel = _sequel(number, name, dice)
            films[sequel.id] = sequel
            parts = (*parts[dice.randint(0, 1) :], sequel.id)
        lists[number] = (name, parts)
    for film in dice.sample(sorted(films), len(films) // 8):
        says = dice.choice((None, films[film].says, *lists))
        films[film] = replace(films[film], says=says)
    for film in _free_of_day(films, shelf, dice):
        films[film] = replace(films[film], day=dice.choice((None, TODAY, TODAY + timedelta(days=1), date(2001, 1, 1))))
    return FilmShelf(shelf.name, films, lists, shelf.items)


def _change(item: FilmItem, dice: Random) -> list[FilmItem]:
    """Change it in place; returns what stands there instead, if so."""
    item.state = dice.choice(("here", "here", "in the trash", "removed"))
    return [replace(item, state="here")] if item.state == "removed" and dice.random() < 0.5 else []


def _sequel(number: int, name: str, dice: Random) -> Film:
    title, day = f"{name}: One More", dice.choice((None, TODAY, TODAY - timedelta(days=40), TODAY + timedelta(days=9)))
    return Film(_LATER + number, title, title, day, None, number)


def _free_of_day(films: dict[int, Film], shelf: FilmShelf, dice: Random) -> list[int]:
    """Films whose day may change: those that no item tells by its year. Which film that is, is known by then."""
    by_year = {item.film for item in shelf.items if f"tmdb:{item.film}" not in item.known}
    some = dice.sample(sorted(films), len(films) // 8)
    return [film for film in some if film not in by_year]
