"""What changed since a moment: by series, by episode, merged into another; whole, or said not to be."""

from datetime import UTC, datetime

import pytest

from parity.core.catalogue import SeriesUpdates
from parity.core.failures import Unauthorised
from parity.demo.faults import Fault
from tests.loopback import Asked, Reply, as_json
from tests.tvdb.conftest import NOON, Opening, Town

AT = datetime.fromtimestamp(NOON, UTC)


@pytest.fixture
def busy(town: Town) -> Town:
    """Three series that stand since yesterday; in one an episode was renamed just now."""
    town.now = NOON - 86_400
    for series_id in (1, 2, 3):
        town.broadcast(series_id, 2)
    town.now = NOON
    town.world.set_episode(2, 2001, name="Another name")
    return town


def test_a_series_is_named_for_itself_and_for_its_episodes(busy: Town) -> None:
    assert busy.tvdb.updates(AT) == SeriesUpdates(True, frozenset({2}))
    busy.world.set_series(3, status="Continuing")
    busy.world.remove_episode(1, 1002)
    assert busy.tvdb.updates(AT) == SeriesUpdates(True, frozenset({1, 2, 3}))


def test_a_merged_series_is_named_with_the_one_that_it_became(busy: Town) -> None:
    busy.world.merge(1, 3)
    assert busy.tvdb.updates(AT) == SeriesUpdates(True, frozenset({1, 2, 3}), ((1, 3),))


def test_a_deleted_series_is_named_and_became_nothing(busy: Town) -> None:
    busy.world.delete_series(1)
    assert busy.tvdb.updates(AT) == SeriesUpdates(True, frozenset({1, 2}))


def test_all_pages_are_read(busy: Town) -> None:
    busy.world.page_size = 2
    for series_id in (1, 2, 3):
        busy.world.set_series(series_id, status="Continuing")
    busy.asked()
    assert busy.tvdb.updates(AT).ids == {1, 2, 3}
    assert busy.asked() == {"login": 1, "updates": 3}


@pytest.mark.parametrize(
    "fault",
    [
        Fault("html"),
        Fault("wrong_type"),
        Fault("closed"),
        Fault("status", status=404),
        Fault("status", status=429),
        Fault("status", status=500),
        Fault("cut_page"),
        Fault("cut_page", query="page=1"),
        Fault("repeat_page", query="page=1"),
        Fault("empty_page", query="page=1"),
        Fault("total_disagrees", rows=1),
    ],
    ids=lambda fault: f"{fault.kind} {fault.status} {fault.query}",
)
def test_what_is_odd_is_not_whole(busy: Town, fault: Fault) -> None:
    busy.world.page_size = 2
    for series_id in (1, 2, 3):
        busy.world.set_series(series_id, status="Continuing")
    busy.faults.add(fault)
    fault.path = "/updates"
    assert not busy.tvdb.updates(AT).whole


def test_a_refused_key_is_not_silence(busy: Town) -> None:
    busy.world.key = "another"
    with pytest.raises(Unauthorised):
        busy.tvdb.updates(AT)


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        ("episodes", {"recordId": 7, "seriesId": 0}),
        ("episodes", {"recordId": 7}),
        ("series", {"recordId": None}),
        ("series", {"recordId": 7, "mergeToId": "8"}),
        ("series", []),
    ],
)
def test_a_row_that_does_not_say_which_series_is_not_whole(opened: Opening, kind: str, row: object) -> None:
    def answer(asked: Asked) -> Reply:
        if asked.path == "/v4/login":
            return as_json({"data": {"token": "a-token-of-the-sign-in"}})
        return as_json({"data": [row] if asked.query["type"] == kind else [], "links": {}})

    tvdb, server = opened(answer)
    assert not tvdb.updates(AT).whole
    assert server.asked[1].query == {"since": str(int(NOON)), "type": "series", "page": "0"}


def test_pages_that_never_end_are_given_up(opened: Opening) -> None:
    def answer(asked: Asked) -> Reply:
        if asked.path == "/v4/login":
            return as_json({"data": {"token": "a-token-of-the-sign-in"}})
        return as_json({"data": [{"recordId": int(asked.query["page"]) + 1}], "links": {"next": "on"}})

    tvdb, _ = opened(answer)
    assert not tvdb.updates(AT).whole
