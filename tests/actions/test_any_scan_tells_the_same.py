"""DESIGN promise 6: whatever happened and whatever failed, a scan tells what a scan from scratch would tell."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parity.actions.reckon_all import reckon_all
from tests.actions.telling import facts, missing
from tests.actions.twins import Twins
from tests.actions.upheavals import OWN, WEATHER, Move, Upheaval, lateness, moves, rounds


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twins]:
    """Two houses for all examples."""
    made = Twins(tmp_path_factory.mktemp("twins"))
    yield made
    made.close()


def settle(world: Upheaval, hours: float, mode: str = "incremental", weather: str = "clear") -> None:
    """Let time pass and scan, whatever becomes of the feed meanwhile."""
    twins = world.twins
    twins.clock.on(hours=hours)
    world.pour()
    noisy = weather == "noisy"
    world.tmdb.set_noise([world.one_show(n) for n in range(3)] if noisy else [], 0 if weather == "clear" else 60)
    fault = WEATHER[weather]
    if fault is not None:
        twins.tmdb_faults.add(replace(fault))
    ended = twins.scan(mode)
    twins.tmdb_faults.clear()
    assert ended.held_libraries == 0, ended.note
    assert ended.state in ("done", "partial"), ended.note
    if any(each.until is not None and each.until < world.today() for each in world.ledger.ignored):
        reckon_all(twins.house)  # as the clock does at midnight


def tells_the_same(world: Upheaval) -> None:
    """The old house holds to be true what the new one does, and calls missing what the generator took away."""
    twins, ledger = world.twins, world.ledger
    buried, unsure = ledger.buried(), ledger.unsure()
    new = twins.from_scratch()
    told = facts(twins.house, buried)
    assert told == facts(new, buried)
    assert missing(twins.house, unsure) == ledger.missing(world.today())
    world.in_sync = True


def is_told(world: Upheaval) -> bool:
    """Whether all that happened can be seen by now."""
    return world.ledger.told_at is None or world.ledger.told_at <= world.twins.clock.at


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(begin=st.lists(moves(["grow"]), min_size=1, max_size=4), happened=rounds(4), late=lateness)
def test_an_incremental_scan_tells_what_a_scan_from_scratch_tells(
    twins: Twins, begin: list[Move], happened: list[tuple[list[Move], int, str]], late: int
) -> None:
    twins.begin()
    world = Upheaval(twins, late)
    for move in begin:
        world.do(move)
    settle(world, 0, "full")
    tells_the_same(world)
    for some, hours, weather in happened:
        for move in some:
            world.in_sync &= move[0] in OWN
            world.do(move)
        settle(world, hours, weather=weather)
        if is_told(world):
            tells_the_same(world)
    settle(world, 32)
    assert is_told(world)
    tells_the_same(world)
