"""DESIGN promise 6: whatever happened and whatever failed, a scan tells what a scan from scratch would tell.

The generator keeps a ledger of its own: what is missing is what it took away, worked out without Parity's rules.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.actions.counterexamples import ANY_FAILURE, ANY_SCAN, and_those
from tests.actions.household import Impatient
from tests.actions.misfortunes import Misfortune, befall, clear, misfortunes
from tests.actions.telling import Facts, facts, missing, neither
from tests.actions.twins import Twins
from tests.actions.upheavals import OWN, WEATHER, Move, Round, Upheaval, heals, lateness, moves, rounds
from tests.store.facts import facts as dump
from tests.store.facts import writes

MODES = ("incremental", "full", "refresh", "show")
beginnings = st.lists(moves(["grow"]), min_size=1, max_size=4)
in_trouble = st.tuples(
    st.lists(moves(), max_size=5), st.sampled_from((1, 13, 25)), st.sampled_from(MODES), misfortunes()
)


def some(part: int) -> settings:
    """One in so many of the examples that the profile wants: each of these takes a second or so."""
    few = settings().max_examples // part
    return settings(max_examples=few, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twins]:
    """Two houses for all examples."""
    made = Twins(tmp_path_factory.mktemp("twins"))
    yield made
    made.close()


@pytest.mark.long
@some(5)
@given(beginnings, rounds(3), lateness)
@and_those(ANY_SCAN.values())
def test_an_incremental_scan_tells_what_a_scan_from_scratch_tells(
    twins: Twins, begin: list[Move], happened: list[Round], late: int
) -> None:
    world = settled(twins, begin, late)
    for turn in happened:
        live_through(world, turn)
        if is_told(world):
            tells_the_same(world)
    settle(world, 32)
    assert is_told(world)
    tells_the_same(world)


@pytest.mark.long
@some(8)
@given(beginnings, heals(2))
def test_a_heal_tells_of_what_it_reads_what_a_scan_from_scratch_tells(
    twins: Twins, begin: list[Move], happened: list[Round]
) -> None:
    world = settled(twins, begin)
    for turn in happened:
        live_through(world, turn)
        tells_the_same(world)


@pytest.mark.long
@some(7)
@given(beginnings, rounds(1), st.sampled_from(("incremental", "full")), st.sampled_from(MODES))
def test_a_second_scan_of_any_mode_writes_nothing(
    twins: Twins, begin: list[Move], happened: list[Round], first: str, second: str
) -> None:
    world = settled(twins, begin)
    for turn in happened:
        live_through(world, turn)
    settle(world, 25, first)
    engine = twins.house.database.engine
    before = dump(engine)
    with writes(engine) as written:
        ended = twins.scan(second, *(twins.show_ids() if second == "show" else ()))
    assert (dict(written), ended.new_missing, ended.resolved) == ({}, 0, 0)
    assert dump(engine) == before


@pytest.mark.long
@some(5)
@given(beginnings, st.lists(in_trouble, min_size=1, max_size=3))
@and_those(ANY_FAILURE.values())
def test_no_failure_outside_changes_a_result_to_a_wrong_one(
    twins: Twins, begin: list[Move], happened: list[tuple[list[Move], int, str, list[Misfortune]]]
) -> None:
    world = settled(twins, begin)
    for changes, hours, mode, trouble in happened:
        happen(world, changes)
        twins.clock.on(hours=hours)
        world.pour()
        buried = world.ledger.buried()
        was, gaps, decided = facts(twins.house, buried), missing(twins.house), twins.decided()
        named = twins.show_ids() if mode == "show" else []
        undisturbed = twins.undisturbed(mode, *named)
        right, right_gaps = facts(undisturbed, buried), missing(undisturbed)
        scan_in_trouble(world, mode, named, trouble)
        assert neither(facts(twins.house, buried), was, right) == {}
        assert missing(twins.house) <= gaps | right_gaps
        assert twins.decided() == decided
    settle(world, 25)
    tells_the_same(world)


# -- how a world goes on


def settled(twins: Twins, begin: list[Move], late: int = 0) -> Upheaval:
    """A world that has just begun, all of which both houses know."""
    twins.begin()
    world = Upheaval(twins, late)
    for move in begin:
        world.do(move)
    settle(world, 0, "full")
    tells_the_same(world)
    return world


def happen(world: Upheaval, some: list[Move]) -> None:
    """What is to happen happens; the owner decides only while the house knows the worlds as they are."""
    for move in some:
        world.in_sync &= move[0] in OWN
        world.do(move)


def live_through(world: Upheaval, turn: Round) -> None:
    """Things happen, time passes, and a scan sees what it can."""
    happened, hours, weather, before = turn
    known, shelves = world.in_sync and is_told(world), world.ledger.shelves()
    happen(world, happened)
    if before == "heal":
        heal(world, shelves, known)
    elif before == "library":
        world.twins.scan("incremental", libraries=("1",))
    elif before is not None:
        world.twins.scan(before, *(world.twins.show_ids() if before == "show" else ()))
    settle(world, hours, weather=weather)


def heal(world: Upheaval, before: dict[int, tuple[object, ...]], known: bool) -> None:
    """Events tell of the shows that something happened to; when all else was `known`, that makes those right."""
    twins, now = world.twins, world.ledger.shelves()
    told = {key for key in before.keys() | now.keys() if before.get(key) != now.get(key)}
    were, sections = facts(twins.house), {key: int(str(shelf[0])) for key, shelf in (before | now).items()}
    twins.heal((sections[key], key) for key in told)
    if known and told:
        heals_the_same(world, {str(key) for key in told}, were)


def settle(world: Upheaval, hours: float, mode: str = "incremental", weather: str = "clear") -> None:
    """Let time pass and scan, whatever becomes of the feed meanwhile."""
    twins, fault = world.twins, WEATHER[weather]
    twins.clock.on(hours=hours)
    world.pour()
    noise = [world.one_show(n) for n in range(2)] if weather == "noisy" else []
    world.tmdb.set_noise(noise, 0 if weather == "clear" else 60)
    if fault is not None:
        twins.tmdb_faults.add(replace(fault))
    ended = twins.scan(mode)
    clear(twins)
    assert (ended.held_libraries, ended.state in ("done", "partial")) == (0, True), ended.note


def scan_in_trouble(world: Upheaval, mode: str, named: list[int], trouble: list[Misfortune]) -> None:
    """One scan while things go wrong; if it is stopped, it goes on when they do so no more."""
    twins, stop = world.twins, Impatient()
    befall(twins, trouble, stop, any(copy.kind == "two" for copy in world.ledger.copies.values()))
    twins.scan(mode, *named, stop=stop)
    clear(twins)
    if stop.is_set():
        twins.scan(mode)


# -- what is claimed


def is_told(world: Upheaval) -> bool:
    """Whether all that happened can be seen by now."""
    return world.ledger.told_at is None or world.ledger.told_at <= world.twins.clock.at


def heals_the_same(world: Upheaval, told: set[str], were: Facts) -> None:
    """Of each show that a copy of these keys was or is of, the old house holds to be true what a new one does."""
    twins, buried = world.twins, world.ledger.buried()
    old, new = facts(twins.house, buried), facts(twins.from_scratch(), buried)
    of = {
        who for known in (were, old, new) for who, fact in known.items() if told & {key for *_, key in fact["copies"]}
    }
    gone = {who for who, fact in were.items() if buried & {key for *_, key in fact["copies"]}}
    assert {who: old.get(who) for who in of - gone} == {who: new.get(who) for who in of - gone}


def tells_the_same(world: Upheaval) -> None:
    """The old house holds to be true what the new one does, and calls missing what the generator took away."""
    twins, ledger = world.twins, world.ledger
    buried, unsure = ledger.buried(), ledger.unsure()
    new = twins.from_scratch()
    assert facts(twins.house, buried) == facts(new, buried)
    told, true, odd = missing(twins.house, unsure), ledger.missing(world.today()), ledger.oddly_numbered()
    assert told <= true
    assert {gap for gap in true if gap[0] not in odd} <= told
    world.in_sync = True
