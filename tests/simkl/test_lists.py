"""The lists of an account at SIMKL, read and changed over HTTP by apps of both kinds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from parity.actions.watch_ports import SimklList
from parity.core.failures import RateLimited, Unavailable
from parity.core.simkl import Put, Taken
from parity.core.watch import Member, WatchItem
from parity.demo.faults import Fault
from tests.loopback import as_json, in_turn
from tests.simkl.conftest import Opening, Service

MATRIX, COOKING, FIREFLY, AJIN, PAPRIKA = 53992, 53993, 2042, 581835, 37390


def wish(key: str, title: str, *ids: str, type: str = "movie", year: int | None = None) -> WatchItem:
    """A row of Plex's watchlist."""
    return WatchItem("plex", key, "show" if type == "show" else "movie", title, year, frozenset(ids))


def row(number: int, type: str = "movie", anime: bool = False) -> WatchItem:
    """A row of SIMKL that is planned."""
    return WatchItem("simkl", str(number), "show" if type == "show" else "movie", "a title", None, anime=anime)


def test_every_title_of_every_status_comes_in_one_request(simkl: Service) -> None:
    assert simkl.read() == {}
    simkl.world.put(MATRIX)
    simkl.world.watch(FIREFLY, 3)
    simkl.world.put(AJIN)
    simkl.world.put(PAPRIKA, "dropped")
    simkl.asked()
    read = simkl.read()
    assert simkl.asked() == {"all_items": 1}
    assert {title: (item.type, item.status) for title, item in read.items()} == {
        "The Matrix": ("movie", "plantowatch"),
        "Firefly": ("show", "watching"),
        "Ajin 2": ("show", "plantowatch"),
        "Paprika": ("movie", "dropped"),
    }
    assert read["Ajin 2"].ids == {"simkl:581835", "mal:33253", "anidb:12111"}
    assert [title for title, item in read.items() if item.has_history] == ["Firefly"]


def test_an_old_app_is_told_null_where_a_new_one_is_told_nothing(simkl: Service) -> None:
    simkl.world.set_legacy()
    assert simkl.read() == {}


def test_the_account_says_who_it_is(simkl: Service) -> None:
    lists: SimklList = simkl.lists
    assert lists.member() == Member("1", "jane_doe")


def test_removals_alone_move_the_stamp_of_what_was_removed(simkl: Service) -> None:
    assert set(simkl.lists.activities().stamps.values()) == {None}
    simkl.world.put(MATRIX)
    first = simkl.lists.activities().stamps
    simkl.world.watch(MATRIX)
    simkl.world.take(MATRIX)
    second = simkl.lists.activities().stamps
    assert first["movies plantowatch"]
    assert first["movies removed_from_list"] is None
    assert second["all"] == second["movies removed_from_list"]
    assert second["tv_shows all"] is None
    assert "movies watching" not in second
    assert "anime watching" in second


def test_what_changed_since_a_moment_comes_and_what_was_removed_does_not(simkl: Service) -> None:
    simkl.world.put(MATRIX)
    simkl.world.put(FIREFLY)
    since = simkl.lists.activities().stamps["all"]
    assert since is not None
    assert simkl.lists.changed_since(since) == ()
    simkl.world.watch(FIREFLY)
    simkl.world.take(MATRIX)
    (changed,) = simkl.lists.changed_since(since)
    assert (changed.key, changed.status) == (str(FIREFLY), "completed")
    assert simkl.lists.changed_since(since + timedelta(days=1)) == ()


def test_titles_are_put_on_the_list_by_their_ids_and_each_hears_what_became_of_it(simkl: Service) -> None:
    added = datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert simkl.put(
        replace(wish("a", "The Matrix", "imdb:tt0133093", "tmdb:603"), added_at=added),
        wish("b", "Firefly", "tvdb:78874", type="show"),
        wish("c", "Ajin", "tvdb:299963", type="show"),
        wish("d", "Unheard Of", "tmdb:999001"),
        wish("e", "Unheard Of", "tmdb:999001", type="show"),
        wish("f", "The Matrix"),
    ) == {"a": "plantowatch", "b": "plantowatch", "c": "plantowatch", "d": None, "e": None, "f": None}
    read = simkl.read()
    assert sorted(read) == ["Ajin 2", "Firefly", "The Matrix"]
    assert read["The Matrix"].added_at == added
    assert simkl.asked() == {"add_to_list": 1, "all_items": 1}


