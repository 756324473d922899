"""Whatever people do, whatever fails and wherever a run dies: nothing watched is lost, and it comes to rest."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.actions.watched_days import NAMES, days

NAME, SIDE = st.sampled_from(NAMES), st.sampled_from(["plex", "sage"])

# Reading that breaks off is repeated after a while, which would make the test wait; changes are sent once, so that they
# may suffer whatever there is.
READS = [
    ("plex", "/library/sections", ""),
    ("plex", "/all", ""),
    ("plex", "/library/metadata", ""),
    ("plex", "/status/sessions", ""),
    ("plex", "/:/prefs", ""),
    ("sage", "/sagex/api", "GetMediaFiles"),
    ("sage", "/sagex/api", "GetMediaFileForID"),
]
WRITES = [
    ("plex", "/:/scrobble", ""),
    ("plex", "/:/timeline", ""),
    ("sage", "/sagex/api", "c=SetWatched&"),
    ("sage", "/sagex/api", "SetWatchedTimes"),
    ("sage", "/sagex/api", "ClearWatched"),
]
KINDS = ["html", "garbage", "wrong_type", "wrong_string", 400, 401, 403, 404]
LISTS = [("plex", "/all", ""), ("sage", "/sagex/api", "GetMediaFiles")]
SKIPPED, TIMES = st.integers(0, 2), st.sampled_from([1, 2, None])
FAILING = st.one_of(
    st.tuples(st.sampled_from(READS), st.sampled_from(KINDS), SKIPPED, TIMES),
    st.tuples(st.sampled_from(WRITES), st.sampled_from([*KINDS, "closed", "lost", 500, 503]), SKIPPED, TIMES),
    st.tuples(st.sampled_from(LISTS), st.sampled_from(["cut_page", "empty_page"]), SKIPPED, TIMES),
)
LOOKS = st.one_of(st.none(), st.integers(0, 80))
PLAY = st.tuples(st.just("play"), NAME, SIDE, st.integers(0, 60))
ACT = st.one_of(PLAY, PLAY, st.tuples(st.sampled_from(["mark", "clear"]), NAME, SIDE))
WAIT = st.tuples(st.just("wait"), st.sampled_from([1, 90, 1500]))
SYNC = st.tuples(st.just("sync"))
FAILED = st.tuples(st.just("sync"), st.lists(FAILING, max_size=2), LOOKS)
DISTURBED = st.tuples(
    st.just("meanwhile"),
    st.sampled_from([*READS, *WRITES]),
    st.integers(0, 4),
    PLAY | st.tuples(st.just("mark"), NAME, SIDE),
).map(lambda made: (*made[:3], *made[3]))
RACED = st.tuples(
    st.just("raced"), st.sampled_from([*READS[2:], *WRITES]), NAME, SIDE, st.integers(1, 60), st.integers(1, 60)
)
Steps = list[tuple[object, ...]]


@pytest.mark.long
@settings(max_examples=10)
@given(st.lists(st.one_of(ACT, ACT, WAIT, FAILED, FAILED, SYNC), max_size=10), st.booleans())
def test_nothing_is_lost_to_failures_and_it_comes_to_rest(steps: Steps, unmark: bool) -> None:
    with days(unmark) as made:
        made.play("a", "sage", 30)
        made.mark("b", "plex")
        made.sync()
        for name, *args in steps:
            getattr(made, str(name))(*args)
        made.at_rest()


@pytest.mark.long
@settings(max_examples=10)
@given(st.lists(st.one_of(ACT, WAIT, DISTURBED, RACED, RACED, SYNC), max_size=10), st.booleans())
def test_nothing_is_lost_where_people_go_on_watching_during_a_run(steps: Steps, unmark: bool) -> None:
    with days(unmark) as made:
        for name, *args in steps:
            getattr(made, str(name))(*args)
        made.at_rest()


@pytest.mark.long
@settings(max_examples=8)
@given(st.lists(st.one_of(ACT, ACT, WAIT, RACED, FAILED, SYNC), max_size=10))
def test_copies_that_have_one_mark_come_to_rest_too_and_nothing_is_un_marked_unasked(steps: Steps) -> None:
    with days(False, {"external_id": "EP1"}, {"external_id": "EP1", "on_air": 59, "early": 60}, {}) as made:
        for name, *args in steps:
            getattr(made, str(name))(*args)
            assert made.players.plex.viewings.writes["unscrobble"] == 0
        made.at_rest()
