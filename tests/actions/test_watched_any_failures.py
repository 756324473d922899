"""Whatever people do, whatever fails and wherever a run dies: nothing watched is lost, and it comes to rest."""

import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parity.actions import watched_run
from parity.demo.faults import Fault
from tests.actions.both_players import BothPlayers, both_players
from tests.actions.household import Clock, Household

NAMES = ("a", "b", "c")
NAME, SIDE = st.sampled_from(NAMES), st.sampled_from(["plex", "sage"])
MINUTE = 60
LENGTH = 60 * MINUTE
OTHER = {"plex": "sage", "sage": "plex"}
KID = "token-of-the-kid"

# What is asked of whom, as a path and a part of its query. Reading that breaks off is repeated after a while, which
# would make the test wait; changes are sent once, so that they may suffer whatever there is.
READS = [
    ("plex", "/library/sections", ""),
    ("plex", "/all", ""),
    ("plex", "/library/metadata", ""),
    ("plex", "/status/sessions", ""),
    ("plex", "/:/prefs", ""),
    ("sage", "/sagex/api", "GetMediaFiles"),
    ("sage", "/sagex/api", "GetMediaFileForID"),
]
WRITES = [
    ("plex", "/:/scrobble", ""),
    ("plex", "/:/timeline", ""),
    ("sage", "/sagex/api", "c=SetWatched&"),
    ("sage", "/sagex/api", "SetWatchedTimes"),
    ("sage", "/sagex/api", "ClearWatched"),
]
KINDS = ["html", "garbage", "wrong_type", "wrong_string", 400, 401, 403, 404]
LISTS = [("plex", "/all", ""), ("sage", "/sagex/api", "GetMediaFiles")]
SKIPPED, TIMES = st.integers(0, 2), st.sampled_from([1, 2, None])
FAILING = st.one_of(
    st.tuples(st.sampled_from(READS), st.sampled_from(KINDS), SKIPPED, TIMES),
    st.tuples(st.sampled_from(WRITES), st.sampled_from([*KINDS, "closed", "lost", 500, 503]), SKIPPED, TIMES),
    st.tuples(st.sampled_from(LISTS), st.sampled_from(["cut_page", "empty_page"]), SKIPPED, TIMES),
)
LOOKS = st.one_of(st.none(), st.integers(0, 80))
PLAY = st.tuples(st.just("play"), NAME, SIDE, st.integers(0, 60))
STEPS = st.lists(
    st.one_of(
        PLAY,
        PLAY,
        st.tuples(st.sampled_from(["mark", "clear"]), NAME, SIDE),
        st.tuples(st.just("wait"), st.sampled_from([1, 90, 1500])),
        st.tuples(st.just("sync"), st.lists(FAILING, max_size=2), LOOKS),
        st.tuples(st.just("sync"), st.just([]), st.none()),
    ),
    max_size=10,
)
Failing = tuple[tuple[str, str, str], str | int, int, int | None]


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
    """Both players, and what people did to them since both stood alike."""

    players: BothPlayers
    fate: Fate
    unmark: bool
    said: dict[str, Said] = field(default_factory=dict)

    # -- what people do

    def play(self, name: str, side: str, minutes: int) -> None:
        self.players.wait(90)
        player = self.players.play_in_plex if side == "plex" else self.players.play_in_sage
        player(name, minutes * MINUTE)
        self._note(name, side, "play" if minutes else "clear")  # to play it from its beginning takes a position away

    def mark(self, name: str, side: str) -> None:
        self.players.wait(90)
        if side == "plex":
            self.players.plex.watch(self.players.item(name), at=self.players.now)
        elif self.look(name)["sage"].watched:
            return  # which says nothing new, as SageTV keeps no date of a mark
        else:
            self.players.sage.mark(self.players.recording(name))
        self._note(name, side, "mark")

    def clear(self, name: str, side: str) -> None:
        self.players.wait(90)
        if side == "plex":
            self.players.plex.unwatch(self.players.item(name))
        else:
            self.players.sage.unmark(self.players.recording(name))
        self._note(name, side, "clear")

    def wait(self, minutes: int) -> None:
        self.players.wait(minutes * 60)

    def _note(self, name: str, side: str, did: str) -> None:
        before = self.said[name].sides if name in self.said else set()
        self.said[name] = Said(side, did, {*before, side})

    # -- what Parity does

    def sync(self, failing: Sequence[Failing] = (), looks: int | None = None) -> None:
        for (side, path, query), kind, skip, times in failing:
            faults = self.players.home.plex_faults if side == "plex" else self.players.sage_faults
            details = {"status": kind} if isinstance(kind, int) else {}
            name = "status" if isinstance(kind, int) else kind
            faults.add(Fault(name, path, query, times, skip, **details))  # type: ignore[arg-type]
        self.players.wait(600)
        before = {name: self.look(name) for name in NAMES}
        run_id = watched_run.ask(self.players.house, "sync")
        self.fate.left = looks
        with suppress(Killed):
            watched_run.carry_out(self.players.house, run_id, Dying(self.fate))
        self.fate.left = None
        self.players.home.plex_faults.clear()
        self.players.sage_faults.clear()
        whole = self.players.row(run_id).state in ("done", "held")
        for name in NAMES:
            self._check(name, before[name], whole)
        if whole:
            self.said.clear()
        for said in self.said.values():
            said.sides |= {"plex", "sage"}  # who did what is no longer to be told apart

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
        for _ in range(3):
            self.sync()
        self.players.writes()
        self.sync()
        assert self.players.writes() == 0, "a run after which nothing happened wrote something"


@contextmanager
def days(unmark: bool) -> Iterator[Days]:
    """Three films of an hour that both have, of which two were watched."""
    with tempfile.TemporaryDirectory() as folder:
        fate = Fate()
        home = Household(Path(folder), clock=Mortal(fate=fate))
        players = both_players(home)
        try:
            for name in NAMES:
                players.film(name)
            players.settings(sagetv_unmark="true" if unmark else "false")
            players.plex.begin(players.item("a"), 7_000, at=7, token=KID)
            yield Days(players, fate, unmark)
        finally:
            players.close()
            home.close()


@pytest.mark.long
@settings(max_examples=40)
@given(STEPS, st.booleans())
def test_nothing_is_lost_to_failures_and_it_comes_to_rest(steps: list[tuple[object, ...]], unmark: bool) -> None:
    with days(unmark) as made:
        made.play("a", "sage", 30)
        made.mark("b", "plex")
        made.sync()
        for name, *args in steps:
            getattr(made, str(name))(*args)
        made.at_rest()
        kid = made.players.plex.viewings.kept[KID]
        assert {key: each.told() for key, each in kid.items()} == {
            made.players.item("a"): {"viewOffset": 7_000, "lastViewedAt": 7}
        }, "somebody else's state was touched"
