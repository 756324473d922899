"""Finds what a person names of what lies in Plex: Parity's id, plex:RATINGKEY, or a title when one alone has it."""

from collections.abc import Sequence
from typing import NamedTuple

from parity.actions.decide import NoSuchThing
from parity.actions.ports import House
from parity.store import held_films, items
from parity.store.held_films import HeldFilm

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
    return _find("show", there, text)


def find_film(house: House, text: str) -> HeldFilm:
    """An item of the film, by the same names."""
    with house.database.reading() as connection:
        every = held_films.every(connection)
    film_id = _find("film", [Item(i.film_id, i.machine_id, i.rating_key, i.title, i.year) for i in every], text)
    return next(item for item in every if item.film_id == film_id)


def _find(noun: str, there: Sequence[Item], text: str) -> int:
    wanted = text.strip()
    if wanted.startswith("plex:"):
        key = wanted.removeprefix("plex:")
        found = {i.id for i in there if key in (i.rating_key, f"{i.machine_id}/{i.rating_key}")}
    elif wanted.isdecimal() and any(i.id == int(wanted) for i in there):
        return int(wanted)
    else:
        found = {i.id for i in there if i.title.casefold() == wanted.casefold()}
    ids = sorted(found)
    if len(ids) == 1:
        return ids[0]
    if ids:
        named = ", ".join(f"{n} ({next(i.year for i in there if i.id == n) or 'no year'})" for n in ids[:_SHOWN])
        raise NoSuchThing(f"{len(ids)} {noun}s are called {wanted}: give one of the ids {named}.")
    like = sorted({i.title for i in there if wanted.casefold() in i.title.casefold()})[:_SHOWN]
    hint = f" Did you mean {', '.join(like)}?" if like and wanted else ""
    raise NoSuchThing(f"There is no {noun} {wanted}.{hint}")
