"""The setup: each step, wherever it was left, whatever the environment gives, and its end."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import render_template
from sqlalchemy import func, select

from parity.actions.ports import House
from parity.core.account import Account
from parity.core.failures import Unavailable
from parity.core.setup_steps import Facts
from parity.store import install, people, preferences
from parity.store.folder import NO_VOLUME
from parity.store.schema import scans
from parity.web import setup_pages
from parity.web.who import Visitor
from tests.store.builders import NOW
from tests.web.houses import ShutDoors, client_of
from tests.web.plex_at_home import (
    ATTIC,
    CELLAR,
    GIVEN,
    KAYLEE,
    KEY,
    SERVER_TOKEN,
    TOKEN,
    PlexAtHome,
    browser,
    house_with,
    offer,
    post,
    rows,
    sign_in,
)
from tests.web.setup_forms import SOME_KEY, follow, make_ready, where

STEPS = ("sign-in", "servers", "libraries", "tmdb", "times", "start")


@pytest.fixture
def plex() -> PlexAtHome:
    """Two servers, one of them somebody else's."""
    return PlexAtHome(offered=(offer(ATTIC, "Attic"), offer(CELLAR, "Cellar", owned=False)))


@pytest.fixture
def house(tmp_path: Path, plex: PlexAtHome) -> House:
    """A house that nobody set up yet."""
    return house_with(tmp_path, plex)


def state(house: House) -> tuple[bool, int]:
    """Whether it is finished, and how many scans there are."""
    with house.database.reading() as connection:
        return install.is_set_up(connection), connection.execute(select(func.count()).select_from(scans)).scalar_one()


# From the first step to the last


def test_from_signing_in_to_the_first_scan(house: House, plex: PlexAtHome) -> None:
    sign_in(house)
    client, seen = browser(house, KAYLEE.id), list[str]()

    def step(name: str, **form: Any) -> None:
        assert where(client) == name
        seen.append(client.get(f"/setup/{name}").text)
        answer = post(client, f"/setup/{name}", **form)
        assert (answer.status_code, name) == (303, name), answer.text
        seen.append(answer.text)

    step("sign-in")
    follow(client, ATTIC)
    step("servers")
    step("libraries", library=[f"{ATTIC}/1", f"{ATTIC}/2"])
    step("tmdb", key=SOME_KEY)
    step("times", tz="Europe/Berlin", grace_days="2", schedule_full="off")
    assert where(client) == "start"
    seen.append(client.get("/setup/start").text)
    assert "Kaylee" in seen[-1]
    assert "2 libraries" in seen[-1]
    ended = post(client, "/setup/start")
    assert (ended.status_code, ended.headers["Location"]) == (303, "/#scan")
    settings = house.settings()
    assert (settings.tmdb_api_key, str(settings.tz), settings.grace_days) == (SOME_KEY, "Europe/Berlin", 2)
    assert (settings.schedule_full, settings.plex_library_name) == (None, ())
    assert state(house) == (True, 1)
    with house.database.reading() as connection:
        owner = people.owner(connection)
    assert owner is not None
    assert owner.plex_id == KAYLEE.id
    assert not [text for text in seen for secret in (TOKEN, SERVER_TOKEN, SOME_KEY) if secret in text]


def test_the_end_comes_once(house: House) -> None:
    sign_in(house)
    client = browser(house)
    make_ready(house, client)
    for _again in range(2):
        assert post(client, "/setup/start").status_code == 303
    assert state(house) == (True, 1)


def test_it_goes_on_where_it_was_left_and_going_back_loses_nothing(house: House) -> None:
    sign_in(house)
    client = browser(house)
    assert where(client) == "sign-in"
    post(client, "/setup/sign-in")
    follow(client, ATTIC)
    assert where(client_of(house)) == "servers"
    post(client, "/setup/servers")
    assert where(client_of(house)) == "libraries"
    assert post(client, "/setup/sign-in").headers["Location"] == "/setup/servers"
    assert where(client) == "libraries"
    assert client.get("/setup/servers").status_code == 200
    for ahead in ("tmdb", "times", "start"):
        assert client.get(f"/setup/{ahead}").headers["Location"] == "/setup"
        assert post(client, f"/setup/{ahead}").headers["Location"] == "/setup/libraries"
    assert state(house) == (False, 0)


def test_every_step_says_how_far_it_is_and_is_whole_without_script(house: House) -> None:
    sign_in(house)
    client = browser(house)
    make_ready(house, client)
    for number, name in enumerate(STEPS, 1):
        page = client.get(f"/setup/{name}").text
        assert f"Step {number} of 6" in page
        assert page.count('aria-current="step"') == 1
        assert 'class="places"' not in page
        assert '<form id="step" method="post"' in page
        assert "style=" not in page


def test_it_can_be_opened_again_and_changes_nothing_by_that(house: House) -> None:
    sign_in(house)
    client = browser(house)
    make_ready(house, client)
    post(client, "/setup/start")
    assert where(client) == "start"
    for name in STEPS:
        answer = client.get(f"/setup/{name}")
        assert answer.status_code == 200
        assert ("Set up: each step can be changed" in answer.text, "of 6" in answer.text) == (True, False)
    assert "To the dashboard" in client.get("/setup").text or client.get("/setup").status_code == 303
    post(client, "/setup/times", grace_days="3")
    assert house.settings().grace_days == 3
    assert state(house) == (True, 1)


