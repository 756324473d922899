"""Series at TheTVDB, which count the same episodes in several orders."""

from collections.abc import Mapping
from datetime import date, timedelta

from parity.demo.tvdb_world import TvdbWorld

LONG_AGO = date(1980, 1, 1)


def add_series(
    tvdb: TvdbWorld, series_id: int, title: str, orders: Mapping[str, Mapping[int, int]], **facts: object
) -> int:
    """A series whose orders hold the same episodes, in turn: {"official": {1: 3}, "dvd": {1: 2, 2: 1}}.

    The nth episode has the id series_id * 1000 + n and is aired n days after the first of 1980.
    """
    tvdb.add_series(series_id, title, **facts)
    places = {
        order: [(season, number) for season, most in seasons.items() for number in range(1, most + 1)]
        for order, seasons in orders.items()
    }
    for nth in range(max(map(len, places.values()))):
        numbered = {order: listed[nth] for order, listed in places.items() if nth < len(listed)}
        day = LONG_AGO + timedelta(days=nth + 1)
        tvdb.add_episode(series_id, series_id * 1000 + nth + 1, f"Episode {nth + 1}", str(day), others=numbered)
    return series_id
