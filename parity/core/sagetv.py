"""SageTV's own rules: when a recording counts as watched, and how its clock and the positions in its files go together.

All times are milliseconds. SageTV does not count from the beginning of a file: what was watched is a span of the clock
on the day it was broadcast.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

LEAST = 5_000
"""What was watched no longer than this SageTV does not keep."""
_REST_SHOW, _REST_FILM = 5 * 60_000, 10 * 60_000
_SHARE = 66
"""Per cent that must have been watched, and more."""
_NEVER = 1 << 53
_LEAST_RUNNING, _MOST_CUT = 10_000, 20 * 60_000


@dataclass(frozen=True, slots=True)
class Segment:
    """One file of a recording: when it begins by the clock, and how long it is."""

    start: int
    duration: int


@dataclass(frozen=True, slots=True)
class Broadcast:
    """When something was on air and for how long. `running`: how long the show itself is, where SageTV says so."""

    start: int
    duration: int
    is_film: bool = False
    running: int = 0

    @property
    def end(self) -> int:
        return self.start + self.duration


def enough(broadcast: Broadcast) -> int | None:
    """How much of it must have been watched to count as all of it: less than five minutes left, ten of a film, and more
    than 66 % seen. None without a duration."""
    if broadcast.duration <= 0:
        return None
    return min(_enough(length, broadcast.is_film) for length in _lengths(broadcast))


def watched_from(broadcast: Broadcast, segments: Sequence[Segment]) -> int | None:
    """The position from which on SageTV calls it watched; None where that cannot be told.

    Counted from when it was on air, or from the beginning of the file where that is later.
    """
    least = enough(broadcast)
    if least is None or not segments:
        return None
    return position_at(max(broadcast.start, segments[0].start) + least, segments)


def position_at(moment: int, segments: Sequence[Segment]) -> int:
    """The position in all files one after the other at a moment of the clock; in a gap between two, where it begins."""
    position = 0
    for segment, following in pairwise(segments):
        if moment < following.start:
            return max(0, position + min(moment - segment.start, segment.duration))
        position += segment.duration
    return max(0, position + moment - segments[-1].start)


def moment_at(position: int, segments: Sequence[Segment]) -> int:
    """The moment of the clock at a position in all files one after the other."""
    for segment in segments[:-1]:
        if position < segment.duration:
            return segment.start + position
        position -= segment.duration
    return segments[-1].start + position


def keeps(moment: int, broadcast: Broadcast, segments: Sequence[Segment]) -> bool:
    """Whether SageTV keeps that it was watched up to this moment: only what is longer than five seconds, on air."""
    return min(moment, broadcast.end) - max(broadcast.start, segments[0].start) > LEAST


def kept_from(broadcast: Broadcast, segments: Sequence[Segment]) -> int:
    """The position from which on SageTV keeps that it was watched so far; beyond all where it keeps none."""
    if broadcast.duration <= 0:
        return _NEVER
    return position_at(max(broadcast.start, segments[0].start) + LEAST, segments) + 1


def is_film(external_id: str, category: str) -> bool:
    """Whether SageTV's rule for films holds: by the id of its guide, or by its category."""
    return external_id.upper().startswith("MV") or category.strip().casefold() == "movie"


def _enough(duration: int, film: bool) -> int:
    return max(duration - (_REST_FILM if film else _REST_SHOW), duration * _SHARE // 100) + 1


def _lengths(broadcast: Broadcast) -> list[int]:
    """The time on air, and the running time where it is a little shorter: either is enough."""
    cut = broadcast.duration - broadcast.running
    told = broadcast.running > _LEAST_RUNNING and 0 < cut < _MOST_CUT
    return [broadcast.duration, broadcast.running] if told else [broadcast.duration]
