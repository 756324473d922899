"""Whose token it is, whether it lives, and its end."""

from collections.abc import Callable

import pytest

from parity.core.account import Account
from parity.core.failures import Failure, RateLimited, Unauthorised, Unavailable
from parity.http import redact
from parity.plex.plex_tv import PlexTvClient
from tests.loopback import Reply, as_json, in_turn
from tests.plex.cloud import TOKEN, cloud, error

WHO, PING, OUT = "GET /api/v2/user", "GET /api/v2/ping", "DELETE /api/v2/users/signout"
SERVERS = "GET /api/v2/resources"
USER: dict[str, object] = {
    "id": 1234567,
    "uuid": "0123456789abcdef",
    "username": "river",
    "title": "River Tam",
    "friendlyName": "",
    "email": "river@example.org",
    "authToken": TOKEN,
}
Ask = Callable[[PlexTvClient], object]
EACH: list[tuple[str, Ask]] = [
    (WHO, lambda plex: plex.account(TOKEN)),
    (PING, lambda plex: plex.keep_alive(TOKEN)),
    (SERVERS, lambda plex: plex.offers(TOKEN)),
]
each = pytest.mark.parametrize(("line", "ask"), EACH, ids=["account", "keep alive", "offers"])


def test_an_account_is_known_by_its_ids_and_called_by_its_name() -> None:
    with cloud({WHO: as_json(USER)}) as plex:
        assert plex.client.account(TOKEN) == Account(1234567, "0123456789abcdef", "River Tam")
    assert plex.tv.asked[0].headers["X-Plex-Token"] == TOKEN
    assert redact(f"with {TOKEN}") == "with ***"


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"friendlyName": "Mei-Mei"}, "Mei-Mei"),
        ({"title": ""}, "river"),
        ({"title": None, "username": 7}, "7"),
        ({"title": "river@example.org", "username": "river@example.org"}, "Plex 1234567"),
        ({"title": [], "username": {}}, "Plex 1234567"),
    ],
)
def test_nobody_is_called_by_their_e_mail_address(fields: dict[str, object], name: str) -> None:
    with cloud({WHO: as_json({**USER, **fields})}) as plex:
        assert plex.client.account(TOKEN).name == name


@pytest.mark.parametrize(("uuid", "read"), [(None, ""), (["x"], ""), (" u1 ", "u1")])
def test_an_account_may_have_no_uuid(uuid: object, read: str) -> None:
    with cloud({WHO: as_json({**USER, "id": "7", "uuid": uuid})}) as plex:
        found = plex.client.account(TOKEN)
    assert (found.id, found.uuid) == (7, read)


@pytest.mark.parametrize("flaw", [None, 0, -1, "seven", 1.5, True, [7]])
def test_an_account_without_an_id_is_none(flaw: object) -> None:
    with cloud({WHO: as_json({**USER, "id": flaw})}) as plex, pytest.raises(Unavailable, match="another shape"):
        plex.client.account(TOKEN)


@each
@pytest.mark.parametrize(
    ("reply", "word"),
    [
        (error(401, 1001, "User could not be authenticated"), "is no longer valid: sign in again"),
        (Reply(b"<html><h1>401 Unauthorized</h1></html>", 401), "is no longer valid: sign in again"),
        (error(422, None, "Invalid token"), "is no longer valid: sign in again"),
        (error(498, None, "Token expired"), "has expired: sign in again"),
    ],
)
def test_only_plex_s_own_refusal_says_that_a_token_is_dead(line: str, ask: Ask, reply: Reply, word: str) -> None:
    with cloud({line: reply}) as plex, pytest.raises(Unauthorised, match=word):
        ask(plex.client)


@each
@pytest.mark.parametrize(
    "reply",
    [
        error(400, 1000),
        Reply(b"<html>no</html>", 403),
        error(404),
        error(422, None, "Unprocessable"),
        error(500),
        Reply(b"<html>Welcome to the hotel</html>"),
        Reply(b'{"id": 1', length=900),
        Reply(b"", 307, {"Location": "/elsewhere"}),
        as_json("pong"),
    ],
    ids=["400", "403", "404", "422", "500", "web page", "cut short", "redirect", "a string"],
)
def test_any_other_failure_says_nothing_of_the_token(line: str, ask: Ask, reply: Reply) -> None:
    with cloud({line: reply}) as plex, pytest.raises(Failure) as caught:
        ask(plex.client)
    assert type(caught.value) is Unavailable
    assert TOKEN not in str(caught.value)


@each
def test_too_often_is_no_refusal(line: str, ask: Ask) -> None:
    with cloud({line: error(429, 1003, **{"Retry-After": "9"})}) as plex, pytest.raises(RateLimited) as caught:
        ask(plex.client)
    assert (caught.value.retry_after, plex.lines) == (9.0, [line])


def test_a_token_is_kept_alive() -> None:
    with cloud({PING: as_json({"pong": True})}) as plex:
        plex.client.keep_alive(TOKEN)
    assert plex.tv.asked[0].headers["X-Plex-Token"] == TOKEN


@pytest.mark.parametrize(
    "reply", [Reply(b"", 204), as_json({}), error(401, 1001), error(498), error(422, None, "Invalid token")]
)
def test_a_token_that_is_signed_out_is_out_the_first_time_and_the_second(reply: Reply) -> None:
    with cloud({OUT: reply}) as plex:
        plex.client.sign_out(TOKEN)
    assert plex.lines == [OUT]
    assert plex.tv.asked[0].headers["X-Plex-Token"] == TOKEN


@pytest.mark.parametrize("reply", [error(404), error(403), error(500)])
def test_a_sign_out_that_plex_did_not_take_is_told(reply: Reply) -> None:
    with cloud({OUT: reply}) as plex, pytest.raises(Unavailable):
        plex.client.sign_out(TOKEN)


def test_a_sign_out_is_tried_again() -> None:
    replies = in_turn(error(502), Reply(b"", 204))
    with cloud({OUT: replies}) as plex:
        plex.client.sign_out(TOKEN)
    assert plex.lines == [OUT, OUT]


def test_an_account_may_have_no_servers_and_a_list_of_nonsense_is_no_list() -> None:
    with cloud({SERVERS: as_json([])}) as plex:
        assert plex.client.offers(TOKEN) == ()
    assert plex.tv.asked[0].query == {"includeHttps": "1", "includeRelay": "1", "includeIPv6": "1"}
    values: list[object] = [{"MediaContainer": {}}, [1], ["server"], None, [{"name": "Box"}, 7]]
    for nonsense in values:
        with cloud({SERVERS: as_json(nonsense)}) as plex, pytest.raises(Unavailable, match="another shape"):
            plex.client.offers(TOKEN)
