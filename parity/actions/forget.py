"""Lets go of a library that Plex no longer has (RULES R11). What was decided about what it held stays."""

from parity.actions.decide import NoSuchThing
from parity.actions.ports import House
from parity.actions.reckon_all import reckon_surely
from parity.actions.reckon_films import reckon_all_films
from parity.store import collections, films, libraries, missing_log, shows, visible
from parity.store.libraries import LibraryRow


def forget_library(house: House, name: str) -> str:
    """Remove the vanished library of that title, section id or MACHINE_ID/SECTION_ID, with its rows. Returns its title.

    Raises NoSuchThing when no such library is gone: one that is there is unfollowed in the settings instead.
    """
    with house.database.writing() as connection:
        gone = [row for row in libraries.gone(connection) if _is_called(name, row)]
        if not gone:
            raise NoSuchThing(f"No library called {name} is gone from Plex.")
        if len({row.machine_id for row in gone}) > 1:
            places = ", ".join(f"{row.machine_id}/{row.section_key} ({row.title})" for row in gone)
            raise NoSuchThing(f"Libraries of several servers called {name} are gone: give one of {places}.")
        held = visible.of_libraries(connection, [row.id for row in gone])
        shows.mark_stale(connection, held)  # in case this is as far as it gets
        for row in gone:
            libraries.forget(connection, row.id)
        shows.drop_orphans(connection)
        collections.drop_unbegun(connection)
        films.drop_orphans(connection)
    reckon_surely(house, sorted(held))
    reckon_all_films(house)
    with house.database.writing() as connection:
        missing_log.catch_up(connection, house.today(), house.now(), None)
    return gone[0].title


def _is_called(name: str, row: LibraryRow) -> bool:
    return name in (row.section_key, row.title, f"{row.machine_id}/{row.section_key}")
