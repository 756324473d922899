"""Finds the show a person names: Parity's id, plex:RATINGKEY, plex:MACHINE_ID/RATINGKEY, or a unique title."""

from parity.actions.decide import NoSuchThing
from parity.actions.ports import House
from parity.store import items

_SHOWN = 5


def find_show(house: House, text: str) -> int:
    """The show's id. Raises NoSuchThing, naming the candidates when there are several."""
    with house.database.reading() as connection:
        there = [i for i in items.every(connection) if i.show_id is not None]
    wanted = text.strip()
    if wanted.startswith("plex:"):
        key = wanted.removeprefix("plex:")
        found = {i.show_id for i in there if key in (i.rating_key, f"{i.machine_id}/{i.rating_key}")}
    elif wanted.isdecimal() and any(i.show_id == int(wanted) for i in there):
        return int(wanted)
    else:
        found = {i.show_id for i in there if i.title.casefold() == wanted.casefold()}
    ids = sorted(i for i in found if i is not None)
    if len(ids) == 1:
        return ids[0]
    if ids:
        named = ", ".join(f"{i} ({next(x.year for x in there if x.show_id == i) or 'no year'})" for i in ids[:_SHOWN])
        raise NoSuchThing(f"{len(ids)} shows are called {wanted}: give one of the ids {named}.")
    like = sorted({i.title for i in there if wanted.casefold() in i.title.casefold()})[:_SHOWN]
    hint = f" Did you mean {', '.join(like)}?" if like and wanted else ""
    raise NoSuchThing(f"There is no show {wanted}.{hint}")
