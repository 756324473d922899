"""Plex's account services on loopback, answering as a test has written down, and the client that asks them."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime

from parity.http import Limits
from parity.plex.device_key import DeviceKey, new_key
from parity.plex.plex_tv import PlexTvClient, plex_tv_client
from tests.loopback import Asked, Loopback, Reply, answering, as_json

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
CLIENT = "client-1"
TOKEN = "token-of-the-account"
KEY = DeviceKey(new_key())

Answers = Mapping[str, Reply | Callable[[Asked], Reply]]


def at(moment: datetime) -> dict[str, str]:
    """The header of an answer that was sent then."""
    return {"Date": f"{moment:%a, %d %b %Y %H:%M:%S} GMT"}


def error(status: int, code: int | None = None, message: str = "no", **headers: str) -> Reply:
    """An error as Plex words it; at the same time as ours, so that no clock is to blame."""
    shown: dict[str, object] = {"message": message, "status": status}
    return as_json({"errors": [shown if code is None else {"code": code, **shown}]}, status, at(NOW) | headers)


class Cloud:
    """`plex.tv` and `clients.plex.tv`, each with its own address. `answers` is keyed by "GET /api/v2/user"."""

    def __init__(self, tv: Loopback, clients: Loopback, client: PlexTvClient) -> None:
        self.tv, self.clients, self.client = tv, clients, client

    @property
    def lines(self) -> list[str]:
        return [f"{asked.method} {asked.path}" for asked in [*self.tv.asked, *self.clients.asked]]


@contextmanager
def cloud(answers: Answers, *, key: Callable[[], DeviceKey] = lambda: KEY, now: datetime = NOW) -> Iterator[Cloud]:
    """Both addresses with the same answers; what is not written down is no page of Plex's."""

    def answer(asked: Asked) -> Reply:
        given = answers.get(f"{asked.method} {asked.path}", Reply(b"<html>not here</html>", 404))
        return given(asked) if callable(given) else given

    with ExitStack() as stack:
        tv, clients = (stack.enter_context(answering(answer)) for _ in range(2))
        client = plex_tv_client(tv.url, clients.url, CLIENT, key, lambda: now, limits=Limits(read=5.0))
        yield Cloud(tv, clients, stack.enter_context(client))


def sent(asked: Asked) -> object:
    """The JSON of a request."""
    return json.loads(asked.body)
