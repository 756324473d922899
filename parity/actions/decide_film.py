"""What a person decides about films: ignore one or a collection, say which one an item is. It takes effect at once."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from parity.actions.adopt import Place
from parity.actions.adopt_films import adopt_films
from parity.actions.decide import NoSuchThing, Refused, refuse_beside_a_scan, refuse_past
from parity.actions.ports import House
from parity.actions.reckon_films import reckon_films
from parity.core.decisions import Decision, all_keys
from parity.core.film_names import found_by, kept_under
from parity.core.franchises import collection_key, film_key
from parity.store import collections, decisions, films, held_films, missing_films
from parity.store.collections import CollectionRow, PartRow
from parity.store.database import Connection
from parity.store.decisions import DecisionBook
from parity.store.held_films import HeldFilm

KINDS = ("ignore_film", "ignore_collection", "match_film")


def ignore_film(house: House, tmdb_id: int, reason: str = "", until: date | None = None) -> int:
    """Ignore a film in every collection, to the end of the day `until` if given. Returns the decision's id.

    Raises NoSuchThing when no collection has it, Refused for a day that is past.
    """
    refuse_past(house, until)
    with house.database.writing() as connection:
        part = _part(connection, tmdb_id)
        return _decide(house, connection, "ignore_film", film_key(tmdb_id), _label(part), "", reason, until)


def unignore_film(house: House, tmdb_id: int) -> int:
    """Take back every ignore of exactly this film. Returns how many there were."""
    return _take_back(house, "ignore_film", film_key(tmdb_id))


def ignore_collection(
    house: House, collection_id: int, reason: str = "", until: date | None = None, *, new_parts: bool = False
) -> int:
    """Ignore a collection; with `new_parts` only the parts that it has today, so that a new one is told about.

    Returns the decision's id. Raises NoSuchThing, Refused.
    """
    refuse_past(house, until)
    with house.database.writing() as connection:
        row = _collection(connection, collection_id)
        known = [part.part.tmdb_id for part in collections.parts_of(connection, [row.id])] if new_parts else []
        value = " ".join(str(tmdb_id) for tmdb_id in sorted(known) or [0]) if new_parts else ""
        key = collection_key(collection_id)
        return _decide(house, connection, "ignore_collection", key, row.name, value, reason, until)


def ignore_collections(
    house: House, collection_ids: Sequence[int], reason: str = "", until: date | None = None
) -> list[int]:
    """Ignore many collections in one go, all or none; one that is gone has no decision. Returns the ids of those.

    Raises Refused, and AlreadyRunning while a scan is active.
    """
    refuse_past(house, until)
    with house.database.writing() as connection:
        refuse_beside_a_scan(connection)
        those = [(row.name, [collection_key(i)]) for i, row in collections.some(connection, collection_ids).items()]
        _undo(house, connection, _standing(connection, "ignore_collection", [key for _, keys in those for key in keys]))
        made = decisions.add_all(
            connection, "ignore_collection", those, house.now(), house.today(), reason=reason.strip(), until=until
        )
        _reckon(house, connection)
    return made


def unignore_collection(house: House, collection_id: int) -> int:
    """Take back every ignore of exactly this collection. Returns how many there were."""
    return _take_back(house, "ignore_collection", collection_key(collection_id))


def match_film(house: House, film_id: int, tmdb_id: int | None) -> None:
    """Say which film of TMDB this is; None: let Parity find out again. A scan asks TMDB.

    Raises NoSuchThing when Plex has no such film, Refused for what is no TMDB id.
    """
    if tmdb_id is not None and tmdb_id <= 0:
        raise Refused("a TMDB id is a number above 0")
    with house.database.writing() as connection:
        items = held_films.of_films(connection, [film_id]).get(film_id)
        if not items:
            raise NoSuchThing(f"There is no film {film_id}.")
        keys = {key for item in items for key in kept_under(item.seen, item.machine_id)}
        names = keys | {key for item in items for key in found_by(item.seen, item.machine_id)}
        items = _called(connection, names)  # two films that share an id share what is decided of it
        _undo(house, connection, _standing(connection, "match_film", names))
        if tmdb_id is None:
            held_films.resolve(connection, items, None, None, {})
        else:
            label = f"{items[0].title} is TMDB {tmdb_id}"
            day = house.today()
            decisions.add(connection, "match_film", keys, label, house.now(), day, value=str(tmdb_id))
        identify_again(house, connection, items, forget=tmdb_id is None)


def take_effect(house: House, connection: Connection, undone: Iterable[Decision]) -> None:
    """Let it take effect that decisions about films were taken back, in the transaction that did it."""
    found = [decision for decision in undone if decision.kind in KINDS]
    if not found:
        return
    names = all_keys(decision for decision in found if decision.kind == "match_film")
    if names:
        identify_again(house, connection, _called(connection, names), forget=True)
    _reckon(house, connection)


def _called(connection: Connection, names: Collection[str]) -> list[HeldFilm]:
    everything = held_films.every(connection)
    return [item for item in everything if not set(names).isdisjoint(found_by(item.seen, item.machine_id))]


def identify_again(house: House, connection: Connection, items: Sequence[HeldFilm], *, forget: bool) -> None:
    """Let the items be whom they are now, as far as that is known; `forget`: what was found of them is no more."""
    book, today = DecisionBook().read(connection), house.today()
    if forget:
        films.ask_again(connection, {item.film_id for item in items})
    for item in items:
        kept = {item.rating_key: item}
        place = Place(item.machine_id, item.section_key)
        found = adopt_films(connection, place, [item.seen], kept, book, today)[item.rating_key]
        held_films.identify(connection, [item], found)
    _reckon(house, connection)


def _decide(
    house: House, connection: Connection, kind: str, key: str, label: str, value: str, reason: str, until: date | None
) -> int:
    _undo(house, connection, _standing(connection, kind, [key]))  # the new one takes its place
    made = decisions.add(
        connection, kind, [key], label, house.now(), house.today(), value=value, reason=reason.strip(), until=until
    )
    _reckon(house, connection)
    return made


def _take_back(house: House, kind: str, key: str) -> int:
    with house.database.writing() as connection:
        found = _standing(connection, kind, [key])
        _undo(house, connection, found)
        if found:
            _reckon(house, connection)
    return len(found)


def _standing(connection: Connection, kind: str, keys: Collection[str]) -> list[Decision]:
    return [d for d in DecisionBook().read(connection).about(keys) if d.kind == kind]


def _undo(house: House, connection: Connection, found: Iterable[Decision]) -> None:
    for decision in found:
        decisions.undo(connection, decision.id, house.now())


def _reckon(house: House, connection: Connection) -> None:
    reckon_films(house, connection, DecisionBook().read(connection))
    missing_films.catch_up(connection, house.today(), house.now(), None)


def _part(connection: Connection, tmdb_id: int) -> PartRow:
    found = collections.parts_of(connection, collections.of_parts(connection, [tmdb_id]))
    part = next((row for row in found if row.part.tmdb_id == tmdb_id), None)
    if part is None:
        raise NoSuchThing(f"No collection has a film {tmdb_id}.")
    return part


def _collection(connection: Connection, collection_id: int) -> CollectionRow:
    row = collections.some(connection, [collection_id]).get(collection_id)
    if row is None:
        raise NoSuchThing(f"There is no collection {collection_id}.")
    return row


def _label(row: PartRow) -> str:
    year = row.part.released_on.year if row.part.released_on else None
    return f"{row.part.title} ({year})" if year else row.part.title
