"""The orders in which TMDB and TheTVDB can number a show: asks them, because somebody wants to choose."""

import threading

from parity.actions.ports import House
from parity.core.catalogue import OrderOnOffer
from parity.core.order_choice import always_on_offer
from parity.store import shows

_PATIENCE = 15.0  # seconds: somebody waits for it


def on_offer(house: House, show_id: int) -> tuple[OrderOnOffer, ...]:
    """Every order that there is for a show. Raises the failures of core, NotSetUp and CacheUnusable.

    TheTVDB is asked only with a key, and where its id of the show is known.
    """
    with house.database.reading() as connection:
        row = shows.get(connection, show_id)
    if row is None or row.tmdb_id is None:
        return ()
    settings, doors, stop = house.settings(), house.doors(), threading.Event()
    key = settings.tvdb_api_key
    with doors.catalogue(stop, _PATIENCE) as catalogue:
        found = (*always_on_offer(with_tvdb=False), *catalogue.groups(row.tmdb_id))
    if key is None or row.tvdb_id is None:
        return found
    with doors.series_by(key, settings.tvdb_pin, stop, _PATIENCE) as series:
        return (*found, *series.orders(row.tvdb_id))
