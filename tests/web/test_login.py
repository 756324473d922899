"""The pages of the sign-in: on to Plex and back, every end of it, and nothing secret in any address."""

import re
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from parity.core.failures import RateLimited, Unavailable
from parity.core.roles import Role
from tests.actions.signing_in import Stage, stage_in
from tests.plex_tv import FRIEND, LIFE, OWNER, STRANGER
from tests.web.houses import client_of
from tests.web.signing_in import Browser

ENDED, WAITING = "/login/ended", "Waiting for Plex"


def test_from_the_button_to_plex_and_back_to_the_page_that_was_wanted(stage: Stage, browser: Browser) -> None:
    page = browser.get("/login?next=/shows?state=missing")
    assert "Sign in with Plex" in page
    assert 'name="next" value="/shows?state=missing"' in page
    assert browser.sends("/login", next="/shows?state=missing") == "/login/go"
    stage.plex.claim(OWNER)
    assert browser.goes("/login/return") == "/shows?state=missing"
    assert browser.goes("/login") == "/"
    assert browser.goes("/login?next=/calendar") == "/calendar"


def test_plex_is_told_who_asks_and_the_way_back_and_no_more(stage: Stage, browser: Browser) -> None:
    address = browser.plex_page()
    assert address.startswith("https://app.plex.tv/auth#?clientID=")
    said = parse_qs(urlsplit(address).fragment.removeprefix("?"))
    assert said["context[device][product]"] == ["Parity"]
    assert said["forwardUrl"] == ["http://localhost/login/return"]
    assert said["code"] == ["strong-code-1-of-a-pin"]
    assert said["clientID"] == [(stage.house.settings().data_dir / "client_id").read_text().strip()]


@pytest.mark.parametrize(
    ("environ", "way_back"),
    [
        ({"PARITY_URL": "https://parity.example"}, "https://parity.example/login/return"),
        ({"PARITY_URL": "https://a.example", "PARITY_URL_PREFIX": "/tv"}, "https://a.example/tv/login/return"),
        ({"PARITY_URL": "https://a.example/tv", "PARITY_URL_PREFIX": "/tv"}, "https://a.example/tv/login/return"),
        ({"PARITY_URL_PREFIX": "/tv"}, "http://localhost/tv/login/return"),
        ({"PARITY_TRUSTED_PROXIES": "1"}, "https://nas.local:8443/login/return"),
    ],
)
def test_the_way_back_is_the_address_of_the_outside_world(
    tmp_path: Path, environ: dict[str, str], way_back: str
) -> None:
    stage = stage_in(tmp_path, PARITY_HOSTS="nas.local", **environ)
    stage.owned_by(OWNER)
    forwarded = {
        "X-Forwarded-For": "192.168.1.9",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "nas.local:8443",
    }
    proxied = forwarded if "PARITY_TRUSTED_PROXIES" in environ else {}
    browser = Browser(client_of(stage.house, auth="none"), proxied, environ.get("PARITY_URL_PREFIX", ""))
    address = browser.plex_page("/login/reconnect")
    assert parse_qs(urlsplit(address).fragment.removeprefix("?"))["forwardUrl"] == [way_back]
    stage.house.database.close()


def test_while_nobody_claimed_it_the_page_waits_and_looks_again_by_itself(stage: Stage, browser: Browser) -> None:
    browser.sends("/login")
    page = browser.get("/login/return")
    assert WAITING in page
    assert 'hx-trigger="every 1s"' in page
    assert "Check again" in page
    stage.wait(1)
    again = browser.looks()
    assert (WAITING in again.text, "<html" in again.text) == (True, False)
    assert set(re.findall(r"sign-in-watch-\d+", page)).isdisjoint(re.findall(r"sign-in-watch-\d+", again.text))
    stage.plex.claim(OWNER)
    stage.wait(1)
    assert browser.looks().headers["HX-Redirect"] == "/"


