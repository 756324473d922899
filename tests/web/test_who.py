"""Who asks: sessions that end when they should, cookies that stay where they belong, and a proxy's word."""

from pathlib import Path
from typing import Any

import pytest
from flask import session
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from parity.actions.ports import House
from parity.core.roles import Role
from parity.store import people
from parity.web import sessions, who
from tests.store.builders import NOW
from tests.web.houses import (
    app_of,
    as_manager,
    as_viewer,
    client_of,
    house_in,
    new_house_in,
    person_on,
    signed_in,
    token_on,
)

NAMED = {"Remote-User": "ada"}


def house_of(client: FlaskClient) -> House:
    """The house of a browser's app."""
    found: House = client.application.extensions["parity"].house
    return found


def cookies(answer: TestResponse) -> list[str]:
    """The cookies that an answer sets."""
    return answer.headers.getlist("Set-Cookie")


def test_somebody_who_was_put_out_is_a_stranger_with_the_next_request(house: House) -> None:
    client = as_viewer(client_of(house, auth="plex"))
    assert client.get("/").status_code == 200
    person_id = person_on(house, Role.VIEWER).id
    with house.database.writing() as connection:
        people.set_role(connection, person_id, Role.NOBODY, NOW)
    assert client.get("/").status_code == 303


@pytest.mark.parametrize("everybody", [True, False])
def test_a_session_ends_when_its_person_is_signed_out_everywhere(house: House, everybody: bool) -> None:
    client = as_manager(client_of(house, auth="plex"))
    person = person_on(house, Role.MANAGER)
    assert client.get("/").status_code == 200
    with house.database.writing() as connection:
        people.end_sessions(connection, None if everybody else person.id)
    assert client.get("/").status_code == 303
    assert as_manager(client).get("/").status_code == 200


def test_a_manager_who_becomes_a_viewer_has_to_sign_in_again_and_a_new_manager_has_not(house: House) -> None:
    client = as_manager(client_of(house, auth="plex"))
    person = person_on(house, Role.MANAGER)
    with house.database.writing() as connection:
        people.set_role(connection, person.id, Role.VIEWER, NOW)
    assert client.get("/").status_code == 303
    client = signed_in(client, who.Visitor(person_id=person.id, turn=person.turn + 1))
    assert client.get("/settings").status_code == 403
    with house.database.writing() as connection:
        people.set_role(connection, person.id, Role.MANAGER, NOW)
    assert client.get("/settings").status_code == 200


@pytest.mark.parametrize(
    "text", ["", "p:", "p:1", "p:1.9", "p:x.0", "p:99999999999999999999.0", "c:1", "owner", "p:-1.0"]
)
def test_a_session_that_names_nobody_is_nobody_s(house: House, text: str) -> None:
    client = client_of(house, auth="plex")
    person_on(house, Role.OWNER)
    with client.session_transaction() as kept:
        kept["_user_id"] = text
    assert client.get("/").status_code == 303


def test_a_session_that_somebody_else_signed_is_nobody_s(house: House) -> None:
    client = client_of(house, auth="plex")
    person_on(house, Role.OWNER)
    client.set_cookie("parity_session", "eyJfdXNlcl9pZCI6InA6MS4wIn0.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb")
    assert client.get("/").status_code == 303


def test_at_the_sign_in_nothing_of_the_session_before_is_kept(house: House) -> None:
    app = app_of(house, auth="plex")
    person = person_on(house, Role.VIEWER)

    def enter() -> str:
        session["left"] = "by a stranger"
        who.sign_in_person(person)
        return f"{'left' in session} {who.current().name} {who.may('viewer')} {who.may('manager')}"

    def leave() -> str:
        who.sign_out()
        return who.current().name or "signed out"

    app.add_url_rule("/login/enter", "login.enter", enter)
    app.add_url_rule("/logout/here", "logout.out", leave)
    client = app.test_client()
    token_before = token_on(client, "/nothing")
    answer = client.get("/login/enter")
    assert answer.text == "False Viewer True False"
    assert client.get("/").status_code == 200
    assert client.post("/theme", data={"theme": "dark", "csrf_token": token_before}).status_code == 400
    assert client.get("/logout/here").text == "signed out"
    assert client.get("/").status_code == 303


def test_the_cookies_are_of_the_site_s_path_and_for_https_alone_where_it_is_https(tmp_path: Path) -> None:
    given = {"PARITY_TRUSTED_PROXIES": "1", "PARITY_PROXY_NETWORKS": "10.0.0.0/8"}
    client = client_of(house_in(tmp_path, **given))
    plain = {"environ_base": {"REMOTE_ADDR": "192.168.1.5"}}
    by_proxy = {"environ_base": {"REMOTE_ADDR": "10.1.1.1"}}
    outside = {"X-Forwarded-For": "203.0.113.5", "X-Forwarded-Proto": "https", "X-Forwarded-Prefix": "/tv"}
    for asked, headers, path, secure in [
        (plain, {}, "/", False),
        (plain, outside, "/", False),
        (by_proxy, outside, "/tv", True),
    ]:
        client.delete_cookie("parity_session", path="/")
        [cookie] = cookies(client.get("/", headers=headers, **asked))
        words = set(cookie.split("; "))
        assert cookie.startswith("parity_session=")
        assert {f"Path={path}", "HttpOnly", "SameSite=Lax"} <= words
        assert ("Secure" in words) == secure


