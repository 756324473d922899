"""The stand-in for SageTV behaves as SageTV does inside, and tells it in the recorded shapes."""

from base64 import b64encode
from typing import Any

import pytest
from flask.testing import FlaskClient

from parity.demo.faults import Fault, Faults
from parity.demo.sage_standin import create_app
from parity.demo.sage_world import SageWorld
from tests.sagetv.castle import CASTLE

NOW = 1_764_000_000
MINUTE = 60_000


class Asking:
    """Who asks a stand-in, as its user."""

    def __init__(self, world: SageWorld, faults: Faults | None = None) -> None:
        self.client: FlaskClient = create_app(world, faults or Faults()).test_client()
        packed = b64encode(f"{world.user}:{world.password}".encode()).decode()
        self.headers = {"Authorization": f"Basic {packed}"}

    def __call__(self, command: str, *args: object, **more: object) -> Any:
        """The JSON of a good answer."""
        params = {"c": command, **{str(n): str(arg) for n, arg in enumerate(args, 1)}, "encoder": "json"}
        answer = self.client.get("/sagex/api", query_string=params | more, headers=self.headers)
        assert answer.status_code == 200
        return answer.get_json()


@pytest.fixture
def world() -> SageWorld:
    return SageWorld(now=NOW)


@pytest.fixture
def ask(world: SageWorld) -> Asking:
    return Asking(world)


def airing_of(world: SageWorld, key: int) -> str:
    return f"airing:{world.files[key].airing}"


def test_a_row_has_the_fields_that_were_recorded(world: SageWorld, ask: Asking) -> None:
    key = world.add_recording("Castle", "F:\\SageTV\\Castle-1.mpg", properties={"IMDBID": "tt4488190"})
    row = ask("GetMediaFileForID", key)["MediaFile"]
    for told, recorded in (
        (row, CASTLE),
        (row["Airing"], CASTLE["Airing"]),
        (row["Airing"]["Show"], CASTLE["Airing"]["Show"]),  # type: ignore[index]
        (row["MediaFileMetadataProperties"], CASTLE["MediaFileMetadataProperties"]),
    ):
        assert isinstance(recorded, dict)
        assert {name: type(value) for name, value in recorded.items()}.items() <= {
            name: type(value) for name, value in told.items()
        }.items()
    assert row["ParentDirectory"] == "F:\\SageTV"


def test_an_array_has_50_rows_unless_told_otherwise_and_ends_in_an_error_beyond_its_end(
    world: SageWorld, ask: Asking
) -> None:
    assert ask("GetMediaFiles") == {"Result": []}
    keys = [world.add_recording(f"Show {n}", f"/tv/{n}.mpg") for n in range(70)]

    def page(**more: int) -> list[int]:
        return [row["MediaFileID"] for row in ask("GetMediaFiles", "TVDB", **more)["Result"]]

    assert page() == keys[:50]
    assert (page(start=50), page(start=10, size=5), page(start=70)) == (keys[50:], keys[10:15], [])
    assert ask("GetMediaFiles", "TVDB", start=71)["error"] == "71 > 70"
    world.set_cap(3)
    assert page(size=200) == keys[:3]


def test_a_filter_holds_for_the_objects_inside_and_a_mask_for_the_kinds(world: SageWorld, ask: Asking) -> None:
    key = world.add_recording("Castle", "/tv/castle.mpg")
    film = world.add_film("Heat", "/films/heat.mkv", 1995)
    told = ask("GetMediaFiles", "T", filter="MediaFileID|MediaFileAiring|IsWatched|Show|ShowTitle")["Result"]
    assert told == [{"MediaFileID": key, "Airing": {"IsWatched": False, "Show": {"ShowTitle": "Castle"}}}]
    assert ask("GetMediaFiles", "TVDB", filter="Airing|MediaTitle")["Result"] == [
        {"MediaTitle": "Castle"},
        {"MediaTitle": "Heat"},
    ]
    assert [row["MediaFileID"] for row in ask("GetMediaFiles", "VL")["Result"]] == [film]


def test_what_is_not_there_is_answered_with_nothing_and_writing_to_it_too(world: SageWorld, ask: Asking) -> None:
    for command, *args in (
        ("GetMediaFileForID", 9),
        ("GetAiringForID", 9),
        ("GetMediaFileForFilePath", "/tv/none.mpg"),
        ("SetWatched", "airing:9"),
        ("ClearWatched", "mediafile:9"),
        ("SetWatchedTimes", "airing:9", 5, 5),
    ):
        assert ask(str(command), *args) == {}
    assert ask("IsWatched", "airing:9") == {"Result": False}
    assert ask("GetLatestWatchedTime", "airing:9") == {"Result": 0}
    assert ask("GetStartForSegment", "mediafile:9", 0) == {"Result": 0}
    assert ask("GetFileStartTime", "mediafile:9") == {"Result": 0}


