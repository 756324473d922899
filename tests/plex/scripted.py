"""A server on loopback that answers what a test has written down, and remembers what it was asked."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

REFUSED = b"<html><head><title>Unauthorized</title></head><body><h1>401 Unauthorized</h1></body></html>"


@dataclass(frozen=True)
class Asked:
    """One request. Header names are in lower case with dashes."""

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    method: str = "GET"

    @property
    def start(self) -> int:
        return int(self.query["X-Plex-Container-Start"])

    @property
    def size(self) -> int:
        return int(self.query["X-Plex-Container-Size"])


@dataclass(frozen=True)
class Reply:
    """Status, body and headers as they go out."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


class Scripted:
    """A WSGI app; `answer` is asked for everything."""

    def __init__(self, answer: Callable[[Asked], object]) -> None:
        self.answer = answer
        self.asked: list[Asked] = []

    @property
    def paths(self) -> list[str]:
        return [each.path for each in self.asked]

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        headers = {
            name[5:].lower().replace("_", "-"): value for name, value in environ.items() if name.startswith("HTTP_")
        }
        asked = Asked(
            environ["PATH_INFO"], dict(parse_qsl(environ["QUERY_STRING"], True)), headers, environ["REQUEST_METHOD"]
        )
        self.asked.append(asked)
        reply = self.answer(asked)
        if not isinstance(reply, Reply):
            reply = Reply(200, json.dumps(reply).encode(), {"Content-Type": "application/json"})
        start(f"{reply.status} {HTTPStatus(reply.status).phrase}", list(reply.headers.items()))
        return [reply.body]


def container(**fields: object) -> dict[str, object]:
    """A MediaContainer."""
    return {"MediaContainer": fields}


def page(asked: Asked, rows: list[dict[str, object]], most: int = 1000, **more: object) -> dict[str, object]:
    """The page asked for, of a server that sends at most so many rows; no `Metadata` when it is empty."""
    shown = rows[asked.start : asked.start + min(asked.size, most)]
    listed: dict[str, object] = {"Metadata": shown} if shown else {}
    return container(**{"size": len(shown), "offset": asked.start, "totalSize": len(rows), **listed, **more})


def refusal(status: int, **headers: str) -> Reply:
    """How Plex refuses: HTML, whatever was accepted."""
    return Reply(status, REFUSED, {"Content-Type": "text/html", **headers})
