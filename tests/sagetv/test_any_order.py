"""Whatever was done at the television before: SageTV keeps the position that it is told, and nothing else is lost."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sagetv.conftest import Service

MINUTE = 60_000
TOO_SHORT = 5_000
SECONDS = st.integers(0, 62 * 60)
DONE = st.one_of(
    st.tuples(st.just("play"), SECONDS),
    st.tuples(st.just("place"), SECONDS),
    st.tuples(st.just("move"), SECONDS),
    st.tuples(st.sampled_from(["mark", "unmark"]), st.just(0)),
)


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    made = Service()
    yield made
    made.close()


@given(
    early=st.integers(-90, 150),
    film=st.booleans(),
    parted=st.booleans(),
    before=st.lists(DONE, max_size=3),
    last=SECONDS,
)
def test_a_position_is_kept_whichever_way_it_lies(
    service: Service, early: int, film: bool, parted: bool, before: list[tuple[str, int]], last: int
) -> None:
    world, asks = service.world, service.asks
    world.files.clear()
    more = (("/tv/second.mpg", 45, 1800),) if parted else ()
    known = f"{'MV' if film else 'EP'}{world.last_id}"
    key = world.add_recording(
        "Any", "/tv/first.mpg", minutes=30 if parted else 60, early=early, more=more, external_id=known
    )
    file = world.files[key]
    for name, seconds in [*before, ("move", last)]:
        if name == "move":
            asks.move(service.video(key), seconds * 1000, None)
        else:
            getattr(world, name)(key, *([seconds] if name in ("play", "place") else []))
    video = service.video(key)
    last_moment = file.on_air + file.length - file.start - (45_000 if parted else 0)
    wanted, least = last * 1000, TOO_SHORT + max(0, early) * 1000
    if wanted <= least:
        assert (video.state.watched, world.position(key)) == (False, None)
    else:
        assert video.state.position == min(wanted, last_moment)
        assert video.watched_from is not None
        assert video.state.watched is (video.state.position >= video.watched_from)
