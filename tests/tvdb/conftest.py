"""TheTVDB's stand-in, or a server of the test's own, and a cache in a folder of its own; time moves only by waiting."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from parity.cache import Remembered, open_cache
from parity.demo.faults import Fault, Faults
from parity.demo.tvdb_standin import create_app
from parity.demo.tvdb_world import TvdbWorld
from parity.tvdb import TvdbSeries, TvdbToken, tvdb_caller
from tests.actions.doorways import Doorway
from tests.loopback import Answering, FakeTime, Loopback, Reply, answering

NOON = 1_781_524_800.0
"""15 June 2026, in Unix seconds."""
KEY = "a-key-of-mine-for-thetvdb"


@dataclass
class Town:
    """The world, its faults, and who asks; `now` is the time of both sides in Unix seconds."""

    cache: Remembered
    world: TvdbWorld = field(default_factory=TvdbWorld)
    faults: Faults = field(default_factory=Faults)
    now: float = NOON

    def __post_init__(self) -> None:
        self.world.clock = lambda: self.now
        self.doorway = Doorway.of(create_app(self.world, self.faults))
        self.token = TvdbToken(self.world.key, self.world.pin, lambda: self.now)
        self.tvdb = self.asking(self.token)

    def asking(self, token: TvdbToken) -> TvdbSeries:
        """Somebody with this token."""
        self.caller = tvdb_caller(f"{self.doorway.url}/v4", bucket=None, interrupt=FakeTime())
        return TvdbSeries(self.caller, token, self.cache)

    def fails(self, kind: str, path: str = "/series/", **more: object) -> Fault:
        """From now on it answers so."""
        return self.faults.add(Fault(kind, path, **more))  # type: ignore[arg-type]

    def asked(self) -> dict[str, int]:
        """What it was asked, by route, since the last look."""
        asked = dict(self.world.requests.kinds)
        self.world.requests.reset()
        return asked

    def broadcast(self, series_id: int, episodes: int, name: str = "Firefly") -> None:
        """A series with so many episodes in season 1, also counted through, aired day by day from 1 January 2002."""
        self.world.add_series(series_id, name, first_aired="2002-01-01")
        for nth in range(1, episodes + 1):
            aired = f"2002-01-{nth:02}" if nth <= 31 else None
            self.world.add_episode(series_id, series_id * 1000 + nth, f"Part {nth}", aired, (1, nth), absolute=nth)


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Remembered]:
    with closing(open_cache(f"sqlite:///{tmp_path / 'cache.db'}")) as opened:
        yield opened


@pytest.fixture
def town(cache: Remembered) -> Iterator[Town]:
    """The stand-in without any series, and somebody who asks it with the right key."""
    town = Town(cache)
    yield town
    town.caller.close()
    town.doorway.move_out()


Opening = Callable[..., tuple[TvdbSeries, Loopback]]


@pytest.fixture
def opened(cache: Remembered) -> Iterator[Opening]:
    """Opens somebody whose TheTVDB answers so, the sign-in too unless `token` is bought already."""
    with ExitStack() as stack:

        def open_series(answer: Answering | Reply, pin: str = "") -> tuple[TvdbSeries, Loopback]:
            server = stack.enter_context(answering(answer))
            caller = tvdb_caller(f"{server.url}/v4", bucket=None, interrupt=FakeTime())
            stack.callback(caller.close)
            return TvdbSeries(caller, TvdbToken(KEY, pin, lambda: NOON), cache), server

        yield open_series
