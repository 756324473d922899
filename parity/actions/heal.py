"""Brings the list of what is missing up to what just came or went in Plex, show by show."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from parity.actions.adopt import Place, adopt
from parity.actions.follow import Followed
from parity.actions.ports import House
from parity.actions.reread import bring_up_item, seen_now
from parity.actions.work import Work
from parity.core.failures import Failure, NotFound
from parity.store import heals, items, libraries, refreshes, scans
from parity.store.database import Connection
from parity.store.heals import Heal

AT_ONCE = 50
"""So many shows a heal reads at most; the others are the next one's."""
_AGAIN = (timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10), timedelta(hours=1))
_TRIES = 6
"""Then it is left to the next scan: what is wrong does not pass."""
_Where = tuple[str, str]  # machine identifier, section key


def begin_heal(house: House) -> int | None:
    """Queue a heal of what is due; its scan's id. None when nothing is due, or one is under way."""
    with house.database.reading() as connection:
        if not heals.any_due(connection, house.now()):
            return None
    with house.database.writing() as connection:
        due = heals.due(connection, house.now())[:AT_ONCE]
        made = scans.add(connection, scans.HEAL, {}, "arrival", house.now()) if due else None
        if made is not None:
            heals.take(connection, due, made)
        return made


def arrived_shows(work: Work) -> tuple[list[int], set[_Where]]:
    """The shows to read again, each as Plex knows it now; and the libraries to list because one of theirs is gone.

    So is that of a show which could not be read at the first time, once: what it lost may have been too much. What
    lies at a server that gives no answer is put off, and keeps nothing waiting that lies elsewhere. Raises the Failure
    when there is nothing else.
    """
    found: dict[int, None] = {}
    gone: set[_Where] = set()
    silent: dict[str, Failure] = {}
    for row in _rows(work, "show"):
        work.go_on()
        with work.house.database.reading() as connection:
            library = libraries.at(connection, row.machine_id, row.section_key)
        if library is None or library.frozen or row.machine_id in silent:
            continue  # what is held back changes by a whole listing alone
        try:
            show_id = _show_of(work, row, library.id)
        except Failure as trouble:
            work.go_on()  # a wait that we cut short ourselves says nothing
            silent[row.machine_id] = trouble
            continue
        if show_id is None or row.attempts == 1:  # a show that lost much is believed to a whole listing alone
            gone.add((row.machine_id, row.section_key))
        if show_id is not None:
            found[show_id] = None
    _leave(work, silent)
    return list(found), gone


def _leave(work: Work, silent: Mapping[str, Failure]) -> None:
    now = work.house.now()
    with work.house.database.writing() as connection:
        rows = heals.of_scan(connection, work.scan.id)
        if silent and all(row.machine_id in silent for row in rows):
            raise next(iter(silent.values()))
        for row in rows:
            if row.machine_id in silent:
                heals.put_off(connection, row, now + _pause(row))


def leave_unlisted(work: Work, wanted: Collection[_Where]) -> None:
    """What lies in a library that had to be listed for it, and could not be, is read later."""
    now = work.house.now()
    with work.house.database.writing() as connection:
        for row in heals.of_scan(connection, work.scan.id):
            library = libraries.at(connection, row.machine_id, row.section_key)
            if library is None or not library.followed or library.state in ("held", "gone"):
                continue  # an owner's word is needed first
            unread = (row.machine_id, row.section_key) in wanted and library.listed_by != work.scan.id
            if unread and row.attempts < _TRIES:
                heals.put_off(connection, row, now + _pause(row))


def films_of(work: Work) -> set[_Where]:
    """The film libraries in which something came or went."""
    return {(row.machine_id, row.section_key) for row in _rows(work, "movie")}


def whole_libraries(followed: Sequence[Followed], wanted: Collection[_Where]) -> list[Followed]:
    """Those of the followed libraries that are wanted."""
    return [f for f in followed if (f.row.machine_id, f.row.section_key) in wanted]


def settle_heals(work: Work) -> None:
    """All was read, and what waited for it is over. Where something was in trouble, all of it comes up again later."""
    now = work.house.now()
    with work.house.database.writing() as connection:
        rows = heals.of_scan(connection, work.scan.id)
        if scans.troubled(connection, work.scan.id) and any(row.attempts < _TRIES for row in rows):
            return  # `put_off`, when the scan is closed
        for place in {(row.machine_id, row.section_key) for row in rows}:
            refreshes.healed(connection, *place, work.scan.created_at, now)
        heals.let_go(connection, work.scan.id)


def put_off(connection: Connection, scan_id: int, now: datetime) -> None:
    """A scan has ended: what it was to heal and did not comes up again later, each time after a longer while."""
    for row in heals.of_scan(connection, scan_id):
        heals.put_off(connection, row, now + _pause(row))


def _pause(row: Heal) -> timedelta:
    return _AGAIN[min(row.attempts, len(_AGAIN) - 1)]


def _rows(work: Work, kind: str) -> list[Heal]:
    with work.house.database.reading() as connection:
        return [row for row in heals.of_scan(connection, work.scan.id) if row.kind == kind]


def _show_of(work: Work, row: Heal, library_id: int) -> int | None:
    """The show of an item, made known when it is new; None when Plex no longer has it. Raises Failure."""
    with work.house.database.reading() as connection:
        known = {i.rating_key: i for i in items.of_library(connection, library_id)}
    item = known.get(row.rating_key)
    try:
        seen = seen_now(work.reach.library(row.machine_id), row.rating_key, item.own_order if item else None)
    except NotFound:
        return None
    with work.house.database.writing() as connection:
        if item is not None:
            return bring_up_item(work, connection, item, seen)
        place, book = Place(row.machine_id, row.section_key), work.book.read(connection)
        show_id = adopt(connection, place, [seen], known, book, work.house.today())[seen.rating_key]
        items.add(connection, library_id, [(seen, show_id)])
    return show_id
