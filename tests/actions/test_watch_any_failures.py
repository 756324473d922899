"""Whatever fails and wherever a run dies: nothing goes that nobody took off, and once all answer both lists meet."""

import tempfile
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parity.actions.watch_run import ask, carry_out
from parity.demo.faults import Fault
from parity.demo.simkl_world import JANE
from tests.actions.both_lists import SIMKL_FROM, BothLists, both_lists

TITLES = st.sampled_from(range(5))
SIDES = st.sampled_from(["plex", "simkl"])
PLACES = {
    "plex": ("user", "watchlist/all", "userState", "addToWatchlist", "removeFromWatchlist", "matches", "metadata/0"),
    "simkl": ("activities", "all-items", "add-to-list", "history/remove", "watched"),
}
# Those that are sent once more after a while would make the test wait.
KINDS = st.sampled_from(["html", "garbage", "wrong_type", "wrong_string", 400, 401, 403, 404, 409, 412, 422])
SKIPPED = st.integers(0, 3)
FAILING = st.one_of(
    SIDES.flatmap(lambda side: st.tuples(st.just(side), st.sampled_from(PLACES[side]), KINDS, SKIPPED)),
    st.tuples(st.just("plex"), st.just("watchlist/all"), st.just("cut_page"), SKIPPED),
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("wish"), SIDES, TITLES),
        st.tuples(st.just("drop"), SIDES, TITLES),
        st.tuples(st.just("watch"), TITLES),
        st.tuples(st.just("run"), st.lists(FAILING, max_size=2), st.one_of(st.none(), st.integers(0, 60))),
    ),
    max_size=8,
)


class Killed(BaseException):
    """The process is gone, with all that it had in hand."""


class Dying(threading.Event):
    """Looked at so often, by who works: then the process is gone."""

    def __init__(self, looks: int | None) -> None:
        super().__init__()
        self._left = looks

    def is_set(self) -> bool:
        if self._left is not None and threading.current_thread() is threading.main_thread():
            self._left -= 1
            if self._left < 0:
                raise Killed
        return False


class Day:
    """Both services, and what people did to them: who took what off, and has not put it on again since."""

    def __init__(self, lists: BothLists) -> None:
        self.lists = lists
        self.gone: dict[str, set[int]] = {"plex": set(), "simkl": set()}

    def wish(self, side: str, number: int) -> None:
        there = self.listed(side)
        if number not in there:
            (self.lists.wish if side == "plex" else self.lists.put)(number)
            for each in self.gone.values():
                each.discard(number)

    def drop(self, side: str, number: int) -> None:
        if number in (self.listed("plex") if side == "plex" else self.known()):
            (self.lists.unwish if side == "plex" else self.lists.take)(number)
            self.gone[side].add(number)

    def watch(self, number: int) -> None:
        if number in self.known():
            self.lists.simkl.watch(SIMKL_FROM + number)
            self.gone["simkl"].add(number)

    def run(self, failing: list[tuple[str, str, str | int, int]] = [], looks: int | None = None) -> None:  # noqa: B006
        for side, path, kind, skip in failing:
            faults = self.lists.plex_faults if side == "plex" else self.lists.simkl_faults
            details = {"status": kind} if isinstance(kind, int) else {}
            faults.add(Fault("status" if isinstance(kind, int) else kind, path, skip=skip, **details))  # type: ignore[arg-type]
        before = {side: self.listed(side) for side in ("plex", "simkl")}
        history = self.lists.on_simkl("completed")
        self.lists.wait(3600)
        with suppress(Killed):
            carry_out(self.lists.house, ask(self.lists.house, "sync"), Dying(looks), settle=0)
        self.lists.heal()
        self.lists.connect()
        for side, other in (("plex", "simkl"), ("simkl", "plex")):
            lost = before[side] - self.listed(side)
            assert lost <= self.gone[other], f"{lost - self.gone[other]} went from {side} and nobody had taken it off"
        assert history <= self.lists.on_simkl("completed"), "what had been watched was moved back or lost"

    def listed(self, side: str) -> set[int]:
        return self.lists.on_plex() if side == "plex" else self.lists.on_simkl()

    def known(self) -> set[int]:
        return {number - SIMKL_FROM for number in self.lists.simkl.library(JANE).rows}


@pytest.mark.long
@settings(max_examples=30)
@given(STEPS)
def test_nothing_is_lost_to_failures_and_both_lists_meet(steps: list[tuple[object, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder, both_lists(Path(folder)) as lists:
        day = Day(lists)
        lists.on_both(0, 1, 2)
        day.run()
        for name, *args in steps:
            getattr(day, str(name))(*args)
        lists.wait(40 * 86_400)  # what was not found for a while is looked for again
        day.run()
        day.run()
        lists.writes()
        day.run()
        assert lists.writes() == 0, "a run after which nothing happened wrote something"
        assert lists.on_simkl() <= lists.on_plex()
        assert lists.on_plex() - lists.on_simkl() <= lists.on_simkl("completed")
