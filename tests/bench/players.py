"""A Plex server and a SageTV with as many recordings as are wanted, behind two child processes."""

import tempfile
from pathlib import Path
from types import TracebackType

from parity.demo.child import start
from parity.demo.sage_world import SageWorld
from parity.demo.synthetic import library
from tests.bench.household import Measured

EACH = 50
_DAY = 86_400


class Players:
    """`shows` of 50 episodes each, which SageTV has recorded but the last ten. Of a hundred, ten are watched in Plex
    and ten in SageTV, five begun in Plex and five in SageTV, none of them on both sides.
    """

    def __init__(self, shows: int) -> None:
        _, plex = library(shows, EACH, seed=9, absent=0)
        sage = SageWorld(now=plex.now)
        keys = [key for episodes in plex.episodes.values() for key in episodes]
        for place, key in enumerate(keys):
            episode = plex.episode(key)
            at = plex.now - (2 + place % 50) * _DAY
            if place % 10 == 0:
                plex.watch(key, at=at)
            elif place % 20 == 1:
                plex.begin(key, 600_000, at=at)
            if place >= len(keys) - 10:
                continue
            path, minutes = "/var" + episode.media[0].files[0], episode.duration / 60_000
            made = sage.add_recording(
                plex.shows[episode.show].title, path, minutes=minutes, on_air=plex.now - 90 * _DAY
            )
            if place % 10 == 5:
                sage.play(made, minutes * 60, ago=(2 + place % 50) * _DAY)
            elif place % 20 == 3:
                sage.play(made, 900, ago=(2 + place % 50) * _DAY)
        sage.fixed = None
        self.plex, self.sage = start(plex), start(sage)
        self._folder = tempfile.TemporaryDirectory()
        self.environ = {
            "PLEX_BASE_URL": self.plex.url,
            "PLEX_TOKEN": plex.token,
            "TMDB_API_KEY": "k",
            "SAGETV_URL": sage.address(self.sage.url),
            "PARITY_DATA_DIR": str(Path(self._folder.name) / "data"),
        }

    def process(self, module: str) -> Measured:
        """A measured process in this household."""
        return Measured(self.environ, module)

    def __enter__(self) -> "Players":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.plex.stop()
        self.sage.stop()
        self._folder.cleanup()
