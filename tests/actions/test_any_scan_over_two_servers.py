"""Whatever happens on two servers, one of them silent now and then: an incremental scan tells what a full one would."""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parity.demo.faults import Fault, Faults
from parity.demo.plex_world import PlexWorld
from tests.actions.household import Household
from tests.actions.neighbours import Neighbour
from tests.store.facts import facts

TITLES = ("Alder", "Birch", "Cedar")
Move = tuple[bool, str, int, int]
"""On the second server; what; which show; which episode."""


def add(world: PlexWorld, show: int, number: int) -> None:
    """An episode more."""
    world.add_episode(show, 1, number)


def remove(world: PlexWorld, show: int, number: int) -> None:
    """The first episode that is there, if any."""
    for key in list(world.episodes[show])[:1]:
        world.remove_episode(key)


def renumber(world: PlexWorld, show: int, number: int) -> None:
    """The first episode becomes another one."""
    for key in list(world.episodes[show])[:1]:
        world.renumber_episode(key, 1, number)


def lose(world: PlexWorld, show: int, number: int) -> None:
    """The whole show goes."""
    world.remove_show(show)


HAPPENINGS: dict[str, Callable[[PlexWorld, int, int], None]] = {
    "add": add,
    "remove": remove,
    "renumber": renumber,
    "lose": lose,
}
moves = st.tuples(st.booleans(), st.sampled_from([*HAPPENINGS, "silence"]), st.integers(0, 2), st.integers(1, 4))


def play(move: Move, worlds: tuple[PlexWorld, PlexWorld], faults: tuple[Faults, Faults]) -> bool:
    """Make a move; whether it leaves a server silent."""
    second, what, which, number = move
    if what == "silence":
        faults[second].add(Fault("closed"))
        return True
    world = worlds[second]
    with suppress(LookupError):  # the show went before
        HAPPENINGS[what](world, world.find_show(TITLES[which]), number)
    return False


def furnished(folder: Path) -> tuple[Household, Neighbour]:
    """Two servers with the same three shows, each with episodes of its own under the same keys."""
    household = Household(folder)
    barn = Neighbour(household, "Barn")
    barn.keep()
    for tmdb_id, title in enumerate(TITLES, 1):
        household.broadcast(tmdb_id, title, {1: 4})
        household.own(title, tmdb_id, {1: [1]})
    with barn.here():
        for tmdb_id, title in reversed([*enumerate(TITLES, 1)]):  # so that a key means another show there
            household.own(title, tmdb_id, {1: [2]}, guid=f"plex://show/{tmdb_id:024x}")
    household.own("Rest", household.broadcast(9, "Rest", {1: 2}), {1: [1]}, library="Rest")
    return household, barn


@pytest.mark.long
@settings(max_examples=12, deadline=None)
@given(st.lists(moves, min_size=1, max_size=8))
def test_an_incremental_scan_over_two_servers_tells_what_a_full_one_would(script: list[Move]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        household, barn = furnished(Path(folder) / "data")
        worlds, faults = (household.plex, barn.world), (household.plex_faults, barn.faults)
        try:
            household.scan()
            for move in script:
                silent = play(move, worlds, faults)
                before = household.missing()
                scan = household.scan("incremental")
                assert scan.state == "partial" or not silent
                assert not silent or household.missing() == before, "what nobody answered for changed"
                household.mend()
                barn.faults.clear()
            ended = household.scan("incremental", accept_shrink=True)
            told, missing = facts(household.house.database.engine), household.missing()
            household.scan(accept_shrink=True)
            assert (ended.state, household.missing()) == ("done", missing)
            assert facts(household.house.database.engine) == told
        finally:
            household.close()
            barn.move_out()
