"""What SageTV is told is what it keeps then, whichever way a position goes; and nothing is lost without a word."""

from datetime import UTC, datetime

import pytest

from parity.core.failures import NotFound, RateLimited, Unauthorised, Unavailable
from parity.core.watched import State, Video
from parity.demo.faults import Fault
from tests.loopback import Asked, Reply, as_json
from tests.sagetv.castle import CASTLE
from tests.sagetv.conftest import NOW, Opening, Service

MINUTE = 60_000
JUST_NOW = datetime.fromtimestamp(NOW, UTC)
YESTERDAY = datetime.fromtimestamp(NOW - 86_400, UTC)


def written(sage: Service) -> dict[str, int]:
    """What it was told since the last look."""
    return {name: count for name, count in sage.asked().items() if not name.startswith("Get")}


@pytest.fixture
def castle(sage: Service) -> int:
    """A recording of an hour, of which the file begins two minutes early."""
    return sage.world.add_recording("Castle", "/tv/castle.mpg", early=120)


def test_a_position_is_set_where_nothing_was(sage: Service, castle: int) -> None:
    sage.asks.move(sage.video(castle), 20 * MINUTE, YESTERDAY)
    assert sage.video(castle).state == State(False, 20 * MINUTE, JUST_NOW)
    watch = sage.world.files[castle].watch
    assert watch is not None
    assert watch.real_start == (NOW - 86_400 - 20 * 60) * 1000
    assert written(sage) == {"SetWatchedTimes": 1}


def test_a_position_of_which_nobody_knows_when_it_was_played_has_a_time_all_the_same(
    sage: Service, castle: int
) -> None:
    sage.asks.move(sage.video(castle), 20 * MINUTE, None)
    assert sage.video(castle).state.at == JUST_NOW
    watch = sage.world.files[castle].watch
    assert watch is not None
    assert watch.real_start == (NOW - 20 * 60) * 1000


def test_a_position_goes_forward_at_once_and_back_only_after_forgetting(sage: Service, castle: int) -> None:
    for position, writes in (
        (20, {"SetWatchedTimes": 1}),
        (30, {"SetWatchedTimes": 1}),
        (30, {"SetWatchedTimes": 1}),
        (10, {"ClearWatched": 1, "SetWatchedTimes": 1}),
    ):
        sage.asks.move(sage.video(castle), position * MINUTE, JUST_NOW)
        assert sage.video(castle).state == State(False, position * MINUTE, JUST_NOW)
        assert written(sage) == writes


def test_what_was_watched_is_begun_again(sage: Service, castle: int) -> None:
    sage.world.mark(castle)
    sage.asks.move(sage.video(castle), 40 * MINUTE, JUST_NOW)
    assert sage.video(castle).state == State(False, 40 * MINUTE, JUST_NOW)
    assert written(sage) == {"ClearWatched": 1, "SetWatchedTimes": 1}


def test_what_counts_as_watched_only_by_another_copy_is_begun_too(sage: Service) -> None:
    first, second = (sage.world.add_recording("Castle", f"/tv/{n}.mpg", external_id="EP0001") for n in "ab")
    sage.world.mark(first)
    sage.asks.move(sage.video(second), 40 * MINUTE, JUST_NOW)
    assert (sage.world.watched(second), sage.world.position(second)) == (False, 40 * MINUTE)


def test_a_position_far_enough_is_a_mark_from_where_it_was_said_to_be(sage: Service, castle: int) -> None:
    least = sage.video(castle).watched_from
    assert least == 57 * MINUTE + 1
    for position, watched in ((least - 1, False), (least, True)):
        sage.asks.move(sage.video(castle), position, JUST_NOW)
        assert sage.video(castle).state == State(watched, position, JUST_NOW)


