"""The page of paths: a doctor for one path, the rules in their order, and what may be missing."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, update
from werkzeug.test import TestResponse

from parity.actions.ports import House
from parity.actions.queue_refresh import note_unmapped
from parity.core.paths import Place, Rule, steps
from parity.core.told import Told, Touched
from parity.store import arrivals, path_rules, players, refreshes, schema
from parity.store.database import Connection
from parity.web import path_words
from tests.store.builders import NOW, add_library, new_database, statements
from tests.store.telling import add_hook, ago
from tests.web.houses import FRAGMENT, as_viewer, buttons, client_of, house_of, token_on

EVIL = "/<script>alert('x')</script>"
PAGE = "/library/paths"
LOST = "/series/Dark/Season 1/2.mkv"
TV = {"kind": "prefix", "told": "/tv", "called": "/data/tv"}


@pytest.fixture(autouse=True)
def _shows(house: House) -> None:
    """The server Attic has its shows in /data/tv, among them Dark."""
    held = {"library_id": 1, "rating_key": "12", "show_key": "11", "title": "Secrets", "live": True}
    with house.database.writing() as connection:
        connection.execute(update(schema.libraries).values(section_key="1", locations='["/data/tv"]'))
        connection.execute(update(schema.servers).values(version="1.41.0"))
        connection.execute(insert(schema.held_episodes), {**held, "file": "/data/tv/Dark/Season 1/1.mkv"})


def words(html: str) -> str:
    """What a page says, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def looked_at(client: FlaskClient, path: str, source: str = "") -> str:
    """What the page says of a path."""
    return words(client.get(PAGE, query_string={"path": path, "source": source}).text)


def send(client: FlaskClient, to: str = "/rules", **form: str) -> TestResponse:
    """The answer to a form of the page, without htmx."""
    return client.post(f"{PAGE}{to}", data={"csrf_token": token_on(client, PAGE), **form})


def part(client: FlaskClient, to: str = "/rules", back: str = PAGE, **form: str) -> str:
    """The part of the page that htmx gets for a form."""
    given = {"csrf_token": token_on(client, PAGE), "back": back, **form}
    answer = client.post(f"{PAGE}{to}", data=given, headers=FRAGMENT)
    assert answer.status_code == 200, answer.text
    assert answer.text.lstrip().startswith('<div id="paths"')
    return words(answer.text)


def kept(house: House) -> list[str]:
    with house.database.reading() as connection:
        return [rule.matches for rule in path_rules.every(connection)]


def lose(connection: Connection, path: str = LOST, source: str = "sonarr") -> None:
    """A file was told for which no library has a place."""
    told = Told("sonarr", "Download", "It came.", (Touched(path),))
    message = arrivals.add(connection, source, told, None, ago(60))
    arrivals.settle(connection, message, "unmapped")
    refreshes.link(connection, note_unmapped(connection, path, source, ago(60)), message)


def test_rules_are_made_moved_changed_and_removed(house: House, client: FlaskClient) -> None:
    assert "There is none yet." in words(client.get(PAGE).text)
    assert "The rule is there." in part(client, **TV)
    assert send(client, **TV).status_code == 303
    pattern = {"kind": "regex", "told": "^/in/(.*)", "called": "/data/tv/$1", "source": "sonarr", "server": "m1"}
    said = part(client, **pattern, ignore_case="yes")
    assert "a pattern · told by sonarr · only on Attic · capital letters do not count" in said
    assert kept(house) == ["/tv", "^/in/(.*)"]
    assert "The rule has moved up." in part(client, "/rules/2/up")
    part(client, "/rules/2/up")
    assert kept(house) == ["^/in/(.*)", "/tv"]
    assert send(client, "/rules/2/down").headers["Location"] == PAGE
    edited = client.get(f"{PAGE}?edit=2").text
    assert 'value="^/in/(.*)"' in edited
    assert "Remove this rule" in edited
    assert "Saved." in part(client, "/rules/2", kind="prefix", told="/new", called="/data/tv")
    assert kept(house) == ["/tv", "/new"]
    assert "The rule is removed." in part(client, "/rules/1/remove")
    for to in ("/rules/1/remove", "/rules/1/up"):
        assert "not there any more" in part(client, to)
    assert "not there any more" in part(client, "/rules/1", **TV)
    assert kept(house) == ["/new"]


