"""Small worlds, served: what the tests of the stand-ins talk to."""

from collections.abc import Iterator

import pytest
import requests

from parity.demo import plex_standin, plex_tv_standin, tmdb_standin
from parity.demo.faults import Faults
from parity.demo.plex_world import PlexWorld
from parity.demo.serving import serve
from parity.demo.tmdb_world import TmdbWorld
from tests.demo.served import Plex, PlexTv, Tmdb, three_people


@pytest.fixture
def session() -> Iterator[requests.Session]:
    with requests.Session() as made:
        yield made


@pytest.fixture
def tmdb(session: requests.Session) -> Iterator[Tmdb]:
    world, faults = TmdbWorld(today="2026-03-10"), Faults()
    world.add_show(7, "Dark Water", status="Returning Series", imdb_id="tt0000007", tvdb_id=707)
    world.set_show(7, first_air_date="2025-01-01")
    world.add_season(7, 1, ["2025-01-01", "2025-01-08"])
    world.add_season(7, 2, ["2026-03-09", "2026-03-16"])
    with serve(tmdb_standin.create_app(world, faults)) as served:
        yield Tmdb(world, faults, served.url, session)


@pytest.fixture
def plex(session: requests.Session) -> Iterator[Plex]:
    world, faults = PlexWorld(), Faults()
    section = world.add_section("TV Shows", locations=["/media/tv"])
    show = world.add_show(section, "Dark Water", 2025, guids=["tmdb://7", "imdb://tt0000007"])
    first = world.add_episode(show, 1, 1, "One", "2025-01-01", ["tmdb://71"])
    second = world.add_episode(show, 1, 2, "Two", "2025-01-08", ["tmdb://72"])
    world.settle(show)
    with serve(plex_standin.create_app(world, faults)) as served:
        yield Plex(world, faults, served.url, session, show, first, second)


@pytest.fixture
def plex_tv(session: requests.Session) -> Iterator[PlexTv]:
    world, faults = three_people(), Faults()
    with serve(plex_tv_standin.create_app(world, faults)) as served:
        yield PlexTv(world, faults, served.url, session)
