"""What happens to libraries of films, and to what a source says of them.

Each damage changes a shelf in place and says whether there was anything to change.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from tests.truth.film_shelf import OTHERS, Film, FilmItem, FilmShelf, Form, State
from tests.truth.shelf import TODAY

FilmDamage = Callable[[FilmShelf, Random], bool]
_NEW = 900_000_000
"""From here on: ids of films and collections that are made up, a few for each collection."""
_GONE = 800_000_000
"""Added to a film's id for one that the source does not know any more."""


def untouched(shelf: FilmShelf, dice: Random) -> bool:
    """Nothing: each item is listed once and says all its ids."""
    return True


def editions(shelf: FilmShelf, dice: Random) -> bool:
    """Some films stand there in two editions, each an item of its own."""
    shelf.items += [replace(item, edition="Director's Cut") for item in _some(shelf, dice)]
    return True


def copies_elsewhere(shelf: FilmShelf, dice: Random) -> bool:
    """Some films lie in a second library too, which another agent keeps."""
    for item in _some(shelf, dice):
        own = (f"tmdb:{item.film}",)
        shelf.items.append(replace(item, library=OTHERS, known=own, form="themoviedb"))
    return True


def _unusable(state: State) -> FilmDamage:
    def change(shelf: FilmShelf, dice: Random) -> bool:
        for item in _some(shelf, dice):
            item.state = state
        return True

    return change


def trashed_twin(shelf: FilmShelf, dice: Random) -> bool:
    """Of two copies one is in the trash."""
    shelf.items += [replace(item, state="in the trash", library=OTHERS) for item in _some(shelf, dice)]
    return True


def old_agents(shelf: FilmShelf, dice: Random) -> bool:
    """A library of an old agent: one guid, of TMDB or of IMDb, and no list of ids."""
    for item in shelf.items:
        imdb = shelf.films[item.film].imdb
        _say(item, f"imdb:{imdb}", "imdb") if imdb and dice.random() < 0.5 else _say(item, item.known[0], "themoviedb")
    return True


def imdb_only(shelf: FilmShelf, dice: Random) -> bool:
    """Some items have no id but IMDb's."""
    some = [item for item in _some(shelf, dice) if shelf.films[item.film].imdb]
    for item in some:
        _say(item, f"imdb:{shelf.films[item.film].imdb}")
    return bool(some)


def titles_only(shelf: FilmShelf, dice: Random) -> bool:
    """Some items have no id at all, only a title and a year."""
    for item in _some(shelf, dice):
        _say_nothing(item, dice)
    return True


def original_titles(shelf: FilmShelf, dice: Random) -> bool:
    """Films with another title in their own language are called that, and have no id."""
    some = [item for item in shelf.items if shelf.films[item.film].original != shelf.films[item.film].title]
    for item in some:
        _say_nothing(item, dice)
        item.title = shelf.films[item.film].original
    return bool(some)


def next_year(shelf: FilmShelf, dice: Random) -> bool:
    """Without ids, and the year is one too many or too few."""
    return _another_year(shelf, dice, 1)


def far_year(shelf: FilmShelf, dice: Random) -> bool:
    """Without ids, and the year is two years off, or there is none: nothing is sure any more."""
    return _another_year(shelf, dice, dice.choice((0, 2)))


def other_ids(shelf: FilmShelf, dice: Random) -> bool:
    """The only id is TheTVDB's: a number that is another film's at TMDB."""
    others = sorted(shelf.films)
    for item in _some(shelf, dice):
        _say(item, f"tvdb:{dice.choice(others)}", dice.choice(("new", "thetvdb")))
    return True


def wrong_titles(shelf: FilmShelf, dice: Random) -> bool:
    """Items are called like other films of the collection; their ids are right."""
    names = [film.title for film in shelf.films.values()]
    some = [item for item in _some(shelf, dice) if item.known]
    for item in some:
        item.title, item.year = dice.choice(names), dice.choice((None, 1955, 2020))
    return bool(some)


def dead_ids(shelf: FilmShelf, dice: Random) -> bool:
    """TMDB does not know the id any more; IMDb's, or title and year, still tell."""
    for item in _some(shelf, dice):
        imdb = [f"imdb:{shelf.films[item.film].imdb}"] if shelf.films[item.film].imdb and dice.random() < 0.5 else []
        item.known, item.form = (f"tmdb:{_GONE + item.film}", *imdb), "new"
    return True


def two_ids(shelf: FilmShelf, dice: Random) -> bool:
    """Two ids of TMDB in one item, of which one is dead, or both are films."""
    others = sorted(shelf.films)
    for item in _some(shelf, dice):
        other = dice.choice((_GONE + item.film, dice.choice(others)))
        item.known, item.form = tuple(dict.fromkeys((f"tmdb:{item.film}", f"tmdb:{other}"))), "new"
    return True


def strangers(shelf: FilmShelf, dice: Random) -> bool:
    """Films of no collection are there too, one of them a forerunner with the title of a part."""
    chosen = shelf.films[_listed(shelf, dice)]
    early = (chosen.day or TODAY) - timedelta(days=9_000)
    made = Film(_new(shelf, 1), chosen.title, chosen.title, early, None, None)
    shelf.films[made.id] = made
    lone = [film for film in shelf.films.values() if film.says is None]
    shelf.items += [new_item(film) for film in lone]
    _say_nothing(shelf.items[-1], dice)
    return True


