"""The list for Radarr: what it holds, when it is empty, who reads it, and that it is sent again when it changed."""

import logging
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, update

from parity.actions import keys
from parity.actions.ports import House
from parity.store import access_keys
from parity.store.schema import collection_parts, collections, libraries
from tests.store.builders import NOW, day, statements
from tests.store.films import add_film, add_part, begin
from tests.web.houses import KEY, client_of

ALIEN = 8091
ALIENS = {
    "id": 679,
    "tmdb_id": 679,
    "imdb_id": "tt0090605",
    "title": "Aliens",
    "release_date": 1986,
    "poster_path": "/r1x5.jpg",
}


@pytest.fixture
def feed(house: House) -> str:
    """The address of a list of which Aliens is missing; other parts are there, ignored, shorts or yet to come."""
    with house.database.writing() as connection:
        begin(connection, ALIEN, "Alien Collection", owned=348)
        then = day(-14_700)
        add_part(connection, ALIEN, 679, title="Aliens", released_on=then.replace(year=1986), rating=7.9, votes=9000)
        add_film(connection, 679, ALIEN, imdb_id="tt0090605", poster="/r1x5.jpg", runtime=137)
        for tmdb_id, word in ((1, "ignored"), (2, "ignored collection"), (3, "short")):
            add_part(connection, ALIEN, tmdb_id, hidden_by=word)
        add_part(connection, ALIEN, 4, due_on=day(1))
        add_part(connection, ALIEN, 5, released_on=None, due_on=None)
    return address(house, "movies")


def address(house: House, scope: str) -> str:
    """The address with a new token of this scope."""
    return f"/feeds/{keys.make(house, 'feed', scope, 'Radarr')}/movies.json"


def change(house: House, *queries: Any) -> None:
    """The facts are other ones now."""
    with house.database.writing() as connection:
        for query in queries:
            connection.execute(query)


def ids(client: FlaskClient, path: str) -> list[int]:
    """What is listed."""
    answer = client.get(path)
    assert answer.status_code == 200
    return [film["id"] for film in answer.json or []]


def test_all_three_of_radarr_s_readers_find_what_they_look_for(client: FlaskClient, feed: str) -> None:
    answer = client.get(feed)
    assert answer.json == [ALIENS]
    assert answer.mimetype == "application/json"
    assert "Set-Cookie" not in answer.headers


def test_nothing_that_is_ignored_hidden_or_announced_is_listed(client: FlaskClient, feed: str) -> None:
    assert ids(client, feed) == [679]


def test_it_empties_when_the_gap_closes(house: House, client: FlaskClient, feed: str) -> None:
    change(house, update(collection_parts).where(collection_parts.c.tmdb_id == 679).values(owned=True))
    answer = client.get(feed)
    assert (answer.status_code, answer.json) == (200, [])


def test_a_film_of_two_collections_is_listed_once(house: House, client: FlaskClient, feed: str) -> None:
    with house.database.writing() as connection:
        begin(connection, 399, "Predator Collection", owned=106)
        add_part(connection, 399, 679)
    assert ids(client, feed) == [679]


@pytest.mark.parametrize("state", ["held", "failed", "gone"])
def test_it_stays_as_it_was_while_tmdb_or_a_library_gives_no_answer(
    house: House, client: FlaskClient, feed: str, state: str
) -> None:
    before = client.get(feed).data
    change(
        house,
        update(libraries).values(state=state, notice="It shrank too far at once."),
        update(collections).values(trouble="TMDB: no answer", trouble_since=NOW, tries=3),
    )
    assert client.get(feed).data == before


def test_films_are_left_out_on_demand(house: House, client: FlaskClient, feed: str) -> None:
    with house.database.writing() as connection:
        add_part(connection, ALIEN, 6, rating=4.0, votes=50, released_on=day(-9))
        add_film(connection, 6, ALIEN, runtime=12)
    assert ids(client, feed) == ids(client, f"{feed}?rating=&votes=&shorts=1") == [679, 6]
    for query in ("rating=5", "votes=100", "shorts=0", "rating=5&votes=100&shorts=0"):
        assert ids(client, f"{feed}?{query}") == [679], query


@pytest.mark.parametrize("query", ["rating=good", "rating=nan", "rating=11", "votes=-1", "votes=1.5", "shorts=maybe"])
def test_what_cannot_be_read_lists_nothing_rather_than_too_much(client: FlaskClient, feed: str, query: str) -> None:
    answer = client.get(f"{feed}?{query}")
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "unreadable")  # type: ignore[index]


# Sent again only when it changed


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_who_has_read_it_is_told_that_nothing_changed(client: FlaskClient, feed: str, encoding: str) -> None:
    first = client.get(feed, headers={"Accept-Encoding": encoding})
    again = client.get(feed, headers={"If-None-Match": first.headers["ETag"], "Accept-Encoding": encoding})
    assert (again.status_code, again.data) == (304, b"")


def test_who_has_read_it_gets_the_new_one_when_a_film_has_arrived(house: House, client: FlaskClient, feed: str) -> None:
    first = client.get(feed)
    with house.database.writing() as connection:
        connection.execute(update(collection_parts).where(collection_parts.c.tmdb_id == 679).values(owned=True))
    for asked in ({"If-None-Match": first.headers["ETag"]}, {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}):
        assert client.get(feed, headers=asked).json == []


# Who reads it


def test_only_a_token_of_this_list_opens_it(house: House, client: FlaskClient, feed: str) -> None:
    others = [
        address(house, "calendar"),
        f"/feeds/{KEY}/movies.json",
        f"/feeds/{keys.make(house, 'api', 'read', 'x')}/movies.json",
    ]
    said = [client.get(path) for path in (*others, "/feeds/none/movies.json")]
    assert {(answer.status_code, answer.text) for answer in said} == {(404, said[0].text)}
    with house.database.writing() as connection:
        for key in access_keys.every(connection, "feed"):
            access_keys.revoke(connection, key.id, NOW)
    assert client.get(feed).text == said[0].text


def test_it_needs_no_sign_in_and_takes_no_form(house: House, feed: str) -> None:
    stranger = client_of(house, auth="plex")
    assert ids(stranger, feed) == [679]
    assert stranger.head(feed).status_code == 200
    assert stranger.post(feed).status_code == 400, "a form needs a page, and no page leads here"


def test_who_guesses_has_to_wait(client: FlaskClient, feed: str) -> None:
    assert {client.get(f"/feeds/guess{n}/movies.json").status_code for n in range(30)} == {404}
    refused = client.get(feed)
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0


def test_when_it_was_read_last_is_noted(house: House, client: FlaskClient, feed: str) -> None:
    client.get(feed)
    with house.database.reading() as connection:
        [key] = access_keys.every(connection, "feed")
    assert key.used_at == NOW


def test_no_log_tells_the_token(client: FlaskClient, feed: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client.get(feed)
    token = feed.split("/")[2]
    assert token not in caplog.text
    with client.application.test_request_context(feed):
        client.application.preprocess_request()
        from flask import request

        assert token not in request.environ["parity.route"]


def test_it_costs_the_same_whatever_is_missing(house: House, client: FlaskClient, feed: str) -> None:
    client.get(feed)
    with statements(house.database) as few:
        client.get(feed)
    with house.database.writing() as connection:
        connection.execute(delete(collection_parts).where(collection_parts.c.tmdb_id == 5))
        for number in range(1000, 1100):
            begin(connection, number, f"Collection {number}", owned=number * 10)
            add_part(connection, number, number * 10 + 1)
    with statements(house.database) as many:
        assert len(ids(client, feed)) == 101
    assert len(few) == len(many)
