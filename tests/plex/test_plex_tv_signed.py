"""The flow with a key: a PIN with it, a token for seven days, the next one, and every way in which Plex says no."""

from datetime import UTC, datetime, timedelta

import jwt
import pytest

from parity.core.account import Token
from parity.core.failures import Failure, NotFound, RateLimited, Unauthorised, Unavailable
from parity.http import redact
from parity.plex.device_key import BadKey, DeviceKey
from tests.loopback import Asked, Reply, as_json
from tests.plex.cloud import CLIENT, KEY, NOW, TOKEN, at, cloud, error, sent
from tests.plex.signing import PlexSigns

MAKE, LOOK = "POST /api/v2/pins", "GET /api/v2/pins/7"
NONCE, EXCHANGE, KEYS = "GET /api/v2/auth/nonce", "POST /api/v2/auth/token", "GET /api/v2/auth/keys"
REGISTER = "POST /api/v2/auth/jwk"
PLEX = PlexSigns()
END = NOW + timedelta(days=7)
SIGNED = PLEX.token(KEY.kid, END)
WELL = {
    MAKE: as_json({"id": 7, "code": "strong-code"}, 201),
    LOOK: as_json({"id": 7, "authToken": SIGNED}),
    NONCE: as_json({"nonce": "7c415b56"}),
    EXCHANGE: as_json({"auth_token": SIGNED}),
    KEYS: as_json({"keys": PLEX.keys}),
    REGISTER: as_json({}),
}
TAKEN = error(422, None, "Thumbprint has already been taken")


def claims_of(signature: object) -> dict[str, object]:
    claims: dict[str, object] = jwt.decode(str(signature), options={"verify_signature": False})
    return claims


@pytest.mark.parametrize(("strong", "wish"), [(True, {"jwk": KEY.jwk, "strong": True}), (False, {"jwk": KEY.jwk})])
def test_a_pin_is_made_with_the_public_key(strong: bool, wish: dict[str, object]) -> None:
    with cloud(WELL) as plex:
        assert plex.client.begin(strong=strong, signed=True).id == 7
    assert (plex.tv.asked, sent(plex.clients.asked[0])) == ([], wish)


def test_a_claimed_pin_gives_a_token_that_ends() -> None:
    with cloud(WELL) as plex:
        token = plex.client.claimed(7, signed=True)
    assert token == Token("jwt", SIGNED, END)
    assert SIGNED not in repr(token)
    assert redact(SIGNED) == "***"
    assert plex.lines == [LOOK, KEYS]


def test_each_look_is_signed_anew_because_a_signature_lasts_five_minutes() -> None:
    waiting = {LOOK: as_json({"id": 7, "authToken": None})}
    with cloud(waiting) as now, cloud(waiting, now=NOW + timedelta(minutes=6)) as later:
        assert now.client.claimed(7, signed=True) is later.client.claimed(7, signed=True) is None
        first, second = (claims_of(each.clients.asked[0].query["deviceJWT"])["exp"] for each in (now, later))
    assert (first, second) == (int(NOW.timestamp()) + 300, int(NOW.timestamp()) + 660)


def test_a_pin_with_a_key_that_is_over_is_not_found() -> None:
    with cloud({LOOK: error(404, 1020)}) as plex, pytest.raises(NotFound):
        plex.client.claimed(7, signed=True)


def test_the_next_token_needs_a_nonce_and_a_signature_and_no_old_token() -> None:
    with cloud(WELL) as plex:
        assert plex.client.renew() == Token("jwt", SIGNED, END)
    assert plex.lines == [NONCE, EXCHANGE, KEYS]
    body = sent(plex.clients.asked[1])
    assert isinstance(body, dict)
    claims = claims_of(body["jwt"])
    assert (claims["nonce"], claims["iss"], claims["aud"]) == ("7c415b56", CLIENT, "plex.tv")
    assert not any("X-Plex-Token" in asked.headers for asked in plex.clients.asked)


