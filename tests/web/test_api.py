"""The API: every route and a recorded answer of each fit the document, and say what the contract says."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from parity.actions.ports import House
from parity.store.schema import items
from tests.store.builders import (
    add_difference,
    add_episode,
    add_scan,
    add_scan_item,
    add_show,
    day,
    hold,
)
from tests.store.films import add_part, begin
from tests.web import watched_states
from tests.web.checked import Checked
from tests.web.houses import KEY, app_of
from tests.web.watching import household

ALIEN = 8091
MISSING = (
    "show_id server library rating_key title year tmdb_id imdb_id tvdb_id show_status group season episode code "
    "episode_title air_date ignored links"
)
TOO_MUCH = "limit: Must be greater than or equal to 0 and less than or equal to 1000."
UNDISPUTED = "no other source is known to differ about S01E03 of Firefly; ignore it instead"
STATES = "state: Must be one of: complete, missing, unmatched, ignored, suspect, error."


@pytest.fixture
def app(house: House) -> Flask:
    """The app on a house with two shows that can be compared and one that is not matched."""
    with house.database.writing() as connection:
        firefly = add_show(connection, "Firefly", tmdb_id=1437, imdb_id="tt0303461", year=2002, status="Ended")
        connection.execute(items.update().values(ids="tmdb:1437"))
        add_episode(connection, firefly, (1, 1), day(-30), owned=True)
        hold(connection, 1, "1001", "101")
        add_episode(connection, firefly, (1, 2), day(-9), title="The Train Job")
        add_episode(connection, firefly, (1, 3), day(5), title="Our Mrs. Reynolds")
        add_difference(connection, firefly, (1, 2), title="The Train Job", air_date=day(-9))
        begin(connection, ALIEN, "Alien Collection", owned=348)
        add_part(connection, ALIEN, 679, title="Aliens")
        add_part(connection, ALIEN, 99, title="Next", due_on=None, released_on=None)
        begin(connection, 9, "Heat", owned=949)
        add_show(connection, "Lost", tmdb_id=4607)
        add_show(connection, "Unknown", standing="unmatched", reason="TMDB knows no show of this title")
        scan = add_scan(connection, "partial", total=3, done=3)
        add_scan_item(connection, scan, 0, "Lost", outcome="trouble", message="TMDB: no answer")
        household(connection)
        watched_states.plan(connection)
    return app_of(house)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody with the key."""
    client = app.test_client()
    client.environ_base["HTTP_X_API_KEY"] = KEY
    return client


@pytest.fixture
def ask(client: FlaskClient) -> Checked:
    """Asks and checks."""
    return Checked(client)


def test_every_route_answers_as_the_document_says(ask: Checked) -> None:
    of_shows = ("missing", "upcoming", "shows", "shows/1", "shows/1/why?episode=S01E02", "decisions")
    for path in ("status", *of_shows, "scans", "scans/1", "collections", f"collections/{ALIEN}", "watchlist/plan"):
        ask("GET", path, 200)
    ask("POST", "shows/1/ignore", 200, {"season": 1, "episode": 2, "reason": "seen", "until": "2026-12-31"})
    ask("POST", "shows/1/unignore", 200, {"season": 1, "episode": 2})
    ask("POST", "shows/1/accept", 200, {"season": 1, "episode": 2, "reason": "TheTVDB is right"})
    ask("POST", "shows/1/policy", 200, {"policy": "last"})
    ask("POST", "shows/1/specials", 200, {"specials": True})
    ask("POST", "shows/1/grace", 200, {"days": 3})
    assert (ask("GET", "shows/1", 200)["grace_days"], ask("GET", "shows/1", 200)["grace_source"]) == (3, "set")
    ask("POST", "shows/1/grace", 200, {"days": None})
    ask("POST", "shows/1/order", 200, {"order": "tmdb"})
    ask("POST", "shows/3/match", 200, {"tmdb_id": 4608})
    ask("POST", "decisions/3/undo", 200)
    ask("POST", "scans", 202, {"mode": "full"})
    made = ask("POST", "refreshes", 202, {"library": "Shows"})
    assert ask("GET", f"refreshes/{made['id']}", 200)["library_title"] == "Shows"
    assert [each["id"] for each in ask("GET", "refreshes?open=true", 200)["items"]] == made["ids"]
    ask("POST", "refreshes", 422, {"path": "/tv/half \ud800"})
    wishes = ("scans/2/pause", "scans/2/resume", "scans/2/cancel", "shows/1/rescan", "scans/3/cancel")
    for path in (*wishes, f"collections/{ALIEN}/rescan", "scans/4/cancel"):
        ask("POST", path, 202)
    ask("POST", "scans", 202, {"mode": "collection", "collection": ALIEN})
    ask("POST", f"collections/{ALIEN}/ignore", 200, {"reason": "enough", "until": "2026-12-31", "new_parts": True})
    ask("POST", f"collections/{ALIEN}/unignore", 200)
    ask("POST", "films/679/ignore", 200, {"reason": "seen"})
    ask("POST", "films/679/unignore", 200)
    ask("POST", "films/1/match", 200, {"tmdb_id": 348})
    made = ask("POST", "watchlist/sync", 202, {"mode": "mirror", "source": "plex", "confirm": ["all"]})
    assert ask("GET", f"watchlist/runs/{made['id']}", 200)["state"] == "queued"
    ask("POST", "watchlist/plan", 409, {})
    made = ask("POST", "watched/sync", 202, {"work": "plan"})
    for path in ("watched/plan", "watched/runs", f"watched/runs/{made['id']}"):
        ask("GET", path, 200)
    documented = {(method, path) for path, known in ask.document["paths"].items() for method in known}
    assert {(method, path) for method, path in documented if method in ("get", "post")} == ask.asked


