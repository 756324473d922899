"""A SIMKL on loopback, and who asks it for Jane; time moves only by waiting."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest

from parity.core.simkl import Generation, Put, Taken
from parity.core.watch import Complete, WatchItem
from parity.demo.faults import Faults
from parity.demo.simkl_standin import create_app
from parity.demo.simkl_world import CLIENT_ID, CLIENT_ID_V2, SimklWorld
from parity.http import TokenBucket
from parity.simkl import SimklLists, simkl_caller
from tests.actions.doorways import Doorway
from tests.loopback import Answering, FakeTime, Loopback, Reply, answering

TOKEN = "a-token-of-mine-that-nobody-may-see"
APPS: dict[Generation, str] = {"v1": CLIENT_ID, "v2": CLIENT_ID_V2}


def asking(
    url: str,
    token: str,
    generation: Generation = "v1",
    time: FakeTime | None = None,
    renew: Callable[[], str] | None = None,
) -> SimklLists:
    """The lists behind an address, for an app of that kind; its turns go by `time`."""
    time = time or FakeTime()
    reads, writes = (TokenBucket(rate, 1, time.clock) for rate in (5.0, 0.8))
    return SimklLists(
        simkl_caller(url, APPS[generation], generation, token, bucket=reads, writes=writes, interrupt=time, renew=renew)
    )


@dataclass
class Service:
    """SIMKL, served, with Jane's lists as an app of `generation` sees them."""

    generation: Generation = "v1"
    world: SimklWorld = field(default_factory=SimklWorld)
    faults: Faults = field(default_factory=Faults)
    time: FakeTime = field(default_factory=FakeTime)

    def __post_init__(self) -> None:
        self.doorway = Doorway.of(create_app(self.world, self.faults))
        token = self.world.auth.issue(APPS[self.generation])
        self.lists = asking(self.doorway.url, token, self.generation, self.time)

    def read(self) -> dict[str, WatchItem]:
        """All titles by their names."""
        listing = self.lists.read()
        assert isinstance(listing, Complete)
        return {item.title: item for item in listing.items}

    def put(self, *items: WatchItem) -> dict[str, str | None]:
        """What became of each."""
        heard: list[Put] = []
        self.lists.put(items, heard.extend)
        return {put.key: put.status for put in heard}

    def take(self, *items: WatchItem) -> list[tuple[int, Taken]]:
        """How many each batch had, and what became of it."""
        heard: list[tuple[int, Taken]] = []
        self.lists.take(items, lambda batch, taken: heard.append((len(batch), taken)))
        return heard

    def asked(self) -> dict[str, int]:
        """What was asked since the last look."""
        asked = dict(self.world.requests.kinds)
        self.world.requests.reset()
        return asked


@pytest.fixture(params=["v1", "v2"])
def simkl(request: pytest.FixtureRequest) -> Iterator[Service]:
    """SIMKL that knows two films, a show and two anime, one of them a film, asked by an app of either kind."""
    made = Service(request.param)
    fill(made.world)
    yield made
    made.doorway.move_out()


def fill(world: SimklWorld) -> None:
    """The catalogue of these tests; nothing of it is on a list."""
    world.add_title("movies", "The Matrix", 1999, 53992, imdb="tt0133093", tmdb=603)
    world.add_title("movies", "Paprika's Kitchen", 2010, 53993, tmdb=77)
    world.add_title("shows", "Firefly", 2002, 2042, imdb="tt0303461", tmdb=1437, tvdb=78874)
    world.add_title("anime", "Ajin 2", 2016, 581835, mal=33253, anidb=12111, tvdb=299963, told_ids=("mal", "anidb"))
    world.add_title("anime", "Paprika", 2006, 37390, mal=1943, imdb="tt0851578", tmdb=4977, anime_type="movie")


Opening = Callable[[Answering | Reply], tuple[SimklLists, Loopback]]


@pytest.fixture
def opened() -> Iterator[Opening]:
    """Opens a SIMKL that answers so."""
    with ExitStack() as stack:

        def open_one(answer: Answering | Reply) -> tuple[SimklLists, Loopback]:
            server = stack.enter_context(answering(answer))
            return asking(server.url, TOKEN), server

        yield open_one
