"""The stand-in for Sonarr and Radarr (version 3 of their API), in the recorded shapes."""

import json

from flask import Flask, Response, request

from parity.demo.arr_bodies import episode_file, episodes, film, film_file, show
from parity.demo.arr_world import ArrRecord, ArrWorld
from parity.demo.faults import Faults
from parity.demo.frame import frame

_JSON = "application/json; charset=utf-8"
_BODIES: dict[int, object] = {401: {"error": "Unauthorized"}, 404: {"message": "NotFound"}}


def create_app(world: ArrWorld, faults: Faults) -> Flask:
    """The stand-in over `world`; the addresses of the API stand below `/api/v3`, all of them below its base."""
    app = frame(world.program, world, faults, _refusal)
    app.before_request(lambda: _authorise(world))
    _shared_routes(app, world)
    if world.program == "sonarr":
        _show_routes(app, world)
    else:
        _film_routes(app, world)
    return app


def _shared_routes(app: Flask, world: ArrWorld) -> None:
    @app.get(f"{world.base}/api/v3/system/status")
    def status() -> Response:
        told = {"appName": world.program.title(), "instanceName": world.name, "version": world.version}
        return _good({**told, "buildTime": "2024-11-01T00:00:00Z", "urlBase": world.base, "isDocker": True})

    @app.get(f"{world.base}/api/v3/rootfolder")
    def root_folders() -> Response:
        rows = [{"id": n, "path": path, "accessible": True, "freeSpace": 1} for n, path in enumerate(world.roots, 1)]
        return _good([{**row, "unmappedFolders": []} for row in rows])


def _show_routes(app: Flask, world: ArrWorld) -> None:
    @app.get(f"{world.base}/api/v3/series")
    def series() -> Response:
        with world.lock:
            return _good([show(world, record) for record in world.items.values()])

    @app.get(f"{world.base}/api/v3/episodefile")
    def episode_files() -> Response:
        with world.lock:
            record = _asked_for(world, "seriesId")
            return _good([episode_file(world, record, n) for n in record.files]) if record else _refusal(404)

    @app.get(f"{world.base}/api/v3/episode")
    def episodes_of() -> Response:
        with world.lock:
            record = _asked_for(world, "seriesId")
            return _good(episodes(record)) if record else _refusal(404)


def _film_routes(app: Flask, world: ArrWorld) -> None:
    @app.get(f"{world.base}/api/v3/movie")
    def movies() -> Response:
        with world.lock:
            return _good([film(world, record) for record in world.items.values()])

    @app.get(f"{world.base}/api/v3/moviefile")
    def movie_files() -> Response:
        with world.lock:
            record = _asked_for(world, "movieId")
            return _good([film_file(world, record, n) for n in record.files]) if record else _refusal(404)


def _asked_for(world: ArrWorld, name: str) -> ArrRecord | None:
    return world.items.get(request.args.get(name, 0, int))


def _authorise(world: ArrWorld) -> Response | None:
    if request.path.startswith("/_") or request.headers.get("X-Api-Key") == world.key:
        return None
    return _refusal(401)


def _good(body: object) -> Response:
    return Response(json.dumps(body), content_type=_JSON)


def _refusal(status: int) -> Response:
    body = _BODIES.get(status, {"message": "Something went wrong"})
    return Response(json.dumps(body), status, content_type=_JSON)
