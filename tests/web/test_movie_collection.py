"""The page of one collection: every film with its days, why it is here, and everything that can be decided about it."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from parity.actions.ports import House
from parity.store import decisions, schema
from parity.store.collections_view import collection
from tests.store.builders import TODAY, add_library, day
from tests.store.film_builders import (
    Given,
    add_collection,
    add_film_library,
    add_plex_list,
    hold_film,
    tell_film,
)
from tests.web.houses import FRAGMENT, as_viewer, client_of
from tests.web.test_movies import asked_for, plain

HERE = "/movies/8091"
EVIL = "<script>alert('x')</script>"


@pytest.fixture(autouse=True)
def alien(house: House) -> None:
    """Two films are there, one of them in two editions; two are missing, one of which was here; two are to come."""
    with house.database.writing() as connection:
        add_film_library(connection)
        add_library(connection, "4K", kind="movie")
        parts = [
            Given(348, "Alien", -17000, owned=True),
            Given(679, "Aliens", -14000, owned=True),
            Given(8077, "Alien³", -12000),
            Given(8078, "Alien Resurrection", -10000),
            Given(1, "Alien: Tomorrow", 40),
            Given(2, "Alien: Never", None),
        ]
        add_collection(connection, 8091, "Alien Collection", parts)
        alien = connection.execute(select(schema.films.c.id).where(schema.films.c.tmdb_id == 348)).scalar_one()
        hold_film(connection, alien, "Alien", 3, edition="Director's Cut")
        days = {"premiere_on": day(-10003), "theatrical_on": day(-9990), "physical_on": day(-9900)}
        tell_film(connection, 8078, "x", imdb_id="tt0118583", runtime=109, left_on=day(-3), **days)
        add_plex_list(connection, "Xenomorphs", [f"{5000 + alien}"], smart=True)


@pytest.fixture
def token(client: FlaskClient) -> dict[str, str]:
    """What every form carries."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(HERE).text)
    assert found is not None
    return {"csrf_token": found[1]}


def standing(house: House) -> dict[str, str]:
    """What was decided and stands: its label and reason."""
    with house.database.reading() as connection:
        return {row.label: row.decision.reason for row in decisions.standing(connection)}


def missing(house: House) -> list[str]:
    """What counts as missing of it."""
    with house.database.reading() as connection:
        found = collection(connection, TODAY, 8091)
    return [film.title for film in found.missing if not film.ignored] if found else []


def test_every_film_stands_there_as_it_comes_out(client: FlaskClient) -> None:
    page = client.get(HERE).text
    assert re.findall(r'<li id="film-\d+" class="film (\w+)"', page) == [
        *("have", "have", "missing", "missing", "upcoming", "announced")
    ]
    for said in (
        "Alien Collection missing 2 of 4 films here 2 to come",
        "Released 4 films",
        "those of this country: United States.",
        f"Alien ({day(-17000).year}) here Films , 4K (Director's Cut)",
        "missing was here until 18 Nov 2026",
        "109 minutes",
        "rated 7.1 by 900 votes",
        "Announced 1 film",
        "out on 31 Dec 2026",
        "Without a date 1 film",
        "no date yet",
        "Because of these films of yours.",
        "TMDB 348: Plex names this id",
        "Xenomorphs Films · 1 film · smart Is in Plex, but not in it: Aliens.",
    ):
        assert said in plain(page), said
    for title in ("Premiere", "In the cinema", "On disc"):
        assert title in page
    assert 'href="https://www.themoviedb.org/movie/8078"' in page
    assert 'href="https://www.imdb.com/title/tt0118583"' in page
    assert 'href="https://www.themoviedb.org/collection/8091"' in page
    assert "#!/server/m1/details?key=%2Flibrary%2Fmetadata%2F5001" in page


def test_a_collection_that_there_is_not_is_not_found(client: FlaskClient, token: dict[str, str]) -> None:
    assert client.get("/movies/77").status_code == 404
    for what in ("ignored", "match", "rescan"):
        assert client.post(f"/movies/77/{what}", data={**token, "ignore": "collection"}).status_code == 404
    assert client.post(f"{HERE}/ignored", data={**token, "ignore": "film 77"}).status_code == 404


def test_htmx_gets_what_stands_in_it_or_the_scan_alone(client: FlaskClient) -> None:
    assert client.get(f"{HERE}?section=movie", headers=FRAGMENT).text.startswith('<div id="movie"')
    assert client.get(f"{HERE}?section=scan", headers=FRAGMENT).text.startswith('<div id="movie-scan"')


