"""The setup: each step, wherever it was left, whatever the environment gives, and its end."""

from pathlib import Path
from typing import Any

import pytest
from flask import render_template
from flask.testing import FlaskClient
from sqlalchemy import func, select

from parity.actions.ports import House
from parity.core.account import Account
from parity.core.failures import Unauthorised, Unavailable
from parity.core.setup_steps import Facts
from parity.store import install, people, preferences
from parity.store.folder import NO_VOLUME
from parity.store.schema import scans
from parity.web import setup_pages
from parity.web.who import Visitor
from tests.store.builders import NOW
from tests.web.houses import FRAGMENT, client_of, house_in
from tests.web.plex_at_home import (
    ATTIC,
    CELLAR,
    GIVEN,
    KAYLEE,
    KEY,
    OTHER_ATTIC,
    SERVER_TOKEN,
    TOKEN,
    PlexAtHome,
    at_home,
    browser,
    by_relay,
    house_with,
    offer,
    post,
    rows,
    section,
    sign_in,
)

STEPS = ("sign-in", "servers", "libraries", "tmdb", "times", "start")
SOME_KEY = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def plex() -> PlexAtHome:
    """Two servers, one of them somebody else's."""
    return PlexAtHome(offered=(offer(ATTIC, "Attic"), offer(CELLAR, "Cellar", owned=False)))


@pytest.fixture
def house(tmp_path: Path, plex: PlexAtHome) -> House:
    """A house that nobody set up yet."""
    return house_with(tmp_path, plex)


def follow(client: FlaskClient, *machine_ids: str) -> None:
    post(client, "/setup/sign-in", on="yes")
    assert post(client, "/setup/servers/look").status_code == 303
    for machine_id in machine_ids:
        assert post(client, "/setup/servers/follow", server=machine_id).status_code == 303


def where(client: FlaskClient) -> str:
    """The step where the setup goes on."""
    answer = client.get("/setup")
    return str(answer.headers.get("Location", "/setup/sign-in")).rpartition("/")[2]


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

    step("sign-in", on="yes")
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


def make_ready(house: House, client: FlaskClient) -> None:
    """Pass every step but the last."""
    follow(client, ATTIC)
    with house.database.writing() as connection:
        preferences.save(connection, {"tmdb_api_key": SOME_KEY}, NOW)
        install.passed(connection, "times", NOW)


def test_it_goes_on_where_it_was_left_and_going_back_loses_nothing(house: House) -> None:
    sign_in(house)
    client = browser(house)
    assert where(client) == "sign-in"
    post(client, "/setup/sign-in", on="yes")
    follow(client, ATTIC)
    assert where(client_of(house)) == "servers"
    post(client, "/setup/servers")
    assert where(client_of(house)) == "libraries"
    assert post(client, "/setup/sign-in", on="yes").headers["Location"] == "/setup/servers"
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
        assert client.get(f"/setup/{name}").status_code == 200
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


# Servers


def test_servers_are_looked_for_only_when_somebody_asks(house: House, plex: PlexAtHome) -> None:
    sign_in(house)
    client = browser(house)
    post(client, "/setup/sign-in", on="yes")
    page = client.get("/setup/servers").text
    assert "Look for my servers" in page
    assert plex.asked == []
    post(client, "/setup/servers/look")
    page = client.get("/setup/servers").text
    assert "shared with you" in page
    assert page.index("Attic") < page.index("Cellar")
    assert plex.asked == ["plex.tv"]


def test_what_was_seen_of_a_server_is_told(house: House, plex: PlexAtHome) -> None:
    plex.offered = (offer(ATTIC, "Attic", at_home("http://attic:32400"), by_relay("https://relay:443")),)
    plex.down = {"http://attic:32400"}
    sign_in(house)
    client = browser(house)
    post(client, "/setup/sign-in", on="yes")
    follow(client, ATTIC)
    page = client.get("/setup/servers").text
    assert "<code>https://relay:443</code>" in page
    assert "12 ms" in page
    assert "through Plex's relay only" in page.replace("&#39;", "'")


def test_a_server_that_does_not_answer_is_told_and_the_way_on_stays(house: House, plex: PlexAtHome) -> None:
    sign_in(house)
    client = browser(house)
    post(client, "/setup/sign-in", on="yes")
    follow(client, ATTIC)
    plex.down = {"http://attic:32400"}
    answer = post(client, "/setup/servers/test", FRAGMENT, server=ATTIC)
    assert answer.status_code == 200
    assert "nobody answers at http://attic:32400" in answer.text
    answer = post(client, "/setup/servers")
    assert answer.status_code == 422
    assert "Go on without its libraries" in answer.text
    assert post(client, "/setup/servers", anyway="yes").headers["Location"] == "/setup/libraries"
    assert "Read the libraries" in client.get("/setup/libraries").text
    assert post(client, "/setup/libraries").headers["Location"] == "/setup/tmdb"
    assert house.settings().plex_library_name == ()


def test_without_a_server_the_setup_does_not_go_on(house: House, plex: PlexAtHome) -> None:
    plex.offered = ()
    sign_in(house)
    client = browser(house)
    post(client, "/setup/sign-in", on="yes")
    answer = post(client, "/setup/servers/look", FRAGMENT)
    assert "This Plex account has no server." in answer.text
    assert "The account Kaylee has no server." in client.get("/setup/servers").text
    answer = post(client, "/setup/servers")
    assert (answer.status_code, "Follow at least one server" in answer.text) == (422, True)


