"""What those are told who may not go on: a way that is open to them, and no part of a page in the place of another."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import example, given
from hypothesis import strategies as st
from werkzeug.urls import iri_to_uri

from parity.actions.ports import House
from parity.core.account import Account, Token
from parity.core.roles import Role
from parity.store import accounts, install, people
from parity.web import places, roles
from parity.web.roles import Need, needed
from parity.web.who import Visitor
from tests.store.builders import NOW
from tests.web.houses import (
    FRAGMENT,
    app_of,
    as_manager,
    as_owner,
    as_viewer,
    client_of,
    new_house_in,
    person_on,
    signed_in,
    token_on,
)

_NOBODY = Flask("nobody")
ADA = Account(77, "uuid-ada", "Ada")


@pytest.fixture
def client(house: House) -> FlaskClient:
    """A browser on a house that people sign in to."""
    return client_of(house, auth="plex")


@pytest.fixture
def fresh(tmp_path: Path) -> House:
    """A house before its setup."""
    return new_house_in(tmp_path)


def ways_out(page: str) -> list[str]:
    """Where the buttons of a failure's page lead."""
    found = re.search(r'<section id="failure".*?</section>', page, re.DOTALL)
    assert found is not None
    return re.findall(r'href="([^"]+)"', found[0])


def test_every_room_that_is_there_has_a_row_in_the_table_of_entry(house: House) -> None:
    endpoints = {rule.endpoint for rule in app_of(house).url_map.iter_rules()}
    assert {
        name for name in endpoints if name not in roles.NEEDS and f"{name.split('.')[0]}.*" not in roles.NEEDS
    } == set()


def test_an_endpoint_that_nobody_thought_of_is_for_the_owner() -> None:
    assert needed("brand.new") is needed("unheard-of") is Need.OWNER
    assert needed("setup.index") is Need.BEGIN
    assert needed("setup.anything") is Need.SETUP


def test_who_is_not_signed_in_comes_back_to_the_page_afterwards(client: FlaskClient) -> None:
    assert client.get("/").headers["Location"] == "/login"
    assert client.get("/shows?q=a+b&state=missing").headers["Location"] == (
        "/login?next=%2Fshows%3Fq%3Da%2Bb%26state%3Dmissing"
    )


def test_a_part_of_a_page_takes_the_whole_page_to_the_sign_in(client: FlaskClient) -> None:
    headers = {**FRAGMENT, "HX-Current-URL": "http://localhost/shows?page=2"}
    for answer in (client.get("/shows", headers=headers), client.post("/scans", headers=headers)):
        assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/login?next=%2Fshows%3Fpage%3D2")
        assert answer.text.startswith('<hx-partial id="said" hx-target="#toasts"')


def test_what_a_viewer_may_not_do_is_said_plainly_with_ways_that_are_open(client: FlaskClient) -> None:
    as_viewer(client)
    page = client.get("/settings")
    assert (page.status_code, "ask the owner to make you a manager" in page.text) == (403, True)
    sent = client.post("/scans", data={"csrf_token": token_on(client), "back": "/shows?page=2", "mode": "full"})
    assert sent.status_code == 403
    for answer in (page, sent):
        assert [client.get(way).status_code for way in ways_out(answer.text)] == [200, 200]
    part = client.post("/scans", headers=FRAGMENT)
    assert (part.status_code, "HX-Redirect" in part.headers) == (403, False)


def test_what_is_the_owner_s_is_said_to_be_the_owner_s(client: FlaskClient) -> None:
    page = as_manager(client).get("/settings/people")
    assert (page.status_code, "Only the owner" in page.text) == (403, True)
    assert [client.get(way).status_code for way in ways_out(page.text)] == [200, 200]
    assert "/settings/people" not in client.get("/settings").text
    assert "/settings/people" in as_owner(client).get("/settings").text


def test_a_stranger_s_failure_leads_to_the_sign_in_and_nowhere_else(client: FlaskClient) -> None:
    for answer in (client.get("/nothing"), client.post("/scans")):
        assert ways_out(answer.text) == ["/login"]


def test_before_the_setup_everything_leads_to_it(fresh: House) -> None:
    client = client_of(fresh, auth="plex")
    page = client.get("/shows?q=x")
    assert (page.status_code, page.headers["Location"]) == (303, "/setup")
    part = client.get("/shows", headers=FRAGMENT)
    assert (part.status_code, part.headers["HX-Redirect"]) == (409, "/setup")
    sent = client.post("/scans")
    assert (sent.status_code, ways_out(sent.text)) == (409, ["/setup"])
    assert client.get("/healthz").status_code == 200
    assert client_of(fresh).get("/").headers["Location"] == "/setup"


