"""The owner lets people in and puts them out; nobody else does."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from parity.actions.people import allow_account
from parity.actions.ports import House
from parity.core.account import Account
from parity.core.roles import Role
from parity.store import people
from parity.store.people import Person
from parity.web import who
from tests.store.builders import NOW
from tests.web.houses import FRAGMENT, as_owner, as_viewer, buttons, client_of, person_on, signed_in, token_on

PAGE = "/settings/people"
CASEY = Account(4711, "0123456789abcdef", "Casey")


@pytest.fixture
def client(house: House) -> FlaskClient:
    """The owner's browser."""
    return as_owner(client_of(house, auth="plex"))


def everybody(house: House) -> dict[str, Person]:
    """Who is on the list, by name."""
    with house.database.reading() as connection:
        return {person.name: person for person in people.every(connection)}


def came(house: House, account: Account = CASEY) -> Person:
    """Somebody signs in."""
    with house.database.writing() as connection:
        return people.came(connection, account, NOW)


def send(client: FlaskClient, path: str = "", headers: Any = None, **form: str) -> TestResponse:
    """A form of the page."""
    return client.post(f"{PAGE}{path}", data={"csrf_token": token_on(client, PAGE), **form}, headers=headers)


def test_who_asked_can_be_let_in_and_put_out_again(house: House, client: FlaskClient) -> None:
    casey = came(house)
    page = client.get(PAGE).text
    assert {"Let in as viewer: Casey", "Let in as manager: Casey", "Take off the list: Casey"} <= set(buttons(page))
    assert "Plex account 4711" in page
    for do, role, sentence in [
        ("viewer", Role.VIEWER, "Casey may come in, and look."),
        ("manager", Role.MANAGER, "Casey may come in, and change things."),
        ("out", Role.NOBODY, "Casey may not come in any more."),
    ]:
        answer = send(client, f"/{casey.id}", do=do)
        assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
        assert sentence in client.get(PAGE).text
        assert everybody(house)["Casey"].role is role
    assert send(client, f"/{casey.id}", do="strike").status_code == 303
    assert set(everybody(house)) == {"Owner"}
    assert send(client, f"/{casey.id}", do="viewer").status_code == 404


def test_who_is_put_out_is_out_at_once(house: House, client: FlaskClient) -> None:
    viewer = as_viewer(client_of(house, auth="plex"))
    assert viewer.get("/").status_code == 200
    send(client, f"/{person_on(house, Role.VIEWER).id}", do="out")
    assert viewer.get("/").status_code == 303


def test_a_session_of_who_was_struck_off_never_becomes_somebody_elses(house: House, client: FlaskClient) -> None:
    casey = came(house)
    send(client, f"/{casey.id}", do="viewer")
    browser = signed_in(client_of(house, auth="plex"), who.Visitor("Casey", Role.VIEWER, casey.id, casey.turn))
    assert browser.get("/").status_code == 200
    for do in ("out", "strike"):
        send(client, f"/{casey.id}", do=do)
    for account in (Account(4712, "another", "Dana"), CASEY):
        person = came(house, account)
        send(client, f"/{person.id}", do="manager")
        assert browser.get("/").status_code == 303, account.name
        for do in ("out", "strike"):
            send(client, f"/{person.id}", do=do)


@pytest.mark.parametrize("number_first", [True, False])
def test_an_account_that_was_let_in_by_number_and_by_uuid_is_one_person(house: House, number_first: bool) -> None:
    roles = {str(CASEY.id): Role.MANAGER, CASEY.uuid: Role.VIEWER}
    order = list(roles) if number_first else list(roles)[::-1]
    for at, typed in enumerate(order):
        later = replace(house, now=lambda at=at: NOW + timedelta(minutes=at))  # type: ignore[misc]
        allow_account(later, typed, f"by {typed}", roles[typed])
    assert len(everybody(house)) == 2
    person = came(house)
    assert (person.plex_id, person.uuid, person.role) == (CASEY.id, CASEY.uuid, roles[order[-1]])
    assert list(everybody(house)) == ["Casey"]


@pytest.mark.parametrize("typed", ["4711", " 0123456789ABCDEF "])
def test_an_account_is_let_in_by_its_number_or_uuid_and_known_when_it_comes(
    house: House, client: FlaskClient, typed: str
) -> None:
    assert send(client, account=typed, name=" My  sister ", role="manager").status_code == 303
    assert everybody(house)["My sister"].role is Role.MANAGER
    assert came(house).role is Role.MANAGER
    assert set(everybody(house)) == {"Owner", "Casey"}
    assert everybody(house)["Casey"].plex_id == 4711


