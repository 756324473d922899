"""Hooks are made, copied, looked at and revoked on a page of the settings."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from parity.actions.ports import House
from parity.store import arrivals, hooks
from tests.store.builders import statements
from tests.web.hooking import PLEX, SONARR, as_plex_sends, kept, password, secret_of
from tests.web.houses import FRAGMENT, as_manager, as_viewer, client_of, house_in, token_on

PAGE = "/settings/hooks"


def send(client: FlaskClient, path: str = "", headers: Any = None, **form: str) -> TestResponse:
    """A form of the page."""
    return client.post(f"{PAGE}{path}", data={"csrf_token": token_on(client, PAGE), **form}, headers=headers)


def codes(page: str) -> list[str]:
    """What the page shows to be copied."""
    return re.findall(r'<code class="key">([^<]+)</code>', page)


def path_of(address: str) -> str:
    """An address without its host."""
    return address.removeprefix("http://localhost")


@pytest.mark.parametrize("headers", [None, FRAGMENT])
def test_a_hook_is_made_and_its_address_works_until_it_is_revoked(
    house: House, client: FlaskClient, headers: Any
) -> None:
    assert "No program tells Parity anything yet." in client.get(PAGE).text
    made = send(client, headers=headers, kind="arr", name=" Sonarr-4K ")
    assert made.status_code == (200 if headers else 303)
    page = made.text if headers else client.get(made.headers["Location"]).text
    assert "Nothing came yet" in page
    address, trigger, secret = codes(page)
    assert address.endswith(f"/hooks/arr/{secret}")
    assert trigger == "http://localhost/triggers/sonarr-4k"
    assert client.post(path_of(address), json=SONARR).status_code == 200
    assert client.post(path_of(trigger), json=SONARR, headers=password(secret)).status_code == 200
    assert "just now" in client.get(PAGE).text
    assert "Dark S01E01 was imported." in client.get(PAGE).text
    assert send(client, "/1/revoke", headers=headers).status_code == (200 if headers else 303)
    assert client.post(path_of(address), json=SONARR).status_code == 401
    assert len(kept(house)) == 2, "what came stays"
    assert send(client, "/1/revoke").status_code == 404


def test_each_kind_says_where_its_address_goes(house: House, client: FlaskClient) -> None:
    for kind, name, words in (("plex", "p", "Webhooks"), ("arr", "a", "Connect"), ("path", "b", "?dir=/folder")):
        page = send(client, headers=FRAGMENT, kind=kind, name=name).text
        assert words in page
        assert f"/hooks/{kind}/" in page


@pytest.mark.parametrize("headers", [None, FRAGMENT])
@pytest.mark.parametrize(
    ("kind", "name"), [("arr", ""), ("arr", "a b"), ("arr", "taken"), ("arr", "manual"), ("x", "y")]
)
def test_what_makes_no_hook_is_said_beside_the_field(
    house: House, client: FlaskClient, headers: Any, kind: str, name: str
) -> None:
    secret_of(house, "plex", "taken")
    answer = send(client, headers=headers, kind=kind, name=name)
    assert (answer.status_code, 'aria-describedby="hook-problem"' in answer.text) == (422, True)
    with house.database.reading() as connection:
        assert len(hooks.every(connection)) == 1


def test_the_address_is_the_one_by_which_others_find_parity(tmp_path: Path) -> None:
    client = client_of(house_in(tmp_path, PARITY_URL="https://parity.example"))
    page = send(client, headers=FRAGMENT, kind="plex", name="plex").text
    assert codes(page)[0].startswith("https://parity.example/hooks/plex/")


def test_managers_see_the_addresses_and_viewers_do_not(house: House) -> None:
    secret = secret_of(house, "arr", "sonarr")
    client = client_of(house, auth="plex")
    assert secret in as_manager(client).get(PAGE).text
    refused = as_viewer(client).get(PAGE)
    assert (refused.status_code, secret in refused.text) == (403, False)
    for path in ("/settings", "/settings/keys", "/activity"):
        assert secret not in as_manager(client).get(path).text


def test_the_last_message_of_each_is_shown_with_what_became_of_it(house: House, client: FlaskClient) -> None:
    sonarr, plex = secret_of(house, "arr", "sonarr"), secret_of(house, "plex", "plex")
    client.post(f"/hooks/arr/{sonarr}", json={"eventType": "Test", "series": {"path": "C:\\testpath"}})
    as_plex_sends(client, plex, PLEX)
    with house.database.writing() as connection:
        arrivals.settle(connection, 2, "unmapped", "No library of Attic has it.")
    page = client.get(PAGE, headers=FRAGMENT).text
    assert page.startswith("<section")
    for said in ("A test: the message arrived.", "heard, nothing had to be done", "No library of Attic has it."):
        assert said in page


@pytest.mark.parametrize("headers", [None, FRAGMENT])
def test_a_message_that_led_nowhere_is_taken_once_more(house: House, client: FlaskClient, headers: Any) -> None:
    client.post(f"/hooks/arr/{secret_of(house, 'arr', 'sonarr')}", json=SONARR)
    assert "Take it once more" not in client.get(PAGE).text
    with house.database.writing() as connection:
        arrivals.settle(connection, 1, "unmapped")
    assert "Take it once more" in client.get(PAGE).text
    assert send(client, "/messages/1/replay", headers=headers).status_code == (200 if headers else 303)
    assert [row.id for row in kept(house)] == [2]
    assert send(client, "/messages/9/replay").status_code == 404


def test_the_page_costs_the_same_whatever_there_is(house: House, client: FlaskClient) -> None:
    client.get(PAGE)
    with statements(house.database) as few:
        client.get(PAGE)
    for number in range(20):
        secret = secret_of(house, "arr", f"sonarr-{number}")
        client.post(f"/hooks/arr/{secret}", json=SONARR)
    with statements(house.database) as many:
        assert client.get(PAGE).text.count("Dark S01E01 was imported.") == 20
    assert len(few) == len(many)
