"""Services that answer the forms of the watchlist page, and a browser that sends them."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from typing import cast

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from parity.actions.ports import Heard
from parity.actions.watch_ports import PlexList, SimklList
from parity.core.failures import Unavailable
from parity.core.simkl import SimklToken
from parity.core.watch import Member, Type, WatchItem
from tests.web.houses import FRAGMENT, ShutDoors, token_on
from tests.web.test_movies import plain
from tests.web.watching import guid


@dataclass
class Services(ShutDoors):
    """Plex knows one film by an id and by its name, SIMKL another; `down`: neither answers."""

    down: bool = False
    asked: list[object] = field(default_factory=list)

    def find(self, type: Type, ids: frozenset[str]) -> WatchItem | None:
        return self._answer(type, *ids) if "imdb:tt0119177" in ids else self._answer(None, *ids)

    def search(self, type: Type, title: str) -> tuple[WatchItem, ...]:
        found = self._answer(type, title)
        return (found,) if found and title == "Gattaca" else ()

    def look_up(self, type: Type, ids: frozenset[str]) -> WatchItem | None:
        found = self._answer(None if "simkl:404" in ids else type, *ids)
        numbers = [each.removeprefix("simkl:") for each in ids if each.startswith("simkl:")]
        return replace(found, side="simkl", key=next(iter(numbers), "77")) if found else None

    def _answer(self, type: Type | None, *asked: str) -> WatchItem | None:
        self.asked += asked
        if self.down:
            raise Unavailable("Plex", "it did not answer")
        return WatchItem("plex", guid(70), type, "Gattaca", 1997) if type else None

    @contextmanager
    def _open(self) -> Iterator["Services"]:
        yield self

    def plex_list(
        self, stop: threading.Event, patience: float, token: str | None = None, heard: Heard | None = None
    ) -> AbstractContextManager[PlexList]:
        return cast(AbstractContextManager[PlexList], self._open())

    def simkl_list(
        self,
        token: SimklToken,
        renew: Callable[[SimklToken], SimklToken],
        stop: threading.Event,
        patience: float,
        heard: Heard | None = None,
        member: Member | None = None,
    ) -> AbstractContextManager[SimklList]:
        return cast(AbstractContextManager[SimklList], self._open())


@dataclass
class Sender:
    """A browser that sends forms."""

    client: FlaskClient

    def send(self, form: str, *, part: bool = False, **data: object) -> TestResponse:
        """Send it to `/watchlist/<form>`; `part`: by htmx."""
        token = token_on(self.client, "/watchlist")
        headers = FRAGMENT if part else {}
        return self.client.post(f"/watchlist/{form}", data={"csrf_token": token, **data}, headers=headers)

    def told(self, form: str, **data: object) -> str:
        """The page that a form without script leads to, as its reader sees it."""
        answer = self.send(form, part=False, **data)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/watchlist")
        return plain(self.client.get("/watchlist").text)
