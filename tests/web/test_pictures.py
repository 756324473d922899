"""The picture route: what a browser may do with its answers, and what it never answers."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from parity.core.failures import Unavailable
from parity.core.pictures import Picture
from tests.store.builders import add_show, new_database
from tests.web.houses import client_of, house_of

JPEG = Picture(b"\xff\xd8\xff\xe0 a picture", "image/jpeg")


@pytest.fixture
def asked() -> list[str]:
    """The names that somebody outside was asked for."""
    return []


@pytest.fixture
def client(tmp_path: Path, asked: list[str]) -> FlaskClient:
    """A browser on a house with two posters, of which TMDB has one."""
    database = new_database(tmp_path / "parity.db")
    with database.writing() as connection:
        add_show(connection, "Dark", poster="/abcdefgh.jpg")
        add_show(connection, "Gone", poster="/gone-now.jpg")
        add_show(connection, "Evil", poster="/../parity.db")

    def fetch(name: str) -> Picture:
        asked.append(name)
        if name == "abcdefgh.jpg":
            return JPEG
        raise Unavailable("TMDB", "no answer")

    return client_of(house_of(database, tmp_path, fetch_poster=fetch))


def test_a_poster_comes_with_its_own_type_to_be_kept_and_to_run_nothing(client: FlaskClient, asked: list[str]) -> None:
    for _ in range(2):
        answer = client.get("/pictures/posters/abcdefgh.jpg")
        assert (answer.status_code, answer.data) == (200, JPEG.content)
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in answer.headers
    assert asked == ["abcdefgh.jpg"]


@pytest.mark.parametrize(
    "name", ["otherone.jpg", "abcdefgh.svg", "..%2Fparity.db", "../parity.db", "%2e%2e%2fparity.db", "abcdefgh.jpg%00"]
)
def test_what_no_show_names_is_not_there_and_nobody_is_asked(client: FlaskClient, asked: list[str], name: str) -> None:
    assert client.get(f"/pictures/posters/{name}").status_code == 404
    assert asked == []


def test_what_cannot_be_had_is_not_there_for_now(client: FlaskClient, asked: list[str]) -> None:
    for _ in range(2):
        answer = client.get("/pictures/posters/gone-now.jpg")
        assert (answer.status_code, answer.data) == (404, b"")
        assert "max-age" not in answer.headers["Cache-Control"]
    assert asked == ["gone-now.jpg"]
