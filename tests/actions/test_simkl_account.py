"""The token for SIMKL: refreshed in time and by one process at a time, and given up without trying again and again."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from parity.actions.ports import NotSetUp
from parity.actions.simkl_account import fresh, lost
from parity.core.failures import Unauthorised, Unavailable
from parity.core.simkl import SimklToken
from parity.core.watch import Member
from parity.demo.faults import Fault
from parity.store import notices, simkl_account
from tests.simkl_scene import FIRST, SECOND, SimklScene, scene_in

GO_ON = threading.Event()
SIX_DAYS, A_WEEK = 6 * 86_400 + 1, 7 * 86_400


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[SimklScene]:
    made = scene_in(tmp_path)
    yield made
    made.close()


def connected(scene: SimklScene, app: str = SECOND) -> SimklToken:
    grant = scene.auth.give(scene.auth.apps[app], 1, "media:read media:write")
    end = scene.at[0] + timedelta(seconds=A_WEEK)
    token = SimklToken("v2", app, grant.access, grant.refresh, end)
    if app == FIRST:
        token = SimklToken("v1", app, grant.access)
    scene.gives(simkl_client_id=app)
    with scene.house.database.writing() as connection:
        simkl_account.keep(connection, token, Member("1", "jane_doe"), scene.at[0])
    return token


def told(scene: SimklScene) -> list[str]:
    with scene.house.database.reading() as connection:
        return [sentence for name, sentence, _ in notices.every(connection) if name == simkl_account.NOTICE]


def test_without_an_account_or_with_another_app_it_is_not_set_up(scene: SimklScene) -> None:
    with pytest.raises(NotSetUp, match="No SIMKL account is connected"):
        fresh(scene.house, GO_ON)
    connected(scene)
    for other in (FIRST, None):
        scene.gives(simkl_client_id=other)
        with pytest.raises(NotSetUp, match="client id of the SIMKL app was changed"):
            fresh(scene.house, GO_ON)
    assert scene.asked == []


def test_a_token_that_holds_is_not_refreshed(scene: SimklScene) -> None:
    token = connected(scene)
    assert fresh(scene.house, GO_ON) == token
    assert scene.asked == []


def test_24_a_token_that_ends_soon_is_refreshed_once(scene: SimklScene) -> None:
    old = connected(scene)
    scene.wait(SIX_DAYS)
    new = fresh(scene.house, GO_ON)
    assert new.value != old.value
    assert new.refresh == old.refresh
    assert scene.auth.user_of(old.value) is None
    assert scene.auth.user_of(new.value) == 1
    assert fresh(scene.house, GO_ON) == new
    assert scene.asked == ["/oauth2/token"]


def test_24_a_refused_token_is_refreshed_at_once_and_who_still_holds_it_gets_the_new_one(scene: SimklScene) -> None:
    old = connected(scene)
    new = fresh(scene.house, GO_ON, refused=old)
    assert new.value != old.value
    assert fresh(scene.house, GO_ON, refused=old) == new
    assert scene.asked == ["/oauth2/token"]


def test_24_when_it_cannot_be_refreshed_the_owner_is_told_and_nobody_tries_again(scene: SimklScene) -> None:
    connected(scene)
    scene.auth.revoke()
    scene.wait(SIX_DAYS)
    for _ in range(3):
        with pytest.raises(Unauthorised, match="connect SIMKL again"):
            fresh(scene.house, GO_ON)
    assert scene.asked == ["/oauth2/token"]
    (sentence,) = told(scene)
    assert "jane_doe: connect SIMKL again" in sentence


def test_24_a_token_of_the_first_generation_that_is_refused_ends_without_a_question(scene: SimklScene) -> None:
    token = connected(scene, FIRST)
    with pytest.raises(Unauthorised, match="connect SIMKL again"):
        fresh(scene.house, GO_ON, refused=token)
    with pytest.raises(Unauthorised, match="connect SIMKL again"):
        fresh(scene.house, GO_ON)
    assert scene.asked == []
    assert len(told(scene)) == 1


def test_connecting_again_takes_the_notice_away(scene: SimklScene) -> None:
    token = connected(scene)
    assert isinstance(lost(scene.house, token), Unauthorised)
    assert len(told(scene)) == 1
    new = connected(scene)
    assert fresh(scene.house, GO_ON) == new != token
    assert told(scene) == []


def test_a_refusal_of_a_token_that_was_replaced_meanwhile_means_nothing(scene: SimklScene) -> None:
    old, new = connected(scene), connected(scene)
    lost(scene.house, old)
    assert told(scene) == []
    assert fresh(scene.house, GO_ON) == new


def test_trouble_while_refreshing_leaves_the_token_as_long_as_it_holds(scene: SimklScene) -> None:
    old = connected(scene)
    scene.wait(SIX_DAYS)
    scene.faults.add(Fault("status", "/oauth2/token", status=503))
    assert fresh(scene.house, GO_ON) == old
    scene.wait(86_400)
    with pytest.raises(Unavailable):
        fresh(scene.house, GO_ON)
    scene.faults.clear()
    assert fresh(scene.house, GO_ON).value != old.value
    assert told(scene) == []


class Meanwhile(threading.Event):
    """What happens while somebody waits."""

    def __init__(self, scene: SimklScene, old: SimklToken, finishes: bool) -> None:
        super().__init__()
        self.scene, self.old, self.finishes, self.waited = scene, old, finishes, 0

    def wait(self, timeout: float | None = None) -> bool:
        self.waited += 1
        self.scene.wait(timeout or 0)
        if self.finishes and self.waited == 2:
            new = SimklToken("v2", SECOND, "of-the-other-process", self.old.refresh, self.scene.at[0] + timedelta(7))
            with self.scene.house.database.writing() as connection:
                simkl_account.renew(connection, self.old, new)
        return self.is_set()


@pytest.mark.parametrize("finishes", [True, False])
def test_while_another_process_refreshes_it_is_waited_for(scene: SimklScene, finishes: bool) -> None:
    old = connected(scene)
    scene.wait(SIX_DAYS)
    now = scene.at[0]
    with scene.house.database.writing() as connection:
        assert simkl_account.may_refresh(connection, old, now, now + timedelta(seconds=10))
    meanwhile = Meanwhile(scene, old, finishes)
    new = fresh(scene.house, meanwhile)
    if finishes:
        assert (new.value, scene.asked) == ("of-the-other-process", [])
    else:  # it was killed: after its time somebody else may
        assert meanwhile.waited == 20
        assert scene.auth.user_of(new.value) == 1


def test_who_is_stopped_does_not_wait_for_another_process(scene: SimklScene) -> None:
    old = connected(scene)
    scene.wait(SIX_DAYS)
    with scene.house.database.writing() as connection:
        simkl_account.may_refresh(connection, old, scene.at[0], scene.at[0] + timedelta(seconds=60))
    stopped = threading.Event()
    stopped.set()
    with pytest.raises(Unavailable, match="stopped"):
        fresh(scene.house, stopped)


class Briefly(threading.Event):
    """Nobody has half a second here."""

    def wait(self, timeout: float | None = None) -> bool:
        return super().wait(0.01)


def test_24_of_many_who_need_it_at_once_one_asks_and_all_get_the_same(scene: SimklScene) -> None:
    connected(scene)
    scene.wait(SIX_DAYS)
    scene.faults.add(Fault("slow", "/oauth2/token", seconds=0.05))
    with ThreadPoolExecutor(6) as pool:
        tokens = list(pool.map(lambda _: fresh(scene.house, Briefly()), range(6)))
    assert len({token.value for token in tokens}) == 1
    assert scene.auth.user_of(tokens[0].value) == 1
    assert scene.asked == ["/oauth2/token"]
