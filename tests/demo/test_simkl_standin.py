"""The stand-in for SIMKL behaves as SIMKL does, also where that does harm."""

from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import TestResponse

from parity.demo import child
from parity.demo.faults import Fault, Faults
from parity.demo.simkl_pace import Pace
from parity.demo.simkl_records import KINDS
from parity.demo.simkl_standin import create_app
from parity.demo.simkl_world import CLIENT_ID, CLIENT_ID_V2, SimklWorld

Ask = Callable[..., TestResponse]


class Jane:
    """An app that asks for Jane."""

    def __init__(self, world: SimklWorld | None = None, client_id: str = CLIENT_ID) -> None:
        self.world = world or SimklWorld()
        self.faults = Faults()
        self.client = create_app(self.world, self.faults).test_client()
        self.says = {"simkl-api-key": client_id, "Authorization": f"Bearer {self.world.auth.issue(client_id)}"}

    def get(self, path: str, status: int = 200) -> Any:
        answer = self.client.get(path, headers=self.says)
        assert answer.status_code == status, answer.text
        return answer.get_json()

    def post(self, path: str, body: object = None, status: int = 201) -> Any:
        answer = self.client.post(path, json=body, headers=self.says)
        assert answer.status_code == status, answer.text
        return answer.get_json()

    def status(self, number: int) -> str:
        return self.world.library(1).rows[number].status


def test_rows_have_the_recorded_shapes() -> None:
    jane = Jane()
    film = jane.world.add_title("movies", "Terminator 3", 2003, imdb="tt0181852", tmdb=296)
    show = jane.world.add_title("shows", "Emerald City", 2017, tvdb=295779, episodes=10)
    anime = jane.world.add_title("anime", "Hunter x Hunter", 2011, mal=11061, imdb="tt2098220", told_ids=("mal",))
    assert jane.get("/sync/all-items") == {}
    for number in (film, show, anime):
        jane.world.put(number)
    jane.world.watch(show, 3)
    jane.world.rate(anime, 10)
    told = jane.get("/sync/all-items/")
    assert list(told) == list(KINDS)
    assert told["movies"][0]["movie"]["ids"] == {
        "simkl": film,
        "slug": "terminator-3",
        "imdb": "tt0181852",
        "tmdb": "296",
    }
    assert (told["movies"][0]["status"], told["movies"][0]["last_watched_at"]) == ("plantowatch", None)
    row = told["shows"][0]
    assert (row["status"], row["watched_episodes_count"], row["next_to_watch"]) == ("watching", 3, "S01E04")
    row = told["anime"][0]
    assert (row["anime_type"], row["user_rating"], row["show"]["ids"]["mal"]) == ("tv", 10, "11061")
    assert "imdb" not in row["show"]["ids"]
    assert jane.get("/sync/all-items/shows/plantowatch") == {}
    assert list(jane.get("/sync/all-items/movies")) == ["movies"]
    jane.get("/sync/all-items/films", 404)
    jane.world.set_legacy()
    assert jane.get("/sync/all-items/movies/dropped") is None


def test_it_says_of_any_title_on_which_list_it_is() -> None:
    jane = Jane()
    film = jane.world.add_title("movies", "Terminator 3", 2003, imdb="tt0181852")
    asked = [{"simkl": film}, {"imdb": "tt0"}]
    row = {"ids": {"simkl": film}, "result": False, "simkl": film, "list": None, "last_watched_at": None}
    assert jane.post("/sync/watched", asked, 200) == [row, {"imdb": "tt0", "result": "not_found"}]
    jane.world.put(film)
    jane.world.set_legacy()
    assert jane.post("/sync/watched", asked[:1], 200) == [
        {"simkl": film, "result": True, "list": "plantowatch", "last_watched_at": None}
    ]
    jane.post("/sync/watched", {"simkl": film}, 400)
    jane.post("/sync/watched", asked * 51, 400)


def test_a_completed_film_is_moved_back_by_who_puts_it_on_the_list() -> None:
    jane = Jane()
    film = jane.world.add_title("movies", "Terminator 3", 2003, imdb="tt0181852")
    jane.world.watch(film)
    sent = {"movies": [{"to": "plantowatch", "ids": {"imdb": "tt0181852"}}, {"to": "dropped", "ids": {"imdb": "tt0"}}]}
    assert jane.post("/sync/add-to-list", sent) == {
        "added": {"movies": [{"to": "plantowatch", "ids": {"imdb": "tt0181852"}, "type": "movie"}], "shows": []},
        "not_found": {"movies": [{"ids": {"imdb": "tt0"}}], "shows": []},
    }
    assert jane.status(film) == "plantowatch"
    assert jane.world.library(1).rows[film].last_watched


