"""Keys for programs: shown once, good for what they are for, and gone when they are revoked."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, select
from werkzeug.test import TestResponse

from parity.actions import keys
from parity.actions.decide import NoSuchThing, Refused
from parity.actions.ports import House
from parity.http.redaction import redact
from parity.store import access_keys
from parity.store.folder import made_once
from parity.store.schema import access_keys as table
from tests.web.houses import FRAGMENT, KEY, as_manager, as_owner, client_of, house_in, token_on

PAGE = "/settings/keys"


def send(client: FlaskClient, path: str = "", headers: Any = None, **form: str) -> TestResponse:
    """A form of the page."""
    return client.post(f"{PAGE}{path}", data={"csrf_token": token_on(client, PAGE), **form}, headers=headers)


def shown(page: str) -> str:
    """The key that a page shows."""
    found = re.search(r'<code class="key"[^>]*>([^<]+)</code>', page)
    assert found is not None
    return found[1]


def opens(client: FlaskClient, key: str) -> bool:
    """Whether the API takes it."""
    return client.get("/api/v1/status", headers={"X-Api-Key": key}).status_code == 200


@pytest.mark.parametrize("headers", [None, FRAGMENT])
def test_a_key_is_shown_once_and_works_until_it_is_revoked(house: House, client: FlaskClient, headers: Any) -> None:
    answer = send(client, headers=headers, label=" Home  page ", scope="read")
    key = shown(answer.text)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "The key for Home page." in answer.text
    page = client.get(PAGE).text
    assert key not in page
    assert f"ends in {key[-4:]}" in page
    assert "never used yet" in page
    assert opens(client, key)
    assert "last used" in client.get(PAGE).text
    assert client.post("/api/v1/scans", json={"mode": "full"}, headers={"X-Api-Key": key}).status_code == 403
    assert send(client, "/1/revoke").headers["Location"] == PAGE
    assert not opens(client, key)
    assert "No program has a key of its own yet." in client.get(PAGE).text
    assert send(client, "/1/revoke").status_code == 404


def test_a_key_that_may_change_things_does(client: FlaskClient) -> None:
    key = shown(send(client, label="Script", scope="manage").text)
    assert client.post("/api/v1/scans", json={"mode": "full"}, headers={"X-Api-Key": key}).status_code == 202


def test_of_a_key_only_a_digest_is_kept_and_no_log_tells_it(house: House) -> None:
    key = keys.make(house, "api", "read", "Home page")
    with house.database.reading() as connection:
        [row] = connection.execute(select(table)).mappings()
        found = access_keys.by_secret(connection, "api", key)
    assert key not in repr(dict(row)) + repr(found)
    assert key not in redact(f"GET /api/v1/status with {key}")


@pytest.mark.parametrize("headers", [None, FRAGMENT])
@pytest.mark.parametrize("label", ["", "   ", "x" * 61])
def test_a_key_needs_a_name(house: House, client: FlaskClient, headers: Any, label: str) -> None:
    answer = send(client, headers=headers, label=label, scope="read")
    assert (answer.status_code, "Say in a few words" in answer.text) == (422, True)
    assert 'aria-describedby="key-problem"' in answer.text
    with house.database.reading() as connection:
        assert access_keys.every(connection, "api") == []


def test_a_key_is_for_nothing_that_there_is_not(house: House, client: FlaskClient) -> None:
    assert send(client, label="x", scope="everything").status_code == 422
    assert send(client, label="x", scope="calendar").status_code == 422
    with pytest.raises(Refused, match="calendar or missing or movies"):
        keys.make(house, "feed", "read", "Calendar")


def test_the_token_of_a_feed_is_made_and_revoked_in_the_same_way_and_opens_no_api(
    house: House, client: FlaskClient
) -> None:
    token = keys.make(house, "feed", "calendar", "Phone")
    assert not opens(client, token)
    with house.database.reading() as connection:
        found = access_keys.by_secret(connection, "feed", token)
    assert found is not None
    assert "Phone" not in client.get(PAGE).text, "there is no calendar to read yet"
    keys.revoke(house, found.id)
    with house.database.reading() as connection:
        assert access_keys.by_secret(connection, "feed", token) is None
    with pytest.raises(NoSuchThing):
        keys.revoke(house, found.id)


def test_a_new_main_key_opens_at_once_and_the_old_one_no_longer(house: House, tmp_path: Path) -> None:
    made_once(tmp_path, "api_key", lambda: KEY)
    client = client_of(house)
    assert opens(client, KEY)
    key = shown(send(client, "/main").text)
    assert key != KEY
    assert opens(client, key)
    assert not opens(client, KEY)
    assert made_once(tmp_path, "api_key") == key, "the next start knows it too"
    assert (tmp_path / "api_key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".api_key")] == []
    shown_later = client.post("/settings/key", data={"csrf_token": token_on(client)})
    assert shown(shown_later.text) == key


def test_a_main_key_from_the_environment_is_changed_there(tmp_path: Path) -> None:
    client = client_of(house_in(tmp_path, PARITY_API_KEY="a-key-of-the-environment"))
    page = client.get(PAGE).text
    assert "as PARITY_API_KEY: change it there" in page
    assert "Yes, make a new one" not in page
    assert send(client, "/main").status_code == 422
    assert not (tmp_path / "api_key").exists()


def test_a_key_works_where_nothing_can_be_written(house: House, client: FlaskClient) -> None:
    key = keys.make(house, "api", "read", "Home page")
    event.listen(house.database.engine, "connect", lambda raw, _: raw.execute("PRAGMA query_only=ON"))
    house.database.close()
    assert opens(client, key)


def test_a_manager_who_may_be_put_out_tomorrow_does_not_see_the_main_key(house: House) -> None:
    manager = as_manager(client_of(house, auth="plex"))
    page = manager.get("/settings").text
    assert "Show the key" not in page
    assert ">API key<" not in page
    refused = manager.post("/settings/key", data={"csrf_token": token_on(manager)})
    assert (refused.status_code, KEY in refused.text) == (403, False)
    assert "Show the key" in as_owner(manager).get("/settings").text


# The list for Radarr


def address_on(page: str) -> str:
    """The address of the list that a page shows, without its host."""
    return shown(page).removeprefix("http://localhost")


@pytest.mark.parametrize("headers", [None, FRAGMENT])
def test_the_address_of_the_list_is_shown_once_and_works_until_it_is_revoked(client: FlaskClient, headers: Any) -> None:
    answer = send(client, "/feeds", headers=headers, label=" Radarr ")
    address = address_on(answer.text)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert "The address for Radarr." in answer.text
    assert re.fullmatch(r"/feeds/[\w-]{43}/movies\.json", address)
    assert client.get(address).json == []
    page = client.get(PAGE).text
    assert address not in page
    assert "token ends in" in page
    assert send(client, "/feeds/1/revoke", headers=headers).status_code == (200 if headers else 303)
    assert client.get(address).status_code == 404
    assert "No program reads the list yet." in client.get(PAGE).text


def test_the_address_is_the_one_by_which_others_find_parity(tmp_path: Path) -> None:
    client = client_of(house_in(tmp_path, PARITY_URL="https://parity.example"))
    assert shown(send(client, "/feeds", label="Radarr").text).startswith("https://parity.example/feeds/")


@pytest.mark.parametrize("headers", [None, FRAGMENT])
def test_an_address_needs_a_name(client: FlaskClient, headers: Any) -> None:
    answer = send(client, "/feeds", headers=headers, label=" ")
    assert (answer.status_code, 'aria-describedby="feed-problem"' in answer.text) == (422, True)
