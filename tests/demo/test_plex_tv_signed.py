"""The flow with a key of the installation, at the stand-in for plex.tv."""

import importlib
from typing import Any

import jwt
import pytest

from parity.demo.plex_tv_keys import Signed, jwk_of, new_secret, sign
from tests.demo.served import PlexTv

WEEK = 7 * 86_400


class Device:
    """An installation with its key."""

    def __init__(self, plex_tv: PlexTv, kid: str = "device-key") -> None:
        self.plex_tv, self.kid, self.secret = plex_tv, kid, new_secret()
        self.jwk = jwk_of(self.secret, kid)

    def signed(self, **claims: object) -> str:
        """A JWT for now with a fresh nonce, except as told."""
        now = self.plex_tv.world.now
        said = {"aud": "plex.tv", "iss": self.plex_tv.client, "iat": now, "exp": now + 300, "scope": "username"}
        nonce = {} if "nonce" in claims else {"nonce": self.plex_tv.ask("GET", "/auth/nonce").json()["nonce"]}
        return sign(self.secret, self.kid, {**said, **nonce, **claims})

    def sign_in(self, account: str = "olive") -> str:
        """Sign in with the key."""
        pin = self.plex_tv.pin(jwk=self.jwk)
        self.plex_tv.world.claim(pin["code"], account)
        asked = self.plex_tv.ask("GET", f"/pins/{pin['id']}", params={"deviceJWT": self.signed()})
        token = asked.json()["authToken"]
        assert isinstance(token, str)
        return token

    def exchange(self, text: str | None = None) -> Any:
        """The answer to what was signed."""
        return self.plex_tv.ask("POST", "/auth/token", json={"jwt": text or self.signed()})


@pytest.fixture
def device(plex_tv: PlexTv) -> Device:
    return Device(plex_tv)


def test_a_signed_sign_in_gives_a_token_of_a_week_that_plex_tv_s_published_key_proves(
    plex_tv: PlexTv, device: Device
) -> None:
    token = device.sign_in()
    (published,) = plex_tv.ask("GET", "/auth/keys").json()["keys"]
    claims = jwt.decode(
        token, jwt.PyJWK.from_dict(published), algorithms=["EdDSA"], audience="client-1", issuer="plex.tv"
    )
    assert (claims["thumbprint"], claims["exp"] - claims["iat"]) == ("device-key", WEEK)
    assert plex_tv.ask("GET", "/user", token).json()["title"] == "Olive Owner"


def test_the_token_of_a_signed_pin_is_shown_only_to_the_holder_of_the_key(plex_tv: PlexTv, device: Device) -> None:
    pin = plex_tv.pin(jwk=device.jwk)
    plex_tv.world.claim(pin["code"], "olive")
    path = f"/pins/{pin['id']}"
    assert plex_tv.ask("GET", path).json()["authToken"] is None
    thief = Device(plex_tv).signed()
    assert plex_tv.ask("GET", path, params={"deviceJWT": thief}).status_code == 422
    once = device.signed()
    shown = [plex_tv.ask("GET", path, params={"deviceJWT": once}).json()["authToken"] for _ in range(2)]
    assert shown[0] is not None
    assert shown[0] == shown[1]
    plex_tv.world.move_clock(301)
    assert plex_tv.ask("GET", path, params={"deviceJWT": once}).status_code == 422


def test_a_nonce_is_needed_for_the_exchange_and_not_to_look_whether_a_pin_was_claimed(
    plex_tv: PlexTv, device: Device
) -> None:
    pin, now = plex_tv.pin(jwk=device.jwk), plex_tv.world.now
    plex_tv.world.claim(pin["code"], "olive")
    without = {"aud": "plex.tv", "iss": "client-1", "iat": now, "exp": now + 300}
    text = sign(device.secret, device.kid, without)
    path = f"/pins/{pin['id']}"
    assert plex_tv.ask("GET", path, params={"deviceJWT": text}).json()["authToken"]
    made_up = sign(device.secret, device.kid, {**without, "nonce": "made up"})
    assert plex_tv.ask("GET", path, params={"deviceJWT": made_up}).status_code == 422
    assert device.exchange(text).status_code == 422


def test_a_classic_token_is_upgraded_by_registering_a_key(plex_tv: PlexTv, device: Device) -> None:
    classic = plex_tv.token()
    assert plex_tv.refused(device.exchange()) == (401, 1001)
    assert plex_tv.ask("POST", "/auth/jwk", classic, json={"jwk": device.jwk}).status_code == 200
    token = device.exchange().json()["auth_token"]
    assert Signed.of(token).claims["user"]["username"] == "olive"
    assert [plex_tv.ask("GET", "/ping", each).status_code for each in (classic, token)] == [200, 200]


def test_an_expired_token_answers_498_until_it_is_renewed(plex_tv: PlexTv, device: Device) -> None:
    first = device.sign_in()
    plex_tv.world.move_clock(WEEK - 1)
    assert plex_tv.ask("GET", "/user", first).status_code == 200
    plex_tv.world.move_clock(2)
    assert plex_tv.ask("GET", "/user", first).status_code == 498
    second = device.exchange().json()["auth_token"]
    plex_tv.world.expire_signed("olive")
    assert plex_tv.ask("GET", "/user", second).status_code == 498
    assert plex_tv.world.living_tokens("olive") == []
    assert plex_tv.ask("GET", "/user", device.exchange().json()["auth_token"]).status_code == 200