def test_a_classic_token_becomes_a_signed_one() -> None:
    with cloud(WELL) as plex:
        assert plex.client.upgrade(TOKEN) == Token("jwt", SIGNED, END)
    assert plex.lines == [REGISTER, NONCE, EXCHANGE, KEYS]
    assert plex.clients.asked[0].headers["X-Plex-Token"] == TOKEN
    assert sent(plex.clients.asked[0]) == {"jwk": KEY.jwk}


def test_a_key_that_an_earlier_try_made_known_is_simply_used() -> None:
    with cloud({**WELL, REGISTER: TAKEN}) as plex:
        assert plex.client.upgrade(TOKEN).kind == "jwt"


def test_a_key_that_belongs_to_another_installation_is_told() -> None:
    copied = {**WELL, REGISTER: TAKEN, MAKE: TAKEN, EXCHANGE: error(422, None, "Signature verification failed")}
    with cloud(copied) as plex:
        with pytest.raises(Unavailable, match=r"by another name: delete device_key\.pem"):
            plex.client.upgrade(TOKEN)
        with pytest.raises(Unavailable, match=r"by another name: delete device_key\.pem"):
            plex.client.begin(strong=True, signed=True)


@pytest.mark.parametrize("reply", [error(401, 1001), error(498), error(422, None, "Invalid token")])
def test_a_dead_token_cannot_be_upgraded(reply: Reply) -> None:
    with cloud({**WELL, REGISTER: reply}) as plex, pytest.raises(Unauthorised):
        plex.client.upgrade(TOKEN)
    assert plex.lines == [REGISTER]


@pytest.mark.parametrize("reply", [error(401, 1001), error(422, None, "Signature verification failed")])
def test_a_key_that_plex_does_not_know_means_to_sign_in_again(reply: Reply) -> None:
    with cloud({**WELL, EXCHANGE: reply}) as plex, pytest.raises(Unauthorised, match="sign in again"):
        plex.client.renew()


@pytest.mark.parametrize(
    "reply", [error(400), error(404), error(422, None, "Nonce is invalid"), error(498), error(500), Reply(b"<html>")]
)
def test_any_other_refusal_of_a_signature_says_nothing_of_the_key(reply: Reply) -> None:
    with cloud({**WELL, EXCHANGE: reply}) as plex, pytest.raises(Failure) as caught:
        plex.client.renew()
    assert type(caught.value) is Unavailable


def late(reply: Reply, seconds: int) -> Reply:
    """The same answer from a Plex whose clock says something else than ours."""
    return Reply(reply.body, reply.status, {**reply.headers, **at(NOW + timedelta(seconds=seconds))})


@pytest.mark.parametrize(
    ("seconds", "by"), [(75, "a minute"), (-75, "a minute"), (725, "12 minutes"), (-7200, "120 minutes")]
)
@pytest.mark.parametrize("status", [400, 401, 422, 498])
def test_a_wrong_clock_is_named_when_plex_refuses_a_signature(seconds: int, by: str, status: int) -> None:
    refusal = late(error(status, None, "Signature verification failed"), seconds)
    sentence = f"the clock of this machine is wrong by {by}: set it right and try again"
    with cloud({**WELL, EXCHANGE: refusal, LOOK: refusal}) as plex:
        with pytest.raises(Unavailable) as at_exchange:
            plex.client.renew()
        with pytest.raises(Unavailable) as at_look:
            plex.client.claimed(7, signed=True)
    assert at_exchange.value.detail == at_look.value.detail == sentence


@pytest.mark.parametrize("seconds", [0, 55, -55])
def test_clocks_may_differ_by_less_than_a_minute(seconds: int) -> None:
    with cloud({LOOK: late(error(422), seconds)}) as plex, pytest.raises(Unavailable, match="status 422"):
        plex.client.claimed(7, signed=True)


