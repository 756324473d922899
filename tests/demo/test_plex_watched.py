"""What the stand-in for Plex keeps of what its accounts have watched, as it was recorded from a server."""

from collections.abc import Mapping
from typing import Any

import pytest

from parity.demo.plex_world import PlexWorld
from tests.demo.served import Plex

IDENTIFIER = "com.plexapp.plugins.library"
FIELDS = ("viewCount", "viewOffset", "lastViewedAt")
VERA = "token-of-vera"


def fields(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Count, position and date of a row; None for what it does not have."""
    return tuple(row.get(name) for name in FIELDS)


def item(plex: Plex, key: int, token: str | None = None) -> tuple[Any, ...]:
    """The same of one item, as the account of a token sees it."""
    plex.headers = {} if token is None else {"X-Plex-Token": token}
    [row] = plex.container(f"/library/metadata/{key}")["Metadata"]
    return fields(row)


def write(plex: Plex, method: str, path: str, token: str = "", client: str = "client-1", **params: Any) -> Any:
    """A write as Parity sends it."""
    said = {"X-Plex-Token": token or plex.world.token, "Accept": "application/json"}
    headers = said | ({"X-Plex-Client-Identifier": client} if client else {})
    return plex.session.request(method, f"{plex.url}{path}", params=params, headers=headers, timeout=10)


def timeline(plex: Plex, time: int, token: str = "", client: str = "client-1", **more: Any) -> Any:
    """A position for the first episode."""
    what = {"ratingKey": plex.first, "key": f"/library/metadata/{plex.first}", "identifier": IDENTIFIER}
    told = {"state": "stopped", "time": time, "duration": 2_625_089, **more}
    return write(plex, "POST", "/:/timeline", token, client, **what, **told)


def test_the_recorded_sequence(plex: Plex) -> None:
    plex.world.begin(plex.first, 70_000, at=1_683_736_823)
    assert item(plex, plex.first) == (None, 70_000, 1_683_736_823)
    answer = timeline(plex, 75_000).json()["MediaContainer"]
    assert answer == {"playbackState": "progress", "size": 0, "skipCount": 0, "viewCount": 0, "viewOffset": 75_000}
    assert item(plex, plex.first) == (None, 75_000, plex.world.now)
    assert write(plex, "PUT", "/:/scrobble", key=plex.first, identifier=IDENTIFIER).status_code == 200
    assert item(plex, plex.first) == (1, None, plex.world.now)
    assert write(plex, "PUT", "/:/unscrobble", key=plex.first, identifier=IDENTIFIER).status_code == 200
    assert item(plex, plex.first) == (None, None, None)
    assert plex.world.view_writes() == {"timeline": 1, "scrobble": 1, "unscrobble": 1}


def test_what_is_watched_again_has_a_count_and_a_position(plex: Plex) -> None:
    plex.world.watch(plex.first, times=2, at=1_700_000_000)
    timeline(plex, 600_000)
    assert item(plex, plex.first) == (2, 600_000, plex.world.now)


@pytest.mark.parametrize(
    ("time", "after"), [(2_362_580, (None, 2_362_580)), (2_362_581, (1, None)), (2_625_089, (1, None))]
)
def test_from_nine_tenths_on_it_counts_as_watched(plex: Plex, time: int, after: tuple[Any, ...]) -> None:
    timeline(plex, time)
    assert item(plex, plex.first)[:2] == after


def test_the_share_from_which_on_it_counts_can_be_set_and_only_its_owner_is_told(plex: Plex) -> None:
    plex.world.set_played_from(50)
    plex.world.allow_token(VERA)
    told = {row["id"]: row["value"] for row in plex.container("/:/prefs")["Setting"]}
    assert told == {"LibraryVideoPlayedThreshold": 50, "LibraryVideoPlayedAtBehaviour": 3}
    assert write(plex, "GET", "/:/prefs", VERA).status_code == 403
    timeline(plex, 1_400_000)
    assert item(plex, plex.first)[:2] == (1, None)


@pytest.mark.parametrize(
    "lacking", [{"client": ""}, {"duration": ""}, {"duration": 0}, {"time": 0}], ids=lambda lacking: str(lacking)
)
def test_no_notice_is_taken_of_a_position_without_a_client_a_duration_or_a_time(
    plex: Plex, lacking: dict[str, Any]
) -> None:
    assert timeline(plex, **{"time": 75_000, **lacking}).status_code == 200
    assert item(plex, plex.first) == (None, None, None)


def test_the_older_way_to_write_a_position_works_for_the_owner_with_a_state(plex: Plex) -> None:
    plex.world.allow_token(VERA)
    for token, state, after in (("", "", None), (VERA, "stopped", None), ("", "stopped", 75_000)):
        asked: dict[str, Any] = {"key": plex.first, "identifier": IDENTIFIER, "time": 75_000, "state": state}
        assert write(plex, "PUT", "/:/progress", token, **asked).status_code == 200
        assert item(plex, plex.first, token or None)[1] == after


def test_each_token_has_what_its_own_account_has_watched(plex: Plex) -> None:
    plex.world.allow_token(VERA)
    before = plex.page(0, 10)["Metadata"]
    plex.world.watch(plex.first, at=1_700_000_000)
    write(plex, "PUT", "/:/scrobble", VERA, key=plex.second, identifier=IDENTIFIER)
    plex.world.begin(plex.first, 5_000, at=1_600_000_000, token=VERA)
    own = [fields(row) for row in plex.page(0, 10)["Metadata"]]
    plex.headers = {"X-Plex-Token": VERA}
    hers = [fields(row) for row in plex.page(0, 10)["Metadata"]]
    assert [fields(row) for row in before] == [(None, None, None)] * 2
    assert own == [(1, None, 1_700_000_000), (None, None, None)]
    assert hers == [(None, 5_000, 1_600_000_000), (1, None, plex.world.now)]


def test_a_show_and_a_season_are_watched_as_a_whole_and_tell_of_it(plex: Plex) -> None:
    [season] = plex.container(f"/library/metadata/{plex.show}/children", excludeAllLeaves=1)["Metadata"]
    assert season["viewedLeafCount"] == plex.page(0, 5, kind=2)["Metadata"][0]["viewedLeafCount"] == 0
    write(plex, "GET", "/:/scrobble", key=plex.show, identifier=IDENTIFIER)
    [season] = plex.container(f"/library/metadata/{plex.show}/children", excludeAllLeaves=1)["Metadata"]
    [show] = plex.page(0, 5, kind=2)["Metadata"]
    assert season["viewedLeafCount"] == show["viewedLeafCount"] == show["viewCount"] == 2
    write(plex, "PUT", "/:/unscrobble", key=season["ratingKey"], identifier=IDENTIFIER)
    assert [item(plex, key)[0] for key in (plex.first, plex.second)] == [None, None]
    assert plex.page(0, 5, kind=2)["Metadata"][0]["viewedLeafCount"] == 0


def test_who_plays_is_told_with_what_the_owner_has_watched(plex: Plex) -> None:
    plex.world.watch(plex.first, at=1_700_000_000)
    plex.world.play(plex.first, offset=90_000)
    [row] = plex.container("/status/sessions")["Metadata"]
    assert fields(row) == (1, 90_000, 1_700_000_000)


@pytest.mark.parametrize(
    ("path", "params", "status"),
    [
        ("/:/scrobble", {"key": 9_999, "identifier": IDENTIFIER}, 404),
        ("/:/scrobble", {"key": 102}, 400),
        ("/:/unscrobble", {"identifier": IDENTIFIER}, 400),
        ("/:/timeline", {"ratingKey": 9_999, "time": 5, "state": "stopped", "duration": 9}, 404),
        ("/:/timeline", {"ratingKey": 102, "time": 5}, 400),
    ],
)
def test_what_is_no_request_or_no_item_is_refused(plex: Plex, path: str, params: dict[str, Any], status: int) -> None:
    method = "POST" if path == "/:/timeline" else "PUT"
    assert write(plex, method, path, **params).status_code == status
    assert write(plex, method, path, "nobody's", **params).status_code == 401


def test_what_was_watched_is_kept_with_a_saved_server(plex: Plex) -> None:
    plex.world.watch(plex.first, times=3, at=1_700_000_000)
    plex.world.begin(plex.second, 5_000, at=1_600_000_000, token=VERA)
    plex.world.set_played_from(80)
    again = PlexWorld.from_json(plex.world.to_json())
    assert again.viewings.kept == plex.world.viewings.kept != {}
    assert (again.viewings.played_from, again.view_writes()) == (80, {})
