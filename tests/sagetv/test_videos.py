"""What SageTV has and how far it was watched: the whole list, or a failure."""

from datetime import UTC, datetime

import pytest

from parity.core.failures import Unavailable
from parity.core.watched import State
from parity.demo.faults import Fault
from tests.loopback import Asked, Reply, as_json
from tests.sagetv.castle import CASTLE
from tests.sagetv.conftest import NOW, Opening, Service

MINUTE = 60_000
JUST_NOW = datetime.fromtimestamp(NOW, UTC)


def fill(sage: Service, count: int) -> list[str]:
    """So many recordings; their keys."""
    return [str(sage.world.add_recording(f"Show {number}", f"/tv/{number}.mpg")) for number in range(count)]


def keys(sage: Service) -> list[str]:
    return [video.key for video in sage.asks.videos()]


def test_a_recording_tells_how_far_it_was_watched_and_when(sage: Service) -> None:
    key = sage.world.add_recording("Castle", "/tv/Castle-1.mpg", episode="Habeas Corpse", season=7, number=19)
    sage.world.play(key, 600)
    (video,) = sage.asks.videos()
    assert (video.key, video.title, video.files) == (str(key), "Castle – S07E19 – Habeas Corpse", ("/tv/Castle-1.mpg",))
    assert (video.state, video.duration) == (State(False, 10 * MINUTE, JUST_NOW), 60 * MINUTE)
    assert video == sage.video(key)


def test_a_mark_by_hand_has_no_time(sage: Service) -> None:
    key = sage.world.add_recording("Castle", "/tv/Castle-1.mpg")
    sage.world.mark(key)
    assert sage.video(key).state == State(True, 60 * MINUTE, None)


def test_all_that_can_be_watched_is_listed_and_nothing_else(sage: Service) -> None:
    shown = [
        sage.world.add_recording("Castle", "/tv/castle.mpg"),
        sage.world.add_film("Heat", "/films/heat.mkv", 1995),
        sage.world.add_disc("Alien", "/films/ALIEN/VIDEO_TS", 1979),
        sage.world.add_disc("Aliens", "/films/ALIENS/BDMV", 1986, "B"),
    ]
    sage.world.set_file(sage.world.add_film("A Song", "/music/song.mp3", 1999), kind="M")
    found = {video.key: (video.title, video.whole_only) for video in sage.asks.videos()}
    assert found == dict(
        zip(
            map(str, shown),
            [("Castle", False), ("Heat (1995)", False), ("Alien (1979)", True), ("Aliens (1986)", True)],
            strict=True,
        )
    )


@pytest.mark.parametrize(("count", "requests"), [(0, 1), (1, 2), (249, 2), (250, 2), (251, 3), (550, 4)])
def test_the_list_is_read_in_pages_of_250_until_nothing_more_comes(sage: Service, count: int, requests: int) -> None:
    expected = fill(sage, count)
    assert keys(sage) == expected
    assert sage.asked() == {"GetMediaFiles": requests}


@pytest.mark.parametrize("most", [1, 50])
def test_a_server_that_sends_fewer_than_it_was_asked_for_is_read_to_the_end(sage: Service, most: int) -> None:
    sage.world.set_cap(most)
    expected = fill(sage, 120 if most > 1 else 3)
    assert keys(sage) == expected


@pytest.mark.parametrize(
    "fault",
    [Fault("repeat_page", query="start=250"), Fault("shift", rows=2), Fault("cut_page", query="start=0", rows=1)],
    ids=["repeated", "shifted", "cut"],
)
def test_a_list_that_does_not_add_up_is_read_once_more_and_is_no_list_then(sage: Service, fault: Fault) -> None:
    expected = fill(sage, 260)
    fault.times = 1
    sage.faults.add(fault)
    if fault.kind == "cut_page":  # what is missing at the end of a page comes at the beginning of the next
        assert keys(sage) == expected
        return
    assert keys(sage) == expected
    fault.times = None
    with pytest.raises(Unavailable, match="the list of recordings could not be read whole: "):
        sage.asks.videos()


def test_a_recording_that_is_listed_twice_makes_the_list_one_that_does_not_add_up(opened: Opening) -> None:
    pages = {"0": [CASTLE, {**CASTLE, "MediaFileID": 5}], "2": [{**CASTLE, "MediaFileID": 6}, CASTLE]}
    asks, server = opened(lambda asked: as_json({"Result": pages.get(asked.query["start"], [])}))
    with pytest.raises(Unavailable, match="rows shifted while they were read"):
        asks.videos()
    assert len(server.asked) == 6


def test_a_server_that_never_comes_to_an_end_is_left(opened: Opening) -> None:
    asks, server = opened(as_json({"Result": [CASTLE]}))
    with pytest.raises(Unavailable, match="SageTV did not say how many rows there are, and the end never came"):
        asks.videos()
    assert len(server.asked) == 4


