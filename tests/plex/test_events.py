"""The room listens to the sample server: what happens there is known as it happens, and so is that the line broke."""

from collections.abc import Generator, Iterator

import pytest

from parity.core.activity import Heartbeat, ItemEvent, PlayEvent, SectionScan, ServerEvent
from parity.core.failures import Failure, Unauthorised, Unavailable
from parity.demo.faults import Faults
from parity.demo.plex_standin import create_app
from parity.demo.plex_world import PlexWorld
from parity.demo.serving import serve
from parity.plex.library import PlexLibrary
from tests.plex.conftest import Lines
from tests.plex.scripted import Reply, refusal

HOME = "/media/tv/Lost (2004)"


class Attic:
    """A server with one show of one episode, and somebody who listens."""

    def __init__(self, lines: Lines, url: str, world: PlexWorld) -> None:
        self.world, self.lines, self.url = world, lines, url
        self.section = world.add_section("TV", locations=["/media/tv"])
        self.show = world.add_show(self.section, "Lost", 2004, folder=HOME)
        self.first = world.add_episode(self.show, 1, 1, file=f"{HOME}/Season 01/Lost S01E01.mkv")
        self.library = PlexLibrary(lines.to(url, token=world.token))

    def listen(self) -> Generator[ServerEvent]:
        events = self.library.events()
        assert next(events) == Heartbeat()
        return events


@pytest.fixture
def attic(lines: Lines) -> Iterator[Attic]:
    world = PlexWorld()
    with serve(create_app(world, Faults())) as served:
        yield Attic(lines, served.url, world)


def test_a_scan_is_followed_to_its_end_with_what_it_found(attic: Attic) -> None:
    events = attic.listen()
    attic.world.set_habits(scan_seconds=60, context_late=1)
    attic.world.put_file(attic.section, f"{HOME}/Season 01/Lost S01E02.mkv", episode_title="Two")
    attic.library.scan(str(attic.section), HOME)
    begun = next(events)
    assert isinstance(begun, SectionScan)
    assert (begun.did, begun.section_key, begun.subtitle) == ("began", None, HOME)
    assert [each.uuid for each in attic.library.activities()] == [begun.uuid]
    attic.world.pass_time(60)
    told = [next(events) for _ in range(4)]
    key, show = str(attic.world.find_episode(attic.show, 1, 2)), str(attic.show)
    assert told == [
        SectionScan(begun.uuid, "1", "goes on", HOME, 0),
        ItemEvent("1", key, show, "episode", "came", "Two"),
        ItemEvent("1", key, show, "episode", "ready", "Two"),
        SectionScan(begun.uuid, "1", "ended", HOME, 100),
    ]
    assert attic.library.activities() == ()


def test_who_plays_and_what_went_is_told(attic: Attic) -> None:
    events = attic.listen()
    attic.world.play(attic.first)
    attic.world.take_file(attic.section, HOME)
    attic.world.refresh(attic.section)
    told = [next(events) for _ in range(4)]
    assert told[0] == PlayEvent(str(attic.first), "playing")
    assert told[2] == ItemEvent("1", str(attic.first), str(attic.show), "episode", "went", "Episode 1")


def test_a_restart_ends_the_line_and_what_was_under_way_is_never_told_to_be_over(attic: Attic) -> None:
    attic.world.set_scan_seconds(60)
    events = attic.listen()
    attic.library.scan(str(attic.section))
    assert isinstance(next(events), SectionScan)
    attic.world.restart(30)
    with pytest.raises(Unavailable, match="cut its answer short"):
        next(events)
    with pytest.raises(Unavailable, match="status 503"):
        next(attic.library.events())
    attic.world.pass_time(90)
    attic.listen()
    assert [section.refreshing for section in attic.library.sections()] == [False]


def test_a_server_that_lives_says_so_and_one_that_does_not_is_left(attic: Attic) -> None:
    attic.world.set_habits(ping_seconds=0)
    assert next(attic.listen()) == Heartbeat()
    attic.world.set_habits(silent=True)
    attic.library.silence = 0.05
    with pytest.raises(Unavailable, match="said nothing for"):
        next(attic.listen())


def test_a_refused_token_hears_nothing(attic: Attic) -> None:
    with pytest.raises(Unauthorised):
        next(PlexLibrary(attic.lines.to(attic.url, token="somebody-else")).events())


def test_who_stops_listening_leaves_the_other_questions_their_lines(attic: Attic) -> None:
    for _ in range(6):
        events = attic.listen()
        events.close()
    assert attic.library.sections()


@pytest.mark.parametrize(
    ("answer", "word", "sentence"),
    [
        (refusal(404), Unavailable, "does not tell what happens"),
        (refusal(403), Unauthorised, "not allowed"),
        (Reply(200, b"<html>", {"Content-Type": "text/html"}), Unavailable, "something else than events"),
    ],
)
def test_a_server_that_tells_nothing_is_told_as_such(
    lines: Lines, answer: Reply, word: type[Failure], sentence: str
) -> None:
    library, app = lines.library(lambda _: answer)
    with pytest.raises(word, match=sentence):
        next(library.events())
    assert (app.asked[0].query["filters"], app.asked[0].headers["accept"]) == (
        "activity,timeline,playing", "text/event-stream",
    )  # fmt: skip
