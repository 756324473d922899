"""A Sonarr and a Radarr on loopback, and who asks them; time moves only by waiting."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest

from parity.arr import RadarrFiles, SonarrFiles, arr_caller
from parity.core.downloaded import Source
from parity.demo.arr_standin import create_app
from parity.demo.arr_world import ArrWorld
from parity.demo.faults import Faults
from tests.actions.doorways import Doorway
from tests.loopback import Answering, FakeTime, Loopback, Reply, answering

KEY = "a-key-of-mine-for-all-of-it"


@dataclass
class Program:
    """One of them, served: its world, its faults, and who asks with the right key."""

    world: ArrWorld
    faults: Faults = field(default_factory=Faults)

    def __post_init__(self) -> None:
        self.doorway = Doorway.of(create_app(self.world, self.faults))
        self.caller = arr_caller(
            self.world.program, self.doorway.url + self.world.base, self.world.key, interrupt=FakeTime()
        )
        kind = SonarrFiles if self.world.program == "sonarr" else RadarrFiles
        self.asks: SonarrFiles | RadarrFiles = kind(self.caller)

    def paths(self) -> list[str]:
        """All files that are told."""
        return [file.path for file in self.asks.files()]

    def asked(self) -> dict[str, int]:
        """What it was asked, by route, since the last look."""
        asked = dict(self.world.requests.kinds)
        self.world.requests.reset()
        return asked

    def close(self) -> None:
        """Nobody asks any more."""
        self.caller.close()
        self.doorway.move_out()


@pytest.fixture
def sonarr() -> Iterator[Program]:
    """Sonarr below a path of its own, with two files of Firefly and a show without any."""
    world = ArrWorld("sonarr", "/sonarr")
    world.add_root("/data/tv/")
    firefly = world.add_item("Firefly", "/data/tv/Firefly", tvdb_id=78874, tmdb_id=1437, imdb_id="tt0303461")
    world.put_file(firefly, "Season 01/Firefly - S01E01.mkv")
    world.put_file(firefly, "Specials/Firefly - S00E01.mkv")
    world.add_item("Dollhouse", "/data/tv/Dollhouse")
    made = Program(world)
    yield made
    made.close()


@pytest.fixture
def radarr() -> Iterator[Program]:
    """Radarr, with the file of one film of two."""
    world = ArrWorld("radarr")
    serenity = world.add_item("Serenity", "/data/films/Serenity (2005)", tmdb_id=16320, imdb_id="tt0379786")
    world.put_file(serenity, "Serenity.mkv")
    world.add_item("Much Ado", "/data/films/Much Ado")
    made = Program(world)
    yield made
    made.close()


Opened = tuple[SonarrFiles | RadarrFiles, Loopback]
Opening = Callable[..., Opened]


@pytest.fixture
def opened() -> Iterator[Opening]:
    """Opens one that answers so."""
    with ExitStack() as stack:

        def open_one(
            answer: Answering | Reply, source: Source = "sonarr"
        ) -> tuple[SonarrFiles | RadarrFiles, Loopback]:
            server = stack.enter_context(answering(answer))
            caller = arr_caller(source, server.url, KEY, interrupt=FakeTime())
            stack.callback(caller.close)
            return (SonarrFiles(caller) if source == "sonarr" else RadarrFiles(caller)), server

        yield open_one
