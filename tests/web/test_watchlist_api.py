"""The JSON of the watchlist: the kept plan, and having it done."""

import pytest
from flask.testing import FlaskClient

from parity.actions.ports import House
from parity.core.watch_shapes import WatchPlan, WatchRun, held_sentence
from parity.store import watch_runs
from parity.store.watch_runs import RunRow
from parity.web.api.schemas import schema_of
from tests.web.houses import WITH_KEY
from tests.web.watching import add_run, guid, household

API = "/api/v1/watchlist"


@pytest.fixture
def filled(house: House) -> House:
    """A made-up pair of lists."""
    with house.database.writing() as connection:
        household(connection)
    return house


def queued(house: House) -> RunRow:
    """The run that waits."""
    with house.database.reading() as connection:
        found = watch_runs.active(connection)
    assert found is not None
    return found


def test_the_kept_plan_has_the_shape_of_the_contract(filled: House, client: FlaskClient) -> None:
    plan = client.get(f"{API}/plan", headers=WITH_KEY).json
    assert plan is not None
    assert schema_of(WatchPlan)().validate(plan) == {}
    head = {name: plan[name] for name in ("mode", "first_run", "complete", "in_sync", "held")}
    assert head == {
        "mode": "two-way",
        "first_run": False,
        "complete": True,
        "in_sync": 3,
        "held": "1 change waits for your yes. Too many titles would be taken off at once.",
    }
    heat = plan["actions"][2]
    assert {name: heat[name] for name in ("side", "do", "title", "year", "type", "ids", "reason", "state", "mark")} == {
        "side": "plex",
        "do": "remove",
        "title": "Heat",
        "year": 1999,
        "type": "movie",
        "ids": {},
        "reason": "SIMKL says that it has been watched.",
        "state": "held",
        "mark": "plex remove Heat",
    }
    gattaca = plan["unresolved"][0]
    assert (gattaca["side"], gattaca["key"], gattaca["ids"]) == ("simkl", "7", {"imdb": "tt0119177"})
    assert gattaca["reason"] == "Plex does not know it under any of its ids."


def test_without_a_plan_it_says_how_one_is_made(client: FlaskClient) -> None:
    answer = client.get(f"{API}/plan", headers=WITH_KEY)
    assert answer.status_code == 404
    assert answer.json is not None
    assert "POST watchlist/plan" in answer.json["error"]["message"]


def test_a_run_is_queued_as_it_is_wished(filled: House, client: FlaskClient) -> None:
    wish = {"mode": "mirror", "source": "simkl", "confirm": ["plex remove Heat"]}
    answer = client.post(f"{API}/sync", headers=WITH_KEY, json=wish)
    run = queued(filled)
    assert (answer.status_code, answer.json) == (202, {"id": run.id})
    assert (run.work, run.started_by, run.wishes) == ("sync", "api", wish)
    found = client.get(answer.headers["Location"], headers=WITH_KEY).json
    assert found is not None
    assert schema_of(WatchRun)().validate(found) == {}
    assert (found["id"], found["state"]) == (run.id, "queued")


def test_all_that_is_held_can_be_confirmed_at_once(filled: House, client: FlaskClient) -> None:
    assert client.post(f"{API}/sync", headers=WITH_KEY, json={"confirm": ["all"]}).status_code == 202
    assert queued(filled).wishes == {"mode": None, "source": None, "confirm": None}


def test_a_comparison_is_queued_and_one_run_is_enough(filled: House, client: FlaskClient) -> None:
    assert client.post(f"{API}/plan", headers=WITH_KEY, json={}).status_code == 202
    assert queued(filled).work == "plan"
    for path in ("plan", "sync"):
        answer = client.post(f"{API}/{path}", headers=WITH_KEY, json={})
        assert answer.status_code == 409


@pytest.mark.parametrize(
    "order", [{"mode": "odd"}, {"source": "trakt"}, {"confirm": "all"}, {"confirm": [1]}, {"x": 1}]
)
def test_what_nobody_can_mean_is_refused(filled: House, client: FlaskClient, order: dict[str, object]) -> None:
    assert client.post(f"{API}/sync", headers=WITH_KEY, json=order).status_code == 422


def test_a_run_that_there_is_not_is_told(client: FlaskClient) -> None:
    assert client.get(f"{API}/runs/7", headers=WITH_KEY).status_code == 404


def test_the_document_describes_it(client: FlaskClient) -> None:
    told = client.get("/api/v1/openapi.json", headers=WITH_KEY).json
    assert told is not None
    paths = {path for path in told["paths"] if "watchlist" in path}
    assert {f"{API}/plan", f"{API}/sync"} <= paths
    ids = told["components"]["schemas"]["WatchAction"]["properties"]["ids"]
    assert ids["additionalProperties"] == {"type": "string"}


def test_a_plan_that_failed_leaves_the_one_before(filled: House, client: FlaskClient) -> None:
    with filled.database.writing() as connection:
        add_run(connection, "failed", whole=None)
        add_run(connection, "queued")
    plan = client.get(f"{API}/plan", headers=WITH_KEY).json
    assert plan is not None
    assert plan["run_id"] == 1
    assert plan["actions"][0]["keys"] == [guid(4)]
    assert held_sentence(()) is None
