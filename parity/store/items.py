"""Shows as libraries list them, and to which show each belongs."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from parity.core.ids import ExternalIds
from parity.core.library import PlexShow
from parity.store import former_shows
from parity.store.packing import pack, unpack
from parity.store.schema import items, libraries


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One kept item, with what its library says about order."""

    id: int
    library_id: int
    rating_key: str
    guid: str
    title: str
    year: int | None
    packed_ids: str
    own_order: str | None
    leaf_count: int | None
    child_count: int | None
    updated_at: int | None
    folder: str | None
    show_id: int | None
    resolved_id: int | None
    resolved_by: str | None
    resolved_for: str | None
    absences: int
    gone_at: datetime | None
    machine_id: str
    section_key: str
    agent: str
    library_order: str | None

    @property
    def ids(self) -> ExternalIds:
        """The ids Plex gave."""
        return unpack(self.packed_ids)

    @property
    def seen(self) -> PlexShow:
        """As Plex last listed it."""
        return PlexShow(
            self.rating_key,
            self.guid,
            self.title,
            self.year,
            self.ids,
            self.own_order,
            self.leaf_count,
            self.child_count,
            self.updated_at,
        )


_COLUMNS = [
    *(items.c["ids" if name == "packed_ids" else name] for name in list(ItemRow.__dataclass_fields__)[:18]),
    libraries.c.machine_id,
    libraries.c.section_key,
    libraries.c.agent,
    libraries.c.own_order,
]
_ALL = select(*_COLUMNS).join(libraries, libraries.c.id == items.c.library_id).order_by(items.c.library_id, items.c.id)
# Made once: a scan executes them at every turn, and to make one costs as much as to execute it.
_OF_LIBRARY = _ALL.where(items.c.library_id == bindparam("this_library"))
_OF_SHOWS = _ALL.where(
    items.c.show_id.in_(bindparam("ids", expanding=True)), items.c.gone_at.is_(None), libraries.c.followed.is_(True)
)
_CHANGE = update(items).where(items.c.id == bindparam("this_item"))
_FOLDER = bindparam("now", type_=items.c.folder.type)
_NAME_FOLDER = (
    update(items)
    .where(items.c.library_id == bindparam("this_library"), items.c.rating_key == bindparam("this_key"))
    .where(items.c.folder.is_distinct_from(_FOLDER))
    .values(folder=_FOLDER)
)


def of_library(connection: Connection, library_id: int) -> list[ItemRow]:
    """All items of a library, those that are gone too."""
    return [ItemRow(*row) for row in connection.execute(_OF_LIBRARY, {"this_library": library_id})]


def of_shows(connection: Connection, show_ids: Collection[int]) -> dict[int, list[ItemRow]]:
    """The copies of each show that are there, in followed libraries."""
    found: dict[int, list[ItemRow]] = {show_id: [] for show_id in show_ids}
    for row in connection.execute(_OF_SHOWS, {"ids": list(show_ids)}):
        item = ItemRow(*row)
        found[item.show_id or 0].append(item)
    return found


def every(connection: Connection) -> list[ItemRow]:
    """Every item that is there, in followed show libraries."""
    query = _ALL.where(items.c.gone_at.is_(None), libraries.c.followed.is_(True), libraries.c.kind == "show")
    return [ItemRow(*row) for row in connection.execute(query)]


def show_ids(connection: Connection, library_id: int, rating_keys: Collection[str]) -> set[int]:
    """The shows that these items of a library belong to."""
    query = select(items.c.rating_key, items.c.show_id).where(items.c.library_id == library_id)
    return {show for key, show in connection.execute(query) if show is not None and key in rating_keys}


def columns_of(show: PlexShow) -> dict[str, object]:
    """A listed show as columns."""
    return {
        "rating_key": show.rating_key,
        "guid": show.guid,
        "title": show.title,
        "year": show.year,
        "ids": pack(show.ids),
        "own_order": show.order,
        "leaf_count": show.leaf_count,
        "child_count": show.child_count,
        "updated_at": show.updated_at,
    }


def add(connection: Connection, library_id: int, rows: Iterable[tuple[PlexShow, int]]) -> None:
    """New items, each with the show it belongs to."""
    values = [{**columns_of(show), "library_id": library_id, "show_id": show_id} for show, show_id in rows]
    if values:
        connection.execute(insert(items), values)


def change(connection: Connection, item_id: int, values: dict[str, object]) -> None:
    """Write some columns of one item."""
    connection.execute(_CHANGE, {"this_item": item_id, **values})


def bring_up(connection: Connection, item: ItemRow, show: PlexShow, show_id: int) -> set[str]:
    """Write what differs of an item that is listed now; the names of those columns."""
    now = columns_of(show) | {"show_id": show_id, "absences": 0, "gone_at": None}
    was = columns_of(item.seen) | {"show_id": item.show_id, "absences": item.absences, "gone_at": item.gone_at}
    differs = {name: value for name, value in now.items() if was[name] != value}
    if "show_id" in differs:
        former_shows.note(connection, [item.id], show_id)
    if differs:
        change(connection, item.id, differs)
    return set(differs)


def name_folder(connection: Connection, library_id: int, rating_key: str, folder: str | None) -> None:
    """Note the folder of an item, where it differs."""
    connection.execute(_NAME_FOLDER, {"this_library": library_id, "this_key": rating_key, "now": folder})


def resolve(
    connection: Connection, item_ids: Collection[int], tmdb_id: int, by: str, resolved_for: dict[int, str]
) -> None:
    """Store to which TMDB show items were found to belong, and from which ids."""
    for item_id in item_ids:
        change(
            connection,
            item_id,
            {"resolved_id": tmdb_id, "resolved_by": by, "resolved_for": resolved_for[item_id]},
        )
