"""Days on which people watch films in Plex and in SageTV, with runs between that may fail, die, or be disturbed."""

import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from parity.actions import watched_run
from parity.demo.faults import Fault, Faults
from tests.actions.both_players import MINUTE, BothPlayers, both_players
from tests.actions.household import Clock, Household

NAMES = ("a", "b", "c")
LENGTH = 60 * MINUTE
OTHER = {"plex": "sage", "sage": "plex"}
KID = "token-of-the-kid"
Where = tuple[str, str, str]
"""Who is asked, and a part of the path and of the query."""
Failing = tuple[Where, str | int, int, int | None]
"""What is met, how, after how many, and how often."""


class Killed(BaseException):
    """The process is gone, with all that it had in hand."""


@dataclass
class Fate:
    """After so many looks at the clock, or at whether to stop, the process is gone; None: it lives on."""

    left: int | None = None

    def look(self) -> None:
        if self.left is not None and threading.current_thread() is threading.main_thread():
            self.left -= 1
            if self.left < 0:
                raise Killed


@dataclass
class Mortal(Clock):
    """A clock at which a process may die."""

    fate: Fate = field(default_factory=Fate)

    def __call__(self) -> datetime:
        self.fate.look()
        return super().__call__()


class Dying(threading.Event):
    """A wish to stop at which a process may die."""

    def __init__(self, fate: Fate) -> None:
        super().__init__()
        self._fate = fate

    def is_set(self) -> bool:
        self._fate.look()
        return False


@dataclass(frozen=True)
class Stand:
    """How far one side is: a position in seconds that counts for one, 0 for none. `raw` is what it tells."""

    watched: bool
    position: int
    raw: int

    @property
    def blank(self) -> bool:
        return not self.watched and not self.position


@dataclass
class Said:
    """What somebody did last to a video, on which side; `sides`: all that were used since both last stood alike."""

    side: str
    did: str
    sides: set[str]


