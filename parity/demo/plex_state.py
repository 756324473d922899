"""What the fake Plex server holds, how it is stamped, and how it is kept in a file."""

import json
import threading
from collections import Counter
from collections.abc import Iterable
from itertools import chain
from typing import Any, Self

from parity.demo.plex_records import Collection, Episode, Movie, Section, Show, Wish, pack, unpack_with_media
from parity.demo.plex_viewings import Viewings
from parity.demo.plex_wishes import MOST_ROWS, Desk, Titles
from parity.demo.tally import Tally

TOKEN = "demo-plex-token"


class PlexState(Titles):
    """All state of the stand-in for Plex. `now` is its clock (epoch seconds); each change moves it by one."""

    def __init__(self, machine_identifier: str = "d3" * 20, now: int = 1_780_000_000) -> None:
        self.lock = threading.RLock()
        self.requests = Tally()
        self.machine_identifier, self.friendly_name, self.version = (
            machine_identifier,
            "Demo Server",
            "1.43.0.10467",
        )
        self.token = TOKEN
        self.allowed: list[str] = []
        """Tokens that open it besides `token`: those of other accounts."""
        self.now = now
        self.stamps = True
        """Whether changes move the stamps of their section."""
        self.ordering_in_rows = True
        """Whether a show's own row carries `showOrdering`; its preferences always do."""
        self.sections: dict[int, Section] = {}
        self.shows: dict[int, Show] = {}
        self.episodes: dict[int, dict[int, Episode]] = {}
        """Show key -> episode key -> episode."""
        self.movies: dict[int, Movie] = {}
        self.collections: dict[int, Collection] = {}
        self.season_keys: dict[tuple[int, int], int] = {}
        self.wishes: dict[str, Wish] = {}
        self.titles = {}
        self.watchlist_page = MOST_ROWS
        self.refreshes: list[tuple[int, str | None]] = []
        self.viewings = Viewings({}, Counter())
        self.rows: dict[int, dict[str, bytes]] = {}
        """Serialised rows by rating key and form, dropped when the item changes."""
        self._home: dict[int, int] = {}
        self._next_key = 100

    def accepts(self, token: str | None) -> bool:
        """Whether this token opens the server."""
        return bool(token) and (token == self.token or token in self.allowed)

    def wished(self) -> list[Wish]:
        """The watchlist as it is now, the last wished last."""
        with self.lock:
            return list(self.wishes.values())

    def desk(self) -> Desk:
        """Discover as the owner finds it, who may wish for what the server has, too."""
        return Desk(self.wishes, self.titles, self._known_here, self.now, self.watchlist_page)

    def watchlists(self) -> Iterable[dict[str, Wish]]:
        """The owner's, who alone has one here."""
        return [self.wishes]

    def episode(self, key: int) -> Episode:
        """The episode with this rating key."""
        return self.episodes[self._home[key]][key]

    def item(self, key: int) -> Show | Episode | Movie | Collection | None:
        """What has this rating key, seasons apart."""
        found = self.shows.get(key) or self.movies.get(key) or self.collections.get(key)
        return self.episode(key) if found is None and self.holds_episode(key) else found

    def members_of(self, collection: Collection) -> list[Show | Episode | Movie]:
        """What a collection holds now: of what is still there, a smart one nothing that lies in the trash."""
        found = [item for key in collection.members if (item := self.item(key)) and not isinstance(item, Collection)]
        return [item for item in found if not (collection.smart and getattr(item, "deleted_at", None))]

    def find_movie(self, title: str, section: int | None = None) -> int:
        """The rating key of the first film of this title. Raises LookupError."""
        for movie in self.movies.values():
            if movie.title == title and section in (None, movie.section):
                return movie.key
        raise LookupError(f"no film named {title}")

    def holds_episode(self, key: int) -> bool:
        """Whether an episode has this rating key."""
        return key in self._home

    def find_show(self, title: str, section: int | None = None) -> int:
        """The rating key of the first show of this title. Raises LookupError."""
        for show in self.shows.values():
            if show.title == title and section in (None, show.section):
                return show.key
        raise LookupError(f"no show named {title}")

    def find_section(self, title: str) -> int:
        """The key of the first library of this title. Raises LookupError."""
        for section in self.sections.values():
            if section.title == title:
                return section.key
        raise LookupError(f"no library named {title}")

    def find_episode(self, show: int, season: int | None, number: int | None) -> int:
        """The rating key of the show's first episode with these numbers. Raises LookupError."""
        for episode in self.episodes[show].values():
            if (episode.season, episode.number) == (season, number):
                return episode.key
        raise LookupError(f"show {show} has no S{season}E{number}")

    def settle(self, key: int) -> None:
        """Let a show's own row tell of its episodes again: leafCount, childCount, updatedAt."""
        with self.lock:
            show, leaves = self.shows[key], self.episodes[key].values()
            show.leaf_count, show.child_count = len(leaves), len({each.season for each in leaves})
            show.updated_at = self.now
            self._drop_rows(key)

    def season_key(self, show: int, season: int) -> int:
        """The rating key of a season, made up when it is first needed."""
        with self.lock:
            if (show, season) not in self.season_keys:
                self.season_keys[show, season] = self._new_key()
            return self.season_keys[show, season]

    def to_json(self) -> str:
        """The whole server as text for `from_json`; counters and stored rows are not kept."""
        with self.lock:
            return json.dumps(self.kept())

    @classmethod
    def from_json(cls, text: str) -> Self:
        """A server as `to_json` wrote it."""
        world = cls()
        world.restore(json.loads(text))
        return world

    def kept(self) -> dict[str, Any]:
        """What is written down."""
        return {
            **{name: getattr(self, name) for name in _KEPT},
            "sections": [pack(each) for each in self.sections.values()],
            "shows": [pack(each) for each in self.shows.values()],
            "episodes": [pack(each) for show in self.episodes.values() for each in show.values()],
            "movies": [pack(each) for each in self.movies.values()],
            "collections": [pack(each) for each in self.collections.values()],
            "wishes": [pack(each) for each in self.wishes.values()],
            "titles": [pack(each) for each in self.titles.values()],
            "viewings": self.viewings.written(),
            "season_keys": [[show, season, key] for (show, season), key in self.season_keys.items()],
        }

    def restore(self, kept: dict[str, Any]) -> None:
        """Take over what was written down."""
        for name in _KEPT:
            setattr(self, name, kept[name])
        self.sections = {each.key: each for each in (Section(*row) for row in kept["sections"])}
        self.shows = {each.key: each for each in (Show(*row) for row in kept["shows"])}
        self.episodes = {key: {} for key in self.shows}
        for episode in (unpack_with_media(Episode, row) for row in kept["episodes"]):
            self.episodes[episode.show][episode.key] = episode
            self._home[episode.key] = episode.show
        self.movies = {each.key: each for each in (unpack_with_media(Movie, row) for row in kept["movies"])}
        self.collections = {each.key: each for each in (Collection(*row) for row in kept["collections"])}
        self.wishes = {each.guid: each for each in (Wish(*row) for row in kept["wishes"])}
        self.titles = {each.guid: each for each in (Wish(*row) for row in kept["titles"])}
        self.viewings = Viewings.read(kept["viewings"])
        self.season_keys = {(show, season): key for show, season, key in kept["season_keys"]}

    def _known_here(self) -> Iterable[Wish]:
        items: Iterable[Show | Movie] = chain(self.shows.values(), self.movies.values())
        kinds = ("plex://show/", "plex://movie/")
        return [
            Wish(item.guid, item.guid.split("/")[2], item.title, item.year, item.guids)
            for item in items
            if item.guid.startswith(kinds)
        ]

    def _new_key(self) -> int:
        self._next_key += 1
        return self._next_key

    def _tick(self) -> int:
        self.now += 1
        return self.now

    def _stamp(self, section: int) -> None:
        record = self.sections[section]
        now = self._tick()
        if self.stamps:
            record.updated_at = record.scanned_at = now
            record.content_changed_at += 1

    def _changed_show(self, key: int, touch: bool) -> None:
        show = self.shows[key]
        self._drop_rows(key)
        for episode in self.episodes[key]:
            self._drop_rows(episode)
        self._stamp(show.section)
        if touch:
            show.updated_at = self.now

    def _changed_episode(self, episode: Episode, touch: bool) -> None:
        self._drop_rows(episode.key)
        self._stamp(self.shows[episode.show].section)
        episode.updated_at = self.now
        if touch:
            self.settle(episode.show)

    def _drop_rows(self, key: int) -> None:
        self.rows.pop(key, None)

    def _forget_show(self, key: int) -> None:
        for episode in self.episodes.pop(key):
            del self._home[episode]
            self._drop_rows(episode)
        del self.shows[key]
        self._drop_rows(key)

    def _keys_of(self, section: int) -> list[int]:
        with self.lock:
            return [e for show in self.shows.values() if show.section == section for e in self.episodes[show.key]]


_KEPT = (
    "machine_identifier",
    "friendly_name",
    "version",
    "token",
    "allowed",
    "now",
    "stamps",
    "ordering_in_rows",
    "refreshes",
    "watchlist_page",
    "_next_key",
)
