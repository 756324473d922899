"""Maintenance: shows nobody could match, what was decided, held libraries, cache and database."""

import json
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from parity.actions import decide
from parity.actions.decide import Target
from parity.actions.ports import House
from parity.store import decisions, scans
from parity.store.database import Connection
from tests.store.builders import NOW, TODAY, add_household, add_library, add_show, new_database, statements
from tests.web.houses import FRAGMENT, ShutDoors, buttons, client_of, house_of, token_on

EVIL = "<script>alert('x')</script>"
FOUND = json.dumps(
    [{"tmdb_id": 101, "title": "The Office", "year": 2001}, {"tmdb_id": 102, "title": EVIL, "year": None}]
)


def add_doubts(connection: Connection) -> None:
    """One show without a match, one whose numbering is another one."""
    add_show(connection, "Office", standing="unmatched", reason="two shows fit", candidates=FOUND, checked_at=None)
    add_show(connection, "Bleach", standing="suspect", reason="numbered by TheTVDB")


def add_decision(connection: Connection, label: str, kind: str = "ignore_show", reason: str = "") -> int:
    return decisions.add(connection, kind, [f"tmdb:{label}"], label, NOW, TODAY, reason=reason)


def standing(house: House) -> list[tuple[str, str]]:
    with house.database.reading() as connection:
        return [(row.decision.kind, row.decision.value) for row in decisions.standing(connection)]


@pytest.fixture
def full(house: House) -> House:
    """A house with two doubts and a decision of each sort."""
    with house.database.writing() as connection:
        add_doubts(connection)
        add_decision(connection, "Firefly S01E02", "ignore_episode", reason="never again")
        add_decision(connection, "Dark: policy none", "policy")
    return house


