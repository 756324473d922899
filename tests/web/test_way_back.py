"""Who opens an address that only a form sends to, as a reload does without JavaScript, comes to the form's page."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from parity.actions.ports import House
from tests.store.builders import add_show
from tests.store.film_builders import Given, add_collection, add_film_library
from tests.web.houses import FRAGMENT

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
VALUES = {"topic": "plex", "service": "tmdb", "wish": "pause", "scan_id": "1", "key": "ignored"}
VALUES |= {"collection_id": "1", "film_id": "1", "way": "up"}


def only_sent_to(app: Flask) -> list[Rule]:
    """Every address of a page that takes a form and cannot be opened."""
    rules = list(app.url_map.iter_rules())
    opened = {rule.rule for rule in rules if "GET" in (rule.methods or ())}
    return [rule for rule in rules if "POST" in (rule.methods or ()) and rule.rule not in opened]


def path_of(app: Flask, rule: Rule, show_id: int) -> str:
    """The address itself."""
    values = {
        **VALUES,
        "show_id": show_id,
        "collection_id": 1,
        "film_id": 1,
        "decision_id": 1,
        "person_id": 1,
        "key_id": 1,
        "hook_id": 1,
        "refresh_id": 1,
        "rule_id": 1,
        "run_id": 1,
        "deed": "retry",
        "what": "folder",
        "arrival_id": 1,
    }
    with app.test_request_context():
        return app.url_for(rule.endpoint, **{name: values[name] for name in rule.arguments})  # type: ignore[arg-type]


def test_every_address_that_a_form_sends_to_leads_to_a_page(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        show = add_show(connection, "Dark")
        add_collection(connection, 1, "Rocky", [Given(1366, "Rocky", owned=True)], add_film_library(connection))
    app = client.application
    pages = [rule for rule in only_sent_to(app) if not rule.rule.startswith("/api/")]
    assert len(pages) > 15
    opened_too = app.url_map.bind("localhost")
    for path in (path_of(app, rule, show) for rule in pages):
        if opened_too.test(path, "GET"):
            continue  # a step of the setup sends to its own address
        opened = client.get(path, headers=BROWSER)
        assert opened.status_code == 303, path
        assert client.get(opened.headers["Location"], follow_redirects=True).status_code == 200, path


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/settings/plex", "/settings#topic-plex"),
        ("/settings/plex/default", "/settings#topic-plex"),
        ("/settings/test/tmdb", "/settings#test-tmdb"),
        ("/settings/key", "/settings#api"),
        ("/maintenance/match/7", "/maintenance#doubt-7"),
        ("/maintenance/flush", "/maintenance#cache"),
        ("/shows/7/policy", "/shows/7"),
        ("/shows/ignore?state=missing&q=a%20b", "/shows?state=missing&q=a%20b"),
        ("/movies/7/ignored", "/movies/7"),
        ("/movies/films/7/match?state=all", "/movies?state=all"),
        ("/scans/1/pause", "/"),
        ("/decisions/undo", "/"),
        ("/theme", "/"),
        ("/settings/people/7", "/settings/people"),
        ("/settings/people/sign-out", "/settings/people"),
        ("/settings/keys/7/revoke", "/settings/keys"),
        ("/settings/keys/main", "/settings/keys"),
        ("/settings/hooks/7/revoke", "/settings/hooks"),
        ("/settings/servers/by-hand", "/settings#plex-servers"),
        ("/settings/account/sign-out", "/settings#account"),
        ("/setup/servers/look", "/setup"),
        ("/setup/libraries/read", "/setup"),
    ],
)
def test_it_is_the_page_that_has_the_form(path: str, page: str, client: FlaskClient) -> None:
    assert client.get(path, headers=BROWSER).headers["Location"] == page


def test_programs_and_parts_of_pages_are_told_that_it_takes_no_such_request(client: FlaskClient) -> None:
    assert client.get("/theme", headers={"Accept": "application/json"}).status_code == 405
    assert client.get("/theme", headers={**BROWSER, **FRAGMENT}).status_code == 405
    api = client.get("/api/v1/shows/1/rescan", headers={**BROWSER, "X-Api-Key": "the-api-key"})
    assert (api.status_code, api.is_json) == (405, True)