@pytest.mark.parametrize(
    ("command", "args", "error"),
    [
        ("plex:GetMediaFileForName", ("a.mpg",), "Invalid Service Package: plex; Missing Service File: "),
        ("Reboot", (), "Invalid Command: Reboot"),
        ("SetWatched", (), "Too few args; Your Arg Count: 0; Required Arg Count: 1"),
        ("SetWatched", ("airing:1", "2"), "Too many args; Your Arg Count: 2; Required Arg Count: 1"),
        ("GetMediaFileForID", ("seven",), 'For input string: "seven"'),
        ("", (), "Missing Command Argument"),
    ],
)
def test_errors_have_status_200(ask: Asking, command: str, args: tuple[str, ...], error: str) -> None:
    told = ask(command, *args)
    assert error in told["error"]
    assert set(told) == {"sagexVersion", "error", "exception"}


def test_who_is_not_the_user_and_who_asks_nothing_get_pages(world: SageWorld) -> None:
    client = create_app(world, Faults()).test_client()
    refused = client.get("/sagex/api?c=GetMediaFiles&encoder=json")
    assert (refused.status_code, refused.mimetype) == (401, "text/html")
    world.set_user("", "")
    assert b"Sage API" in client.get("/sagex/api").data
    assert client.get("/sagex/api?c=GetMediaFiles").mimetype == "text/xml"
    missing = client.get("/sagex/rpc")
    assert (missing.status_code, missing.mimetype) == (404, "text/plain")
    assert client.post("/sagex/api", data={"c": "MediaFileAPI.GetMediaFiles", "encoder": "json"}).get_json() == {
        "Result": []
    }


def test_requests_are_counted_by_their_command(world: SageWorld, ask: Asking) -> None:
    ask("GetMediaFiles")
    ask("MediaFileAPI.GetMediaFiles")
    ask("SetWatched", "airing:9")
    assert dict(world.requests.kinds) == {"GetMediaFiles": 2, "SetWatched": 1}


def test_a_fault_can_be_an_error_with_status_200(world: SageWorld) -> None:
    ask = Asking(world, Faults(rules=[Fault("status", query="c=GetMediaFiles", status=200)]))
    assert ask("GetMediaFiles")["error"] == "java.lang.NullPointerException"
    assert ask("IsWatched", "airing:1") == {"Result": False}


def test_a_mark_by_hand_is_all_of_it_and_has_no_time(world: SageWorld, ask: Asking) -> None:
    key = world.add_recording("Castle", "/tv/castle.mpg")
    ask("SetWatched", airing_of(world, key))
    row, file = ask("GetAiringForID", world.files[key].airing)["Airing"], world.files[key]
    assert (row["IsWatched"], row["IsWatchedCompletely"], row["WatchedDuration"]) == (True, True, 60 * MINUTE)
    assert (row["WatchedStartTime"], row["WatchedEndTime"]) == (file.on_air, file.on_air + 60 * MINUTE)
    assert (row["RealWatchedStartTime"], row["RealWatchedEndTime"]) == (0, 0)
    assert row["LatestWatchedTime"] == file.on_air  # near the end it begins again
    ask("ClearWatched", airing_of(world, key))
    row = ask("GetAiringForID", file.airing)["Airing"]
    assert (row["IsWatched"], row["WatchedDuration"], row["WatchedEndTime"]) == (False, 0, 0)
    assert row["LatestWatchedTime"] == file.on_air


def test_a_position_only_ever_grows_and_is_dated_now(world: SageWorld, ask: Asking) -> None:
    key = world.add_recording("Castle", "/tv/castle.mpg", early=120)
    file = world.files[key]
    for minute, kept in ((20, 20), (10, 20), (30, 30), (90, 60)):
        world.pass_time(60)
        ask("SetWatchedTimes", airing_of(world, key), file.on_air + minute * MINUTE, 5)
        row = ask("GetAiringForID", file.airing)["Airing"]
        assert row["WatchedEndTime"] == file.on_air + kept * MINUTE
        assert row["WatchedDuration"] == kept * MINUTE  # the two minutes before it was on air do not count
        assert (row["RealWatchedStartTime"], row["RealWatchedEndTime"]) == (5, world.now)
    assert ask("IsWatched", airing_of(world, key)) == {"Result": True}


def test_five_seconds_are_nothing(world: SageWorld, ask: Asking) -> None:
    key = world.add_recording("Castle", "/tv/castle.mpg")
    for milliseconds, kept in ((5_000, None), (5_001, 5_001)):
        ask("SetWatchedTimes", airing_of(world, key), world.files[key].on_air + milliseconds, 5)
        assert world.position(key) == kept


@pytest.mark.parametrize(
    ("minutes", "film", "seconds"), [(30, False, 1500), (120, True, 6600), (120, False, 6900), (9, False, 356.4)]
)
def test_watched_is_what_leaves_few_minutes_and_is_most_of_it(
    world: SageWorld, minutes: int, film: bool, seconds: float
) -> None:
    key = world.add_recording("Any", "/any.mpg", minutes=minutes, external_id="MV1" if film else "EP1")
    world.play(key, seconds)
    assert not world.watched(key)
    world.play(key, seconds + 0.001)
    assert world.watched(key)


