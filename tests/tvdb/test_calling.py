"""How TheTVDB is asked: one sign-in for all, a token that lives for a day, and secrets that nobody sees."""

import base64
import json
import logging
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from parity.core.failures import Failure, NotFound, Unauthorised, Unavailable
from parity.http import redact
from parity.tvdb import TvdbToken, tvdb_caller
from tests.loopback import Asked, Reply, as_json, in_turn
from tests.tvdb.conftest import KEY, NOON, Opening, Town

DAY = 24 * 3600.0
EMPTY = as_json({"status": "success", "data": {"series": {"id": 1, "name": "One"}, "episodes": []}, "links": {}})
FAILURE = {"status": "failure", "message": "NotFoundException: error fetching ", "data": None}


def signed_in(then: Reply, token: str = "a-token-of-the-sign-in") -> object:
    """Gives out a token, and answers so to everything else."""
    return lambda asked: as_json({"data": {"token": token}}) if asked.path == "/v4/login" else then


def jwt(**claims: object) -> str:
    body = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"eyJhbGciOiJub25lIn0.{body}.c2ln"


def test_the_key_buys_a_token_which_goes_with_every_question(opened: Opening) -> None:
    tvdb, server = opened(signed_in(EMPTY))
    tvdb.show(1, "official")
    tvdb.show(1, "dvd")
    login, first, second = server.asked
    assert (login.method, login.path, json.loads(login.body)) == ("POST", "/v4/login", {"apikey": KEY})
    assert first.target == "/v4/series/1/episodes/official?page=0"
    assert {first.headers["Authorization"], second.headers["Authorization"]} == {"Bearer a-token-of-the-sign-in"}


def test_a_pin_is_sent_only_when_there_is_one(opened: Opening) -> None:
    tvdb, server = opened(signed_in(EMPTY), pin="MYPIN123")
    tvdb.show(1, "official")
    assert json.loads(server.asked[0].body) == {"apikey": KEY, "pin": "MYPIN123"}


def test_many_ask_and_one_signs_in(town: Town) -> None:
    town.broadcast(1, 1)
    start = threading.Barrier(6)

    def ask(nth: int) -> int:
        start.wait(10)
        return len(town.tvdb.show(1, "official").episodes)

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(ask, range(6))) == [1] * 6
    assert town.world.issued == 1
    town.world.revoke()
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(ask, range(6))) == [1] * 6
    assert town.world.issued == 2


def test_a_token_is_renewed_after_a_day(town: Town) -> None:
    town.broadcast(1, 1)
    for seconds, issued in ((0.0, 1), (DAY - 1, 1), (DAY, 2)):
        town.now = NOON + seconds
        town.tvdb.show(1, "official")
        assert town.world.issued == issued


@pytest.mark.parametrize(
    ("token", "seconds"),
    [
        (jwt(exp=NOON + 3600), 3300.0),
        (jwt(exp=NOON - 3600), DAY),
        (jwt(exp=NOON + 40 * DAY), DAY),
        (jwt(exp="soon"), DAY),
        (jwt(), DAY),
        ("a.%%%.b", DAY),
        ("a.bm90IGpzb24.b", DAY),
        ("opaque-token", DAY),
    ],
)
def test_a_token_is_renewed_before_its_own_end(opened: Opening, token: str, seconds: float) -> None:
    now = [NOON]
    _, server = opened(signed_in(EMPTY, token))
    caller = tvdb_caller(f"{server.url}/v4", bucket=None)
    keeper = TvdbToken(KEY, None, lambda: now[0])
    for at, asked in ((0.0, 1), (seconds - 1, 1), (seconds, 2)):
        now[0] = NOON + at
        assert keeper.current(caller) == token
        assert len(server.asked) == asked
    caller.close()


def test_a_dead_token_is_replaced_once_and_then_the_key_is_what_is_refused(opened: Opening) -> None:
    tvdb, server = opened(signed_in(as_json(FAILURE | {"message": "Unauthorized"}, 401)))
    with pytest.raises(Unauthorised) as caught:
        tvdb.show(1, "official")
    assert str(caught.value) == (
        "TheTVDB: the key was refused (Unauthorized); set TVDB_API_KEY to a key of yours, and TVDB_PIN when it needs "
        "your subscriber PIN"
    )
    assert [asked.path for asked in server.asked] == ["/v4/login", "/v4/series/1/episodes/official"] * 2


def test_a_refused_key_says_what_to_set(town: Town) -> None:
    town.world.pin = "1234ABCD"
    with pytest.raises(Unauthorised, match="TVDB_PIN"):
        town.tvdb.show(1, "official")
    other = town.asking(TvdbToken(town.world.key, "1234ABCD", lambda: NOON))
    with pytest.raises(NotFound):
        other.show(1, "official")


def test_a_refused_key_is_not_tried_again_for_a_minute(town: Town) -> None:
    town.broadcast(1, 1)
    key, town.world.key = town.world.key, "another"
    for seconds, logins in ((0.0, 1), (59.0, 1), (60.0, 2)):
        town.now = NOON + seconds
        with pytest.raises(Unauthorised, match="set TVDB_API_KEY"):
            town.tvdb.show(1, "official")
        assert town.world.requests.kinds["login"] == logins
    town.world.key = key
    town.now = NOON + 120
    assert len(town.tvdb.show(1, "official").episodes) == 1


