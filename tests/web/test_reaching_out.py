"""Whom Parity asks, and with what, is for the owner to say: nobody else makes it ask an address that they typed."""

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from parity.actions.ports import House
from parity.actions.setup_code import code_of
from parity.settings import saveable
from parity.store import preferences
from tests.store.builders import NOW
from tests.web.houses import as_manager, as_owner, as_viewer, client_of, token_on
from tests.web.plex_at_home import ATTIC, KAYLEE, PlexAtHome, browser, house_with, offer, rows, sign_in
from tests.web.settings_forms import field, saved, send

TYPED = "http://169.254.169.254"
NOT_OWNERS: Any = [lambda client: client, as_viewer, as_manager]
NAMES = ["nobody", "viewer", "manager"]


@pytest.fixture
def plex() -> PlexAtHome:
    """Its one server is found at home."""
    return PlexAtHome(offered=(offer(ATTIC, "Attic"),))


@pytest.fixture
def house(tmp_path: Path, plex: PlexAtHome) -> House:
    """Set up, with an account."""
    made = house_with(tmp_path, plex)
    sign_in(made)
    with made.database.writing() as connection:
        saved_by_owner = {"plex_base_url": "http://nas:32400", "plex_token": "the-token", "set_up": "yes"}
        preferences.save(connection, saved_by_owner, NOW)
    return made


@pytest.mark.parametrize("under", ["/settings/servers", "/setup/servers"])
@pytest.mark.parametrize("become", NOT_OWNERS, ids=NAMES)
def test_nobody_but_the_owner_makes_it_ask_an_address(become: Any, under: str, house: House, plex: PlexAtHome) -> None:
    client: FlaskClient = become(client_of(house, auth="plex"))
    form = {"csrf_token": token_on(client, "/nothing"), "address": TYPED, "server": ATTIC, "verify": "no"}
    for deed in ("by-hand", "follow", "look", "verify", "unfollow"):
        assert client.post(f"{under}/{deed}", data=form).status_code in (401, 403), deed
    assert plex.asked == []
    assert ATTIC not in rows(house)


def test_who_sets_it_up_from_outside_gives_the_code_before_anybody_is_asked(tmp_path: Path, plex: PlexAtHome) -> None:
    house = house_with(tmp_path, plex)
    sign_in(house)
    client = browser(house, KAYLEE.id)
    client.environ_base["REMOTE_ADDR"] = "93.184.216.34"
    form = {"csrf_token": token_on(client, "/nothing"), "address": TYPED, "server": ATTIC}
    for deed in ("by-hand", "follow", "look", "test"):
        assert client.post(f"/setup/servers/{deed}", data=form).status_code == 403
    assert plex.asked == []
    led = client.get("/setup/servers")
    assert (led.status_code, led.headers["Location"]) == (303, "/login?next=%2Fsetup%2Fservers")
    assert 'name="code"' in client.get(led.headers["Location"]).text
    for path in ("/login", "/login/reconnect"):
        assert client.post(path, data=form).headers["Location"].startswith("/login?next=")
    given = client.post("/login/setup-code", data={**form, "code": code_of(tmp_path), "next": "/setup/servers"})
    assert client.get(given.headers["Location"]).headers["Location"] == "/setup/servers"
    assert client.post("/setup/sign-in", data=form).headers["Location"] == "/setup/servers"
    assert client.post("/setup/servers/by-hand", data=form).status_code == 422
    assert TYPED in plex.asked
    house.database.close()


def test_the_owner_does(house: House, plex: PlexAtHome) -> None:
    client = as_owner(client_of(house, auth="plex"))
    form = {"csrf_token": token_on(client, "/nothing"), "address": TYPED}
    assert client.post("/settings/servers/by-hand", data=form).status_code == 422
    assert plex.asked[0] == TYPED


def test_a_manager_can_neither_have_the_token_sent_elsewhere_nor_take_it_away(house: House) -> None:
    client = as_manager(client_of(house, auth="plex"))
    before = saved(house)
    page = client.get("/settings").text
    for name in ("plex_base_url", "plex_token"):
        assert "only the owner can change it" in field(page, name)
        assert "<input" not in field(page, name)
        assert "<button" not in field(page, name)
        form = {"csrf_token": token_on(client), "name": name}
        assert client.post("/settings/plex/default", data=form).status_code == 403
    send(client, "plex", plex_base_url=TYPED, plex_token="another-token", plex_scan_scope="watchlist_only")
    assert saved(house) == before | {"plex_scan_scope": "watchlist_only"}


def test_a_manager_cannot_have_the_keys_of_sonarr_and_radarr_sent_elsewhere(house: House) -> None:
    page = as_manager(client_of(house, auth="plex")).get("/settings").text
    owners = as_owner(client_of(house, auth="plex")).get("/settings").text
    for name in ("sonarr_url", "sonarr_api_key", "radarr_url", "radarr_api_key"):
        assert "only the owner can change it" in field(page, name)
        assert "<input" not in field(page, name)
        assert "<input" in field(owners, name)


def test_a_manager_can_say_neither_whose_watchlist_it_is_nor_what_becomes_of_it(house: House) -> None:
    client = as_manager(client_of(house, auth="plex"))
    page, before = client.get("/settings").text, saved(house)
    for name in ("plex_account_token", "simkl_client_id", "simkl_client_secret", "watchlist_mode", "watchlist_every"):
        assert "only the owner can change it" in field(page, name)
    send(client, "simkl", watchlist_mode="mirror", watchlist_every="1")
    form = {"csrf_token": token_on(client), "name": "watchlist_mode"}
    assert client.post("/settings/simkl/default", data=form).status_code == 403
    assert saved(house) == before


def test_the_main_key_is_the_owner_s_too_for_it_outlasts_a_manager(house: House) -> None:
    client = as_manager(client_of(house, auth="plex"))
    assert "Show the key" not in client.get("/settings").text
    assert client.post("/settings/key", data={"csrf_token": token_on(client)}).status_code == 403
    assert "Show the key" in as_owner(client_of(house, auth="plex")).get("/settings").text


def test_no_page_changes_where_plex_s_own_services_are() -> None:
    addresses = {row.environment for row in saveable() if row.kind.word == "url"}
    assert addresses == {"PLEX_BASE_URL", "DMM_BASE_URL", "SAGETV_URL", "SONARR_URL", "RADARR_URL"}
