"""Addresses on loopback that serve one app after the other: opening and closing a server costs more than most tests."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from parity.demo.serving import serve

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_free: list["Doorway"] = []


class Doorway:
    """An address behind which an app lives until it moves out. Whoever still waits for an answer is hung up on."""

    def __init__(self) -> None:
        self._app: WSGIApplication | None = None
        self._served = serve(self._answer)
        self.url = self._served.url

    @classmethod
    def of(cls, app: "WSGIApplication") -> "Doorway":
        """One that nobody lives behind, else a new one."""
        doorway = _free.pop() if _free else cls()
        doorway._app = app
        return doorway

    def move_out(self) -> None:
        """Let the next one in."""
        self._app = None
        self._served.hang_up()
        _free.append(self)

    def _answer(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        assert self._app is not None, "nobody lives here any more"
        return self._app(environ, start_response)
