"""DESIGN promise 6 for films: whatever happened and failed, a scan tells what a scan from scratch would tell."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from parity.actions.ports import House
from parity.demo.faults import Fault
from parity.store import collections, films, held_films
from parity.store.films import FilmRow
from tests.actions.film_moves import OWNER, PLEX, TMDB, Move, Pictures, moves
from tests.actions.twins import Twins
from tests.store.facts import facts as dump
from tests.store.facts import writes

FAULTS = {
    "films unknown": (False, Fault("status", "/movie/", status=503)),
    "collections unknown": (False, Fault("status", "/collection/", status=503)),
    "nonsense": (False, Fault("wrong_type", "/movie/", skip=1)),
    "cut": (True, Fault("cut_page", "/all$")),
    "closed": (True, Fault("closed", "/sections/2/all$")),
}
rounds = st.lists(
    st.tuples(
        st.one_of(moves(*PLEX, *OWNER), moves(*PLEX, *TMDB, *OWNER)),
        st.sampled_from((0, 1, 8, 40)),
        st.sampled_from(("incremental", "incremental", "full", "refresh")),
        st.none() | st.sampled_from(sorted(FAULTS)),
    ),
    min_size=1,
    max_size=2,
)
Rounds = list[tuple[list[Move], int, str, str | None]]


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twins]:
    """Two houses for all examples."""
    made = Twins(tmp_path_factory.mktemp("twins"))
    yield made
    made.close()


@pytest.mark.long
@settings(max_examples=settings().max_examples // 3, suppress_health_check=[HealthCheck.too_slow])
@example([("own", 0, 1)], [([("own", 4, 4)], 0, "incremental", None)])  # asked for its days before it came
@given(moves("own"), rounds)
def test_an_incremental_scan_of_films_tells_what_one_from_scratch_tells(
    twins: Twins, begin: list[Move], happened: Rounds
) -> None:
    twins.begin()
    world = Pictures(twins)
    for move in begin:
        world.do(move)
    twins.scan("full")
    for changes, days, mode, trouble in happened:
        for move in changes:
            world.do(move)
        twins.clock.on(days=days)
        if trouble is not None:
            of_plex, fault = FAULTS[trouble]
            (twins.plex_faults if of_plex else twins.tmdb_faults).add(
                Fault(fault.kind, fault.path, status=fault.status, skip=fault.skip)
            )
        twins.scan(mode)
        twins.plex_faults.clear()
        twins.tmdb_faults.clear()
    if any(trouble or any(move[0] in TMDB for move in changes) for changes, _, _, trouble in happened):
        twins.clock.on(days=91)  # TMDB tells of no change: the ages tell (RULES R12)
    assert twins.scan("incremental").state == "done"
    assert told(twins.house) == told(twins.from_scratch())
    before = dump(twins.house.database.engine)
    with writes(twins.house.database.engine) as written:
        again = twins.scan("incremental")
    assert (dict(written), again.new_missing, again.resolved) == ({}, 0, 0)
    assert dump(twins.house.database.engine) == before


def told(house: House) -> dict[str, object]:
    """Which film each item is and where it belongs, and how every part of every collection stands today."""
    today = house.today()
    with house.database.reading() as connection:
        rows = {row.id: row for row in films.every(connection)}
        items = {item.rating_key: _identity(rows[item.film_id]) for item in held_films.every(connection) if item.live}
        parts = {
            (row.collection_id, row.part.tmdb_id): (
                row.part.title,
                row.part.released_on,
                row.standing.owned,
                row.standing.due_on and max(row.standing.due_on, today),
                row.standing.hidden(today) and row.standing.hidden_by,
            )
            for row in collections.parts_of(connection)
        }
        names = {row.id: (row.name, row.ignored_by) for row in collections.every(connection).values()}
    return {"items": items, "parts": parts, "collections": names}


def _identity(row: FilmRow) -> tuple[object, ...]:
    return row.standing, row.tmdb_id if row.standing == "matched" else None, row.collection_id
