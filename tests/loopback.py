"""A small server on loopback that answers as it is told, cut short or garbled where a test wants it, and fake time."""

import gzip
import json
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it arrived."""

    target: str
    headers: Mapping[str, str]
    method: str = "GET"
    body: bytes = b""

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query))


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer. `length` is what Content-Length says when that is not true; None sends chunks instead."""

    body: bytes = b"{}"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = -1


def as_json(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    return Reply(json.dumps(value).encode(), status, {"Content-Type": "application/json", **(headers or {})})


def zipped(value: object) -> Reply:
    return Reply(gzip.compress(json.dumps(value).encode()), headers={"Content-Encoding": "gzip"})


@dataclass
class Loopback:
    """Where it listens, what it was asked, and over how many connections."""

    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc


Answering = Callable[[Asked], Reply]


@contextmanager
def answering(answer: Answering | Reply, tls: ssl.SSLContext | None = None) -> Iterator[Loopback]:
    """A server that answers each request with `answer`, until the block ends; over https with `tls`."""
    seen, lock = Loopback(), Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def setup(self) -> None:
            super().setup()
            with lock:
                seen.connections += 1

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked = Asked(self.path, dict(self.headers.items()), self.command, body)
            with lock:
                seen.asked.append(asked)
            self._send(answer(asked) if callable(answer) else answer)

        do_POST = do_PUT = do_DELETE = do_GET

        def _send(self, reply: Reply) -> None:
            say = self.send_response_only if "Date" in reply.headers else self.send_response
            say(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.length is None:
                self.send_header("Transfer-Encoding", "chunked")
            else:
                self.send_header("Content-Length", str(len(reply.body) if reply.length < 0 else reply.length))
            self.end_headers()
            self.wfile.write(reply.body)
            self.close_connection = reply.length is None or reply.length >= 0

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    seen.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield seen
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def in_turn(*replies: Reply) -> Answering:
    """Each reply once, then the last for ever."""
    waiting = list(replies)
    return lambda asked: waiting.pop(0) if len(waiting) > 1 else waiting[0]


class FakeTime:
    """A clock that only waiting moves, and an interrupt that is set when so much time has passed."""

    def __init__(self, stops_at: float = float("inf")) -> None:
        self.now = 0.0
        self.pauses: list[float] = []
        self._stops_at = stops_at

    def clock(self) -> float:
        return self.now

    def is_set(self) -> bool:
        return self.now >= self._stops_at

    def wait(self, timeout: float | None = None) -> bool:
        assert timeout is not None
        self.pauses.append(round(timeout, 6))
        self.now = min(self.now + timeout, self._stops_at)
        return self.is_set()
