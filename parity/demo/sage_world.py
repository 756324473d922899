"""The fake SageTV: recordings, films and discs, and how far they were watched; tests and the demo can change it."""

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, ClassVar
from urllib.parse import quote

from parity.demo.sage_records import (
    SageFile,
    SageShow,
    Watch,
    clear_watched,
    is_watched,
    set_times,
    set_watched,
)
from parity.demo.tally import Tally

USER, PASSWORD = "sage", "fr:ey@home/1%"
"""The plugin's own is "frey"; this one has what an address cannot hold as it is."""
VERSION = "SageTV V9.2.6.976"
_DOABLE = """add_recording add_film add_disc play stop mark unmark place set_dates set_file set_show delete finish
    break_getter mend set_user set_cap set_now pass_time fail position watched"""
_KEPT = ("user", "password", "base", "cap", "latin", "fixed", "last_id", "failing")


class SageWorld:
    """All state of the stand-in for SageTV. Methods take seconds, and raise LookupError for a file that is not there.

    `base` is the path below which its owner put it ("" or "/tv"). `cap`: rows of an answer at most, whatever was asked
    for. `latin`: it reads names and passwords as old servers do. `fixed`: what its clock says for ever, else None.
    """

    KIND: ClassVar[str] = "sagetv"
    DOABLE: ClassVar[frozenset[str]] = frozenset(_DOABLE.split())

    def __init__(self, base: str = "", now: float | None = None) -> None:
        """`now`: where its clock stands still, in seconds since 1970; None: it goes."""
        self.lock = threading.RLock()
        self.requests = Tally()
        self.user, self.password, self.base = USER, PASSWORD, base
        self.cap: int | None = None
        self.latin = False
        self.fixed = None if now is None else int(now * 1000)
        self.last_id = 3_517_000
        self.failing: dict[str, str] = {}
        self.shows: dict[str, SageShow] = {}
        self.files: dict[int, SageFile] = {}

    @property
    def now(self) -> int:
        """The time by its clock, in milliseconds since 1970."""
        return int(time.time() * 1000) if self.fixed is None else self.fixed

    # -- what there is

    def add_recording(
        self,
        title: str,
        path: str,
        *,
        episode: str = "",
        season: int = 0,
        number: int = 0,
        minutes: float = 60,
        on_air: float | None = None,
        early: float = 0,
        more: tuple[tuple[str, float, float], ...] = (),
        external_id: str = "",
        unique: bool = True,
        running: float = 0,
        recording: bool = False,
        properties: Mapping[str, str] | None = None,
    ) -> int:
        """A recording from television; its MediaFileID. `on_air` is in seconds since 1970, by default two days ago.

        `early`: how long before that the file begins, less than 0 when it began late. `more`: further files of it, each
        with how long after the one before it begins, and its length, both in seconds; the first is `minutes` long then.
        `running`: the minutes of the show itself. `properties`: IMDBID, MediaProviderID, MediaProviderDataID …
        """
        with self.lock:
            number_, airing = self._next(), self._next()
            air = self.now - 172_800_000 if on_air is None else int(on_air * 1000)
            known = external_id or f"EP{airing:012}"
            facts = (known, title, episode, season, number, "Drama", "", int(running * 60_000), unique)
            self.shows.setdefault(known, SageShow(*facts))
            start, length = air - int(early * 1000), int(minutes * 60_000)
            parts = [(path, start, length + int(early * 1000))]
            for following, gap, lasts in more:
                _, begun, lasted = parts[-1]
                parts.append((following, begun + lasted + int(gap * 1000), int(lasts * 1000)))
            on_air_for = max(length, parts[-1][1] + parts[-1][2] - air)
            file = SageFile(number_, airing, known, "T", parts, air, on_air_for, None, recording)
            self.files[number_] = file
            file.properties = dict(properties or {})
            return number_

    def add_film(
        self,
        title: str,
        path: str,
        year: int,
        minutes: float = 120,
        *,
        recorded: bool = False,
        on_air: float | None = None,
        properties: Mapping[str, str] | None = None,
    ) -> int:
        """A film: a file of the library, or `recorded` from television. Its MediaFileID."""
        made = self.add_recording(title, path, minutes=minutes, on_air=on_air, external_id=f"MV{self.last_id:012}")
        self.set_show(made, category="Movie", year=str(year))
        self.set_file(made, kind="T" if recorded else "V", properties=dict(properties or {}))
        return made

    def add_disc(self, title: str, path: str, year: int, kind: str = "D", minutes: float = 120) -> int:
        """A DVD ("D") or a Blu-ray ("B"). Its MediaFileID."""
        made = self.add_film(title, path, year, minutes)
        self.set_file(made, kind=kind)
        return made

    def set_file(self, key: int, **facts: Any) -> None:
        """Change fields of a file: `kind`, `parts`, `playing`, `length` …; `watch` as the list of its times."""
        with self.lock:
            file = self.files[key]
            for name, value in facts.items():
                getattr(file, name)
                setattr(file, name, Watch(*value) if name == "watch" and isinstance(value, list) else value)

    def set_show(self, key: int, **facts: object) -> None:
        """Change fields of what a file is a recording of."""
        with self.lock:
            show = self.show_of(self.files[key])
            for name, value in facts.items():
                getattr(show, name)
                setattr(show, name, value)

    def finish(self, key: int, minutes: float | None = None) -> None:
        """A recording in progress is over."""
        with self.lock:
            file = self.files[key]
            file.recording = False
            if minutes is not None:
                path, start, _ = file.parts[-1]
                file.parts[-1] = (path, start, int(minutes * 60_000))

    def delete(self, key: int) -> None:
        """Somebody deleted it."""
        with self.lock:
            del self.files[key]

    # -- what people do at the television

    def play(self, key: int, seconds: float, ago: float = 0) -> None:
        """Watched up to this position, `ago` seconds before now; what was watched further before stays."""
        with self.lock:
            file, at = self.files[key], round(seconds * 1000)
            start, end = (0, at) if file.is_disc else (file.start, file.moment(at))
            until = self.now - int(ago * 1000)
            set_times(file, self.show_of(file), end, until - at, until, start)

    def place(self, key: int, seconds: float, ago: float = 0) -> None:
        """Watched anew, up to this position."""
        with self.lock:
            self.unmark(key)
            self.play(key, seconds, ago)

    def mark(self, key: int) -> None:
        """Marked as watched by hand."""
        with self.lock:
            set_watched(self.files[key], self.show_of(self.files[key]))

    def unmark(self, key: int) -> None:
        """Marked as not watched by hand."""
        with self.lock:
            clear_watched(self.files[key], self.show_of(self.files[key]))

    def set_dates(self, key: int, began: float, ended: float) -> None:
        """What was watched of it was watched then, in seconds since 1970; both 0: nobody knows."""
        with self.lock:
            watch = self.files[key].watch
            if watch is None:
                raise LookupError(f"nothing of {key} was watched")
            watch.real_start, watch.real_end = round(began * 1000), round(ended * 1000)

    def stop(self, key: int) -> None:
        """Somebody who watches it now stops."""
        with self.lock:
            file = self.files[key]
            if file.playing is not None:
                self.play(key, file.position(file.playing) / 1000)
            file.playing = None

    def position(self, key: int) -> int | None:
        """Where watching ended, in milliseconds of the file; None where nothing is kept of it."""
        file = self.files[key]
        if file.watch is None:
            return None
        return file.watch.end if file.is_disc else file.position(file.watch.end)

    def watched(self, key: int) -> bool:
        """Whether it counts as watched."""
        return is_watched(self.files[key], self.show_of(self.files[key]))

    # -- how it behaves

    def break_getter(self, key: int, *names: str) -> None:
        """These getters fail for a file, for what is inside it too."""
        self.files[key].broken += names

    def mend(self) -> None:
        """All is well again."""
        self.failing.clear()
        self.cap = None
        for file in self.files.values():
            file.broken.clear()

    def fail(self, command: str, error: str = "java.lang.RuntimeException: out of memory") -> None:
        """A command answers with an error from now on."""
        self.failing[command] = error

    def set_cap(self, rows: int | None) -> None:
        """Send no more rows in one answer, whatever is asked for."""
        self.cap = rows

    def set_user(self, user: str, password: str) -> None:
        """Who may ask; nobody has to say who they are when the user is ""."""
        self.user, self.password = user, password

    def set_now(self, seconds: float) -> None:
        """Its clock stands still here, in seconds since 1970."""
        self.fixed = int(seconds * 1000)

    def pass_time(self, seconds: float) -> None:
        """Its clock goes on, and stands still there."""
        self.fixed = self.now + int(seconds * 1000)

    def address(self, url: str) -> str:
        """The address at which it is served, with its user and password in it, as people have to write them there."""
        who = ":".join(quote(each, safe="") for each in (self.user, self.password))
        return f"{url.replace('://', f'://{who}@')}{self.base}" if self.user else f"{url}{self.base}"

    # -- what the stand-in reads

    def show_of(self, file: SageFile) -> SageShow:
        """What a file is a recording of."""
        return self.shows[file.show]

    def by_airing(self, airing: int) -> SageFile | None:
        """The file of an airing."""
        return next((file for file in self.files.values() if file.airing == airing), None)

    def to_json(self) -> str:
        """The whole world as text for `from_json`; counters are not kept."""
        with self.lock:
            kept = {name: getattr(self, name) for name in _KEPT}
            shows, files = ([asdict(each) for each in group.values()] for group in (self.shows, self.files))
            return json.dumps({**kept, "shows": shows, "files": files})

    @classmethod
    def from_json(cls, text: str) -> "SageWorld":
        """A world as `to_json` wrote it."""
        kept: dict[str, Any] = json.loads(text)
        world = cls()
        for name in _KEPT:
            setattr(world, name, kept[name])
        world.shows = {row["external_id"]: SageShow(**row) for row in kept["shows"]}
        for row in kept["files"]:
            watch = None if row["watch"] is None else Watch(**row["watch"])
            parts = [(path, start, length) for path, start, length in row["parts"]]
            world.files[row["id"]] = SageFile(**{**row, "watch": watch, "parts": parts})
        return world

    def _next(self) -> int:
        self.last_id += 1
        return self.last_id
