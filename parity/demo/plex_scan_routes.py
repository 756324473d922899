"""What the fake Plex server is asked to do, and how it tells what it does: scans, activities, sessions, trash."""

from collections.abc import Callable

from flask import Flask, Response, request

from parity.demo.plex_answers import all_rows, container, refusal, who_asks
from parity.demo.plex_line import Line
from parity.demo.plex_listing import row_of
from parity.demo.plex_players import Playing
from parity.demo.plex_records import Episode
from parity.demo.plex_rows import Row
from parity.demo.plex_wire import Form
from parity.demo.plex_world import PlexWorld

_OWNER_S = {
    "section_refresh", "empty_trash", "item_refresh", "item_analyze", "activities", "sessions", "notifications",
}  # fmt: skip
_DONE = 30  # per cent, whenever it is asked


def scan_routes(app: Flask, world: PlexWorld) -> None:
    """Add the routes. Before any of the server is asked, what is due by its clock happens."""
    app.before_request(lambda: _let_time_pass(world))
    _asking_routes(app, world)
    _telling_routes(app, world)


def _asking_routes(app: Flask, world: PlexWorld) -> None:
    @app.route("/library/sections/<int:section>/refresh", methods=["GET", "POST"])
    def section_refresh(section: int) -> Response:
        if section not in world.sections:
            return refusal(404)
        world.refresh(section, request.args.get("path"))
        return _heard()

    @app.put("/library/sections/<int:section>/emptyTrash")
    def empty_trash(section: int) -> Response:
        if section not in world.sections:
            return refusal(404)
        world.empty_trash(section)
        return _heard()

    @app.put("/library/metadata/<int:keys>/refresh")
    def item_refresh(keys: int) -> Response:
        return _of_item(world.refresh_item, keys)

    @app.put("/library/metadata/<int:keys>/analyze")
    def item_analyze(keys: int) -> Response:
        return _of_item(world.analyze, keys)


def _telling_routes(app: Flask, world: PlexWorld) -> None:
    @app.get("/activities")
    def activities() -> Response:
        with world.lock:
            rows = [world.activity_row(scan, _DONE) for scan in world.scans if scan.began is not None]
        return container({"size": len(rows)}, Activity=rows)

    @app.get("/status/sessions")
    def sessions() -> Response:
        with world.lock:
            rows = [_session_row(world, playing) for playing in world.sessions.values()]
        return all_rows(Form.of(request), {"size": len(rows)}, rows)

    @app.get("/:/eventsource/notifications")
    def notifications() -> Response:
        wanted = request.args.get("filters", request.args.get("filter", ""))
        return Response(Line(world, wanted), content_type="text/event-stream")


def _let_time_pass(world: PlexWorld) -> Response | None:
    if request.path.startswith("/_"):
        return None
    if world.is_down:
        return refusal(503)
    world.run_due()
    refused = world.habits.owner_only and request.endpoint in _OWNER_S
    return refusal(401) if refused and request.headers.get("X-Plex-Token") != world.token else None


def _of_item(do: Callable[[int], None], key: int) -> Response:
    try:
        do(key)
    except LookupError:
        return refusal(404)
    return _heard()


def _heard() -> Response:
    return Response("", content_type="text/html")


def _session_row(world: PlexWorld, playing: Playing) -> Row:
    item = None if playing.item is None else world.item(playing.item)
    row: Row = {"live": "1", "type": "episode", "title": playing.title}
    if item is not None:
        section = world.shows[item.show].section if isinstance(item, Episode) else item.section
        row = {**row_of(world, item, who_asks(world)), "librarySectionID": world.as_id(section)}
    player = {"machineIdentifier": "client-of-the-player", "title": playing.player, "state": playing.state}
    return {
        **row,
        "sessionKey": playing.key,
        "viewOffset": playing.offset,
        "User": {"id": "1", "title": playing.user},
        "Player": {**player, "product": "Plex for Android (TV)", "local": True},
        "Session": {"id": f"session-{playing.key}", "bandwidth": 7_000, "location": "lan"},
    }