@pytest.mark.parametrize(
    "login",
    [
        as_json({"data": {"token": ""}}),
        as_json({"data": {"token": 7}}),
        as_json({"data": {"token": "two words"}}),
        as_json({"data": {}}),
        as_json({"data": []}),
        as_json([]),
        Reply(b"<html>"),
        Reply(b"", 503),
        as_json(FAILURE, 404),
    ],
)
def test_a_sign_in_that_gives_no_token_says_nothing_of_the_key(opened: Opening, login: Reply) -> None:
    tvdb, _ = opened(login)
    with pytest.raises(Unavailable):
        tvdb.show(1, "official")


@pytest.mark.parametrize(
    ("reply", "kind", "asked"),
    [
        (as_json(FAILURE, 404), NotFound, 2),
        (as_json({"status": "success", "data": None}), NotFound, 1),
        (Reply(b"<html>not here</html>", 404), Unavailable, 1),
        (as_json({"message": "no route"}, 404), Unavailable, 1),
        (Reply(b"", 304), Unavailable, 1),
        (as_json(FAILURE, 400), Unavailable, 1),
        (as_json(FAILURE, 403), Unavailable, 1),
        (as_json(FAILURE, 500), Unavailable, 4),
        (as_json({"data": {"series": {"id": 1}, "episodes": [{"id": "1"}]}}), Unavailable, 1),
        (as_json({"data": {"series": {"id": 1}, "episodes": [{"id": True}]}}), Unavailable, 1),
        (as_json({"data": {"series": {"id": 1}, "episodes": {}}}), Unavailable, 1),
        (as_json({"data": {"series": None, "episodes": []}}), Unavailable, 1),
        (as_json({"data": {"series": {"id": 1, "name": 7}, "episodes": []}}), Unavailable, 1),
        (as_json({"data": {"series": {"id": 1, "status": "Ended"}, "episodes": []}}), Unavailable, 1),
        (as_json({"data": {"series": {"id": 1}, "episodes": []}, "links": 7}), Unavailable, 1),
        (as_json({"data": {"series": {"id": 1}, "episodes": []}, "links": {"total_items": "1"}}), Unavailable, 1),
    ],
    ids=lambda value: f"{value.status} {value.body[-60:]!r}" if isinstance(value, Reply) else str(value),
)
def test_each_answer_has_its_own_word(opened: Opening, reply: Reply, kind: type[Failure], asked: int) -> None:
    tvdb, server = opened(signed_in(reply))
    with pytest.raises(kind) as caught:
        tvdb.show(1, "official")
    assert type(caught.value) is kind
    assert len(server.asked) == 1 + asked


def test_what_is_known_is_asked_for_only_if_it_changed_since(opened: Opening) -> None:
    stamped = as_json(
        {"data": {"series": {"id": 1, "name": "One"}, "episodes": []}},
        headers={"Last-Modified": "Mon, 15 Jun 2026 10:00:00 GMT"},
    )
    tvdb, server = opened(in_turn(as_json({"data": {"token": "a-token-of-the-sign-in"}}), stamped, Reply(b"", 304)))
    assert tvdb.show(1, "official") == tvdb.show(1, "official")
    assert [asked.headers.get("If-Modified-Since") for asked in server.asked] == [
        None,
        None,
        "Mon, 15 Jun 2026 10:00:00 GMT",
    ]


def test_what_does_not_say_when_it_changed_is_as_old_as_its_answer(opened: Opening) -> None:
    dated: dict[str, str] = {"Date": "Mon, 15 Jun 2026 12:00:00 GMT"}
    token = as_json({"data": {"token": "a-token-of-the-sign-in"}})
    answer = as_json({"data": {"series": {"id": 1, "name": "One"}, "episodes": []}}, headers=dated)
    tvdb, server = opened(in_turn(token, answer, Reply(b"", 304)))
    tvdb.show(1, "official")
    tvdb.show(1, "official")
    assert server.asked[2].headers["If-Modified-Since"] == dated["Date"]


def test_no_secret_is_in_any_text(opened: Opening, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "parity")
    token, pin = jwt(exp=NOON + DAY), "SECRETPIN9"
    said = as_json(FAILURE | {"message": f"no: {token} {KEY} {pin}"}, 400)
    tvdb, _ = opened(signed_in(said, token), pin=pin)
    with pytest.raises(Unavailable) as caught:
        tvdb.show(1, "official")
    for secret in (token, KEY, pin):
        assert secret not in caplog.text + str(caught.value) + repr(TvdbToken(KEY, pin))
        assert redact(f"it was {secret}!") == "it was ***!"


def test_nobody_is_asked_before_the_sign_in_is_done(opened: Opening) -> None:
    def answer(asked: Asked) -> Reply:
        return as_json(FAILURE | {"message": "InvalidAPIKey"}, 401)

    tvdb, server = opened(answer)
    with pytest.raises(Unauthorised):
        tvdb.find_by_remote("tt0303461")
    assert [asked.path for asked in server.asked] == ["/v4/login"]
