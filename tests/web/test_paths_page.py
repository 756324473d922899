"""The page of paths: the rules in their order, what may be missing, and what happens to one path."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert, update

from parity.actions.ports import House
from parity.core.told import Told, Touched
from parity.store import arrivals, path_rules, refreshes, schema
from tests.store.builders import NOW
from tests.store.telling import add_hook
from tests.web.houses import FRAGMENT, as_viewer, client_of, token_on

EVIL = "/<script>alert('x')</script>"


@pytest.fixture(autouse=True)
def _shows(house: House) -> None:
    """The server Attic has its shows in /data/tv."""
    with house.database.writing() as connection:
        connection.execute(update(schema.libraries).values(section_key="1", locations='["/data/tv"]'))


def text_of(client: FlaskClient, path: str = "/library/paths") -> str:
    page = client.get(path)
    assert page.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


def send(client: FlaskClient, path: str = "/library/paths", status: int = 200, **form: str) -> str:
    given = {"csrf_token": token_on(client, "/library/paths"), **form}
    answer = client.post(path, data=given, headers=FRAGMENT)
    assert answer.status_code == status, answer.text
    return answer.text


def kept(house: House) -> list[str]:
    with house.database.reading() as connection:
        return [rule.matches for rule in path_rules.every(connection)]


def test_a_rule_is_made_moved_and_dropped(house: House, client: FlaskClient) -> None:
    assert "There is no rule: every path is taken as it is told." in text_of(client)
    assert "The rule holds from now on" in send(client, folder="/tv", becomes="/data/tv")
    send(client, folder="^/in/(.*)", becomes="/data/tv/$1", kind="regex", ignore_case="yes", server="m1")
    assert kept(house) == ["/tv", "^/in/(.*)"]
    assert "^/in/(.*) → /data/tv/$1 pattern, in any case · for Attic" in text_of(client)
    send(client, "/library/paths/2/up")
    assert kept(house) == ["^/in/(.*)", "/tv"]
    send(client, "/library/paths/2/down")
    assert kept(house) == ["/tv", "^/in/(.*)"]
    assert "The rule is dropped." in send(client, "/library/paths/1/drop")
    assert "This rule is gone already." in send(client, "/library/paths/1/up")
    assert kept(house) == ["^/in/(.*)"]


def test_a_rule_typed_wrong_comes_back_with_what_is_wrong(house: House, client: FlaskClient) -> None:
    part = send(client, status=422, folder="tv", becomes=EVIL)
    assert "from the beginning" in part
    assert 'value="tv"' in part
    assert "<script>alert" not in part
    whole = client.post("/library/paths", data={"csrf_token": token_on(client, "/library/paths"), "folder": "tv"})
    assert whole.status_code == 422
    assert "<h1>" in whole.text
    assert kept(house) == []


def test_a_path_is_followed_step_by_step(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        add_hook(connection, "sonarr")
    send(client, folder="/tv", becomes="/data/tv", source="sonarr")
    asked = "/library/paths?path=/tv/Dark/Season 1/1.mkv"
    page = text_of(client, f"{asked}&source=sonarr")
    assert "/tv → /data/tv fits: it becomes /data/tv/Dark/Season 1/1.mkv" in page
    assert "Attic would be asked: GET /library/sections/1/refresh?path=/data/tv/Dark/Season%201" in page
    assert "Test it: let Attic scan it" in page
    part = client.get(asked, headers=FRAGMENT).text
    assert part.lstrip().startswith('<section id="doctor"')
    assert "No library holds this path, so nothing would be scanned." in part
    assert "<script>alert" not in client.get("/library/paths", query_string={"path": EVIL}).text


def test_what_is_shown_there_can_be_tried(house: House, client: FlaskClient) -> None:
    form = {"server": "m1", "folder": "/data/tv/Dark/Season 1"}
    answer = client.post("/library/paths/scan", data={"csrf_token": token_on(client, "/library/paths"), **form})
    assert answer.status_code == 303
    with house.database.reading() as connection:
        assert [row.folder for row in refreshes.every_open(connection)] == ["/data/tv/Dark/Season 1"]


def test_a_rule_that_may_be_missing_is_one_press_away(house: House, client: FlaskClient) -> None:
    held = {"library_id": 1, "rating_key": "12", "show_key": "11", "title": "Secrets", "live": True}
    with house.database.writing() as connection:
        connection.execute(insert(schema.held_episodes), {**held, "file": "/data/tv/Dark/Season 1/1.mkv"})
        told = Told("sonarr", "Download", "It came.", (Touched("/series/Dark/Season 1/2.mkv"),))
        arrivals.add(connection, "sonarr", told, None, NOW)
    assert "Perhaps a rule is missing: /series → /data/tv . Shows has Dark there." in text_of(client)
    assert "Perhaps a rule is missing" not in send(client, folder="/series", becomes="/data/tv")


def test_a_viewer_looks_and_changes_nothing(house: House) -> None:
    viewer = as_viewer(client_of(house, auth="plex"))
    page = viewer.get("/library/paths").text
    assert "Make a rule" not in page
    assert 'id="check-path"' in page
    assert viewer.post("/library/paths", data={"folder": "/a", "becomes": "/b"}).status_code in (400, 403)
