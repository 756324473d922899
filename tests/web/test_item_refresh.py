"""The buttons that ask Plex about one show or film: scan where it lies, read its metadata again."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import cast

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from parity.actions.ports import House, Library
from parity.core.failures import Unavailable
from parity.core.library import Section, Server
from parity.store import refreshes, schema
from tests.store.builders import hold
from tests.store.films import begin
from tests.web.houses import FRAGMENT, ShutDoors, buttons, client_of, token_on

FOLDER = "/media/tv/Firefly"


@dataclass(kw_only=True)
class OnePlex(ShutDoors):
    """The way to one server, that notes what it is asked; `down`: it gives no answer."""

    asked: list[str] = field(default_factory=list)
    down: bool = False

    @contextmanager
    def library(self, stop: threading.Event, patience: float) -> Iterator[Library]:
        """This server, by the settings."""
        yield cast(Library, self)

    def server(self) -> Server:
        """Who answers."""
        if self.down:
            raise Unavailable("Plex", "it does not answer")
        return Server("m1", "Attic", "1.41")

    def sections(self) -> tuple[Section, ...]:
        """It tells of none."""
        return ()

    def refresh_item(self, rating_key: str) -> None:
        """Note it."""
        self.asked.append(rating_key)


@pytest.fixture
def plex() -> OnePlex:
    """A server."""
    return OnePlex()


@pytest.fixture
def client(house: House, plex: OnePlex, able: None) -> FlaskClient:
    """A browser on the house, which has a way to that server."""
    return client_of(replace(house, doors=lambda: plex))


def press(client: FlaskClient, path: str) -> str:
    """What the toast says."""
    answer = client.post(path, data={"csrf_token": token_on(client)}, headers=FRAGMENT)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_the_folders_of_a_show_are_put_on_the_list(house: House, client: FlaskClient, show: int) -> None:
    with house.database.writing() as connection:
        connection.execute(schema.libraries.update().values(locations='["/media/tv"]'))
        connection.execute(schema.held_episodes.update().values(file=f"{FOLDER}/Season 01/1.mkv"))
    assert "Scan this show's folder: Firefly" in [b.replace("&#39;", "'") for b in buttons(client.get("/shows/1").text)]
    assert "Plex is asked to scan where Firefly lies." in press(client, f"/shows/{show}/folder")
    with house.database.reading() as connection:
        assert {row.folder for row in refreshes.every_open(connection)} == {FOLDER}
    plain = client.post(f"/shows/{show}/folder", data={"csrf_token": token_on(client)})
    assert (plain.status_code, plain.headers["Location"]) == (303, f"/shows/{show}")


def test_where_no_file_is_known_it_says_so(client: FlaskClient, show: int) -> None:
    assert "its folder is not known: scan its library" in press(client, f"/shows/{show}/folder")
    assert client.post("/shows/99/folder", data={"csrf_token": token_on(client)}).status_code == 404


def test_the_metadata_of_a_show_is_read_again_on_the_server_that_has_it(
    client: FlaskClient, plex: OnePlex, show: int
) -> None:
    assert "Plex reads the metadata of Firefly again." in press(client, f"/shows/{show}/metadata")
    assert plex.asked == ["1001"]
    plex.down = True
    assert "it does not answer" in press(client, f"/shows/{show}/metadata")


def test_a_film_has_the_same_buttons(house: House, client: FlaskClient, plex: OnePlex) -> None:
    with house.database.writing() as connection:
        begin(connection, 8091, "Alien Collection", owned=348)
        film, key = connection.execute(select(schema.held_films.c.film_id, schema.held_films.c.rating_key)).one()
        connection.execute(schema.held_films.update().values(file="/media/films/Alien (1979)/a.mkv"))
        connection.execute(schema.libraries.update().values(locations='["/media/films"]'))
    page = client.get("/movies/8091").text
    assert f'action="/movies/films/{film}/folder"' in page
    assert "Plex is asked to scan" in press(client, f"/movies/films/{film}/folder")
    assert "Plex reads the metadata of" in press(client, f"/movies/films/{film}/metadata")
    assert plex.asked == [key]
    with house.database.reading() as connection:
        assert [row.folder for row in refreshes.every_open(connection)] == ["/media/films/Alien (1979)"]
    assert client.post("/movies/films/99/metadata", data={"csrf_token": token_on(client)}).status_code == 404


def test_a_film_that_is_not_there_has_none(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        begin(connection, 8091, "Alien Collection", owned=348)
        hold(connection, 1, "1", "101")
        connection.execute(schema.held_films.update().values(live=False))
    assert "/metadata" not in client.get("/movies/8091").text
