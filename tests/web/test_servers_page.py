"""The servers in the settings: what is told of each, and what can be done with it."""

from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from parity.actions.ports import House
from parity.core.failures import Unavailable
from parity.core.roles import Role
from parity.store import install, people, preferences, servers
from tests.store.builders import NOW
from tests.web.houses import FRAGMENT, client_of, token_on
from tests.web.plex_at_home import (
    ATTIC,
    CELLAR,
    GIVEN,
    KAYLEE,
    OTHER_ATTIC,
    SERVER_TOKEN,
    TOKEN,
    PlexAtHome,
    at_home,
    by_relay,
    house_with,
    offer,
    rows,
    sign_in,
)

HOME, RELAY = "https://10-0-0-5.x.plex.direct:32400", "https://relay.plex.direct:8443"


@pytest.fixture
def plex() -> PlexAtHome:
    """A server of one's own with two ways to it, one of the same name, and one that somebody shares."""
    ways = (at_home(HOME), by_relay(RELAY))
    others = (offer(OTHER_ATTIC, "Attic", at_home("http://attic2:32400")), offer(CELLAR, "Cellar", owned=False))
    return PlexAtHome(offered=(offer(ATTIC, "Attic", *ways), *others))


@pytest.fixture
def house(tmp_path: Path, plex: PlexAtHome) -> House:
    """A house whose setup is over, with an account."""
    made = house_with(tmp_path, plex)
    with made.database.writing() as connection:
        install.set_up(connection, NOW)
    sign_in(made)
    return made


def do(client: FlaskClient, verb: str, server: str = "", headers: Any = None, **form: str) -> Any:
    typed = {"csrf_token": token_on(client), "server": server, **form}
    return client.post(f"/settings/servers/{verb}", data=typed, headers=headers)


def card(client: FlaskClient, machine_id: str = ATTIC) -> str:
    """What the settings tell of a server, in single spaces."""
    page = client.get("/settings").text
    return " ".join(unescape(page.partition(f'id="server-{machine_id}"')[2].partition("</article>")[0]).split())


def test_a_server_is_found_followed_tested_and_let_go(house: House) -> None:
    client = client_of(house)
    assert "Look for my servers" in client.get("/settings").text
    answer = do(client, "look", headers=FRAGMENT)
    assert "Plex names 3 servers." in answer.text
    assert answer.text.startswith('<div id="servers"')
    assert "(aaaaaa)" in card(client)
    answer = do(client, "follow", ATTIC)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/settings#plex-servers")
    told = card(client)
    assert f"<code>{HOME}</code>" in told
    assert "12 ms" in told
    assert "followed" in told
    assert "relay" not in told
    assert "version 1.41.0" in do(client, "test", ATTIC, FRAGMENT).text
    do(client, "follow", OTHER_ATTIC)
    assert {name for name, row in rows(house).items() if row.followed} == {ATTIC, OTHER_ATTIC}
    do(client, "unfollow", ATTIC)
    assert "followed" not in card(client)
    assert "Follow" in card(client)


def test_a_way_through_the_relay_is_warned_of(house: House, plex: PlexAtHome) -> None:
    plex.down = {HOME}
    client = client_of(house)
    do(client, "look")
    assert "that is slow" in do(client, "follow", ATTIC, FRAGMENT).text
    assert "through Plex's relay only" in card(client)


def test_a_server_that_ceased_to_answer_says_since_when(house: House, plex: PlexAtHome) -> None:
    client = client_of(house)
    do(client, "look")
    do(client, "follow", ATTIC)
    plex.down = {HOME, RELAY}
    answer = do(client, "test", ATTIC, FRAGMENT)
    assert 'class="toast error"' in answer.text
    told = card(client)
    assert "no answer" in told
    assert "since" in told
    plex.down = set()
    do(client, "test", ATTIC)
    assert "no answer" not in card(client)


def test_checking_the_certificate_can_be_switched_off_and_on_with_a_warning(house: House) -> None:
    client = client_of(house)
    do(client, "look")
    do(client, "follow", ATTIC)
    assert "Do not check it" in card(client)
    do(client, "verify", ATTIC, verify="no")
    assert rows(house)[ATTIC].verify_tls is False
    assert "could read its token" in card(client)
    do(client, "verify", ATTIC, verify="yes")
    assert rows(house)[ATTIC].verify_tls is True
    assert do(client, "verify", ATTIC, verify="perhaps").status_code == 422


