"""The sample household tells the story that its docstring promises, told here by counting, not by Parity's rules."""

import json
import statistics
from datetime import date, timedelta
from pathlib import Path

import pytest

from parity.demo.household import build
from parity.demo.plex_world import PlexWorld
from parity.demo.shelves import SHELVES, names
from parity.demo.tmdb_bodies import with_parts
from parity.demo.tmdb_world import TmdbWorld

Numbers = set[tuple[int, int]]
TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def worlds() -> tuple[TmdbWorld, PlexWorld]:
    return build(TODAY)


def held(plex: PlexWorld, title: str) -> Numbers:
    """Numbers with a file, over all libraries; an item without an index counts by its date."""
    shows = [show.key for show in plex.shows.values() if show.title == title]
    return {
        (each.season or 0, -1 if each.number is None else each.number)
        for key in shows
        for each in plex.episodes[key].values()
        if each.deleted_at is None and any(media.deleted_at is None for media in each.media)
    }


def aired(tmdb: TmdbWorld, title: str, today: date) -> Numbers:
    show = next(show for show in tmdb.shows.values() if show.name == title)
    yesterday = (today - timedelta(days=1)).isoformat()
    return {(n, e.number) for n, e in show.episodes() if n > 0 and e.air_date and e.air_date <= yesterday}


def span(season: int, first: int, last: int) -> Numbers:
    return {(season, number) for number in range(first, last + 1)}


LACKS: dict[str, Numbers] = {
    "Black Mirror": {(3, 4)},
    "Kitchen Nightmares": {(3, 0)},
    "SAS Rogue Heroes": {(2, 6)},
    "Quarterback": {(2025, 3)},
    "Murdoch Mysteries": {(14, 5)},
    "FBI": {(8, 22)},
    "The Apothecary Diaries": {(1, 12)},
    "Miraculous: Tales of Ladybug & Cat Noir": {(6, 1)},
    "South Park": {(28, 5)},
    "The Umbrella Academy": {(4, 6)},
    "Reacher": {(4, 5)},
    "The Boys": span(2, 4, 6),
    "Cobra Kai": span(3, 1, 10),
    "The Gentlemen": span(2, 1, 8),
    "S.W.A.T.": span(8, 1, 22),
    "Snowpiercer": span(2, 5, 6),
    "Alarm for Cobra 11: The Motorway Police": span(45, 1, 7),
    "Dr. STONE": span(2, 1, 11),
    "The Loud House": span(5, 11, 12),
    "Will Trent": {(4, 5)},
}


@pytest.mark.parametrize("today", [TODAY, date(2027, 3, 1), date(2028, 2, 29)])
def test_exactly_the_promised_episodes_are_lacking(today: date) -> None:
    tmdb, plex = build(today)
    lacking = {}
    for title in {tmdb.shows[shelf.show].name for shelf in SHELVES} - {"Futurama", "The Traitors", "Bleach", "Firefly"}:
        if missing := aired(tmdb, title, today) - held(plex, title):
            lacking[title] = missing
    assert lacking == LACKS
    assert {season for season, _ in aired(tmdb, "Futurama", today) - held(plex, "Futurama")} == set(range(1, 11))


def test_will_trents_lacking_number_is_held_without_an_index_under_its_date(
    worlds: tuple[TmdbWorld, PlexWorld],
) -> None:
    tmdb, plex = worlds
    trent = plex.episodes[plex.find_show("Will Trent")].values()
    nameless = [each for each in trent if each.number is None]
    assert [each.originally_available_at for each in nameless] == [tmdb.shows[208569].seasons[4].episodes[5].air_date]


@pytest.mark.parametrize(
    ("show", "season", "number", "days"),
    [
        (108978, 4, 5, -1),
        (125988, 3, 9, 0),
        (153312, 4, 1, 1),
        (194583, 3, 5, 1),
        (253368, 1, 6, 3),
        (126027, 6, 2, 7),
        (253941, 2, 10, 30),
    ],
)
def test_episodes_air_around_today_whatever_today_is(show: int, season: int, number: int, days: int) -> None:
    for today in (TODAY, date(2030, 1, 1)):
        tmdb, _ = build(today)
        air_date = tmdb.shows[show].seasons[season].episodes[number].air_date
        assert air_date == (today + timedelta(days=days)).isoformat()


def test_an_ended_show_has_episodes_ahead_and_other_ended_shows_keep_their_dates(
    worlds: tuple[TmdbWorld, PlexWorld],
) -> None:
    tmdb, _ = worlds
    assert tmdb.shows[253368].status == "Ended"
    assert tmdb.shows[77169].seasons[3].episodes[1].air_date == "2021-01-01"


