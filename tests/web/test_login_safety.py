"""Signing in leads to nowhere else, tells nothing secret, and is begun and ended by forms of ours alone."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.actions.signing_in import Stage, stage_in
from tests.plex_tv import OWNER
from tests.web.houses import FRAGMENT, client_of
from tests.web.signing_in import Browser

# Where it leads to


@pytest.mark.parametrize(
    "named",
    [
        *("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "evil", "", "/\tx"),
        *("http://[", "//[", "/login", "/login/return", "/logout", "\\\\evil.example", "/ \nx", "/%5Cevil.example"),
        "/x/..//evil.example",
    ],
)
def test_the_way_on_never_leads_out_of_the_house(stage: Stage, browser: Browser, named: str) -> None:
    assert browser.signs_in(stage.plex, OWNER, next=named) == "/"


def test_the_way_on_never_leads_to_another_app_of_this_host(tmp_path: Path) -> None:
    stage = stage_in(tmp_path, PARITY_URL_PREFIX="/tv")
    stage.owned_by(OWNER)
    browser = Browser(client_of(stage.house, auth="plex"), below="/tv")
    assert browser.signs_in(stage.plex, OWNER, next="/tvshows") == "/tv/"
    other = Browser(client_of(stage.house, auth="plex"), below="/tv")
    assert other.signs_in(stage.plex, OWNER, next="/tv/%2e%2e/shows") == "/tv/"
    third = Browser(client_of(stage.house, auth="plex"), below="/tv")
    assert third.signs_in(stage.plex, OWNER, next="/tv/shows") == "/tv/shows"
    stage.house.database.close()


# Nothing secret is told


def test_no_address_and_no_log_holds_a_pin_a_code_a_key_or_a_token(
    stage: Stage, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    browser.sends("/login")
    key = browser.session()["sign_in"]["key"]
    go = browser.get("/login/go")
    browser.get("/login/return")
    browser.sends("/login", how="code")
    browser.get("/login/code")
    stage.wait(2)
    stage.plex.claim(OWNER)
    browser.goes("/login/return")
    secrets = (key, "900000000", "900000001", "QZ7K", "token-9")
    ours = [address for address in browser.addresses if "app.plex.tv" not in address]
    assert [secret for secret in (*secrets, "strong-code") if any(secret in address for address in ours)] == []
    assert [secret for secret in (*secrets, "strong-code") if secret in caplog.text] == []
    assert [secret for secret in (key, "900000000", "token-9") if secret in go] == []
    other = Browser(client_of(stage.house, auth="plex"))
    seen = other.get("/login") + other.get("/login?ended=unknown")
    assert [secret for secret in (*secrets, "strong-code") if secret in seen] == []


def test_who_is_outside_is_shown_no_places_to_go_to(stage: Stage, browser: Browser) -> None:
    browser.sends("/login", how="code")
    for path in ("/login", "/login/code"):
        page = browser.get(path)
        assert [word for word in ("Shows", "Maintenance", "Search the shows") if word in page] == [], path
    browser.signs_in(stage.plex, OWNER)
    browser.sends("/login/reconnect", how="code")
    assert "Maintenance" in browser.get("/login/code")


def test_no_browser_keeps_a_page_of_the_sign_in(stage: Stage, browser: Browser) -> None:
    browser.sends("/login", how="code")
    for path in ("/login", "/login/code", "/login/return", "/login/ended", "/login/go"):
        assert browser.client.get(path).headers["Cache-Control"] == "no-store", path


# Signing out


def test_signing_out_ends_this_session_and_takes_a_button(stage: Stage, browser: Browser) -> None:
    browser.signs_in(stage.plex, OWNER)
    other = browser.twin()
    assert "You are Ada." in browser.get("/logout")
    assert browser.goes("/login") == "/", "looking signs nobody out"
    assert browser.sends("/logout") == "/login"
    assert "Sign in with Plex" in browser.get("/login")
    assert browser.goes("/logout") == "/login"
    assert other.goes("/login") == "/"


def test_a_form_of_another_site_signs_nobody_in_or_out(stage: Stage, browser: Browser) -> None:
    browser.signs_in(stage.plex, OWNER)
    for path in ("/login", "/login/reconnect", "/login/check", "/login/setup-code", "/logout"):
        assert browser.client.post(path).status_code == 400, path
        foreign = browser.client.post(path, data=browser.form(), headers={"Origin": "https://evil.example"})
        assert foreign.status_code == 403, path
    assert stage.plex.asked.count("begin") == 1


def test_the_fragment_of_what_is_waited_for_is_a_part_of_the_page(stage: Stage, browser: Browser) -> None:
    browser.sends("/login")
    answer = browser.client.post("/login/check", data=browser.form(), headers=FRAGMENT)
    assert answer.text.lstrip().startswith('<section id="sign-in"')
    stage.at[0] += timedelta(hours=1)
    assert browser.looks().headers["HX-Redirect"] == "/login/ended"
