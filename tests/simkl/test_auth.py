"""SIMKL's sign-in as it is spoken: what is sent, and that nothing is believed of what comes back."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from parity.core.failures import NotFound, RateLimited, Unauthorised, Unavailable
from parity.core.simkl import SimklToken
from parity.core.simkl_sign_in import Granted, Over, ShortCode
from parity.http import Limits
from parity.simkl.auth import SimklAuthClient, simkl_auth_client
from tests.loopback import Answering, Loopback, Reply, answering, as_json

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
PAGE = "https://simkl.com"
GIVEN = {
    "access_token": "simkl_at_EXAMPLE",
    "expires_in": 604800,
    "refresh_token": "simkl_rt_EXAMPLE",
    "scope": "media:read media:write",
    "token_type": "Bearer",
}
DEVICE = {
    "device_code": "the-device-code",
    "user_code": "5G6JAH",
    "verification_uri": f"{PAGE}/pin",
    "verification_uri_complete": f"{PAGE}/pin?code=5G6JAH",
    "expires_in": 900,
    "interval": 5,
}
PIN = {"result": "OK", "device_code": "DEVICE_CODE", "user_code": "5G6JAH", "verification_url": f"{PAGE}/pin/"}
TOKEN = SimklToken("v2", "app", "simkl_at_EXAMPLE", "simkl_rt_EXAMPLE")


@contextmanager
def client(reply: Reply | Answering) -> Iterator[tuple[SimklAuthClient, Loopback]]:
    with answering(reply) as server, simkl_auth_client(server.url, f"{PAGE}/", lambda: NOW, limits=Limits()) as made:
        yield made, server


def test_every_call_says_who_asks() -> None:
    with client(as_json(DEVICE)) as (simkl, server):
        simkl.begin_device("the-app")
    asked = server.asked[0]
    told = parse_qs(urlsplit(asked.target).query)
    assert told["client_id"] == ["the-app"]
    assert told["app-name"] == ["parity"]
    assert asked.headers["User-Agent"] == f"parity/{told['app-version'][0]}"
    assert asked.body == b"client_id=the-app&scope=media%3Aread+media%3Awrite"


def test_a_code_to_type_and_where() -> None:
    with client(as_json(DEVICE)) as (simkl, _):
        expected = ShortCode(
            "5G6JAH", "the-device-code", f"{PAGE}/pin", f"{PAGE}/pin?code=5G6JAH", timedelta(minutes=15), 5
        )
        assert simkl.begin_device("app") == expected
    with client(as_json(PIN)) as (simkl, _):
        assert simkl.begin_pin("app") == ShortCode("5G6JAH", "", f"{PAGE}/pin", "", timedelta(minutes=15), 5)


def test_people_are_never_sent_to_another_site_than_simkls() -> None:
    evil = {name: "https://evil.example/pin" for name in ("verification_uri", "verification_uri_complete")}
    for address in ("https://evil.example/pin", "javascript:alert(1)", "https://[", "https://simkl.com@evil.example"):
        with client(as_json({**DEVICE, **dict.fromkeys(evil, address)})) as (simkl, _):
            made = simkl.begin_device("app")
        assert made is not None
        assert (made.address, made.complete) == (f"{PAGE}/pin", "")


@pytest.mark.parametrize("error", ["unauthorized_client", "invalid_client"])
@pytest.mark.parametrize("status", [400, 401, 403])
def test_an_app_of_the_other_generation_is_known_by_the_error(error: str, status: int) -> None:
    with client(as_json({"error": error}, status)) as (simkl, _):
        assert simkl.begin_device("app") is None


def test_a_grant_of_each_generation() -> None:
    with client(as_json(GIVEN)) as (simkl, server):
        granted = simkl.exchange("v2", "app", "", "code", "verifier", "http://x/callback")
        sent = parse_qs(server.asked[0].body.decode())
    end = NOW + timedelta(days=7)
    assert granted == Granted(
        SimklToken("v2", "app", "simkl_at_EXAMPLE", "simkl_rt_EXAMPLE", end), "media:read media:write"
    )
    assert sent["code_verifier"] == ["verifier"]
    assert "client_secret" not in sent
    first = {"access_token": "long", "token_type": "bearer", "scope": "public", "expires_in": 157680000}
    with client(as_json(first)) as (simkl, server):
        granted = simkl.exchange("v1", "app", "secret", "code", "verifier", "http://x/callback")
        sent = parse_qs(server.asked[0].body.decode())
    assert granted == Granted(SimklToken("v1", "app", "long"), "public")
    assert (sent["client_secret"], "code_verifier" in sent) == (["secret"], False)


def test_a_refresh_keeps_the_refresh_token_when_none_comes() -> None:
    without = {name: value for name, value in GIVEN.items() if name != "refresh_token"}
    with client(as_json(without)) as (simkl, _):
        assert simkl.refresh(TOKEN, "").token.refresh == "simkl_rt_EXAMPLE"


@pytest.mark.parametrize(
    ("reply", "failure"),
    [
        (as_json({"error": "invalid_grant"}, 400), Unauthorised),
        (as_json({"error": "whatever"}, 401), Unauthorised),
        (as_json({"error": "server_error"}, 500), Unavailable),
        (as_json({"error": "rate_limit"}, 429), RateLimited),
        (as_json({"error": "invalid_client"}, 400), Unavailable),
        (Reply(b"<html>", status=403), Unavailable),
        (as_json({}, 404), NotFound),
    ],
)
def test_only_a_refusal_of_the_grant_itself_ends_a_sign_in(reply: Reply, failure: type[Exception]) -> None:
    with client(reply) as (simkl, _), pytest.raises(failure) as raised:
        simkl.refresh(TOKEN, "")
    assert type(raised.value) is failure


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b'"text"',
        b"<html>",
        b'{"error": "server_error"}',
        *(
            json.dumps({**GIVEN, "access_token": value}).encode()
            for value in (None, "", 5, "a b", "a\nb", "ä", "x" * 3000)
        ),
        json.dumps({**GIVEN, "expires_in": "soon"}).encode(),
        json.dumps({**GIVEN, "refresh_token": ["x"]}).encode(),
        json.dumps({**GIVEN, "scope": {"media": "all"}}).encode(),
    ],
)
def test_an_answer_of_another_shape_is_no_token(body: bytes) -> None:
    with client(Reply(body, headers={"Content-Type": "application/json"})) as (simkl, _):
        with pytest.raises(Unavailable):
            simkl.exchange("v2", "app", "", "code", "verifier", "http://x")
        with pytest.raises(Unavailable):
            simkl.refresh(TOKEN, "")
        with pytest.raises(Unavailable):
            simkl.ask_device("app", "", "device")


def test_26_any_body_with_a_device_code_means_that_the_pin_is_gone() -> None:
    with client(as_json({**PIN, "access_token": "made-up"})) as (simkl, _):
        assert simkl.ask_pin("app", "5G6JAH") == "gone"


@pytest.mark.parametrize(
    ("error", "heard"),
    [("grant_error", "grant"), ("secret_error", "secret"), ("redirect_failed", "redirect"), ("invalid_grant", "grant")],
)
def test_what_simkl_says_is_wrong_with_a_code(error: str, heard: str) -> None:
    with client(as_json({"error": error}, 403)) as (simkl, _):
        over = simkl.exchange("v1", "app", "", "code", "verifier", "http://x")
    assert isinstance(over, Over)
    assert over.reason == heard


@pytest.mark.parametrize("settings", [{"account": {"id": 12345}, "user": {"name": "jane_doe"}}, {"account": {"id": 7}}])
def test_whose_account_it_is(settings: dict[str, object]) -> None:
    with client(as_json(settings)) as (simkl, server):
        member = simkl.member(TOKEN)
    assert (server.asked[0].method, server.asked[0].headers["Authorization"]) == ("POST", "Bearer simkl_at_EXAMPLE")
    assert (member.id, member.name) in {("12345", "jane_doe"), ("7", "SIMKL 7")}


def test_an_account_without_a_number_is_no_answer_and_401_is_a_dead_token() -> None:
    garbled: list[object] = [{}, {"account": {}}, {"account": {"id": "5"}, "user": {}}, {"account": [], "user": {}}]
    for body in garbled:
        with client(as_json(body)) as (simkl, _), pytest.raises(Unavailable):
            simkl.member(TOKEN)
    with client(as_json({"error": "user_token_failed"}, 401)) as (simkl, _), pytest.raises(Unauthorised):
        simkl.member(TOKEN)
