"""The room asks the sample server for scans and sees what came of them, in good times and in bad."""

from collections.abc import Callable, Iterator

import pytest

from parity.core.activity import Filed, Session
from parity.core.failures import Failure, NotFound, Unauthorised
from parity.demo.faults import Fault, Faults
from parity.demo.plex_standin import create_app
from parity.demo.plex_world import PlexWorld
from parity.demo.serving import serve
from parity.plex.library import PlexLibrary
from tests.plex.conftest import Lines
from tests.plex.troubles import FOUR_WORDS

HOME = "/media/tv/Lost (2004)"
FIRST, SECOND = (f"{HOME}/Season 01/Lost S01E0{number}.mkv" for number in (1, 2))


class Attic:
    """A show library with one show of one episode, a film library with one film, and a door to them."""

    def __init__(self, lines: Lines, url: str, world: PlexWorld, faults: Faults) -> None:
        self.world, self.faults, self.lines, self.url = world, faults, lines, url
        self.tv = world.add_section("TV", locations=["/media/tv"])
        self.films = world.add_section("Films", "movie", locations=["/media/films"])
        self.show = world.add_show(self.tv, "Lost", 2004, folder=HOME)
        self.first = world.add_episode(self.show, 1, 1, file=FIRST)
        self.heat = world.add_movie(self.films, "Heat", 1995, files=["/media/films/Heat (1995)/Heat.mkv"])
        self.library = PlexLibrary(lines.to(url, token=world.token))

    def with_token(self, token: str) -> PlexLibrary:
        return PlexLibrary(self.lines.to(self.url, token=token))

    def newest(self) -> list[tuple[int | None, tuple[str, ...]]]:
        return [(each.number, each.files) for each in self.library.newest(str(self.tv), "show")]


@pytest.fixture
def attic(lines: Lines) -> Iterator[Attic]:
    world, faults = PlexWorld(), Faults()
    with serve(create_app(world, faults)) as served:
        yield Attic(lines, served.url, world, faults)


@pytest.mark.parametrize("ids_as_text", [True, False])
def test_a_scan_is_under_way_and_then_its_file_is_among_the_newest(attic: Attic, ids_as_text: bool) -> None:
    attic.world.set_habits(scan_seconds=60, ids_as_text=ids_as_text)
    attic.world.put_file(attic.tv, SECOND)
    attic.library.scan(str(attic.tv), f"{HOME}/Season 01")
    (scan,) = attic.library.activities()
    assert (scan.scans, scan.section_key, scan.subtitle) == (True, str(attic.tv), f"{HOME}/Season 01")
    assert [section.refreshing for section in attic.library.sections()] == [True, False]
    assert attic.newest() == [(1, (FIRST,))]
    attic.world.pass_time(60)
    assert attic.library.activities() == ()
    assert attic.newest() == [(2, (SECOND,)), (1, (FIRST,))]
    assert attic.world.refreshes == [(attic.tv, f"{HOME}/Season 01")]


def test_all_files_of_a_show_a_season_an_episode_and_a_film_are_filed(attic: Attic) -> None:
    show, key, season = str(attic.show), str(attic.first), str(attic.world.season_key(attic.show, 1))
    attic.world.add_media(attic.first, f"{HOME}/Season 01/Lost S01E01 2160p.mkv")
    episode = Filed(
        key, show, "Episode 1", 1, 1, (FIRST, f"{HOME}/Season 01/Lost S01E01 2160p.mkv"), True, 1_780_000_003
    )
    assert [attic.library.filed(of) for of in (show, season, key)] == [(episode,)] * 3
    (film,) = attic.library.filed(str(attic.heat))
    assert (film.show_key, film.files) == ("", ("/media/films/Heat (1995)/Heat.mkv",))
    assert attic.library.newest(str(attic.films), "movie") == (film,)


def test_what_lies_in_the_trash_can_be_seen_and_emptied(attic: Attic) -> None:
    attic.world.put_file(attic.tv, SECOND)
    attic.world.refresh(attic.tv)
    attic.world.take_file(attic.tv, FIRST)
    attic.library.scan(str(attic.tv))
    assert [each.files for each in attic.library.trash(str(attic.tv), "show")] == [(FIRST,)]
    assert sorted((each.files, each.live) for each in attic.library.filed(str(attic.show))) == [
        ((FIRST,), False), ((SECOND,), True),
    ]  # fmt: skip
    attic.library.empty_trash(str(attic.tv))
    assert attic.library.trash(str(attic.tv), "show") == ()
    assert attic.newest() == [(2, (SECOND,))]


def test_who_plays_is_told_with_the_library_they_play_from(attic: Attic) -> None:
    assert attic.library.sessions() == ()
    attic.world.play(attic.first, "Kaylee", "SHIELD")
    attic.world.play(None, "Wash", title="News")
    assert attic.library.sessions() == (
        Session(str(attic.tv), str(attic.first), "Lost: Episode 1", "Kaylee", "playing", "SHIELD"),
        Session(None, None, "News", "Wash", "playing", "Living room"),
    )


def test_single_items_are_refreshed_and_analyzed(attic: Attic) -> None:
    attic.library.refresh_item(str(attic.show))
    attic.library.analyze_item(str(attic.first))
    assert (attic.world.item_refreshes, attic.world.analyzed) == ([attic.show], [attic.first])


@pytest.mark.parametrize(
    "ask",
    [
        lambda library: library.scan("9"),
        lambda library: library.newest("9", "show"),
        lambda library: library.filed("9999"),
        lambda library: library.refresh_item("9999"),
        lambda library: library.analyze_item("9999"),
        lambda library: library.trash("9", "movie"),
        lambda library: library.empty_trash("9"),
    ],
    ids=["scan", "newest", "filed", "refresh", "analyze", "trash", "empty"],
)
def test_what_is_not_there_is_not_found(attic: Attic, ask: Callable[[PlexLibrary], object]) -> None:
    with pytest.raises(NotFound):
        ask(attic.library)


@pytest.mark.parametrize(
    ("kind", "details", "word"), [trouble for trouble in FOUR_WORDS if trouble[1] != {"status": 404}]
)
def test_trouble_is_one_of_the_four_words(
    attic: Attic, kind: str, details: dict[str, int], word: type[Failure]
) -> None:
    attic.faults.add(Fault(kind, **details))  # type: ignore[arg-type]
    for ask in (attic.library.activities, attic.library.sessions):
        with pytest.raises(word):
            ask()


@pytest.mark.parametrize(
    "ask",
    [
        lambda library: library.scan("1"),
        lambda library: library.activities(),
        lambda library: library.sessions(),
        lambda library: library.refresh_item("101"),
        lambda library: next(library.events()),
    ],
    ids=["scan", "activities", "sessions", "refresh", "events"],
)
def test_that_only_the_owner_may_ask_does_not_look_like_a_dead_token(
    attic: Attic, ask: Callable[[PlexLibrary], object]
) -> None:
    attic.world.allow_token("somebody-else's")
    attic.world.set_habits(owner_only=True)
    ask(attic.library)
    with pytest.raises(Unauthorised, match="only its owner may ask for this"):
        ask(attic.with_token("somebody-else's"))
    attic.world.drop_token("somebody-else's")
    with pytest.raises(Unauthorised, match="the token was refused"):
        ask(attic.with_token("somebody-else's"))
