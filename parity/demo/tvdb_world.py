"""The fake TheTVDB: series that tests and the demo can change, each in several orders, and a log of what changed."""

import base64
import json
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar

from parity.demo.tally import Tally
from parity.demo.tvdb_records import TYPES, TvdbEpisode, TvdbRecord, pack, unpack

KEY = "0f1e2d3c-demo-4b5a-9788-tvdbstandin00"
_DOABLE = """add_series set_series delete_series merge add_episode set_episode place_episode remove_episode revoke"""
Place = tuple[int | None, int | None]
_KEPT = ("key", "pin", "page_size", "quiet", "log", "merged", "deleted")


class TvdbWorld:
    """All state of the stand-in for TheTVDB.

    Each change is written to the log of updates, with the time that `clock` (Unix seconds) tells, unless the world
    is `quiet`. Methods raise LookupError for a series or an episode that is not there. `pin`: what the key needs
    beside it. `issued`: how many tokens were given out.
    """

    KIND: ClassVar[str] = "tvdb"
    DOABLE: ClassVar[frozenset[str]] = frozenset(_DOABLE.split())

    def __init__(self, series: Iterable[TvdbRecord] = (), clock: Callable[[], float] = time.time) -> None:
        self.lock = threading.RLock()
        self.requests = Tally()
        self.clock = clock
        self.key, self.pin = KEY, ""
        self.page_size = 500
        self.quiet = False
        self.series = {record.id: record for record in series}
        self.log: list[dict[str, object]] = []
        self.merged: dict[int, int] = {}
        self.deleted: list[int] = []
        self.tokens: set[str] = set()
        self.issued = 0

    # -- series

    def add_series(self, series_id: int, name: str, **facts: object) -> None:
        """A new series without episodes; `facts` are fields of `TvdbRecord`."""
        with self.lock:
            self.series[series_id] = TvdbRecord(series_id, name, **facts)  # type: ignore[arg-type]
            self._changed(series_id, "create")

    def set_series(self, series_id: int, **facts: object) -> None:
        """Change facts of a series: `status`, `name`, `airs_time` …"""
        with self.lock:
            for name, value in facts.items():
                getattr(self.series[series_id], name)
                setattr(self.series[series_id], name, value)
            self._changed(series_id)

    def delete_series(self, series_id: int) -> None:
        """From now on 404."""
        with self.lock:
            self._changed(series_id, "delete")
            self.deleted.append(series_id)

    def merge(self, old: int, new: int) -> None:
        """The old series is the new one from now on: who asks for it gets the other, and the log says so."""
        with self.lock:
            self._changed(old, "delete", into=new)
            self._changed(new)
            self.merged[old] = new

    # -- episodes

    def add_episode(
        self,
        series_id: int,
        episode_id: int,
        title: str,
        aired: str | None,
        official: Place | None = None,
        dvd: Place | None = None,
        absolute: int | None = None,
        runtime: int | None = 45,
        finale: str | None = None,
        others: Mapping[str, Place] | None = None,
    ) -> None:
        """An episode with its (season, number) in each order that has it; `others`: alternate, regional …

        ValueError for an order that there is not.
        """
        first = {"official": official, "dvd": dvd, "absolute": None if absolute is None else (1, absolute)}
        places = {**first, **(others or {})}
        if unknown := places.keys() - TYPES.keys():
            raise ValueError(f"no such order: {sorted(unknown)}")
        numbered = {order: (place[0], place[1]) for order, place in places.items() if place is not None}
        made = TvdbEpisode(episode_id, title, aired, runtime, finale, numbered)
        with self.lock:
            self.series[series_id].episodes[episode_id] = made
            self._changed(series_id, "create", episode_id)

    def set_episode(self, series_id: int, episode_id: int, **facts: object) -> None:
        """Change `name`, `aired`, `runtime`, `finale` of an episode."""
        with self.lock:
            episode = self.series[series_id].episodes[episode_id]
            for name, value in facts.items():
                getattr(episode, name)
                setattr(episode, name, value)
            self._changed(series_id, "update", episode_id)

    def place_episode(self, series_id: int, episode_id: int, order: str, place: Place | None) -> None:
        """Give an episode another number in an order; None takes it out of that order."""
        with self.lock:
            places = self.series[series_id].episodes[episode_id].places
            places.pop(order, None)
            if place is not None:
                places[order] = (place[0], place[1])
            self._changed(series_id, "update", episode_id)

    def remove_episode(self, series_id: int, episode_id: int) -> None:
        """Drop an episode from all orders."""
        with self.lock:
            del self.series[series_id].episodes[episode_id]
            self._changed(series_id, "delete", episode_id)

    # -- tokens

    def issue(self) -> str:
        """A new token, good for a month: shaped like a JWT, signed by nobody."""
        with self.lock:
            self.issued += 1
            claims = {"exp": int(self.clock()) + 30 * 86_400, "n": self.issued}
            token = f"{_part({'alg': 'none'})}.{_part(claims)}.c3RhbmQtaW4"
            self.tokens.add(token)
            return token

    def revoke(self) -> None:
        """No token is good any more."""
        with self.lock:
            self.tokens.clear()

    # -- keeping

    def to_json(self) -> str:
        """The whole world as text for `from_json`; counters and tokens are not kept."""
        with self.lock:
            kept = {name: getattr(self, name) for name in _KEPT}
            return json.dumps({**kept, "series": [pack(record) for record in self.series.values()]})

    @classmethod
    def from_json(cls, text: str) -> "TvdbWorld":
        """A world as `to_json` wrote it."""
        kept = json.loads(text)
        world = cls(unpack(row) for row in kept["series"])
        for name in _KEPT:
            setattr(world, name, kept[name])
        world.merged = {int(old): new for old, new in kept["merged"].items()}
        return world

    def _changed(self, series_id: int, method: str = "update", episode: int = 0, into: int | None = None) -> None:
        record = self.series[series_id]
        record.updated = max(int(self.clock()), record.updated + 1)  # never twice the same: a 304 goes by it
        if self.quiet:
            return
        row: dict[str, object] = {"recordId": episode or series_id, "method": method, "timeStamp": record.updated}
        row |= {"entityType": "episodes" if episode else "series", "seriesId": series_id if episode else 0}
        self.log.append(row | {"mergeToId": into, "mergeToEntityType": "series" if into else None})


def _part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
