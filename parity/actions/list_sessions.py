"""Who plays what on all servers just now."""

import threading
from dataclasses import dataclass

from parity.actions.list_sections import ways
from parity.actions.ports import House, NotSetUp
from parity.core.failures import Failure


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
    found: dict[str, list[ListedSession]] = {}
    silent: list[str] = []
    for name, machine_id, way in ways(house, stop):
        if machine_id in found:
            continue
        try:
            with way as library:
                server = library.server()
                plays = library.sessions()
        except Failure as trouble:
            silent.append(f"{name}: {trouble.detail}")
            continue
        at = (server.machine_id, server.name)
        found[server.machine_id] = [
            ListedSession(*at, one.user, one.title, one.state, one.player, one.section_key, one.rating_key)
            for one in plays
        ]
    if not found and not silent:
        raise NotSetUp(
            "No Plex server can be asked: python -m parity plex login signs in, and one that is not followed yet is by "
            "python -m parity plex servers --follow NAME"
        )
    return SessionList(tuple(one for those in found.values() for one in those), tuple(silent), len(found))