@pytest.mark.parametrize("running", [0, 44, 58])
@pytest.mark.parametrize(("minutes", "film"), [(30, False), (60, False), (120, True)])
def test_what_is_predicted_is_what_sagetv_does(sage: Service, minutes: int, film: bool, running: int) -> None:
    key = sage.world.add_recording(
        "Any", "/tv/any.mpg", minutes=minutes, early=-60, external_id="MV1" if film else "EP1", running=running
    )
    least = sage.video(key).watched_from
    assert least is not None
    for position, watched in ((least - 1, False), (least, True)):
        sage.asks.move(sage.video(key), position, JUST_NOW)
        assert (sage.world.watched(key), sage.world.position(key)) == (watched, position)


def test_a_position_in_the_second_file_is_set_behind_the_gap(sage: Service) -> None:
    key = sage.world.add_recording("Castle", "/tv/a-0.mpg", minutes=20, more=(("/tv/a-1.mpg", 120, 2400),))
    for position in (30, 15, 20):
        sage.asks.move(sage.video(key), position * MINUTE, JUST_NOW)
        assert sage.video(key).state.position == position * MINUTE
    watch = sage.world.files[key].watch
    assert watch is not None
    assert watch.end - sage.world.files[key].start == 22 * MINUTE


@pytest.mark.parametrize("seconds", [0, 5, 119, 125])
def test_a_position_too_near_the_beginning_to_be_kept_is_never_begun(sage: Service, castle: int, seconds: int) -> None:
    sage.asks.move(sage.video(castle), seconds * 1000, JUST_NOW)
    assert written(sage) == {}
    sage.world.play(castle, 1200)
    sage.asks.move(sage.video(castle), seconds * 1000, JUST_NOW)
    assert (sage.video(castle).state, written(sage)) == (State(), {"ClearWatched": 1})


def test_a_mark_and_its_taking_away_are_kept(sage: Service, castle: int) -> None:
    sage.asks.mark(sage.video(castle))
    assert sage.video(castle).state == State(True, 62 * MINUTE, None)
    sage.asks.clear(sage.video(castle))
    assert sage.video(castle).state == State()
    assert written(sage) == {"SetWatched": 1, "ClearWatched": 1}


def test_a_disc_can_be_marked_and_has_no_position(sage: Service) -> None:
    disc = sage.world.add_disc("Alien", "/films/ALIEN/VIDEO_TS", 1979)
    sage.asks.mark(sage.video(disc))
    assert sage.video(disc).state == State(True, 0, None)
    with pytest.raises(Unavailable, match=f"not tell enough of recording {disc} to set its position"):
        sage.asks.move(sage.video(disc), 20 * MINUTE, JUST_NOW)
    sage.asks.clear(sage.video(disc))
    assert sage.video(disc).state == State()


def test_what_is_gone_is_not_found_and_not_told_anything(sage: Service, castle: int) -> None:
    video = sage.video(castle)
    sage.world.delete(castle)
    for tell in (sage.asks.mark, sage.asks.clear, lambda gone: sage.asks.move(gone, MINUTE, None)):
        with pytest.raises(NotFound):
            tell(video)
    assert written(sage) == {}


def test_what_does_not_tell_how_it_stands_is_not_moved(sage: Service, castle: int) -> None:
    video = sage.video(castle)
    sage.world.break_getter(castle, "WatchedEndTime")
    with pytest.raises(Unavailable, match="does not tell enough"):
        sage.asks.move(video, 20 * MINUTE, None)
    sage.world.break_getter(castle, "AiringID")
    with pytest.raises(Unavailable, match="does not tell the airing"):
        sage.asks.mark(video)
    assert written(sage) == {}


def test_an_answer_of_nothing_says_nothing_and_an_error_is_one(sage: Service, castle: int) -> None:
    video = sage.video(castle)
    for command, tell in (("SetWatched", sage.asks.mark), ("ClearWatched", sage.asks.clear)):
        sage.world.fail(command, "java.lang.IllegalStateException: the database is locked")
        with pytest.raises(Unavailable, match="the database is locked"):
            tell(video)
    assert sage.video(castle).state == State()