def test_a_film_is_ignored_with_a_reason_and_wanted_again(
    house: House, client: FlaskClient, token: dict[str, str]
) -> None:
    wish = {**token, "ignore": "film 8077", "reason": f"bad {EVIL}", "until": day(9).isoformat()}
    answer = client.post(f"{HERE}/ignored", data=wish, headers=FRAGMENT)
    assert answer.text.startswith('<div id="movie"')
    assert "Alien³ is ignored." in answer.text
    assert 'name="decision" value="1"' in answer.text
    assert "you ignored it until 30 Nov 2026: bad" in plain(answer.text)
    assert EVIL not in answer.text
    assert missing(house) == ["Alien Resurrection"]
    again = client.post(f"{HERE}/ignored", data={**token, "unignore": "film 8077"})
    assert (again.status_code, again.headers["Location"]) == (303, HERE)
    assert "Alien³ is no longer ignored." in client.get(HERE).text
    assert missing(house) == ["Alien³", "Alien Resurrection"]
    client.post(f"{HERE}/ignored", data={**token, "unignore": "film 8077"})
    assert "Alien³ was not ignored." in client.get(HERE).text


def test_the_whole_of_it_is_ignored_and_that_is_taken_back(
    house: House, client: FlaskClient, token: dict[str, str]
) -> None:
    client.post(f"{HERE}/ignored", data={**token, "ignore": "collection", "reason": "seen"})
    page = plain(client.get(HERE).text)
    assert "Alien Collection ignored 2 of 2 films here 4 ignored" in page
    assert "You ignore this collection: nothing that it lists is called missing." in page
    assert "you ignored the collection: seen" in page
    assert (missing(house), list(standing(house).values())) == ([], ["seen"])
    client.post("/decisions/undo", data={**token, "decision": "1", "back": HERE})
    assert missing(house) == ["Alien³", "Alien Resurrection"]


def test_new_films_of_an_ignored_collection_are_told_of_when_asked_for(
    client: FlaskClient, token: dict[str, str]
) -> None:
    client.post(f"{HERE}/ignored", data={**token, "ignore": "collection", "new_parts": "yes"})
    assert "Films that are new in it are called missing." in client.get(HERE).text


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"ignore": "collection", "until": "2020-01-01"}, "2020-01-01 is past"),
        ({"ignore": "collection", "until": "soon", "new_parts": "yes"}, "That is no day"),
        ({"ignore": "film 8077", "until": "soon"}, "That is no day"),
        ({"ignore": "film 8077", "reason": "x" * 501}, "At most 500 characters."),
        ({"ignore": "everything"}, "Name what to ignore"),
    ],
)
def test_what_cannot_be_comes_back_with_the_form(
    house: House, client: FlaskClient, token: dict[str, str], given: dict[str, str], words: str
) -> None:
    for headers in (FRAGMENT, {}):
        answer = client.post(f"{HERE}/ignored", data={**token, **given}, headers=headers)
        assert answer.status_code == 422
        assert words in answer.text
        assert ('name="new_parts" value="yes" checked' in answer.text) == ("new_parts" in given)
    assert standing(house) == {}


def test_a_wrong_match_is_put_right(house: House, client: FlaskClient, token: dict[str, str]) -> None:
    [first, _] = re.findall(r'name="film" value="(\d+)"', client.get(HERE).text)
    wrong = client.post(f"{HERE}/match", data={**token, "film": first, "tmdb_id": "tv/1"})
    assert (wrong.status_code, "A TMDB id is a number such as 603" in wrong.text) == (422, True)
    assert client.post(f"{HERE}/match", data={**token, "film": "x"}).status_code == 422
    answer = client.post(f"{HERE}/match", data={**token, "film": first, "tmdb_id": "themoviedb.org/movie/949"})
    assert answer.status_code == 303
    assert list(standing(house)) == ["Alien is TMDB 949"]


def test_it_is_scanned_by_itself(house: House, client: FlaskClient, token: dict[str, str]) -> None:
    client.post(f"{HERE}/rescan", data=token)
    assert asked_for(house) == {**asked_for(house), "mode": "collection", "collections": [8091]}
    assert "Alien Collection is looked at again." in client.get(HERE).text
    client.post(f"{HERE}/rescan", data=token)
    assert "Alien Collection is being looked at." in client.get(HERE).text


def test_who_only_looks_is_offered_nothing_to_decide(house: House) -> None:
    viewer = as_viewer(client_of(house, auth="plex"))
    for address in (HERE, "/movies?state=all"):
        page = viewer.get(address).text
        assert "Alien Collection" in page
        assert "/ignore" not in page
        assert "/match" not in page
        assert "rescan" not in page