def namesakes(shelf: FilmShelf, dice: Random) -> bool:
    """Another film of the same title and year: without ids nobody can tell which one it is."""
    for item in _some(shelf, dice)[:1]:
        film = shelf.films[item.film]
        shelf.films[_new(shelf, 2)] = replace(film, id=_new(shelf, 2), imdb=None, says=None)
        _say_nothing(item, dice)
    return True


def two_lists(shelf: FilmShelf, dice: Random) -> bool:
    """A second collection lists parts of the first, too; one film says that it belongs to that."""
    other, lone = _new(shelf, 3), Film(_new(shelf, 4), "Odd One Out", "Odd One Out", date(1999, 9, 9), None, None)
    (parts,) = [parts for _, parts in shelf.lists.values()]
    shelf.lists[other] = (f"More of {shelf.name}", (lone.id, *parts))
    shelf.films[lone.id] = replace(lone, says=other)
    if dice.random() < 0.5:
        shelf.items.append(new_item(shelf.films[lone.id]))
    return True


def unlisted_part(shelf: FilmShelf, dice: Random) -> bool:
    """The list lacks a part which says itself that it belongs there."""
    ((number, (name, parts)),) = list(shelf.lists.items())
    lost = dice.choice(parts)
    shelf.lists[number] = (name, tuple(part for part in parts if part != lost))
    return len(parts) > 1


def says_nothing(shelf: FilmShelf, dice: Random) -> bool:
    """A part is listed, but its own page names no collection: alone it begins none."""
    film = _listed(shelf, dice)
    shelf.films[film] = replace(shelf.films[film], says=None)
    return True


def no_dates(shelf: FilmShelf, dice: Random) -> bool:
    """Nobody knows when some parts come out."""
    return _redate(shelf, dice, lambda: None)


def to_come(shelf: FilmShelf, dice: Random) -> bool:
    """Some parts come out tomorrow, or in years."""
    return _redate(shelf, dice, lambda: TODAY + timedelta(days=dice.choice((1, 30, 900))))


def just_out(shelf: FilmShelf, dice: Random) -> bool:
    """Some parts come out today, or came out yesterday or in spring."""
    return _redate(shelf, dice, lambda: TODAY - timedelta(days=dice.choice((0, 1, 200))))


def _mixed(*damages: FilmDamage) -> FilmDamage:
    def one_after_the_other(shelf: FilmShelf, dice: Random) -> bool:
        chosen = dice.sample(range(len(damages)), 5)
        done = [damages[at](shelf, dice) for at in sorted(chosen)]
        return any(done)

    return one_after_the_other


_FACTS: dict[str, FilmDamage] = {
    "a part not listed": unlisted_part,
    "a part says nothing": says_nothing,
    "no dates": no_dates,
    "to come": to_come,
    "just out": just_out,
    "in two lists": two_lists,
}
_ITEMS: dict[str, FilmDamage] = {
    "old agents": old_agents,
    "IMDb's id only": imdb_only,
    "TheTVDB's id only": other_ids,
    "title and year only": titles_only,
    "original titles": original_titles,
    "year next to it": next_year,
    "year far off, or none": far_year,
    "wrong titles": wrong_titles,
    "dead ids": dead_ids,
    "two ids": two_ids,
    "namesakes": namesakes,
    "editions": editions,
    "copies elsewhere": copies_elsewhere,
    "in the trash": _unusable("in the trash"),
    "files gone": _unusable("files gone"),
    "optimised only": _unusable("optimised only"),
    "a copy in the trash": trashed_twin,
    "films of no collection": strangers,
}
FILM_DAMAGES: dict[str, FilmDamage] = {
    "none": untouched,
    **_ITEMS,
    **_FACTS,
    "all mixed": _mixed(*_FACTS.values(), *_ITEMS.values()),
}


def on_shelf(shelf: FilmShelf, parts: tuple[int, ...]) -> FilmShelf:
    """The same collection with a copy of each of these parts, in one library of the new agent."""
    return FilmShelf(shelf.name, dict(shelf.films), dict(shelf.lists), [new_item(shelf.films[part]) for part in parts])


def new_item(film: Film) -> FilmItem:
    """A copy of a film, as the new agent tells of it."""
    ids = (f"tmdb:{film.id}", f"imdb:{film.imdb}") if film.imdb else (f"tmdb:{film.id}",)
    return FilmItem(film.id, film.title, film.day.year if film.day else None, ids)


def _some(shelf: FilmShelf, dice: Random) -> list[FilmItem]:
    return dice.sample(shelf.items, dice.randint(1, len(shelf.items)))


def _listed(shelf: FilmShelf, dice: Random) -> int:
    return dice.choice([film for _, films in shelf.lists.values() for film in films])


def _say(item: FilmItem, known: str, form: Form = "new") -> None:
    item.known, item.form = (known,), form


def _say_nothing(item: FilmItem, dice: Random) -> None:
    item.known, item.form = (), dice.choice(("new", "none"))


def _another_year(shelf: FilmShelf, dice: Random, off: int) -> bool:
    for item in _some(shelf, dice):
        _say_nothing(item, dice)
        item.year = item.year + off * dice.choice((-1, 1)) if item.year and off else None
    return True


def _redate(shelf: FilmShelf, dice: Random, day: Callable[[], date | None]) -> bool:
    parts = sorted(film for _, films in shelf.lists.values() for film in films)
    for part in dice.sample(parts, dice.randint(1, len(parts))):
        shelf.films[part] = replace(shelf.films[part], day=day())
    return True


def _new(shelf: FilmShelf, at: int) -> int:
    return _NEW + 10 * min(shelf.lists) + at
