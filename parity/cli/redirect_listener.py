"""A page for a moment: the address on this machine to which a browser comes back with an answer."""

import html
import socket
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from urllib.parse import parse_qs, urlsplit

CALLBACK = "/callback"
_PATIENCE = 10.0  # seconds for who opens a line and says nothing
_LONGEST = 2000
# An address that is kept for examples (RFC 5737): choosing the way there tells our own address, and nothing is sent.
_NOWHERE = ("192.0.2.1", 9)
_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; img-src data:; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Connection": "close",
}
_PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<title>{title} · Parity</title></head>
<body><main><h1>{title}</h1><p>{sentence}</p></main></body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the browser is shown for its answer. `final`: nothing else is waited for."""

    title: str
    sentence: str
    final: bool
    status: int = 200


Take = Callable[[Mapping[str, str]], Shown]


class RedirectListener:
    """Listens until an answer came that is final. `take` gets what stands behind the ?, one answer at a time."""

    def __init__(self, host: str, port: int, path: str, take: Take) -> None:
        """Raises OSError when nobody can listen there."""
        self._answered = threading.Event()
        self._server = _Server(host, port, path, take, self._answered)
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Whether the answer is there, after so long at most."""
        return self._answered.wait(seconds)

    def close(self) -> None:
        """Listen no more; the answer under way is finished."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def outward_address() -> str:
    """The address of this machine in its network, as far as it can be told without sending anything to anybody."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        try:
            way.connect(_NOWHERE)
        except OSError:  # there is no way out
            return "127.0.0.1"
        return str(way.getsockname()[0])


class _Server(ThreadingTCPServer):  # an HTTPServer would ask the network for the name of its address
    # A browser may open lines in advance and say nothing on them: they must not keep the answer waiting.
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def __init__(self, host: str, port: int, path: str, take: Take, answered: threading.Event) -> None:
        self.path, self.take, self.turn, self.over = path, take, threading.Lock(), False
        self.answered = answered
        if ":" in host:
            self.address_family = socket.AF_INET6
        super().__init__((host, port), _Handler)

    def answer(self, query: str) -> Shown:
        told = {name: values[0][:_LONGEST] for name, values in parse_qs(query[: 4 * _LONGEST]).items()}
        with self.turn:
            if self.over:
                return Shown("That was answered already", "You can close this page.", False)
            shown = self.take(told)
            self.over = shown.final
            return shown

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever hangs up is of no interest on a terminal."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = _PATIENCE
    server_version, sys_version = "Parity", ""

    def do_GET(self) -> None:
        """The one page, or that there is nothing here."""
        where = urlsplit(self.path)
        if where.path != self.server.path:
            self._show(Shown("There is nothing here", "Only SIMKL's answer is waited for.", False, 404))
            return
        shown = self.server.answer(where.query)
        self._show(shown)
        if shown.final:
            self.server.answered.set()

    def log_message(self, format: str, *args: object) -> None:
        """A line of a log would hold the code."""

    def _show(self, shown: Shown) -> None:
        body = _PAGE.format(title=html.escape(shown.title), sentence=html.escape(shown.sentence)).encode()
        self.send_response(shown.status)
        for name, value in {**_HEADERS, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()
