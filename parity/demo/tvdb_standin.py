"""The stand-in for api4.thetvdb.com/v4, in the recorded shapes."""

from email.utils import formatdate, parsedate_to_datetime

from flask import Flask, Response, request

from parity.demo.faults import Faults
from parity.demo.frame import frame, suffered
from parity.demo.packed import Packed
from parity.demo.tmdb_bodies import dumps
from parity.demo.tvdb_bodies import base, extended, rows
from parity.demo.tvdb_records import TYPES, TvdbRecord
from parity.demo.tvdb_world import TvdbWorld

_JSON = "application/json"
_MESSAGES = {
    400: "InvalidValueType: the value of a parameter is wrong",
    401: "Unauthorized",
    404: "NotFoundException: error fetching ",
    429: "Too Many Requests",
}


class Refused(Exception):
    """A request that TheTVDB answers with an error body."""

    def __init__(self, status: int, message: str | None = None) -> None:
        self.status, self.message = status, message or _MESSAGES.get(status, "InternalError: something went wrong")


def create_app(world: TvdbWorld, faults: Faults) -> Flask:
    """The stand-in over `world`; addresses stand below `/v4`."""
    app = frame("tvdb", world, faults, lambda status: _refusal(Refused(status)))
    app.before_request(lambda: _authorise(world))
    app.register_error_handler(Refused, _refusal)
    _way_in(app, world)
    _series_routes(app, world)
    _finding_routes(app, world)
    return app


def _way_in(app: Flask, world: TvdbWorld) -> None:
    @app.post("/v4/login")
    def login() -> Response:
        sent = request.get_json(silent=True)
        if not isinstance(sent, dict) or not set(sent) <= {"apikey", "pin"}:
            raise Refused(400)
        if sent.get("apikey") != world.key:
            raise Refused(401, "InvalidAPIKey: apikey required")
        if world.pin and sent.get("pin") != world.pin:
            raise Refused(401, "InvalidPin: pin required")
        return _good({"token": world.issue()})


def _series_routes(app: Flask, world: TvdbWorld) -> None:
    @app.get("/v4/series/<int:show_id>/episodes/<order>")
    def episodes_of(show_id: int, order: str) -> Response:
        order = "official" if order == "default" else order
        if order not in TYPES:
            raise Refused(400)
        with world.lock:
            record = _record(world, show_id)
            if _is_unchanged(record):
                return Response(status=304)
            listed = rows(record, order)
            answer = _page(world, {"series": base(record)}, listed, "episodes")
        answer.headers["Last-Modified"] = formatdate(record.updated, usegmt=True)
        return answer

    @app.get("/v4/series/<int:show_id>/extended")
    def extended_of(show_id: int) -> Response:
        with world.lock:
            return _good(extended(_record(world, show_id)))


def _finding_routes(app: Flask, world: TvdbWorld) -> None:
    @app.get("/v4/search/remoteid/<remote_id>")
    def by_remote_id(remote_id: str) -> Response:
        with world.lock:
            found = [record for record in world.series.values() if record.imdb_id == remote_id]
            living = [record for record in found if record.id not in {*world.deleted, *world.merged}]
            return _good([{"series": base(record)} for record in living] or None)

    @app.get("/v4/updates")
    def updates() -> Response:
        since, kind = request.args.get("since", ""), request.args.get("type")
        if not since.isdecimal():
            raise Refused(400)
        with world.lock:
            listed = [row for row in world.log if _stamp_of(row) >= int(since) and kind in (None, row["entityType"])]
            return _page(world, None, listed, "")


def _page(world: TvdbWorld, data: dict[str, object] | None, listed: list[dict[str, object]], name: str) -> Response:
    """A page of `listed`, under `name` in `data` or by itself, with the links to the next ones."""
    asked = request.args.get("page", "0")
    if not asked.isdecimal():
        raise Refused(400)
    page, size, total = int(asked), world.page_size, len(listed)
    shown = max(0, page - 1) if suffered("repeat_page") else page
    found = [] if suffered("empty_page") else listed[shown * size : (shown + 1) * size]
    if cut := suffered("cut_page"):
        found = found[: -cut.rows]
    if wrong := suffered("total_disagrees"):
        total += wrong.rows
    more = suffered("endless") is not None or (page + 1) * size < len(listed)
    links = {"prev": _link(page - 1) if page else None, "self": _link(page), "next": _link(page + 1) if more else None}
    counted = {} if suffered("no_total") or suffered("endless") else {"total_items": total, "page_size": size}
    body = found if data is None else {**data, name: found}
    return _packed({"status": "success", "data": body, "links": {**links, **counted}})


def _link(page: int) -> str:
    return f"{request.base_url}?page={page}"


def _stamp_of(row: dict[str, object]) -> int:
    return int(str(row["timeStamp"]))


def _record(world: TvdbWorld, series_id: int) -> TvdbRecord:
    while series_id in world.merged:
        series_id = world.merged[series_id]
    if series_id not in world.series or series_id in world.deleted:
        raise Refused(404)
    return world.series[series_id]


def _is_unchanged(record: TvdbRecord) -> bool:
    since = request.headers.get("If-Modified-Since")
    return since is not None and record.updated <= parsedate_to_datetime(since).timestamp()


def _authorise(world: TvdbWorld) -> Response | None:
    if request.path.startswith("/_") or request.path == "/v4/login":
        return None
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return None if token in world.tokens else _refusal(Refused(401))


def _refusal(refused: Refused) -> Response:
    body = {"status": "failure", "message": refused.message, "data": None}
    return Response(dumps(body), refused.status, content_type=_JSON)


def _good(data: object) -> Response:
    return _packed({"status": "success", "data": data})


def _packed(body: object) -> Response:
    return Packed.of(dumps(body)).response(_JSON)
