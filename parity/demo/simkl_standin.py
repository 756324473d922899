"""The stand-in for SIMKL's API and its sign-in, in the recorded shapes."""

import json
from datetime import datetime

from flask import Flask, Response, g, request

from parity.demo.faults import Faults
from parity.demo.frame import frame, suffered
from parity.demo.simkl_auth import auth_routes
from parity.demo.simkl_changes import put_on_list, remove
from parity.demo.simkl_records import KINDS, STATUSES
from parity.demo.simkl_rows import activities, described, found, lists, looked_up, standing
from parity.demo.simkl_world import SimklWorld

_ERRORS = {
    400: ("wrong_parameter", "A parameter is wrong"),
    401: ("user_token_failed", "The user token is wrong"),
    403: ("forbidden", "This app is not approved"),
    404: ("id_err", "Wrong ID"),
    412: ("client_id_failed", "Your client_id is wrong. Try another one"),
    429: ("rate_limit", "Too many requests"),
}
_PAGES = {"movies": "movies", "tv": "shows", "anime": "anime"}
_OPEN = ("/oauth", "/pin", "/_")


class Refused(Exception):
    """A request that SIMKL answers with an error."""

    def __init__(self, status: int, error: str = "", message: str = "") -> None:
        super().__init__(error)
        self.status, self.error, self.message = status, error, message


def create_app(world: SimklWorld, faults: Faults) -> Flask:
    """The stand-in over `world`, for both kinds of apps; the pages of the sign-in stand beside the API."""
    app = frame("simkl", world, faults, lambda status: _refusal(Refused(status)))
    app.register_error_handler(Refused, _refusal)
    app.before_request(lambda: _authorise(world))
    auth_routes(app, world.auth)
    _reading_routes(app, world)
    _standing_routes(app, world)
    _changing_routes(app, world)
    _finding_routes(app, world)
    return app


def _reading_routes(app: Flask, world: SimklWorld) -> None:
    @app.route("/sync/activities", methods=["GET", "POST"])
    def sync_activities() -> Response:
        with world.lock:
            return _good(activities(world.seen(_user())))

    @app.get("/sync/all-items", defaults={"kind": "", "status": "all"}, strict_slashes=False)
    @app.get("/sync/all-items/<kind>", defaults={"status": "all"}, strict_slashes=False)
    @app.get("/sync/all-items/<kind>/<status>")
    def all_items(kind: str, status: str) -> Response:
        if kind not in ("", *KINDS) or status not in ("all", *STATUSES):
            raise Refused(404, "url_failed")
        with world.lock:
            body = lists(world.seen(_user()), world.titles, [kind] if kind else KINDS, status, _since())
        if cut := suffered("cut_page"):
            body = {name: rows[: -cut.rows] for name, rows in body.items() if isinstance(rows, list)}
        if suffered("empty_page") or not body:
            return _good(None if world.legacy else {})
        return _good(body)

    @app.route("/users/settings", methods=["GET", "POST"])
    def settings() -> Response:
        user = _user()
        account = {"id": user, "timezone": "Europe/Lisbon", "type": "free", "anime_title_language": "en"}
        joined = {"joined_at": "2018-06-12T14:23:08.000Z", "gender": "", "avatar": "", "bio": "", "loc": "", "age": ""}
        return _good({"account": account, "user": {"name": world.auth.members[user], **joined}})


def _standing_routes(app: Flask, world: SimklWorld) -> None:
    @app.post("/sync/watched")
    def sync_watched() -> Response:
        asked = request.get_json(silent=True)
        if not isinstance(asked, list) or not all(isinstance(row, dict) for row in asked):
            raise Refused(400)
        if len(asked) > 100:
            raise Refused(400, "max_items", "Too many items")
        with world.lock:
            library = world.seen(_user())
            rows = [standing(library, world.titles, row, world.legacy) for row in asked]
        if cut := suffered("cut_page"):
            rows = rows[: -cut.rows]
        return _good(rows[::-1] if suffered("shift") else rows)


def _changing_routes(app: Flask, world: SimklWorld) -> None:
    @app.post("/sync/add-to-list")
    def add_to_list() -> Response:
        with world.lock:
            sent = _sent()
            world.about_to_change(_user())
            try:
                return _good(put_on_list(world, _user(), sent), 201)
            except ValueError as missed:
                raise Refused(400, "empty_field", str(missed)) from None

    @app.post("/sync/history/remove")
    def history_remove() -> Response:
        with world.lock:
            sent = _sent()
            world.about_to_change(_user())
            return _good(remove(world, _user(), sent), 201)


def _finding_routes(app: Flask, world: SimklWorld) -> None:
    @app.get("/search/id")
    def search_id() -> Response:
        with world.lock:
            return _good([found(title) for title in looked_up(world.titles, request.args)])

    @app.get("/<any(movies, tv, anime):page>/<int:number>")
    def page_of(page: str, number: int) -> Response:
        with world.lock:
            title = world.titles.get(number)
            if title is None or title.kind != _PAGES[page]:
                raise Refused(404)
            return _good(described(title, "full" in request.args.get("extended", "")))


def _authorise(world: SimklWorld) -> Response | None:
    if request.path.startswith(_OPEN):
        return None
    if world.pace.too_fast(request.method):
        raise Refused(429)
    client = request.args.get("client_id") or request.headers.get("simkl-api-key") or ""
    generation = world.auth.generation_of(client)
    if generation is None:
        raise Refused(412)
    bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
    g.user = world.auth.user_of(bearer)
    g.scope = world.auth.scope_of(bearer)
    if g.user is None and generation == "v2" and not bearer:
        raise Refused(401, "user_token_required", "This client_id requires a user access token on every request")
    return None


def _user() -> int:
    """Whose token it is. Raises Refused for nobody's."""
    if g.user is None:
        raise Refused(401)
    return int(g.user)


def _sent() -> dict[str, object]:
    """The body of a change. Raises Refused for none, and for who may only read."""
    _user()
    if "write" not in g.scope and g.scope != "public":
        raise Refused(403, "forbidden", "insufficient_scope")
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise Refused(400)
    if any(isinstance(rows, list) and len(rows) > 100 for rows in body.values()):
        raise Refused(400, "max_items", "Too many items")
    return body


def _since() -> float:
    text = request.args.get("date_from", "")
    if not text:
        return 0
    try:
        return datetime.fromisoformat(text).timestamp()
    except ValueError:
        raise Refused(400) from None


def _good(body: object, status: int = 200) -> Response:
    return Response(json.dumps(body), status, content_type="application/json")


def _refusal(refused: Refused) -> Response:
    error, message = _ERRORS.get(refused.status, ("server_error", "Something went wrong"))
    body = {"error": refused.error or error, "code": refused.status, "message": refused.message or message}
    answer = _good(body, refused.status)
    if refused.status == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="simkl"'
    return answer