def test_titles_come_to_stand_elsewhere_than_was_asked_for() -> None:
    jane = Jane()
    film, show = (jane.world.add_title(kind, "A Title", 2003) for kind in ("movies", "shows"))
    sent = {
        "movies": [{"to": "watching", "ids": {"simkl": film}}],
        "shows": [{"to": "completed", "ids": {"simkl": show}}],
    }
    added = jane.post("/sync/add-to-list", sent)["added"]
    assert (added["movies"][0]["to"], added["shows"][0]["to"]) == ("completed", "watching")
    assert (jane.status(film), jane.status(show)) == ("completed", "watching")


def test_an_unknown_anime_is_not_found_among_the_shows() -> None:
    lost = {"to": "plantowatch", "ids": {"mal": 1}}
    assert Jane().post("/sync/add-to-list", {"anime": [lost]})["not_found"] == {
        "movies": [],
        "shows": [{"ids": {"mal": 1}}],
    }


def test_a_title_is_known_by_simkl_s_number_then_by_other_ids_then_by_year_and_name() -> None:
    jane = Jane()
    old = jane.world.add_title("movies", "Dune", 1984, imdb="tt0087182", tmdb=841)
    new = jane.world.add_title("movies", "Dune", 2021, imdb="tt1160419", tmdb=438631)

    def put(**told: object) -> int:
        jane.world.libraries.clear()
        jane.post("/sync/add-to-list", {"movies": [{"to": "plantowatch", **told}]})
        (number,) = jane.world.library(1).rows or (0,)
        return number

    assert put(ids={"simkl": old, "imdb": "tt1160419"}) == old
    assert put(ids={"tmdb": 438631}, title="Dune", year=1984) == new
    assert put(ids={"tmdb": 1}, title="dune", year=2021) == new
    assert put(title="Dune", year=1999) == old
    assert put(ids={"tmdb": 1}) == 0


def test_removing_takes_history_and_rating_along_and_does_not_look_at_anime() -> None:
    jane = Jane()
    film = jane.world.add_title("movies", "Terminator 3", 2003)
    anime = jane.world.add_title("anime", "Ajin 2", 2016)
    jane.world.watch(film)
    jane.world.put(anime)
    row = {"ids": {"simkl": anime}}
    told = jane.post(
        "/sync/history/remove", {"movies": [{"ids": {"simkl": film}}, {"ids": {"simkl": 7}}], "anime": [row]}
    )
    assert told == {
        "deleted": {"movies": 1, "shows": 0, "episodes": 0},
        "not_found": {"movies": [{"ids": {"simkl": 7}}], "shows": []},
    }
    assert list(jane.world.library(1).rows) == [anime]
    assert jane.post("/sync/history/remove", {"shows": [row]})["deleted"]["shows"] == 1
    assert jane.world.library(1).rows == {}


def test_activities_move_with_what_changed_and_no_further() -> None:
    jane = Jane()
    film = jane.world.add_title("movies", "Terminator 3", 2003)
    quiet = jane.get("/sync/activities")
    assert (quiet["all"], quiet["movies"]["all"], "watching" in quiet["movies"]) == (None, None, False)
    jane.world.put(film)
    put = jane.get("/sync/activities")
    jane.world.watch(film)
    seen = jane.get("/sync/activities")
    assert seen["movies"]["plantowatch"] > put["movies"]["plantowatch"]
    assert (put["movies"]["completed"], seen["movies"]["removed_from_list"]) == (None, None)
    jane.world.take(film)
    gone = jane.get("/sync/activities")
    assert gone["all"] == gone["movies"]["removed_from_list"] > seen["all"]
    assert gone["tv_shows"] == quiet["tv_shows"]
    assert jane.get(f"/sync/all-items?date_from={seen['all']}") == {}


def test_two_changes_within_a_second_have_one_time_where_that_is_wanted() -> None:
    jane = Jane(SimklWorld(clock=lambda: 1_790_000_000.5))
    one, two, three = (jane.world.add_title("movies", f"Film {n}", 2003) for n in (1, 2, 3))
    jane.world.put(one)
    jane.world.put(two)
    first = jane.world.library(1).rows
    assert first[one].changed < first[two].changed
    jane.world.libraries.clear()
    jane.world.set_coarse()
    jane.world.put(one)
    since = jane.get("/sync/activities")["all"]
    jane.world.put(three)
    assert jane.get("/sync/activities")["all"] == since == "2026-09-21T14:13:20Z"
    assert jane.get(f"/sync/all-items?date_from={since}") == {}


