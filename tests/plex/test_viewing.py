"""The room reads what somebody has watched and changes it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from parity.core.failures import NotFound
from parity.core.watched import State, Video
from parity.demo.faults import Fault
from tests.plex.conftest import Lines
from tests.plex.watched_attic import NAME, VERA, Attic, attic_of


@pytest.fixture
def attic(lines: Lines) -> Iterator[Attic]:
    with attic_of(lines) as found:
        yield found


def at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def test_all_episodes_come_with_their_states_and_the_ids_of_their_shows(attic: Attic) -> None:
    attic.world.watch(attic.first, times=2, at=1_700_000_000)
    attic.world.begin(attic.second, 61_000, at=1_600_000_000)
    first, second = attic.viewer.videos(str(attic.tv), "show")
    place = f"{attic.world.machine_identifier}/{attic.tv}"
    assert first == Video(
        str(attic.first),
        "Castle – S07E19 – Habeas Corpse",
        State(True, 0, at(1_700_000_000)),
        (f"/media/tv/{NAME}",),
        2_640_000,
        2_376_000,
        frozenset({"tvdb:83462/7/19"}),
        place,
    )
    assert (second.state, second.ids) == (
        State(False, 61_000, at(1_600_000_000)),
        frozenset({"tvdb:7", "tvdb:83462/7/20"}),
    )


def test_all_films_come_with_their_states(attic: Attic) -> None:
    attic.world.begin(attic.heat, 9_000, at=1_600_000_000)
    [heat] = attic.viewer.videos(str(attic.films), "movie")
    assert (heat.title, heat.state, heat.ids) == (
        "Heat (1995)",
        State(False, 9_000, at(1_600_000_000)),
        frozenset({"imdb:tt0113277"}),
    )


def test_one_video_is_what_the_listing_said(attic: Attic) -> None:
    attic.world.watch(attic.first)
    listed = {*attic.viewer.videos(str(attic.tv), "show"), *attic.viewer.videos(str(attic.films), "movie")}
    keys = [str(key) for key in (attic.first, attic.second, attic.heat)]
    assert (
        {attic.viewer.video(key) for key in keys} == {attic.of(attic.world.token).video(key) for key in keys} == listed
    )


def test_a_library_costs_a_request_for_a_thousand_and_a_show_is_asked_for_once(attic: Attic) -> None:
    for number in range(1, 2_400):
        attic.world.add_episode(attic.show, 8, number)
    attic.world.requests.reset()
    assert len(attic.viewer.videos(str(attic.tv), "show")) == 2_401
    assert attic.kinds() == {"section_all": 1 + 3, "root": 1, "server_prefs": 1, "section_prefs": 1}
    attic.viewer.video(str(attic.first))
    assert attic.kinds()["metadata"] == 1
    fresh = attic.of(attic.world.token)
    fresh.video(str(attic.first))
    fresh.video(str(attic.second))
    assert attic.kinds()["metadata"] == 1 + 3


@pytest.mark.parametrize(
    ("library", "show", "known"),
    [
        ("tmdbAiring", None, True),
        ("tvdbAiring", "", True),
        ("tvdbDvd", None, False),
        ("tvdbDvd", "tmdbAiring", True),
        ("tmdbAiring", "tvdbAbsolute", False),
        ("tmdbAiring", "blurayOrder", False),
    ],
)
def test_in_another_order_its_numbers_are_not_those_of_thetvdb(
    attic: Attic, library: str, show: str | None, known: bool
) -> None:
    attic.world.set_prefs(attic.tv, showOrdering=library)
    attic.world.set_show(attic.show, show_ordering=show)
    ids = {"tvdb:83462/7/19"} if known else set()
    assert attic.viewer.videos(str(attic.tv), "show")[0].ids == ids
    assert attic.of(attic.world.token).video(str(attic.first)).ids == ids


def test_who_may_not_ask_for_the_order_takes_it_for_the_usual_one(attic: Attic) -> None:
    attic.faults.add(Fault("status", "/sections/.*/prefs", status=403))
    assert attic.viewer.videos(str(attic.tv), "show")[0].ids == {"tvdb:83462/7/19"}


def test_each_user_s_state_is_read_and_changed_by_their_own_token(attic: Attic) -> None:
    vera = attic.of(VERA)
    attic.viewer.mark(attic.viewer.video(str(attic.first)))
    vera.move(vera.video(str(attic.first)), 61_000, None)
    assert (attic.state(attic.first).watched, attic.state(attic.first).position) == (True, 0)
    assert (vera.video(str(attic.first)).state.watched, vera.video(str(attic.first)).state.position) == (False, 61_000)


def test_marking_clearing_and_moving(attic: Attic) -> None:
    video = attic.viewer.video(str(attic.heat))
    attic.viewer.move(video, 3_600_000, at(1_600_000_000))
    assert attic.state(attic.heat) == State(False, 3_600_000, at(attic.world.now))
    attic.viewer.mark(video)
    assert attic.state(attic.heat) == State(True, 0, at(attic.world.now))
    attic.viewer.move(video, 60_000, None)
    assert attic.state(attic.heat) == State(True, 60_000, at(attic.world.now))
    attic.viewer.clear(video)
    assert attic.state(attic.heat) == State()
    assert attic.world.view_writes() == {"timeline": 2, "scrobble": 1, "unscrobble": 1}


def test_where_plex_itself_begins_to_call_it_watched_is_known_before(attic: Attic) -> None:
    attic.world.set_played_from(80)
    viewer = attic.of(attic.world.token)
    video = viewer.video(str(attic.heat))
    assert video.watched_from == 8_160_000
    viewer.move(video, video.watched_from - 1, None)
    assert viewer.video(str(attic.heat)).state.watched is False
    viewer.move(video, video.watched_from, None)
    assert viewer.video(str(attic.heat)).state.watched is True


def test_who_may_not_ask_for_that_share_takes_plex_s_usual_one(attic: Attic) -> None:
    attic.world.set_played_from(80)
    assert attic.of(VERA).video(str(attic.heat)).watched_from == 9_180_000
    attic.faults.add(Fault("status", "/:/prefs", status=404))
    assert attic.of(attic.world.token).video(str(attic.heat)).watched_from == 9_180_000


def test_what_is_gone_or_is_no_video_is_not_found(attic: Attic) -> None:
    video = attic.viewer.video(str(attic.heat))
    attic.world.remove_movie(attic.heat)
    for do in (attic.viewer.mark, attic.viewer.clear):
        with pytest.raises(NotFound, match=f"item {attic.heat} does not exist"):
            do(video)
    with pytest.raises(NotFound):
        attic.viewer.move(video, 70_000, None)
    for key in (attic.heat, attic.show):
        with pytest.raises(NotFound):
            attic.viewer.video(str(key))
    with pytest.raises(NotFound, match="library 77"):
        attic.viewer.videos("77", "movie")


def test_an_episode_whose_show_is_just_gone_is_told_without_its_ids(attic: Attic) -> None:
    attic.faults.add(Fault("status", f"/metadata/{attic.show}$", status=404))
    assert attic.viewer.video(str(attic.second)).ids == {"tvdb:7"}
