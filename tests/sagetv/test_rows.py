"""What a row of SageTV says of a video, and what is made of a row that does not say it."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.sagetv import Segment
from parity.core.watched import State, Video
from parity.core.watched_change import REASONS
from parity.sagetv.rows import FIELDS, Untold, key_of, recording_of, video_of
from tests.sagetv.castle import CASTLE

MINUTE = 60_000


def castle(**changes: object) -> Video:
    """The recording with some of its fields changed, wherever they stand; None takes one away."""
    row = json.loads(json.dumps(CASTLE))
    airing = row["Airing"]
    places = (row, airing, airing["Show"], row["MediaFileMetadataProperties"])
    for name, value in changes.items():
        place = next((each for each in places if name in each), row)
        if value is None:
            del place[name]
        else:
            place[name] = value
    recording = recording_of(row)
    return video_of(recording, recording.whole)


def test_what_was_recorded_of_somebodys_castle_is_read_so() -> None:
    assert castle() == Video(
        key="3517255",
        title="Castle – S07E19 – Habeas Corpse",
        state=State(False, 185_096, datetime(2015, 4, 15, 16, 19, 24, 171_000, UTC)),
        files=("F:\\SageTV\\Castle-HabeasCorpse-3490352-0.mpg",),
        duration=3_539_995,
        watched_from=54 * MINUTE + 1,
        ids=frozenset({"imdb:tt4488190", "tvdb:83462/7/19", "epg:ep010855880150"}),
        shared="EP010855880150",
        kept_from=5_001,
    )


def test_every_field_that_is_read_is_asked_for() -> None:
    asked = set(FIELDS.split("|"))
    told = set(CASTLE) | set(CASTLE["Airing"]) | set(CASTLE["Airing"]["Show"])  # type: ignore[call-overload, index]
    trimmed = {name: _only(value, asked) for name, value in CASTLE.items() if name in asked or name == "Airing"}
    recording = recording_of(trimmed)
    assert asked - told == {"MediaFileAiring"}  # which is told as "Airing"
    assert video_of(recording, recording.whole) == castle()


def _only(value: object, names: set[str]) -> object:
    """The filter holds for an object inside, and not for the pairs of a map."""
    if not isinstance(value, dict) or "Title" in value:
        return value
    return {name: _only(each, names) for name, each in value.items() if name in names}


@pytest.mark.parametrize(
    ("changes", "position"),
    [
        ({"WatchedDuration": 0}, 0),
        ({"FileStartTime": 1427778060000 - 2 * MINUTE}, 185_101 + 2 * MINUTE),
        ({"WatchedEndTime": 1427778060000 - MINUTE}, 0),
        ({"IsWatched": True, "WatchedEndTime": 1427781600000}, 3_539_995),
    ],
    ids=["never begun", "the file begins two minutes early", "before the file", "watched to its end"],
)
def test_the_position_is_where_watching_ended_in_the_file(changes: Mapping[str, object], position: int) -> None:
    assert castle(**changes).state.position == position


@pytest.mark.parametrize("name", ["RealWatchedStartTime", "RealWatchedEndTime"])
@pytest.mark.parametrize("value", [0, None, "yesterday", 10**18, -1])
def test_when_it_was_watched_is_known_only_with_both_times(name: str, value: object) -> None:
    assert castle(**{name: value}).state.at is None


DECIDING = ["IsWatched", "WatchedDuration", "WatchedEndTime", "AiringID", "AiringStartTime", "FileStartTime"]


@pytest.mark.parametrize("name", [*DECIDING, "AiringDuration", "Airing"])
@pytest.mark.parametrize("value", [None, "0", [], {}, {"message": "Failed while Calling"}, 1.5])
def test_what_does_not_tell_how_far_it_was_watched_is_not_taken_for_never_watched(name: str, value: object) -> None:
    video = castle(**{name: value})
    assert (video.obstacle, video.state) == ("unreadable", State())
    assert video.obstacle in REASONS
    assert video.files == castle().files


@pytest.mark.parametrize("name", ["AiringID", "FileStartTime"])
def test_an_id_or_a_beginning_of_0_is_none(name: str) -> None:
    assert castle(**{name: 0}).obstacle == "unreadable"


@pytest.mark.parametrize(
    ("changes", "obstacle"),
    [
        ({"IsFileCurrentlyRecording": True}, "recording"),
        ({"IsFileCurrentlyRecording": True, "IsWatched": None}, "recording"),
        ({"IsFileCurrentlyRecording": None}, ""),
        ({"IsFileCurrentlyRecording": None, "IsCompleteRecording": False}, "recording"),
        ({"IsCompleteRecording": False}, ""),
    ],
)
def test_what_still_grows_is_left_as_it_is(changes: Mapping[str, object], obstacle: str) -> None:
    assert castle(**changes).obstacle == obstacle


@pytest.mark.parametrize("name", ["IsDVD", "IsBluRay"])
def test_the_positions_of_a_disc_mean_nothing(name: str) -> None:
    disc = castle(**{name: True, "IsWatched": True, "AiringStartTime": None})
    assert (disc.whole_only, disc.state.watched, disc.state.position) == (True, True, 0)
    assert (disc.duration, disc.watched_from, disc.obstacle) == (None, None, "")


@pytest.mark.parametrize(
    ("changes", "ids"),
    [
        ({"IMDBID": "", "MediaProviderDataID": "0"}, {"epg:ep010855880150"}),
        ({"IMDBID": "4488190", "MediaProviderID": "tmdb"}, {"epg:ep010855880150"}),
        ({"IMDBID": "tt0000000", "MediaProviderDataID": "Castle"}, {"epg:ep010855880150"}),
        ({"IMDBID": "TT4488190", "IsShowEPGDataUnique": False, "MediaProviderDataID": ""}, {"imdb:tt4488190"}),
        ({"IMDBID": 5, "ShowExternalID": "", "SeasonNumber": "", "EpisodeNumber": ""}, {"tvdb:83462/7/19"}),
        ({"IMDBID": "", "ShowExternalID": "", "EpisodeNumber": "0", "ShowEpisodeNumber": 0}, set()),
        ({"IMDBID": "", "ShowExternalID": "", "SeasonNumber": "0"}, {"tvdb:83462/0/19"}),
        (
            {"ShowExternalID": "MV001", "MediaProviderID": "TMDB", "MediaProviderDataID": "949", "IMDBID": ""},
            {"epg:mv001", "tmdb:949"},
        ),
    ],
)
def test_only_ids_that_mean_this_one_alone_are_told(changes: Mapping[str, object], ids: set[str]) -> None:
    assert castle(**changes).ids == ids


def test_what_the_guide_knows_only_by_its_series_shares_no_mark_with_others() -> None:
    assert castle(IsShowEPGDataUnique=False).shared == ""
    assert castle(IsShowEPGDataUnique=None).shared == ""


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({"ShowTitle": "", "Title": "Castle?"}, "Castle? – S07E19 – Habeas Corpse"),
        ({"ShowEpisode": None, "EpisodeName": ""}, "Castle – S07E19"),
        ({"ShowEpisodeNumber": 0, "EpisodeNumber": ""}, "Castle – Habeas Corpse"),
        ({"ShowTitle": "Heat", "ShowCategory": "Movie", "ShowYear": "1995"}, "Heat (1995)"),
        ({"ShowTitle": "Heat", "ShowCategory": "Movie"}, "Heat"),
    ],
)
def test_a_title_is_told_as_people_say_it(changes: Mapping[str, object], title: str) -> None:
    assert castle(**changes).title == title


def test_a_film_has_ten_minutes_left_and_a_running_time_counts_where_the_guide_is_sure() -> None:
    assert castle(ShowCategory="Movie").watched_from == 49 * MINUTE + 1
    assert castle(ShowDuration=44 * MINUTE).watched_from == 39 * MINUTE + 1
    assert castle(ShowDuration=44 * MINUTE, IsShowEPGDataUnique=False).watched_from == 54 * MINUTE + 1


def test_several_files_are_one_video() -> None:
    recording = recording_of({**CASTLE, "SegmentFiles": ["/tv/a-0.mpg", 7, "", "/tv/a-1.mpg"]})
    start = recording.start
    video = video_of(recording, (Segment(start, MINUTE), Segment(start + 2 * MINUTE, 50 * MINUTE)))
    assert video.files == ("/tv/a-0.mpg", "/tv/a-1.mpg")
    assert (video.duration, video.state.position) == (51 * MINUTE, 185_096 - MINUTE)
    assert video_of(recording, ()).obstacle == "unreadable"


@pytest.mark.parametrize("row", [None, [], "MediaFile", 5, {}, {"MediaFileID": 0}, {"MediaFileID": "7"}])
def test_what_has_no_id_is_no_video(row: Any) -> None:
    assert key_of(row) is None
    if isinstance(row, dict):
        with pytest.raises(Untold):
            recording_of(row)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["a", "Title"]), inner, max_size=2),
    max_leaves=4,
)
NAMES = sorted({*FIELDS.split("|"), "Airing", "IMDBID", "MediaProviderID", "MediaProviderDataID", "EpisodeNumber"})


@given(st.dictionaries(st.sampled_from(NAMES), ANYTHING, max_size=4))
def test_whatever_a_row_holds_it_is_a_video_or_a_word_why_not(changes: dict[str, object]) -> None:
    changes.pop("MediaFileID", None)
    video = castle(**{name: value for name, value in changes.items() if value is not None})
    assert video.key == "3517255"
    assert video.obstacle in ("", "recording", "unreadable")
    assert video.state.position >= 0
