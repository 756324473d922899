"""The page of all shows: told, narrowed, sorted, searched by its address; and what is done to all that fit."""

import re
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from parity.actions.ports import House
from parity.store import decisions, scans
from parity.store.database import Database
from tests.store.builders import (
    add_episode,
    add_household,
    add_library,
    add_scan,
    add_show,
    day,
    new_database,
    statements,
)
from tests.web.houses import FRAGMENT, client_of, house_in, house_of

EVIL = "<script>alert('x')</script>"


def fill(house: House) -> None:
    """A show with gaps and a next episode, one that is complete, one that is ignored."""
    with house.database.writing() as connection:
        anime = add_library(connection, "Anime")
        severance = add_show(connection, "Severance", year=2022, status="Returning Series")
        add_episode(connection, severance, (2, 9), day(-9))
        add_episode(connection, severance, (2, 10), day(-1))
        add_episode(connection, severance, (3, 1), day(1))
        add_episode(connection, severance, (3, 2), day(8))
        add_show(connection, "Pokémon", anime, status="Ended", policy="from 3", poster="/pika.jpg")
        add_show(connection, "The Wire", sort_title="wire", status="Ended", ignored_by="ignored", ignored_until=day(3))


def plain(page: str) -> str:
    """What a reader sees: without tags, in single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def titles(client: FlaskClient, address: str = "/shows") -> list[str]:
    """The shows of a page, as their links say, in its order."""
    found = re.findall(r'<a href="/shows/\d+">(.*?)</a>', client.get(address, follow_redirects=True).text, re.DOTALL)
    return [plain(link) for link in found]


def table(client: FlaskClient, **query: str) -> list[str]:
    """The titles in the table of this query."""
    return titles(client, "/shows?view=table&" + "&".join(f"{name}={text}" for name, text in query.items()))


def hidden(client: FlaskClient, address: str = "/shows") -> dict[str, str]:
    """The hidden fields of the forms for all of these shows."""
    return dict(re.findall(r'name="(csrf_token|mark)" value="([^"]+)"', client.get(address).text))


def ignored(house: House) -> list[str]:
    """What stands as ignored."""
    with house.database.reading() as connection:
        return [row.label for row in decisions.standing(connection)]


def test_an_empty_house_says_where_to_begin(client: FlaskClient) -> None:
    page = client.get("/shows").text
    assert "Nothing can be scanned before Parity has" in plain(page)
    assert 'id="filters"' not in page
    assert 'id="bulk"' not in page


def test_posters_tell_of_each_show_what_stands_and_what_comes(house: House, client: FlaskClient) -> None:
    fill(house)
    page = client.get("/shows").text
    assert titles(client) == ["Pokémon", "Severance Severance 2022", "The Wire The Wire"]
    for said in (
        "3 shows",
        "Severance 2022 missing 2 episodes S03E01 tomorrow 2 upcoming Shows Checked just now",
        "complete Anime Wanted: from season 3",
        "ignored until 24 Nov 2026",
    ):
        assert said in plain(page), said
    assert 'src="/pictures/posters/pika.jpg"' in page


def test_the_table_tells_the_same_and_which_column_sorts_it(house: House, client: FlaskClient) -> None:
    fill(house)
    page = client.get("/shows?view=table&sort=-missing").text
    assert '<th scope="col" class="count" aria-sort="descending">' in page
    assert page.count("aria-sort") == 1
    assert 'href="/shows?sort=missing&amp;view=table"' in page
    assert 'href="/shows?sort=-checked&amp;view=table"' in page
    assert "Severance 2022 missing 2 2 episodes S03E01 tomorrow 2 upcoming Shows Checked just now" in plain(page)
    assert 'aria-sort="ascending"' in client.get("/shows?view=table&sort=missing").text


def test_each_filter_stands_in_the_address(house: House, client: FlaskClient) -> None:
    fill(house)
    assert table(client, state="missing") == ["Severance"]
    assert table(client, group="archive") == ["Pokémon", "The Wire"]
    assert table(client, library="Anime") == ["Pokémon"]
    assert table(client, policy="from") == ["Pokémon"]
    assert table(client, server="m1", state="ignored") == ["The Wire"]
    assert table(client, server="m2") == []
    assert table(client, q="pokemon") == ["Pokémon"]
    assert table(client, q="  the+wi ") == ["The Wire"]
    assert table(client, state="", q="", sort="next") == ["Severance", "Pokémon", "The Wire"]
    page = client.get("/shows?state=missing&q=sev&view=table").text
    assert '<option value="missing" selected>' in page
    assert 'value="sev"' in page
    assert '<input type="hidden" name="view" value="table">' in page


def test_a_title_is_found_as_people_type_it(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        for title in ("The Wire", "S.W.A.T.", "Spider-Man"):
            add_show(connection, title)
    found = {typed: table(client, q=typed) for typed in ("the", "the swat", "s.w.a.t.", "spiderman", "ew", "%")}
    assert (found["the"], found["spiderman"]) == (["The Wire"], ["Spider-Man"])
    assert found["the swat"] == found["s.w.a.t."] == ["S.W.A.T."]
    assert found["ew"] == found["%"] == []


def test_where_nothing_fits_the_filters_can_be_cleared(house: House, client: FlaskClient) -> None:
    fill(house)
    page = client.get("/shows?q=zzz&view=table").text
    assert "No show fits these filters. Clear the filters" in plain(page)
    assert 'href="/shows?view=table"' in page
    assert 'id="filters"' in page


@pytest.mark.parametrize("query", ["state=lost", "group=new", "sort=size", "view=cube", "policy=5", "q=" + "x" * 201])
def test_a_choice_that_there_is_not_is_refused_in_a_sentence(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/shows?{query}")
    assert answer.status_code == 422
    assert "cannot be" in answer.text


def test_htmx_gets_the_list_alone_with_links_that_keep_what_was_asked(house: House, client: FlaskClient) -> None:
    fill(house)
    alone = client.get("/shows?q=e&state=missing&group=", headers=FRAGMENT).text
    assert alone.startswith('<section id="shows"')
    assert 'hx-get="/shows?q=e&amp;state=missing&amp;page=1"' in alone
    assert 'href="/shows?q=e&amp;state=missing&amp;view=table"' in alone


def test_fifty_shows_stand_on_a_page(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        add_household(connection, 120, episodes=0)
    assert len(titles(client)) == 50
    assert table(client, page="3")[0] == "Show 00100"
    page = client.get("/shows?group=ongoing&page=2").text
    assert "Page 2 of 2" in page
    assert 'href="/shows?group=ongoing&amp;page=1"' in page


def test_what_comes_from_outside_is_only_text(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        add_library(connection, EVIL)
        add_show(connection, EVIL, trouble=EVIL, library=2, poster=f"/{EVIL}")
    for view in ("posters", "table"):
        assert EVIL not in client.get(f"/shows?view={view}&q={EVIL}").text
        assert EVIL not in client.get(f"/shows?view={view}&library={EVIL}").text


def test_all_that_fit_are_ignored_in_one_go_and_that_is_taken_back(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        add_household(connection, 60, episodes=0)
    fields = hidden(client, "/shows?group=archive")
    assert "Ignore 30 shows" in client.get("/shows?group=archive").text
    wish = {**fields, "reason": "seen elsewhere", "until": day(9).isoformat()}
    answer = client.post("/shows/ignore?group=archive", data=wish)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/shows?group=archive")
    assert len(ignored(house)) == 30
    page = client.get("/shows?group=archive").text
    assert "Ignored: 30 shows." in page
    assert 'name="decision" value="1-30"' in page
    assert 'id="ignore-all"' not in page
    undone = client.post("/decisions/undo", data={**fields, "decision": "1-30", "back": "/shows?group=archive"})
    assert undone.headers["Location"] == "/shows?group=archive"
    assert ignored(house) == []
    assert "Taken back: 30 decisions." in client.get("/shows").text


def test_htmx_gets_the_list_as_it_is_then_and_a_toast_with_undo(house: House, client: FlaskClient) -> None:
    fill(house)
    answer = client.post("/shows/ignore?state=missing", data=hidden(client, "/shows?state=missing"), headers=FRAGMENT)
    assert answer.text.startswith('<section id="shows"')
    assert "No show fits these filters." in answer.text
    assert 'name="decision" value="1"' in answer.text
    assert ignored(house) == ["Severance"]


def test_what_is_ignored_already_is_not_ignored_again(house: House, client: FlaskClient) -> None:
    fill(house)
    assert "Scan 3 shows" in client.get("/shows").text
    client.post("/shows/ignore", data=hidden(client))
    assert ignored(house) == ["Pokémon", "Severance"]


@pytest.mark.parametrize(
    ("until", "trouble"),
    [("2020-01-01", "2020-01-01 is past"), ("soon", "That is no day"), ("20271231", "That is no day")],
)
def test_a_day_that_cannot_be_comes_back_with_the_form(
    house: House, client: FlaskClient, until: str, trouble: str
) -> None:
    fill(house)
    wish = {**hidden(client), "reason": EVIL, "until": until}
    for headers, start in ((FRAGMENT, '<section id="shows"'), ({}, "<!doctype html>")):
        answer = client.post("/shows/ignore", data=wish, headers=headers)
        assert answer.status_code == 422
        assert answer.text.startswith(start)
        assert trouble in answer.text
        assert '<details id="bulk" open>' in answer.text
        assert EVIL not in answer.text
        assert f'value="{until}"' in answer.text
    assert ignored(house) == []


@pytest.mark.parametrize("what", ["ignore", "scan"])
def test_nothing_is_done_to_other_shows_than_were_shown(house: House, client: FlaskClient, what: str) -> None:
    fill(house)
    fields = hidden(client)
    with house.database.writing() as connection:
        add_show(connection, "Dark")
    client.post(f"/shows/{what}", data=fields)
    assert "Other shows fit these filters by now. Nothing was done: look again." in client.get("/shows").text
    assert client.post(f"/shows/{what}?state=lost", data=fields).status_code == 422
    with house.database.reading() as connection:
        assert scans.active(connection) is None
    assert ignored(house) == []


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("ignore", "Scan 1 is at work and may change"),
        ("scan", "Another scan is at work: wait until it has ended, or cancel it."),
    ],
)
def test_while_a_scan_runs_both_are_refused_in_a_sentence(
    house: House, client: FlaskClient, what: str, said: str
) -> None:
    fill(house)
    with house.database.writing() as connection:
        add_scan(connection, "running")
    assert client.post(f"/shows/{what}", data=hidden(client)).status_code == 303
    assert said in client.get("/shows").text
    assert ignored(house) == []


def test_all_that_fit_are_scanned_by_one_scan(house: House, client: FlaskClient) -> None:
    fill(house)
    answer = client.post("/shows/scan?group=archive", data=hidden(client, "/shows?group=archive"))
    assert answer.status_code == 303
    assert "The scan of 2 shows starts." in client.get("/shows").text
    with house.database.reading() as connection:
        row = scans.active(connection)
    assert row is not None
    assert (row.mode, row.wishes["shows"]) == ("show", [2, 3])
    fields = hidden(client, "/shows?group=archive")
    again = client.post("/shows/scan?group=archive", data=fields, headers=FRAGMENT).text
    assert "These shows are being scanned." in again
    assert 'class="toast error"' not in again


def test_servers_and_libraries_are_told_and_offered_only_where_there_are_several(tmp_path: Path) -> None:
    house = house_in(tmp_path)
    with house.database.writing() as connection:
        add_show(connection, "Severance")
    page = client_of(house).get("/shows").text
    house.database.close()
    assert 'name="library"' not in page
    assert 'name="server"' not in page
    assert "Shows Checked" not in plain(page)


@pytest.mark.parametrize("query", ["", "?view=table&sort=next&q=show&library=Shows&state=missing"])
def test_the_page_costs_the_same_number_of_statements_for_20_shows_and_for_200(tmp_path: Path, query: str) -> None:
    costs = [cost(new_database(tmp_path / f"{shows}.db"), tmp_path, shows, query) for shows in (20, 200)]
    assert costs[0] == costs[1] <= 7


def cost(database: Database, folder: Path, shows: int, query: str) -> int:
    """How many statements the page sends."""
    with database.writing() as connection:
        add_household(connection, shows)
    client = client_of(house_of(database, folder))
    with statements(database) as sent:
        assert client.get(f"/shows{query}").status_code == 200
    database.close()
    return len(sent)
