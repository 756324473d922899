"""One truth: every number of the dashboard is what the lists behind it add up to, whatever state the shows are in."""

import re
from collections import Counter
from itertools import count, product
from typing import Any

import pytest
from flask.testing import FlaskClient

from parity.actions.ports import House
from parity.core.verdict import STANDINGS
from parity.store import schema
from parity.store.database import Connection
from parity.store.shows_view import STATES
from tests.store.builders import NOW, add_copy, add_episode, add_library, add_show, day
from tests.web.houses import WITH_KEY

IGNORES: list[dict[str, Any]] = [
    {},
    {"ignored_by": "ignored"},
    {"ignored_by": "ignored", "ignored_until": day(-1)},
    {"ignored_by": "policy none"},
]
GROUPS = ("ongoing", "archive")
PLACES = ("followed", "held", "out of scope", "not followed", "gone", "gone in part")
EPISODES: list[dict[str, Any]] = [
    {"aired": day(-9)},
    {"aired": day(-400)},
    {"aired": day(-1)},
    {"aired": day(-9), "hidden_by": "ignored"},
    {"aired": day(-9), "hidden_by": "ignored", "hidden_to": day(-1)},
    {"aired": day(-9), "hidden_by": "policy last season", "hidden_from": day(1)},
    {"aired": day(-9), "hidden_by": "specials"},
    {"aired": day(0)},
    {"aired": day(7)},
    {"aired": day(8)},
    {"aired": day(9), "owned": True},
    {"aired": None},
]


@pytest.fixture
def shows(house: House) -> None:
    """A show in each state that the tables can hold, once with all sorts of episodes, once with all of them there."""
    with house.database.writing() as connection:
        libraries = {
            "held": add_library(connection, "Held", state="held", notice="It shrank"),
            "not followed": add_library(connection, "Left out", followed=False),
        }
        cases = product(STANDINGS, (None, NOW), IGNORES, PLACES, (EPISODES, [{"aired": day(-9), "owned": True}]))
        for number, (standing, checked, ignore, place, episodes) in zip(count(), cases):
            facts = {"status": "Ended" if number % 3 else "", "trouble": None if number % 5 else "TMDB: no answer"}
            facts |= {"standing": standing, "checked_at": checked, "in_scope": place != "out of scope", **ignore}
            show = add_show(connection, f"Show {number:03d}", libraries.get(place, 1), **facts)
            lose(connection, show, place)
            for at, episode in enumerate(episodes):
                add_episode(connection, show, (1, at), **episode)


def lose(connection: Connection, show: int, place: str) -> None:
    """Of a show that is gone no copy is there; in part: one of two."""
    if place.startswith("gone"):
        copies = schema.items.update().where(schema.items.c.show_id == show)
        connection.execute(copies.values(gone_at=NOW))
    if place == "gone in part":
        add_copy(connection, show, rating_key=f"other {show}")


def ask(client: FlaskClient, what: str) -> Any:
    return client.get(f"/api/v1/{what}", headers=WITH_KEY).json


def every(client: FlaskClient, what: str) -> list[Any]:
    """All items of a list of the API."""
    return list(ask(client, f"{what}limit=1000")["items"])


def on_pages(client: FlaskClient, state: str) -> tuple[int, int, int]:
    """How many shows the list of a state says there are, how many it lists, and how many episodes they miss."""
    said, listed, missing = 0, 0, 0
    for number in count(1):
        page = client.get(f"/shows?state={state}&view=table&page={number}").text
        [total] = re.findall(r"<strong>([\d,]+) shows?</strong>", page)
        said, listed = int(total.replace(",", "")), listed + page.count('<th scope="row">')
        missing += sum(int(n.replace(",", "")) for n in re.findall(r'<span class="wide">\s*([\d,]+)\s*</span>', page))
        if number * 50 >= said:
            return said, listed, missing
    raise AssertionError("there is no last page")


@pytest.mark.usefixtures("shows")
def test_the_headline_numbers_are_what_the_lists_behind_them_add_up_to(client: FlaskClient) -> None:
    numbers, shows, missing = ask(client, "status")["numbers"], every(client, "shows?"), every(client, "missing?")
    states = Counter(show["state"] for show in shows)
    assert (numbers["shows"], numbers["missing"]) == (len(shows), sum(show["missing"] for show in shows))
    assert numbers["missing"] == len(missing) == sum(ask(client, f"missing?group={g}")["total"] for g in GROUPS)
    assert numbers["upcoming_week"] == ask(client, "upcoming?days=7")["total"] > 0
    assert numbers["troubled"] == sum(show["trouble"] is not None for show in shows)
    by_state = {**numbers, "missing": numbers["shows_missing"]}
    assert {state: by_state[state] for state in STATES} == {state: states[state] for state in STATES}
    for state in STATES:
        assert 0 < ask(client, f"shows?state={state}")["total"] == states[state], state
    assert Counter(e["show_id"] for e in missing) == {s["show_id"]: s["missing"] for s in shows if s["missing"]}
    assert {s["show_id"] for s in shows if s["state"] == "missing"} == {e["show_id"] for e in missing}


@pytest.mark.usefixtures("shows")
def test_the_pages_tell_the_same_numbers(client: FlaskClient) -> None:
    numbers = ask(client, "status")["numbers"]
    dashboard = client.get("/").text
    told = dict(re.findall(r'<a id="number-([a-z-]+)" href="[^"]*"><strong>([\d,]+)</strong>', dashboard))
    assert told == {
        "missing": str(numbers["missing"]),
        "shows-missing": str(numbers["shows_missing"]),
        "week": str(numbers["upcoming_week"]),
        "complete": str(numbers["complete"]),
    }
    assert on_pages(client, "missing") == (numbers["shows_missing"], numbers["shows_missing"], numbers["missing"])
    for state in ("complete", "unmatched", "suspect", "ignored", "error"):
        assert on_pages(client, state) == (numbers[state], numbers[state], 0), state
        if state != "complete":
            assert f'<a href="/shows?state={state}">{numbers[state]} ' in dashboard, state


def test_it_tells_nothing_of_films_where_there_are_none(client: FlaskClient) -> None:
    assert "number-films" not in client.get("/").text