def test_what_is_deleted_while_the_list_is_read_is_missed_only_by_the_first_reading(sage: Service) -> None:
    expected = fill(sage, 250)
    sage.faults.add(Fault("call", query="start=250", times=1, call=lambda: sage.world.delete(int(expected.pop()))))
    assert keys(sage) == expected


def test_a_page_that_cannot_be_had_says_why(sage: Service) -> None:
    fill(sage, 251)
    sage.suffers("status", "start=250", status=200)
    with pytest.raises(Unavailable, match=r"answered with an error: java.lang.NullPointerException"):
        sage.asks.videos()


@pytest.mark.parametrize("row", [None, "row", [], {}, {"error": {"message": "Failed"}}, {"MediaFileID": None}])
def test_a_row_that_does_not_say_what_it_is_makes_the_list_unreadable(opened: Opening, row: object) -> None:
    asks, _ = opened(lambda asked: as_json({"Result": [CASTLE, row] if asked.query["start"] == "0" else []}))
    with pytest.raises(Unavailable, match="1 rows could not be read"):
        asks.videos()


def test_a_row_whose_getters_failed_is_told_as_unreadable_and_the_others_are_read(sage: Service) -> None:
    broken, well = (int(key) for key in fill(sage, 2))
    for key in (broken, well):
        sage.world.mark(key)
    sage.world.break_getter(broken, "IsWatched")
    first, second = sage.asks.videos()
    assert (first.obstacle, first.state) == ("unreadable", State())
    assert (second.obstacle, second.state.watched) == ("", True)


def test_what_is_being_recorded_says_so(sage: Service) -> None:
    key = sage.world.add_recording("Castle", "/tv/castle.mpg", on_air=NOW - 600, recording=True)
    video = sage.video(key)
    assert (video.obstacle, video.duration) == ("recording", 10 * MINUTE)
    sage.world.pass_time(3_600)
    sage.world.finish(key)
    assert (sage.video(key).obstacle, sage.video(key).duration) == ("", 60 * MINUTE)


def test_what_is_played_now_moves_from_question_to_question(sage: Service) -> None:
    key = sage.world.add_recording("Castle", "/tv/castle.mpg")
    start = sage.world.files[key].start
    sage.world.set_file(key, playing=start + 7 * MINUTE)
    sage.world.play(key, 60, ago=9_000)
    first = sage.video(key).state
    sage.world.pass_time(30)
    sage.world.set_file(key, playing=start + 8 * MINUTE)
    assert (first.position, sage.video(key).state.position) == (7 * MINUTE, 8 * MINUTE)
    assert sage.video(key).state.at != first.at
    sage.world.stop(key)
    assert sage.video(key).state.position == 8 * MINUTE


def test_only_what_is_in_several_files_is_asked_where_each_begins(sage: Service) -> None:
    fill(sage, 3)
    parted = sage.world.add_recording(
        "Castle", "/tv/castle-0.mpg", minutes=20, more=(("/tv/castle-1.mpg", 120, 900), ("/tv/castle-2.mpg", 60, 600))
    )
    sage.world.play(parted, 30 * 60)
    sage.asked()
    video = sage.asks.videos()[-1]
    assert (video.files, video.duration) == (tuple(f"/tv/castle-{n}.mpg" for n in range(3)), 45 * MINUTE)
    assert video.state.position == 30 * MINUTE
    assert video.watched_from == 40 * MINUTE + 1  # of 48 minutes on air 43, of which three are in no file
    assert sage.asked() == {"GetMediaFiles": 2, "GetStartForSegment": 3, "GetDurationForSegment": 3}


@pytest.mark.parametrize("told", [{}, {"Result": 0}, {"Result": None}, {"Result": "soon"}, {"Result": -5}])
def test_files_of_which_nobody_says_where_they_begin_have_no_position(opened: Opening, told: object) -> None:
    row = {**CASTLE, "SegmentFiles": ["/tv/castle-0.mpg", "/tv/castle-1.mpg"]}

    def answer(asked: Asked) -> Reply:
        return as_json({"MediaFile": row} if asked.query["c"] == "GetMediaFileForID" else told)

    asks, _ = opened(answer)
    assert (asks.video("3517255").obstacle, asks.video("3517255").state) == ("unreadable", State())


def test_another_copy_of_an_episode_has_the_same_mark_and_another_show_has_not(sage: Service) -> None:
    first, second = (
        sage.world.add_recording("Castle", f"/tv/{name}.mpg", external_id="EP0001") for name in ("first", "second")
    )
    generic = [sage.world.add_recording("News", f"/tv/{name}.mpg", external_id="SH0001", unique=False) for name in "ab"]
    for key in (first, generic[0]):
        sage.world.play(key, 3600)
    told = {video.key: (video.state.watched, video.state.position, video.shared) for video in sage.asks.videos()}
    assert told[str(first)] == (True, 60 * MINUTE, "EP0001")
    assert told[str(second)] == (True, 0, "EP0001")
    assert [told[str(key)] for key in generic] == [(True, 60 * MINUTE, ""), (False, 0, "")]
