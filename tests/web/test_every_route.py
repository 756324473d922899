"""Every address of the app, and what each visitor is answered there, as the table of addresses says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from parity.actions import hooks, keys
from parity.actions.ports import House
from parity.core.roles import Role
from parity.store import hooks as store
from parity.web import limits
from tests.store.builders import add_episode, add_scan, add_show, day
from tests.store.films import begin
from tests.web.hooking import password
from tests.web.houses import (
    WITH_KEY,
    app_of,
    as_manager,
    as_owner,
    as_viewer,
    client_of,
    house_in,
    new_house_in,
    person_on,
    token_on,
)
from tests.web.route_table import FILLED, TABLE

SIGN_IN: dict[str, Callable[[FlaskClient], FlaskClient]] = {
    "anonymous": lambda client: client,
    "viewer": as_viewer,
    "manager": as_manager,
    "owner": as_owner,
}
RANK = {"anonymous": 0, "viewer": 1, "manager": 2, "owner": 3}
NOTHING: dict[str, str] = {}
FOREIGN = {"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site"}


@dataclass
class Route:
    """One method of one address, and its row."""

    method: str
    path: str
    rule: str
    need: str
    answered: int | tuple[int, ...]

    @property
    def statuses(self) -> tuple[int, ...]:
        """What is answered to who may."""
        return self.answered if isinstance(self.answered, tuple) else (self.answered,)

    @property
    def changes(self) -> bool:
        """Whether it takes a form."""
        return self.method != "GET"

    def is_for(self, visitor: str) -> bool:
        """Whether this visitor may, once the setup is over."""
        return self.need == "anyone" or RANK[visitor] >= RANK.get(self.need, RANK["owner"])


def routes(app: Flask) -> Iterator[Route]:
    """All of them; KeyError for one that has no row."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            path = app.url_for(rule.endpoint, **{name: FILLED[name] for name in rule.arguments})  # type: ignore[arg-type]
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield Route(method, path, rule.rule, *TABLE[f"{method} {rule.rule}"])


def fill(house: House) -> House:
    """What the addresses lead to."""
    with house.database.writing() as connection:
        show = add_show(connection, "Dark")
        begin(connection, 1, "Alien Collection", owned=348)
        add_episode(connection, show, (1, 1), day(-20))
        add_scan(connection, "running")  # so that none is begun
    person_on(house, Role.OWNER)
    return house


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[House]:
    """A house that has been set up, with a show, a scan and an owner."""
    house = fill(house_in(tmp_path))
    yield house
    house.database.close()


