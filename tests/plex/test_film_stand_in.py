"""The room and the sample household's Plex understand each other about films and collections, in good times and bad."""

from collections.abc import Iterator

import pytest

from parity.core.failures import Failure, NotFound, Unavailable
from parity.core.ids import ExternalIds
from parity.core.library import PlexCollection, PlexFilm
from parity.core.listing import Tally
from parity.demo.faults import Fault, Faults
from parity.demo.plex_standin import create_app
from parity.demo.plex_world import PlexWorld
from parity.demo.serving import serve
from parity.plex import asking
from parity.plex.library import PlexLibrary
from tests.plex.conftest import Lines
from tests.plex.troubles import FOUR_WORDS

PAGE, FILMS = 10, 18


class Shelf:
    """A library "Movies" of 18 films in pages of 10, which one collection holds all of, and the door to it."""

    def __init__(self, library: PlexLibrary, world: PlexWorld, faults: Faults) -> None:
        self.library, self.world, self.faults = library, world, faults
        self.section = world.add_section("Movies", "movie", "tv.plex.agents.movie")
        self.keys = [world.add_movie(self.section, f"Film {n}", 1999, [f"tmdb://{n}"]) for n in range(1, FILMS + 1)]
        self.collection = world.add_collection(self.section, "All", self.keys)

    def suffer(self, kind: str, **details: int) -> None:
        self.faults.add(Fault(kind, **details))  # type: ignore[arg-type]

    def films(self) -> list[PlexFilm]:
        return [film for page in self.library.films(str(self.section)) for film in page.rows]

    def collections(self) -> list[PlexCollection]:
        return [each for page in self.library.collections(str(self.section)) for each in page.rows]

    def flaw(self) -> str | None:
        tally = Tally()
        for page in self.library.films(str(self.section)):
            tally.add(page, [film.rating_key for film in page.rows])
        return tally.flaw


