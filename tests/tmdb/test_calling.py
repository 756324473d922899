"""How TMDB is asked, what its answers mean, and that its key is never seen."""

import logging
from contextlib import closing

import pytest

from parity.core.failures import Failure, NotFound, Unauthorised, Unavailable
from parity.http import TokenBucket, redact
from parity.tmdb.calling import failure_of, tmdb_caller
from tests.loopback import FakeTime, Reply, answering, as_json, in_turn
from tests.tmdb.bodies import NOT_FOUND
from tests.tmdb.conftest import KEY, Opening

TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJhdWQiOiIwMTIzIn0.c2lnbmF0dXJl"
CONFIGURATION = as_json({"images": {"secure_base_url": "https://image.tmdb.org/t/p/"}, "change_keys": []})


def refusal(code: int, status: int, message: str = "No.") -> Reply:
    return as_json({"status_code": code, "status_message": message, "success": False}, status)


def test_a_v3_key_travels_as_a_parameter(opened: Opening) -> None:
    catalogue, server = opened(CONFIGURATION, key=f" {KEY}\n")
    assert catalogue.test() == "TMDB answers and takes the key."
    assert server.asked[0].target == f"/3/configuration?api_key={KEY}"
    assert "Authorization" not in server.asked[0].headers


def test_a_v4_token_travels_in_the_header_alone(opened: Opening) -> None:
    catalogue, server = opened(CONFIGURATION, key=TOKEN)
    catalogue.test()
    assert server.asked[0].target == "/3/configuration"
    assert server.asked[0].headers["Authorization"] == f"Bearer {TOKEN}"


@pytest.mark.parametrize("key", [KEY, TOKEN])
def test_the_key_is_cut_from_every_text_that_is_logged(key: str) -> None:
    tmdb_caller("http://127.0.0.1:1", key, connections=1, bucket=None).close()
    assert redact(f"it was {key}!") == "it was ***!"


@pytest.mark.parametrize("key", [KEY, TOKEN])
def test_the_key_is_in_no_message_and_no_log(opened: Opening, key: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "parity")
    catalogue, _ = opened(refusal(7, 401, f"Invalid API key: {key}"), key=key)
    with pytest.raises(Unauthorised) as caught:
        catalogue.show(1396)
    said = "TMDB: the key was refused (Invalid API key: ***); set TMDB_API_KEY to one of your account"
    assert str(caught.value) == said
    assert key not in caplog.text


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (refusal(7, 401), Unauthorised),
        (refusal(35, 401), Unauthorised),
        (refusal(10, 401), Unauthorised),
        (Reply(b"<html>", 401), Unauthorised),
        (refusal(34, 404), NotFound),
        (refusal(6, 404), NotFound),
        (Reply(b"<html>not here</html>", 404), Unavailable),
        (as_json([], 404), Unavailable),
        (refusal(27, 400), Unavailable),
        (refusal(2, 501), Unavailable),
        (refusal(15, 500), Unavailable),
        (Reply(b"<html>blocked</html>", 403), Unavailable),
    ],
    ids=lambda value: f"{value.status} {value.body[-40:]!r}" if isinstance(value, Reply) else value.__name__,
)
def test_a_clear_refusal_has_its_own_word_and_is_not_asked_again(
    opened: Opening, reply: Reply, kind: type[Failure]
) -> None:
    catalogue, server = opened(reply)
    with pytest.raises(kind) as caught:
        catalogue.show(1396)
    assert type(caught.value) is kind
    assert len(server.asked) == 1


@pytest.mark.parametrize("code_and_status", [(9, 503), (11, 500), (24, 504), (43, 502), (46, 503)])
def test_trouble_of_the_moment_is_asked_again(opened: Opening, code_and_status: tuple[int, int]) -> None:
    catalogue, server = opened(in_turn(refusal(*code_and_status), refusal(*code_and_status), CONFIGURATION))
    assert catalogue.test()
    assert len(server.asked) == 3


def test_a_5xx_that_tmdb_did_not_write_is_asked_again_four_times_at_most(opened: Opening) -> None:
    catalogue, server = opened(Reply(b"<html>Bad gateway</html>", 502))
    with pytest.raises(Unavailable) as caught:
        catalogue.test()
    assert caught.value.detail == f"{server.host} answered with status 502"
    assert len(server.asked) == 4


def test_what_tmdb_says_of_a_failure_is_handed_on_but_not_at_length(opened: Opening) -> None:
    catalogue, server = opened(refusal(15, 500, "Failed. " * 40))
    with pytest.raises(Unavailable) as caught:
        catalogue.test()
    assert caught.value.detail == f"{server.host} answered with status 500 ({('Failed. ' * 40)[:120]})"


def test_the_thing_that_does_not_exist_is_named() -> None:
    with answering(NOT_FOUND) as server:
        caller = tmdb_caller(server.url, KEY, connections=1, bucket=None)
        with closing(caller):
            failure = failure_of(caller.get("/tv/1"), "show 1")
    assert str(failure) == "TMDB: show 1 does not exist"


def test_a_web_page_in_place_of_the_configuration_is_said_to_be_one(opened: Opening) -> None:
    catalogue, server = opened(Reply(b"<html>Welcome</html>"))
    with pytest.raises(Unavailable) as caught:
        catalogue.test()
    assert caught.value.detail == f"{server.host} answered with a web page instead of data"


def test_requests_are_counted_and_kept_to_the_rate() -> None:
    time, counted = FakeTime(), list[str]()
    bucket = TokenBucket(40, burst=1, clock=time.clock)
    with answering(CONFIGURATION) as server:
        caller = tmdb_caller(server.url, KEY, connections=2, bucket=bucket, interrupt=time, on_request=counted.append)
        with closing(caller):
            for _ in range(5):
                caller.get("/configuration")
    assert time.pauses == [0.025] * 4
    assert counted == ["TMDB"] * 5