def test_without_script_the_button_looks_again(stage: Stage, browser: Browser) -> None:
    browser.sends("/login")
    browser.get("/login/return")
    stage.wait(1)
    assert browser.sends("/login/check") == "/login/return"
    stage.plex.claim(OWNER)
    stage.wait(1)
    assert browser.sends("/login/check") == "/"


def test_a_code_is_shown_large_with_a_picture_of_the_address_and_its_end(stage: Stage, browser: Browser) -> None:
    assert browser.sends("/login", how="code") == "/login/code"
    page = browser.get("/login/code")
    for said in ('class="typed">QZ7K<', "https://plex.tv/link", 'src="data:image/svg+xml', "30 min left", WAITING):
        assert said in page
    assert re.search(r"Valid until <time|Valid until 12:30", page)
    assert "QZ7K" not in unquote(re.findall(r'src="(data:[^"]+)"', page)[0])
    stage.wait(75)
    assert "28 min 45 s left" in browser.looks().text
    stage.plex.claim(OWNER)
    stage.wait(1)
    assert browser.looks().headers["HX-Redirect"] == "/"


def test_a_session_that_begins_anew_is_another_one(stage: Stage, browser: Browser) -> None:
    with browser.client.session_transaction() as session:
        session["planted"] = "by somebody who knows this cookie"
    browser.signs_in(stage.plex, OWNER)
    assert {"planted", "csrf_token", "sign_in"} & set(browser.session()) == set()


# Who may not come in


def test_a_stranger_is_told_who_they_are_and_that_the_owner_knows(stage: Stage, browser: Browser) -> None:
    assert browser.signs_in(stage.plex, STRANGER) == ENDED
    page = browser.get(ENDED)
    assert "You are Cleo. The owner has been told that you would like to come in." in page
    assert "Sign in as somebody else" in page
    assert "Sign in with Plex" in browser.get("/login")
    stage.allow(STRANGER, Role.VIEWER)
    assert browser.signs_in(stage.plex, STRANGER) == "/"


def test_a_friend_comes_in_whatever_somebody_else_did_on_this_browser(stage: Stage, browser: Browser) -> None:
    stage.allow(FRIEND, Role.VIEWER)
    browser.signs_in(stage.plex, STRANGER)
    assert browser.signs_in(stage.plex, FRIEND) == "/"
    assert "You are Bert." in browser.get("/logout")


# Every other end, each with a way on


@pytest.mark.parametrize("by_clock", [True, False])
def test_what_took_too_long_can_be_tried_again(stage: Stage, browser: Browser, by_clock: bool) -> None:
    browser.sends("/login")
    if by_clock:
        stage.wait(LIFE.total_seconds())
    else:
        stage.plex.gone.add(max(stage.plex.pins))
    assert browser.goes("/login/return") == ENDED
    page = browser.get(ENDED)
    assert "not finished in time" in page
    assert "Try again" in page
    assert browser.sends("/login") == "/login/go"
    assert browser.goes(ENDED) == "/login"


def test_somebody_elses_sign_in_cannot_be_finished_here(stage: Stage, browser: Browser) -> None:
    browser.sends("/login")
    stage.plex.claim(OWNER)
    other = Browser(client_of(stage.house, auth="plex"))
    assert other.goes("/login/return") == "/login?ended=unknown"
    assert "was not begun here" in other.get("/login?ended=unknown")
    for said in ("?id=900000000", "?pin=900000000", "?key=900000000", "?code=strong-code-1-of-a-pin"):
        assert other.goes(f"/login/return{said}") == "/login?ended=unknown"
    assert other.sends("/login/check") == "/login?ended=unknown"
    assert stage.plex.asked == ["begin"]
    with other.client.session_transaction() as session:
        session["sign_in"] = {"key": "guessed", "since": "2026-11-21T12:00:00+00:00", "back": "/", "connects": False}
    assert other.goes("/login/return") == "/login?ended=unknown"
    assert stage.plex.asked == ["begin"]


