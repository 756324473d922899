"""Reads single shows again from Plex, for scans that list no library (RULES R13: refresh, one show)."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from parity.actions.adopt import Place, adopt
from parity.actions.list_library import NotWhole, stage_episodes
from parity.actions.ports import Library
from parity.actions.work import Work
from parity.core.failures import Failure, NotFound, Unauthorised
from parity.core.library import PlexShow
from parity.core.listing import shrunk
from parity.store import held, items, libraries, shows
from parity.store.database import Connection
from parity.store.items import ItemRow
from parity.store.scans import ScanItem

ONE_BY_ONE = 50


def plan_shows(work: Work, show_ids: Sequence[int]) -> list[ScanItem]:
    """Ask Plex who these shows are now, bring their items up to it, and plan the shows they turn out to be."""
    with work.house.database.reading() as connection:
        copies = items.of_shows(connection, show_ids)
    wanted: dict[int, None] = {}
    for show_id in show_ids:
        for item in copies[show_id]:
            work.go_on()
            now_id = _identify_again(work, item)
            if now_id is not None:
                wanted[now_id] = None
        if not copies[show_id]:
            wanted[show_id] = None
    with work.house.database.reading() as connection:
        return plan_named(connection, list(wanted))


def plan_named(connection: Connection, show_ids: Sequence[int]) -> list[ScanItem]:
    """These shows, of which somebody wants to know."""
    rows = shows.some(connection, list(show_ids))
    return [ScanItem(0, i, rows[i].title, "asked for", True) for i in show_ids if i in rows]


def _identify_again(work: Work, item: ItemRow) -> int | None:
    """The show an item belongs to as Plex describes it now; as it was when Plex says that there is no such item.

    Only a whole listing that has it no more makes it gone (RULES R11).
    """
    try:
        seen = seen_now(work.reach.library(item.machine_id), item.rating_key, item.own_order)
    except NotFound:
        return item.show_id
    except Failure:
        work.go_on()  # a wait that we cut short ourselves says nothing
        if work.reach.alone:
            raise
        return item.show_id  # its visit asks that server again, and tells of the trouble
    with work.house.database.writing() as connection:
        return bring_up_item(work, connection, item, seen)


def seen_now(library: Library, rating_key: str, own_order: str | None) -> PlexShow:
    """A show as Plex describes it now, with its own order: `own_order` where Plex does not tell it. Raises Failure."""
    seen = library.show(rating_key)
    if seen.order is not None:
        return seen
    return replace(seen, order=library.orders([rating_key]).get(rating_key, own_order))


def bring_up_item(work: Work, connection: Connection, item: ItemRow, seen: PlexShow) -> int:
    """Write how Plex describes an item now; the show that it belongs to, which it may not have before."""
    kept = {i.rating_key: i for i in items.of_library(connection, item.library_id)}
    place, book = Place(item.machine_id, item.section_key), work.book.read(connection)
    show_id = adopt(connection, place, [seen], kept, book, work.house.today())[seen.rating_key]
    if items.bring_up(connection, item, seen, show_id):
        shows.mark_stale(connection, {show_id, item.show_id or show_id})
    return show_id


def reread_in_bulk(work: Work, planned: Collection[ScanItem]) -> None:
    """For many shows: list the episodes of their libraries once, and take in those of the planned shows only."""
    with work.house.database.reading() as connection:
        copies = items.of_shows(connection, [i.subject_id for i in planned])
    keys: dict[int, set[str]] = {}
    for own in copies.values():
        for item in own:
            keys.setdefault(item.library_id, set()).add(item.rating_key)
    with held.staging(work.house.database) as staging:
        for library_id, only in keys.items():
            _reread_library(work, staging, library_id, only)


def _reread_library(work: Work, staging: held.Staging, library_id: int, only: Collection[str]) -> None:
    row = libraries.get(staging.connection, library_id)
    staging.connection.rollback()
    if row is None or row.frozen:
        return
    try:
        stage_episodes(work, work.reach.library(row.machine_id), row.section_key, staging)
    except (NotWhole, Failure) as trouble:
        work.go_on()
        if isinstance(trouble, Unauthorised) and work.reach.alone:
            raise
        sentence = f"{row.title} could not be read: {trouble}. Its rows stay as they are."
        with work.house.database.writing() as connection:
            libraries.set_state(connection, library_id, "failed", sentence)
        return
    before, share = held.live_count(staging.connection, library_id), work.house.settings().brake_share
    fall = shrunk("episodes", before, staging.live(), share)
    if fall is not None:
        staging.connection.rollback()
        with work.house.database.writing() as connection:
            libraries.set_state(connection, library_id, "held", fall.notice(row.title))
        return
    with staging.writing() as connection:
        keys = held.swap(connection, library_id, (), only)
        shows.mark_stale(connection, items.show_ids(connection, library_id, keys))