def test_every_failure_has_the_same_form_and_a_sentence(ask: Checked) -> None:
    for method, path, status, body, sentence in [
        ("GET", "shows/99", 404, None, "There is no show 99."),
        ("GET", "shows/1/why?episode=S09E09", 404, None, "There is no S09E09 of show 1."),
        ("GET", "shows/1/why?episode=one", 422, None, "one is no episode; write it as S01E02."),
        ("GET", "scans/99", 404, None, "There is no scan 99."),
        ("GET", "collections/99", 404, None, "There is no collection 99."),
        ("POST", "collections/99/rescan", 404, None, "There is no collection 99."),
        ("POST", "collections/99/ignore", 404, {}, "There is no collection 99."),
        ("POST", "films/99999/ignore", 404, {}, "No collection has a film 99999."),
        ("POST", "films/679/ignore", 422, {"until": "2026-11-20"}, "2026-11-20 is past; give a later day or none"),
        ("POST", "films/77/match", 404, {"tmdb_id": 1}, "There is no film 77."),
        ("GET", "collections?rating=11", 422, None, None),
        ("GET", "missing?limit=1001", 422, None, TOO_MUCH),
        ("GET", "missing?offset=x", 422, None, "offset: Not a valid integer."),
        ("GET", "missing?group=both", 422, None, "group: Must be one of: ongoing, archive."),
        ("GET", "shows?state=fine", 422, None, STATES),
        ("POST", "scans", 422, {}, "mode: Missing data for required field."),
        ("POST", "scans", 422, {"mode": "full", "colour": 1}, "colour: Unknown field."),
        ("POST", "scans", 422, {"mode": "show"}, "The mode show, and only that, needs the id of a show."),
        ("POST", "scans", 404, {"mode": "show", "show": 99}, "There is no show 99."),
        ("POST", "scans", 404, {"mode": "collection", "collection": 99}, "There is no collection 99."),
        ("POST", "scans", 422, {"mode": "full", "collection": ALIEN}, None),
        ("POST", "scans/99/pause", 404, None, "There is no scan 99."),
        ("POST", "scans/1/pause", 409, None, "Scan 1 cannot pause: it is over, or not at that point."),
        ("POST", "shows/99/rescan", 404, None, "There is no show 99."),
        ("POST", "shows/99/ignore", 404, {}, "There is no show 99."),
        ("POST", "shows/1/ignore", 404, {"season": 1, "episode": 9}, "Firefly has no S01E09."),
        ("POST", "shows/1/ignore", 422, {"episode": 9}, "An episode needs its season."),
        ("POST", "shows/1/ignore", 422, {"until": "2026-11-20"}, "2026-11-20 is past; give a later day or none"),
        ("POST", "shows/1/ignore", 422, {"until": "20271231"}, "until: Not a valid date."),
        ("POST", "shows/1/ignore", 422, {"until": 20271231}, "until: Not a valid date."),
        ("POST", "shows/1/accept", 404, {"season": 1, "episode": 9}, "Firefly has no S01E09."),
        ("POST", "shows/1/accept", 422, {"season": 1, "episode": 3}, UNDISPUTED),
        ("POST", "shows/1/accept", 422, {"season": 1}, "episode: Missing data for required field."),
        ("POST", "shows/1/policy", 422, {"policy": "some"}, None),
        ("POST", "shows/1/policy", 422, {"policy": "from season 0"}, None),
        ("POST", "shows/1/grace", 422, {"days": 8}, None),
        ("POST", "shows/1/grace", 422, {"days": "3"}, None),
        ("POST", "shows/1/grace", 422, {}, "days: Missing data for required field."),
        ("POST", "shows/99/grace", 404, {"days": 1}, "There is no show 99."),
        ("POST", "decisions/99/undo", 404, None, "There is no decision 99 to take back."),
    ]:  # fmt: skip
        error = ask(method, path, status, body)["error"]
        assert sentence in (None, error["message"]), error
        assert set(error) == {"code", "message"}


