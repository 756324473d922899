"""How watched states and positions are written on the fake Plex server, and which share counts as watched."""

from collections.abc import Callable

from flask import Flask, Response, request

from parity.demo.plex_answers import container, refusal, who_asks
from parity.demo.plex_world import PlexWorld

_LIBRARY = "com.plexapp.plugins.library"


def watched_routes(app: Flask, world: PlexWorld) -> None:
    """Add the routes."""
    _mark_routes(app, world)
    _position_routes(app, world)

    @app.get("/:/prefs")
    def server_prefs() -> Response:
        if who_asks(world):
            return refusal(403)
        values = {"LibraryVideoPlayedThreshold": world.viewings.played_from, "LibraryVideoPlayedAtBehaviour": 3}
        rows = [{"id": name, "type": "int", "default": value, "value": value} for name, value in values.items()]
        return container({"size": len(rows)}, Setting=rows)


def _mark_routes(app: Flask, world: PlexWorld) -> None:
    @app.route("/:/scrobble", methods=["GET", "PUT"])
    def scrobble() -> Response:
        return _marked("scrobble", world.watch)

    @app.route("/:/unscrobble", methods=["GET", "PUT"])
    def unscrobble() -> Response:
        return _marked("unscrobble", world.unwatch)

    def _marked(kind: str, do: Callable[..., None]) -> Response:
        key = request.args.get("key", "")
        if request.args.get("identifier") != _LIBRARY or not key.isdecimal():
            return refusal(400)
        return _heard(world, kind, lambda: do(int(key), token=who_asks(world) or None))


def _position_routes(app: Flask, world: PlexWorld) -> None:
    @app.route("/:/timeline", methods=["GET", "POST"])
    def timeline() -> Response:
        key, time, state = (request.args.get(name, "") for name in ("ratingKey", "time", "state"))
        if not key.isdecimal() or not time.isdecimal() or not state:
            return refusal(400)
        known = request.headers.get("X-Plex-Client-Identifier") or request.args.get("X-Plex-Client-Identifier")
        whole = bool(known) and request.args.get("duration", "").isdecimal() and int(request.args["duration"]) > 0
        refused = _heard(world, "timeline", lambda: _reach(world, int(key), int(time) if whole else 0))
        return refused if refused.status_code != 200 else _timeline(world, int(key))

    @app.route("/:/progress", methods=["GET", "PUT"])
    def progress() -> Response:
        key, time = request.args.get("key", ""), request.args.get("time", "")
        if request.args.get("identifier") != _LIBRARY or not key.isdecimal() or not time.isdecimal():
            return refusal(400)
        heeded = request.args.get("state") and not who_asks(world)  # of others it takes no notice
        return _heard(world, "progress", lambda: _reach(world, int(key), int(time) if heeded else 0))


def _reach(world: PlexWorld, key: int, ms: int) -> None:
    world.reach(key, ms, token=who_asks(world) or None)


def _timeline(world: PlexWorld, key: int) -> Response:
    """As recorded in the middle of a film; what else `playbackState` may say was not recorded."""
    now = world.viewings.of(who_asks(world), key)
    state = "progress" if now and now.offset else "stopped"
    told = {"viewCount": now.views if now else 0, "viewOffset": now.offset if now else 0}
    return container({"playbackState": state, "size": 0, "skipCount": 0, **told})


def _heard(world: PlexWorld, kind: str, do: Callable[[], None]) -> Response:
    with world.lock:
        world.viewings.writes[kind] += 1
        try:
            do()
        except (LookupError, ValueError):
            return refusal(404)
    return Response("", content_type="text/html")
