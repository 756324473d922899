"""Takes one server's folders a step further: ask for a scan, watch it to its end, see that what came is there."""

import threading
from dataclasses import dataclass, field
from datetime import timedelta

from parity.actions.ask_places import opened
from parity.actions.hold import why_wait
from parity.actions.leave_alone import leave_alone, when_again
from parity.actions.ports import House, Library, NotSetUp
from parity.actions.prove import Proof, prove
from parity.actions.queue_refresh import begin_again, timing_of
from parity.actions.seen import end_as_seen, let_heal
from parity.core.failures import Failure, NotFound, Unavailable
from parity.core.library import Section
from parity.core.paths import parent_within
from parity.core.refreshing import (
    SETTLED_AFTER,
    Watched,
    back_off,
    next_look,
    scans_folders,
    turn,
    wider,
)
from parity.settings import Settings
from parity.store import libraries, notices, players, refreshes, section_scans, servers
from parity.store.database import Connection
from parity.store.refreshes import RefreshRow

SOON, LATER = timedelta(milliseconds=300), timedelta(seconds=1)
"""How often a scan is looked at: often at first, for it may be short; never less than every two seconds."""
_YOUNG = timedelta(seconds=5)
_REASONS = ("is scanned.", "is asked once more.")
"""How a sentence ends that says why Plex is asked again, see `_try_harder`."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a server told at one look, and the house in which that is worked off."""

    house: House
    settings: Settings
    machine_id: str
    library: Library
    sections: dict[str, Section]
    scanning: dict[str, str]
    holds: bool
    """`scanning` are the sections that are scanned just now, each with what Plex says; `holds`: not while one plays."""
    put_off: set[str] = field(default_factory=set)
    """The sections of which all that is due waits until the next step."""

    def watched(self, section_key: str) -> Watched:
        """What was seen of one section."""
        section = self.sections.get(section_key)
        busy = section_key in self.scanning or (section is not None and section.refreshing)
        return Watched(busy, section.stamps[2] if section else None)


def advance(house: House, machine_id: str, stop: threading.Event) -> bool:
    """One step for all that is due at one server. False when there was nothing, or the server is left alone for now."""
    now = house.now()
    _drop_unfollowed(house, machine_id)
    with house.database.reading() as connection:
        rows = [
            row for row in refreshes.of_server(connection, machine_id) if row.due_at is not None and row.due_at <= now
        ]
        player = players.of(connection, machine_id)
    if not rows or (player.retry_at is not None and player.retry_at > now):
        return False
    try:
        with opened(house, machine_id, stop) as library:
            step = _look(house, machine_id, library)
            for row in sorted(rows, key=_is_last_resort):  # one scan of all of it may serve many
                if stop.is_set():
                    return False
                _one_of(step, row)
    except (NotSetUp, Failure) as trouble:
        if not stop.is_set():  # a wait that we cut short ourselves says nothing
            leave_alone(house, machine_id, trouble)
        return False
    with house.database.writing() as connection:
        players.change(connection, machine_id, failures=0, retry_at=None, paused=None, heard_at=house.now())
        notices.clear(connection, f"{notices.REFRESH}{machine_id}")
    return True


def _drop_unfollowed(house: House, machine_id: str) -> None:
    """What lies in a library that is gone, as after its server is not followed any more, would wait for ever."""
    with house.database.reading() as connection:
        ours = {row.section_key for row in libraries.followed(connection, machine_id) if row.state != "gone"}
        lost = [row for row in refreshes.of_server(connection, machine_id) if row.section_key not in ours]
    if lost:
        with house.database.writing() as connection:
            over = {"state": "dropped", "ended_at": house.now(), "due_at": None}
            for row in lost:
                refreshes.change(connection, row.id, **over, sentence="Its library is gone, or not followed any more.")


def _look(house: House, machine_id: str, library: Library) -> Step:
    sections = {section.key: section for section in library.sections()}
    running = {a.section_key: a.subtitle or a.title for a in library.activities() if a.scans and a.section_key}
    with house.database.writing() as connection:
        for key, section in sections.items():
            busy = key in running or section.refreshing
            section_scans.note(connection, machine_id, key, busy, running.get(key), house.now())
        player = players.of(connection, machine_id)
    settings = house.settings()
    holds = player.hold_while_playing or settings.hold_while_playing
    return Step(house, settings, machine_id, library, sections, running, holds)


