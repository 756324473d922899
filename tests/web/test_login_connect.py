"""Connecting the account that Parity acts for, and who may begin that; the setup code before a first sign-in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from parity.actions.setup_code import code_of
from parity.core.account import Token
from parity.core.failures import Unauthorised, Unavailable
from parity.core.roles import Role
from parity.store import accounts, install, notices, servers
from tests.actions.signing_in import Stage, over, stage_in
from tests.plex_tv import FRIEND, OWNER, offer
from tests.store.builders import NOW
from tests.web.houses import client_of
from tests.web.signing_in import Browser

SERVER = "http://192.0.2.7:32400"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """Nobody's yet."""
    made = stage_in(tmp_path)
    yield made
    made.house.database.close()


def browser_on(stage: Stage, auth: str = "plex", **proxied: str) -> Browser:
    return Browser(client_of(stage.house, auth=auth), {name.replace("_", "-"): said for name, said in proxied.items()})


def test_reconnecting_works_while_the_old_token_is_dead_and_takes_the_notice_away(stage: Stage) -> None:
    stage.owned_by(OWNER)
    browser = browser_on(stage)
    browser.signs_in(stage.plex, OWNER)
    with stage.house.database.writing() as connection:
        accounts.checked(connection, Token("classic", stage.kept_token()), True, NOW)
        notices.put(connection, notices.PLEX_ACCOUNT, "Plex refused the token: reconnect.", NOW)
    assert browser.sends("/login/reconnect", back="/settings") == "/login/go"
    stage.plex.claim(OWNER)
    assert browser.goes("/login/return") == "/settings"
    row = stage.kept()
    assert (row is not None and row.dead, stage.kept_token()) == (False, "token-900000001-of-Ada")
    page = browser.get("/")
    assert "Parity is connected with Plex as Ada." in page
    assert "reconnect." not in page


def test_another_account_is_not_connected_and_says_why(stage: Stage) -> None:
    stage.owned_by(OWNER)
    browser = browser_on(stage)
    browser.signs_in(stage.plex, OWNER)
    browser.sends("/login/reconnect", how="code")
    stage.plex.claim(FRIEND)
    assert browser.goes("/login/return") == "/login/ended"
    page = browser.get("/login/ended")
    assert "You are Bert, but Parity acts for another Plex account." in page
    assert 'action="/login/reconnect"' in page
    assert stage.kept_token() == "token-900000000-of-Ada"


@pytest.mark.parametrize(("role", "status"), [(None, 403), (Role.VIEWER, 403), (Role.MANAGER, 303)])
def test_reconnecting_is_for_who_may_change_things(stage: Stage, role: Role | None, status: int) -> None:
    stage.owned_by(OWNER)
    browser = browser_on(stage)
    if role is not None:
        stage.allow(FRIEND, role)
        browser.signs_in(stage.plex, FRIEND)
    assert browser.client.post("/login/reconnect", data=browser.form()).status_code == status


def test_without_people_anybody_connects_the_account(stage: Stage) -> None:
    with stage.house.database.writing() as connection:
        install.set_up(connection, NOW)
    browser = browser_on(stage, auth="none")
    assert browser.sends("/login", next="/settings") == "/login/go"
    stage.plex.claim(OWNER)
    assert browser.goes("/login/return") == "/settings"
    assert stage.kept_token() == "token-900000000-of-Ada"
    assert browser.goes("/login") == "/"
    assert "nothing to sign out of" in browser.get("/logout")


def test_while_it_is_set_up_who_signs_in_is_the_candidate(stage: Stage) -> None:
    browser = browser_on(stage)
    browser.sends("/login/reconnect", back="/about")
    stage.plex.claim(OWNER)
    assert browser.goes("/login/return") == "/about"
    assert browser.session()["_user_id"] == "c:11"
    assert browser.goes("/login") == "/"


def test_before_the_setup_the_sign_in_says_that_it_begins_one(stage: Stage) -> None:
    browser = browser_on(stage)
    assert "Parity is not set up yet." in browser.get("/login")
    stage.owned_by(OWNER)
    assert "not set up" not in browser.get("/login")


def test_who_signs_in_to_set_it_up_sees_their_servers_at_once(stage: Stage) -> None:
    stage.plex.owned[OWNER.id] = (offer("attic", SERVER),)
    browser = browser_on(stage)
    assert browser.goes("/") == "/setup"
    assert browser.sends("/login/reconnect", next="/setup") == "/login/go"
    stage.plex.claim(OWNER)
    assert browser.goes("/login/return") == "/setup"
    assert browser.goes("/setup") == "/setup/servers"
    page = browser.get("/setup/servers")
    assert "Follow" in page
    assert "Attic" in page
    assert "Look again" in page


