"""Whatever stands at TheTVDB and whatever goes wrong on the way: the answer is what stands there, or there is none."""

import tempfile
from collections.abc import Sequence
from contextlib import closing

from hypothesis import given, settings
from hypothesis import strategies as st

from parity.cache import open_cache
from parity.core.failures import Failure
from parity.demo.faults import Fault
from parity.demo.tvdb_records import TvdbEpisode
from parity.demo.tvdb_world import TvdbWorld
from tests.tvdb.conftest import Town

ORDERS = ("official", "dvd")
KINDS = ("cut_page", "repeat_page", "empty_page", "total_disagrees", "truncated", "html", "wrong_type", "closed")
places = st.none() | st.tuples(st.integers(0, 3), st.integers(0, 5))
changes = st.lists(st.tuples(st.integers(0, 14), st.sampled_from(ORDERS), places), max_size=6)
faults = st.none() | st.tuples(
    st.sampled_from(KINDS), st.sampled_from(("page=0", "page=1", "page=")), st.integers(1, 3)
)


def standing(world: TvdbWorld, order: str) -> dict[tuple[int, int], set[int]]:
    """Ids by season and number: two of one number may both be right."""
    found: dict[tuple[int, int], set[int]] = {}
    episodes: Sequence[TvdbEpisode] = list(world.series[1].episodes.values())
    for episode in episodes:
        season, number = episode.places.get(order, (None, None))
        if season is not None and number is not None:
            found.setdefault((season, number), set()).add(episode.id)
    return found


@settings(max_examples=settings().max_examples // 2)
@given(
    numbered=st.lists(st.tuples(places, places), max_size=12),
    size=st.integers(1, 5),
    steps=st.lists(st.tuples(changes, faults), min_size=1, max_size=4),
)
def test_an_answer_is_what_stands_there_or_there_is_none(
    numbered: list[tuple[tuple[int, int] | None, tuple[int, int] | None]],
    size: int,
    steps: list[tuple[list[tuple[int, str, tuple[int, int] | None]], tuple[str, str, int] | None]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, closing(open_cache(f"sqlite:///{folder}/cache.db")) as cache:
        town = Town(cache)
        town.world.page_size = size
        town.world.add_series(1, "One")
        for nth, (official, dvd) in enumerate(numbered):
            town.world.add_episode(1, nth, f"Part {nth}", None, official, dvd=dvd)
        for moves, fault in steps:
            for nth, order, place in moves:
                if nth < len(numbered):
                    town.world.place_episode(1, nth, order, place)
            if fault is not None:
                town.faults.add(Fault(fault[0], "/episodes/", fault[1], rows=fault[2]))
            for order in ORDERS:
                try:
                    show = town.tvdb.show(1, order)
                except Failure:
                    assert fault is not None
                    continue
                there = standing(town.world, order)
                assert [(e.season, e.number) for e in show.episodes] == sorted(there)
                assert all(e.episode_id in there[e.season, e.number] for e in show.episodes)
                assert town.tvdb.remembered(1, order) == show
            town.faults.clear()
        town.caller.close()
        town.doorway.move_out()
