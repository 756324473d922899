"""SIMKL's connection is looked at: not connected, works as somebody, refused, silent."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from parity.actions.check_connections import check_simkl, check_watchlist
from parity.actions.simkl_account import simkl_sign_in
from parity.core.simkl import SCOPE, SimklToken
from parity.core.watch import Member
from parity.demo.faults import Fault
from parity.store import simkl_account
from tests.simkl_scene import FIRST, SECOND, SimklScene, scene_in


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[SimklScene]:
    """An app of the first generation, and nobody who is connected."""
    made = scene_in(tmp_path, client_id=FIRST)
    yield made
    made.close()


def connect(scene: SimklScene) -> None:
    value = scene.auth.give(scene.auth.apps[FIRST], 1, "public").access
    with scene.house.database.writing() as connection:
        simkl_account.keep(connection, SimklToken("v1", FIRST, value), Member("", ""), scene.at[0])


def test_who_is_not_connected_is_told_where_to_connect(scene: SimklScene) -> None:
    found = check_simkl(scene.house)
    assert (found.outcome, found.detail) == (
        "not set up",
        "No SIMKL account is connected: connect yours in Settings, under SIMKL",
    )
    assert scene.asked == []


def test_a_sign_in_that_works_says_whose_it_is(scene: SimklScene) -> None:
    connect(scene)
    found = check_simkl(scene.house)
    assert (found.outcome, found.detail) == ("works", "Connected as jane_doe.")
    assert scene.asked == ["/users/settings"]


def test_a_sign_in_that_is_refused_is_not_tried_again(scene: SimklScene) -> None:
    connect(scene)
    scene.auth.grants.clear()
    for _ in range(2):
        found = check_simkl(scene.house)
        assert (found.outcome, "connect SIMKL again" in found.detail) == ("refused", True)
    assert scene.asked == ["/users/settings"]


def test_a_sign_in_that_somebody_refreshed_and_could_not_keep_is_refreshed_and_works(scene: SimklScene) -> None:
    grant = scene.auth.give(scene.auth.apps[SECOND], 1, SCOPE)
    end = scene.at[0] + timedelta(days=7)
    token = SimklToken("v2", SECOND, grant.access, grant.refresh, end)
    scene.gives(simkl_client_id=SECOND)
    with scene.house.database.writing() as connection:
        simkl_account.keep(connection, token, Member("1", "jane_doe"), scene.at[0])
    with simkl_sign_in(scene.house) as simkl:
        simkl.refresh(token, "")
    assert check_simkl(scene.house).outcome == "works"
    kept = scene.kept()
    assert kept is not None
    assert not kept.dead


@pytest.mark.parametrize("kind", ["garbage", "html", "closed"])
def test_a_bad_answer_says_nothing_of_the_sign_in(scene: SimklScene, kind: str) -> None:
    connect(scene)
    scene.faults.add(Fault(kind, "/users/settings"))
    assert check_simkl(scene.house).outcome == "silent"
    scene.faults.clear()
    assert check_simkl(scene.house).outcome == "works"


def test_a_watchlist_that_nothing_needs_is_not_asked_for(scene: SimklScene) -> None:
    assert check_watchlist(scene.house).outcome == "not set up"
