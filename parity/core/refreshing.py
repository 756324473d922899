"""What is done next about a folder in which something arrived: wait, ask, watch, look, look harder, or say so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Reach = Literal["folder", "parent", "section"]
UNSEEN_AFTER = timedelta(seconds=5)
"""A scan that nobody saw begin within this time either was over before anyone looked, or never was."""
LOOKS = (timedelta(0), timedelta(seconds=2), timedelta(seconds=5), timedelta(seconds=10))
"""After a scan its items may show a little later: how long after its end they are looked for."""
SETTLED_AFTER = timedelta(minutes=2)
"""So long an item that is there may stay without its metadata; then it counts as there."""
BACK_OFF = (5, 10, 20, 40, 80, 160, 300)
"""Seconds until a server that gave no answer is asked again."""
REFUSED = timedelta(minutes=10)
"""A server that refused its token is tried again after this, if nobody mended it before."""
PATHS_SINCE = (1, 20, 0, 3125)
"""The first version of Plex that scans a single folder (plex.md 2.5)."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A file as the server calls it, that should be there after a scan, or with `gone` no more.

    `told` is what the teller called it.
    """

    file: str
    gone: bool = False
    told: str = ""


@dataclass(frozen=True, slots=True)
class Timing:
    """How long a folder has to be quiet, and how long it may be put off at most.

    `yields`: what rests longer than usual puts off nothing that somebody else told.
    """

    age: timedelta
    longest: timedelta
    yields: bool = False


def due_at(now: datetime, first: datetime, timing: Timing) -> datetime:
    """When a folder is scanned in which something arrived `now`, and before that for the first time at `first`."""
    return min(now + timing.age, max(first + timing.longest, first))


def united(known: Sequence[Expected], more: Sequence[Expected]) -> tuple[Expected, ...]:
    """What is expected in the end: of one file the last word counts."""
    last = {one.file: one for one in (*known, *more)}
    return tuple(last.values())


@dataclass(frozen=True, slots=True)
class Watched:
    """What a look at the server told of a section. `stamp` is its own of its last scan."""

    scanning: bool
    stamp: int | None


Turn = Literal["wait", "scanning", "over", "nobody saw it"]


def turn(state: str, asked_at: datetime, stamp_before: int | None, seen: Watched, now: datetime) -> Turn:
    """What became of a scan that was asked for: `state` is what is known of it, asked or scanning."""
    if seen.scanning:
        return "wait" if state == "scanning" else "scanning"
    if state == "scanning":
        return "over"
    if seen.stamp is not None and seen.stamp != stamp_before:
        return "over"
    return "nobody saw it" if now - asked_at >= UNSEEN_AFTER else "wait"


def wider(reach: str, has_parent: bool) -> Reach | None:
    """What is scanned next when the item did not show: the folder above, the section, nothing more."""
    if reach == "folder" and has_parent:
        return "parent"
    return None if reach == "section" else "section"


def next_look(scanned_at: datetime, now: datetime) -> datetime | None:
    """When the items are looked for again after a scan; None when it was looked for long enough."""
    return next((scanned_at + after for after in LOOKS if scanned_at + after > now), None)


def back_off(failures: int) -> timedelta:
    """How long a server is left alone after so many failures in a row (1: the first)."""
    return timedelta(seconds=BACK_OFF[min(failures, len(BACK_OFF)) - 1])


def scans_folders(version: str) -> bool:
    """Whether a server of this version ("1.43.0.10467-abc") scans a single folder; a strange one is believed to."""
    numbers = version.split("-")[0].split(".")
    if not all(part.isdecimal() for part in numbers):
        return True
    return tuple(map(int, numbers)) >= PATHS_SINCE
