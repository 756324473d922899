"""The page of all collections: told, narrowed, sorted, searched by its address; and what is done to what fits."""

import json
import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from parity.actions.ports import House
from parity.store import decisions, scans, schema
from parity.web import movie_list
from tests.store.builders import NOW, add_scan, day, statements
from tests.store.film_builders import (
    Given,
    add_collection,
    add_film,
    add_film_household,
    add_film_library,
    add_plex_list,
)
from tests.web.houses import FRAGMENT

EVIL = "<script>alert('x')</script>"


@pytest.fixture
def filled(house: House) -> House:
    """A collection with gaps and something to come, one that is complete, one film that nobody could tell."""
    with house.database.writing() as connection:
        add_film_library(connection)
        kids = add_film_library(connection, "Kids")
        matrix = [
            Given(603, "The Matrix", -9000, True, {"poster": "/matrix.jpg"}),
            Given(604, "The Matrix Reloaded", -8000, columns={"rating": 5.5, "votes": 90}),
            Given(624860, "The Matrix Resurrections", -1700, True),
            Given(998, "The Matrix 5", 40),
            Given(999, "The Matrix 6", None),
        ]
        add_collection(connection, 2344, "The Matrix Collection", matrix, trouble="TMDB did not answer")
        add_collection(connection, 10194, "Toy Story Collection", [Given(862, "Toy Story", -9000, True)], kids)
        candidate = {"tmdb_id": 949, "title": "Heat", "year": 1995}
        add_film(connection, "Heat", year=1996, reason="two films fit", candidates=json.dumps([candidate]))
    return house


