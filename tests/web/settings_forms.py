"""The forms of the settings page: what was saved by them, what they look like, what they send."""

import re
from typing import Any

from flask.testing import FlaskClient

from parity.actions.ports import House
from parity.store import preferences
from tests.store.builders import NOW
from tests.web.houses import token_on

SECRET = "a-secret-nobody-may-see"


def saved(house: House) -> dict[str, str]:
    """All settings that were saved in the app."""
    with house.database.reading() as connection:
        return {name: text for name, text in preferences.read(connection).items() if name != "set_up"}


def keep(house: House, **values: str) -> None:
    """Save settings, past the page."""
    with house.database.writing() as connection:
        preferences.save(connection, values, NOW)


def send(client: FlaskClient, topic: str, headers: Any = None, **typed: Any) -> Any:
    """The answer to a form of a topic with these fields."""
    form = typed if "csrf_token" in typed else {**typed, "csrf_token": token_on(client)}
    return client.post(f"/settings/{topic}", data=form, headers=headers)


def field(page: str, name: str) -> str:
    """The field of one setting, as it stands in the page."""
    found = re.search(rf'<div class="field[^>]* id="field-{name}">.*?(?=<div class="field|</form>)', page, re.DOTALL)
    assert found is not None, name
    return " ".join(found[0].split())


def drawn(client: FlaskClient, topic: str) -> dict[str, str]:
    """What the form of a topic sends when nobody changed anything in it."""
    page = client.get("/settings").text
    form = re.search(rf'<form id="form-{topic}".*?</form>', page, re.DOTALL)
    assert form is not None
    controls = re.findall(r"<(input|select)\b([^>]*)>(.*?(?=<input|<select|</form>))", form[0], re.DOTALL)
    sent: dict[str, str] = {}
    for kind, attributes, inside in controls:
        given = dict(re.findall(r'([\w.-]+)="([^"]*)"', attributes))
        chosen = re.search(r'<option value="([^"]*)" selected', inside)
        if given.get("type") != "checkbox" or re.search(r"\schecked\b", attributes):
            sent[given["name"]] = chosen[1] if kind == "select" and chosen else given.get("value", "")
    return sent
