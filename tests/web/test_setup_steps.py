"""The steps of the setup: servers, libraries, the key for TMDB, times; and what is said of what does not do."""

from pathlib import Path

import pytest

from parity.actions.ports import House
from parity.core.failures import Unauthorised, Unavailable
from parity.store import preferences
from tests.store.builders import NOW
from tests.web.houses import FRAGMENT
from tests.web.plex_at_home import (
    ATTIC,
    CELLAR,
    KAYLEE,
    OTHER_ATTIC,
    PlexAtHome,
    at_home,
    browser,
    by_relay,
    house_with,
    offer,
    post,
    section,
    sign_in,
)
from tests.web.setup_forms import SOME_KEY, follow, make_ready, where


@pytest.fixture
def plex() -> PlexAtHome:
    """Two servers, one of them somebody else's."""
    return PlexAtHome(offered=(offer(ATTIC, "Attic"), offer(CELLAR, "Cellar", owned=False)))


@pytest.fixture
def house(tmp_path: Path, plex: PlexAtHome) -> House:
    """A house that nobody set up yet."""
    return house_with(tmp_path, plex)


# Servers


def test_servers_are_looked_for_once_somebody_goes_on_and_again_when_they_ask(house: House, plex: PlexAtHome) -> None:
    sign_in(house)
    client = browser(house)
    plex.trouble = Unavailable("plex.tv", "no answer")
    assert post(client, "/setup/sign-in").headers["Location"] == "/setup/servers"
    page = client.get("/setup/servers").text
    assert "plex.tv: no answer" in page
    assert "Look for my servers" in page
    plex.trouble, plex.asked = None, []
    for _again in range(2):
        post(client, "/setup/sign-in")
    page = client.get("/setup/servers").text
    assert "shared with you" in page
    assert page.index("Attic") < page.index("Cellar")
    assert plex.asked == ["plex.tv"]


def test_what_was_seen_of_a_server_is_told(house: House, plex: PlexAtHome) -> None:
    plex.offered = (offer(ATTIC, "Attic", at_home("http://attic:32400"), by_relay("https://relay:443")),)
    plex.down = {"http://attic:32400"}
    sign_in(house)
    client = browser(house)
    post(client, "/setup/sign-in")
    follow(client, ATTIC)
    page = client.get("/setup/servers").text
    assert "<code>https://relay:443</code>" in page
    assert "12 ms" in page
    assert "through Plex's relay only" in page.replace("&#39;", "'")


def test_a_server_that_does_not_answer_is_told_and_the_way_on_stays(house: House, plex: PlexAtHome) -> None:
    sign_in(house)
    client = browser(house)
    post(client, "/setup/sign-in")
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
    post(client, "/setup/sign-in")
    answer = post(client, "/setup/servers/look", FRAGMENT)
    assert "This Plex account has no server." in answer.text
    assert "The account Kaylee has no server." in client.get("/setup/servers").text
    answer = post(client, "/setup/servers")
    assert (answer.status_code, "Follow at least one server" in answer.text) == (422, True)


def test_who_owns_none_of_the_servers_hears_it_before_the_end(house: House, plex: PlexAtHome) -> None:
    plex.offered = (offer(CELLAR, "Cellar", owned=False),)
    sign_in(house)
    client = browser(house, KAYLEE.id)
    follow(client, CELLAR)
    refused = post(client, "/setup/servers")
    assert refused.status_code == 422
    assert "None of these servers is yours." in refused.text
    assert "Sign in with another account" in refused.text
    assert "Sign in with another account" in client.get("/setup/servers").text
    assert "Sign in with another account" not in browser(house).get("/setup/servers").text
    assert post(browser(house), "/setup/servers").status_code == 303, "where nobody signs in, nobody has to own it"
    plex.offered = (*plex.offered, offer(ATTIC, "Attic"))
    client = browser(house, KAYLEE.id)
    post(client, "/setup/servers/look")
    assert post(client, "/setup/servers").status_code == 303


def test_plex_that_does_not_answer_is_a_sentence(house: House, plex: PlexAtHome) -> None:
    sign_in(house)
    client = browser(house)
    post(client, "/setup/sign-in")
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
    post(client, "/setup/sign-in")
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
    post(client, "/setup/sign-in")
    follow(client, ATTIC)
    post(client, "/setup/servers")
    for chosen in ([], ["nonsense"]):
        answer = post(client, "/setup/libraries", library=chosen)
        assert answer.status_code == 422
        assert "Tick at least one library" in answer.text
        assert "checked" not in answer.text
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
