"""Filters in the address: steps of the browser's history, and nothing in it that nobody chose."""

import pytest
from flask.testing import FlaskClient

from parity.actions.ports import House
from tests.store.builders import add_household, add_scan
from tests.web.houses import FRAGMENT


def test_a_choice_is_a_step_of_the_history_and_the_letters_of_a_search_are_one(client: FlaskClient) -> None:
    asked, tidy = "/shows?q=sev&state=&group=&sort=", "/shows?q=sev"

    def told(source: str, current: str = "/shows") -> tuple[str | None, str | None]:
        headers = {**FRAGMENT, "HX-Source": source, "HX-Current-URL": f"http://localhost{current}"}
        answer = client.get(asked, headers=headers)
        return answer.headers.get("HX-Push-Url"), answer.headers.get("HX-Replace-Url")

    assert told("form#filters") == (tidy, None)
    assert told("input#q") == (None, tidy)
    assert told("section#shows") == (None, None)
    assert told("form#filters", current=tidy) == (None, None)


def test_what_nobody_chose_is_not_in_the_address_of_the_shows(client: FlaskClient) -> None:
    answer = client.get("/shows?q=&state=missing&group=&page=2&sort=")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/shows?state=missing&page=2")
    assert client.get("/shows?q=").headers["Location"] == "/shows"
    assert client.get("/shows?state=missing&page=2").status_code == 200


def test_what_nobody_chose_is_not_in_the_address_of_the_calendar(client: FlaskClient) -> None:
    answer = client.get("/calendar?group=&library=&premieres=1")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/calendar?premieres=1")
    headers = {**FRAGMENT, "HX-Source": "form#filters", "HX-Current-URL": "http://localhost/calendar"}
    chosen = client.get("/calendar?group=archive&library=", headers=headers)
    assert chosen.headers["HX-Push-Url"] == "/calendar?group=archive"
    assert "HX-Push-Url" not in client.get("/calendar?group=&library=", headers=headers).headers


@pytest.mark.parametrize("name", ["endpoint", "self", "values", "_external", "_scheme", "_anchor", "_method"])
def test_whatever_somebody_calls_a_parameter_it_is_only_a_word_of_the_address(
    house: House, client: FlaskClient, name: str
) -> None:
    with house.database.writing() as connection:
        add_household(connection, 60)
        for _ in range(60):
            add_scan(connection)
    for place in ("/shows", "/calendar"):
        assert client.get(f"{place}?q=&{name}=ftp").headers["Location"] == f"{place}?{name}=ftp"
    for place in ("/shows", "/activity"):
        page = client.get(f"{place}?{name}=ftp").text
        assert f'href="{place}?' in page
        assert "page=2" in page
        assert "http://localhost" not in page