@dataclass
class Days:
    """Both players, and what people did to them since both stood alike; `at_work`: to which of them during a run.

    Of `copies`, which have one mark in SageTV, it is only looked at whether they come to rest.
    """

    players: BothPlayers
    fate: Fate
    unmark: bool
    said: dict[str, Said] = field(default_factory=dict)
    at_work: set[str] | None = None
    copies: bool = False

    # -- what people do

    def play(self, name: str, side: str, minutes: int) -> None:
        self._pause()
        player = self.players.play_in_plex if side == "plex" else self.players.play_in_sage
        player(name, minutes * MINUTE)
        self._note(name, side, "play" if minutes else "clear")  # to play it from its beginning takes a position away

    def mark(self, name: str, side: str) -> None:
        self._pause()
        if side == "plex":
            self.players.plex.watch(self.players.item(name), at=self.players.now)
        elif self.look(name)["sage"].watched:
            return  # which says nothing new, as SageTV keeps no date of a mark
        else:
            self.players.sage.mark(self.players.recording(name))
        self._note(name, side, "mark")

    def clear(self, name: str, side: str) -> None:
        self._pause()
        if side == "plex":
            self.players.plex.unwatch(self.players.item(name))
        else:
            self.players.sage.unmark(self.players.recording(name))
        self._note(name, side, "clear")

    def wait(self, minutes: int) -> None:
        self.players.wait(minutes * 60)

    def _pause(self) -> None:
        """Nobody does two things at once; but a run is at work at the very moment."""
        if self.at_work is None:
            self.players.wait(90)

    def _note(self, name: str, side: str, did: str) -> None:
        before = self.said[name].sides if name in self.said else set()
        self.said[name] = Said(side, did, {*before, side})
        if self.at_work is not None:
            self.at_work.add(name)

    # -- what Parity does

    def meanwhile(self, where: Where, skip: int, did: str, *args: object) -> None:
        """A run, while which somebody does something, just before an answer."""
        side, path, query = where
        act = Fault("call", path, query, times=1, skip=skip, call=lambda: getattr(self, did)(*args))
        self._faults(side).add(act)
        self.sync()

    def raced(self, where: Where, name: str, side: str, minutes: int, then: int) -> None:
        """Somebody plays it, and goes on while a run carries that over."""
        self.play(name, side, minutes)
        self.meanwhile(where, 0, "play", name, side, then)

    def sync(self, failing: Sequence[Failing] = (), looks: int | None = None) -> None:
        """A run in which this fails, and whose process is gone after so many looks at the clock."""
        for (side, path, query), kind, skip, times in failing:
            details = {"status": kind} if isinstance(kind, int) else {}
            name = "status" if isinstance(kind, int) else kind
            self._faults(side).add(Fault(name, path, query, times, skip, **details))  # type: ignore[arg-type]
        self.players.wait(600)
        before = {name: self.look(name) for name in NAMES}
        run_id = watched_run.ask(self.players.house, "sync")
        self.fate.left, self.at_work = looks, set()
        with suppress(Killed):
            watched_run.carry_out(self.players.house, run_id, Dying(self.fate))
        self.fate.left, touched, self.at_work = None, self.at_work, None
        self.players.home.plex_faults.clear()
        self.players.sage_faults.clear()
        whole = self.players.row(run_id).state in ("done", "held")
        for name in () if self.copies else touched ^ set(NAMES):
            self._check(name, before[name], whole)
        if whole:
            self.said = {name: said for name, said in self.said.items() if name in touched}
            return
        for said in self.said.values():
            said.sides |= {"plex", "sage"}  # who did what is no longer to be told apart

    def _faults(self, side: str) -> Faults:
        return self.players.home.plex_faults if side == "plex" else self.players.sage_faults

    def look(self, name: str) -> dict[str, Stand]:
        views, offset = self.players.in_plex(name)
        watched, raw = self.players.in_sage(name)
        counts = MINUTE <= raw <= LENGTH * 95 // 100 and not watched
        return {
            "plex": Stand(views > 0, offset if MINUTE <= offset <= LENGTH * 95 // 100 else 0, offset),
            "sage": Stand(watched, raw if counts else 0, raw),
        }

    def _check(self, name: str, was: dict[str, Stand], whole: bool) -> None:
        now, said = self.look(name), self.said.get(name)
        cleared = said is not None and said.did == "clear"
        if not (was["plex"].blank and was["sage"].blank) and not (cleared and self.unmark):
            assert not (now["plex"].blank and now["sage"].blank), f"what was watched of {name} went: {was}, now {now}"
        if was["plex"].watched and not (cleared and self.unmark):
            assert now["plex"].watched, f"{name} was un-marked in Plex"
        if whole and not self.unmark and not was["sage"].blank and said is not None and not cleared:
            assert not now["sage"].blank, f"{name} was un-marked in SageTV"
        if whole and said is not None and said.sides == {said.side} and not cleared:
            self._followed(name, was[said.side], now[OTHER[said.side]])

    def _followed(self, name: str, here: Stand, there: Stand) -> None:
        if here.position:
            assert abs(there.raw - here.position) <= 2 or (there.watched and not there.position), (name, here, there)
        elif here.watched:
            assert there.watched or there.raw * 100 >= 90 * LENGTH, (name, here, there)

    def at_rest(self) -> None:
        """Nothing more is written once nobody does anything any more."""
        for _ in range(3):
            self.sync()
        self.players.writes()
        self.sync()
        assert self.players.writes() == 0, "a run after which nothing happened wrote something"


@contextmanager
def days(unmark: bool, *kinds: Mapping[str, Any]) -> Iterator[Days]:
    """Three films of an hour that both have; in SageTV they are of these kinds."""
    with tempfile.TemporaryDirectory() as folder:
        fate = Fate()
        home = Household(Path(folder), clock=Mortal(fate=fate))
        players = both_players(home)
        try:
            for number, name in enumerate(NAMES):
                players.film(name, **(kinds[number] if kinds else {}))
            players.settings(sagetv_unmark="true" if unmark else "false")
            players.plex.begin(players.item("a"), 7_000, at=7, token=KID)
            yield Days(players, fate, unmark, copies=bool(kinds))
            kid = {key: each.told() for key, each in players.plex.viewings.kept[KID].items()}
            assert kid == {players.item("a"): {"viewOffset": 7_000, "lastViewedAt": 7}}, "somebody else's was touched"
        finally:
            players.close()
            home.close()