def plain(page: str) -> str:
    """What a reader sees: without tags, in single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def names(client: FlaskClient, query: str = "") -> list[str]:
    """The collections of a page, in its order."""
    page = client.get(f"/movies?{query}", follow_redirects=True).text
    return re.findall(r'<h2><a href="/movies/\d+">(.*?)</a>', page)


def fields(client: FlaskClient, query: str = "") -> dict[str, str]:
    """The hidden fields of the forms for all of these collections."""
    return dict(re.findall(r'name="(csrf_token|mark)" value="([^"]+)"', client.get(f"/movies?{query}").text))


def ignored(house: House) -> list[str]:
    """What stands as ignored."""
    with house.database.reading() as connection:
        return [row.label for row in decisions.standing(connection)]


def asked_for(house: House) -> dict[str, object]:
    """What the scan at work is to do."""
    with house.database.reading() as connection:
        row = scans.active(connection)
    return {"mode": row.mode, **row.wishes} if row else {}


def test_a_card_tells_what_is_there_what_is_missing_and_what_comes(filled: House, client: FlaskClient) -> None:
    page = client.get("/movies").text
    assert names(client) == ["The Matrix Collection"]
    for said in (
        "1 collection",
        "The Matrix Collection 2 of 3 here missing",
        f"The Matrix ({day(-9000).year}), here",
        f"The Matrix 5 ({day(40).year}), out on 31 Dec 2026 31 Dec 2026",
        "The Matrix 6, no date yet no date yet",
        f"Missing The Matrix Reloaded ({day(-8000).year}) Films · Checked just now TMDB did not answer",
    ):
        assert said in plain(page), said
    assert 'src="/pictures/posters/matrix.jpg"' in page
    assert re.findall(r'<li class="part (\w+)"', page) == ["have", "missing", "have", "upcoming", "announced"]


def test_only_so_many_posters_stand_in_a_row_and_the_rest_is_counted(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        add_film_library(connection)
        parts = [Given(1, "First", owned=True), *(Given(number, f"Part {number}", -900) for number in range(2, 27))]
        add_collection(connection, 645, "James Bond Collection", parts)
    page = client.get("/movies").text
    assert page.count('<li class="part ') == 9
    assert "+17 more" in plain(page)
    assert "and 17 more films" in plain(page)


def test_each_filter_stands_in_the_address(filled: House, client: FlaskClient) -> None:
    assert names(client, "state=all") == ["The Matrix Collection", "Toy Story Collection"]
    assert names(client, "state=all&sort=-name") == ["Toy Story Collection", "The Matrix Collection"]
    assert names(client, "state=complete") == ["Toy Story Collection"]
    assert names(client, "state=all&library=Kids") == ["Toy Story Collection"]
    assert names(client, "server=m2") == []
    assert names(client, "rating=6") == []
    assert names(client, "votes=10") == ["The Matrix Collection"]
    assert names(client, "votes=100") == []
    assert names(client, "shorts=hide") == ["The Matrix Collection"]
    assert names(client, "state=all&single=only") == ["Toy Story Collection"]
    assert names(client, "q=reloaded") == ["The Matrix Collection"]
    page = client.get("/movies?state=all&rating=6").text
    assert '<option value="all" selected>' in page
    assert '<details id="rarely" open>' in page
    assert '<details id="rarely">' in client.get("/movies").text


@pytest.mark.parametrize("query", ["state=lost", "sort=size", "rating=9", "votes=x", "shorts=1", "q=" + "x" * 201])
def test_a_choice_that_there_is_not_is_refused_in_a_sentence(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/movies?{query}")
    assert answer.status_code == 422
    assert "cannot be" in answer.text


def test_htmx_gets_the_list_alone_and_a_form_without_script_the_tidy_address(
    filled: House, client: FlaskClient
) -> None:
    alone = client.get("/movies?q=matrix&state=all&library=", headers=FRAGMENT).text
    assert alone.startswith('<section id="movies"')
    assert 'hx-get="/movies?q=matrix&amp;state=all&amp;page=1"' in alone
    assert client.get("/movies?q=matrix&state=&library=").headers["Location"] == "/movies?q=matrix"


def test_it_says_why_there_is_nothing(house: House, client: FlaskClient, able: None) -> None:
    said = [plain(client.get("/movies").text)]
    with house.database.writing() as connection:
        add_film_library(connection)
    said.append(plain(client.get("/movies").text))
    with house.database.writing() as connection:
        scan = add_scan(connection, "running")
    said.append(plain(client.get("/movies").text))
    with house.database.writing() as connection:
        scans.finish(connection, scan, "failed", "TMDB did not answer.", NOW)
    said.append(plain(client.get("/movies").text))
    with house.database.writing() as connection:
        add_scan(connection)
    said.append(plain(client.get("/movies").text))
    with house.database.writing() as connection:
        add_collection(connection, 1, "Rocky", [Given(1366, "Rocky", owned=True)])
    said.append(plain(client.get("/movies").text))
    said.append(plain(client.get("/movies?q=zzz").text))
    for sentence, page in zip(
        (
            "No library of films is followed: choose one in the settings. Open the Plex settings",
            "Nothing was scanned yet: start with a full scan. Go to the scan",
            "The first scan is at work: what it finds stands here as soon as it is done.",
            "The last scan failed. TMDB did not answer.",
            "No film here belongs to a collection yet, as far as the last scan could tell.",
            "All complete: nothing is missing in 1 collection. See all collections",
            "No collection fits these filters. Clear the filters",
        ),
        said,
        strict=True,
    ):
        assert sentence in page


def test_all_that_fit_are_ignored_in_one_go_and_that_is_taken_back(filled: House, client: FlaskClient) -> None:
    sent = {**fields(client, "state=all"), "reason": "enough"}
    answer = client.post("/movies/ignore?state=all", data=sent)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/movies?state=all")
    assert len(ignored(filled)) == 2
    page = client.get("/movies?state=all").text
    assert "Ignored: 2 collections." in page
    assert names(client, "state=ignored") == ["The Matrix Collection", "Toy Story Collection"]
    client.post("/decisions/undo", data={**sent, "decision": "1-2"})
    assert ignored(filled) == []
    assert names(client) == ["The Matrix Collection"]


def test_one_collection_is_ignored_from_its_card_but_not_its_future(filled: House, client: FlaskClient) -> None:
    sent = {**fields(client), "collection": "2344", "new_parts": "yes", "until": day(9).isoformat()}
    answer = client.post("/movies/ignore", data=sent, headers=FRAGMENT)
    assert answer.status_code == 200
    assert "The Matrix Collection is ignored." in answer.text
    assert 'name="decision" value="1"' in answer.text
    assert "All complete: nothing is missing" in plain(answer.text)
    with filled.database.reading() as connection:
        [row] = decisions.standing(connection)
    assert set(row.decision.value.split()) == {"603", "604", "624860", "998", "999"}
    assert "ignored until 30 Nov 2026" in plain(client.get("/movies?state=ignored").text)


def test_what_cannot_be_done_is_said_where_it_was_asked_for(filled: House, client: FlaskClient) -> None:
    sent = {**fields(client), "until": "2020-01-01", "reason": EVIL}
    one = client.post("/movies/ignore", data={**sent, "collection": "2344"}, headers=FRAGMENT)
    assert (one.status_code, EVIL in one.text) == (422, False)
    assert '<details id="ignore-2344" open>' in one.text
    ticked = client.post("/movies/ignore", data={**sent, "collection": "2344", "new_parts": "yes"}, headers=FRAGMENT)
    assert [page.count('name="new_parts" value="yes" checked') for page in (one.text, ticked.text)] == [0, 1]
    every = client.post("/movies/ignore", data=sent)
    assert every.status_code == 422
    assert '<details id="bulk" open>' in every.text
    assert client.post("/movies/ignore", data={**sent, "collection": "x"}).status_code == 422
    assert client.post("/movies/scan", data={**sent, "collection": "77"}).status_code == 404
    assert ignored(filled) == []


def test_nothing_is_done_to_what_was_not_shown(filled: House, client: FlaskClient) -> None:
    sent = fields(client)
    for what in ("ignore", "scan"):
        client.post(f"/movies/{what}?state=all", data=sent)
        assert "Other collections fit these filters by now." in client.get("/movies").text
    assert (ignored(filled), asked_for(filled)) == ([], {})


def test_one_or_all_that_fit_are_scanned(filled: House, client: FlaskClient) -> None:
    sent = fields(client, "state=all")
    client.post("/movies/scan?state=all", data={**sent, "collection": "2344"})
    assert asked_for(filled)["collections"] == [2344]
    assert "The scan of The Matrix Collection starts." in client.get("/movies").text
    client.post("/movies/scan", data={**sent, "collection": "10194"})
    assert "Another scan is at work" in client.get("/movies").text
    with filled.database.writing() as connection:
        connection.execute(update(schema.scans).values(state="done", finished_at=NOW))
    client.post("/movies/scan?state=all", data=sent)
    assert asked_for(filled) == {**asked_for(filled), "mode": "collection", "collections": [2344, 10194]}


def test_a_film_that_could_not_be_told_can_be_told_here(filled: House, client: FlaskClient) -> None:
    page = client.get("/movies").text
    assert "1 film is not matched: which one is it?" in plain(page)
    assert "Heat (1996) Films · two films fit" in plain(page)
    [to] = set(re.findall(r'action="(/movies/films/\d+/match)"', page))
    sent = fields(client)
    wrong = client.post(to, data={**sent, "tmdb_id": EVIL})
    assert (wrong.status_code, EVIL in wrong.text) == (422, False)
    assert ('id="untold" class="fold" open' in wrong.text, wrong.text.count('aria-invalid="true"')) == (True, 1)
    assert "A TMDB id is a number such as 603" in wrong.text
    address = "https://www.themoviedb.org/movie/949-heat"
    answer = client.post(to, data={**sent, "tmdb_id": address}, headers=FRAGMENT)
    assert "It is TMDB 949." in answer.text
    assert "not matched" not in answer.text
    assert client.post("/movies/films/777/match", data={**sent, "tmdb_id": "949"}).status_code == 404


def test_of_many_films_that_could_not_be_told_only_the_first_stand_there(filled: House, client: FlaskClient) -> None:
    with filled.database.writing() as connection:
        [add_film(connection, f"Aaa {n:02d}") for n in range(movie_list.UNTOLD)]
    page = client.get("/movies").text
    assert "21 films are not matched: which ones are they?" in plain(page)
    assert "The first 20 are shown: others follow when these are told." in plain(page)
    assert (page.count('class="untold"'), "Heat" in page) == (20, False)


def test_what_comes_from_outside_is_only_text(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        library = add_film_library(connection, EVIL)
        told = {"trouble": EVIL, "poster": f"/{EVIL}"}
        parts = [Given(1, EVIL, owned=True), Given(2, EVIL, columns={"poster": f"/{EVIL}"})]
        add_collection(connection, 1, EVIL, parts, library, **told)
        add_film(connection, EVIL, library, reason=EVIL)
    assert EVIL not in client.get(f"/movies?q={EVIL}").text
    assert EVIL not in client.get(f"/movies?library={EVIL}&state=all").text
    assert EVIL not in client.get("/movies/1").text


@pytest.mark.parametrize("collections", [3, 60])
def test_the_page_costs_the_same_handful_of_statements(house: House, client: FlaskClient, collections: int) -> None:
    with house.database.writing() as connection:
        add_film_household(connection, collections)
    client.get("/movies")
    costs = []
    for address in ("/movies", "/movies?q=film", "/movies/2"):
        with statements(house.database) as sent:
            client.get(address)
        costs.append(len(sent))
    assert costs == [8, 9, 21]


def test_the_dashboard_tells_of_films_where_there_are_any(filled: House, client: FlaskClient) -> None:
    page = client.get("/").text
    assert 'href="/movies"><strong>1</strong> film missing of a collection' in page
    assert '<a href="/movies#untold-films">1 film not matched</a>' in page


def test_what_plex_collects_beside_films_is_named_and_left_alone(filled: House, client: FlaskClient) -> None:
    assert "None is left alone." in client.get("/movies/plex").text
    with filled.database.writing() as connection:
        add_plex_list(connection, f"Shows {EVIL}", [], subtype="show")
    page = client.get("/movies/plex").text
    assert "Shows <script>" in unescape(page)
    assert EVIL not in page
    assert 'href="/movies/plex"' in client.get("/movies").text
