"""The shapes of the calendar: a day, the shows of that day, and what each of them airs."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from parity.core.numbering import Number, told

AiringState = Literal["have", "missing", "upcoming", "ignored"]
Mark = Literal["series premiere", "season premiere", "finale", "special"]
STATES: tuple[AiringState, ...] = ("have", "missing", "upcoming", "ignored")
MARKS: tuple[Mark, ...] = ("series premiere", "season premiere", "finale", "special")


@dataclass(frozen=True, slots=True)
class Airing:
    """One dated episode. `first` and `last`: of its season; `reason` says what hides it from all other lists.

    `airs_at`: the moment at which it is on, where that is known.
    """

    season: int
    number: int
    title: str
    state: AiringState
    reason: str | None
    first: bool
    last: bool
    airs_at: datetime | None = None

    @property
    def code(self) -> str:
        """`S01E02`."""
        return Number(self.season, self.number).code

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is special about it, if anything is."""
        if self.season == 0:
            return ("special",)
        begins: tuple[Mark, ...] = ("series premiere",) if self.season == 1 else ("season premiere",)
        return (*(begins if self.first else ()), *(("finale",) if self.last else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowDay:
    """What one show airs on one day: `total` episodes, of which the first are told, and the last."""

    show_id: int
    title: str
    poster: str | None
    total: int
    states: tuple[tuple[AiringState, int], ...]
    episodes: tuple[Airing, ...]

    @property
    def more(self) -> int:
        """How many are not told."""
        return self.total - len(self.episodes)

    @property
    def code(self) -> str:
        """`S01E02`, `S01E02–E08` when they follow one another, else `S01E02, S01E05, …`."""
        numbers = [Number(episode.season, episode.number) for episode in self.episodes]
        return told(numbers, numbers[-1], self.total)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is special about any of them."""
        there = {mark for episode in self.episodes for mark in episode.marks}
        return tuple(mark for mark in MARKS if mark in there)


@dataclass(frozen=True, slots=True)
class AiringDay:
    """One day: how many episodes and shows there are in all, and the first of the shows."""

    day: date
    episodes: int
    shows: int
    lines: tuple[ShowDay, ...]
