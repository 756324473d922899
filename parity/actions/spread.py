"""Works off what somebody told: each file and folder becomes a row for each server that has a place for it."""

import threading
from collections.abc import Sequence
from datetime import timedelta

from parity.actions.ask_places import ask_places
from parity.actions.ports import House
from parity.actions.queue_refresh import ARRIVED, UPGRADE, enqueue, note_unmapped, timing_of
from parity.core.path_ignoring import is_ignored
from parity.core.paths import Aim, Place, Rule, aims, guess
from parity.core.refreshing import Timing
from parity.core.told import ItemTold, Touched
from parity.store import arrivals, heals, libraries, path_rules, players, refreshes
from parity.store.arrivals import ArrivalRow
from parity.store.database import Connection

HEAL_QUIET = timedelta(seconds=10)
"""Plex tells of a show once for each of its episodes."""


def spread(house: House, stop: threading.Event) -> int:
    """Work off what is new; how many messages that were.

    Where a path fits no place that is known, the servers are asked for their libraries anew before it is called so.
    """
    with house.database.reading() as connection:
        if not arrivals.fresh(connection, 1) or not libraries.places(connection):
            return 0  # before the first scan nobody knows where anything belongs
    with house.database.writing() as connection:
        fresh = arrivals.fresh(connection)
        strangers = [row for row in fresh if not _spread_one(house, connection, row, last=False)]
    if strangers:
        moved = ask_places(house, stop)
        with house.database.writing() as connection:
            for row in strangers:
                _spread_one(house, connection, row, last=True)
            if moved:
                spread_again(house, connection)
    return len(fresh)


def spread_again(house: House, connection: Connection) -> None:
    """Rules or libraries have changed: what no server had a place for is looked at once more."""
    now, settings = house.now(), house.settings()
    for row in refreshes.of_server(connection, ""):
        over = {"state": "dropped", "ended_at": now}
        if is_ignored(row.folder, settings.refresh_ignore):
            refreshes.change(connection, row.id, **over, sentence="Nothing is scanned for it, as you wished.")
            continue
        told = [one for message in refreshes.arrivals_of(connection, row.id) for one in message.told.touched]
        meant = [one for one in told if one.path == row.folder] or [guess(row.folder)]
        found = _aims(connection, meant, row.source)
        for aim, touched in found:
            enqueue(connection, aim, touched.path, row.source, ARRIVED, timing_of(settings, row.source), now)
        if found:
            refreshes.change(connection, row.id, **over, sentence="There is a place for it now.")


def _spread_one(house: House, connection: Connection, row: ArrivalRow, last: bool) -> bool:
    """Whether there was a place for all of it. Without, and before the `last` time, nothing is written."""
    told, now, settings = row.told, house.now(), house.settings()
    wanted = [one for one in told.touched if not is_ignored(one.path, settings.refresh_ignore)]
    found = _aims(connection, wanted, row.source)
    placed = {touched for _, touched in found}
    strange = [one for one in wanted if one not in placed]
    if strange and not last:
        return False
    if told.item is not None:
        _heal(connection, told.item, told.said, house)
    priority = UPGRADE if told.upgrade else ARRIVED
    _queue(connection, row, found, priority, timing_of(settings, row.source))
    for one in strange:
        refreshes.link(connection, note_unmapped(connection, one.path, row.source, now), row.id)
    outcome = "queued" if found or told.item else "unmapped" if wanted else "ignored"
    arrivals.settle(connection, row.id, outcome, _sentence(strange))
    return True


def _queue(
    connection: Connection, row: ArrivalRow, found: Sequence[tuple[Aim, Touched]], priority: int, timing: Timing
) -> None:
    for aim, touched in found:
        made = enqueue(connection, aim, touched.path, row.source, priority, timing, row.at)
        refreshes.link(connection, made, row.id)


def _aims(connection: Connection, touched: Sequence[Touched], source: str) -> list[tuple[Aim, Touched]]:
    if not touched:
        return []
    rules: list[Rule] = path_rules.every(connection)
    kept = players.every(connection)
    places: list[Place] = [
        place for place in libraries.places(connection) if place.machine_id not in kept or kept[place.machine_id].told
    ]
    return [(aim, one) for one in touched for aim in aims(one, source, rules, places)]


def _heal(connection: Connection, item: ItemTold, why: str, house: House) -> None:
    library = next(
        (
            p
            for p in libraries.places(connection)
            if (p.machine_id, p.section_key) == (item.machine_id, item.section_key)
        ),
        None,
    )
    if library is not None:  # of a library that nobody follows there is nothing to heal
        at = (item.machine_id, item.section_key, item.show_key or item.rating_key)
        heals.put(connection, at, library.kind, why, house.now(), HEAL_QUIET)


def _sentence(strange: Sequence[Touched]) -> str | None:
    if not strange:
        return None
    return f"No library of any server holds {strange[0].path}" + (
        f" and {len(strange) - 1} more" if len(strange) > 1 else ""
    )