def test_a_film_and_a_show_of_one_number_are_two_titles(simkl: Service) -> None:
    simkl.world.add_title("shows", "Seventy-seven", 1977, tmdb=77)
    heard = simkl.put(wish("film", "Kitchen", "tmdb:77"), wish("show", "Seventy-seven", "tmdb:77", type="show"))
    assert heard == {"film": "plantowatch", "show": "plantowatch"}
    assert sorted(simkl.read()) == ["Paprika's Kitchen", "Seventy-seven"]


def test_two_rows_that_are_sent_alike_are_sent_once(simkl: Service) -> None:
    twice = (wish("a", "The Matrix", "tmdb:603"), wish("b", "Matrix", "tmdb:603"))
    assert simkl.put(*twice) == {"a": "plantowatch", "b": "plantowatch"}


def test_a_title_of_the_same_name_is_not_put_on_the_list_in_its_place(simkl: Service) -> None:
    assert simkl.put(wish("a", "The Matrix", "tmdb:999001")) == {"a": None}
    assert simkl.read() == {}


def test_the_list_that_a_title_came_to_is_told_and_not_the_one_that_was_asked_for(opened: Opening) -> None:
    added = {"movies": [{"ids": {"tmdb": "603"}, "to": "completed"}], "shows": []}
    lists, _ = opened(as_json({"added": added, "not_found": {"movies": [], "shows": []}}, 201))
    heard: list[Put] = []
    lists.put([wish("a", "The Matrix", "tmdb:603")], heard.extend)
    assert heard == [Put("a", "completed")]


@pytest.mark.parametrize(
    "answer",
    [
        {"added": {"movies": [], "shows": []}, "not_found": {"movies": [], "shows": []}},
        {"added": {"movies": [{"ids": {"tmdb": 604}, "to": "plantowatch"}]}, "not_found": {}},
        {"added": {"shows": [{"ids": {"tmdb": 603}, "to": "plantowatch"}]}, "not_found": {}},
        {"added": {"movies": [{"ids": {"tmdb": 603}}]}, "not_found": {}},
        {"added": {"movies": [{"ids": {"tmdb": 603}, "to": ["plantowatch"]}]}, "not_found": {}},
        {"added": {"movies": 1}, "not_found": {}},
        {"added": {}},
        {},
        None,
        [],
    ],
)
def test_a_title_of_which_nothing_was_said_was_not_put_on_the_list(opened: Opening, answer: object) -> None:
    lists, _ = opened(as_json(answer, 201))
    heard: list[Put] = []
    with pytest.raises(Unavailable):
        lists.put([wish("a", "The Matrix", "tmdb:603")], heard.extend)
    assert heard == []


def test_three_hundred_titles_go_in_batches_and_what_was_heard_before_a_refusal_stays_heard(simkl: Service) -> None:
    for number in range(1, 251):
        simkl.world.add_title("movies", f"Film {number}", 2000, 100_000 + number, tmdb=5000 + number)
    wishes = [wish(str(n), f"Film {n}", f"tmdb:{5000 + n}") for n in range(1, 251)]
    simkl.faults.add(Fault("status", path="add-to-list", status=429, skip=2))
    heard: list[Put] = []
    with pytest.raises(RateLimited):
        simkl.lists.put(wishes, heard.extend)
    assert len(heard) == 200
    assert len(simkl.read()) == 200
    assert simkl.asked()["add_to_list"] == 3  # what was refused is not sent again at once
    assert min(pause for pause in simkl.time.pauses) > 1.0
    simkl.faults.clear()
    simkl.lists.put(wishes[200:], heard.extend)
    assert len(heard) == len(simkl.read()) == 250


