"""What a person decides about shows, and taking it back."""

from typing import Any

from flask import Response, abort

from parity.actions import decide, scan_control
from parity.actions.accept import accept
from parity.actions.decide import Target
from parity.actions.scan_control import Request
from parity.actions.take_back import take_back
from parity.core.why import WhyDecision
from parity.store.decisions_view import decisions_listing
from parity.store.shows_view import one_show
from parity.web import here
from parity.web.api.answering import Accepted, Decided, Started, Undone, answer, room
from parity.web.api.asking import (
    AcceptOrder,
    GraceOrder,
    IgnoreOrder,
    MatchOrder,
    OrderOrder,
    Paged,
    Place,
    PolicyOrder,
    SpecialsOrder,
)
from parity.web.api.schemas import listing_of, schema_of

decisions = room("decisions", "Corrections: they survive rescans and can be undone.")


@decisions.post("/shows/<int(max=2147483647):show_id>/rescan")
@decisions.response(202, schema_of(Started))
def post_rescan(show_id: int) -> Response:
    """Scan one show."""
    with here.house().database.reading() as connection:
        if one_show(connection, here.today(), show_id) is None:
            abort(404, f"There is no show {show_id}.")
    return answer(Started(scan_control.start(here.house(), Request("show", shows=(show_id,)))), 202)


@decisions.post("/shows/<int(max=2147483647):show_id>/ignore")
@decisions.arguments(IgnoreOrder)
@decisions.response(200, schema_of(Decided))
def post_ignore(order: dict[str, Any], show_id: int) -> Response:
    """Ignore a show, a season or an episode."""
    made = decide.ignore(here.house(), _target(show_id, order), order["reason"], order["until"])
    return answer(Decided(made))


@decisions.post("/shows/<int(max=2147483647):show_id>/unignore")
@decisions.arguments(Place)
@decisions.response(200, schema_of(Undone))
def post_unignore(order: dict[str, Any], show_id: int) -> Response:
    """Take back every ignore of exactly this show, season or episode."""
    return answer(Undone(decide.unignore(here.house(), _target(show_id, order))))


@decisions.post("/shows/<int(max=2147483647):show_id>/accept")
@decisions.arguments(AcceptOrder)
@decisions.response(200, schema_of(Decided))
def post_accept(order: dict[str, Any], show_id: int) -> Response:
    """Accept that another source does not list an episode: not missing while both say what they say today."""
    return answer(Decided(accept(here.house(), Target(show_id, order["season"], order["episode"]), order["reason"])))


@decisions.post("/shows/<int(max=2147483647):show_id>/match")
@decisions.arguments(MatchOrder)
@decisions.response(200, schema_of(Accepted))
def post_match(order: dict[str, Any], show_id: int) -> Response:
    """Say which TMDB show it is."""
    return answer(Accepted(True, decide.match(here.house(), show_id, order["tmdb_id"])))


@decisions.post("/shows/<int(max=2147483647):show_id>/order")
@decisions.arguments(OrderOrder)
@decisions.response(200, schema_of(Accepted))
def post_order(order: dict[str, Any], show_id: int) -> Response:
    """Say in which order it is numbered."""
    decide.order(here.house(), show_id, order["order"])
    return answer(Accepted(True, show_id))


@decisions.post("/shows/<int(max=2147483647):show_id>/policy")
@decisions.arguments(PolicyOrder)
@decisions.response(200, schema_of(Accepted))
def post_policy(order: dict[str, Any], show_id: int) -> Response:
    """Say which of its episodes are wanted."""
    decide.set_policy(here.house(), show_id, order["policy"])
    return answer(Accepted(True, show_id))


@decisions.post("/shows/<int(max=2147483647):show_id>/specials")
@decisions.arguments(SpecialsOrder)
@decisions.response(200, schema_of(Accepted))
def post_specials(order: dict[str, Any], show_id: int) -> Response:
    """Say whether its specials are expected."""
    decide.set_specials(here.house(), show_id, order["specials"])
    return answer(Accepted(True, show_id))


@decisions.post("/shows/<int(max=2147483647):show_id>/grace")
@decisions.arguments(GraceOrder)
@decisions.response(200, schema_of(Accepted))
def post_grace(order: dict[str, Any], show_id: int) -> Response:
    """Say how many days its episodes may take to arrive."""
    decide.set_grace(here.house(), show_id, order["days"])
    return answer(Accepted(True, show_id))


@decisions.get("/decisions")
@decisions.arguments(Paged, location="query")
@decisions.response(200, listing_of(WhyDecision))
def get_decisions(query: dict[str, Any]) -> Response:
    """All standing decisions, the newest first, those about absent shows too."""
    with here.house().database.reading() as connection:
        page = decisions_listing(connection, here.today(), query["limit"], query["offset"])
    return answer(page)


@decisions.post("/decisions/<int(max=2147483647):decision_id>/undo")
@decisions.response(200, schema_of(Undone))
def post_undo(decision_id: int) -> Response:
    """Take a decision back; where a show may be another one then, a scan of it is queued."""
    if not take_back(here.house(), [decision_id]).count:
        abort(404, f"There is no decision {decision_id} to take back.")
    return answer(Undone(1))


def _target(show_id: int, order: dict[str, Any]) -> Target:
    if order["episode"] is not None and order["season"] is None:
        abort(422, "An episode needs its season.")
    return Target(show_id, order["season"], order["episode"])