@pytest.mark.parametrize("kind", ["status", "closed", "html", "garbage", "truncated"])
def test_a_change_is_sent_once_however_it_ends(sage: Service, castle: int, kind: str) -> None:
    video = sage.video(castle)
    fault = sage.suffers(kind, "c=SetWatched&", status=503)
    with pytest.raises(Unavailable):
        sage.asks.mark(video)
    assert fault.struck == 1


def test_what_was_taken_away_before_a_failure_is_set_all_the_same(sage: Service, castle: int) -> None:
    sage.world.play(castle, 1200)
    sage.suffers("status", "c=SetWatchedTimes", status=503, times=1)
    sage.asks.move(sage.video(castle), 10 * MINUTE, JUST_NOW)
    assert sage.video(castle).state.position == 10 * MINUTE
    assert written(sage) == {"ClearWatched": 1, "SetWatchedTimes": 2}


@pytest.mark.parametrize(("status", "kind"), [(503, "answered with status 503"), (401, "password was refused")])
def test_what_stays_taken_away_is_said(sage: Service, castle: int, status: int, kind: str) -> None:
    sage.world.play(castle, 1200)
    sage.suffers("status", "c=SetWatchedTimes", status=status)
    with pytest.raises(Unavailable, match=f"what was there was taken away, and the new position was not taken.*{kind}"):
        sage.asks.move(sage.video(castle), 10 * MINUTE, JUST_NOW)
    assert sage.video(castle).state == State()


@pytest.mark.parametrize(
    ("status", "failure"), [(503, Unavailable), (401, Unauthorised), (429, RateLimited)], ids=["503", "401", "429"]
)
def test_where_nothing_was_taken_away_a_failure_is_the_failure(
    sage: Service, castle: int, status: int, failure: type[Exception]
) -> None:
    sage.world.play(castle, 600)
    fault = sage.suffers("status", "c=SetWatchedTimes", status=status)
    with pytest.raises(failure):
        sage.asks.move(sage.video(castle), 20 * MINUTE, JUST_NOW)
    assert fault.struck == 1
    assert sage.video(castle).state.position == 10 * MINUTE


def test_half_a_change_is_finished_although_the_work_is_stopped_meanwhile(sage: Service, castle: int) -> None:
    sage.world.play(castle, 1200)
    video = sage.video(castle)

    def stop() -> None:
        sage.time.now = sage.time._stops_at = 1.0

    sage.faults.add(Fault("call", query="c=ClearWatched", call=stop))
    sage.asks.move(video, 10 * MINUTE, JUST_NOW)
    assert sage.world.position(castle) == 10 * MINUTE
    with pytest.raises(Unavailable):
        sage.video(castle)


def test_commands_name_the_airing_and_are_sent_in_one_piece(opened: Opening) -> None:
    def answer(asked: Asked) -> Reply:
        return as_json({"MediaFile": CASTLE} if asked.query["c"] == "GetMediaFileForID" else {})

    asks, server = opened(answer)
    video = Video("3517255", "Castle", State(), ())
    asks.move(video, 2 * MINUTE, YESTERDAY)
    asks.mark(video)
    told = [asked for asked in server.asked if asked.method == "POST"]
    start, since = CASTLE["FileStartTime"], (NOW - 86_400) * 1000 - 2 * MINUTE
    assert isinstance(start, int)
    assert [asked.target for asked in told] == [
        "/sagex/api?c=ClearWatched&1=airing:3490352&encoder=json",
        f"/sagex/api?c=SetWatchedTimes&1=airing:3490352&2={start + 2 * MINUTE}&3={since}&encoder=json",
        "/sagex/api?c=SetWatched&1=airing:3490352&encoder=json",
    ]
    assert {asked.body for asked in told} == {b""}