def test_plex_that_does_not_answer_is_a_sentence(house: House, plex: PlexAtHome) -> None:
    sign_in(house)
    client = browser(house)
    post(client, "/setup/sign-in", on="yes")
    plex.trouble = Unavailable("plex.tv", "no answer: see that this machine reaches it")
    answer = post(client, "/setup/servers/look", FRAGMENT)
    assert answer.status_code == 200
    assert "plex.tv: no answer" in answer.text


# Libraries


def test_libraries_of_all_servers_are_ticked_as_by_default_and_kept_by_names_that_mean_one(
    house: House, plex: PlexAtHome
) -> None:
    plex.offered = (offer(ATTIC, "Attic"), offer(OTHER_ATTIC, "Attic", at_home("http://attic2:32400")))
    plex.libraries[OTHER_ATTIC] = (section("1", "TV Shows"), section("5", "Anime"))
    sign_in(house)
    client = browser(house)
    post(client, "/setup/sign-in", on="yes")
    follow(client, ATTIC, OTHER_ATTIC)
    assert "(aaaaaa)" in client.get("/setup/servers").text
    post(client, "/setup/servers")
    page = client.get("/setup/libraries").text
    assert page.count('class="shelf"') == 2
    assert page.count("checked") == 4
    assert "Music" not in page
    assert "Not offered, as they hold neither shows nor movies: 1 library." in page
    post(client, "/setup/libraries", library=[f"{ATTIC}/1", f"{OTHER_ATTIC}/5", f"{ATTIC}/3"])
    assert set(house.settings().plex_library_name) == {f"{ATTIC}/1", "Home Videos", "Anime"}
    page = client.get("/setup/libraries").text
    assert page.count("checked") == 3
    post(client, "/setup/libraries", library=[f"{ATTIC}/1", f"{ATTIC}/2", f"{OTHER_ATTIC}/1", f"{OTHER_ATTIC}/5"])
    assert house.settings().plex_library_name == ()


def test_nothing_ticked_is_told(house: House) -> None:
    sign_in(house)
    client = browser(house)
    post(client, "/setup/sign-in", on="yes")
    follow(client, ATTIC)
    post(client, "/setup/servers")
    for chosen in ([], [f"{ATTIC}/2"], ["nonsense"]):
        answer = post(client, "/setup/libraries", library=chosen)
        assert answer.status_code == 422
        assert "Tick at least one library with shows" in answer.text
        assert answer.text.count("checked") == len([name for name in chosen if "/" in name])
    assert where(client) == "libraries"


# TMDB


@pytest.mark.parametrize(
    ("trouble", "typed", "said"),
    [
        (Unauthorised("TMDB", "refused the key"), SOME_KEY, "TMDB refuses this key."),
        (Unavailable("TMDB", "no answer"), SOME_KEY, "TMDB: no answer"),
        (None, "", "Give the key"),
        (None, "two\nlines", "Give the key"),
    ],
)
def test_a_key_is_tested_before_it_is_kept(
    trouble: Exception | None, typed: str, said: str, house: House, plex: PlexAtHome
) -> None:
    sign_in(house)
    client = browser(house)
    make_ready(house, client)
    with house.database.writing() as connection:
        preferences.save(connection, {"tmdb_api_key": None}, NOW)
    assert where(client) == "tmdb"
    plex.tmdb = trouble
    answer = post(client, "/setup/tmdb", key=typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert SOME_KEY not in answer.text
    assert house.settings().tmdb_api_key is None


def test_a_key_can_be_kept_untested_when_tmdb_is_silent_but_not_when_it_refuses(house: House, plex: PlexAtHome) -> None:
    sign_in(house)
    client = browser(house)
    make_ready(house, client)
    plex.tmdb = Unauthorised("TMDB", "refused the key")
    assert post(client, "/setup/tmdb", key="another-key", untested="yes").status_code == 422
    plex.tmdb = Unavailable("TMDB", "no answer")
    assert post(client, "/setup/tmdb", key="another-key", untested="yes").status_code == 303
    assert house.settings().tmdb_api_key == "another-key"
    assert post(client, "/setup/tmdb", key="").status_code == 303
    assert house.settings().tmdb_api_key == "another-key"


# Times


def test_a_zone_that_there_is_not_is_told_beside_its_field(house: House) -> None:
    sign_in(house)
    client = browser(house)
    make_ready(house, client)
    answer = post(client, "/setup/times", tz="Mars/Olympus", grace_days="9")
    assert answer.status_code == 422
    assert "There is no time zone Mars/Olympus." in answer.text
    assert "Give a whole number from 0 to 7." in answer.text
    assert house.settings().grace_days == 1


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
    house = house_in(tmp_path)
    sign_in(house)
    with house.database.writing() as connection:
        install.set_up(connection, NOW)
        preferences.save(connection, {"tmdb_api_key": SOME_KEY, "plex_base_url": "http://nas", "plex_token": "x"}, NOW)
    client = browser(house)
    for name in STEPS:
        assert client.get(f"/setup/{name}").status_code == 200
