"""Finds what a person names of what lies in Plex: Parity's id, plex:RATINGKEY, or a title when one alone has it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from parity.actions.decide import NoSuchThing
from parity.actions.ports import House
from parity.store import held_films, items

_SHOWN = 5


class Item(NamedTuple):
    """An item of Plex, with the id of the show or film that it is."""

    id: int
    machine_id: str
    rating_key: str
    title: str
    year: int | None


def find_show(house: House, text: str) -> int:
    """The show's id, also by plex:MACHINE_ID/RATINGKEY. Raises NoSuchThing, naming the candidates if several."""
    with house.database.reading() as connection:
        every = items.every(connection)
    there = [Item(i.show_id, i.machine_id, i.rating_key, i.title, i.year) for i in every if i.show_id is not None]
    return _find("show", there, text).id


def find_film(house: House, text: str) -> Item:
    """The same for a film: one of its items."""
    with house.database.reading() as connection:
        every = held_films.every(connection)
    return _find("film", [Item(i.film_id, i.machine_id, i.rating_key, i.title, i.year) for i in every], text)


def _find(noun: str, there: Sequence[Item], text: str) -> Item:
    wanted = text.strip()
    is_meant = _meant(wanted, there)
    found = {item.id: item for item in there if is_meant(item)}
    if len(found) == 1:
        return found.popitem()[1]
    if found:
        named = ", ".join(f"{n} ({found[n].year or 'no year'})" for n in sorted(found)[:_SHOWN])
        raise NoSuchThing(f"{len(found)} {noun}s are called {wanted}: give one of the ids {named}.")
    like = sorted({i.title for i in there if wanted and wanted.casefold() in i.title.casefold()})[:_SHOWN]
    hint = f" Did you mean {', '.join(like)}?" if like else ""
    raise NoSuchThing(f"There is no {noun} {wanted}.{hint}")


def _meant(wanted: str, there: Sequence[Item]) -> Callable[[Item], bool]:
    if wanted.startswith("plex:"):
        key = wanted.removeprefix("plex:")
        return lambda item: key in (item.rating_key, f"{item.machine_id}/{item.rating_key}")
    if wanted.isdecimal() and any(item.id == int(wanted) for item in there):
        return lambda item: item.id == int(wanted)
    return lambda item: item.title.casefold() == wanted.casefold()
