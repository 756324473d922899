"""Who plays something on the fake Plex server."""

from dataclasses import dataclass
from typing import Any

from parity.demo.plex_lines import News
from parity.demo.plex_news import PlexNews

DOABLE = "play set_playing stop_playing"


@dataclass(slots=True)
class Playing:
    """Somebody who plays. Live television has no `item`. `state`: playing, paused, buffering; `offset` in ms."""

    key: str
    item: int | None
    user: str
    player: str
    state: str
    title: str
    offset: int = 0


class PlexPlayers(PlexNews):
    """The server with its players."""

    def __init__(self, *facts: Any, **named_facts: Any) -> None:
        super().__init__(*facts, **named_facts)
        self.sessions: dict[str, Playing] = {}

    def play(
        self,
        item: int | None,
        user: str = "Kaylee",
        player: str = "Living room",
        state: str = "playing",
        title: str = "",
        offset: int = 0,
    ) -> str:
        """Somebody begins to play an item, or live television (None, with its title); answers the session's key."""
        with self.lock:
            if item is not None and self.item(item) is None:
                raise LookupError(f"no item {item}")
            self._counted += 1
            key = str(self._counted)
            self.sessions[key] = Playing(key, item, user, player, state, title, offset)
            self._tell_playing(self.sessions[key])
            return key

    def set_playing(self, session: str, state: str) -> None:
        """They pause, or go on."""
        self.sessions[session].state = state
        self._tell_playing(self.sessions[session])

    def stop_playing(self, session: str | None = None) -> None:
        """They stop; without a session all do."""
        with self.lock:
            for key in [session] if session else list(self.sessions):
                ended = self.sessions.pop(key)
                ended.state = "stopped"
                self._tell_playing(ended)

    def _tell_playing(self, playing: Playing) -> None:
        where = f"/library/metadata/{playing.item}" if playing.item else ""
        body = {
            "sessionKey": playing.key,
            "clientIdentifier": "client-of-the-player",
            "guid": "",
            "ratingKey": str(playing.item or ""),
            "key": where,
            "viewOffset": playing.offset,
            "state": playing.state,
        }
        self.lines.tell(News("playing", "PlaySessionStateNotification", body))
