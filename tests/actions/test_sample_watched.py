"""SageTV and Plex of the sample household: what their story says is what a run does, and the next has nothing to do."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from parity.actions import watched_run
from parity.demo.faults import Faults
from parity.demo.household import build
from parity.demo.sage_household import build_sagetv
from parity.demo.sage_standin import create_app
from parity.demo.sage_world import SageWorld
from parity.store import watched_runs
from tests.actions.doorways import Doorway
from tests.actions.household import Clock, Household

TODAY = date(2026, 9, 14)
NOON = datetime(2026, 9, 14, 12, tzinfo=UTC)
LIBRARIES = "TV Shows,Movies,4K Movies,Kids Movies"

Done = tuple[str, str, str, int]
"""A title as far as it is needed, the side, what was done there, and the position in minutes."""
STORY: set[Done] = {
    ("Silo – S01E01", "partner", "move", 20),
    ("Silo – S01E02", "plex", "move", 30),
    ("Silo – S01E03", "partner", "mark", 0),
    ("Silo – S01E04", "plex", "mark", 0),
    ("Silo – S01E05", "partner", "move", 25),
    ("Silo – S01E06", "plex", "move", 14),
    ("Reacher – S01E01", "plex", "mark", 0),
    ("Reacher – S01E02", "partner", "move", 8),
    ("Reacher – S01E03", "partner", "move", 9),
    ("Reacher – S01E04", "partner", "move", 39),
    ("Top Gun (1986)", "plex", "move", 50),
    ("Paddington (2014)", "partner", "mark", 0),
    ("GoldenEye (1995)", "plex", "mark", 0),
    ("Stranger Things – S01E01", "plex", "move", 21),
    ("FBI – S01E01", "plex", "mark", 0),
}


@dataclass
class Both:
    """The house between the two."""

    home: Household
    sage: SageWorld

    def sync(self) -> tuple[watched_runs.RunRow, list[watched_runs.ChangeRow]]:
        """A run, and its changes."""
        run = watched_run.ask(self.home.house, "sync")
        watched_run.carry_out(self.home.house, run, threading.Event())
        with self.home.house.database.reading() as connection:
            row = watched_runs.RUNS.get(connection, run)
            assert row is not None
            return row, watched_runs.changes(connection, run)


@pytest.fixture
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    tmdb, plex = build(TODAY)
    sage = build_sagetv(plex, TODAY)
    sage.set_now(NOON.timestamp())
    doorway = Doorway.of(create_app(sage, Faults()))
    given = {"SAGETV_URL": sage.address(doorway.url), "PARITY_SAGETV_LIBRARIES": LIBRARIES}
    home = Household(tmp_path_factory.mktemp("home"), given, tmdb, plex, clock=Clock(NOON))
    yield Both(home, sage)
    home.close()
    doorway.move_out()


def test_a_run_does_what_the_story_says_and_the_next_has_nothing_to_do(both: Both) -> None:
    row, changes = both.sync()
    assert (row.state, row.not_in_plex, row.sentence) == ("done", 3, None)
    told = {change.change.title: change.change for change in changes}
    done: set[Done] = set()
    for title, change in told.items():
        short = " – ".join(title.split(" – ")[:2])
        if change.state == "done":
            done.add((short, change.side, change.do, change.position // 60_000))
        else:
            assert (short, change.state, change.hold) == ("Reacher – S01E05", "skipped", "recording")
    assert done == STORY
    assert row.ambiguous == 2  # a film that lies in two libraries of Plex, and in a third place in SageTV
    both.sage.requests.reset()
    both.home.plex.forget_view_writes()
    again, changes = both.sync()
    assert (again.state, [change.change.hold for change in changes]) == ("done", ["recording"])
    assert both.sage.requests.kinds == {"GetMediaFiles": 2}
    assert both.home.plex.view_writes() == {}