def _one_of(step: Step, row: RefreshRow) -> None:
    """One row; a library that its server no longer has ends it, and no other."""
    try:
        _one(step, row)
    except NotFound as lost:
        with step.house.database.writing() as connection:
            over = {"state": "unseen", "ended_at": step.house.now(), "due_at": None, "sentence": f"{lost}."}
            if refreshes.unmoved(connection, row):
                refreshes.change(connection, row.id, **over)


def _one(step: Step, row: RefreshRow) -> None:
    if row.section_key not in step.sections:
        raise NotFound("Plex", f"library {row.section_key}")
    if row.state == "waiting":
        _ask(step, row)
    elif row.state == "proving":
        _prove(step, row)
    else:
        _watch(step, row)


def _ask(step: Step, row: RefreshRow) -> None:
    house, now = step.house, step.house.now()
    if row.section_key in step.put_off or _was_scanned_beside(step, row):
        return
    with house.database.reading() as connection:
        under_way = refreshes.under_way(connection, row.machine_id, row.section_key)
    player = step.library if step.holds else None
    why = why_wait(step.settings, player, row, step.watched(row.section_key), under_way, now)
    if why is not None:
        with house.database.writing() as connection:
            refreshes.move(connection, row.id, "waiting", due_at=now + why.look_again, sentence=why.sentence)
            if why.all_of_it:
                step.put_off.add(row.section_key)
                refreshes.put_off(connection, row, now, now + why.look_again, why.sentence)
        return
    section = step.sections[row.section_key]
    folder, sentence = _folder(step, row, section)
    # Written before it is asked: who is killed in between asks once more, and nothing is lost.
    asked = {"state": "asked", "asked_at": now, "asked": row.asked + 1, "due_at": now + SOON, "scanning_at": None}
    with house.database.writing() as connection:
        ours = refreshes.move(
            connection,
            row.id,
            "waiting",
            **asked,
            scanned_at=None,
            again_at=None,
            failures=0,
            scanned_stamp=section.stamps[2],
            sentence=sentence,
        )
    if ours:
        _send(step, row, folder)


def _was_scanned_beside(step: Step, row: RefreshRow) -> bool:
    """Whether the whole library, which is all that is left to try, was scanned meanwhile for something else."""
    if not _is_last_resort(row):
        return False
    with step.house.database.writing() as connection:
        at = refreshes.all_scanned_since_asked(connection, row)
        over = {"state": "proving", "scanned_at": at, "due_at": step.house.now()}
        return at is not None and refreshes.move(connection, row.id, "waiting", **over)


def _is_last_resort(row: RefreshRow) -> bool:
    """Whether its folder was scanned in vain, and the whole library is what is left."""
    return row.reach == "section" and row.asked > 0 and bool(row.expects)


def _send(step: Step, row: RefreshRow, folder: str | None) -> None:
    """Ask for the scan. A library that Plex fails to scan is asked less and less, and its server is not."""
    try:
        step.library.scan(row.section_key, folder)
    except Unavailable as trouble:
        at = step.house.now() + back_off(row.failures + 1)
        words = when_again(trouble, at, step.house)
        with step.house.database.writing() as connection:
            later = {"state": "waiting", "due_at": at, "failures": row.failures + 1, "sentence": words}
            refreshes.move(connection, row.id, "asked", **later)
        raise


def _folder(step: Step, row: RefreshRow, section: Section) -> tuple[str | None, str | None]:
    """Which folder is sent, None for the whole section; and why it is another one than was told."""
    if row.reach == "section":
        return None, _reason(row)
    with step.house.database.reading() as connection:
        server = servers.get(connection, step.machine_id)
    if server is not None and not scans_folders(server.version):
        return None, f"Plex {server.version} cannot scan a single folder: the whole library is scanned."
    if row.reach == "parent":
        return parent_within(row.folder, section.locations), _reason(row)
    return row.folder, _reason(row)


def _reason(row: RefreshRow) -> str | None:
    """Why Plex is asked for this and not for the folder, or again; why it had to wait is over with."""
    said = row.sentence or ""
    return said if row.asked and said.endswith(_REASONS) else None