def test_the_odd_cases_are_there(worlds: tuple[TmdbWorld, PlexWorld]) -> None:
    tmdb, plex = worlds
    shows = {(plex.sections[s.section].title, s.title): s for s in plex.shows.values()}
    assert sorted(show.id for show in tmdb.shows.values() if show.name == "The Traitors") == [212457, 215943]
    assert shows["TV Shows", "The Traitors"].guids == []
    assert shows["TV Shows", "SAS Rogue Heroes"].guid == "local://93870"
    assert shows["Anime", "Bleach"].show_ordering is None
    assert shows["TV Shows", "Firefly"].show_ordering == "tvdbDvd"
    assert shows["Anime", "Dan Da Dan"].guids[-2:] == ["tmdb://240411", "tmdb://207468"]
    assert shows["TV (old agent)", "American Horror Story"].guid == "com.plexapp.agents.thetvdb://250487?lang=en"
    assert len(tmdb.shows[1338].seasons) == 51
    assert sorted(tmdb.shows[220998].seasons) == [2023, 2025, 2026]
    assert [len(tmdb.shows[key].seasons[n].episodes) for key, n in ((125988, 4), (91239, 5), (204135, 2))] == [0, 0, 0]
    assert tmdb.shows[219543].seasons[2].episodes[1].air_date is None


def test_seasons_of_one_show_lie_in_two_libraries(worlds: tuple[TmdbWorld, PlexWorld]) -> None:
    _, plex = worlds
    halves = {
        plex.sections[show.section].title: {each.season for each in plex.episodes[show.key].values()}
        for show in plex.shows.values()
        if show.title == "My Adventures with Superman"
    }
    assert halves == {"TV Shows": {1}, "Kids TV": {2, 3}}


def test_neighbouring_episodes_share_a_file(worlds: tuple[TmdbWorld, PlexWorld]) -> None:
    _, plex = worlds
    key = plex.find_show("The Lincoln Lawyer")
    files = [plex.episode(plex.find_episode(key, 1, n)).media[0].files for n in (1, 2, 3)]
    assert files[0] == files[1] != files[2]


def test_the_libraries_are_of_every_kind(worlds: tuple[TmdbWorld, PlexWorld]) -> None:
    _, plex = worlds
    assert [(section.title, section.type, section.agent) for section in plex.sections.values()] == [
        ("TV Shows", "show", "tv.plex.agents.series"),
        ("Anime", "show", "tv.plex.agents.series"),
        ("Kids TV", "show", "tv.plex.agents.series"),
        ("TV (old agent)", "show", "com.plexapp.agents.thetvdb"),
        ("Home Videos", "show", "com.plexapp.agents.none"),
        ("Movies", "movie", "tv.plex.agents.movie"),
        ("4K Movies", "movie", "tv.plex.agents.movie"),
        ("Kids Movies", "movie", "tv.plex.agents.movie"),
    ]
    wished = [wish.title for wish in plex.wishes.values()]
    assert wished == ["Silo", "Reacher", "Black Mirror", "Swapped", "A Show Not Owned"]


def test_it_weighs_what_the_real_tmdb_weighs(worlds: tuple[TmdbWorld, PlexWorld]) -> None:
    tmdb, _ = worlds
    sizes = [
        len(with_parts(show, ["external_ids", *(f"season/{n}" for n in show.seasons)], TODAY.isoformat()))
        for show in tmdb.shows.values()
    ]
    assert statistics.median(sizes) >= 110_000
    assert sum(size > 3_900_000 for size in sizes) == 1


def test_the_bundled_facts_are_small_and_hold_no_texts_or_pictures() -> None:
    bundled = Path(__file__).parents[2] / "parity" / "demo"
    text = (bundled / "household.json").read_text(encoding="utf-8")
    assert len(text.encode()) <= 350_000
    assert (bundled / "films.json").stat().st_size <= 15_000
    assert set(json.loads(text)["shows"][0]) == {
        *("id", "name", "original_name", "status", "type", "first_air_date", "imdb_id", "tvdb_id", "seasons")
    }


def test_numbers_are_read_as_written() -> None:
    told = names("S03E04 S02E04-E06 S05")
    assert [told(*each) for each in ((3, 4), (3, 5), (2, 5), (2, 7), (5, 0), (5, 300), (1, 1))] == [
        *(True, False, True, False, True, True, False)
    ]
