"""Serving an app on loopback with connections that stay open, as the real services do.

Werkzeug's own server closes the line after each answer (and lingers 10 ms), which would measure itself.
"""

import io
import socket
import ssl
import sys
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from parity.demo.frame import SEND_ONLY

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

_STREAM = "text/event-stream"
_PHRASES = {each.value: each.phrase for each in HTTPStatus}


@dataclass(frozen=True, slots=True)
class Tls:
    """What a server over https shows, and its key: two PEM files."""

    certificate: Path
    key: Path


class Served:
    """An app that answers on `url` until `stop()`; also a context manager."""

    def __init__(self, app: "WSGIApplication", port: int = 0, tls: Tls | None = None) -> None:
        self._server = _Server(app, port, tls)
        self.port = int(self._server.server_address[1])
        self.url = f"{self._server.scheme}://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_until_over, daemon=True)
        self._thread.start()

    def hang_up(self) -> None:
        """Close all lines that are open now."""
        self._server.hang_up()

    def stop(self) -> None:
        """Stop listening and hang up on everyone; a second call does nothing."""
        if self._thread.is_alive():
            self._server.over.set()
            socket.create_connection(("127.0.0.1", self.port)).close()  # it waits for whoever comes, not for a clock
            self._thread.join()
        self._server.server_close()
        self.hang_up()

    def __enter__(self) -> "Served":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.stop()


def serve(app: "WSGIApplication", port: int = 0, tls: Tls | None = None) -> Served:
    """Serve a WSGI app on 127.0.0.1; port 0 takes a free one. Raises OSError when the port is taken."""
    return Served(app, port, tls)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, app: "WSGIApplication", port: int, tls: Tls | None) -> None:
        self.app = app
        self.over = threading.Event()
        self._lines: set[socket.socket] = set()
        self._shown = None if tls is None else _context(tls)
        self.scheme = "http" if tls is None else "https"
        super().__init__(("127.0.0.1", port), _Handler)

    def serve_until_over(self) -> None:
        """Without `serve_forever`, which wakes many times a second to see whether it is to end."""
        while not self.over.is_set():
            self.handle_request()

    def get_request(self) -> tuple[socket.socket, Any]:
        line, address = super().get_request()
        if self._shown is not None:  # who dawdles over the handshake keeps only a thread of his own busy
            line = self._shown.wrap_socket(line, server_side=True, do_handshake_on_connect=False)
        return line, address

    def took(self, line: socket.socket) -> None:
        self._lines.add(line)

    def left(self, line: socket.socket) -> None:
        self._lines.discard(line)

    def hang_up(self) -> None:
        for line in list(self._lines):
            try:
                socket.socket.shutdown(line, socket.SHUT_RDWR)  # also under TLS, whose own would unwrap it
            except OSError:
                continue  # the other side was faster

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError | ssl.SSLError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def _context(tls: Tls) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(tls.certificate, tls.key)
    return made


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # headers and body leave together
    server: _Server

    def setup(self) -> None:
        super().setup()
        self.server.took(self.connection)

    def finish(self) -> None:
        self.server.left(self.connection)
        try:
            super().finish()
        finally:
            self.rfile.close()  # else the line stays open where the rest of an answer cannot leave any more

    def log_message(self, format: str, *args: object) -> None:
        """Stand-ins are quiet."""

    def answer(self) -> None:
        environ = self._environ()
        begun: list[tuple[str, list[tuple[str, str]]]] = []

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> object:
            begun[:] = [(status, headers)]
            return None

        chunks: Iterable[bytes] = self.server.app(environ, start_response)  # type: ignore[arg-type]
        try:
            if ("Content-Type", _STREAM) in begun[0][1]:
                self._stream(*begun[0], chunks)
                return
            body = b"".join(chunks)
        finally:
            getattr(chunks, "close", lambda: None)()
        self._send(*begun[0], body, environ.get(SEND_ONLY))

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = answer

    def _stream(self, status: str, headers: list[tuple[str, str]], chunks: Iterable[bytes]) -> None:
        """Each piece leaves as soon as it is there. The end is not announced: the line just breaks."""
        self.close_connection = True
        code, _, phrase = status.partition(" ")
        self.send_response_only(int(code), phrase)
        for name, value in [*headers, ("Transfer-Encoding", "chunked")]:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.flush()
        for chunk in chunks:
            self.wfile.write(b"%x\r\n%b\r\n" % (len(chunk), chunk))
            self.wfile.flush()

    def _send(self, status: str, headers: list[tuple[str, str]], body: bytes, only: int | None) -> None:
        if only is not None:
            self.close_connection = True
        if only == -1:
            return
        code, _, phrase = status.partition(" ")
        self.send_response_only(int(code), _PHRASES.get(int(code), phrase))
        for name, value in headers:
            self.send_header(name, value)
        if "content-length" not in {name.lower() for name, _ in headers}:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body if only is None else body[:only])

    def _environ(self) -> "WSGIEnvironment":
        where = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        environ: WSGIEnvironment = {
            "REQUEST_METHOD": self.command,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote(where.path, "latin-1"),
            "QUERY_STRING": where.query,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(length),
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": str(self.server.server_address[1]),
            "SERVER_PROTOCOL": self.request_version,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": self.server.scheme,
            "wsgi.input": io.BytesIO(self.rfile.read(length)),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        for name, value in self.headers.items():
            environ.setdefault(f"HTTP_{name.upper().replace('-', '_')}", value)
        return environ
