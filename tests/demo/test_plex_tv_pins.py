"""Signing in at the stand-in for plex.tv with a PIN."""

import importlib
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import pytest

from parity.demo.plex_tv_records import Refused
from tests.demo.served import PlexTv


@pytest.mark.parametrize(("strong", "length", "life"), [(True, 25, 1799), (False, 4, 900)])
def test_a_pin_is_long_for_an_address_and_short_to_type(plex_tv: PlexTv, strong: bool, length: int, life: int) -> None:
    pin = plex_tv.pin(strong)
    assert (len(pin["code"]), pin["expiresIn"], pin["authToken"]) == (length, life, None)
    assert (pin["clientIdentifier"], pin["product"], "qr" in pin) == ("client-1", "Parity", not strong)
    ends, began = (datetime.fromisoformat(pin[name]) for name in ("expiresAt", "createdAt"))
    assert (ends - began).total_seconds() == life


def test_a_pin_waits_until_somebody_claims_it_and_then_has_a_token_that_opens_the_account(plex_tv: PlexTv) -> None:
    pin = plex_tv.pin()
    assert plex_tv.ask("GET", f"/pins/{pin['id']}").json()["authToken"] is None
    plex_tv.world.claim(pin["code"], "Vera Viewer")
    token = plex_tv.ask("GET", f"/pins/{pin['id']}").json()["authToken"]
    user = plex_tv.ask("GET", "/user", token).json()
    assert (user["title"], user["username"], user["email"]) == ("Vera Viewer", "vera", "vera@example.org")
    assert user["id"] == plex_tv.world.account("vera").id


def test_a_pin_can_be_claimed_once(plex_tv: PlexTv) -> None:
    pin = plex_tv.pin()
    plex_tv.world.claim(pin["code"], "olive")
    with pytest.raises(Refused, match="not found or expired"):
        plex_tv.world.claim(pin["code"], "vera")


def test_nobody_but_the_client_that_made_a_pin_hears_of_it(plex_tv: PlexTv) -> None:
    pin = plex_tv.pin()
    plex_tv.world.claim(pin["code"], "olive")
    stolen = plex_tv.ask("GET", f"/pins/{pin['id']}", headers={"X-Plex-Client-Identifier": "client-2"})
    assert plex_tv.refused(stolen) == (404, 1020)


def test_a_second_sign_in_with_the_same_client_kills_the_first_token_and_no_other(plex_tv: PlexTv) -> None:
    first, other = plex_tv.token(), plex_tv.token("Vera Viewer")
    plex_tv.client = "client-2"
    elsewhere = plex_tv.token()
    plex_tv.client = "client-1"
    second = plex_tv.token()
    statuses = [plex_tv.ask("GET", "/user", token).status_code for token in (first, second, other, elsewhere)]
    assert statuses == [401, 200, 200, 200]
    assert plex_tv.world.living_tokens("olive") == [elsewhere, second]
    assert plex_tv.world.living_tokens("olive", "client-1") == [second]


def test_an_expired_pin_says_so_or_waits_for_ever(plex_tv: PlexTv) -> None:
    pin = plex_tv.pin(strong=False)
    plex_tv.world.move_clock(899)
    assert plex_tv.ask("GET", f"/pins/{pin['id']}").json()["expiresIn"] in (0, 1)
    plex_tv.world.move_clock(1)
    assert plex_tv.refused(plex_tv.ask("GET", f"/pins/{pin['id']}")) == (404, 1020)
    plex_tv.world.set_expiry_told(False)
    assert plex_tv.ask("GET", f"/pins/{pin['id']}").json()["authToken"] is None
    with pytest.raises(Refused):
        plex_tv.world.claim(pin["code"], "olive")


def test_a_denied_pin_and_one_made_old_are_gone(plex_tv: PlexTv) -> None:
    denied, old = plex_tv.pin(), plex_tv.pin()
    plex_tv.world.deny(denied["code"])
    assert plex_tv.world.waiting_codes() == [old["code"]]
    plex_tv.world.expire_pins()
    assert plex_tv.world.waiting_codes() == []
    assert [plex_tv.ask("GET", f"/pins/{pin['id']}").status_code for pin in (denied, old)] == [404, 404]


def test_who_does_not_say_which_client_asks_is_refused(plex_tv: PlexTv) -> None:
    nameless = plex_tv.session.post(f"{plex_tv.url}/api/v2/pins", headers={"Accept": "application/json"}, timeout=10)
    assert plex_tv.refused(nameless) == (400, 1000)
    as_parameter = plex_tv.session.post(
        f"{plex_tv.url}/api/v2/pins", params={"X-Plex-Client-Identifier": "c"}, timeout=10
    )
    assert as_parameter.status_code == 201
    assert "xml" in as_parameter.headers["Content-Type"]


def test_who_asks_too_fast_is_throttled_when_limits_are_set(plex_tv: PlexTv) -> None:
    pin = plex_tv.pin()
    path = f"/pins/{pin['id']}"
    assert [plex_tv.ask("GET", path).status_code for _ in range(3)] == [200] * 3
    plex_tv.world.set_limits(polling_gap=60, most_pins=2)
    assert plex_tv.refused(plex_tv.ask("GET", path)) == (429, 1003)
    assert plex_tv.ask("POST", "/pins").status_code == 201
    assert plex_tv.refused(plex_tv.ask("POST", "/pins")) == (429, 1003)
    assert plex_tv.ask("POST", "/pins", headers={"X-Plex-Client-Identifier": "another"}).status_code == 201


def test_the_clock_of_plex_tv_can_be_wrong_or_stand_still(plex_tv: PlexTv) -> None:
    def told() -> float:
        return parsedate_to_datetime(plex_tv.ask("POST", "/pins").headers["Date"]).timestamp()

    assert abs(told() - datetime.now(UTC).timestamp()) < 5
    plex_tv.world.move_clock(-3600)
    assert abs(told() + 3600 - datetime.now(UTC).timestamp()) < 5
    plex_tv.world.stop_clock(1_770_000_000)
    assert (told(), plex_tv.pin()["createdAt"]) == (1_770_000_000, "2026-02-02T02:40:00Z")


def test_the_client_that_everybody_uses_signs_in_with_a_short_code(plex_tv: PlexTv) -> None:
    library: Any = importlib.import_module("plexapi.myplex")
    made: Any = type("Login", (library.MyPlexPinLogin,), {"PINS": f"{plex_tv.url}/api/v2/pins"})
    login = made(headers={"X-Plex-Client-Identifier": "by-library"}, requestTimeout=10)
    code = login.pin
    assert login.checkLogin() is False
    plex_tv.world.claim(code.lower(), "olive")
    assert login.checkLogin() is True
    assert plex_tv.world.living_tokens("olive") == [login.token]
