"""The list of collections as a file: what the filters leave, line by line, and nothing that a spreadsheet would run."""

import csv
import io

import pytest
from flask.testing import FlaskClient

from parity.actions.ports import House
from parity.core.film_lines import COLUMNS
from tests.store.films import add_part, begin


@pytest.fixture(autouse=True)
def shelf(house: House) -> None:
    """Of Alien two films are missing, Heat is complete."""
    with house.database.writing() as connection:
        begin(connection, 8091, "Alien Collection", owned=348)
        add_part(connection, 8091, 679, title="Aliens", rating=7.9, votes=9000)
        add_part(connection, 8091, 680, title='=HYPERLINK("http://x")', rating=2.0, votes=5)
        begin(connection, 9, "Heat", owned=949)


def test_the_page_leads_to_both_files_with_its_filters(client: FlaskClient) -> None:
    page = client.get("/movies?rating=6").text
    for ending in ("csv", "json"):
        assert f'href="/movies/export.{ending}?rating=6"' in page


def test_a_spreadsheet_gets_a_line_for_each_missing_film_and_no_formula(client: FlaskClient) -> None:
    answer = client.get("/movies/export.csv")
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="missing-movies-2026-11-21.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["collection"], row["title"], row["libraries"]) for row in rows] == [
        ("Alien Collection", "Aliens", "Shows"),
        ("Alien Collection", '\'=HYPERLINK("http://x")', "Shows"),
    ]


def test_a_program_gets_what_the_api_tells(client: FlaskClient) -> None:
    answer = client.get("/movies/export.json")
    assert answer.headers["Content-Disposition"].endswith('.json"')
    api = client.get("/api/v1/collections", headers={"X-Api-Key": "the-api-key"})
    assert answer.json == api.json


def test_the_filters_of_the_page_narrow_the_files(client: FlaskClient) -> None:
    assert "HYPERLINK" not in client.get("/movies/export.csv?rating=6").text
    assert client.get("/movies/export.csv?q=heat").text.count("\n") == 1
    everything = client.get("/movies/export.json?state=all").json
    assert everything is not None
    assert [each["name"] for each in everything["items"]] == ["Alien Collection", "Heat"]
    assert client.get("/movies/export.csv?state=lost").status_code == 422
