"""The pages and the API tell what was here before apart from what never was, and doubt what was listed late."""

import re
from datetime import date
from pathlib import Path

from flask.testing import FlaskClient

from parity.actions.ports import House
from tests.store.builders import add_episode, add_mark, add_show, day
from tests.web.houses import FRAGMENT, KEY, SET_UP, client_of, house_in, token_on

GONE = date(2026, 11, 12)


def filled(tmp_path: Path) -> tuple[House, FlaskClient]:
    """A show that lost an episode and never had another, and one whose gap was listed late."""
    house = house_in(tmp_path, **SET_UP)
    with house.database.writing() as connection:
        nine = add_show(connection, "Deep Space Nine", tmdb_id=580, status="Ended")
        add_episode(connection, nine, (7, 26), date(1999, 6, 2), episode_id=26)
        far = add_show(connection, "Farscape", tmdb_id=2, order_label="tvdb:dvd")
        add_episode(connection, far, (1, 1), day(-90), episode_id=26)
        add_episode(connection, far, (1, 2), day(-80), episode_id=27)
        add_mark(connection, nine, 26, listed_on=day(-3))
        add_mark(connection, far, 26, "tvdb", lost_on=GONE)
        add_mark(connection, far, 27, "tmdb", lost_on=GONE)
    return house, client_of(house)


def remarks(page: str) -> list[str]:
    return re.findall(r'<small class="remark">(.*?)</small>', page)


def test_the_dashboard_marks_what_was_here_before_and_shows_it_alone_when_asked(tmp_path: Path) -> None:
    _, client = filled(tmp_path)
    page = client.get("/").text
    assert remarks(page) == ["was here until 12 Nov 2026", "newly listed, although it aired in 1999"]
    assert 'href="/?lost=1#missing">Only what was here before</a>' in page
    narrow = client.get("/?lost=1").text
    assert remarks(narrow) == ["was here until 12 Nov 2026"]
    assert ("S01E02" in narrow, "Deep Space Nine" in narrow, 'href="/#missing">Show all</a>' in narrow) == (
        False,
        False,
        True,
    )
    assert re.search(r'id="number-missing".*?<strong>3</strong>', narrow, re.DOTALL)
    section = client.get("/?section=missing&lost=1&shown=2", headers=FRAGMENT).text
    assert remarks(section) == ["was here until 12 Nov 2026"]


def test_what_is_ignored_there_leaves_the_reader_there(tmp_path: Path) -> None:
    _, client = filled(tmp_path)
    form = {"show": "2", "csrf_token": token_on(client)}
    answer = client.post("/missing/ignore?lost=1", data=form, headers=FRAGMENT).text
    assert "Nothing that is missing was here before." in answer
    assert "Only what was here before" not in client.get("/").text


def test_the_list_of_shows_can_be_narrowed_to_what_lost_something(tmp_path: Path) -> None:
    _, client = filled(tmp_path)
    page = client.get("/shows?state=was-here").text
    assert ("Farscape" in page, "Deep Space Nine" in page) == (True, False)
    assert '<option value="was-here" selected>Missing, was here before</option>' in page


def test_the_page_of_the_show_says_it_of_the_episode(tmp_path: Path) -> None:
    _, client = filled(tmp_path)
    page = client.get("/shows/2").text
    assert remarks(page) == ["was here until 12 Nov 2026"]
    assert "missing, aired 23 Aug 2026, was here until 12 Nov 2026" in page
    assert remarks(client.get("/shows/1").text) == ["newly listed, although it aired in 1999"]


def test_the_api_tells_and_narrows(tmp_path: Path) -> None:
    _, client = filled(tmp_path)
    key = {"X-Api-Key": KEY}
    told = ("code", "lost_on", "confidence", "confidence_reason")
    late = "newly listed on 2026-11-18, although it aired in 1999"
    wanted = {
        "": [
            ["S01E02", None, "high", None],
            ["S01E01", "2026-11-12", "high", None],
            ["S07E26", None, "low", late],
        ],
        "?lost=true": [["S01E01", "2026-11-12", "high", None]],
        "?lost=false": [["S01E02", None, "high", None], ["S07E26", None, "low", late]],
    }
    for query, items in wanted.items():
        answer = client.get(f"/api/v1/missing{query}", headers=key).get_json()
        assert [[item[name] for name in told] for item in answer["items"]] == items
        assert answer["total"] == len(items)
    shows = client.get("/api/v1/shows", headers=key).get_json()["items"]
    assert {show["title"]: (show["missing"], show["lost"]) for show in shows} == {
        "Deep Space Nine": (1, 0),
        "Farscape": (2, 1),
    }
