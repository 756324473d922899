"""The nouns of the fake SageTV, and the rules by which it counts something as watched. All times are milliseconds.

Its rules are its own, and not those of `core.sagetv`: they must not be the ones that they are to prove.
"""

from dataclasses import dataclass, field

KINDS = "TVDB"
"""Recordings, videos, DVDs and Blu-rays, as the letters of a mask name them."""
_TOO_SHORT = 5_000


@dataclass(slots=True)
class SageShow:
    """An episode or a film, of which there may be several recordings. `unique`: its id means this one alone.

    `last_watched`: not 0 when it counts as watched, whichever copy was.
    """

    external_id: str
    title: str
    episode: str = ""
    season: int = 0
    number: int = 0
    category: str = ""
    year: str = ""
    running: int = 0
    unique: bool = True
    last_watched: int = 0

    @property
    def is_film(self) -> bool:
        return self.category == "Movie" or self.external_id.startswith("MV")


@dataclass(slots=True)
class Watch:
    """What was watched of a recording, by the clock of its broadcast, and when that was; both real times 0: by hand."""

    start: int
    end: int
    real_start: int = 0
    real_end: int = 0

    @property
    def duration(self) -> int:
        return self.end - self.start


@dataclass(slots=True)
class SageFile:
    """A file in SageTV with its airing. `kind`: a letter of `KINDS`. `parts`: path, start and length of each file.

    `playing`: up to where somebody watches it now. `broken`: getters that fail. `properties`: what was looked up of it.
    """

    id: int
    airing: int
    show: str
    kind: str
    parts: list[tuple[str, int, int]]
    on_air: int
    length: int
    watch: Watch | None = None
    recording: bool = False
    playing: int | None = None
    broken: list[str] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)

    @property
    def start(self) -> int:
        return self.parts[0][1]

    @property
    def end(self) -> int:
        return self.parts[-1][1] + self.parts[-1][2]

    @property
    def is_disc(self) -> bool:
        return self.kind in "DB"

    def position(self, moment: int) -> int:
        """How much of all its files lies before a moment of the clock; what goes on after the last one counts too."""
        *closed, (_, begun, _) = self.parts
        before = sum(min(max(moment - start, 0), length) for _, start, length in closed)
        return before + max(moment - begun, 0)

    def moment(self, position: int) -> int:
        """When by the clock so much of all its files is over."""
        over = 0
        for _, start, length in self.parts:
            if position < over + length:
                return start + position - over
            over += length
        return self.end + position - over


def is_full(file: SageFile, show: SageShow) -> bool:
    """Whether what was watched of it is all of it: SageTV's `isFullWatch`, where the running time says nothing."""
    if file.kind == "D":
        return show.last_watched > 0
    return file.watch is not None and _counts(file, show, file.watch.duration, running=0)


def is_watched(file: SageFile, show: SageShow) -> bool:
    """SageTV's `IsWatched`: any copy of the show was, or this one."""
    return (show.unique and show.last_watched > 0) or is_full(file, show)


def set_watched(file: SageFile, show: SageShow) -> None:
    """As by hand: from the beginning to the end, and nobody knows when."""
    show.last_watched = max(show.last_watched, file.on_air)
    whole = Watch(0, file.length) if file.is_disc else Watch(file.on_air, file.on_air + file.length)
    _add(file, whole)


def set_times(file: SageFile, show: SageShow, end: int, real_start: int, now: int, start: int | None = None) -> None:
    """Watched up to here, from the beginning of the file unless `start` says otherwise, as it does for a disc.

    What is too short is not kept, and the end of before stays where it is later.
    """
    start = file.start if start is None else start
    start = start if file.is_disc else max(file.on_air, start)
    end = end if file.is_disc else min(file.on_air + file.length, end)
    if end - start <= _TOO_SHORT:
        return
    before = file.watch
    seen = end - start if before is None else max(end, before.end) - min(start, before.start)
    if file.kind != "D" and _counts(file, show, seen, show.running):
        show.last_watched = max(show.last_watched, file.on_air)
    _add(file, Watch(start, end, real_start, now))


def clear_watched(file: SageFile, show: SageShow) -> None:
    """Nothing of it was ever watched, nor any copy of it."""
    show.last_watched = 0
    file.watch = None


def latest(file: SageFile, now: int) -> int:
    """Where playing would go on, by the clock of the broadcast: its beginning again near the end."""
    at = max(file.on_air, file.watch.end if file.watch else 0)
    end = min(file.end, file.on_air + file.length) if not file.recording else file.on_air + file.length
    over = file.on_air + file.length < now or file.kind != "T"
    return file.on_air if end - at < 15_000 and over else at


def _counts(file: SageFile, show: SageShow, watched: int, running: int) -> bool:
    cut = file.length - running
    length = running if running > 10_000 and 0 < cut < 20 * 60_000 else file.length
    rest = 10 * 60_000 if show.is_film else 5 * 60_000
    return length > 0 and length - watched < rest and watched / length > 0.66


def _add(file: SageFile, watch: Watch) -> None:
    if file.watch is not None:
        watch.start, watch.end = min(watch.start, file.watch.start), max(watch.end, file.watch.end)
    file.watch = watch