# Who may


def test_who_has_not_signed_in_gets_no_further_than_the_first_step(house: House) -> None:
    client = browser(house, 0)
    assert "Sign in with Plex" in client.get("/setup").text
    for name in STEPS[1:]:
        assert client.get(f"/setup/{name}").headers["Location"] == "/setup"
        assert post(client, f"/setup/{name}").status_code in (403, 409)
    for verb in ("look", "follow", "unfollow", "test", "verify", "by-hand"):
        assert post(client, f"/setup/servers/{verb}", server=ATTIC).status_code in (403, 409)
    assert ATTIC not in rows(house)


def test_who_signed_in_before_is_told_that_another_account_is_at_it(house: House) -> None:
    sign_in(house, Account(8, "uuid-8", "Simon"))
    client = browser(house, KAYLEE.id)
    page = client.get("/setup").text
    assert "Another account is setting Parity up now." in page
    assert "Simon" not in page
    assert post(client, "/setup/servers").status_code in (403, 409)


def test_who_comes_from_outside_gives_the_code_from_the_log_first(house: House) -> None:
    client = browser(house, 0)
    page = client.get("/setup").text
    assert 'name="code"' not in page.replace('name="how" value="code"', "")
    assert 'action="/login/reconnect"' in page
    with client.application.test_request_context("/setup", environ_base={"REMOTE_ADDR": "93.184.216.34"}):
        outside = setup_pages.sign_in(Visitor(), Facts(), mine=False)
        page = render_template("setup/sign_in.html", frame=setup_pages.frame("sign_in", Facts()), sign_in=outside)
    assert 'name="code"' in page
    assert 'action="/login/reconnect"' not in page


def test_a_claim_that_is_refused_is_told_and_nothing_begins(house: House, plex: PlexAtHome) -> None:
    sign_in(house)
    client = browser(house, KAYLEE.id)
    make_ready(house, client)
    plex.offered = (offer(ATTIC, "Attic", owned=False),)
    answer = post(client, "/setup/start")
    assert answer.status_code == 422
    assert "none of the servers that this account owns answers" in answer.text
    plex.trouble = Unavailable("plex.tv", "no answer")
    assert "Plex cannot be asked right now" in post(client, "/setup/start").text
    assert state(house) == (False, 0)


# What the environment gives


def test_what_the_environment_gives_is_shown_and_not_asked_for(tmp_path: Path) -> None:
    everything = {**GIVEN, "TMDB_API_KEY": KEY, "PLEX_LIBRARY_NAME": "TV Shows", "TZ": "Europe/Rome"}
    times = {"PARITY_GRACE_DAYS": "2", "PARITY_SCHEDULE_FULL": "off", "PARITY_SCHEDULE_INCREMENTAL": "off"}
    house = house_with(tmp_path, PlexAtHome(), **everything, **times)
    client = browser(house)
    assert where(client) == "start"
    pages = {name: client.get(f"/setup/{name}").text for name in STEPS}
    assert "Continue without" in pages["sign-in"]
    assert "from the environment" in pages["servers"]
    assert "PLEX_LIBRARY_NAME is TV Shows" in pages["libraries"]
    assert "TMDB_API_KEY" in pages["tmdb"]
    assert pages["times"].count("from the environment") == 4
    assert not [name for name, text in pages.items() if KEY in text or GIVEN["PLEX_TOKEN"] in text]
    for name in STEPS[:-1]:
        assert post(client, f"/setup/{name}", on="yes", key="other", tz="UTC", library="x").status_code == 303
    assert str(house.settings().tz) == "Europe/Rome"
    assert house.settings().tmdb_api_key == KEY


def test_the_server_of_the_settings_offers_its_libraries_too(tmp_path: Path) -> None:
    house = house_with(tmp_path, PlexAtHome(), **GIVEN)
    client = browser(house)
    assert where(client) == "libraries"
    assert "No server has told its libraries yet." in client.get("/setup/libraries").text
    assert post(client, "/setup/libraries/read").status_code == 303
    page = client.get("/setup/libraries").text
    assert "<legend>Cellar</legend>" in page
    assert page.count("checked") == 2


def test_an_empty_data_folder_without_a_volume_is_warned_of(house: House, tmp_path: Path) -> None:
    client = browser(house)
    assert "No volume is mounted" not in client.get("/setup").text
    (tmp_path / NO_VOLUME).touch()
    assert f"No volume is mounted at {tmp_path}" in client.get("/setup").text


def test_no_get_asks_anybody(tmp_path: Path) -> None:
    house = replace(house_with(tmp_path, PlexAtHome()), doors=ShutDoors)
    sign_in(house)
    with house.database.writing() as connection:
        install.set_up(connection, NOW)
        preferences.save(connection, {"tmdb_api_key": SOME_KEY, "plex_base_url": "http://nas", "plex_token": "x"}, NOW)
    client = browser(house)
    for name in STEPS:
        assert client.get(f"/setup/{name}").status_code == 200
