"""Lets Plex read the metadata of just one show or film again, on all servers that have it."""

import threading
from dataclasses import dataclass

from parity.actions.ask_places import opened
from parity.actions.ports import House, NotSetUp
from parity.core.failures import Failure
from parity.store import films, items


@dataclass(frozen=True, slots=True)
class Refreshed:
    """How many copies were asked for; `troubles` are sentences about the others."""

    asked: int
    troubles: tuple[str, ...]


def refresh_item(
    house: House, stop: threading.Event, show_id: int | None = None, film_id: int | None = None
) -> Refreshed:
    """Ask for it on each server that has a copy."""
    with house.database.reading() as connection:
        if show_id is not None:
            copies = [(i.machine_id, i.rating_key) for i in items.of_shows(connection, [show_id])[show_id]]
        else:
            copies = films.copies_of(connection, film_id or 0)
    asked, troubles = 0, []
    for machine_id, rating_key in copies:
        try:
            with opened(house, machine_id, stop) as library:
                library.refresh_item(rating_key)
            asked += 1
        except (NotSetUp, Failure) as trouble:
            troubles.append(f"{trouble}.")
    return Refreshed(asked, tuple(troubles))
