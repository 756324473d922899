"""What other programs read of the two lists: the JSON shape `watchlist` of the contract, and a run of the sync."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from parity.core.watch import Side, Type, ids_by_kind
from parity.core.watch_action import REASONS, Do, State

RunState = Literal["queued", "running", "done", "partial", "held", "refused", "failed"]
RunWork = Literal["plan", "sync", "undo"]

ACTIVE: tuple[RunState, ...] = ("queued", "running")


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchAction:
    """One change of one list. `reason` is a sentence, `why` its key; `mark` is what `confirm` names.

    `held_because`: why it waits for a person, or is left out, as a sentence; `hold` its key, "" for neither.
    `keys`: the rows of that list to take off; for an addition those of the other list.
    `message` says what went wrong with it. `undone_at`: when it was taken back.
    """

    id: int
    mark: str
    side: Side
    do: Do
    title: str
    year: int | None
    type: Type
    ids: Mapping[str, str]
    keys: tuple[str, ...]
    reason: str
    why: str
    state: State
    hold: str = ""
    held_because: str | None = None
    message: str | None = None
    done_at: datetime | None = None
    undone_at: datetime | None = None

    @property
    def of(self) -> Side:
        """The side whose rows its keys are."""
        return self.side if self.do == "remove" else "simkl" if self.side == "plex" else "plex"

    @property
    def undoable(self) -> bool:
        """Whether it was done, and not taken back since."""
        return self.state == "done" and self.undone_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchUnresolved:
    """A title of one list about which nothing is done, and why. `key` is what its service calls it.

    It is looked up again at `again_at`.
    """

    side: Side
    key: str
    title: str
    year: int | None
    type: Type
    ids: Mapping[str, str]
    reason: str
    why: str
    tries: int
    again_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchTally:
    """How many actions of a run stand how; `adds` and `removes` are those of them that were planned or done."""

    planned: int = 0
    done: int = 0
    failed: int = 0
    skipped: int = 0
    held: int = 0
    adds: int = 0
    removes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchRun:
    """One run. `message`: why it is not done. `equal`: whether both lists held the same afterwards, None: not known.

    `complete`: both lists were read whole, None: it did not come so far.
    """

    id: int
    work: RunWork
    started_by: str
    state: RunState
    phase: str
    mode: str
    source: str
    first_run: bool | None
    complete: bool | None
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    ending: bool
    message: str | None
    plex_count: int | None
    simkl_count: int | None
    in_sync: int | None
    equal: bool | None
    plex_requests: int
    simkl_requests: int
    tally: WatchTally = field(default_factory=WatchTally)

    @property
    def active(self) -> bool:
        """Whether it waits or is at work."""
        return self.state in ACTIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchPlan:
    """What the newest run would do, or did. `held`: what waits for a person's yes, as a sentence; None: nothing.

    `plex_count` and `simkl_count`: how many titles each list had; `equal` as of the run.
    """

    run_id: int
    work: RunWork
    state: RunState
    made_at: datetime
    mode: str
    source: str
    first_run: bool
    complete: bool
    actions: tuple[WatchAction, ...]
    unresolved: tuple[WatchUnresolved, ...]
    in_sync: int
    held: str | None
    plex_count: int | None
    simkl_count: int | None
    equal: bool | None
    message: str | None


def told_ids(packed: str) -> Mapping[str, str]:
    """Ids as a row keeps them (`imdb:tt1 tmdb:2`), one of each kind by its name."""
    return ids_by_kind(packed.split())


def told_reason(why: str) -> str:
    """The sentence of a reason; one that is not known any more says itself."""
    return REASONS.get(why, why)


def with_year(title: str, year: int | None) -> str:
    """`Heat (1995)`."""
    return f"{title} ({year})" if year else title


def left_alone(title: str, year: int | None) -> str:
    """What a decision to leave a title alone is called."""
    return f"{with_year(title, year)} is left alone by the watchlist"


def held_sentence(actions: tuple[WatchAction, ...]) -> str | None:
    """How many changes wait for a person, and why; None when none does."""
    waiting = [action for action in actions if action.state == "held"]
    if not waiting:
        return None
    reasons = " ".join(dict.fromkeys(action.held_because or action.reason for action in waiting))
    number = "1 change waits" if len(waiting) == 1 else f"{len(waiting)} changes wait"
    return f"{number} for your yes. {reasons}"