@pytest.mark.parametrize("headers", [None, FRAGMENT])
@pytest.mark.parametrize(
    ("kind", "told", "called", "field", "said"),
    [
        ("prefix", "tv", "/data/tv", "told", "Give both folders whole, from the beginning"),
        ("prefix", "/tv", "", "called", "Give both folders whole, from the beginning"),
        ("prefix", "", EVIL, "told", "Give what to look for"),
        ("regex", "(", "/tv", "told", "The pattern cannot be read"),
        ("regex", "(a)", "/$2", "called", "There is no group 2"),
    ],
)
def test_what_makes_no_rule_is_said_beside_its_field(
    house: House,
    client: FlaskClient,
    headers: dict[str, str] | None,
    kind: str,
    told: str,
    called: str,
    field: str,
    said: str,
) -> None:
    with house.database.writing() as connection:
        made = path_rules.add(connection, Rule("prefix", "/a", "/b"))
    form = {"csrf_token": token_on(client, PAGE), "kind": kind, "told": told, "called": called}
    for to, key in (("/rules", "new"), (f"/rules/{made}", str(made))):
        answer = client.post(f"{PAGE}{to}", data=form, headers=headers)
        assert answer.status_code == 422
        assert f'aria-describedby="{field}-{key}-problem"' in answer.text
        assert said in words(answer.text)
        assert EVIL not in answer.text
        assert answer.text.count("aria-invalid") == 1
    assert kept(house) == ["/a"]


def test_a_choice_that_there_is_not_is_refused(house: House, client: FlaskClient) -> None:
    for wrong in ({"kind": "glob"}, {"server": "elsewhere"}, {"source": "x" * 101}):
        assert send(client, **{**TV, **wrong}).status_code == 422
    assert kept(house) == []