class Browsers:
    """A browser for each visitor, with the token of its forms."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._open: dict[str, tuple[FlaskClient, str]] = {}

    def ask(
        self, visitor: str, route: Route, token: bool = True, headers: dict[str, str] | None = None
    ) -> TestResponse:
        """What this visitor is answered."""
        if visitor not in self._open:
            client = SIGN_IN[visitor](client_of(self._house, auth="plex"))
            self._open[visitor] = client, token_on(client, "/nothing")
        client, its_token = self._open[visitor]
        form = {"csrf_token": its_token} if token and route.changes else None
        limits.reset()
        answer = client.open(route.path, method=route.method, data=form, headers=headers, buffered=True)
        if "sign-out" in route.rule or "logout" in route.rule:
            del self._open[visitor]  # it has another session by now
        return answer


def pages(house: House) -> list[Route]:
    """All but what programs come in by."""
    return [route for route in routes(client_of(house, auth="plex").application) if route.need not in ("key", "hook")]


def test_every_route_has_a_row_and_every_row_a_route(house: House) -> None:
    found = {
        f"{method} {rule.rule}"
        for rule in app_of(house).url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert found - set(TABLE) == set(), "give each a row in TABLE and a need in parity/web/roles.py"
    assert set(TABLE) - found == set(), "these are gone"


@pytest.mark.parametrize("visitor", list(SIGN_IN))
def test_each_visitor_gets_what_is_theirs_and_nothing_else(visitor: str, filled: House) -> None:
    browsers = Browsers(filled)
    for route in pages(filled):
        answer = browsers.ask(visitor, route)
        said = (answer.status_code, route.method, route.path)
        if route.is_for(visitor):
            assert answer.status_code in route.statuses, said
        elif visitor != "anonymous":
            assert said == (403, route.method, route.path)
        elif route.changes or route.path.startswith("/pictures/"):
            assert said == (401, route.method, route.path)
        else:
            assert said == (303, route.method, route.path)
            assert answer.headers["Location"].startswith("/login")


def test_nobody_changes_anything_without_the_token_of_a_page_or_from_a_foreign_one(filled: House) -> None:
    browsers = Browsers(filled)
    for route in pages(filled):
        without = browsers.ask("owner", route, token=False)
        foreign = browsers.ask("owner", route, headers=FOREIGN)
        assert without.status_code in ((400,) if route.changes else route.statuses), route.path
        assert foreign.status_code in ((403,) if route.changes else route.statuses), route.path
        if route.changes:
            assert "This page was open for too long" in without.text
            assert "a page of another site" in foreign.text


def test_the_api_is_for_keys_and_for_nobody_who_is_signed_in(filled: House) -> None:
    client = client_of(filled, auth="plex")
    read, manage = (keys.make(filled, "api", scope, "a program") for scope in ("read", "manage"))
    api = [route for route in routes(client.application) if route.need == "key"]
    assert len(api) > 15
    for route in api:

        def asked(who: FlaskClient, key: str, headers: dict[str, str] = NOTHING, route: Route = route) -> int:
            limits.reset()
            given = {"X-Api-Key": key, **headers} if key else headers
            body: dict[str, str] | None = None if "rescan" in route.rule or not route.changes else {}
            return who.open(route.path, method=route.method, json=body, headers=given).status_code

        assert asked(client, "") == asked(client, "wrong") == 401, route.path
        assert asked(as_owner(client_of(filled, auth="plex")), "") == 401, route.path
        assert asked(client, read) in ((403,) if route.changes else route.statuses), route.path
        for key in (manage, WITH_KEY["X-Api-Key"]):
            assert asked(client, key, FOREIGN) in route.statuses, route.path


def test_the_hooks_are_for_their_secrets_and_for_nobody_who_is_signed_in(filled: House) -> None:
    """A browser sends a password along by itself, also for a page of another site."""
    for kind in ("plex", "arr", "path"):
        hooks.make(filled, kind, f"of-{kind}")
    with filled.database.reading() as connection:
        secrets = {str(row.kind): row.secret for row in store.every(connection)}
    client, owner = client_of(filled, auth="plex"), as_owner(client_of(filled, auth="plex"))
    of_hooks = [route for route in routes(client.application) if route.need == "hook"]
    assert len(of_hooks) > 15
    for route in of_hooks:
        limits.reset()
        secret = secrets["plex" if "/plex" in route.path else "path" if "/path" in route.path else "arr"]

        def asked(path: str, headers: dict[str, str] = NOTHING, who: FlaskClient = client, route: Route = route) -> int:
            return who.open(path, method=route.method, headers=headers).status_code

        assert asked(route.path) == asked(route.path, who=owner) == 401, route.path
        if "<secret>" in route.rule:
            assert asked(route.path.replace("/none", f"/{secret}")) in route.statuses, route.path
        else:
            assert asked(route.path, password(secret)) in route.statuses, route.path
            assert asked(route.path, {**password(secret), **FOREIGN}) == 403, route.path


def test_before_the_setup_is_over_all_pages_lead_to_it(tmp_path: Path) -> None:
    house = new_house_in(tmp_path)
    browsers = Browsers(house)
    for route in pages(house):
        if route.need in ("anyone", "begin"):
            assert browsers.ask("anonymous", route).status_code not in (401, 403, 409), route.path
            continue
        answer = browsers.ask("anonymous", route)
        if route.changes or route.path.startswith("/pictures/"):
            assert answer.status_code == 409, route.path
        else:
            assert (answer.status_code, answer.headers["Location"]) == (303, "/setup"), route.path
    house.database.close()