def test_plex_that_cannot_be_asked_for_servers_is_told_and_holds_nobody_up(stage: Stage) -> None:
    stage.plex.trouble_of["offers"] = Unavailable("plex.tv", "answered with status 503")
    browser = browser_on(stage)
    browser.signs_in(stage.plex, OWNER, next="/setup")
    assert browser.goes("/setup") == "/setup/servers"
    page = browser.get("/setup/servers")
    assert "answered with status 503" in page
    assert "Look for my servers" in page


def test_who_takes_the_setup_over_meets_their_own_servers_and_nobody_elses(stage: Stage) -> None:
    stage.plex.owned[FRIEND.id] = (offer("shed", "http://192.0.2.8:32400"),)
    stage.plex.owned[OWNER.id] = (offer("attic", SERVER),)
    friend, owner = browser_on(stage), browser_on(stage)
    friend.signs_in(stage.plex, FRIEND, next="/setup")
    with stage.house.database.writing() as connection:
        servers.put(connection, "shed", NOW, {"name": "Shed", "followed": True, "address": "x", "token": "of bert"})
    owner.signs_in(stage.plex, OWNER, next="/setup")
    page = owner.get("/setup/servers")
    assert "Attic" in page
    assert "Shed" not in page


def test_a_signature_that_plex_refuses_at_the_start_points_at_the_clock(tmp_path: Path) -> None:
    stage = stage_in(tmp_path, PARITY_PLEX_SIGN_IN="jwt")
    stage.plex.trouble = Unauthorised("plex.tv", "the signature was refused")
    browser = browser_on(stage, auth="none")
    assert browser.sends("/login/reconnect") == "/login/ended"
    assert "clock of its machine" in browser.get("/login/ended")
    stage.house.database.close()


# What is set up and nobody's


def claimable(stage: Stage) -> None:
    with stage.house.database.writing() as connection:
        install.set_up(connection, NOW)
    stage.plex.owned[OWNER.id] = (offer("m-1", SERVER),)
    stage.doors.servers[SERVER] = "m-1"


def test_from_at_home_the_first_who_owns_a_server_gets_it(stage: Stage) -> None:
    claimable(stage)
    browser = browser_on(stage)
    assert browser.signs_in(stage.plex, FRIEND) == "/login/ended"
    assert "none of the servers that this account owns answers" in browser.get("/login/ended")
    assert browser.signs_in(stage.plex, OWNER) == "/"
    assert stage.owner() == "Ada"


def test_from_outside_the_setup_code_comes_first(stage: Stage) -> None:
    claimable(stage)
    code = code_of(stage.house.settings().data_dir)
    browser = browser_on(stage, X_Forwarded_For="203.0.113.5")
    page = browser.get("/login?next=/shows")
    assert "Setup code" in page
    assert "Sign in with Plex" not in page
    assert code not in page
    assert browser.sends("/login", next="/shows") == "/login?next=/shows"
    wrong = browser.client.post("/login/setup-code", data=browser.form(code="BCDF-BCDF"), headers=browser.headers)
    assert (wrong.status_code, "This is not the setup code" in wrong.text) == (422, True)
    assert stage.plex.asked == []
    typed = code.lower().replace("-", " ")
    assert browser.sends("/login/setup-code", code=typed, next="/shows") == "/login?next=/shows"
    assert browser.signs_in(stage.plex, OWNER, next="/shows") == "/shows"
    assert stage.owner() == "Ada"


def test_from_outside_nobody_begins_to_set_it_up_without_the_code(stage: Stage) -> None:
    browser = browser_on(stage, X_Forwarded_For="203.0.113.5")
    for path in ("/login", "/login/reconnect"):
        assert browser.sends(path, next="/setup") == "/login?next=/setup"
    assert "Setup code" in browser.get("/login")
    assert stage.plex.asked == []
    assert over(stage.signs_in(OWNER)) == "from outside", "who left the house in between"
    assert stage.kept() is None
    assert stage.plex.signed_out == ["token-900000000-of-Ada"]


def test_the_setup_code_stays_given_for_who_sets_it_up(stage: Stage) -> None:
    browser = browser_on(stage, X_Forwarded_For="203.0.113.5")
    browser.sends("/login/setup-code", code=code_of(stage.house.settings().data_dir))
    browser.signs_in(stage.plex, OWNER)
    assert browser.session()["setup_code"] is True
