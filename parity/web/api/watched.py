"""`watched`: what would be done so that videos stand alike in Plex and its partner, and having it done."""

from typing import Any

from flask import Response, abort, url_for

from parity.actions import watched_run
from parity.actions.check_connections import plainly
from parity.actions.ports import NotSetUp
from parity.actions.watched_run import AlreadyRunning
from parity.actions.watched_wishes import Wishes
from parity.core.watched_shapes import WatchedPlan, WatchedRun
from parity.store.watched_view import ChangeFilter, newest_plan, one_run, plan_of, runs
from parity.web import here
from parity.web.api.answering import Started, answer, found, room
from parity.web.api.asking import Paged, WatchedPlanQuery, WatchedSyncOrder
from parity.web.api.schemas import listing_of, schema_of

watched_states = room("watched_states", "How far videos were watched in Plex and its partner, and keeping that alike.")


@watched_states.get("/watched/plan")
@watched_states.arguments(WatchedPlanQuery, location="query")
@watched_states.response(200, schema_of(WatchedPlan))
def get_plan(query: dict[str, Any]) -> Response:
    """What the newest comparison would do, or the newest run did, as it was kept: nobody is asked."""
    wanted = ChangeFilter(query.get("side"), query.get("state"), query.get("library"), query["q"])
    with here.house().database.reading() as connection:
        run = newest_plan(connection)
        plan = run and plan_of(connection, run, wanted, query["limit"], query["offset"])
    if plan is None:
        abort(404, 'Nothing was compared yet: POST watched/sync {"work": "plan"} does that.')
    return answer(plan)


@watched_states.post("/watched/sync")
@watched_states.arguments(WatchedSyncOrder)
@watched_states.response(202, schema_of(Started))
def post_sync(order: dict[str, Any]) -> Response:
    """Compare, and bring both together unless `work` is plan; 409 while a run is at work."""
    chosen = None if order["chosen"] is None else frozenset(order["chosen"])
    wishes = Wishes(chosen=chosen, yes=order["yes"])
    try:
        run_id = watched_run.ask(here.house(), order["work"], "api", wishes)
    except AlreadyRunning:
        abort(409, "A run over the watched states is at work: wait until it has ended.")
    except NotSetUp as trouble:
        abort(409, f"{plainly(trouble).rstrip('.')}.")
    response = answer(Started(run_id), 202)
    response.headers["Location"] = url_for("watched_states.get_run", run_id=run_id)
    return response


@watched_states.get("/watched/runs")
@watched_states.arguments(Paged, location="query")
@watched_states.response(200, listing_of(WatchedRun))
def get_runs(query: dict[str, Any]) -> Response:
    """All runs, the newest first."""
    with here.house().database.reading() as connection:
        return answer(runs(connection, query["limit"], query["offset"]))


@watched_states.get("/watched/runs/<int(max=2147483647):run_id>")
@watched_states.response(200, schema_of(WatchedRun))
def get_run(run_id: int) -> Response:
    """How far a run is, or how it ended."""
    with here.house().database.reading() as connection:
        return found(one_run(connection, run_id), f"run {run_id} of the watched states")
