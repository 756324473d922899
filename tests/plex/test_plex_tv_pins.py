"""A PIN is made, looked at and over, as Plex and bad luck have it."""

from datetime import timedelta

import pytest

from parity.core.account import Token
from parity.core.failures import NotFound, RateLimited, Unavailable
from parity.http import Limits, redact
from parity.plex.plex_tv import plex_tv_client
from tests.loopback import Reply, as_json
from tests.plex.cloud import CLIENT, KEY, NOW, cloud, error

PIN: dict[str, object] = {
    "id": 564964751,
    "code": "8lzjqnq8lye02n52jq3fqxf8e",
    "expiresIn": 1799,
    "createdAt": "2026-11-21T12:00:00Z",
    "expiresAt": "2026-11-21T12:29:59Z",
    "authToken": None,
}
MAKE, LOOK = "POST /api/v2/pins", "GET /api/v2/pins/7"


def test_a_strong_pin_is_asked_for_without_a_token() -> None:
    with cloud({MAKE: as_json(PIN, 201)}) as plex:
        pin = plex.client.begin(strong=True)
    assert (pin.id, pin.code, pin.expires_at) == (PIN["id"], PIN["code"], NOW + timedelta(seconds=1799))
    asked = plex.tv.asked[0]
    assert (asked.method, asked.target) == ("POST", "/api/v2/pins?strong=true")
    assert asked.headers["X-Plex-Client-Identifier"] == CLIENT
    assert "X-Plex-Token" not in asked.headers
    assert plex.clients.asked == []


def test_a_short_pin_is_not_strong() -> None:
    with cloud({MAKE: as_json({"id": "42", "code": "7RQZ"}, 201)}) as plex:
        pin = plex.client.begin(strong=False)
    assert (pin.id, pin.code, plex.tv.asked[0].target) == (42, "7RQZ", "/api/v2/pins")


def test_the_code_of_a_pin_stays_out_of_logs() -> None:
    with cloud({MAKE: as_json({**PIN, "code": "a-code-that-is-secret"}, 201)}) as plex:
        pin = plex.client.begin(strong=True)
    assert redact("code a-code-that-is-secret") == "code ***"
    assert "a-code-that-is-secret" not in repr(pin)


@pytest.mark.parametrize(
    ("fields", "seconds"),
    [
        ({}, 1799),
        ({"createdAt": "2031-01-01T00:00:00Z", "expiresAt": "2031-01-01T00:20:00Z"}, 1200),
        ({"createdAt": None}, 1799),
        ({"expiresAt": None}, 1799),
        ({"expiresAt": None, "expiresIn": "900"}, 900),
        ({"expiresAt": None, "expiresIn": None}, 1800),
        ({"expiresAt": "soon", "expiresIn": "soon"}, 1800),
        ({"expiresAt": "2026-11-21T11:00:00Z", "expiresIn": -5}, 1800),
        ({"expiresAt": "2099-01-01T00:00:00"}, 3600),
        ({"expiresAt": None, "expiresIn": 10**15}, 3600),
    ],
)
def test_how_long_a_pin_lasts_counts_by_our_clock(fields: dict[str, object], seconds: int) -> None:
    with cloud({MAKE: as_json({**PIN, **fields}, 201)}) as plex:
        assert plex.client.begin(strong=True).expires_at == NOW + timedelta(seconds=seconds)


def test_a_short_pin_that_does_not_say_so_lasts_a_quarter_of_an_hour() -> None:
    with cloud({MAKE: as_json({"id": 1, "code": "7RQZ"}, 201)}) as plex:
        assert plex.client.begin(strong=False).expires_at == NOW + timedelta(minutes=15)


@pytest.mark.parametrize(
    "fields", [{"id": None}, {"id": "x"}, {"id": 0}, {"id": True}, {"code": ""}, {"code": "a b c d"}, {"code": ["x"]}]
)
def test_a_pin_without_a_usable_number_or_code_is_no_pin(fields: dict[str, object]) -> None:
    with cloud({MAKE: as_json({**PIN, **fields}, 201)}) as plex, pytest.raises(Unavailable, match="another shape"):
        plex.client.begin(strong=True)


