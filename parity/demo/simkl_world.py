"""The fake SIMKL: a catalogue, and the lists of its members, which tests and the demo can change."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, ClassVar

from parity.demo.simkl_auth import SimklAuth
from parity.demo.simkl_pace import Pace
from parity.demo.simkl_records import SECTIONS, STATUSES, Kind, Library, SimklRow, SimklTitle, title_from
from parity.demo.tally import Tally

CLIENT_ID, SECRET = "5e1f0a9b8c7d6e5f4a3b2c1d0e9f8a7b", "c0ffee5ec2e7c0ffee5ec2e7c0ffee5e"
CLIENT_ID_V2 = "simkl_ci_demo0a9b8c7d6e5f4a3b2c1d"
JANE = 1
_DOABLE = """add_title set_title drop_title put move take rate watch set_lag set_strict set_legacy set_coarse fastest
    approve deny expire revoke end_access pass_time issue add_member"""


class SimklWorld:
    """All state of the stand-in for SIMKL. `auth`: apps, members and their tokens.

    `legacy`: it answers `null` and not `{}` where there is nothing, as to apps of long ago. `lag`: reads answer what
    was before the last so many changes that came over HTTP. `coarse`: changes within one second have one time, so that
    who asks for what came after that misses some. Methods raise LookupError for a title that is not there.
    """

    KIND: ClassVar[str] = "simkl"
    DOABLE: ClassVar[frozenset[str]] = frozenset(_DOABLE.split())

    def __init__(self, auth: SimklAuth | None = None, clock: Callable[[], float] = time.time) -> None:
        self.lock = threading.RLock()
        self.requests = Tally()
        self.clock = clock
        self.pace = Pace()
        self.auth = auth or SimklAuth(clock=clock)
        if auth is None:
            self.auth.add_app(CLIENT_ID, "v1", SECRET)
            self.auth.add_app(CLIENT_ID_V2, "v2")
        self.legacy = self.coarse = False
        self.lag = 0
        self.titles: dict[int, SimklTitle] = {}
        self.libraries: dict[int, Library] = {}
        self._past: dict[int, list[Library]] = {}

    # -- the catalogue

    def add_title(self, kind: Kind, title: str, year: int | None = None, simkl: int = 0, **facts: object) -> int:
        """A title that SIMKL knows; `facts` are ids (`imdb="tt1"`, `tmdb=2`) and fields of `SimklTitle`. Its number."""
        own = {name: facts.pop(name) for name in ("anime_type", "episodes", "told_ids") if name in facts}
        with self.lock:
            number = simkl or 40_000 + len(self.titles)
            ids = {name: str(value) for name, value in facts.items() if value}
            self.titles[number] = SimklTitle(number, kind, title, year, ids, **own)  # type: ignore[arg-type]
            return number

    def set_title(self, title_id: int, **facts: object) -> None:
        """Change what SIMKL knows of a title: `title`, `year`, `ids` …"""
        with self.lock:
            self.titles[title_id] = replace(self.titles[title_id], **facts)  # type: ignore[arg-type]

    def drop_title(self, title_id: int) -> None:
        """SIMKL knows it no longer: it is gone from all lists too."""
        with self.lock:
            for user in list(self.libraries):
                if title_id in self.libraries[user].rows:
                    self.take(title_id, user)
            del self.titles[title_id]

    # -- what a member does

    def put(self, title_id: int, status: str = "plantowatch", user: int = JANE, added: int | None = None) -> None:
        """Put a title on a list, or move it there. What is kept of it stays."""
        if status not in STATUSES:
            raise ValueError(f"no such list: {status}")
        with self.lock:
            now, library = self._now(user), self.library(user)
            before = library.rows.get(title_id)
            self._stamp(user, title_id, now, status, *([before.status] if before else []))
            if before is None:
                library.rows[title_id] = SimklRow(title_id, status, now if added is None else added, now)
            else:
                moved = now if before.status != status and status == "plantowatch" else before.added
                library.rows[title_id] = replace(before, status=status, added=added or moved, changed=now)

    move = put

    def take(self, title_id: int, user: int = JANE) -> None:
        """Remove a title with all that is kept of it. Only this moves the stamp of what was removed."""
        with self.lock:
            row = self.library(user).rows.pop(title_id)
            self._stamp(user, title_id, self._now(user), row.status, "removed_from_list")

    def rate(self, title_id: int, rating: int, user: int = JANE) -> None:
        """Rate a title; one that is on no list counts as watched then, as SIMKL has it."""
        with self.lock:
            if title_id not in self.library(user).rows:
                self.put(title_id, "completed" if self.titles[title_id].kind == "movies" else "watching", user)
            now = self._now(user)
            self._stamp(user, title_id, now, "rated_at")
            self._change(user, title_id, rating=rating, rated=now, changed=now)

    def watch(self, title_id: int, episodes: int | None = None, user: int = JANE) -> None:
        """Watch a film, or so many episodes of a show, None for all: it moves to where what was watched is."""
        with self.lock:
            title = self.titles[title_id]
            seen = title.episodes if episodes is None else episodes
            whole = title.is_film or seen >= title.episodes
            self.put(title_id, "completed" if whole else "watching", user)
            self._change(user, title_id, watched=1 if title.is_film else seen, last_watched=self._now(user))

    # -- how it behaves

    def set_lag(self, changes: int) -> None:
        """Let reads lag behind by so many changes of apps; 0 ends it."""
        with self.lock:
            self.lag = changes
            self._past.clear()

    def set_strict(self, strict: bool = True) -> None:
        """Whether who asks too often is refused."""
        self.pace.strict = strict

    def set_legacy(self, legacy: bool = True) -> None:
        """Whether the app is one of long ago."""
        self.legacy = legacy

    # -- what the stand-in reads and writes

    def library(self, user: int) -> Library:
        """What is kept of a member."""
        return self.libraries.setdefault(user, Library())

    def seen(self, user: int) -> Library:
        """What an app is told: as it is, or as it was when reads lag behind."""
        past = self._past.get(user, [])
        return past[max(0, len(past) - self.lag)] if self.lag and past else self.library(user)

    def about_to_change(self, user: int) -> None:
        """An app is going to change lists of a member."""
        if self.lag:
            self._past.setdefault(user, []).append(self.library(user).copy())

    def add_member(self, user: int, name: str) -> None:
        """Another person at SIMKL."""
        self.auth.members[user] = name

    def set_coarse(self, coarse: bool = True) -> None:
        """Whether changes within one second have one time."""
        self.coarse = coarse

    def fastest(self) -> dict[str, int]:
        """How many questions (GET) and changes (POST) came within one second at most."""
        return dict(self.pace.most)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """What a member does with their sign-in is done by `auth`, and doable here too."""
            if name in self.DOABLE:
                return getattr(self.auth, name)
            raise AttributeError(name)

    # -- keeping

    def to_json(self) -> str:
        """The whole world as text for `from_json`; counters are not kept."""
        with self.lock:
            libraries = {str(user): library.to_dict() for user, library in self.libraries.items()}
            titles = [asdict(title) for title in self.titles.values()]
            kept = {
                "auth": self.auth.to_dict(),
                "legacy": self.legacy,
                "lag": self.lag,
                "strict": self.pace.strict,
                "coarse": self.coarse,
            }
            return json.dumps({**kept, "titles": titles, "libraries": libraries})

    @classmethod
    def from_json(cls, text: str) -> "SimklWorld":
        """A world as `to_json` wrote it."""
        kept = json.loads(text)
        world = cls(SimklAuth.from_dict(kept["auth"]))
        world.legacy, world.lag, world.pace.strict = kept["legacy"], kept["lag"], kept["strict"]
        world.coarse = kept["coarse"]
        world.titles = {row["id"]: title_from(row) for row in kept["titles"]}
        world.libraries = {int(user): Library.from_dict(saved) for user, saved in kept["libraries"].items()}
        return world

    def _now(self, user: int) -> int:
        """The time of a change: never twice the same, unless that is wanted as SIMKL has it."""
        if self.coarse:
            return int(self.clock())
        return max(int(self.clock()), max(self.library(user).stamps.values(), default=0) + 1)

    def _stamp(self, user: int, title_id: int, now: int, *names: str) -> None:
        section, stamps = SECTIONS[self.titles[title_id].kind], self.library(user).stamps
        absent = ("watching", "hold") if section == "movies" else ()
        told = [f"{section} {name}" for name in ("all", *names) if name not in absent]
        stamps |= dict.fromkeys(["all", *told], now)

    def _change(self, user: int, title_id: int, **facts: object) -> None:
        rows: dict[int, SimklRow] = self.library(user).rows
        rows[title_id] = replace(rows[title_id], **facts)  # type: ignore[arg-type]
