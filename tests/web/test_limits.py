"""Who tries too often is told when to try again, and nobody else has to wait."""

from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from parity.actions.ports import House
from parity.web import limits
from tests.web.houses import WITH_KEY, app_of, client_of, token_on


def view() -> str:
    """What is behind the limits."""
    return "here"


@limits.sign_ins
def signs_in() -> str:
    """A view that begins a sign-in."""
    return "here"


@limits.polls
def polls() -> str:
    """A view that is asked once a second."""
    return "here"


@limits.codes
def takes_code() -> str:
    """A view that takes the setup code, and shows its form."""
    return "here"


def limited(house: House) -> FlaskClient:
    """An app with one view for each limit."""
    app: Flask = app_of(house)
    for path, endpoint, behind in (
        ("sign", "signs", signs_in),
        ("poll", "polls", polls),
        ("code", "codes", takes_code),
    ):
        app.add_url_rule(f"/login/limited/{path}", f"login.{endpoint}", behind, methods=["GET", "POST"])
    limits.reset()
    return app.test_client()


def test_a_sign_in_can_be_begun_twenty_times_a_minute(house: House) -> None:
    client = limited(house)
    assert [client.get("/login/limited/sign").status_code for _ in range(21)] == [200] * 20 + [429]
    answer = client.get("/login/limited/sign")
    assert "wait a minute" in answer.text
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert client.get("/login/limited/sign", environ_base={"REMOTE_ADDR": "192.168.1.6"}).status_code == 200
    limits.reset()
    assert client.get("/login/limited/sign").status_code == 200


def test_whether_it_is_through_can_be_asked_once_a_second_by_two(house: House) -> None:
    client = limited(house)
    assert {client.get("/login/limited/poll").status_code for _ in range(120)} == {200}
    assert client.get("/login/limited/poll").status_code == 429


def test_the_setup_code_can_be_guessed_five_times_a_minute_and_its_form_be_opened_freely(house: House) -> None:
    client = limited(house)
    assert {client.get("/login/limited/code").status_code for _ in range(30)} == {200}
    form = {"csrf_token": token_on(client)}
    assert {client.post("/login/limited/code").status_code for _ in range(10)} == {400}, "no guess"
    assert [client.post("/login/limited/code", data=form).status_code for _ in range(6)] == [200] * 5 + [429]


def test_wrong_keys_can_be_tried_thirty_times_a_minute(house: House) -> None:
    client = limited(house)
    wrong = {"X-Api-Key": "wrong"}
    assert {client.get("/api/v1/status").status_code for _ in range(40)} == {401}, "no key is no guess"
    assert {client.get("/api/v1/status", headers=wrong).status_code for _ in range(30)} == {401}
    for headers in (wrong, WITH_KEY):
        answer = client.get("/api/v1/status", headers=headers)
        said: Any = answer.json
        assert (answer.status_code, said["error"]["code"]) == (429, "too_many_requests")
        assert 1 <= int(answer.headers["Retry-After"]) <= 60
    elsewhere: Any = {"headers": WITH_KEY, "environ_base": {"REMOTE_ADDR": "192.168.1.6"}}
    assert client.get("/api/v1/status", **elsewhere).status_code == 200
    assert client.get("/").status_code == 200


def test_every_way_to_begin_to_look_or_to_guess_is_limited(house: House) -> None:
    client = client_of(house, auth="plex")
    form = {"csrf_token": token_on(client, "/nothing"), "code": "BCDF-GHJK"}
    for path, allowed in (("", 20), ("/reconnect", 20), ("/check", 120), ("/setup-code", 5)):
        limits.reset()
        assert 429 not in {client.post(f"/login{path}", data=form).status_code for _ in range(allowed)}, path
        assert client.post(f"/login{path}", data=form).status_code == 429, path
