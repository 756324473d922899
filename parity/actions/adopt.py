"""Finds the show that each listed item belongs to, making it when it is new."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import date

from parity.core.decisions import Decision, local_keys, rulings, show_keys, show_names
from parity.core.identity import Known, Resolved, item_key, known_identity
from parity.core.library import PlexShow
from parity.core.ordering import Order
from parity.store import decisions, items, shows
from parity.store.database import Connection
from parity.store.decisions import DecisionBook
from parity.store.items import ItemRow


@dataclass(frozen=True, slots=True)
class Place:
    """Where items are listed: enough to name one that has no ids."""

    machine_id: str
    section_key: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A show as a library lists it, by which order Plex counts it there, and what is kept of it from before."""

    place: Place
    show: PlexShow
    kept: ItemRow | None
    order: Order


def adopt(
    connection: Connection,
    place: Place,
    seen: Iterable[PlexShow],
    kept: Mapping[str, ItemRow],
    book: DecisionBook,
    today: date,
) -> dict[str, int]:
    """The show id of each listed show, by rating key. `kept` are the items of the library as they are stored."""
    found: dict[str, tuple[str, Known | None, PlexShow]] = {}
    for show in seen:
        row = kept.get(show.rating_key)
        _rekey(connection, place, show, row, book)
        known = identity_of(place, show, row, book, today)
        key = shows.tmdb_key(known.tmdb_id) if known else _unknown_key(place, show)
        found[show.rating_key] = (key, known, show)
    have = {key: row.id for key, row in shows.by_keys(connection, {key for key, _, _ in found.values()}).items()}
    for key, known, show in found.values():
        if key not in have:
            tmdb_id, source = (known.tmdb_id, known.source) if known else (None, None)
            have[key] = shows.add(connection, key, show.title, show.year, tmdb_id, source)
    return {rating_key: have[key] for rating_key, (key, _, _) in found.items()}


def identity_of(place: Place, show: PlexShow, row: ItemRow | None, book: DecisionBook, today: date) -> Known | None:
    """Who the item is, as far as that needs no asking."""
    before = Resolved(row.resolved_id, row.resolved_by, row.resolved_for) if row else Resolved()
    return known_identity(show.ids, show.title, show.year, decided_match(place, show, row, book, today), before)


def keys_of(place: Place, show: PlexShow, folder: str | None) -> tuple[str, ...]:
    """The names under which show-level decisions about an item are kept."""
    return show_keys(show.ids, show.guid, place.machine_id, folder, show.title, show.year)


def names_of(place: Place, show: PlexShow, folder: str | None) -> tuple[str, ...]:
    """The names by which show-level decisions about an item are found."""
    return show_names(show.ids, show.guid, place.machine_id, folder, show.title, show.year)


def decided_match(place: Place, show: PlexShow, row: ItemRow | None, book: DecisionBook, today: date) -> int | None:
    """The TMDB id the owner chose, if so."""
    found: list[Decision] = book.about(names_of(place, show, row.folder if row else None))
    match = rulings(found, today).show.get("match")
    return int(match.value) if match else None


def _unknown_key(place: Place, show: PlexShow) -> str:
    return item_key(show.guid, place.machine_id, place.section_key, show.rating_key)


def _rekey(connection: Connection, place: Place, show: PlexShow, row: ItemRow | None, book: DecisionBook) -> None:
    """What was decided about a show without ids moves to its ids when they appear (RULES R8)."""
    now = keys_of(place, show, row.folder if row else None)
    if now[0].startswith("local:"):
        return
    former = set(local_keys(place.machine_id, row.folder if row else None, show.title, show.year))
    was_nameless = row is not None and keys_of(place, row.seen, row.folder)[0].startswith("local:")
    if row is not None and was_nameless:
        former |= set(local_keys(place.machine_id, row.folder, row.title, row.year))
    found = book.about(former)
    if not found:
        return
    shared = _borne_by_another(connection, place, show, former)
    if shared and not was_nameless:
        return  # a namesake with ids: what was decided is about the other one
    for decision in found:
        (decisions.add_keys if shared else decisions.rekey)(connection, decision.id, now)
    book.forget()
    book.read(connection)


def _borne_by_another(connection: Connection, place: Place, show: PlexShow, names: Collection[str]) -> bool:
    """Whether another item that is there is known by one of these names, having no better one."""
    others = (
        i
        for i in items.every(connection)
        if i.gone_at is None and (i.machine_id, i.section_key, i.rating_key) != (*astuple(place), show.rating_key)
    )
    return any(
        not set(names).isdisjoint(names_of(Place(i.machine_id, i.section_key), i.seen, i.folder)) for i in others
    )