def test_two_tabs_that_come_back_are_both_led_in(stage: Stage, browser: Browser) -> None:
    browser.sends("/login")
    stage.plex.claim(OWNER)
    late = browser.twin()
    assert browser.goes("/login/return") == "/"
    stage.wait(5)
    assert late.goes("/login/return") == "/login?ended=used"
    assert browser.goes("/login?ended=used") == "/"
    assert browser.goes("/login/return") == "/", "the way back by the browser's button"
    assert "used already" in late.get("/login?ended=used")


def test_of_two_tabs_that_begin_each_the_one_that_is_answered_leads_in(stage: Stage, browser: Browser) -> None:
    browser.sends("/login", next="/calendar")
    browser.sends("/login", how="code", next="/shows")
    assert browser.goes("/login/go") == "/login"
    first, _second = sorted(stage.plex.pins)
    assert WAITING in browser.get("/login/return")
    stage.plex.claim(OWNER, first)
    stage.wait(2)
    assert browser.goes("/login/return") == "/calendar"
    assert stage.kept_token() == f"token-{first}-of-Ada"
    assert stage.waited_for() == 0


def test_a_former_sign_in_that_was_refused_is_told(stage: Stage, browser: Browser) -> None:
    browser.sends("/login")
    browser.sends("/login")
    stage.plex.claim(STRANGER, min(stage.plex.pins))
    assert browser.goes("/login/return") == ENDED
    assert "You are Cleo." in browser.get(ENDED)


def test_a_former_sign_in_that_took_too_long_does_not_end_the_one_that_is_waited_for(
    stage: Stage, browser: Browser
) -> None:
    browser.sends("/login")
    stage.wait(LIFE.total_seconds() - 60)
    browser.sends("/login")
    stage.wait(90)
    assert WAITING in browser.get("/login/return")
    stage.plex.claim(OWNER)
    stage.wait(10)
    assert browser.goes("/login/return") == "/"


def test_who_begins_again_and_again_is_waited_for_in_three_tabs(stage: Stage, browser: Browser) -> None:
    for _tab in range(5):
        browser.sends("/login")
    assert stage.waited_for() == 3
    oldest, _second, third, *_newer = sorted(stage.plex.pins)
    stage.plex.claim(OWNER, oldest)
    assert WAITING in browser.get("/login/return")
    stage.plex.claim(OWNER, third)
    stage.wait(10)
    assert browser.goes("/login/return") == "/"


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (RateLimited("plex.tv", "asked too often", 9.0), "asked too often"),
        (Unavailable("plex.tv", "the name plex.tv cannot be found"), "the name plex.tv cannot be found"),
        (Unavailable("plex.tv", "plex.tv answered with a page, not with data"), "with a page, not with data"),
        (
            Unavailable("plex.tv", "the certificate of plex.tv cannot be trusted"),
            "(the certificate of plex.tv cannot be trusted)",
        ),
    ],
)
def test_when_plex_cannot_be_asked_the_page_says_so_and_goes_on(
    stage: Stage, browser: Browser, trouble: RateLimited | Unavailable, said: str
) -> None:
    browser.sends("/login")
    stage.plex.trouble = trouble
    page = browser.get("/login/return")
    assert WAITING in page
    assert said in page
    stage.plex.trouble = None
    stage.plex.claim(OWNER)
    stage.wait(10)
    assert browser.goes("/login/return") == "/"


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (RateLimited("plex.tv", "asked too often"), "Wait a minute"),
        (Unavailable("plex.tv", "the name plex.tv cannot be found"), "the name plex.tv cannot be found"),
    ],
)
def test_when_a_sign_in_cannot_even_begin_it_can_be_tried_again(
    stage: Stage, browser: Browser, trouble: RateLimited | Unavailable, said: str
) -> None:
    stage.plex.trouble = trouble
    assert browser.sends("/login", next="/calendar") == ENDED
    page = browser.get(ENDED)
    assert said in page
    assert "Try again" in page
    assert 'name="next" value="/calendar"' in page