def test_a_second_scan_is_refused_with_the_id_of_the_first(ask: Checked) -> None:
    started = ask("POST", "scans", 202, {"mode": "incremental"})
    assert started == {"id": 2}
    assert ask("POST", "scans", 409, {"mode": "full"}) == {
        "error": {"code": "already_running", "message": "Scan 2 is already running.", "scan_id": 2}
    }


def test_lists_carry_every_name_of_the_contract(ask: Checked) -> None:
    missing, upcoming = ask("GET", "missing", 200), ask("GET", "upcoming", 200)
    assert (missing["total"], upcoming["total"]) == (1, 1)
    assert set(missing["items"][0]) >= set(MISSING.split())
    assert set(upcoming["items"][0]) >= {*MISSING.split(), "days"}
    assert missing["items"][0]["links"] == [
        {"label": "DMM season 1", "url": "https://debridmediamanager.com/show/tt0303461/1", "needs_key": False}
    ]
    assert [show["title"] for show in ask("GET", "shows", 200)["items"]] == ["Firefly", "Lost", "Unknown"]


def test_pages_and_filters_are_those_of_the_lists(ask: Checked) -> None:
    assert [s["title"] for s in ask("GET", "shows?limit=1&offset=1", 200)["items"]] == ["Lost"]
    assert [s["title"] for s in ask("GET", "shows?state=unmatched", 200)["items"]] == ["Unknown"]
    assert ask("GET", "shows?group=archive", 200)["total"] == 0
    assert ask("GET", "missing?library=Nothing", 200) == {"total": 0, "items": []}
    assert ask("GET", "missing?show=1&limit=0", 200) == {"total": 1, "items": []}
    assert ask("GET", "upcoming?days=4", 200)["total"] == 0
    assert ask("GET", "scans?state=partial", 200)["total"] == 1
    assert ask("GET", "scans?state=done", 200)["total"] == 0


def test_collections_carry_every_name_of_the_contract_and_fit_their_filters(ask: Checked) -> None:
    [alien] = ask("GET", "collections", 200)["items"]
    assert set(alien) >= {"collection_id", "name", "owned", "released", "parts", "missing", "announced", "libraries"}
    assert (alien["owned"], alien["released"], alien["parts"], alien["libraries"]) == (1, 2, 3, ["Shows"])
    [film] = alien["missing"]
    assert set(film) >= {"tmdb_id", "title", "release_date", "ignored", "links"}
    assert (alien["announced"][0]["title"], alien["announced"][0]["release_date"]) == ("Next", None)
    assert ask("GET", "collections?all=1", 200)["total"] == 2
    assert [c["name"] for c in ask("GET", "collections?all=1&limit=1&offset=1", 200)["items"]] == ["Heat"]
    assert [c["name"] for c in ask("GET", "collections?all=1&sort=-name", 200)["items"]] == ["Heat", "Alien Collection"]
    assert [c["name"] for c in ask("GET", "collections?state=complete", 200)["items"]] == ["Heat"]
    for nothing in ("library=X", "server=x", "q=predator"):
        assert ask("GET", f"collections?{nothing}", 200) == {"total": 0, "items": []}
    assert len(ask("GET", f"collections/{ALIEN}", 200)["there"]) == 1


def test_a_film_and_a_collection_are_ignored_and_come_back(ask: Checked) -> None:
    ask("POST", "films/679/ignore", 200, {"reason": "seen"})
    assert ask("GET", "collections", 200)["total"] == 0
    [alien] = ask("GET", "collections?ignored=1", 200)["items"]
    assert [(film["tmdb_id"], film["reason"]) for film in alien["missing"]] == [(679, "ignored")]
    assert ask("GET", "decisions", 200)["items"][0]["kind"] == "ignore_film"
    assert ask("POST", "films/679/unignore", 200) == ask("POST", f"collections/{ALIEN}/unignore", 200) | {"undone": 1}
    ask("POST", f"collections/{ALIEN}/ignore", 200, {})
    assert ask("GET", f"collections/{ALIEN}", 200)["state"] == "ignored"
    assert ask("POST", f"collections/{ALIEN}/unignore", 200) == {"undone": 1}
    assert ask("GET", f"collections/{ALIEN}", 200)["state"] == "missing"


