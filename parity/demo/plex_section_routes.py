"""Libraries are made and deleted on the fake Plex server (plex.md 2.2)."""

from flask import Flask, Response, request

from parity.demo.plex_answers import container, refusal, who_asks
from parity.demo.plex_rows import section_row
from parity.demo.plex_world import PlexWorld

_TYPES = {"1": "movie", "2": "show", "movie": "movie", "show": "show"}
_OLD = {
    "movie": {"com.plexapp.agents.imdb", "com.plexapp.agents.themoviedb", "com.plexapp.agents.none"},
    "show": {"com.plexapp.agents.thetvdb", "com.plexapp.agents.themoviedb", "com.plexapp.agents.none"},
}
_NEW = {
    "movie": {"tv.plex.agents.movie", "tv.plex.agents.none"},
    "show": {"tv.plex.agents.series", "tv.plex.agents.none"},
}


def section_routes(app: Flask, world: PlexWorld) -> None:
    """Add the routes. Only the server's owner may; the files of a deleted library stay where they are."""

    @app.post("/library/sections", endpoint="section_add")
    @app.post("/library/sections/all", endpoint="section_add")
    def add() -> Response:
        if who_asks(world):
            return refusal(401)
        asked = request.args
        kind, folders = _TYPES.get(asked.get("type", "")), asked.getlist("location") + asked.getlist("locations")
        whole = all(asked.get(name) for name in ("name", "scanner", "language"))
        if kind is None or not whole or not folders or asked.get("agent") not in _agents(world, kind):
            return refusal(400)
        key = world.add_section(asked["name"], kind, asked["agent"], asked["scanner"], folders)
        world.sections[key].language = asked["language"]
        answer = container({"size": 1}, Directory=[section_row(world.sections[key])])
        answer.status_code = 201
        return answer

    @app.delete("/library/sections/<int:section>", endpoint="section_delete")
    def delete(section: int) -> Response:
        if who_asks(world):
            return refusal(401)
        if section not in world.sections:
            return refusal(404)
        world.remove_section(section)
        return Response("", content_type="text/html")


def _agents(world: PlexWorld, kind: str) -> set[str]:
    return _OLD[kind] if world.habits.old_agents else _OLD[kind] | _NEW[kind]
