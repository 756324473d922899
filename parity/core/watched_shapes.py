"""What other programs read of the watched states: the JSON shape of `watched/plan`, and a run of the sync."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from parity.core.watched import Side
from parity.core.watched_change import By, ChangeState, Do

RunState = Literal["queued", "running", "done", "partial", "held", "failed"]
RunWork = Literal["plan", "sync"]

ACTIVE: tuple[RunState, ...] = ("queued", "running")


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedState:
    """How far one side has watched a video. `position` is in milliseconds from its beginning."""

    watched: bool
    position: int
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedChange:
    """One change of one video, or with `do` "" why there is none. `side`: which side it changes.

    `media_id` is Plex's rating key, `place` its library as MACHINE/SECTION and `library` the name of that. `plex` and
    `partner`: how both stood before it; `after`: how its side stands with it. `reason` is a sentence, `why` its key;
    `held_because`: why it waits for a person or is left out, `hold` its key. `message` says what went wrong with it.
    """

    id: int
    mark: str
    side: Side
    do: Do
    title: str
    media_id: str
    partner_id: str
    place: str
    library: str
    matched_by: By
    duration: int | None
    plex: WatchedState
    partner: WatchedState
    after: WatchedState
    reason: str
    why: str
    state: ChangeState
    hold: str = ""
    held_because: str | None = None
    message: str | None = None
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedTally:
    """How many changes of a run stand how."""

    planned: int = 0
    done: int = 0
    failed: int = 0
    skipped: int = 0
    held: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedRun:
    """One run. `message`: why it is not done, or not whole. Counts are None as long as it did not come so far.

    `plex_out`, `partner_out`: videos for which that side was, before the run, to be changed; `set_aside`: those that
    differ and are left as they are, with the reason. `scope`: the names of the libraries that it compared.
    """

    id: int
    work: RunWork
    started_by: str
    state: RunState
    phase: str
    partner: str
    who: str
    scope: tuple[str, ...]
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    ending: bool
    message: str | None
    first_run: bool | None
    videos: int | None
    in_sync: int | None
    plex_out: int | None
    partner_out: int | None
    not_in_partner: int | None
    not_in_plex: int | None
    ambiguous: int | None
    set_aside: int | None
    plex_requests: int
    partner_requests: int
    tally: WatchedTally = field(default_factory=WatchedTally)

    @property
    def active(self) -> bool:
        """Whether it waits or is at work."""
        return self.state in ACTIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedAlone:
    """A video of Plex without a partner. `reason` is a sentence, `why` its key; `others`: files that it may be."""

    media_id: str
    place: str
    library: str
    title: str
    file: str
    reason: str
    why: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedPlan:
    """What the newest run would do, or did: its run, and its changes, those that wait or are planned first.

    `total`: how many changes fit what was asked for, on all pages.
    """

    run: WatchedRun
    total: int
    changes: tuple[WatchedChange, ...]
