"""`watchlist`: what would be done to Plex's watchlist and SIMKL's list, and having it done."""

from typing import Any, Literal

from flask import Response, abort, url_for

from parity.actions import watch_run
from parity.actions.check_connections import plainly
from parity.actions.ports import NotSetUp
from parity.actions.watch_planning import Wishes
from parity.actions.watch_run import AlreadyRunning
from parity.core.watch_shapes import WatchPlan, WatchRun
from parity.store.watch_history import one_run
from parity.store.watchlist_view import kept_plan
from parity.web import here
from parity.web.api.answering import Started, answer, found, room
from parity.web.api.asking import WatchOrder, WatchSyncOrder
from parity.web.api.schemas import schema_of

watchlists = room("watchlists", "Plex's watchlist and SIMKL's plan to watch, and keeping them together.")


@watchlists.get("/watchlist/plan")
@watchlists.response(200, schema_of(WatchPlan))
def get_plan() -> Response:
    """What the newest comparison would do, or the newest run did, as it was kept: nobody is asked."""
    with here.house().database.reading() as connection:
        plan = kept_plan(connection)
    if plan is None:
        abort(404, "The lists were not compared yet: POST watchlist/plan does that.")
    return answer(plan)


@watchlists.post("/watchlist/plan")
@watchlists.arguments(WatchOrder)
@watchlists.response(202, schema_of(Started))
def post_plan(order: dict[str, Any]) -> Response:
    """Compare both lists and change nothing; 409 while a run is at work."""
    return _queued("plan", Wishes(order["mode"], order["source"]))


@watchlists.post("/watchlist/sync")
@watchlists.arguments(WatchSyncOrder)
@watchlists.response(202, schema_of(Started))
def post_sync(order: dict[str, Any]) -> Response:
    """Bring both lists together; what a guard holds back is done only when it is confirmed. 409 while a run works."""
    confirm = None if order["confirm"] == ["all"] else frozenset(order["confirm"])
    return _queued("sync", Wishes(order["mode"], order["source"], confirm))


@watchlists.get("/watchlist/runs/<int(max=2147483647):run_id>")
@watchlists.response(200, schema_of(WatchRun))
def get_run(run_id: int) -> Response:
    """How far a run is, or how it ended."""
    with here.house().database.reading() as connection:
        return found(one_run(connection, run_id), f"run {run_id} of the watchlist")


def _queued(work: Literal["plan", "sync"], wishes: Wishes) -> Response:
    try:
        run_id = watch_run.ask(here.house(), work, "api", wishes)
    except AlreadyRunning:
        abort(409, "A run of the watchlist is at work: wait until it has ended.")
    except NotSetUp as trouble:
        abort(409, f"{plainly(trouble).rstrip('.')}.")
    response = answer(Started(run_id), 202)
    response.headers["Location"] = url_for("watchlists.get_run", run_id=run_id)
    return response