def test_nobody_has_claimed_it_yet() -> None:
    with cloud({LOOK: as_json({**PIN, "id": 7})}) as plex:
        assert plex.client.claimed(7) is None
    assert "X-Plex-Token" not in plex.tv.asked[0].headers


def test_somebody_has_claimed_it() -> None:
    with cloud({LOOK: as_json({**PIN, "authToken": "a-fresh-token"})}) as plex:
        token = plex.client.claimed(7)
    assert token == Token("classic", "a-fresh-token")
    assert redact("got a-fresh-token") == "got ***"


@pytest.mark.parametrize("given", [7.5, True, {}, "two words", "line\nbreak", "x" * 5000, "ü"])
def test_a_token_that_can_be_none_is_not_taken(given: object) -> None:
    with cloud({LOOK: as_json({**PIN, "authToken": given})}) as plex, pytest.raises(Unavailable, match="another shape"):
        plex.client.claimed(7)


def test_a_pin_that_is_over_is_not_found() -> None:
    gone = error(404, 1020, "Code not found or expired")
    with cloud({LOOK: gone}) as plex, pytest.raises(NotFound, match="this PIN does not exist"):
        plex.client.claimed(7)


def test_a_404_that_is_not_plex_s_own_does_not_end_a_pin() -> None:
    with cloud({}) as plex, pytest.raises(Unavailable, match="answered with status 404"):
        plex.client.claimed(7)


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (error(400, 1000, "X-Plex-Client-Identifier is missing"), r"answered with status 400 \(code 1000\)$"),
        (error(401, 1001), r"answered with status 401 \(code 1001\)$"),
        (Reply(b"<html>Blocked by your provider</html>", 403), "answered with status 403$"),
        (Reply(b"<html>Welcome to the hotel</html>"), "answered with a web page instead of data$"),
        (Reply(b"<pin id='7'/>"), "answered with a web page instead of data$"),
        (Reply(b'{"id": 7, "code"', length=400), "cut its answer short$"),
        (Reply(b'{"id": 7,'), "breaks off or is garbled$"),
        (Reply(b""), "answered nothing$"),
        (as_json([1, 2]), "of another shape than Plex's$"),
        (Reply(b"", 302, {"Location": "https://login.hotel.example/?x=1"}), "redirects to login.hotel.example"),
        (error(503), "answered with status 503$"),
    ],
)
def test_no_usable_answer_says_nothing_of_any_token(reply: Reply, words: str) -> None:
    with cloud({MAKE: reply, LOOK: reply}) as plex:
        with pytest.raises(Unavailable, match=words):
            plex.client.begin(strong=True)
        with pytest.raises(Unavailable, match=words):
            plex.client.claimed(7)


def test_a_pin_is_never_made_twice_by_one_wish() -> None:
    with cloud({MAKE: error(500)}) as plex, pytest.raises(Unavailable):
        plex.client.begin(strong=True)
    assert plex.lines == [MAKE]


@pytest.mark.parametrize(("headers", "seconds"), [({"Retry-After": "30"}, 30.0), ({}, None)])
def test_too_often_is_told_at_once(headers: dict[str, str], seconds: float | None) -> None:
    with cloud({MAKE: error(429, 1003, "API rate limit exceeded", **headers), LOOK: error(429, 1003)}) as plex:
        with pytest.raises(RateLimited, match="was asked too often") as caught:
            plex.client.begin(strong=True)
        with pytest.raises(RateLimited):
            plex.client.claimed(7)
    assert caught.value.retry_after == seconds
    assert plex.lines == [MAKE, LOOK]


def test_somebody_who_says_nothing_is_not_waited_for_long(silent: str) -> None:
    limits = Limits(connect=0.05, read=0.05, whole=0.05)
    with plex_tv_client(silent, silent, CLIENT, lambda: KEY, lambda: NOW, limits=limits) as plex_tv:
        with pytest.raises(Unavailable, match=r"did not answer within 0\.05 s"):
            plex_tv.begin(strong=True)
        with pytest.raises(Unavailable, match=r"did not answer within 0\.05 s"):
            plex_tv.claimed(7)
