"""What SageTV has and how far it was watched: the whole list, or a failure; what it is told is what it keeps then."""

from datetime import UTC, datetime

from parity.core.watched import State
from tests.sagetv.conftest import NOW, Service

MINUTE = 60_000
JUST_NOW = datetime.fromtimestamp(NOW, UTC)


def test_a_recording_tells_how_far_it_was_watched_and_when(sage: Service) -> None:
    key = sage.world.add_recording("Castle", "/tv/Castle-1.mpg", episode="Habeas Corpse", season=7, number=19)
    sage.world.play(key, 600)
    (video,) = sage.asks.videos()
    assert (video.key, video.title, video.files) == (str(key), "Castle – S07E19 – Habeas Corpse", ("/tv/Castle-1.mpg",))
    assert (video.state, video.duration) == (State(False, 10 * MINUTE, JUST_NOW), 60 * MINUTE)
    assert video == sage.video(key)


def test_a_position_goes_forward_at_once_and_back_only_after_forgetting(sage: Service) -> None:
    key = sage.world.add_recording("Castle", "/tv/Castle-1.mpg")
    for position, writes in ((20, {"SetWatchedTimes": 1}), (10, {"ClearWatched": 1, "SetWatchedTimes": 1})):
        sage.asked()
        sage.asks.move(sage.video(key), position * MINUTE, JUST_NOW)
        assert sage.video(key).state == State(False, position * MINUTE, JUST_NOW)
        assert {name: n for name, n in sage.asked().items() if not name.startswith("Get")} == writes
