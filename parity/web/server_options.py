"""How each server is treated as one that is told what arrives, as its form has it."""

from collections.abc import Mapping
from dataclasses import dataclass

from parity.store.library_view import ToldServer, told_servers
from parity.web import here

LEAST, MOST = 1, 120
"""Seconds that one request may take."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody sent for a server, and what is wrong with it."""

    server: str
    form: Mapping[str, str]
    problem: str


@dataclass(frozen=True, slots=True)
class Options:
    """The form of one server. `held_for_all`: the settings say so for every server."""

    server: ToldServer
    told: bool
    hold: bool
    patience: str
    held_for_all: bool
    problem: str = ""

    @property
    def key(self) -> str:
        """Names it on the page."""
        return self.server.machine_id


def options(sent: Sent | None = None) -> tuple[Options, ...]:
    """The forms of all servers, with what somebody sent. Two statements."""
    with here.house().database.reading() as connection:
        found = told_servers(connection)
    return tuple(_options(server, sent if sent and sent.server == server.machine_id else None) for server in found)


def _options(server: ToldServer, sent: Sent | None) -> Options:
    held = here.settings().hold_while_playing
    if sent is not None:
        given = sent.form
        return Options(server, "told" in given, "hold" in given, given.get("patience", ""), held, sent.problem)
    player = server.player
    return Options(server, player.told, player.hold_while_playing, str(player.patience or ""), held)


def seconds_of(text: str) -> int | None:
    """Seconds that somebody typed; None for nothing. Raises ValueError for what can be no number of them."""
    if not text:
        return None
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else 0
    if not LEAST <= number <= MOST:
        raise ValueError(text)
    return number