def test_the_setup_is_over_as_soon_as_somebody_finished_it_or_the_environment_gives_all(
    fresh: House, tmp_path: Path
) -> None:
    client = client_of(fresh)
    assert client.get("/").status_code == 303
    with fresh.database.writing() as connection:
        install.set_up(connection, NOW)
    assert client.get("/").status_code == 200
    given = {"PLEX_BASE_URL": "http://plex.example", "PLEX_TOKEN": "token", "TMDB_API_KEY": "key"}
    (tmp_path / "given").mkdir()
    assert client_of(new_house_in(tmp_path / "given", **given)).get("/").status_code == 200


def visit_setup(house: House, visitor: Visitor | None) -> tuple[int, int, int]:
    """What a visitor is answered at the beginning of the setup, at a later step, and at the list of servers."""
    app = app_of(house, auth="plex")
    for path, endpoint in (("/setup/later", "setup.later"), ("/servers", "servers.listed")):
        app.add_url_rule(path, endpoint, lambda: "here")
    app.view_functions["setup.index"] = lambda: "here"
    client = app.test_client()
    if visitor is not None:
        signed_in(client, visitor)
    first, second, third = (client.get(path).status_code for path in ("/setup", "/setup/later", "/servers"))
    return first, second, third


def test_the_setup_belongs_to_the_account_that_signed_in_last(fresh: House) -> None:
    ada, other = Visitor(candidate=ADA.id), Visitor(candidate=78)
    assert visit_setup(fresh, None) == (200, 303, 303)
    assert visit_setup(fresh, ada) == (200, 303, 303)
    with fresh.database.writing() as connection:
        accounts.keep(connection, ADA, Token("classic", "token-of-ada"), NOW)
    assert visit_setup(fresh, ada) == (200, 200, 200)
    assert visit_setup(fresh, other) == (200, 409, 409)
    with fresh.database.writing() as connection:
        people.make_owner(connection, ADA, NOW)
    assert visit_setup(fresh, ada) == (200, 303, 303)
    owner = person_on_owner(fresh)
    assert visit_setup(fresh, owner) == (200, 200, 200)
    with fresh.database.writing() as connection:
        install.set_up(connection, NOW)
    assert visit_setup(fresh, owner) == (200, 200, 200)
    assert visit_setup(fresh, ada) == visit_setup(fresh, None) == (303, 303, 303)
    manager = person_on(fresh, Role.MANAGER)
    assert visit_setup(fresh, Visitor("", manager.role, manager.id, manager.turn)) == (403, 403, 403)


def person_on_owner(house: House) -> Visitor:
    """Whose house it is."""
    with house.database.reading() as connection:
        owner = people.owner(connection)
    assert owner is not None
    return Visitor(owner.name, owner.role, owner.id, owner.turn)


ODD = st.text(st.sampled_from("/\\%2f5cF.:@ \t\n\r\0ahtps?#&;é"), max_size=12)


@given(named=st.one_of(ODD, ODD.map("/".__add__), st.text(max_size=20), st.text(max_size=20).map("/".__add__)))
@example("//evil.example")
@example("/\\evil.example")
@example("/\t/evil.example")
@example("/%2f/evil.example")
@example("/%2F%2Fevil.example")
@example("/%252f%252fevil.example")
@example("/%5cevil.example")
@example("/.//evil.example")
@example("https://evil.example/")
@example("javascript:alert(1)")
@example("/\u2028/evil.example")
def test_no_way_back_leads_to_another_host(named: str) -> None:
    found = at("/", named)
    assert found == "otherwise" or found == named
    if found == named:
        sent = iri_to_uri(found)
        assert re.match(r"/(?![/\\])", sent)
        assert not re.search(r"[\x00-\x20\\\x7f]", sent.partition("?")[0])
        assert "//" not in sent.partition("?")[0]


@pytest.mark.parametrize(
    "named", ["/", "/shows", "/shows/7?season=2&back=//x#s1", "/shows?q=a%20b", "/settings#topic-plex"]
)
def test_a_page_of_ours_is_kept_as_it_is(named: str) -> None:
    assert at("/", named) == named


def test_below_a_path_only_what_lies_below_it_is_ours() -> None:
    for named, is_ours in (("/parity", True), ("/parity/", True), ("/parity/shows?x=1", True), ("/", False)):
        assert (at("/parity", named) == named) == is_ours
    assert at("/parity", "/parityx") == at("/parity", "/other/parity/") == "otherwise"


def at(root: str, named: str) -> str:
    """What is made of an address that somebody names, on a site below `root`."""
    environ = {"SCRIPT_NAME": root.rstrip("/")}
    with _NOBODY.test_request_context("/", environ_overrides=environ):
        return places.ours(named, "otherwise")
