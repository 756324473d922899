"""What can happen to watched states and positions on the fake Plex server (plex.md 2.9)."""

from parity.demo.plex_records import Episode, Movie
from parity.demo.plex_scans import PlexScans
from parity.demo.plex_viewings import OWNER

DOABLE = "watch begin unwatch set_played_from view_writes forget_view_writes"
Playable = Episode | Movie


class PlexWatched(PlexScans):
    """The server with what its accounts have watched. `token` names the account, None the server's owner.

    Keys may be those of shows and seasons: all that is in them is meant. Nothing of this moves the stamps of a
    library. Methods raise LookupError for what is not there.
    """

    def watch(self, key: int, times: int = 1, at: int | None = None, token: str | None = None) -> None:
        """It was watched to its end, `times` more often than before; `at` in epoch seconds, by default now."""
        with self.lock:
            now = self._tick() if at is None else at
            for item in self.playables(key):
                viewing = self.viewings.begun(self.viewer(token), item.key)
                viewing.views, viewing.offset, viewing.at = viewing.views + times, 0, now
                self._told_anew(item)

    def begin(self, key: int, ms: int, at: int | None = None, token: str | None = None) -> None:
        """Playing stopped at `ms` milliseconds; one that was watched before stays so, as when it is watched again."""
        with self.lock:
            now = self._tick() if at is None else at
            for item in self.playables(key):
                viewing = self.viewings.begun(self.viewer(token), item.key)
                viewing.offset, viewing.at = ms, now
                self._told_anew(item)

    def unwatch(self, key: int, token: str | None = None) -> None:
        """It was never begun: count, position and date are gone."""
        with self.lock:
            self._tick()
            for item in self.playables(key):
                self.viewings.drop(self.viewer(token), item.key)
                self._told_anew(item)

    def reach(self, key: int, ms: int, token: str | None = None) -> None:
        """A player tells where it stopped: watched, when that is late enough; 0 says nothing."""
        with self.lock:
            [item] = self.playables(key)
            if ms > 0:
                if self.viewings.is_played(item.duration, ms):
                    self.watch(key, token=token)
                else:
                    self.begin(key, ms, token=token)

    def set_played_from(self, percent: int) -> None:
        """From which share of its duration on an item counts as watched."""
        self.viewings.played_from = percent

    def view_writes(self) -> dict[str, int]:
        """How often watched states were written over the wire: scrobble, unscrobble, timeline, progress."""
        return dict(self.viewings.writes)

    def forget_view_writes(self) -> None:
        """Count anew."""
        self.viewings.writes.clear()

    def viewer(self, token: str | None) -> str:
        """The account that a token stands for."""
        return OWNER if token in (None, self.token) else str(token)

    def playables(self, key: int) -> list[Playable]:
        """What is played when this is: the item itself, or all episodes of the show or season. Raises LookupError."""
        item = self.item(key)
        if isinstance(item, Playable):
            return [item]
        if key in self.shows:
            return list(self.episodes[key].values())
        home = next((place for place, known in self.season_keys.items() if known == key), None)
        if home is None or home[0] not in self.shows:
            raise LookupError(f"nothing to play with the key {key}")
        return [each for each in self.episodes[home[0]].values() if each.season == home[1]]

    def _told_anew(self, item: Playable) -> None:
        self._drop_rows(item.key)
        if isinstance(item, Episode):
            self._drop_rows(item.show)
