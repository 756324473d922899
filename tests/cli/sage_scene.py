"""A Plex server and a SageTV behind addresses on loopback, and a terminal whose settings lead there."""

from urllib.parse import quote

import pytest

from parity.demo.faults import Faults
from parity.demo.plex_standin import create_app as plex_app
from parity.demo.plex_world import PlexWorld
from parity.demo.sage_standin import create_app as sage_app
from parity.demo.sage_world import SageWorld
from tests.actions.doorways import Doorway

HALF_HOUR = 30
DAY = 86_400


class SageScene:
    """A library "TV" whose episodes SageTV recorded; nobody has watched anything yet."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.plex, self.sage = PlexWorld(), SageWorld()
        self.plex_faults, self.sage_faults = Faults(), Faults()
        self._plex = Doorway.of(plex_app(self.plex, self.plex_faults))
        self._sage = Doorway.of(sage_app(self.sage, self.sage_faults))
        self.section = self.plex.add_section("TV", locations=["/tv"])
        self.show = self.plex.add_show(self.section, "Castle")
        monkeypatch.setenv("PLEX_BASE_URL", self._plex.url)
        monkeypatch.setenv("PLEX_TOKEN", self.plex.token)
        monkeypatch.setenv("SAGETV_URL", self.address(self.sage.user, self.sage.password))

    def address(self, user: str, password: str) -> str:
        """Where SageTV answers, to whom says so."""
        return self._sage.url.replace("://", f"://{quote(user, safe='')}:{quote(password, safe='')}@")

    def record(self, number: int) -> tuple[int, int]:
        """An episode that both have: what Plex and what SageTV call it."""
        return self.on_plex(number), self.sage.add_recording("Castle", self._file(number), minutes=HALF_HOUR)

    def on_plex(self, number: int) -> int:
        """An episode that Plex alone has."""
        return self.plex.add_episode(self.show, 1, number, file=self._file(number), minutes=HALF_HOUR)

    def ago(self, days: float) -> int:
        """So many days before now, in epoch seconds, by the clock that both go by."""
        return int(self.sage.now / 1000 - days * DAY)

    def in_plex(self, key: int) -> tuple[bool, int]:
        """Whether Plex has it as watched, and its position in seconds."""
        seen = self.plex.viewings.of("", key)
        return (seen.views > 0, seen.offset // 1000) if seen else (False, 0)

    def in_sage(self, key: int) -> tuple[bool, int | None]:
        """The same of SageTV; None where it knows of no position."""
        position = self.sage.position(key)
        return self.sage.watched(key), None if position is None else position // 1000

    def writes(self) -> int:
        """How often anything was told to either side."""
        told = sum(self.sage.requests.kinds.get(name, 0) for name in ("SetWatched", "ClearWatched", "SetWatchedTimes"))
        return told + sum(self.plex.view_writes().values())

    def close(self) -> None:
        """Everybody goes home."""
        self._plex.move_out()
        self._sage.move_out()

    @staticmethod
    def _file(number: int) -> str:
        return f"/tv/Castle-{number}.mpg"
