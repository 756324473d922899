"""A server with a little to watch, and viewers of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from parity.core.watched import State
from parity.demo.faults import Faults
from parity.demo.plex_standin import create_app
from parity.demo.plex_world import PlexWorld
from parity.demo.serving import serve
from parity.plex.viewing import PlexViewing
from tests.plex.conftest import Lines

VERA = "token-of-vera"
NAME = "Castle S07E19.mkv"


class Attic:
    """A show library with two episodes in one show, a film library with one film, and viewers of them."""

    def __init__(self, lines: Lines, url: str, world: PlexWorld, faults: Faults) -> None:
        self.world, self.faults, self.lines, self.url = world, faults, lines, url
        self.tv = world.add_section("TV", locations=["/media/tv"])
        self.films = world.add_section("Films", "movie", locations=["/media/films"])
        self.show = world.add_show(self.tv, "Castle", 2009, guids=["tvdb://83462", "tmdb://1419"])
        self.first = world.add_episode(self.show, 7, 19, "Habeas Corpse", file=f"/media/tv/{NAME}", minutes=44)
        self.second = world.add_episode(self.show, 7, 20, "Sleeper", minutes=44, guids=["tvdb://7"])
        self.heat = world.add_movie(self.films, "Heat", 1995, ["imdb://tt0113277"], minutes=170)
        world.allow_token(VERA)
        self.viewer = self.of(world.token)

    def of(self, token: str) -> PlexViewing:
        return PlexViewing(self.lines.to(self.url, token=token))

    def state(self, key: int) -> State:
        return self.viewer.video(str(key)).state

    def kinds(self) -> dict[str, object]:
        kinds = self.world.requests.to_dict()["kinds"]
        assert isinstance(kinds, dict)
        return kinds


@contextmanager
def attic_of(lines: Lines) -> Iterator[Attic]:
    """Served, until the test is over."""
    world, faults = PlexWorld(), Faults()
    with serve(create_app(world, faults)) as served:
        yield Attic(lines, served.url, world, faults)
