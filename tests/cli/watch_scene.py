"""Both lists behind addresses on loopback, and a terminal whose settings lead there."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from parity.bootstrap.watch_doors import polite
from parity.core.simkl import SimklToken
from parity.core.watch import Member
from parity.demo.faults import Fault, Faults
from parity.demo.plex_standin import create_app as plex_app
from parity.demo.plex_world import PlexWorld
from parity.demo.simkl_standin import create_app as simkl_app
from parity.demo.simkl_world import CLIENT_ID, SimklWorld
from parity.http import TokenBucket
from parity.simkl import calling
from parity.store import simkl_account
from parity.store.database import Database
from parity.store.upgrade import bring_up
from tests.actions.doorways import Doorway


class WatchScene:
    """Titles known to both services by number; each list has those that were put on it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.plex, self.simkl = PlexWorld(), SimklWorld()
        self.plex_faults, self.simkl_faults = Faults(), Faults()
        self._plex = Doorway.of(plex_app(self.plex, self.plex_faults))
        self._simkl = Doorway.of(simkl_app(self.simkl, self.simkl_faults))
        self.database = Database(f"sqlite:///{folder / 'parity.db'}")
        self._numbers: dict[str, int] = {}
        for name in ("PLEX_TV_URL", "PLEX_DISCOVER_URL", "PLEX_METADATA_URL"):
            monkeypatch.setenv(name, self._plex.url)
        monkeypatch.setenv("PLEX_ACCOUNT_TOKEN", self.plex.token)
        monkeypatch.setenv("SIMKL_BASE_URL", self._simkl.url)
        monkeypatch.setenv("SIMKL_CLIENT_ID", CLIENT_ID)
        # A second between two changes is SIMKL's wish, and the stand-in has none.
        for turns in ("reading_turns", "writing_turns"):
            monkeypatch.setattr(calling, turns, lambda: TokenBucket(10_000))
        polite.cache_clear()
        folder.mkdir(parents=True, exist_ok=True)
        bring_up(self.database)

    def connect(self) -> None:
        """Be signed in at SIMKL as Jane."""
        token = SimklToken("v1", CLIENT_ID, self.simkl.auth.issue(CLIENT_ID))
        with self.database.writing() as connection:
            simkl_account.keep(connection, token, Member("1", "jane_doe"), datetime(2026, 1, 1, tzinfo=UTC))

    def know(self, title: str) -> str:
        """A film that both services know; its guid."""
        number = len(self._numbers) + 1
        guid = f"plex://movie/{number:024x}"
        self.plex.add_title(guid, title, 2000, [f"tmdb://{number}", f"imdb://tt{number:07d}"])
        self._numbers[title] = self.simkl.add_title("movies", title, 2000, tmdb=number, imdb=f"tt{number:07d}")
        return guid

    def on_plex(self, *titles: str) -> None:
        """They are on Plex's watchlist, and known to SIMKL."""
        for title in titles:
            guid = self.know(title) if title not in self._numbers else self._guid(title)
            number = self._numbers[title]
            ids = [f"tmdb://{list(self._numbers).index(title) + 1}"]
            assert number
            self.plex.wish(guid, title, 2000, ids)

    def on_simkl(self, *titles: str) -> None:
        """They are on SIMKL's list, and known to Plex."""
        for title in titles:
            if title not in self._numbers:
                self.know(title)
            self.simkl.put(self._numbers[title])

    def lists(self) -> tuple[list[str], list[str]]:
        """The titles on Plex's watchlist, and those that SIMKL has as planned."""
        planned = [number for number, row in self.simkl.library(1).rows.items() if row.status == "plantowatch"]
        return (
            sorted(wish.title for wish in self.plex.wishes.values()),
            sorted(self.simkl.titles[number].title for number in planned),
        )

    def plex_fails(self, kind: str, path: str = "/library/sections/watchlist") -> None:
        """From now on Plex answers so."""
        self.plex_faults.add(Fault(kind, path))

    def close(self) -> None:
        """Everybody goes home."""
        polite.cache_clear()
        self.database.close()
        self._plex.move_out()
        self._simkl.move_out()

    def _guid(self, title: str) -> str:
        return f"plex://movie/{list(self._numbers).index(title) + 1:024x}"
