"""Where titles stand at SIMKL is told of each title for itself, or not at all."""

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.failures import Unavailable
from parity.core.simkl import Standing
from parity.core.watch import Type, WatchItem
from parity.simkl.changes import to_put
from parity.simkl.standing import body_of_question, standings_of
from tests.loopback import as_json
from tests.simkl.conftest import Opening, Service

MATRIX, FIREFLY, AJIN = 53992, 2042, 581835


def wish(key: str, *ids: str, type: Type = "movie") -> WatchItem:
    return WatchItem("simkl", key, type, "a title", None, frozenset(ids))


FILM = wish("film", "imdb:tt0133093", "tmdb:603")


def test_titles_are_asked_about_by_all_their_ids(simkl: Service) -> None:
    simkl.world.put(AJIN, "watching")
    simkl.world.put(MATRIX)
    told = simkl.lists.statuses(
        [
            FILM,
            wish("anime", "tvdb:299963", type="show"),
            wish("show", "tmdb:1437", type="show"),
            wish("a film of that number", "tmdb:1437"),
            wish("nameless"),
        ]
    )
    assert told == {
        "film": Standing("plantowatch", str(MATRIX)),
        "anime": Standing("watching", str(AJIN)),
        "show": Standing(None, str(FIREFLY)),
        "a film of that number": Standing(known=False),
        "nameless": Standing(known=False),
    }
    assert simkl.asked() == {"sync_watched": 1}


def test_an_app_of_long_ago_is_not_told_the_number(simkl: Service) -> None:
    simkl.world.set_legacy()
    simkl.world.put(AJIN, "dropped")
    told = simkl.lists.statuses([wish("anime", "tvdb:299963", type="show"), FILM])
    assert told == {"anime": Standing("dropped"), "film": Standing()}


def test_a_hundred_titles_are_asked_about_at_once(simkl: Service) -> None:
    items = [wish(str(n), f"tmdb:{n}") for n in range(1, 202)]
    assert len(simkl.lists.statuses(items)) == 201
    assert simkl.asked() == {"sync_watched": 3}
    assert simkl.lists.statuses([]) == {}
    assert simkl.asked() == {}


def test_the_question_is_a_list_in_which_each_title_says_its_type(opened: Opening) -> None:
    row = {"ids": {"simkl": 53536}, "result": False, "simkl": 53536, "list": None, "last_watched_at": None}
    lists, server = opened(as_json([row]))
    assert lists.statuses([FILM]) == {"film": Standing(None, "53536")}
    assert json.loads(server.asked[0].body) == [{"type": "movie", "imdb": "tt0133093", "tmdb": 603}]


@pytest.mark.parametrize(
    "answer",
    [
        {},
        None,
        [],
        [{"result": False}, {"result": False}],
        ["not an object"],
        [{"result": True}],
        [{"result": True, "list": "someday"}],
        [{"result": "perhaps"}],
        [{}],
        [{"result": False, "imdb": "tt0000001"}],
        [{"result": False, "type": "tv", "tmdb": 603}],
        {"error": "empty"},
    ],
)
def test_an_answer_that_does_not_fit_says_nothing(opened: Opening, answer: object) -> None:
    lists, _ = opened(as_json(answer))
    with pytest.raises(Unavailable):
        lists.statuses([FILM])


_ids = st.fixed_dictionaries({"tmdb": st.integers(1, 5)}, optional={"imdb": st.integers(1, 3).map(lambda n: f"tt{n}")})
_asked = st.lists(
    st.tuples(st.sampled_from(["movie", "show"]), _ids), max_size=6, unique_by=lambda row: (row[0], row[1]["tmdb"])
)
_results: st.SearchStrategy[Mapping[str, object]] = st.sampled_from(
    [{"result": "not_found"}, {"result": False}, {"result": True, "list": "watching"}]
)


@given(_asked, st.data())
def test_each_title_hears_of_itself_in_whatever_order(
    asked: list[tuple[Type, dict[str, object]]], data: st.DataObject
) -> None:
    items = [wish(str(n), *(f"{k}:{v}" for k, v in ids.items()), type=type) for n, (type, ids) in enumerate(asked)]
    sent = to_put(items)
    rows = [{**row, **data.draw(_results)} for row in body_of_question(sent) if isinstance(row, dict)]
    wanted = {
        each.first.key: Standing(known=False) if row["result"] == "not_found" else Standing(row.get("list"))
        for each, row in zip(sent, rows, strict=True)
    }
    assert standings_of(sent, rows) == wanted
    assert standings_of(sent, data.draw(st.permutations(rows))) == wanted


def test_a_page_tells_all_ids_of_a_row(simkl: Service) -> None:
    for number in (AJIN, MATRIX, FIREFLY):
        simkl.world.put(number)
    rows = simkl.read()
    assert simkl.lists.ids_of(rows["Ajin 2"]) == {"simkl:581835", "mal:33253", "anidb:12111", "tvdb:299963"}
    assert simkl.lists.ids_of(rows["The Matrix"]) >= {"tmdb:603"}
    assert simkl.lists.ids_of(rows["Firefly"]) >= {"tvdb:78874"}
    simkl.world.drop_title(AJIN)
    assert simkl.lists.ids_of(rows["Ajin 2"]) == frozenset()


def test_the_page_of_another_title_tells_nothing(opened: Opening) -> None:
    lists, server = opened(as_json({"title": "x", "ids": {"simkl": 1, "tvdb": "2"}}))
    with pytest.raises(Unavailable):
        lists.ids_of(wish("2", "simkl:2"))
    assert (server.asked[0].path, server.asked[0].query["extended"]) == ("/movies/2", "full")
