"""The sample household as TheTVDB numbers it."""

from datetime import date

import pytest

from parity.demo.household import build
from parity.demo.other_orders import build_tvdb
from parity.demo.plex_world import PlexWorld
from parity.demo.tvdb_bodies import rows
from parity.demo.tvdb_world import TvdbWorld

BLEACH, FIREFLY, HORROR = 74796, 78874, 250487
TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def worlds() -> tuple[TvdbWorld, PlexWorld]:
    tmdb, plex = build(TODAY)
    return build_tvdb(tmdb), plex


def listed(tvdb: TvdbWorld, series_id: int, order: str) -> dict[tuple[object, object], str]:
    """Titles by season and number, of what was aired."""
    found = rows(tvdb.series[series_id], order)
    return {
        (row["seasonNumber"], row["number"]): str(row["name"])
        for row in found
        if row["seasonNumber"] and row["aired"] and str(row["aired"]) < str(TODAY)
    }


def held(plex: PlexWorld, title: str) -> set[tuple[object, object]]:
    key = plex.find_show(title)
    return {(each.season, each.number) for each in plex.episodes[key].values()}


@pytest.mark.parametrize(
    ("series_id", "title", "order", "lacks"),
    [
        (BLEACH, "Bleach", "official", {(5, 3)}),
        (FIREFLY, "Firefly", "dvd", {(1, 11)}),
        (HORROR, "American Horror Story", "official", set()),
    ],
)
def test_what_is_numbered_by_thetvdb_lacks_what_the_story_says(
    worlds: tuple[TvdbWorld, PlexWorld], series_id: int, title: str, order: str, lacks: set[tuple[int, int]]
) -> None:
    tvdb, plex = worlds
    assert listed(tvdb, series_id, order).keys() - held(plex, title) == lacks
    assert held(plex, title) <= listed(tvdb, series_id, order).keys()


def test_orders_hold_the_same_episodes_under_other_numbers(worlds: tuple[TvdbWorld, PlexWorld]) -> None:
    tvdb, _ = worlds
    aired, dvd = listed(tvdb, FIREFLY, "official"), listed(tvdb, FIREFLY, "dvd")
    assert dvd[1, 1] == aired[1, 11] == "Serenity"
    assert dvd[1, 2] == aired[1, 1] == "The Train Job"
    assert sorted(aired.values()) == sorted(dvd.values())
    bleach = listed(tvdb, BLEACH, "official")
    assert [len([n for s, n in bleach if s == season]) for season in (1, 2, 16)] == [20, 21, 24]
    assert listed(tvdb, BLEACH, "absolute")[1, 21] == bleach[2, 1]


def test_both_sources_know_the_same_of_all_others(worlds: tuple[TvdbWorld, PlexWorld]) -> None:
    tvdb, _ = worlds
    tmdb, _ = build(TODAY)
    for show in tmdb.shows.values():
        if show.tvdb_id is not None and show.tvdb_id not in (BLEACH, FIREFLY):
            found = rows(tvdb.series[show.tvdb_id], "official")
            there = {(row["seasonNumber"], row["number"], row["aired"]) for row in found}
            assert there == {(season, episode.number, episode.air_date) for season, episode in show.episodes()}


def test_a_world_is_the_same_after_it_was_kept_in_a_file(worlds: tuple[TvdbWorld, PlexWorld]) -> None:
    kept = TvdbWorld.from_json(worlds[0].to_json())
    assert (kept.series, kept.log, kept.key) == (worlds[0].series, worlds[0].log, worlds[0].key)