@pytest.mark.parametrize("headers", [None, FRAGMENT])
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("attic:32400", "This is no web address."),
        ("", "This is no web address."),
        ("http://me:hunter2@attic:32400", "No user name or password can stand in it"),
        ("http://stranger:32400", "which your Plex account may not use|none of the account's"),
        ("http://dead:32400", "nobody answers at http://dead:32400"),
    ],
)
def test_an_address_by_hand_that_does_not_do_is_told_beside_it(
    typed: str, said: str, headers: Any, house: House, plex: PlexAtHome
) -> None:
    plex.down = {"http://dead:32400"}
    answer = do(client_of(house), "by-hand", headers=headers, address=typed, unchecked="yes")
    page = unescape(answer.text)
    assert answer.status_code == 422
    assert any(one in page for one in said.split("|"))
    assert 'aria-invalid="true"' in page
    assert "hunter2" not in page
    assert page.startswith("<div" if headers else "<!doctype html>")
    assert not [row for row in rows(house).values() if row.followed]


def test_an_address_by_hand_is_followed_without_a_look_at_the_certificate_if_somebody_wants_that(house: House) -> None:
    client = client_of(house)
    assert do(client, "by-hand", address=HOME, unchecked="yes").status_code == 303
    row = rows(house)[ATTIC]
    assert (row.by_hand, row.verify_tls, row.address) == (True, False, HOME)
    assert "given by hand" in card(client)


def test_an_account_without_servers_is_told_the_way_on(house: House, plex: PlexAtHome) -> None:
    plex.offered = ()
    client = client_of(house)
    assert "Sign in with the account that owns one" in do(client, "look", headers=FRAGMENT).text
    plex.trouble = Unavailable("plex.tv", "no answer within 15 seconds")
    assert "plex.tv: no answer" in do(client, "look", headers=FRAGMENT).text


def test_the_server_of_the_environment_stands_there_as_such(tmp_path: Path) -> None:
    house = house_with(tmp_path, PlexAtHome(), **GIVEN, TMDB_API_KEY="key")
    client = client_of(house)
    told = card(client, "given")
    assert "The server of the settings" in told
    assert "from the environment" in told
    assert "Do not follow" not in told
    assert "Cellar answers" in do(client, "test", headers=FRAGMENT).text
    assert GIVEN["PLEX_TOKEN"] not in client.get("/settings").text


def test_servers_whose_account_signed_out_say_so(house: House) -> None:
    with house.database.writing() as connection:
        values = {"name": "Attic", "followed": True, "address": HOME, "token": None}
        servers.put(connection, ATTIC, NOW, values)
    assert "signed out" in card(client_of(house))


def test_nobody_is_asked_to_type_a_token_while_servers_are_followed_by_the_sign_in(house: House) -> None:
    client = client_of(house)
    assert 'id="needless"' not in client.get("/settings").text
    do(client, "look")
    do(client, "follow", ATTIC)
    folded = client.get("/settings").text.partition('<details id="needless">')[2].partition("</details>")[0]
    assert all(f'id="field-{name}"' in folded for name in ("plex_base_url", "plex_token"))
    assert 'id="field-plex_library_name"' not in folded
    wrong = {"csrf_token": token_on(client), "plex_base_url": "attic", "plex_base_url.was": ""}
    assert '<details id="needless" open>' in client.post("/settings/plex", data=wrong).text
    with house.database.writing() as connection:
        preferences.save(connection, {"plex_base_url": "http://10.0.0.9:32400"}, NOW)
    assert 'id="needless"' not in client_of(house).get("/settings").text


def test_no_token_stands_in_any_page(house: House) -> None:
    client = client_of(house)
    pages = [do(client, "look", headers=FRAGMENT).text, do(client, "follow", ATTIC, FRAGMENT).text]
    pages += [do(client, "test", ATTIC, FRAGMENT).text, client.get("/settings").text, client.get("/setup/servers").text]
    assert not [page for page in pages for token in (TOKEN, SERVER_TOKEN) if token in page]


def test_what_names_no_server_is_refused(house: House) -> None:
    client = client_of(house)
    for verb in ("follow", "unfollow", "verify"):
        assert do(client, verb, "", verify="yes").status_code == 422
        assert do(client, verb, "x" * 101, verify="yes").status_code == 422


def test_a_manager_may_test_and_change_nothing(house: House) -> None:
    client = client_of(house)
    do(client, "look")
    do(client, "follow", ATTIC)
    with house.database.writing() as connection:
        people.make_owner(connection, KAYLEE, NOW)
    manager = client_of(house, "plex")
    with house.database.writing() as connection:
        person = people.came(connection, type(KAYLEE)(9, "uuid-9", "Wash"), NOW)
        people.set_role(connection, person.id, Role.MANAGER, NOW)
        person = people.get(connection, person.id) or person
    with manager.session_transaction() as session:
        session["_user_id"] = f"p:{person.id}.{person.turn}"
    told = card(manager)
    assert "Test" in told
    for words in ("Do not follow", "Certificate"):
        assert words not in told
    page = manager.get("/settings").text
    assert "Give an address by hand" not in page
    assert "Sign out…" not in page
