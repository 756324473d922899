"""Libraries are made and deleted on a server, and nothing of that is asked for twice."""

from collections.abc import Iterator

import pytest

from parity.core.failures import Failure, NotFound, Unauthorised, Unavailable
from parity.demo.faults import Fault, Faults
from parity.demo.plex_standin import create_app
from parity.demo.plex_world import PlexWorld
from parity.demo.serving import serve
from parity.http import Caller, RetryPolicy
from parity.plex.calling import plex_headers
from parity.plex.library import PlexLibrary
from tests.loopback import FakeTime
from tests.plex.conftest import Lines
from tests.plex.scripted import Asked, Reply, Scripted, container
from tests.plex.troubles import FOUR_WORDS

FOLDERS = ("/media/a & b", r"O:\TV, old")


class Shed:
    """A server with one library, and a door to it that tries each thing up to three times."""

    def __init__(self, url: str) -> None:
        self.world, self.faults = PlexWorld(), Faults()
        self.world.add_section("TV")
        self.url = url

    def door(self, token: str = "") -> PlexLibrary:
        headers = plex_headers(token or self.world.token, "client-1")
        policy = RetryPolicy(attempts=3, limited=1)
        return PlexLibrary(Caller("Plex", self.url, headers=headers, policy=policy, interrupt=FakeTime()))

    def titles(self) -> list[str]:
        return [section.title for section in self.world.sections.values()]


@pytest.fixture
def shed() -> Iterator[Shed]:
    made = Shed("")
    with serve(create_app(made.world, made.faults)) as served:
        made.url = served.url
        yield made


@pytest.mark.parametrize(
    ("kind", "agent", "scanner"),
    [("show", "tv.plex.agents.series", "Plex TV Series"), ("movie", "tv.plex.agents.movie", "Plex Movie")],
)
def test_a_library_is_made_with_plex_s_own_agent(shed: Shed, kind: str, agent: str, scanner: str) -> None:
    made = shed.world.sections[int(shed.door().add_section("Übers & more", kind, FOLDERS))]
    assert (made.title, made.type, tuple(made.locations)) == ("Übers & more", kind, FOLDERS)
    assert (made.agent, made.scanner, made.language) == (agent, scanner, "en-US")


def test_a_second_library_of_the_same_name_has_a_key_of_its_own(shed: Shed) -> None:
    first, second = (int(shed.door().add_section("TV", "show", [folder])) for folder in FOLDERS)
    assert [shed.world.sections[key].locations for key in (first, second)] == [[folder] for folder in FOLDERS]


def test_an_agent_that_the_server_does_not_have_is_told(shed: Shed) -> None:
    shed.world.set_habits(old_agents=True)
    with pytest.raises(Unavailable, match="refused to make Films: it does not know the agent tv.plex.agents.movie, or"):
        shed.door().add_section("Films", "movie", FOLDERS)
    assert shed.titles() == ["TV"]


def test_a_library_is_deleted_and_then_is_not_there(shed: Shed) -> None:
    shed.door().delete_section("1")
    assert shed.titles() == []
    with pytest.raises(NotFound, match="library 1"):
        shed.door().delete_section("1")


def test_who_is_not_the_owner_can_do_neither_and_is_told_so(shed: Shed) -> None:
    shed.world.allow_token("vera's")
    door = shed.door("vera's")
    for do in (lambda: door.add_section("Films", "movie", FOLDERS), lambda: door.delete_section("1")):
        with pytest.raises(Unauthorised, match="only its owner may ask for this"):
            do()
    assert shed.titles() == ["TV"]


@pytest.mark.parametrize("endpoint", ["section_add", "section_delete"])
@pytest.mark.parametrize(("kind", "details", "word"), [*FOUR_WORDS[:4], FOUR_WORDS[-1]])
def test_trouble_is_one_of_the_four_words_and_nothing_is_asked_for_twice(
    shed: Shed, endpoint: str, kind: str, details: dict[str, int], word: type[Failure]
) -> None:
    path, skip = ("/sections$", 1) if endpoint == "section_add" else ("/sections/1", 0)
    shed.faults.add(Fault(kind, path, times=1, skip=skip, **details))  # type: ignore[arg-type]
    door = shed.door()
    with pytest.raises(word):
        door.add_section("Films", "movie", FOLDERS) if endpoint == "section_add" else door.delete_section("1")
    assert (shed.world.requests.kinds[endpoint], shed.titles()) == (1, ["TV"])


def test_that_the_list_fails_afterwards_does_not_say_that_nothing_was_made(shed: Shed) -> None:
    shed.faults.add(Fault("html", "/sections$", skip=2))
    with pytest.raises(Unavailable, match="Films was asked for; whether it is there: .*web page"):
        shed.door().add_section("Films", "movie", FOLDERS)
    assert shed.titles() == ["TV", "Films"]


def test_nothing_is_made_while_the_list_before_cannot_be_read(shed: Shed) -> None:
    shed.faults.add(Fault("html", "/sections$"))
    with pytest.raises(Unavailable):
        shed.door().add_section("Films", "movie", FOLDERS)
    assert shed.titles() == ["TV"]


def test_a_server_that_agrees_and_lists_nothing_new_has_not_made_it(lines: Lines) -> None:
    def answer(asked: Asked) -> object:
        return Reply(201, b"") if asked.method == "POST" else container(size=0)

    with serve(Scripted(answer)) as served, pytest.raises(Unavailable, match="agreed to make Films, but does not list"):
        PlexLibrary(lines.to(served.url)).add_section("Films", "movie", FOLDERS)
