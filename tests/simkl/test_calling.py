"""How SIMKL is asked, and what its refusals mean."""

import logging

import pytest

from parity import __version__
from parity.core.failures import Failure, NotFound, RateLimited, Unauthorised, Unavailable
from parity.core.simkl import Put
from parity.core.watch import WatchItem
from parity.demo.faults import Fault
from parity.http import redact
from parity.simkl.shapes import SERVICE
from tests.loopback import FakeTime, Reply, as_json
from tests.simkl.conftest import APPS, TOKEN, Opening, Service, asking, fill


def test_every_request_says_which_app_asks_and_for_whom(opened: Opening) -> None:
    lists, server = opened(as_json({"account": {"id": 7}, "user": {"name": "jane"}}))
    lists.member()
    (asked,) = server.asked
    assert asked.query == {"client_id": APPS["v1"], "app-name": "parity", "app-version": __version__}
    headers = {name.lower(): value for name, value in asked.headers.items()}
    assert headers["user-agent"] == f"parity/{__version__}"
    assert (headers["simkl-api-key"], headers["authorization"]) == (APPS["v1"], f"Bearer {TOKEN}")
    assert TOKEN not in asked.target


def test_the_token_is_told_to_nobody(opened: Opening, caplog: pytest.LogCaptureFixture) -> None:
    lists, _ = opened(Reply(b"no", 500))
    with caplog.at_level(logging.DEBUG), pytest.raises(Unavailable) as failure:
        lists.member()
    assert TOKEN not in caplog.text + str(failure.value) + repr(lists)
    assert TOKEN not in redact(f"Bearer {TOKEN}")


@pytest.mark.parametrize(
    ("status", "kind", "words"),
    [
        (401, Unauthorised, "reconnect SIMKL"),
        (412, Unauthorised, "SIMKL_CLIENT_ID is wrong, or the app asked too often"),
        (403, Unavailable, "does not let this app do that (forbidden)"),
        (400, Unavailable, "status 400 (wrong_parameter)"),
        (404, NotFound, "the lists does not exist"),
        (429, RateLimited, "was asked too often"),
        (500, Unavailable, "status 500"),
    ],
)
def test_a_refusal_is_said_in_a_sentence(simkl: Service, status: int, kind: type[Failure], words: str) -> None:
    simkl.faults.add(Fault("status", status=status))
    with pytest.raises(Failure) as failure:
        simkl.lists.read()
    assert (type(failure.value), failure.value.service) == (kind, SERVICE)
    assert words in str(failure.value)


@pytest.mark.parametrize("kind", ["html", "garbage", "wrong_type", "wrong_string", "closed", "truncated"])
def test_no_broken_answer_is_an_empty_list(simkl: Service, kind: str) -> None:
    simkl.world.put(53992)
    simkl.faults.add(Fault(kind))
    for ask in (simkl.lists.read, simkl.lists.activities, simkl.lists.member):
        with pytest.raises(Unavailable):
            ask()


def test_an_error_that_comes_as_a_good_answer_is_none(opened: Opening) -> None:
    lists, _ = opened(as_json({"error": "user_token_failed", "code": 401}))
    with pytest.raises(Unavailable, match="user_token_failed"):
        lists.read()


def test_an_error_of_another_program_says_nothing_about_the_sign_in(opened: Opening) -> None:
    lists, _ = opened(as_json({"detail": "precondition"}, 412))
    with pytest.raises(Unavailable, match="status 412"):
        lists.read()
    lists, _ = opened(Reply(b"<html>nothing here</html>", 404))
    with pytest.raises(Unavailable, match="does SIMKL_BASE_URL lead to SIMKL"):
        lists.read()


def test_a_wait_that_is_asked_for_is_told_on_and_not_sat_out(simkl: Service) -> None:
    simkl.faults.add(Fault("status", status=503, retry_after=120))
    with pytest.raises(RateLimited) as failure:
        simkl.lists.read()
    assert (failure.value.retry_after, simkl.asked()) == (120, {"all_items": 1})


def test_a_moment_of_trouble_is_sat_out_for_a_question_and_not_for_a_change(simkl: Service) -> None:
    simkl.faults.add(Fault("status", status=503, times=2))
    assert simkl.read() == {}
    assert simkl.asked() == {"all_items": 3}
    simkl.faults.add(Fault("status", status=503, times=1))
    with pytest.raises(Unavailable):
        simkl.lists.member()
    assert simkl.asked() == {"settings": 1}


def test_an_app_that_is_unknown_or_a_token_that_is_taken_back_is_refused(simkl: Service) -> None:
    simkl.world.auth.revoke()
    with pytest.raises(Unauthorised, match="reconnect SIMKL"):
        simkl.lists.read()
    simkl.world.auth.apps.clear()
    with pytest.raises(Unauthorised, match="SIMKL_CLIENT_ID is wrong"):
        simkl.lists.read()


def test_a_token_that_ended_is_renewed_once_and_what_was_asked_is_asked_again() -> None:
    simkl = Service("v2")
    fill(simkl.world)
    ended, renewed = simkl.world.auth.issue(APPS["v2"]), []

    def renew() -> str:
        renewed.append(simkl.world.auth.issue(APPS["v2"]))
        return renewed[-1]

    lists = asking(simkl.doorway.url, ended, "v2", simkl.time, renew)
    simkl.world.auth.end_access()
    heard: list[Put] = []
    lists.put([WatchItem("plex", "a", "movie", "The Matrix", 1999, frozenset({"tmdb:603"}))], heard.extend)
    lists.read()
    assert (heard, len(renewed)) == ([Put("a", "plantowatch")], 1)
    assert simkl.asked() == {"add_to_list": 2, "all_items": 1}
    assert renewed[0] not in redact(f"Bearer {renewed[0]}")
    simkl.doorway.move_out()


def test_no_other_refusal_than_401_asks_for_another_token(simkl: Service) -> None:
    lists = asking(simkl.doorway.url, "nobody's", time=simkl.time, renew=lambda: pytest.fail("nobody asked for it"))
    for status in (403, 412, 429, 500):
        simkl.faults.clear()
        simkl.faults.add(Fault("status", status=status))
        with pytest.raises(Failure):
            lists.member()


def test_a_token_that_cannot_be_renewed_is_refused_for_good(simkl: Service) -> None:
    others = iter(["no better", "nor this"])
    lists = asking(simkl.doorway.url, "nobody's", time=simkl.time, renew=lambda: next(others))
    with pytest.raises(Unauthorised, match="reconnect SIMKL"):
        lists.read()
    assert list(others) == ["nor this"]


def test_changes_are_further_apart_than_a_second_and_questions_than_a_tenth(simkl: Service) -> None:
    for _ in range(3):
        simkl.lists.member()
    assert simkl.time.now >= 2.0
    before = simkl.time.now
    for _ in range(11):
        simkl.lists.activities()
    assert simkl.time.now - before >= 1.0


def test_a_stopped_run_asks_no_more(simkl: Service) -> None:
    lists = asking(simkl.doorway.url, simkl.world.auth.issue(APPS["v1"]), time=FakeTime(stops_at=0.5))
    lists.member()
    with pytest.raises(Unavailable, match="stopped"):
        lists.member()
    assert simkl.asked() == {"settings": 1}
