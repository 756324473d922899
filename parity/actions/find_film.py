"""Finds the film of Plex a person names: Parity's id, plex:RATINGKEY, plex:MACHINE_ID/RATINGKEY, or a unique title."""

from collections.abc import Callable

from parity.actions.decide import NoSuchThing
from parity.actions.ports import House
from parity.store import held_films
from parity.store.held_films import HeldFilm

_SHOWN = 5


def find_film(house: House, text: str) -> HeldFilm:
    """An item of the film. Raises NoSuchThing, naming the candidates when there are several."""
    with house.database.reading() as connection:
        there = held_films.every(connection)
    wanted = text.strip()
    is_meant = _meant(wanted, there)
    found = {item.film_id: item for item in there if is_meant(item)}
    if len(found) == 1:
        return found.popitem()[1]
    if found:
        named = ", ".join(f"{i} ({found[i].year or 'no year'})" for i in sorted(found)[:_SHOWN])
        raise NoSuchThing(f"{len(found)} films are called {wanted}: give one of the ids {named}.")
    word = wanted.casefold()
    like = sorted({item.title for item in there if word and word in item.title.casefold()})[:_SHOWN]
    hint = f" Did you mean {', '.join(like)}?" if like else ""
    raise NoSuchThing(f"Plex has no film {wanted}.{hint}")


def _meant(wanted: str, there: list[HeldFilm]) -> Callable[[HeldFilm], bool]:
    if wanted.startswith("plex:"):
        key = wanted.removeprefix("plex:")
        return lambda item: key in (item.rating_key, f"{item.machine_id}/{item.rating_key}")
    if wanted.isdecimal() and any(item.film_id == int(wanted) for item in there):
        return lambda item: item.film_id == int(wanted)
    return lambda item: item.title.casefold() == wanted.casefold()
