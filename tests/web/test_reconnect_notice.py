"""A sign-in that Plex no longer takes is told on the dashboard, with one button that mends it."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from parity.actions.ports import House
from parity.core.account import Account, Token
from parity.store import accounts
from tests.store.builders import NOW
from tests.web.houses import app_of, buttons

TOKEN = Token("classic", "a-token-of-anna")


def app_with_reconnect(house: House) -> Flask:
    app = app_of(house)
    if "login.reconnect" not in app.view_functions:
        app.add_url_rule("/login/reconnect", "login.reconnect", lambda: "begun", methods=["POST"])
    return app


@pytest.fixture
def browser(house: House) -> FlaskClient:
    """On a house for which Anna has signed in."""
    with house.database.writing() as connection:
        accounts.keep(connection, Account(4711, "uuid-of-anna", "Anna <b>"), TOKEN, NOW)
    return app_with_reconnect(house).test_client()


def test_a_refused_sign_in_has_one_button_that_is_a_form_of_its_own(house: House, browser: FlaskClient) -> None:
    assert "Reconnect" not in browser.get("/").text
    with house.database.writing() as connection:
        accounts.checked(connection, TOKEN, True, NOW)
    page = browser.get("/").text
    assert "Plex no longer takes the sign-in of Anna &lt;b&gt;: reconnect." in page
    [form] = re.findall(r'<form method="post" action="[^"]*reconnect">.*?</form>', page, re.DOTALL)
    assert 'name="csrf_token"' in form
    assert buttons(form) == ["Reconnect Plex"]
    assert TOKEN.value not in page


def test_it_goes_when_somebody_has_signed_in_again(house: House, browser: FlaskClient) -> None:
    with house.database.writing() as connection:
        accounts.checked(connection, TOKEN, True, NOW)
        accounts.keep(connection, Account(4711, "uuid-of-anna", "Anna"), Token("classic", "another-token"), NOW)
    assert "Reconnect" not in browser.get("/").text