def test_the_choice_of_colours_goes_the_same_way(tmp_path: Path) -> None:
    client = client_of(house_in(tmp_path, PARITY_URL_PREFIX="/tv"))
    form = {"theme": "dark", "csrf_token": token_on(client, "/tv/")}
    [cookie] = [one for one in cookies(client.post("/tv/theme", data=form)) if "theme" in one]
    assert {"Path=/tv", "HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))


def test_a_session_lasts_thirty_days_from_the_last_visit_and_is_renewed_once_a_day(house: House) -> None:
    client = as_viewer(client_of(house, auth="plex"))
    [cookie] = cookies(client.get("/about"))
    assert "Expires=" in cookie
    assert client.application.permanent_session_lifetime == sessions.LIFE
    assert cookies(client.get("/about")) == []


def test_what_is_kept_by_browsers_and_proxies_never_carries_a_session(house: House) -> None:
    client = as_viewer(client_of(house, auth="plex"))
    answer = client.get("/static/parity.css", buffered=True)
    assert cookies(answer) == []
    assert "Cookie" not in answer.headers.get("Vary", "")


def proxied(folder: Path, **environ: str) -> FlaskClient:
    """A browser behind a proxy that says who asks."""
    given = {"PARITY_AUTH": "proxy", "PARITY_OWNER": "grace, ada", "PARITY_PROXY_NETWORKS": "10.0.0.0/8"}
    return client_of(house_in(folder, **given, **environ), auth="proxy")


def test_the_proxy_s_word_counts_and_nobody_else_s(tmp_path: Path) -> None:
    client = proxied(tmp_path, PARITY_TRUSTED_PROXIES="1")
    forged = {"X-Forwarded-For": "10.1.1.1", "X-Real-Ip": "10.1.1.1", "Forwarded": "for=10.1.1.1"}
    for neighbour, headers, status in [
        ("10.1.1.1", NAMED, 200),
        ("::ffff:10.1.1.1", NAMED, 200),
        ("10.1.1.1", {**NAMED, "X-Forwarded-For": "203.0.113.5"}, 200),
        ("10.1.1.1", {}, 401),
        ("10.1.1.1", {"Remote-User": "  "}, 401),
        ("192.168.1.5", NAMED, 401),
        ("127.0.0.1", NAMED, 401),
        ("203.0.113.5", {**NAMED, **forged}, 401),
        ("", NAMED, 401),
    ]:
        answer = client.get("/", headers=headers, environ_base={"REMOTE_ADDR": neighbour})
        assert answer.status_code == status, (neighbour, headers)
    assert "Remote-User" in answer.text


def test_who_the_proxy_names_is_a_manager_or_one_of_the_owners(tmp_path: Path) -> None:
    client = proxied(tmp_path, PARITY_AUTH_HEADER="X-Authentik-Username")
    for name, settings, people_page in [("ada", 200, 200), ("grace", 200, 200), ("alan", 200, 403), ("Ada", 200, 403)]:
        asked: Any = {"headers": {"X-Authentik-Username": name}, "environ_base": {"REMOTE_ADDR": "10.1.1.1"}}
        assert client.get("/settings", **asked).status_code == settings
        assert client.get("/settings/people", **asked).status_code == people_page
    assert "PARITY_OWNER says who that is" in client.get("/settings/people", **asked).text
    answer = client.get("/", headers=NAMED, environ_base={"REMOTE_ADDR": "10.1.1.1"})
    assert answer.status_code == 401


def test_before_the_setup_too_the_proxy_has_to_say_who_asks(tmp_path: Path) -> None:
    given = {"PARITY_AUTH": "proxy", "PARITY_OWNER": "ada", "PARITY_PROXY_NETWORKS": "10.0.0.0/8"}
    client = client_of(new_house_in(tmp_path, **given), auth="proxy")
    assert client.get("/").status_code == 401
    asked: Any = {"headers": NAMED, "environ_base": {"REMOTE_ADDR": "10.1.1.1"}}
    assert client.get("/", **asked).headers["Location"] == "/setup"


@pytest.mark.parametrize("auth", ["plex", "none"])
def test_where_no_proxy_says_who_asks_its_header_means_nothing(tmp_path: Path, auth: str) -> None:
    client = client_of(house_in(tmp_path, PARITY_TRUSTED_PROXIES="1"), auth=auth)
    answer = client.get("/settings/people", headers=NAMED, environ_base={"REMOTE_ADDR": "10.1.1.1"})
    assert answer.status_code == (303 if auth == "plex" else 200)


def test_a_session_is_not_looked_at_where_the_proxy_says_who_asks(tmp_path: Path) -> None:
    client = proxied(tmp_path)
    owner = person_on(house_of(client), Role.OWNER)
    signed_in(client, who.Visitor(person_id=owner.id, turn=owner.turn))
    assert client.get("/", environ_base={"REMOTE_ADDR": "10.1.1.1"}).status_code == 401
    asked: Any = {"headers": {"Remote-User": "alan"}, "environ_base": {"REMOTE_ADDR": "10.1.1.1"}}
    assert client.get("/settings/people", **asked).status_code == 403


def test_templates_ask_nobody_but_who_was_looked_up_before(house: House) -> None:
    app = app_of(house, auth="plex")
    with app.test_request_context("/"):
        assert who.may("viewer") is False
        assert who.known() is None
        assert who.current() == who.ANYBODY
        with pytest.raises(ValueError, match="no role admin"):
            who.may("admin")
    with app_of(house).test_request_context("/"):
        assert who.role() is Role.OWNER
        assert who.may("owner")