def test_a_copy_counts_as_watched_where_the_guide_knows_the_episode_and_forgets_it_with_the_other(
    world: SageWorld, ask: Asking
) -> None:
    first, second = (world.add_recording("Castle", f"/tv/{n}.mpg", external_id="EP1") for n in "ab")
    world.mark(first)
    assert (world.watched(second), world.position(second)) == (True, None)
    assert ask("GetAiringForID", world.files[second].airing)["Airing"]["IsWatchedCompletely"] is False
    world.unmark(second)
    assert (world.watched(first), world.watched(second)) == (True, False)  # the other has a record of its own
    world.set_show(first, unique=False)
    world.mark(first)
    assert not world.watched(second)


def test_a_running_time_shorter_than_the_slot_makes_it_watched_where_the_guide_knows_it(world: SageWorld) -> None:
    key = world.add_recording("Castle", "/tv/castle.mpg", running=44)
    world.play(key, 40 * 60)
    assert world.watched(key)
    world.set_show(key, unique=False)
    assert not world.watched(key)


def test_a_dvd_is_watched_when_somebody_says_so(world: SageWorld) -> None:
    dvd, blu_ray = (world.add_disc("Alien", f"/{kind}", 1979, kind) for kind in "DB")
    for disc in (dvd, blu_ray):
        world.play(disc, 118 * 60)
    assert (world.watched(dvd), world.watched(blu_ray)) == (False, True)
    world.mark(dvd)
    assert (world.watched(dvd), world.position(dvd)) == (True, 120 * MINUTE)


def test_files_of_one_recording_begin_and_end_by_the_clock(world: SageWorld, ask: Asking) -> None:
    key = world.add_recording("Castle", "/tv/a-0.mpg", minutes=20, more=(("/tv/a-1.mpg", 120, 600),))
    start = world.files[key].start
    for number, begins, ends in ((0, 0, 20), (1, 22, 32)):
        told = [
            ask(f"Get{what}ForSegment", f"mediafile:{key}", number)["Result"] for what in ("Start", "End", "Duration")
        ]
        assert told == [start + begins * MINUTE, start + ends * MINUTE, (ends - begins) * MINUTE]
    row = ask("GetMediaFileForFilePath", "/tv/a-1.mpg")["MediaFile"]
    assert (row["NumberOfSegments"], row["FileDuration"]) == (2, 30 * MINUTE)
    assert row["FileEndTime"] - row["FileStartTime"] == 32 * MINUTE


def test_a_getter_that_fails_is_absent_and_the_object_says_so(world: SageWorld, ask: Asking) -> None:
    key = world.add_recording("Castle", "/tv/castle.mpg")
    world.break_getter(key, "IsWatched")
    row = ask("GetMediaFileForID", key)["MediaFile"]
    assert "IsWatched" not in row["Airing"]
    assert "GetIsWatched" in row["Airing"]["error"]["message"]
    assert "error" not in row
    world.mend()
    assert "error" not in ask("GetMediaFileForID", key)["MediaFile"]["Airing"]


def test_a_recording_in_progress_grows_to_the_end_of_its_slot(world: SageWorld, ask: Asking) -> None:
    key = world.add_recording("Castle", "/tv/castle.mpg", on_air=NOW - 600, recording=True)
    for seconds, minutes in ((0, 10), (1200, 30), (7200, 60)):
        world.pass_time(seconds)
        row = ask("GetMediaFileForID", key)["MediaFile"]
        assert (row["IsFileCurrentlyRecording"], row["FileDuration"]) == (True, minutes * MINUTE)
        assert row["FileEndTime"] - row["FileStartTime"] == minutes * MINUTE


def test_when_something_was_watched_can_be_set(world: SageWorld, ask: Asking) -> None:
    key = world.add_recording("Castle", "/tv/castle.mpg")
    with pytest.raises(LookupError):
        world.set_dates(key, 1, 2)
    world.play(key, 600)
    world.set_dates(key, 1_000, 1_600)
    row = ask("GetAiringForID", world.files[key].airing)["Airing"]
    assert (row["RealWatchedStartTime"], row["RealWatchedEndTime"]) == (1_000_000, 1_600_000)


def test_a_world_that_was_kept_is_the_same_world(world: SageWorld) -> None:
    key = world.add_recording("Castle", "/tv/a-0.mpg", more=(("/tv/a-1.mpg", 120, 600),))
    world.add_film("Heat", "/heat.mkv", 1995, recorded=True)
    world.play(key, 600)
    again = SageWorld.from_json(world.to_json())
    assert again.to_json() == world.to_json()
    assert (again.position(key), again.now) == (600_000, world.now)
    assert again.add_disc("Alien", "/ALIEN", 1979) > key
