"""The room and the sample household's Plex understand each other, in good times and in bad."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from parity.core.failures import Failure, NotFound, Unauthorised
from parity.core.ids import ExternalIds
from parity.core.library import Page, PlexEpisode, PlexShow
from parity.core.listing import Tally
from parity.demo.faults import Fault, Faults
from parity.demo.plex_standin import create_app
from parity.demo.plex_world import PlexWorld
from parity.demo.serving import serve
from parity.plex.calling import WATCHLIST
from parity.plex.library import PlexLibrary
from parity.plex.watchlist import PlexWatchlist
from tests.plex.conftest import Lines
from tests.plex.troubles import FOUR_WORDS

EPISODES = 1_100


class House:
    """A library "TV" with one show of 1,100 episodes, and all doors to it."""

    def __init__(self, lines: Lines, url: str, world: PlexWorld, faults: Faults) -> None:
        self.world, self.faults = world, faults
        self.library = PlexLibrary(lines.to(url, token=world.token))
        self.watchlist = PlexWatchlist(lines.to(url, WATCHLIST, world.token))
        self.stranger = PlexLibrary(lines.to(url, token="somebody-else"))
        self.section = world.add_section("TV", prefs={"showOrdering": "tvdbAiring"})
        self.show = world.add_show(self.section, "Lost", 2004, guids=["imdb://tt0411008", "tmdb://4607"])
        self.episodes = [
            world.add_episode(self.show, 1, n, f"Chapter {n}", "2004-09-22", [f"tmdb://{n}"])
            for n in range(1, EPISODES + 1)
        ]

    def suffer(self, kind: str, **details: int) -> None:
        self.faults.add(Fault(kind, **details))  # type: ignore[arg-type]

    def flaw(self) -> str | None:
        tally = Tally()
        for page in self.library.episodes(str(self.section)):
            tally.add(page, [episode.rating_key for episode in page.rows])
        return tally.flaw


@contextmanager
def house_over(lines: Lines) -> Iterator[House]:
    world, faults = PlexWorld(), Faults()
    with serve(create_app(world, faults)) as served:
        yield House(lines, served.url, world, faults)


@pytest.fixture
def house(lines: Lines) -> Iterator[House]:
    with house_over(lines) as opened:
        yield opened


def test_everything_a_scan_asks_for_is_answered(house: House) -> None:
    library, show, section = house.library, str(house.show), str(house.section)
    assert library.server().machine_id == house.world.machine_identifier
    assert [(each.key, each.title, each.kind) for each in library.sections()] == [(section, "TV", "show")]
    assert library.section_order(section) == "tvdbAiring"
    (listed,) = [page.rows for page in library.shows(section)]
    assert [(each.rating_key, each.title, each.ids) for each in listed] == [
        (show, "Lost", ExternalIds(imdb=("tt0411008",), tmdb=(4607,)))
    ]
    assert library.show(show) == listed[0]
    assert library.orders([show]) == {show: ""}
    assert house.flaw() is None


def test_an_episode_arrives_as_it_was_put_in(house: House) -> None:
    first = house.library.leaves(str(house.show))[0]
    assert (first.rating_key, first.show_key) == (str(house.episodes[0]), str(house.show))
    assert (first.season, first.number, first.title) == (1, 1, "Chapter 1")
    assert (first.air_date, first.live, first.ids) == (date(2004, 9, 22), True, ExternalIds(tmdb=(1,)))


def test_a_listing_and_the_leaves_say_the_same(house: House) -> None:
    pages: list[Page[PlexEpisode]] = list(house.library.episodes(str(house.section)))
    assert [len(page.rows) for page in pages] == [1000, 100]
    listed = {episode for page in pages for episode in page.rows}
    assert listed == set(house.library.leaves(str(house.show)))


def test_the_trash_and_optimised_versions_do_not_live(house: House) -> None:
    trashed, fileless, back, optimised = house.episodes[:4]
    house.world.trash_episode(trashed)
    house.world.trash_episode(fileless, media_only=True)
    house.world.trash_episode(back)
    house.world.untrash_episode(back)
    house.world.trash_episode(optimised, media_only=True)
    house.world.add_media(optimised, "/small.mp4", proxy_type=42)
    dead = {leaf.rating_key for leaf in house.library.leaves(str(house.show)) if not leaf.live}
    assert dead == {str(trashed), str(fileless), str(optimised)}


def test_a_shows_own_order_is_found_also_when_rows_do_not_carry_it(house: House) -> None:
    house.world.ordering_in_rows = False
    house.world.set_show(house.show, show_ordering="tvdbDvd")
    show: PlexShow = house.library.show(str(house.show))
    assert show.order is None
    assert house.library.orders([str(house.show), "999999"]) == {str(house.show): "tvdbDvd"}


def test_what_is_gone_is_not_found(house: House) -> None:
    house.world.remove_show(house.show)
    for ask in (house.library.show, house.library.leaves):
        with pytest.raises(NotFound):
            ask(str(house.show))
    house.world.remove_section(house.section)
    with pytest.raises(NotFound):
        house.library.section_order(str(house.section))
    with pytest.raises(NotFound):
        next(house.library.shows(str(house.section)))


def test_a_wrong_token_is_refused_at_the_first_question(house: House) -> None:
    with pytest.raises(Unauthorised):
        house.stranger.server()


@pytest.mark.parametrize(
    ("kind", "details", "flaw"),
    [
        ("cut_page", {"rows": 5, "times": 1, "skip": 1}, None),
        ("total_disagrees", {"rows": 5, "skip": 1}, "the total changed from 1100 to 1105 while reading"),
        ("shift", {"rows": 2}, "rows shifted while they were read"),
        ("empty_page", {"skip": 1}, "Plex announced 1100 rows and sent 1000"),
        ("no_total", {}, None),
    ],
)
def test_a_listing_in_trouble_is_seen_through(
    house: House, kind: str, details: dict[str, int], flaw: str | None
) -> None:
    house.suffer(kind, **details)
    assert house.flaw() == flaw


@pytest.mark.parametrize(
    ("kind", "details", "failure"),
    FOUR_WORDS,
)
def test_trouble_in_the_second_page_is_one_of_the_four_words(
    house: House, kind: str, details: dict[str, int], failure: type[Failure]
) -> None:
    house.suffer(kind, skip=1, **details)
    pages = house.library.episodes(str(house.section))
    assert len(next(pages).rows) == 1000
    with pytest.raises(failure):
        next(pages)


def test_the_watchlist_is_read_with_the_ids_behind_it(house: House) -> None:
    lost = house.library.show(str(house.show))
    house.world.wish(lost.guid)
    house.world.wish("plex://movie/5d77682b6f4521001ea99e8d", "Heat", 1995)
    for n in range(1000, 1150):
        house.world.wish(f"plex://show/{n:024x}", f"Wish {n}", 2020)
    wishes = house.watchlist.read()
    assert len(wishes) == 152
    assert wishes[-1] == (lost.guid, "Lost")
    assert house.watchlist.ids_of(lost.guid) == lost.ids
