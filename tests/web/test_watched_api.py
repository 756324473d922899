"""The JSON of the watched states: the kept plan, having it done, runs."""

import pytest
from flask.testing import FlaskClient

from parity.actions.ports import House
from parity.core.watched_shapes import WatchedPlan, WatchedRun
from parity.store import watched_runs
from parity.store.watched_runs import RunRow
from parity.web.api.schemas import listing_of, schema_of
from tests.web.houses import WITH_KEY
from tests.web.watched_states import add_run, plan

API = "/api/v1/watched"


@pytest.fixture
def filled(house: House) -> House:
    """With a plan."""
    with house.database.writing() as connection:
        plan(connection)
    return house


def queued(house: House) -> RunRow:
    """The run that waits."""
    with house.database.reading() as connection:
        found = watched_runs.RUNS.active(connection)
    assert found is not None
    return found


def test_the_kept_plan_has_the_shape_of_the_document(filled: House, client: FlaskClient) -> None:
    found = client.get(f"{API}/plan", headers=WITH_KEY).json
    assert found is not None
    assert schema_of(WatchedPlan)().validate(found) == {}
    assert (found["total"], found["run"]["id"], found["run"]["partner_out"]) == (4, 1, 3)
    assert found["run"]["tally"] == {"planned": 2, "done": 0, "failed": 0, "skipped": 1, "held": 1}
    castle = found["changes"][1]
    assert castle["after"] == {"watched": False, "position": 1_200_000, "at": None}
    assert {name: castle[name] for name in ("side", "do", "media_id", "library", "matched_by", "state", "why")} == {
        "side": "partner",
        "do": "move",
        "media_id": "7",
        "library": "Shows",
        "matched_by": "path",
        "state": "planned",
        "why": "only on plex",
    }


@pytest.mark.parametrize(
    ("query", "total", "titles"),
    [
        ("limit=1&offset=1", 4, ["Castle – S07E19"]),
        ("state=held", 1, ["Heat (1995)"]),
        ("side=plex", 1, ["Éternelle – S01E01"]),
        ("library=m1/recordings", 1, ["Heat (1995)"]),
        ("q=dune", 1, ["Dune (1984)"]),
        ("limit=0", 4, []),
    ],
)
def test_the_plan_can_be_narrowed_and_comes_in_pages(
    filled: House, client: FlaskClient, query: str, total: int, titles: list[str]
) -> None:
    found = client.get(f"{API}/plan?{query}", headers=WITH_KEY).json
    assert found is not None
    assert (found["total"], [each["title"] for each in found["changes"]]) == (total, titles)


@pytest.mark.parametrize("query", ["state=odd", "side=sagetv", "limit=-1", "offset=x"])
def test_a_question_that_makes_no_sense_is_refused(filled: House, client: FlaskClient, query: str) -> None:
    answer = client.get(f"{API}/plan?{query}", headers=WITH_KEY)
    assert answer.status_code == 422
    assert answer.json is not None
    assert answer.json["error"]["code"]


def test_before_anything_was_compared_it_says_how_that_is_done(client: FlaskClient) -> None:
    answer = client.get(f"{API}/plan", headers=WITH_KEY)
    assert answer.status_code == 404
    assert answer.json is not None
    assert "POST watched/sync" in answer.json["error"]["message"]


@pytest.mark.parametrize(
    ("body", "work", "chosen", "yes"),
    [
        ({}, "sync", None, False),
        ({"work": "plan"}, "plan", None, False),
        ({"yes": True}, "sync", None, True),
        ({"chosen": ["b", "a"]}, "sync", ["a", "b"], False),
        ({"chosen": []}, "sync", [], False),
    ],
)
def test_a_run_is_asked_for(
    filled: House, client: FlaskClient, body: dict[str, object], work: str, chosen: list[str] | None, yes: bool
) -> None:
    answer = client.post(f"{API}/sync", json=body, headers=WITH_KEY)
    assert (answer.status_code, answer.json, answer.headers["Location"]) == (202, {"id": 2}, f"{API}/runs/2")
    run = queued(filled)
    assert (run.work, run.started_by, run.wishes["chosen"], run.wishes["yes"]) == (work, "api", chosen, yes)
    assert client.post(f"{API}/sync", json={}, headers=WITH_KEY).status_code == 409


@pytest.mark.parametrize("body", [{"work": "undo"}, {"chosen": "all"}, {"chosen": [""]}, {"yes": "perhaps"}, {"x": 1}])
def test_what_nobody_understands_starts_nothing(filled: House, client: FlaskClient, body: dict[str, object]) -> None:
    assert client.post(f"{API}/sync", json=body, headers=WITH_KEY).status_code == 422
    with filled.database.reading() as connection:
        assert watched_runs.RUNS.active(connection) is None


def test_runs_are_listed_and_told(filled: House, client: FlaskClient) -> None:
    with filled.database.writing() as connection:
        add_run(connection, "failed", "sync", sentence="SageTV did not answer")
    found = client.get(f"{API}/runs?limit=1", headers=WITH_KEY).json
    assert found is not None
    assert listing_of(WatchedRun)().validate(found) == {}
    assert (found["total"], [each["message"] for each in found["items"]]) == (2, ["SageTV did not answer"])
    assert client.get(f"{API}/runs/2", headers=WITH_KEY).json == found["items"][0]
    assert client.get(f"{API}/runs/9", headers=WITH_KEY).status_code == 404
    assert client.get(f"{API}/runs").status_code == 401