def test_members_have_lists_of_their_own() -> None:
    jane = Jane()
    film = jane.world.add_title("movies", "Terminator 3", 2003)
    jane.world.add_member(2, "john")
    jane.world.put(film, user=2)
    assert jane.get("/sync/all-items") == {}
    jane.says["Authorization"] = f"Bearer {jane.world.auth.issue(CLIENT_ID, 2)}"
    assert len(jane.get("/sync/all-items")["movies"]) == 1
    assert jane.post("/users/settings", status=200)["account"]["id"] == 2


@pytest.mark.parametrize("client_id", [CLIENT_ID, CLIENT_ID_V2])
def test_nobody_is_told_anything_without_a_token(client_id: str) -> None:
    jane = Jane(client_id=client_id)
    del jane.says["Authorization"]
    told = jane.get("/sync/activities", 401)
    wanted = "user_token_required" if client_id == CLIENT_ID_V2 else "user_token_failed"
    assert (told["error"], told["code"]) == (wanted, 401)
    jane.says["simkl-api-key"] = "nobody's"
    assert jane.get("/sync/activities", 412)["error"] == "client_id_failed"


def test_a_token_for_reading_only_changes_nothing() -> None:
    jane = Jane(client_id=CLIENT_ID_V2)
    jane.says["Authorization"] = f"Bearer {jane.world.auth.issue(CLIENT_ID_V2, scope='media:read')}"
    assert jane.get("/sync/all-items") == {}
    assert jane.post("/sync/add-to-list", {"movies": []}, 403)["error"] == "forbidden"


def test_a_change_that_says_too_little_or_too_much_is_refused() -> None:
    jane = Jane()
    film = jane.world.add_title("movies", "Terminator 3", 2003)
    told = jane.post("/sync/add-to-list", {"to": "plantowatch", "movies": [{"ids": {"simkl": film}}]}, 400)
    assert (told["error"], told["message"]) == ("empty_field", 'Missed "to" parameter')
    assert jane.post("/sync/history/remove", {"movies": [{}] * 101}, 400)["error"] == "max_items"
    jane.post("/sync/add-to-list", [], 400)


def test_reads_lag_behind_the_changes_of_apps_and_not_behind_people() -> None:
    jane = Jane()
    one, two = (jane.world.add_title("movies", f"Film {n}", 2003) for n in (1, 2))
    jane.world.set_lag(1)
    jane.world.put(one)
    assert len(jane.get("/sync/all-items")["movies"]) == 1
    jane.post("/sync/add-to-list", {"movies": [{"to": "plantowatch", "ids": {"simkl": two}}]})
    assert len(jane.get("/sync/all-items")["movies"]) == 1
    jane.world.set_lag(0)
    assert len(jane.get("/sync/all-items")["movies"]) == 2


def test_who_asks_too_fast_is_counted_and_refused_where_that_is_wanted() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    assert [pace.too_fast("POST") for _ in range(3)] == [False] * 3
    assert (pace.most["POST"], pace.most["GET"]) == (3, 0)
    pace.strict, now[0] = True, 1.0
    assert [pace.too_fast("POST") for _ in range(2)] == [False, True]
    assert not any(pace.too_fast("GET") for _ in range(10))
    assert pace.too_fast("GET")
    jane = Jane()
    jane.world.pace = Pace(lambda: 0.0)
    jane.world.set_strict()
    jane.post("/users/settings", status=200)
    assert jane.post("/users/settings", status=429)["error"] == "rate_limit"


def test_a_list_can_come_cut_or_empty() -> None:
    jane = Jane()
    for number in range(3):
        jane.world.put(jane.world.add_title("movies", f"Film {number}", 2003))
    jane.faults.add(Fault("cut_page", times=1, rows=2))
    jane.faults.add(Fault("empty_page", times=1))
    assert len(jane.get("/sync/all-items")["movies"]) == 1
    assert jane.get("/sync/all-items") == {}


def test_a_world_that_was_kept_is_the_same_world() -> None:
    world = SimklWorld()
    film = world.add_title("movies", "Terminator 3", 2003, imdb="tt0181852")
    anime = world.add_title("anime", "Ajin 2", 2016, mal=33253, imdb="tt1", told_ids=("mal",))
    world.watch(film)
    world.put(anime)
    world.set_legacy()
    token = world.auth.issue(CLIENT_ID)
    again = SimklWorld.from_json(world.to_json())
    assert (again.titles, again.libraries, again.legacy) == (world.titles, world.libraries, True)
    assert again.auth.user_of(token) == 1


def test_it_runs_as_a_process_of_its_own_and_does_as_it_is_told() -> None:
    with child.start(SimklWorld()) as served:
        film = served.do("add_title", kind="movies", title="Terminator 3", year=2003, imdb="tt0181852")
        served.do("put", title_id=film)
        assert isinstance(served.do("issue", client_id=CLIENT_ID), str)
        assert served.do("fastest") == {"GET": 0, "POST": 0}
        assert served.requests()["total"] == 0