def test_what_is_ignored_leaves_the_list_and_comes_back_when_that_is_undone(ask: Checked) -> None:
    decision = ask("POST", "shows/1/ignore", 200, {"season": 1, "episode": 2, "reason": "seen"})["id"]
    assert ask("GET", "missing", 200)["total"] == 0
    [row] = ask("GET", "missing?ignored=true", 200)["items"]
    assert (row["ignored"], row["reason"]) == (True, "ignored")
    [made] = ask("GET", "decisions", 200)["items"]
    assert (made["id"], made["label"], made["reason"]) == (decision, "Firefly S01E02", "seen")
    assert ask("POST", f"decisions/{decision}/undo", 200) == {"undone": 1}
    assert ask("GET", "missing", 200)["total"] == 1
    assert ask("GET", "decisions", 200)["total"] == 0


def test_an_accepted_difference_leaves_the_list_and_is_told_with_the_show(ask: Checked) -> None:
    [apart] = ask("GET", "shows/1", 200)["differences"]
    assert (apart["code"], apart["in_use"], apart["accepted"]) == ("S01E02", True, False)
    ask("POST", "shows/1/accept", 200, {"season": 1, "episode": 2})
    assert ask("GET", "missing", 200)["total"] == 0
    assert ask("GET", "missing?ignored=true", 200)["items"][0]["reason"] == "accepted difference"
    [apart] = ask("GET", "shows/1", 200)["differences"]
    assert apart["accepted"]


def test_a_show_is_ignored_and_unignored_as_a_whole(ask: Checked) -> None:
    ask("POST", "shows/1/ignore", 200, {})
    assert ask("GET", "shows/1", 200)["state"] == "ignored"
    assert ask("POST", "shows/1/unignore", 200, {}) == {"undone": 1}
    assert ask("GET", "shows/1", 200)["state"] == "missing"


def test_an_order_without_a_body_is_an_order_about_the_whole_show(client: FlaskClient) -> None:
    assert client.post("/api/v1/shows/1/ignore").status_code == 200
    assert client.post("/api/v1/shows/1/unignore").json == {"undone": 1}
    assert client.post("/api/v1/shows/1/match").status_code == 422


def test_the_status_tells_numbers_scans_and_the_worker(ask: Checked) -> None:
    ask("POST", "scans", 202, {"mode": "full"})
    status = ask("GET", "status", 200)
    assert (status["today"], status["time_zone"], status["worker_seen_at"]) == (
        "2026-11-21",
        "UTC",
        "2026-11-21T12:00:00Z",
    )
    assert (status["numbers"]["missing"], status["numbers"]["unmatched"]) == (1, 1)
    assert status["films"] == {
        "films": 2, "collections": 2, "missing": 1, "collections_missing": 1, "collections_error": 0,
        "announced": 1, "unmatched": 0,
    }  # fmt: skip
    assert (status["scan"]["state"], status["last_scan"]["state"]) == ("queued", "partial")
    assert status["last_scan"]["errors"] == [{"show": "Lost", "message": "TMDB: no answer"}]


def test_bodies_that_are_no_json_are_refused(client: FlaskClient) -> None:
    for body, kind, status in [
        (b"mode=full", "application/x-www-form-urlencoded", 415),
        (b'{"mode": "full"}', "text/plain", 415),
        (b"{", "application/json", 400),
        (b"[ " * 20_000, "application/json", 400),
        (b"[1]", "application/json", 422),
        (b"\xff\xfe", "application/json", 400),
    ]:
        answer = client.post("/api/v1/scans", data=body, content_type=kind)
        said: Any = answer.json
        assert (answer.status_code, set(said)) == (status, {"error"}), (body, answer.text)


def test_numbers_beyond_any_database_are_no_bug(ask: Checked, client: FlaskClient) -> None:
    huge = 10**30
    assert client.get(f"/api/v1/shows/{huge}").status_code in (404, 422)
    assert client.get(f"/api/v1/scans/{huge}").status_code in (404, 422)
    assert client.post(f"/api/v1/decisions/{huge}/undo").status_code in (404, 422)
    assert client.post(f"/api/v1/shows/{huge}/ignore", json={}).status_code in (404, 422)
    ask("GET", f"missing?offset={huge}", 422)