def test_two_accounts_by_uuid_alone_do_not_get_in_each_other_s_way(house: House, client: FlaskClient) -> None:
    for uuid in ("0123456789abcdef", "fedcba9876543210"):
        assert send(client, account=uuid, role="viewer").status_code == 303
    page = client.get(PAGE).text
    assert "Account 0123456789abcdef" in page
    assert "Account fedcba9876543210" in page
    assert "Plex account -" not in page


def test_who_has_no_number_to_give_is_told_of_the_way_without_one(client: FlaskClient) -> None:
    page = client.get(PAGE).text
    assert 'aria-describedby="allow-help"' in page
    assert "have them sign in here once" in page


def test_who_asked_before_is_let_in_by_the_number_too(house: House, client: FlaskClient) -> None:
    casey = came(house)
    send(client, account="4711", name="Somebody", role="viewer")
    assert everybody(house)["Casey"].id == casey.id
    assert everybody(house)["Casey"].role is Role.VIEWER


@pytest.mark.parametrize("headers", [None, FRAGMENT])
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("casey@example.org", "An e-mail address is not enough"),
        ("", "neither the number of a Plex account"),
        ("0", "neither the number of a Plex account"),
        ("Casey", "neither the number of a Plex account"),
        ("-4711", "neither the number of a Plex account"),
        ("1" * 17, "neither the number of a Plex account"),
        ("<script>", "neither the number of a Plex account"),
    ],
)
def test_what_is_no_account_is_refused_beside_its_field(
    house: House, client: FlaskClient, headers: Any, typed: str, sentence: str
) -> None:
    answer = send(client, headers=headers, account=typed, name="Casey", role="manager")
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert 'aria-describedby="allow-help allow-problem"' in answer.text
    assert 'value="manager" selected' in answer.text
    assert answer.text.startswith("<!doctype html>" if headers is None else '<section id="people"')
    assert set(everybody(house)) == {"Owner"}


def test_nobody_becomes_owner_and_the_owner_stays(house: House, client: FlaskClient) -> None:
    casey, owner = came(house), person_on(house, Role.OWNER)
    assert send(client, f"/{casey.id}", do="owner").status_code == 422
    assert send(client, account="99", role="owner").status_code == 422
    assert send(client, f"/{casey.id}", do="nobody").status_code == 422
    for do in ("out", "viewer", "strike"):
        assert send(client, f"/{owner.id}", do=do).status_code == 422
    assert everybody(house)["Owner"].role is Role.OWNER


def test_everybody_but_this_browser_is_signed_out(house: House, client: FlaskClient) -> None:
    viewer, elsewhere = as_viewer(client_of(house, auth="plex")), as_owner(client_of(house, auth="plex"))
    answer = send(client, "/sign-out")
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    assert "Everybody else is signed out." in client.get(PAGE).text
    assert viewer.get("/").status_code == elsewhere.get("/").status_code == 303
    part = send(client, "/sign-out", headers=FRAGMENT)
    assert part.headers["HX-Redirect"] == PAGE, "what the page holds belongs to the session before"
    assert client.get(PAGE).status_code == 200


def test_one_person_is_signed_out_everywhere(house: House, client: FlaskClient) -> None:
    viewer = as_viewer(client_of(house, auth="plex"))
    send(client, f"/{person_on(house, Role.VIEWER).id}", do="sessions")
    assert viewer.get("/").status_code == 303
    assert everybody(house)["Viewer"].role is Role.VIEWER
    elsewhere = as_owner(client_of(house, auth="plex"))
    send(client, f"/{person_on(house, Role.OWNER).id}", do="sessions")
    assert elsewhere.get("/").status_code == 303
    assert client.get(PAGE).status_code == 200


def test_the_part_comes_alone_for_htmx(house: House, client: FlaskClient) -> None:
    answer = send(client, f"/{came(house).id}", headers=FRAGMENT, do="viewer")
    assert answer.status_code == 200
    assert answer.text.startswith('<section id="people"')
    assert "Casey may come in, and look." in answer.text


def test_where_nobody_signs_in_the_page_says_so(house: House) -> None:
    assert "whoever reaches Parity is its owner" in client_of(house).get(PAGE).text