def test_signing_out_everywhere_forgets_the_key_too(plex_tv: PlexTv, device: Device) -> None:
    token = device.sign_in()
    plex_tv.world.kill_tokens("olive")
    assert plex_tv.ask("GET", "/user", token).status_code == 401
    assert plex_tv.refused(device.exchange()) == (401, 1001)


def test_a_key_belongs_to_one_device(plex_tv: PlexTv, device: Device) -> None:
    device.sign_in()
    plex_tv.client = "client-2"
    body = {"jwk": device.jwk, "strong": True}
    taken = plex_tv.ask("POST", "/pins", json=body)
    assert taken.status_code == 422
    assert "Thumbprint" in taken.json()["errors"][0]["message"]
    renamed = {"jwk": {**device.jwk, "kid": "another name"}}
    assert plex_tv.ask("POST", "/auth/jwk", plex_tv.token(), json=renamed).status_code == 422


def test_the_account_that_signed_in_last_with_a_key_is_the_one_it_speaks_for(plex_tv: PlexTv, device: Device) -> None:
    device.sign_in()
    device.sign_in("vera")
    assert plex_tv.ask("GET", "/user", device.exchange().json()["auth_token"]).json()["title"] == "Vera Viewer"


@pytest.mark.parametrize(
    "wrong",
    [{"aud": "plex.com"}, {"iss": "client-2"}, {"nonce": "made up"}],
    ids=lambda claims: next(iter(claims)),
)
def test_what_says_something_wrong_is_refused(plex_tv: PlexTv, device: Device, wrong: dict[str, str]) -> None:
    device.sign_in()
    assert device.exchange(device.signed(**wrong)).status_code == 422


@pytest.mark.parametrize("ahead", [-3600, 3600])
def test_a_clock_that_is_wrong_by_an_hour_spoils_signatures(plex_tv: PlexTv, device: Device, ahead: int) -> None:
    device.sign_in()
    there = plex_tv.world.now + ahead
    assert device.exchange(device.signed(iat=there, exp=there + 300)).status_code == 422
    assert device.exchange().status_code == 200


@pytest.mark.parametrize("text", ["no jwt", "a.b.c", "e30.e30", "W10.W10.W10", "ü.ü.ü"])
def test_what_is_no_jwt_is_malformed(device: Device, text: str) -> None:
    device.sign_in()
    assert device.exchange(text).status_code == 400


@pytest.mark.parametrize(
    "change", [{"d": "c2VjcmV0"}, {"kty": "RSA"}, {"kid": ""}, {"x": "AAAA"}, {"x": "no base64!"}], ids=str
)
def test_what_is_no_public_key_is_malformed(plex_tv: PlexTv, device: Device, change: dict[str, str]) -> None:
    assert plex_tv.ask("POST", "/pins", json={"jwk": {**device.jwk, **change}}).status_code == 400


def test_a_nonce_is_good_once_and_for_five_minutes_and_not_too_many_are_given(plex_tv: PlexTv, device: Device) -> None:
    device.sign_in()
    once = device.signed()
    assert [device.exchange(once).status_code for _ in range(2)] == [200, 422]
    nonce = plex_tv.ask("GET", "/auth/nonce").json()["nonce"]
    plex_tv.world.move_clock(300)
    assert device.exchange(device.signed(nonce=nonce)).status_code == 422
    plex_tv.world.set_limits(most_nonces=1)
    assert device.exchange().status_code == 200
    assert plex_tv.ask("GET", "/auth/nonce").status_code == 200
    assert plex_tv.refused(plex_tv.ask("GET", "/auth/nonce")) == (429, 1003)


def test_plex_tv_signs_with_a_new_key_and_still_publishes_the_former(plex_tv: PlexTv, device: Device) -> None:
    before = device.sign_in()
    plex_tv.world.rotate_key()
    after = device.exchange().json()["auth_token"]
    former, newest = plex_tv.ask("GET", "/auth/keys").json()["keys"]
    assert (Signed.of(before).is_by(former), Signed.of(before).is_by(newest)) == (True, False)
    assert (Signed.of(after).is_by(former), Signed.of(after).is_by(newest)) == (False, True)


def test_the_client_that_plex_points_to_signs_in_and_renews(plex_tv: PlexTv) -> None:
    library: Any = importlib.import_module("plexapi.myplex")
    doors = {"PINS": f"{plex_tv.url}/api/v2/pins", "AUTH": f"{plex_tv.url}/api/v2/auth"}
    made: Any = type("Login", (library.MyPlexJWTLogin,), doors)
    login = made(headers={"X-Plex-Client-Identifier": "by-library"}, requestTimeout=10, oauth=True)
    login.generateKeypair()
    login.run(timeout=20)
    (code,) = plex_tv.world.waiting_codes()
    plex_tv.world.claim(code, "olive")
    assert login.waitForLogin() is True
    assert login.verifyJWT() is True
    first = login.jwtToken
    plex_tv.world.rotate_key()
    assert login.refreshJWT() != first
    assert login.decodedJWT["user"]["username"] == "olive"
