"""The fake TMDB: shows and films that tests and the demo can change, and a feed of shows that says so, or does not."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import ClassVar

from parity.demo.tally import Tally
from parity.demo.tmdb_films import FilmShelf
from parity.demo.tmdb_records import Episode, Group, Season, Show, pack, unpack

V3_KEY = "0123456789abcdef0123456789abcdef"
V4_TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJhdWQiOiJkZW1vIn0.c3RhbmQtaW4"


_DOABLE = """add_show set_show delete_show restore_show add_season remove_season add_episode set_episode
remove_episode renumber_episode reschedule add_group flag unflag set_noise
add_film set_film remove_film add_franchise set_franchise remove_franchise"""


class TmdbWorld(FilmShelf):
    """All state of the stand-in for TMDB.

    No method touches the feed by itself: `flag` does, so that a test can flag late, twice, or never.
    `today` (ISO date) is the day that "last/next episode" and a feed without dates mean; None: the clock's.
    Methods raise LookupError for a show, season or episode that is not there.
    """

    KIND: ClassVar[str] = "tmdb"
    DOABLE: ClassVar[frozenset[str]] = frozenset(_DOABLE.split())

    def __init__(self, shows: Iterable[Show] = (), today: str | None = None) -> None:
        super().__init__()
        self.requests = Tally()
        self.shows: dict[int, Show] = {show.id: show for show in shows}
        self.today = today
        self.feed: dict[str, list[int]] = {}
        self.noise: list[int] = []
        self.crowd = 0
        self.strays: list[str] = []
        """`tvdb_id/30272`: external ids that `/find` answers with an episode and a season of others."""
        self.groups: dict[str, Group] = {}
        self.v3_key, self.v4_token = V3_KEY, V4_TOKEN
        self._next_id = 90_000_000

    # -- shows

    def add_show(self, show_id: int, name: str, **facts: object) -> Show:
        """A new show without seasons; `facts` are fields of `Show`."""
        show = Show(show_id, name, **facts)  # type: ignore[arg-type]
        with self.lock:
            self.shows[show_id] = show
        return show

    def set_show(self, show_id: int, **facts: object) -> None:
        """Change facts of a show: `status`, `name`, `imdb_id`, `tvdb_id`, `first_air_date` …"""
        with self.lock:
            show = self._changed(show_id)
            for name, value in facts.items():
                getattr(show, name)
                setattr(show, name, value)

    def delete_show(self, show_id: int) -> None:
        """From now on 404, code 34, and found by nothing (deleted or merged)."""
        with self.lock:
            self._changed(show_id).deleted = True

    def restore_show(self, show_id: int) -> None:
        """Undo `delete_show`."""
        with self.lock:
            self._changed(show_id).deleted = False

    # -- seasons and episodes

    def add_season(
        self, show_id: int, season: int, air_dates: Sequence[str | None] = (), name: str | None = None
    ) -> None:
        """A new season with episodes 1..n on these dates; none at all is an announced season."""
        with self.lock:
            show = self._changed(show_id)
            title = name or (f"Season {season}" if season else "Specials")
            show.seasons[season] = Season(self._new_id(), season, title, air_dates[0] if air_dates else None)
            for number, air_date in enumerate(air_dates, 1):
                self.add_episode(show_id, season, number, air_date)

    def remove_season(self, show_id: int, season: int) -> None:
        """Drop a season with its episodes."""
        with self.lock:
            del self._changed(show_id).seasons[season]

    def add_episode(
        self,
        show_id: int,
        season: int,
        number: int,
        air_date: str | None,
        name: str | None = None,
        runtime: int | None = 45,
        episode_type: str = "standard",
        episode_id: int | None = None,
    ) -> int:
        """Add one episode (and its season when new); answers its id. ValueError when the number is taken."""
        with self.lock:
            show = self._changed(show_id)
            if season not in show.seasons:
                self.add_season(show_id, season)
            episodes = show.seasons[season].episodes
            if number in episodes:
                raise ValueError(f"show {show_id} has S{season}E{number} already")
            made = Episode(episode_id or self._new_id(), number, name or f"Episode {number}", air_date)
            made.runtime, made.episode_type = runtime, episode_type
            episodes[number] = made
            return made.id

    def set_episode(self, show_id: int, season: int, number: int, **facts: object) -> None:
        """Change `name`, `runtime`, `episode_type`, `air_date` of an episode."""
        with self.lock:
            episode = self._changed(show_id).seasons[season].episodes[number]
            for name, value in facts.items():
                getattr(episode, name)
                setattr(episode, name, value)

    def remove_episode(self, show_id: int, season: int, number: int) -> None:
        """Drop one episode; the numbers behind it stay."""
        with self.lock:
            del self._changed(show_id).seasons[season].episodes[number]

    def renumber_episode(self, show_id: int, season: int, number: int, to_season: int, to_number: int) -> None:
        """Move an episode, which keeps its id, to a free number. Raises ValueError when that is taken."""
        with self.lock:
            show = self._changed(show_id)
            if to_season not in show.seasons:
                self.add_season(show_id, to_season)
            if to_number in show.seasons[to_season].episodes:
                raise ValueError(f"show {show_id} has S{to_season}E{to_number} already")
            episode = show.seasons[season].episodes.pop(number)
            episode.number = to_number
            show.seasons[to_season].episodes[to_number] = episode

    def reschedule(self, show_id: int, season: int, number: int, air_date: str | None) -> None:
        """Give an episode another air date."""
        self.set_episode(show_id, season, number, air_date=air_date)

    # -- episode groups

    def add_group(self, show_id: int, group_id: str, name: str, parts: Mapping[int, Sequence[int]]) -> str:
        """Another order of a show, which people made: its seasons with ids of episodes in turn; answers its id."""
        with self.lock:
            self.shows[show_id]
            self.groups[group_id] = Group(group_id, show_id, name, {int(n): list(ids) for n, ids in parts.items()})
        return group_id

    # -- the changes feed

    def flag(self, day: str, ids: Sequence[int]) -> None:
        """Let the feed of `day` (ISO date) name these shows."""
        with self.lock:
            self.feed.setdefault(day, []).extend(ids)

    def unflag(self, day: str) -> None:
        """Empty the feed of `day`; noise stays."""
        with self.lock:
            self.feed.pop(day, None)

    def set_noise(self, ids: Sequence[int], crowd: int = 0) -> None:
        """Name `ids` every day, beside `crowd` shows a day that nobody here has ever heard of."""
        with self.lock:
            self.noise, self.crowd = list(ids), crowd

    # -- pictures

    def has_poster(self, path: str) -> bool:
        """Whether a show, a film or a collection has this poster."""
        shows = (show.poster_path for show in self.shows.values() if not show.deleted)
        films = (film.poster_path for film in self.films.values())
        franchises = (franchise.poster_path for franchise in self.franchises.values())
        return any(path in paths for paths in (shows, films, franchises))

    # -- keeping

    def to_json(self) -> str:
        """The whole world as text for `from_json`; counters are not kept."""
        with self.lock:
            kept = {name: getattr(self, name) for name in _KEPT}
            groups = [asdict(group) for group in self.groups.values()]
            shows = [pack(show) for show in self.shows.values()]
            return json.dumps({**kept, **self.kept_films(), "groups": groups, "shows": shows})

    @classmethod
    def from_json(cls, text: str) -> "TmdbWorld":
        """A world as `to_json` wrote it."""
        kept = json.loads(text)
        world = cls(unpack(row) for row in kept.pop("shows"))
        for name in _KEPT:
            setattr(world, name, kept[name])
        for group in kept["groups"]:
            world.add_group(group["show_id"], group["id"], group["name"], group["parts"])
        world.take_films(kept)
        return world

    def _changed(self, show_id: int) -> Show:
        show = self.shows[show_id]
        show.version += 1
        return show

    def _new_id(self) -> int:
        self._next_id += 1
        return self._next_id


_KEPT = ("today", "feed", "noise", "crowd", "strays", "v3_key", "v4_token", "_next_id")
