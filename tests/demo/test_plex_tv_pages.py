"""The pages of the stand-in for plex.tv without their script: typing a code, and what the sign-in page asks."""

import html
from typing import Any

import requests

from tests.demo.served import PlexTv


def typed(plex_tv: PlexTv, code: str, account: str, **fields: str) -> requests.Response:
    """The form of plex.tv/link, sent."""
    form = {"code": code, "account": str(plex_tv.world.account(account).id), **fields}
    return plex_tv.session.post(f"{plex_tv.url}/link", data=form, timeout=10)


def claim(plex_tv: PlexTv, pin: dict[str, Any], account: str, **fields: str) -> requests.Response:
    """What the sign-in page sends."""
    form = {"code": pin["code"], "clientID": "client-1", "account": str(plex_tv.world.account(account).id), **fields}
    headers = {"Accept": "application/json"}
    return plex_tv.session.post(f"{plex_tv.url}/auth/claim", data=form, headers=headers, timeout=10)


def who(plex_tv: PlexTv, code: str, client: str) -> requests.Response:
    """What the sign-in page asks first."""
    asked = {"code": code, "clientID": client}
    return plex_tv.session.get(f"{plex_tv.url}/auth/who", params=asked, timeout=10)


def test_a_short_code_is_typed_in_any_case_and_linked_once(plex_tv: PlexTv) -> None:
    pin = plex_tv.pin(strong=False)
    page = plex_tv.session.get(f"{plex_tv.url}/link", timeout=10).text
    assert "Continue as Vera Viewer" in page
    done = typed(plex_tv, f" {pin['code'].lower()} ", "vera")
    assert (done.status_code, "Your device is linked" in done.text) == (200, True)
    token = plex_tv.ask("GET", f"/pins/{pin['id']}").json()["authToken"]
    assert plex_tv.ask("GET", "/user", token).json()["title"] == "Vera Viewer"
    again = typed(plex_tv, pin["code"], "olive")
    assert (again.status_code, "Code not found or expired" in again.text) == (422, True)


def test_what_was_typed_wrong_stands_in_the_form_again_and_does_no_harm_there(plex_tv: PlexTv) -> None:
    wrong = typed(plex_tv, '"><b>', "vera")
    assert wrong.status_code == 422
    assert html.escape('"><b>') in wrong.text.replace("&#34;", "&quot;")


def test_a_home_user_has_to_type_the_pin(plex_tv: PlexTv) -> None:
    pin, field = plex_tv.pin(strong=False), f"pin-{plex_tv.world.account('Holly Home').id}"
    statuses = [
        typed(plex_tv, pin["code"], "Holly Home", **more).status_code for more in ({}, {field: "1"}, {field: "4321"})
    ]
    assert statuses == [422, 422, 200]
    strong = plex_tv.pin()
    assert claim(plex_tv, strong, "Holly Home", **{field: "9999"}).status_code == 403
    assert claim(plex_tv, strong, "Holly Home", **{field: "4321"}).status_code == 200


def test_a_strong_code_cannot_be_typed_and_a_short_one_has_no_sign_in_page(plex_tv: PlexTv) -> None:
    assert typed(plex_tv, plex_tv.pin()["code"], "olive").status_code == 422
    assert claim(plex_tv, plex_tv.pin(strong=False), "olive").status_code == 404


def test_the_sign_in_page_knows_a_code_only_with_the_client_that_made_it(plex_tv: PlexTv) -> None:
    code = plex_tv.pin()["code"]
    told = who(plex_tv, code, "client-1").json()
    names = [(each["title"], each["pin"]) for each in told["accounts"]]
    assert told["product"] == "Parity"
    assert names == [("Olive Owner", False), ("Vera Viewer", False), ("Holly Home", True)]
    assert who(plex_tv, code, "client-2").status_code == 404
    plex_tv.world.expire_pins()
    assert who(plex_tv, code, "client-1").status_code == 404


def test_both_addresses_of_the_sign_in_page_lead_there(plex_tv: PlexTv) -> None:
    pages = [plex_tv.session.get(f"{plex_tv.url}{path}", timeout=10) for path in ("/auth", "/auth/")]
    assert [page.status_code for page in pages] == [200, 200]
    assert pages[0].text == pages[1].text
    assert [page.history for page in pages] == [[], []]
