"""Where a worker can die, stage by stage, and the twenty points that a seed picks from them."""

import random
from dataclasses import dataclass

from tests.tasks.victim import Point

SEED = 20_260_615
HOW_MANY = 20
# What the worker is at: a full scan into an empty folder, one over what an earlier scan left, an incremental one.
FIRST, AGAIN, INCREMENTAL = "first full", "full again", "incremental"
_FULL, _ALL = (FIRST, AGAIN), (FIRST, AGAIN, INCREMENTAL)
_BOTH = ("before", "after")


@dataclass(frozen=True, slots=True)
class Case:
    """A worker that is at this work and dies at that point."""

    work: str
    point: Point

    def __str__(self) -> str:
        return f"{self.work}: {self.point}"


@dataclass(frozen=True, slots=True)
class Place:
    """A function that is called at least `calls` times in each of these works."""

    where: str
    whens: tuple[str, ...] = _BOTH
    calls: int = 1
    works: tuple[str, ...] = _ALL

    def cases(self) -> list[Case]:
        """All of it."""
        return [
            Case(work, Point(self.where, when, nth))
            for work in self.works
            for when in self.whens
            for nth in range(1, self.calls + 1)
        ]


STAGES: dict[str, tuple[Place, ...]] = {
    "between claim and first commit": (
        Place("parity.store.scans:claim", ("after",)),
        Place("parity.actions.scan_run:_run", ("before",)),
        Place("parity.actions.follow:follow"),
    ),
    "while listing shows": (
        Place("parity.actions.list_library:list_shows", calls=2),
        Place("parity.actions.adopt:adopt", ("after",), calls=2),
        Place("parity.actions.inventory:_fates", works=(AGAIN, INCREMENTAL)),
    ),
    "in the middle of episode pages": (Place("parity.store.held:Staging.add", ("after",), calls=4),),
    "right before the swap": (
        Place("parity.actions.inventory:_swap", calls=2),
        Place("parity.store.held:swap", ("after",), calls=2),
    ),
    "right after the swap": (Place("parity.actions.inventory:take_episodes", ("after",), calls=2),),
    "between swap and plan": (
        Place("parity.actions.watch_scope:apply_scope", calls=2),
        Place("parity.actions.take_inventory:settle_inventory"),
        Place("parity.actions.read_feed:read_feed", works=(INCREMENTAL,)),
        Place("parity.store.feed:note_final", works=(INCREMENTAL,)),
        Place("parity.actions.plan_scan:plan_full", works=_FULL),
        Place("parity.actions.plan_scan:plan_incremental", works=(INCREMENTAL,)),
        Place("parity.store.scans:plan", ("after",)),
        Place("parity.store.scans:begin_visits"),
    ),
    "inside a batch": (
        Place("parity.actions.reckon:reckon", calls=3),
        Place("parity.store.expected:write", calls=9),
        Place("parity.store.shows:move_items", works=(FIRST,)),
        Place("parity.store.scans:settle", ("before",), calls=3),
    ),
    "right after a batch": (Place("parity.actions.record:record", ("after",), calls=4),),
    "giving the slice back": (
        Place("parity.store.scans:give_back"),
        Place("parity.actions.scan_run:_end_of_slice", calls=2),
    ),
    "enqueuing the continuation": (
        Place("tasks.scans:InFlight.land"),
        Place("huey.api:Huey.enqueue", calls=2),
    ),
    "between two slices": (
        Place("parity.actions.scan_run:run_slice", ("after",)),
        Place("parity.actions.scan_run:run_slice", ("before",), calls=2),
    ),
    "while closing": (
        Place("parity.actions.scan_run:_close_done", ("before",)),
        Place("parity.actions.reckon_all:reckon_stale"),
        Place("parity.store.missing_log:catch_up"),
        Place("parity.store.scans:finish"),
        Place("parity.actions.scan_run:_close", ("after",)),
    ),
}


def every_case() -> list[Case]:
    """All there are."""
    return [case for places in STAGES.values() for place in places for case in place.cases()]


def chosen() -> list[Case]:
    """One of each stage and as many more as make twenty."""
    dice = random.Random(SEED)
    one_each = [dice.choice([case for place in places for case in place.cases()]) for places in STAGES.values()]
    rest = sorted(set(every_case()) - set(one_each), key=str)
    return one_each + dice.sample(rest, HOW_MANY - len(one_each))
