"""Who plays what on all servers just now."""

import threading
from dataclasses import dataclass

from parity.actions.list_sections import ask_all
from parity.actions.ports import House


@dataclass(frozen=True, slots=True)
class ListedSession:
    """Somebody who plays. `library` and `rating_key` are None for live television. `state`: playing, paused …"""

    server: str
    server_name: str
    user: str
    title: str
    state: str
    player: str
    library: str | None
    rating_key: str | None


@dataclass(frozen=True, slots=True)
class SessionList:
    """All of them; `silent` says which servers gave no usable answer, and why; `asked` counts the others."""

    items: tuple[ListedSession, ...]
    silent: tuple[str, ...]
    asked: int


def list_sessions(house: House, stop: threading.Event) -> SessionList:
    """Ask every server, the given one first. Raises NotSetUp when there is none."""
    asked = ask_all(house, stop, lambda library: library.sessions())
    found = [
        ListedSession(at.machine_id, at.name, s.user, s.title, s.state, s.player, s.section_key, s.rating_key)
        for at, plays in asked.answers
        for s in plays
    ]
    return SessionList(tuple(found), asked.silent, len(asked.answers))
