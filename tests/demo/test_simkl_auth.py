"""The stand-in for SIMKL's sign-in does what the service does, and a person can use its pages."""

import json
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from parity.demo.simkl_auth import SimklAuth, auth_routes

FIRST, SECOND, BACK = "first", "second", "http://127.0.0.1:8787/callback"
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"


@pytest.fixture
def auth() -> SimklAuth:
    made = SimklAuth(clock=lambda: 1_800_000_000.0)
    made.add_app(FIRST, "v1", "secret", BACK)
    made.add_app(SECOND, "v2")
    return made


@pytest.fixture
def client(auth: SimklAuth) -> Iterator[FlaskClient]:
    app = Flask("simkl", static_folder=None)
    auth_routes(app, auth)
    with app.test_client() as made:
        yield made


def test_each_generation_refuses_the_apps_of_the_other(client: FlaskClient) -> None:
    answers = [
        client.get(f"/oauth/pin?client_id={SECOND}"),
        client.post("/oauth/token", json={"client_id": SECOND}),
        client.get(f"/oauth/authorize?client_id={SECOND}"),
        client.post("/oauth2/device", data={"client_id": FIRST}),
        client.post("/oauth2/token", data={"client_id": FIRST}),
        client.post("/oauth2/revoke", data={"client_id": FIRST}),
    ]
    assert {answer.status_code for answer in answers} == {400}
    assert [answer.json for answer in answers] == [{"error": "unauthorized_client"}] * 6
    assert client.get("/oauth/pin?client_id=x").json == {
        "error": "client_id_failed",
        "code": 412,
        "message": "Your client_id is wrong. Try another one",
    }
    assert client.post("/oauth2/device", data={"client_id": "x"}).json == {"error": "invalid_client"}


def test_the_second_generation_takes_forms_only_and_gives_reading_alone_unless_told_the_whole_scope(
    client: FlaskClient, auth: SimklAuth
) -> None:
    assert client.post("/oauth2/device", json={"client_id": SECOND}).status_code == 400
    for told, held in (("media:read media:write", "media:read media:write"), ("", "media:read"), ("x", "media:read")):
        begun = client.post("/oauth2/device", data={"client_id": SECOND, "scope": told}).json
        assert begun is not None
        auth.approve(begun["user_code"])
        wish = {"client_id": SECOND, "grant_type": DEVICE, "device_code": begun["device_code"]}
        given = client.post("/oauth2/token", data=wish).json
        assert given is not None
        assert (given["scope"], auth.scope_of(given["access_token"])) == (held, held)
        assert client.post("/oauth2/token", data=wish).json == {"error": "expired_token"}


def test_a_pin_of_the_first_generation_is_pending_slowed_down_answered_once_and_then_another_one(
    client: FlaskClient, auth: SimklAuth
) -> None:
    begun = client.get(f"/oauth/pin?client_id={FIRST}").json
    assert begun is not None
    assert (begun["device_code"], begun["expires_in"], begun["interval"]) == ("DEVICE_CODE", 900, 5)
    address = f"/oauth/pin/{begun['user_code']}?client_id={FIRST}"
    assert client.get(address).json == {"result": "KO", "message": "Authorization pending"}
    assert client.get(address).json == {"result": "KO", "message": "Slow down"}
    auth.pass_time(5)
    assert "Allow as jane_doe" in client.get("/pin").text
    assert client.post("/pin", data={"code": begun["user_code"].lower(), "account": "1"}).status_code == 200
    given = client.get(address).json
    assert given is not None
    assert auth.user_of(given["access_token"]) == 1
    fresh = client.get(address).json
    assert fresh is not None
    assert fresh["user_code"] != begun["user_code"]
    assert client.post("/pin", data={"code": begun["user_code"], "account": "1"}).status_code == 422


def test_redirect_uris_are_compared_byte_for_byte_and_a_code_is_gone_with_any_try(
    client: FlaskClient, auth: SimklAuth
) -> None:
    ask = f"/oauth/authorize?response_type=code&client_id={FIRST}&redirect_uri="
    assert client.get(f"{ask}{BACK}/").json == {"error": "redirect_failed"}
    page = client.get(ask + BACK)
    assert "Allow as jane_doe" in page.text
    led = client.post(f"{ask}{BACK}&state=s", data={"account": "1"}).headers["Location"]
    code = led.removeprefix(f"{BACK}?code=").removesuffix("&state=s")
    wish = {"client_id": FIRST, "client_secret": "secret", "code": code, "grant_type": "authorization_code"}
    wrong = client.post("/oauth/token", json={**wish, "redirect_uri": f"{BACK}/"})
    assert (wrong.status_code, wrong.json) == (403, {"error": "redirect_failed"})
    again = client.post("/oauth/token", json={**wish, "redirect_uri": BACK})
    assert (again.status_code, again.json) == (401, {"error": "grant_error"})
    assert "was not connected" in client.post(ask + BACK, data={"account": ""}).text, "a no is told to nobody"


def test_what_was_given_can_be_saved_and_read_again(auth: SimklAuth) -> None:
    first, second = auth.issue(FIRST), auth.issue(SECOND)
    assert auth.issue(FIRST) == first, "the same app and member get the same token"
    again = SimklAuth.from_dict(json.loads(json.dumps(auth.to_dict())))
    assert [again.user_of(token) for token in (first, second, "", "x")] == [1, 1, None, None]
    assert [again.generation_of(app) for app in (FIRST, SECOND, "x")] == ["v1", "v2", None]
    again.revoke(client_id=SECOND)
    assert [again.user_of(token) for token in (first, second)] == [1, None]
    auth.end_access()
    assert [auth.user_of(token) for token in (first, second)] == [1, None]
