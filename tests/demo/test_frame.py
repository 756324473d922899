"""The control routes, by which a world in another process is changed."""

import requests

from tests.demo.served import Tmdb


def post(tmdb: Tmdb, path: str, body: object) -> requests.Response:
    return tmdb.session.post(tmdb.url + path, json=body)


def test_a_world_is_changed_by_the_name_of_a_method(tmdb: Tmdb) -> None:
    answer = post(
        tmdb, "/_world", {"do": "add_episode", "args": {"show_id": 7, "season": 2, "number": 3, "air_date": None}}
    )
    assert answer.json() == {"result": tmdb.world.shows[7].seasons[2].episodes[3].id}


def test_only_listed_methods_can_be_called(tmdb: Tmdb) -> None:
    for name in ("to_json", "__init__", "no_such_thing"):
        assert post(tmdb, "/_world", {"do": name}).status_code == 400
    assert all(callable(getattr(tmdb.world, name)) for name in tmdb.world.DOABLE)


def test_a_method_that_cannot_do_it_answers_why(tmdb: Tmdb) -> None:
    missing = post(tmdb, "/_world", {"do": "delete_show", "args": {"show_id": 1}})
    wrong = post(tmdb, "/_world", {"do": "delete_show", "args": {"colour": "red"}})
    assert (missing.status_code, missing.json()) == (400, {"error": "delete_show: 1"})
    assert wrong.status_code == 400


def test_faults_and_latency_are_replaced_apart(tmdb: Tmdb) -> None:
    assert post(tmdb, "/_faults", {"rules": [{"kind": "status", "status": 503}]}).json() == {"rules": 1, "latency": 0.0}
    assert post(tmdb, "/_faults", {"latency": 0.01}).json() == {"rules": 1, "latency": 0.01}
    assert tmdb.get("/tv/7").status_code == 503
    told = tmdb.session.get(f"{tmdb.url}/_faults").json()
    assert told == {"rules": [{"kind": "status", "met": 1, "struck": 1}], "latency": 0.01}
    assert post(tmdb, "/_faults", {"rules": [], "latency": 0}).json() == {"rules": 0, "latency": 0.0}
    assert tmdb.get("/tv/7").status_code == 200
    assert post(tmdb, "/_faults", {"rules": [{"kind": "gremlins"}]}).status_code == 400


def test_requests_are_told_and_forgotten_and_control_is_not_among_them(tmdb: Tmdb) -> None:
    tmdb.get("/tv/7")
    told = tmdb.session.get(f"{tmdb.url}/_requests").json()
    assert told == {"total": 1, "kinds": {"details_of": 1}, "asked": {"7": 1}, "most_at_once": 1}
    assert post(tmdb, "/_requests/reset", {}).json()["total"] == 0
    assert tmdb.world.requests.total == 0