def test_where_all_is_well_there_is_nothing_to_mend(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        add_show(connection, "Firefly")
    page = client.get("/maintenance").text
    for said in ("Every show is matched.", "Every matched show is compared.", "Nothing is ignored.", "decided by hand"):
        assert said in page
    assert 'id="libraries"' in page


def test_the_page_tells_doubts_with_candidates_and_decisions_with_undo(full: House, client: FlaskClient) -> None:
    page = " ".join(client.get("/maintenance").text.split())
    for said in [
        "two shows fit",
        '<input type="hidden" name="tmdb_id" value="101">',
        "<strong>The Office</strong>",
        "numbered by TheTVDB",
        '<a href="/shows/2">Bleach</a>',
        'Firefly S01E02 <small class="quiet">never again</small>',
        "Dark: policy none",
        '<input type="hidden" name="decision" value="1">',
    ]:
        assert said in page, said


def test_the_topics_stand_in_the_order_of_the_page(full: House, client: FlaskClient) -> None:
    with full.database.writing() as connection:
        add_library(connection, "Anime", state="held", notice="Plex lists 12 episodes where there were 240.")
    page = client.get("/maintenance").text
    topics = re.findall(r'<li><a href="#(\w+)">', page)
    assert len(topics) == 7
    assert topics == re.findall(r'<section id="(\w+)"', page)


def test_each_list_comes_alone_for_htmx(full: House, client: FlaskClient) -> None:
    for section in ("unmatched", "suspect", "ignored", "decided", "libraries"):
        alone = client.get(f"/maintenance?section={section}&list={section}", headers=FRAGMENT)
        assert alone.text.startswith(f'<section id="{section}"')
        assert client.get(f"/maintenance?section={section}").text.startswith("<!doctype html>")


def test_a_candidate_is_chosen_by_a_button_and_tmdb_is_asked(full: House, client: FlaskClient) -> None:
    form = {"tmdb_id": "101", "csrf_token": token_on(client)}
    answer = client.post("/maintenance/match/1", data=form)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/maintenance")
    page = client.get("/maintenance").text
    assert "Office is TMDB 101. TMDB is asked about it." in page
    assert "Every show is matched." in page
    assert ("match", "101") in standing(full)
    with full.database.reading() as connection:
        scan = scans.active(connection)
    assert scan is not None
    assert scan.mode == "show"


def test_who_hears_the_page_tells_its_buttons_apart(house: House, client: FlaskClient) -> None:
    twins = json.dumps([{"tmdb_id": number, "title": "The Traitors", "year": 2023} for number in (101, 102)])
    with house.database.writing() as connection:
        add_show(connection, "The Traitors", standing="unmatched", candidates=twins)
        for title in ("Bleach", "American Horror Story"):
            add_show(connection, title, standing="suspect")
    heard = buttons(client.get("/maintenance").text)
    assert {"This one: The Traitors 2023, TMDB 102", "Match: Bleach", "It is another show: Bleach"} <= set(heard)
    assert len(heard) == len(set(heard))


def test_htmx_gets_a_toast_with_undo_and_the_lists_are_told(full: House, client: FlaskClient) -> None:
    form = {"tmdb_id": "77", "csrf_token": token_on(client)}
    answer = client.post("/maintenance/match/2", data=form, headers=FRAGMENT)
    assert answer.headers["HX-Trigger"] == '{"showChanged": {"target": "body"}}'
    assert '<input type="hidden" name="decision" value="3">' in answer.text
    undone = client.post("/decisions/undo", data={"decision": "3", "csrf_token": token_on(client)}, headers=FRAGMENT)
    assert undone.status_code == 200
    assert ("match", "77") not in standing(full)
    again = client.post("/decisions/undo", data={"decision": "3", "csrf_token": token_on(client)}, headers=FRAGMENT)
    assert "That was taken back already." in again.text
    assert again.headers["HX-Trigger"] == answer.headers["HX-Trigger"]


@pytest.mark.parametrize("typed", ["", "0", "abc", "-5", "1" * 12, "²"])
def test_what_is_no_tmdb_number_is_told_beside_its_field(typed: str, full: House, client: FlaskClient) -> None:
    form = {"tmdb_id": typed, "csrf_token": token_on(client)}
    alone = client.post("/maintenance/match/1", data=form, headers=FRAGMENT)
    whole = client.post("/maintenance/match/1", data=form)
    assert (alone.status_code, whole.status_code) == (422, 422)
    assert alone.text.startswith('<article id="doubt-1"')
    for said in ("A TMDB id is a number such as 1396", f'value="{typed}"', 'aria-invalid="true"'):
        assert said in alone.text
        assert said in whole.text
    assert [kind for kind, _ in standing(full)] == ["ignore_episode", "policy"]


def test_the_address_of_a_page_at_tmdb_names_the_show_too(full: House, client: FlaskClient) -> None:
    typed = "https://www.themoviedb.org/tv/101-the-office?language=en"
    form = {"tmdb_id": typed, "csrf_token": token_on(client)}
    assert client.post("/maintenance/match/1", data=form).status_code == 303
    assert ("match", "101") in standing(full)


def test_a_show_that_is_not_there_is_told(client: FlaskClient) -> None:
    for typed in ("5", "x"):
        form = {"tmdb_id": typed, "csrf_token": token_on(client)}
        assert client.post("/maintenance/match/99", data=form, headers=FRAGMENT).status_code == 404


def test_a_decision_is_taken_back_from_the_list(full: House, client: FlaskClient) -> None:
    show = 2
    decide.ignore(full, Target(show))
    form = {"decision": "3", "back": "/maintenance", "csrf_token": token_on(client)}
    answer = client.post("/maintenance/undo/ignored", data=form)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/maintenance")
    assert [kind for kind, _ in standing(full)] == ["ignore_episode", "policy"]


def focused(answer: str) -> list[str]:
    """The ids of what gets the focus when htmx puts an answer into the page."""
    return re.findall(r'id="([^"]+)" tabindex="-1" autofocus', answer)


def test_who_matches_shows_by_keyboard_goes_on_from_the_next_one(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        for title in ("Anna", "Bruno", "Clara"):
            add_show(connection, title, standing="unmatched", candidates=FOUND)
    form = {"tmdb_id": "101", "csrf_token": token_on(client)}
    for show, then in ((2, "doubt-3-title"), (3, "doubt-1-title"), (1, "unmatched-title")):
        answer = client.post(f"/maintenance/match/{show}", data=form, headers=FRAGMENT).text
        assert '<hx-partial id="left-unmatched" hx-target="#unmatched" hx-swap="outerHTML">' in answer
        assert focused(answer) == [then]
        form["tmdb_id"] = str(int(form["tmdb_id"]) + 1)


def test_who_takes_decisions_back_by_keyboard_goes_on_from_the_next_one(full: House, client: FlaskClient) -> None:
    with full.database.writing() as connection:
        for number in range(52):
            add_decision(connection, f"Show {number}")
    form = {"csrf_token": token_on(client)}
    newest = {"decision": "54", "row": "0"}
    oldest = {"decision": "1", "row": "2"}
    for named, page, then in ((newest, 1, "what-53"), (oldest, 2, "what-3")):
        to = f"/maintenance/undo/ignored?list=ignored&page={page}"
        answer = client.post(to, data={**form, **named}, headers=FRAGMENT)
        assert answer.text.startswith('<section id="ignored"')
        assert focused(answer.text) == [then]
        assert answer.headers["HX-Trigger"] == '{"showChanged": {"target": "body"}}'
    last = client.post("/maintenance/undo/decided", data={**form, "decision": "2", "row": "0"}, headers=FRAGMENT)
    assert focused(last.text) == ["decided-title"]
    assert "That was taken back already." in client.post(to, data={**form, **oldest}, headers=FRAGMENT).text
    assert "autofocus" not in client.get("/maintenance?section=ignored", headers=FRAGMENT).text


def test_fifty_decisions_stand_on_a_page_and_the_address_says_which(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        for number in range(60):
            add_decision(connection, f"Show {number}")
    first = client.get("/maintenance").text
    assert first.count('id="decision-') == 50
    assert 'href="/maintenance?list=ignored&amp;page=2"' in first
    second = client.get("/maintenance?list=ignored&page=2").text
    assert second.count('id="decision-') == 10
    assert "Show all of Maintenance" in second
    assert client.get("/maintenance?list=ignored&page=99").text.count('id="decision-') == 10
    assert 'id="cache"' not in second


def test_held_and_lost_libraries_have_their_next_step(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        add_library(connection, "Anime", state="held", notice="It shrank")
        add_library(connection, "Old", state="gone", notice="It is gone")
        add_library(connection, "Slow", state="failed", notice="It could not be read")
    page = client.get("/maintenance").text
    for said in ('name="accept_shrink" value="yes"', "Forget this library", "Read it again", "It shrank"):
        assert said in page, said
    forgotten = {"library": "Old", "csrf_token": token_on(client)}
    assert client.post("/libraries/forget", data=forgotten).status_code == 303
    assert "It is gone" not in client.get("/maintenance").text


def test_titles_from_outside_are_never_markup(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        add_show(connection, EVIL, standing="unmatched", reason=EVIL, candidates=FOUND)
        add_decision(connection, EVIL, reason=EVIL)
        add_library(connection, EVIL, state="held", notice=EVIL)
    page = client.get("/maintenance").text
    assert EVIL not in page
    assert page.count("&lt;script&gt;") >= 7


def test_the_cache_tells_its_figures_and_is_emptied_on_a_second_click(house: House) -> None:
    doors = ShutDoors(entries=1200, bytes=2_400_000)
    client = client_of(replace(house, doors=lambda: doors))
    page = " ".join(client.get("/maintenance").text.split())
    assert "It holds 1,200 answers of TMDB, 2.4 MB." in page
    assert "<summary>Empty the cache</summary>" in page
    form = {"csrf_token": token_on(client)}
    answer = client.post("/maintenance/flush", data=form, headers=FRAGMENT)
    assert answer.text.startswith('<section id="cache"')
    assert "The cache is empty." in answer.text
    assert client.post("/maintenance/flush", data=form).headers["Location"] == "/maintenance#cache"


def test_a_cache_that_does_not_answer_is_told(house: House) -> None:
    client = client_of(replace(house, doors=lambda: ShutDoors(None, None)))
    assert "The cache does not answer." in client.get("/maintenance").text


def test_the_database_is_checked_on_demand(house: House, client: FlaskClient) -> None:
    form = {"csrf_token": token_on(client)}
    answer = client.post("/maintenance/check", data=form, headers=FRAGMENT)
    assert answer.text.startswith('<section id="database"')
    assert "The database is whole." in answer.text
    assert client.post("/maintenance/check", data=form).headers["Location"] == "/maintenance#database"
    with closing(sqlite3.connect(str(house.database.path))) as raw, raw:
        raw.execute("INSERT INTO decision_keys VALUES (999, 'nobody')")
    said = client.post("/maintenance/check", data=form, headers=FRAGMENT).text
    assert "damaged: rows of decision_keys name something that is not there" in said


def test_the_page_costs_the_same_number_of_statements_for_20_shows_and_for_200(tmp_path: Path) -> None:
    costs = [cost(tmp_path, shows) for shows in (20, 200)]
    assert costs[0] == costs[1] <= 16


def cost(folder: Path, shows: int) -> int:
    """How many statements the page sends."""
    database = new_database(folder / f"{shows}.db")
    with database.writing() as connection:
        add_household(connection, shows)
        for number in range(shows):
            add_show(connection, f"Doubt {number}", standing="unmatched", candidates=FOUND)
            add_decision(connection, f"Doubt {number}")
    client = client_of(house_of(database, folder))
    with statements(database) as sent:
        assert client.get("/maintenance").status_code == 200
    database.close()
    return len(sent)
