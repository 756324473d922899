"""Listens to what a server tells of itself: what came and went is read again, and what it scans is noted."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain

from parity.actions.ask_places import opened
from parity.actions.ports import House, Library, NotSetUp
from parity.actions.spread import HEAL_QUIET
from parity.core.activity import Heartbeat, ItemEvent, PlayEvent, SectionScan, ServerEvent
from parity.core.failures import Failure
from parity.store import heals, libraries, listeners, refreshes, section_scans
from parity.store.database import Connection

_BEAT = timedelta(seconds=10)
_REMEMBER = 500
_BEFORE = timedelta(minutes=1)


@dataclass(slots=True)
class Listening:
    """One line to one server. Only rows are written: nothing is asked because of an event."""

    house: House
    machine_id: str
    _came: dict[str, None] = field(default_factory=dict)
    """Rating keys that came lately: when they are ready, they are read again. Whatever else becomes ready was there."""
    _scans: dict[str, str] = field(default_factory=dict)
    _beaten: datetime | None = None

    def take(self, events: Iterable[ServerEvent]) -> None:
        """Work off events for as long as they come."""
        for event in events:
            self._one(event)

    def _one(self, event: ServerEvent) -> None:
        now = self.house.now()
        if isinstance(event, ItemEvent):
            self._item(event, now)
        elif isinstance(event, SectionScan):
            self._scan(event, now)
        elif isinstance(event, PlayEvent) and event.state == "stopped":
            with self.house.database.writing() as connection:
                refreshes.wake_held(connection, self.machine_id, now)
        if isinstance(event, Heartbeat) or self._beaten is None or now - self._beaten >= _BEAT:
            self._beaten = now
            with self.house.database.writing() as connection:
                listeners.heard(connection, self.machine_id, now)

    def _item(self, event: ItemEvent, now: datetime) -> None:
        key = event.show_key or event.rating_key
        if event.did == "came":
            self._came[key] = None
            if len(self._came) > _REMEMBER:
                del self._came[next(iter(self._came))]
        if event.did == "changed" or (event.did == "ready" and key not in self._came):
            return  # a library whose metadata is refreshed by night tells this of each of its items
        with self.house.database.writing() as connection:
            library = libraries.at(connection, self.machine_id, event.section_key)
            if library is None or not library.followed:
                return
            why = "Plex no longer has something of it" if event.did == "went" else "Something of it is new in Plex"
            heals.put(connection, (self.machine_id, event.section_key, key), library.kind, why, now, HEAL_QUIET)

    def _scan(self, event: SectionScan, now: datetime) -> None:
        section = event.section_key or self._scans.get(event.uuid)
        if section is None:
            return  # its context comes a second later
        self._scans[event.uuid] = section
        ended = event.did == "ended"
        if ended:
            del self._scans[event.uuid]
        with self.house.database.writing() as connection:
            words = event.subtitle or None
            section_scans.note(connection, self.machine_id, section, not ended, words, now, event.progress)
            if ended:
                refreshes.look_now(connection, self.machine_id, section, now)


def listen(house: House, machine_id: str, stop: threading.Event) -> None:
    """Listen to one server until its line breaks; the reason is kept with it. False leases are somebody else's."""
    now = house.now()
    with house.database.writing() as connection:
        before = listeners.every(connection).get(machine_id)
        if not listeners.claim(connection, machine_id, now):
            return
    sentence: str | None = None
    try:
        with opened(house, machine_id, stop) as library:
            events = library.events()
            first = next(events)  # the line is open: what comes from now on is not lost
            if before is not None and before.heard_at is not None:
                catch_up(house, machine_id, library, before.heard_at)
            Listening(house, machine_id).take(chain([first], events))
    except (NotSetUp, Failure) as trouble:
        sentence = None if stop.is_set() else f"{trouble}."
    finally:
        with house.database.writing() as connection:
            listeners.broke(connection, machine_id, house.now(), sentence)


def catch_up(house: House, machine_id: str, library: Library, since: datetime) -> None:
    """What came while nobody listened: of sections that moved since they were listed, the newest items."""
    with house.database.reading() as connection:
        kept = {row.section_key: row for row in libraries.followed(connection, machine_id)}
    from_then = int((since - _BEFORE).timestamp())
    for section in library.sections():
        row = kept.get(section.key)
        if (
            row is None
            or row.stamps is None
            or row.stamps == "/".join("" if s is None else str(s) for s in section.stamps)
        ):
            continue
        fresh = [one for one in library.newest(section.key, section.kind) if (one.added_at or 0) >= from_then]
        with house.database.writing() as connection:
            _heal(
                connection, machine_id, section.key, row.kind, {one.show_key or one.rating_key for one in fresh}, house
            )


def _heal(
    connection: Connection, machine_id: str, section_key: str, kind: str, keys: Iterable[str], house: House
) -> None:
    for key in sorted(keys):
        why = "It came while nobody listened"
        heals.put(connection, (machine_id, section_key, key), kind, why, house.now(), HEAL_QUIET)