def test_a_token_that_plex_did_not_sign_for_us_is_not_taken() -> None:
    forged = PlexSigns().token(KEY.kid, END)
    for token in (forged, PLEX.token("another key", END), "a-classic-token"):
        given = {**WELL, LOOK: as_json({"authToken": token}), EXCHANGE: as_json({"auth_token": token})}
        with cloud(given) as plex:
            with pytest.raises(Unavailable, match="did not sign for this installation"):
                plex.client.renew()
            with pytest.raises(Unavailable, match="did not sign for this installation"):
                plex.client.claimed(7, signed=True)


@pytest.mark.parametrize("reply", [error(503), as_json({"keys": None}), as_json([]), Reply(b"<html>")])
def test_without_the_keys_of_plex_no_token_is_taken(reply: Reply) -> None:
    with cloud({**WELL, KEYS: reply}) as plex, pytest.raises(Unavailable):
        plex.client.renew()


@pytest.mark.parametrize(("skew", "words"), [(0, "has ended already"), (8 * 86_400, "wrong by 11520 minutes")])
def test_a_token_that_has_ended_when_it_comes_is_not_taken(skew: int, words: str) -> None:
    spent = PLEX.token(KEY.kid, NOW - timedelta(seconds=1))
    given = {**WELL, EXCHANGE: as_json({"auth_token": spent}), KEYS: late(as_json({"keys": PLEX.keys}), skew)}
    with cloud(given) as plex, pytest.raises(Unavailable, match=words):
        plex.client.renew()


@pytest.mark.parametrize("line", [NONCE, EXCHANGE, KEYS, REGISTER])
def test_too_often_is_told_at_once(line: str) -> None:
    often = error(429, 1003, **{"Retry-After": "60"})
    with cloud({**WELL, line: often}) as plex, pytest.raises(RateLimited) as caught:
        plex.client.upgrade(TOKEN)
    assert (caught.value.retry_after, plex.lines.count(line)) == (60.0, 1)


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        (NONCE, as_json({})), (NONCE, as_json({"nonce": ["x"]})), (EXCHANGE, as_json({})),
        (EXCHANGE, as_json({"auth_token": 7.5})), (EXCHANGE, as_json([SIGNED])),
    ],
)  # fmt: skip
def test_nonsense_is_no_answer(line: str, reply: Reply) -> None:
    with cloud({**WELL, line: reply}) as plex, pytest.raises(Unavailable, match="another shape"):
        plex.client.renew()


def test_a_key_that_is_damaged_is_told_with_what_to_do() -> None:
    def damaged() -> DeviceKey:
        raise BadKey

    with cloud(WELL, key=damaged) as plex:
        with pytest.raises(Unavailable, match=r"device_key\.pem in the data folder is not a key: delete it"):
            plex.client.begin(strong=True, signed=True)
        with pytest.raises(Unavailable, match=r"device_key\.pem in the data folder is not a key: delete it"):
            plex.client.renew()


def test_what_is_not_signed_needs_no_key() -> None:
    def nobody() -> DeviceKey:
        raise AssertionError("the key was fetched")

    with cloud({MAKE: WELL[MAKE], LOOK: as_json({"authToken": "classic-token"})}, key=nobody) as plex:
        plex.client.begin(strong=True)
        assert plex.client.claimed(7) == Token("classic", "classic-token")


def test_a_signature_is_never_part_of_what_is_said() -> None:
    signatures: list[str] = []

    def refuse(asked: Asked) -> Reply:
        signatures.append(asked.query["deviceJWT"])
        return Reply(b"", 302, {"Location": f"/?deviceJWT={signatures[0]}"})

    with cloud({LOOK: refuse}) as plex, pytest.raises(Unavailable) as caught:
        plex.client.claimed(7, signed=True)
    assert signatures[0] not in str(caught.value)


def test_the_end_of_a_token_has_a_zone() -> None:
    with cloud(WELL) as plex:
        assert plex.client.renew().is_due(datetime(2026, 11, 27, 12, tzinfo=UTC))
