"""The users of a Plex home, and becoming one of them by their PIN."""

from urllib.parse import parse_qs

import pytest

from parity.core.account import HomeUser, PinRefused
from parity.core.failures import Failure, NotFound, RateLimited, Unauthorised, Unavailable
from parity.http import redact
from tests.loopback import Reply, as_json
from tests.plex.cloud import TOKEN, cloud, error

HOME, SWITCH = "GET /api/v2/home/users", "POST /api/v2/home/users/0f3e/switch"
OLIVE = {"uuid": "11aa", "title": "Olive", "username": "olive", "admin": True, "protected": True, "restricted": False}
HOLLY = {"uuid": "0f3e", "title": "Holly", "username": None, "email": None, "admin": False, "protected": False}
THEIRS = "token-of-holly-herself"


def test_everybody_of_the_home_is_told_with_who_has_a_pin() -> None:
    with cloud({HOME: as_json({"id": 7, "name": "Home", "users": [OLIVE, HOLLY]})}) as plex:
        assert plex.client.home_users(TOKEN) == (
            HomeUser("11aa", "Olive", protected=True, admin=True),
            HomeUser("0f3e", "Holly"),
        )
    assert plex.tv.asked[0].headers["X-Plex-Token"] == TOKEN


def test_a_user_without_an_id_is_left_out_and_an_address_is_no_name() -> None:
    rows = [{"title": "Nobody"}, {**HOLLY, "title": "holly@example.org"}]
    with cloud({HOME: as_json({"users": rows})}) as plex:
        assert plex.client.home_users(TOKEN) == (HomeUser("0f3e", "Plex user"),)


@pytest.mark.parametrize(
    ("reply", "failure"),
    [
        (as_json({"users": None}), Unavailable),
        (as_json([HOLLY]), Unavailable),
        (Reply(b"<html>plex</html>"), Unavailable),
        (error(401, 1001, "User could not be authenticated"), Unauthorised),
        (error(429, 1003, "API rate limit exceeded"), RateLimited),
        (error(500, 1000, "oh"), Unavailable),
    ],
)
def test_a_list_that_is_none_is_a_failure_and_not_an_empty_home(reply: Reply, failure: type[Failure]) -> None:
    with cloud({HOME: reply}) as plex, pytest.raises(failure):
        plex.client.home_users(TOKEN)


def test_becoming_a_user_gives_their_token_and_the_pin_is_in_no_address_and_no_log() -> None:
    with cloud({SWITCH: as_json({**HOLLY, "authToken": THEIRS, "pin": "4711"}, 201)}) as plex:
        assert plex.client.switch(TOKEN, "0f3e", "4711") == THEIRS
    (asked,) = plex.tv.asked
    assert asked.target == "/api/v2/home/users/0f3e/switch"
    assert parse_qs(asked.body.decode()) == {"pin": ["4711"]}
    assert asked.headers["X-Plex-Token"] == TOKEN
    assert redact(f"became them with {THEIRS}") == "became them with ***"


def test_without_a_pin_none_is_sent() -> None:
    with cloud({SWITCH: as_json({**HOLLY, "authToken": THEIRS})}) as plex:
        assert plex.client.switch(TOKEN, "0f3e") == THEIRS
    assert plex.tv.asked[0].body == b""


@pytest.mark.parametrize(
    ("reply", "trouble"),
    [
        (error(403, 1041, "A valid PIN is required to perform this action"), PinRefused),
        (error(401, 1041, "A valid PIN is required to perform this action"), PinRefused),
        (error(401, 1001, "User could not be authenticated"), Unauthorised),
        (error(403, 1015, "Forbidden"), Unavailable),
        (error(404, 1020, "User not found"), NotFound),
        (error(429, 1003, "API rate limit exceeded"), RateLimited),
        (as_json({**HOLLY, "authToken": None}), Unavailable),
        (as_json({**HOLLY, "authToken": "two words"}), Unavailable),
        (as_json([]), Unavailable),
    ],
)
def test_why_nobody_was_switched_to_is_told_apart(reply: Reply, trouble: type[Exception]) -> None:
    with cloud({SWITCH: reply}) as plex, pytest.raises(trouble):
        plex.client.switch(TOKEN, "0f3e", "4711")
