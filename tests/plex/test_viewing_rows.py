"""Rows of Plex become videos with what was watched of them, and what nobody vouches for is no statement."""

from datetime import UTC, datetime
from typing import Any

import pytest

from parity.core.watched import State, Video
from parity.plex.viewing_rows import Viewed, read_played_from, read_viewed, watched_from

PLACE = "machine/2"
FILE = "/media/tv/Castle/S07E19.mkv"


def episode(**more: Any) -> dict[str, Any]:
    usual = {
        "ratingKey": "81",
        "type": "episode",
        "guid": "plex://episode/5d9c",
        "title": "Habeas Corpse",
        "grandparentTitle": "Castle",
        "grandparentRatingKey": "8",
        "parentIndex": 7,
        "index": 19,
        "duration": 2_600_000,
        "Media": [{"id": 1, "Part": [{"id": 1, "file": FILE}]}],
    }
    return {name: value for name, value in (usual | more).items() if value is not None}


def film(**more: Any) -> dict[str, Any]:
    part = {"id": 2, "file": "/media/films/Heat (1995).mkv"}
    usual = {"ratingKey": "9", "type": "movie", "title": "Heat", "year": 1995, "duration": 10_200_000}
    return {**usual, "Media": [{"id": 2, "Part": [part]}], **more}


def read(row: object, **container: object) -> Video:
    found = read_viewed(row, container, PLACE, 90)
    assert found is not None
    return found.video


def test_an_episode_and_a_film() -> None:
    found = read_viewed(episode(viewCount=2, viewOffset=61_000, lastViewedAt=1_700_000_000), {}, PLACE, 90)
    moment = datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    title = "Castle – S07E19 – Habeas Corpse"
    video = Video("81", title, State(True, 61_000, moment), (FILE,), 2_600_000, 2_340_000, place=PLACE)
    assert found == Viewed(video, "8", 7, 19)
    heat = read_viewed(film(), {}, PLACE, 90)
    assert heat is not None
    assert (heat.video.title, heat.video.state, heat.show_key) == ("Heat (1995)", State(), "")


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ({"viewCount": "3", "viewOffset": "5000"}, State(True, 5_000)),
        ({"viewCount": 0, "viewOffset": 0}, State()),
        ({"viewCount": "", "viewOffset": None}, State()),
        ({"viewCount": 1, "viewOffset": -7}, State(True)),
    ],
)
def test_counts_come_as_texts_too_and_are_0_when_they_are_absent(told: dict[str, object], state: State) -> None:
    assert read(episode() | told).state == state


@pytest.mark.parametrize("told", [{"viewCount": "often"}, {"viewOffset": "12:30"}, {"viewCount": [1]}])
def test_a_count_that_cannot_be_read_is_not_never(told: dict[str, object]) -> None:
    assert read_viewed(episode() | told, {}, PLACE, 90) is None


@pytest.mark.parametrize("row", [{}, {"title": "no key"}, [], "text", None])
def test_what_has_no_key_cannot_be_read(row: object) -> None:
    assert read_viewed(row, {}, PLACE, 90) is None


@pytest.mark.parametrize("told", [0, -1, "soon", None, 10**18, "0", 1.5])
def test_a_date_that_is_none_is_unknown(told: object) -> None:
    assert read(episode(viewCount=1) | {"lastViewedAt": told}).state == State(True)


@pytest.mark.parametrize(
    ("more", "obstacle"),
    [
        ({}, ""),
        ({"deletedAt": 1_700_000_000}, "trash"),
        ({"Media": [{"id": 1, "deletedAt": 5, "Part": [{"file": FILE}]}]}, "trash"),
        ({"duration": None}, "analysing"),
        ({"duration": 0}, "analysing"),
        ({"duration": "soon"}, "analysing"),
        ({"duration": 10**15}, "analysing"),
        ({"duration": 0, "deletedAt": 5}, "trash"),
    ],
)
def test_what_is_in_the_trash_or_has_no_length_yet_is_to_be_left_alone(more: dict[str, Any], obstacle: str) -> None:
    video = read(episode(**more))
    assert video.obstacle == obstacle
    assert video.files == (FILE,)
    assert (video.duration is None) == (video.watched_from is None) == ("duration" in more)