def test_a_row_is_removed_by_its_own_number_with_all_that_is_kept_of_it(simkl: Service) -> None:
    for number in (MATRIX, COOKING, AJIN, PAPRIKA):
        simkl.world.put(number)
    heard = simkl.take(row(MATRIX), row(AJIN, "show", anime=True), row(PAPRIKA, anime=True), row(FIREFLY, "show"))
    assert heard == [(4, Taken(frozenset({str(FIREFLY)}), 3))]
    assert list(simkl.read()) == ["Paprika's Kitchen"]


@pytest.mark.parametrize(
    "kept",
    [
        replace(row(MATRIX), status="completed"),
        replace(row(MATRIX), has_history=True),
        wish(str(MATRIX), "The Matrix"),
    ],
)
def test_a_row_that_holds_more_than_a_wish_is_never_removed(simkl: Service, kept: WatchItem) -> None:
    simkl.world.put(MATRIX)
    with pytest.raises(ValueError, match="not to be removed"):
        simkl.take(row(COOKING), kept)
    assert simkl.asked() == {}


def test_rows_are_removed_in_batches_of_a_hundred(opened: Opening) -> None:
    nothing: dict[str, list[object]] = {"movies": [], "shows": []}
    counts = [{"movies": 100, "shows": 0, "episodes": 0}, {"movies": 20, "shows": 0, "episodes": 0}]
    replies = [as_json({"deleted": each, "not_found": nothing}, 201) for each in counts]
    lists, server = opened(in_turn(*replies))
    heard: list[tuple[int, int]] = []
    lists.take([row(n) for n in range(1, 121)], lambda batch, taken: heard.append((len(batch), taken.deleted)))
    assert heard == [(100, 100), (20, 20)]
    assert len(server.asked) == 2


@pytest.mark.parametrize("answer", [{}, {"deleted": 1, "not_found": {}}, {"deleted": {"movies": "1"}, "not_found": {}}])
def test_a_removal_of_which_nothing_was_said_is_not_heard(opened: Opening, answer: object) -> None:
    lists, _ = opened(as_json(answer, 201))
    with pytest.raises(Unavailable):
        lists.take([row(MATRIX)], lambda batch, taken: pytest.fail("nothing is known"))


def test_reads_may_lag_behind_what_an_app_changed(simkl: Service) -> None:
    simkl.world.set_lag(1)
    simkl.put(wish("a", "The Matrix", "tmdb:603"))
    assert simkl.read() == {}
    simkl.put(wish("b", "Firefly", "tvdb:78874", type="show"))
    assert sorted(simkl.read()) == ["The Matrix"]
    simkl.world.set_lag(0)
    assert sorted(simkl.read()) == ["Firefly", "The Matrix"]


def test_a_title_is_found_by_an_id_that_it_carries(simkl: Service) -> None:
    simkl.world.add_title("shows", "Another 603", 1980, tmdb=603)
    found = simkl.lists.look_up("movie", frozenset({"tmdb:603"}))
    assert found is not None
    assert (found.key, found.listed) == (str(MATRIX), False)
    assert found.ids == {"simkl:53992", "imdb:tt0133093", "tmdb:603"}
    anime = simkl.lists.look_up("show", frozenset({"tvdb:299963", "tmdb:404"}))
    assert anime is not None
    assert (anime.title, anime.anime) == ("Ajin 2", True)
    film = simkl.lists.look_up("movie", frozenset({"imdb:tt0851578"}))
    assert film is not None
    assert (film.title, film.anime) == ("Paprika", True)


def test_a_title_of_another_type_or_with_other_ids_is_not_what_was_asked_for(simkl: Service, opened: Opening) -> None:
    assert simkl.lists.look_up("show", frozenset({"imdb:tt0133093"})) is None
    assert simkl.lists.look_up("movie", frozenset({"imdb:tt9999999"})) is None
    assert simkl.lists.look_up("movie", frozenset()) is None
    lists, _ = opened(
        in_turn(
            as_json([{"type": "movie", "ids": {"simkl": 1}}]),
            as_json({"title": "Another", "ids": {"simkl": 1, "imdb": "tt0000001"}}),
        )
    )
    assert lists.look_up("movie", frozenset({"imdb:tt0133093"})) is None