def _watch(step: Step, row: RefreshRow) -> None:
    house, now = step.house, step.house.now()
    asked_at = row.asked_at or now
    what = turn(row.state, asked_at, row.scanned_stamp, step.watched(row.section_key), now)
    look = now + (SOON if now - asked_at < _YOUNG else LATER)
    with house.database.writing() as connection:
        if not refreshes.unmoved(connection, row):
            return  # the next look sees what became of it
        if what != "scanning" and section_scans.was_scanned(connection, row.machine_id, row.section_key, asked_at):
            what = "over"  # an event told of it, which was over before anyone looked
        if what in ("wait", "scanning"):
            begun = {"state": "scanning", "scanning_at": row.scanning_at or now} if what == "scanning" else {}
            refreshes.change(connection, row.id, **begun, due_at=look)
            return
        seen = {"scanning_at": row.scanning_at or asked_at} if what == "over" else {}
        refreshes.change(connection, row.id, **seen, state="proving", scanned_at=now, due_at=now)
        current = refreshes.get(connection, row.id)
    if current is not None:
        _prove(step, current)


def _prove(step: Step, row: RefreshRow) -> None:
    house, now = step.house, step.house.now()
    section = step.sections[row.section_key]
    proof = prove(house, step.library, row, section)
    if row.again_at is not None:
        is_root = parent_within(row.folder, section.locations) is None
        with house.database.writing() as connection:
            if refreshes.unmoved(connection, row):
                let_heal(connection, row, proof, house.now())  # however much more comes, what is there is counted
                begin_again(connection, row, timing_of(step.settings, row.source), is_root)
        return
    scanned = row.scanned_at or now
    if proof.there and (proof.settled or now - scanned >= SETTLED_AFTER):
        end_as_seen(house, step.library, row, proof, step.settings)
        return
    with house.database.writing() as connection:
        if not refreshes.unmoved(connection, row):
            return
        cut_off = not proof.there and _is_cut_off(step, row)
        look = now + LATER if proof.there else None if cut_off else next_look(scanned, now)
        if look is not None:
            words = (
                "It is there; Plex still reads what it is." if proof.there else "The scan is over; nothing shows yet."
            )
            refreshes.change(connection, row.id, due_at=look, sentence=words)
            return
        _try_harder(connection, step, row, proof)


def _try_harder(connection: Connection, step: Step, row: RefreshRow, proof: Proof) -> None:
    """The scan is over, and what should be there is not: once more when the server broke off, else a wider scan."""
    now = step.house.now()
    if row.failures or _is_cut_off(step, row):
        words = "Plex broke off: it is asked once more."
        refreshes.change(connection, row.id, state="waiting", due_at=now, failures=0, sentence=words)
        return
    if not row.expects and row.asked < 2:
        words = f"{proof.sentence} It is asked once more."
        refreshes.change(connection, row.id, state="waiting", due_at=now, sentence=words)
        return
    locations = step.sections[row.section_key].locations
    above = parent_within(row.folder, locations)
    has_parent = above is not None and tuple(locations) != (above,)  # its only folder is the whole library
    reach = wider(row.reach, has_parent) if row.expects else None
    if reach is None:
        words = proof.sentence if not row.expects else f"{proof.sentence} All was scanned, up to the whole library."
        refreshes.change(connection, row.id, state="unseen", ended_at=now, due_at=None, sentence=words)
        return
    what = "the folder above" if reach == "parent" else "the whole library"
    words = f"{proof.sentence} Now {what} is scanned."
    refreshes.change(connection, row.id, state="waiting", due_at=now, reach=reach, sentence=words)


def _is_cut_off(step: Step, row: RefreshRow) -> bool:
    """Whether the first request left no trace: nobody saw its scan, and it left no stamp on its section.

    A Plex that does not stamp a section after the scan of a folder leaves a trace all the same: its scan is seen at
    work, or told by an event. Only one that nobody saw and that brought nothing is asked for a second time there.
    """
    stamp = step.sections[row.section_key].stamps[2]
    return row.asked == 1 and row.scanning_at is None and stamp is not None and stamp == row.scanned_stamp