def test_all_files_of_all_versions_are_its_own_but_those_of_optimised_and_vanished_ones() -> None:
    media = [
        {"id": 1, "Part": [{"file": r"O:\TV\Castle\one-part1.mkv"}, {"file": r"O:\TV\Castle\one-part2.mkv"}]},
        {"id": 2, "proxyType": 42, "Part": [{"file": "/optimised.mp4"}]},
        {"id": 3, "deletedAt": 5, "Part": [{"file": "/vanished.mkv"}]},
        {"id": 4, "Part": {"file": r"\\NAS\tv\Castle\4k.mkv"}},
        {"id": 5, "Part": [{"id": 7}]},
    ]
    files = (r"O:\TV\Castle\one-part1.mkv", r"O:\TV\Castle\one-part2.mkv", r"\\NAS\tv\Castle\4k.mkv")
    assert read(episode(Media=media)).files == files


def test_an_item_without_versions_has_no_files_and_is_still_there() -> None:
    video = read(episode(Media=None))
    assert (video.files, video.obstacle) == ((), "")


@pytest.mark.parametrize(
    ("row", "title"),
    [
        (film(year=None), "Heat"),
        (film(editionTitle="Director's Cut"), "Heat (1995) – Director's Cut"),
        (film(title=""), "9"),
        (episode(parentIndex=0, index=3), "Castle – S00E03 – Habeas Corpse"),
        (episode(index=None), "Castle – Habeas Corpse"),
        (episode(title=None, grandparentTitle=None), "S07E19"),
        (episode(title=None, grandparentTitle=None, index=None), "81"),
    ],
)
def test_a_title_says_what_is_known(row: dict[str, Any], title: str) -> None:
    assert read(row).title == title


def test_what_all_rows_share_may_stand_on_the_container() -> None:
    row = episode(parentIndex=None, grandparentTitle=None, grandparentRatingKey=None)
    found = read_viewed(row, {"parentIndex": 7, "grandparentTitle": "Castle", "grandparentRatingKey": "8"}, PLACE, 90)
    assert found == read_viewed(episode(), {}, PLACE, 90)


@pytest.mark.parametrize(
    ("guid", "listed", "ids"),
    [
        ("plex://episode/5d9c", ["imdb://tt001", "tvdb://5330530"], {"imdb:tt001", "tvdb:5330530"}),
        ("plex://episode/5d9c", ["tmdb://1", "tmdb://2"], {"tmdb:1", "tmdb:2"}),
        ("com.plexapp.agents.thetvdb://83462/7/19?lang=en", [], {"tvdb:83462/7/19"}),
        ("com.plexapp.agents.thetvdb://83462?lang=en", [], {"tvdb:83462"}),
        ("com.plexapp.agents.themoviedb://1399/1/2?lang=en", [], set()),
        ("com.plexapp.agents.bmt://EP010855880150?lang=en", [], {"epg:ep010855880150"}),
        ("local://STEP010855880150", [], set()),
        ("local://EP12", [], set()),
        ("", [], set()),
    ],
)
def test_ids_are_those_of_the_item_itself(guid: str, listed: list[str], ids: set[str]) -> None:
    assert read(episode(guid=guid, Guid=[{"id": each} for each in listed])).ids == ids


@pytest.mark.parametrize(
    ("more", "ids"),
    [
        ({}, {"tvdb:83462/7/19", "tvdb:5/7/19", "tvdb:6/7/19"}),
        ({"parentIndex": 0}, {"tvdb:83462/0/19", "tvdb:5/0/19", "tvdb:6/0/19"}),
        ({"index": None}, set()),
        ({"parentIndex": None}, set()),
    ],
)
def test_an_episode_is_known_by_each_number_of_its_show_at_thetvdb(more: dict[str, Any], ids: set[str]) -> None:
    found = read_viewed(episode(**more), {}, PLACE, 90)
    assert found is not None
    assert found.of_series([83_462, 5, 6]).ids == ids
    assert found.of_series([]) == found.video


@pytest.mark.parametrize(
    ("duration", "percent", "position"), [(1_000, 90, 900), (2_625_089, 90, 2_362_581), (1, 90, 1), (100, 100, 100)]
)
def test_it_counts_as_watched_from_the_first_millisecond_that_is_late_enough(
    duration: int, percent: int, position: int
) -> None:
    assert watched_from(duration, percent) == position
    assert position * 100 >= duration * percent > (position - 1) * 100


@pytest.mark.parametrize(
    ("value", "percent"), [(80, 80), ("95", 95), (0, 90), (101, 90), ("", 90), ("often", 90), (None, 90)]
)
def test_the_owner_s_own_share_counts_where_it_is_one(value: object, percent: int) -> None:
    settings = [{"id": "FriendlyName", "value": "Attic"}, {"id": "LibraryVideoPlayedThreshold", "value": value}]
    assert read_played_from({"Setting": settings}) == percent
    assert read_played_from({}) == 90
