"""Served stand-ins with the little that tests ask of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import requests

from parity.demo.faults import Faults
from parity.demo.plex_tv_world import PlexTvWorld
from parity.demo.plex_world import PlexWorld
from parity.demo.tmdb_world import TmdbWorld


@dataclass
class Tmdb:
    """A served TMDB with one show: id 7, "Dark Water", two seasons of two episodes."""

    world: TmdbWorld
    faults: Faults
    url: str
    session: requests.Session

    def get(self, path: str, /, **params: Any) -> requests.Response:
        """GET below /3 with the good key."""
        return self.session.get(f"{self.url}/3{path}", params={"api_key": self.world.v3_key, **params})

    def json(self, path: str, /, **params: Any) -> dict[str, Any]:
        """The JSON object at a path that must answer 200."""
        answer = self.get(path, **params)
        assert answer.status_code == 200, answer.text
        body = answer.json()
        assert isinstance(body, dict)
        return body


@dataclass
class Plex:
    """A served Plex with one library (key 1) and one show of two episodes."""

    world: PlexWorld
    faults: Faults
    url: str
    session: requests.Session
    show: int
    first: int
    second: int
    headers: Mapping[str, str] = field(default_factory=dict)

    def get(self, path: str, /, **params: Any) -> requests.Response:
        """GET as JSON with the good token; parameter names may hold `_` for `-` in `X_Plex_…`."""
        named = {name.replace("X_Plex_", "X-Plex-").replace("_", "-"): value for name, value in params.items()}
        headers = {"X-Plex-Token": self.world.token, "Accept": "application/json", **self.headers}
        return self.session.get(f"{self.url}{path}", params=named, headers=headers)

    def container(self, path: str, /, **params: Any) -> dict[str, Any]:
        """The MediaContainer at a path that must answer 200."""
        answer = self.get(path, **params)
        assert answer.status_code == 200, answer.text
        container = answer.json()["MediaContainer"]
        assert isinstance(container, dict)
        return container

    def page(self, start: int, size: int, kind: int = 4, **params: Any) -> dict[str, Any]:
        """One page of library 1."""
        paging = {"X-Plex-Container-Start": start, "X-Plex-Container-Size": size}
        return self.container("/library/sections/1/all", type=kind, sort="ratingKey", **paging, **params)

    def keys(self, start: int, size: int) -> list[str]:
        """The rating keys of the episodes on one page."""
        rows = self.page(start, size).get("Metadata", [])
        assert isinstance(rows, list)
        return [row["ratingKey"] for row in rows]


def three_people() -> PlexTvWorld:
    """Olive (who owns "Attic"), Vera, and Holly, who lives in a home and has the PIN 4321."""
    world = PlexTvWorld()
    world.add_account("Olive Owner")
    world.add_account("Vera Viewer")
    world.add_account("Holly Home", pin="4321", restricted=True)
    world.add_server("a77c" * 10, "Attic", "Olive Owner", [{"uri": "http://192.0.2.7:32400", "local": True}])
    return world


@dataclass
class PlexTv:
    """A served plex.tv of three people, and one client of it."""

    world: PlexTvWorld
    faults: Faults
    url: str
    session: requests.Session
    client: str = "client-1"

    def ask(self, method: str, path: str, token: str | None = None, **more: Any) -> requests.Response:
        """One request for JSON below /api/v2, from this client."""
        said = {"X-Plex-Client-Identifier": self.client, "X-Plex-Product": "Parity", "Accept": "application/json"}
        headers = said | ({"X-Plex-Token": token} if token else {}) | more.pop("headers", {})
        return self.session.request(method, f"{self.url}/api/v2{path}", headers=headers, timeout=10, **more)

    def pin(self, strong: bool = True, **body: Any) -> dict[str, Any]:
        """A new PIN; with `jwk` that of the signed flow."""
        wanted = {"json": {**body, "strong": strong}} if body else {"params": {"strong": str(strong).lower()}}
        answer = self.ask("POST", "/pins", **wanted)
        assert answer.status_code == 201, answer.text
        made = answer.json()
        assert isinstance(made, dict)
        return made

    def token(self, account: str = "Olive Owner") -> str:
        """A sign-in from the first step to the last."""
        pin = self.pin()
        self.world.claim(pin["code"], account)
        token = self.ask("GET", f"/pins/{pin['id']}").json()["authToken"]
        assert isinstance(token, str)
        return token

    def refused(self, answer: requests.Response) -> tuple[int, int | None]:
        """Status and code of an error."""
        told = answer.json()["errors"][0]
        assert told["message"]
        return answer.status_code, told.get("code")
