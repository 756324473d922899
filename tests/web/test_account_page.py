"""The Plex account in the settings: who, since when, whether Plex still takes it, and signing out."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from parity.actions.ports import House
from parity.core.account import Token
from parity.core.failures import Unavailable
from parity.store import accounts, install
from tests.store.builders import NOW
from tests.web.houses import FRAGMENT, client_of, token_on
from tests.web.plex_at_home import GIVEN, KAYLEE, TOKEN, PlexAtHome, house_with, sign_in


@pytest.fixture
def plex() -> PlexAtHome:
    """Plex, which answers."""
    return PlexAtHome()


@pytest.fixture
def house(tmp_path: Path, plex: PlexAtHome) -> House:
    """A house whose setup is over."""
    made = house_with(tmp_path, plex)
    with made.database.writing() as connection:
        install.set_up(connection, NOW)
    return made


def told(house: House) -> str:
    """The section."""
    page = client_of(house).get("/settings").text
    return " ".join(page.partition('<section id="account"')[2].partition("</section>")[0].split())


def out(house: House, headers: Any = FRAGMENT) -> Any:
    client = client_of(house)
    return client.post("/settings/account/sign-out", data={"csrf_token": token_on(client)}, headers=headers)


def test_nobody_is_signed_in_at_first(house: House) -> None:
    section = told(house)
    assert "Nobody is signed in." in section
    assert "Sign in with Plex" in section
    assert "Sign out" not in section


def test_who_is_signed_in_by_what_and_when_it_was_looked_at(house: House) -> None:
    sign_in(house)
    section = told(house)
    assert "<strong>Kaylee</strong>" in section
    assert "a token that lasts" in section
    assert "Last checked" in section
    assert TOKEN not in section
    with house.database.writing() as connection:
        accounts.keep(connection, KAYLEE, Token("jwt", "a-signed-token", NOW + timedelta(days=7)), NOW)
    section = told(house)
    assert "seven days at a time (JWT)" in section
    assert "exchanged before" in section
    assert "a-signed-token" not in section


def test_a_sign_in_that_plex_refuses_has_one_button(house: House) -> None:
    sign_in(house)
    with house.database.writing() as connection:
        accounts.checked(connection, Token("classic", TOKEN), True, NOW)
    section = told(house)
    assert "Plex does not take this sign-in any more." in section
    assert 'action="/login/reconnect"' in section
    assert "Reconnect" in section
    page = client_of(house).get("/setup/sign-in").text
    assert "does not take the sign-in of Kaylee any more" in page
    assert 'action="/login/reconnect"' in page


def test_signing_out_ends_the_token_at_plex(house: House, plex: PlexAtHome) -> None:
    sign_in(house)
    answer = out(house)
    assert answer.text.startswith('<section id="account"')
    assert "Kaylee is signed out, at Plex too." in answer.text
    assert plex.asked == [*plex.asked[:-1], f"sign out {TOKEN}"]
    with house.database.reading() as connection:
        assert accounts.kept(connection) is None
    assert "Nobody was signed in." in out(house).text


def test_signing_out_works_while_plex_is_silent_and_says_what_is_left(house: House, plex: PlexAtHome) -> None:
    sign_in(house)
    plex.trouble = Unavailable("plex.tv", "no answer")
    answer = out(house, headers=None)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/settings#account")
    with house.database.reading() as connection:
        assert accounts.kept(connection) is None
    assert "but Plex did not answer" in out_page(house, plex)


def out_page(house: House, plex: PlexAtHome) -> str:
    """What a sign-out without an answer says."""
    sign_in(house)
    return str(out(house).text)


def test_a_token_of_the_environment_is_told_with_what_it_means(tmp_path: Path) -> None:
    house = house_with(tmp_path, PlexAtHome(), **GIVEN, TMDB_API_KEY="key")
    section = told(house)
    assert "PLEX_TOKEN comes from the environment." in section
    assert "only if it is the account" in section
    assert GIVEN["PLEX_TOKEN"] not in section
    sign_in(house)
    assert "The watchlist is read by the sign-in." in told(house)
