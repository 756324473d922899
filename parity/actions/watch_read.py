"""Reads both lists: whole where something changed, else as they were read before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from parity.actions.ports import House
from parity.actions.watch_ports import PlexList, SimklList
from parity.actions.watch_scope import remember_watchlist
from parity.core.failures import Failure
from parity.core.simkl import Activities
from parity.core.simkl_reading import OVERLAP, as_texts, from_texts, how_to_read, merged, settled
from parity.core.watch import Complete, Listing, Member, WatchItem, of_external
from parity.store import watch_rows, watchlisted
from parity.store.watch_rows import Read

_IDS_AGAIN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Lists:
    """Both lists as they are now, whose they are, and by what SIMKL told when it last changed."""

    plex: Listing
    simkl: Listing
    plex_member: Member
    simkl_member: Member
    activities: Activities


def read_plex(house: House, lists: PlexList, scope: bool = True) -> tuple[Listing, Member]:
    """Plex's watchlist. Its order tells whether it changed: the newest come first, and a removal changes the total.

    `scope`: scans and filters go by it too, as it is the list of the account that Parity knows.
    Raises the failures of core.
    """
    member = lists.member()
    total, first = lists.first_page()
    tells: Mapping[str, object] = {"total": total, "first": list(first)}
    with house.database.reading() as connection:
        last, rows = watch_rows.last_read(connection, "plex"), watch_rows.of(connection, "plex")
        known = {guid: of_external(ids) for guid, ids in watchlisted.ids_known(connection).items() if ids}
        known |= watch_rows.learnt(connection, "plex")
    same = last is not None and last.member.id == member.id and not _wants_ids(rows, last, house.now())
    if same and last is not None and dict(last.tells) == tells and house.settings().watchlist_use_activity:
        with house.database.writing() as connection:
            watch_rows.found(connection, "plex", house.now())
        return Complete(rows), member
    known |= {row.key: row.ids for row in rows if row.ids}
    listing = _read_plex(house, lists, known)
    keys = tuple(item.key for item in listing.items)
    if keys[: len(first)] != first or len(keys) > total:
        tells = {}  # it changed in between, or one answer was older than the other: next time it is read again
    if isinstance(listing, Complete):
        with house.database.writing() as connection:
            if scope:
                remember_watchlist(house, connection, listing.items)
            listing = Complete(watch_rows.keep(connection, "plex", listing.items, Read(member, house.now(), tells)))
    return listing, member


def _wants_ids(rows: tuple[WatchItem, ...], last: Read, now: datetime) -> bool:
    """Whether it is time to ask again for the ids of titles that had none: what is new in Plex has some later."""
    return now - last.read_at >= _IDS_AGAIN and not all(row.ids for row in rows)


def _read_plex(house: House, lists: PlexList, known: Mapping[str, frozenset[str]]) -> Listing:
    """The list. What was learnt before it failed is kept: the ids of thousands of titles are asked for one by one."""
    fresh: dict[str, frozenset[str]] = {}
    try:
        return lists.read(known, fresh.__setitem__)
    except Failure:
        with house.database.writing() as connection:
            watch_rows.learn(connection, "plex", fresh)
        raise


def read_simkl(house: House, lists: SimklList) -> tuple[Listing, Member, Activities]:
    """SIMKL's lists of every status. What its stamps say has not moved is not asked for (simkl.md 1.1).

    Raises the failures of core.
    """
    member, now = lists.member(), house.now()
    activities = lists.activities()
    with house.database.reading() as connection:
        last, rows = watch_rows.last_read(connection, "simkl"), watch_rows.of(connection, "simkl")
    same = last is not None and last.member.id == member.id
    before = from_texts(last.tells) if same and last is not None else Activities({})
    how = how_to_read(before, activities) if house.settings().watchlist_use_activity else "everything"
    if how == "nothing":
        with house.database.writing() as connection:
            watch_rows.found(connection, "simkl", now)
        return Complete(rows), member, activities
    since = before.stamps.get("all")
    if how == "changed" and since is not None:
        listing: Listing = Complete(merged(rows, lists.changed_since(since - OVERLAP)))
    else:
        listing = lists.read()
    if isinstance(listing, Complete):
        tells = as_texts(activities) if settled(activities, now) else {}
        with house.database.writing() as connection:
            listing = Complete(watch_rows.keep(connection, "simkl", listing.items, Read(member, now, tells)))
    return listing, member, activities


def changed_at_simkl(lists: SimklList, activities: Activities) -> tuple[WatchItem, ...]:
    """Rows of SIMKL that changed since these stamps. Raises the failures of core."""
    since = activities.stamps.get("all")
    return lists.changed_since(since - OVERLAP) if since is not None else ()