def test_a_path_is_followed_step_by_step_and_nobody_is_asked(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        add_hook(connection, "radarr")
        path_rules.add(connection, Rule("prefix", "/tv", "/data/tv", source="sonarr"))
        path_rules.add(connection, Rule("prefix", "/tv/4k", "/data/4k"))
    page = looked_at(client, "/tv/Dark/Season 1/1.mkv", "sonarr")
    assert "Plex would be asked to scan it Attic Told, and taken for a file: /tv/Dark/Season 1/1.mkv" in page
    assert "Rule 1 /tv → /data/tv fits, so it is called /data/tv/Dark/Season 1/1.mkv" in page
    assert "Rule 2 /tv/4k → /data/4k does not fit" in page
    assert "It lies in the library Shows, in /data/tv The folder to scan is /data/tv/Dark/Season 1" in page
    assert "to Attic, for Shows GET /library/sections/1/refresh?path=/data/tv/Dark/Season%201" in page
    assert "Test it for real" in page
    assert "is meant for another program or server" in looked_at(client, "/tv/Dark", "radarr")
    other = client.get(PAGE, query_string={"path": EVIL, "source": EVIL}).text
    assert "No library holds it, so nothing would be scanned" in words(other)
    assert "Test it for real" not in other
    assert EVIL not in other


def test_many_rules_that_do_nothing_are_folded(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        for number in range(8):
            path_rules.add(connection, Rule("prefix", f"/{number}", "/data/tv"))
    assert "7 rules did nothing" in looked_at(client, "/3/Dark")


def test_what_the_doctor_says_is_done_for_real_and_shown_in_the_library(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        path_rules.add(connection, Rule("prefix", "/tv", "/data/tv", source="sonarr"))
        connection.execute(
            insert(schema.servers), {"machine_id": "m2", "name": "Old", "seen_at": NOW, "followed": True}
        )
        add_library(connection, "Old", machine_id="m2", section_key="1", locations='["/data/tv"]')
        players.change(connection, "m2", told=False)
    for path, folder in (("/tv/Dark/Season 1/3.mkv", "/data/tv/Dark/Season 1"), ("/tv/Dark", "/data/tv/Dark")):
        answer = send(client, "/scan", path=path, source="sonarr")
        with house.database.reading() as connection:
            row = refreshes.every_open(connection)[-1]
        assert (row.machine_id, row.folder) == ("m1", folder)
        assert answer.headers["Location"] == f"/library#refresh-{row.id}"
    assert f'id="refresh-{row.id}"' in client.get("/library").text
    assert send(client, "/scan", path=" ").status_code == 422


def test_a_rule_that_may_be_missing_is_taken_and_the_doctor_and_what_waited_profit_at_once(
    house: House, client: FlaskClient
) -> None:
    with house.database.writing() as connection:
        lose(connection)
    assert "A rule may be missing: /series → /data/tv Shows has Dark there." in words(client.get(PAGE).text)
    asked = f"{PAGE}?path={LOST}&source=sonarr"
    page = looked_at(client, LOST, "sonarr")
    assert page.count("A rule may be missing") == 1
    assert "in no library /series/Dark/Season 1/2.mkv sonarr · 1 minute ago" in page
    taken = part(client, back=asked, told="/series", called="/data/tv")
    assert "Plex would be asked to scan it" in taken
    assert "A rule may be missing" not in taken
    assert "in no library" not in taken
    with house.database.reading() as connection:
        assert [row.folder for row in refreshes.every_open(connection)] == ["/data/tv/Dark/Season 1"]


def test_what_was_told_lately_is_one_click_away(house: House, client: FlaskClient) -> None:
    assert "No path was told yet." in words(client.get(PAGE).text)
    with house.database.writing() as connection:
        lose(connection, f"/{EVIL}/1.mkv", EVIL)
    page = client.get(PAGE).text
    [link] = re.findall(r'href="(/library/paths\?path=[^"]+)#doctor"', page)
    assert "No library holds it" in words(client.get(link.replace("&amp;", "&")).text)
    assert EVIL not in page


def test_a_viewer_looks_and_changes_nothing(house: House) -> None:
    with house.database.writing() as connection:
        lose(connection)
        path_rules.add(connection, Rule("prefix", "/tv", "/data/tv"))
    viewer = as_viewer(client_of(house, auth="plex"))
    page = viewer.get(f"{PAGE}?path=/tv/Dark&edit=1").text
    assert buttons(page[page.index("<main") : page.index("</main>")]) == ["Look"]
    assert "Plex would be asked to scan it" in page
    assert send(viewer, **TV).status_code == 403


def test_the_page_costs_the_same_statements_for_few_and_many(tmp_path: Path) -> None:
    costs = set()
    for number in (1, 30):
        database = new_database(tmp_path / f"{number}.db")
        with database.writing() as connection:
            for n in range(number):
                path_rules.add(connection, Rule("prefix", f"/{n}", "/data/tv"))
                lose(connection, f"/lost/{n}/1.mkv")
        client = client_of(house_of(database, tmp_path))
        with statements(database) as sent:
            client.get(f"{PAGE}?path=/lost/0/1.mkv")
        costs.add(len(sent))
        database.close()
    assert len(costs) == 1
    assert costs.pop() <= 30


@given(
    st.lists(st.tuples(st.sampled_from(["/tv", "/tv/a", "/b", "/"]), st.sampled_from(["", "sonarr"])), max_size=9),
    st.sampled_from(["/tv/a/x", "/b", "/c/d.mkv"]),
)
def test_every_step_is_told_once_and_the_rules_in_their_order(found: list[tuple[str, str]], path: str) -> None:
    rules = [Rule("prefix", at, "/data", source, id=9 - place) for place, (at, source) in enumerate(found)]
    numbers = {rule.id: number for number, rule in enumerate(rules, 1)}
    all_steps = steps(path, "radarr", rules, [Place("m1", "1", "show", "TV", ("/data",))])
    way = path_words.way("Attic", all_steps, numbers)
    told = [*way.passed, *way.steps]
    assert len(told) == len(all_steps)
    for these in (way.passed, [each for each in way.steps if each.rule]):
        assert [each.number for each in these] == sorted(each.number for each in these)
    assert {each.number for each in told} - {0} == set(numbers.values())
    assert way.arrives == any(step.did in ("scan", "whole") for step in all_steps)
