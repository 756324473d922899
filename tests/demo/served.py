"""Served stand-ins with the little that tests ask of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import requests

from parity.demo.faults import Faults
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
