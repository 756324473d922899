"""What a page offers, its reader may do: nothing is drawn that would be refused, in whatever state the house is."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from parity.actions.ports import House
from parity.core.roles import Role
from parity.web import limits
from tests.web.houses import FRAGMENT, KEY, app_of, as_manager, as_owner, as_viewer, client_of, house_in, token_on
from tests.web.offered_houses import HOUSES, filled, noticed
from tests.web.offers import Offer, gets, offers_of, posts
from tests.web.test_every_route import Route, routes

SIGNED_IN: dict[str, Callable[[FlaskClient], FlaskClient]] = {
    "viewer": as_viewer,
    "manager": as_manager,
    "owner": as_owner,
}
OF_EVERYBODY = {"/theme", "/logout"}
CLOSED = ("/settings", "/maintenance", "/setup", "/out/")
VALUE = re.compile(r"=[^&]*")


class Walk:
    """Somebody who opens every page, one link of each kind on it and all that it asks for; nothing is pressed yet."""

    def __init__(self, house: House, visitor: str) -> None:
        self.visitor = visitor
        self.client = SIGNED_IN[visitor](client_of(house, auth="plex"))
        self.pages: dict[Offer, str] = {}
        self.offers: set[Offer] = set()
        self.refused: set[Offer] = set()
        first = [Offer("GET", route.path) for route in routes(self.client.application) if _is_page(route)]
        for one in first:
            self.offers |= self._open(one, refusable=True)
        seen = {_kind(one) for one in first}
        for one in gets(self.offers):
            if _kind(one) not in seen:
                seen.add(_kind(one))
                self.offers |= self._open(one, refusable=False)

    def _open(self, one: Offer, refusable: bool) -> set[Offer]:
        limits.reset()
        answer = self.client.get(one.address, headers=FRAGMENT if one.part else {})
        if answer.status_code in (401, 403) and not refusable:
            self.refused.add(one)
        if answer.mimetype != "text/html" or answer.status_code == 303:
            return set()
        self.pages[one] = answer.text
        return {offer for offer in offers_of(answer.text, one.address) if offer[:2] != one[:2]}

    def pressed(self) -> dict[str, int]:
        """What each form that was offered is answered; it carries no more than every form does."""
        token, said = token_on(self.client), {}
        for address in sorted(posts(self.offers), key=lambda address: address == "/logout"):
            limits.reset()
            said[address] = self.client.post(address, data={"csrf_token": token}, buffered=True).status_code
        return said


def _kind(offer: Offer) -> Offer:
    """The same for links that differ only in what they ask for."""
    return offer._replace(address=VALUE.sub("", offer.address))


def _is_page(route: Route) -> bool:
    return not route.changes and not route.rule.startswith(("/api/", "/static/", "/login", "/pictures/", "/healthz"))


@pytest.mark.long
@pytest.mark.parametrize("make", HOUSES, ids=lambda make: make.__name__)
def test_nothing_is_offered_that_would_be_refused(make: Callable[[Path], House], tmp_path: Path) -> None:
    made = make(tmp_path)
    walks = [Walk(made, visitor) for visitor in SIGNED_IN]
    for walk in walks:
        assert len(walk.pages) > 10
        assert walk.refused == set(), walk.visitor
        for one, page in walk.pages.items():
            assert not [secret for secret in (KEY, "marked-") if secret in page], (walk.visitor, one)
    _has_nothing_to_press(walks[0])
    for walk in walks:
        said = walk.pressed()
        assert {address: status for address, status in said.items() if status in (401, 403)} == {}, walk.visitor
    made.database.close()


def _has_nothing_to_press(viewer: Walk) -> None:
    """Nor any way to what is closed to them."""
    assert posts(viewer.offers) == OF_EVERYBODY
    assert [one for one in viewer.offers if one.address.startswith(CLOSED)] == []
    for page in viewer.pages.values():
        for form in re.findall(r"<form[^>]*>", page):
            assert 'method="post"' not in form or re.search(r'action="(/theme|/logout)"', form), form
        assert not re.search(
            r'<input type="(checkbox|date|number|text)"(?![^>]*id="(use-keys|premieres|ignored|path)")', page
        )


def test_what_a_manager_is_offered_a_viewer_is_refused(tmp_path: Path) -> None:
    made = noticed(tmp_path)
    manager, owner = Walk(made, "manager"), Walk(made, "owner")
    for_managers, for_owners = posts(manager.offers) - OF_EVERYBODY, posts(owner.offers) - posts(manager.offers)
    assert {"/scans", "/missing/ignore", "/shows/ignore", "/libraries/forget", "/decisions/undo"} <= for_managers
    assert {"/shows/1/match", "/shows/1/rescan", "/settings/plex", "/login/reconnect"} <= for_managers
    assert {"/settings/people", "/settings/keys", "/settings/key", "/settings/account/sign-out"} <= for_owners
    assert [one for one in manager.offers if one.address.startswith("/out/")]
    viewer = as_viewer(client_of(made, auth="plex"))
    assert _answers(viewer, for_managers | for_owners) == {403}
    assert _answers(as_manager(client_of(made, auth="plex")), for_owners) == {403}
    made.database.close()


def _answers(client: FlaskClient, addresses: set[str]) -> set[int]:
    token = {"csrf_token": token_on(client)}
    said = set()
    for address in addresses:
        limits.reset()
        said.add(client.post(address, data=token).status_code)
    return said


def test_without_sign_in_nothing_tells_who_is_there_and_everything_can_be_pressed(tmp_path: Path) -> None:
    made = noticed(tmp_path)
    client = client_of(made)
    as_before, owner = client.get("/").text, as_owner(client_of(made, auth="plex")).get("/").text
    assert 'id="visitor"' not in as_before
    without = re.sub(r'\s*<p id="visitor">.*?</p>', "", owner, flags=re.DOTALL)
    assert _plain(without) == _plain(as_before)
    made.database.close()


def _plain(page: str) -> str:
    """A page without its tokens and without what only somebody may hear who lets people in."""
    return re.sub(r"\s+", " ", re.sub(r'(csrf_token" value=|X-CSRFToken": )"[^"]+"', "", page))


@pytest.mark.parametrize(("role", "word"), [("owner", "owner"), ("manager", "manager"), ("viewer", "viewer")])
def test_every_page_says_who_is_signed_in_and_leads_to_the_sign_out(tmp_path: Path, role: str, word: str) -> None:
    made = filled(tmp_path)
    page = SIGNED_IN[role](client_of(made, auth="plex")).get("/shows").text
    [said] = re.findall(r'<p id="visitor">.*?</p>', page, re.DOTALL)
    told = " ".join(re.sub("<[^>]+>", " ", said).split())
    assert told == f"Signed in: {Role.of(role).word.capitalize()} {word} Sign out"
    assert 'href="/logout"' in said
    made.database.close()


def test_behind_a_proxy_the_name_stands_alone(tmp_path: Path) -> None:
    made = house_in(tmp_path, PARITY_AUTH_HEADER="Remote-User", PARITY_PROXY_NETWORKS="127.0.0.0/8")
    page = app_of(made, auth="proxy").test_client().get("/", headers={"Remote-User": "ben"}).text
    [said] = re.findall(r'<p id="visitor">.*?</p>', page, re.DOTALL)
    assert " ".join(re.sub("<[^>]+>", " ", said).split()) == "Signed in: ben"
    assert "/logout" not in page
    made.database.close()


def test_who_is_signed_out_sees_no_navigation(tmp_path: Path) -> None:
    made = filled(tmp_path)
    stranger = client_of(made, auth="plex")
    foreign = stranger.post("/theme", headers={"Origin": "http://evil.example"})
    assert foreign.status_code == 403
    for page in (stranger.get("/login").text, stranger.get("/nothing").text, foreign.text):
        assert posts(offers_of(page, "/login")) <= {"/theme", "/login"}
        for absent in ('class="places"', 'role="search"', 'id="keys"', 'href="/about"', 'id="visitor"'):
            assert absent not in page
    made.database.close()


def test_who_would_like_to_come_in_is_told_to_those_who_can_let_them_in(tmp_path: Path) -> None:
    made = noticed(tmp_path)
    told = {who: enter(client_of(made, auth="plex")).get("/").text for who, enter in SIGNED_IN.items()}
    assert [who for who, page in told.items() if "Somebody would like to come in" in page] == ["owner"]
    assert 'href="/settings/people">See who asks</a>' in told["owner"]
    made.database.close()


def test_a_search_that_needs_a_key_is_found_below_a_sub_path_too(tmp_path: Path) -> None:
    made = filled(tmp_path)
    client = client_of(made)
    page = client.get("/", base_url="http://localhost/parity").text
    found = re.findall(r'href="([^"]*/out/[0-9a-f]{16})"', page)
    assert found
    assert {address.rpartition("/")[0] for address in found} == {"/parity/out"}
    made.database.close()