@pytest.fixture
def shelf(lines: Lines, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    monkeypatch.setattr(asking, "PAGE_SIZE", PAGE)
    world, faults = PlexWorld(), Faults()
    with serve(create_app(world, faults)) as served:
        yield Shelf(PlexLibrary(lines.to(served.url, token=world.token)), world, faults)


def test_films_and_members_arrive_as_they_were_put_in(shelf: Shelf) -> None:
    keys = [str(key) for key in shelf.keys]
    assert [len(page.rows) for page in shelf.library.films(str(shelf.section))] == [10, 8]
    assert [film.rating_key for film in shelf.films()] == keys
    assert shelf.flaw() is None
    assert list(shelf.library.members(str(shelf.collection))) == keys
    first = shelf.library.film(keys[0])
    assert first == shelf.films()[0]
    assert (first.title, first.year, first.ids, first.live) == ("Film 1", 1999, ExternalIds(tmdb=(1,)), True)
    assert first.edition == ""
    assert first.file == "/media/Movies/Film 1 (1999)/Film 1 (1999).mkv"


def test_editions_old_agents_and_parts_are_told_apart(shelf: Shelf) -> None:
    guid = "com.plexapp.agents.themoviedb://348?lang=en"
    add = shelf.world.add_movie
    cut = add(shelf.section, "Alien", 1979, guid=guid, edition="Cut", files=["/a1.mkv", "/a2.mkv"])
    read = shelf.library.film(str(cut))
    assert (read.guid, read.ids, read.edition) == (guid, ExternalIds(tmdb=(348,)), "Cut")
    assert read.file == "/a1.mkv"


def test_the_trash_and_optimised_versions_of_films_do_not_live(shelf: Shelf) -> None:
    trashed, fileless, back, optimised = shelf.keys[:4]
    shelf.world.trash_movie(trashed)
    shelf.world.trash_movie(fileless, media_only=True)
    shelf.world.trash_movie(back)
    shelf.world.untrash_movie(back)
    shelf.world.trash_movie(optimised, media_only=True)
    shelf.world.add_movie_version(optimised, "/small.mp4", proxy_type=42)
    dead = {film.rating_key for film in shelf.films() if not film.live}
    assert dead == {str(trashed), str(fileless), str(optimised)}


def test_a_disk_of_films_that_is_away_leaves_none_alive(shelf: Shelf) -> None:
    shelf.world.take_offline(shelf.section)
    assert {film.live for film in shelf.films()} == {False}
    shelf.world.bring_back(shelf.section)
    assert {film.live for film in shelf.films()} == {True}


def test_collections_arrive_with_their_kind_and_the_stamp_of_a_changed_one_moves(shelf: Shelf) -> None:
    smart = shelf.world.add_collection(shelf.section, "Nineties", shelf.keys[:2], smart=True)
    shelf.world.add_collection(shelf.section, "Seasons", [], subtype="season")
    before = shelf.collections()
    assert [(each.title, each.subtype, each.smart) for each in before] == [
        ("All", "movie", False),
        ("Nineties", "movie", True),
        ("Seasons", "season", False),
    ]
    shelf.world.set_members(shelf.collection, shelf.keys[:3])
    shelf.world.set_members(smart, shelf.keys[:3])
    moved = [one.stamp != other.stamp for one, other in zip(before, shelf.collections(), strict=True)]
    assert moved == [True, False, False]
    assert shelf.library.members(str(smart)) == tuple(str(key) for key in shelf.keys[:3])


def test_an_empty_collection_is_read_whole(shelf: Shelf) -> None:
    empty = shelf.world.add_collection(shelf.section, "Nothing", [])
    assert shelf.library.members(str(empty)) == ()


def test_films_and_collections_that_are_gone_are_not_found(shelf: Shelf) -> None:
    shelf.world.remove_movie(shelf.keys[0])
    shelf.world.remove_collection(shelf.collection)
    show = shelf.world.add_show(shelf.world.add_section("TV"), "Lost")
    for ask, key in ((shelf.library.film, shelf.keys[0]), (shelf.library.film, show)):
        with pytest.raises(NotFound):
            ask(str(key))
    with pytest.raises(NotFound):
        shelf.library.members(str(shelf.collection))
    shelf.world.remove_section(shelf.section)
    with pytest.raises(NotFound):
        shelf.films()
    with pytest.raises(NotFound):
        shelf.collections()


@pytest.mark.parametrize(
    ("kind", "details", "flaw"),
    [
        ("cut_page", {"rows": 5, "times": 1, "skip": 1}, None),
        ("total_disagrees", {"rows": 5, "skip": 1}, "the total changed from 18 to 23 while reading"),
        ("shift", {"rows": 2}, "rows shifted while they were read"),
        ("empty_page", {"skip": 1}, "Plex announced 18 rows and sent 10"),
        ("no_total", {}, None),
    ],
)
def test_a_listing_of_films_in_trouble_is_seen_through(
    shelf: Shelf, kind: str, details: dict[str, int], flaw: str | None
) -> None:
    shelf.suffer(kind, **details)
    assert shelf.flaw() == flaw


@pytest.mark.parametrize("kind", ["shift", "empty_page"])
def test_members_in_trouble_once_are_read_again_and_in_lasting_trouble_are_none(shelf: Shelf, kind: str) -> None:
    shelf.suffer(kind, skip=1, times=1)
    assert len(shelf.library.members(str(shelf.collection))) == FILMS
    shelf.faults.clear()
    shelf.suffer(kind)
    with pytest.raises(Unavailable, match="could not be read whole"):
        shelf.library.members(str(shelf.collection))


@pytest.mark.parametrize(
    ("kind", "details", "failure"),
    FOUR_WORDS,
)
def test_trouble_with_films_is_one_of_the_four_words(
    shelf: Shelf, kind: str, details: dict[str, int], failure: type[Failure]
) -> None:
    shelf.suffer(kind, **details)
    for ask in (shelf.films, shelf.collections, lambda: shelf.library.members(str(shelf.collection))):
        with pytest.raises(failure):
            ask()
