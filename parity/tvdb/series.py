"""The questions that Parity asks TheTVDB."""

import re
from datetime import datetime

from parity.core.catalogue import OrderOnOffer, ProviderShow, SeriesFacts, SeriesUpdates
from parity.core.failures import NotFound, Unavailable
from parity.http import Caller, read_json
from parity.tvdb.building import built_facts, built_show
from parity.tvdb.calling import Asking
from parity.tvdb.keeping import KEPT_FOR, Memory, Pages, remembered_pages
from parity.tvdb.paging import read_pages
from parity.tvdb.shapes import SERVICE, a_list, an_object, data_of, number
from parity.tvdb.token import TvdbToken
from parity.tvdb.updates import read_updates

_ORDER = re.compile(r"[a-z]{1,20}")
_IMDB = re.compile(r"tt\d+")


class TvdbSeries:
    """TheTVDB as a source of shows. Every method may raise the four failures."""

    def __init__(self, caller: Caller, token: TvdbToken, cache: Memory) -> None:
        self._asking = Asking(caller, token)
        self._cache = cache

    def show(self, series_id: int, order: str) -> ProviderShow:
        """The show in one of its orders (official, dvd, absolute, alternate, regional, altdvd, alttwo): one request
        for each 500 episodes.

        A series that was merged into another one answers under the other's id. What comes is written to the cache,
        which is only read where TheTVDB says that it still holds. Raises NotFound ("series 78874") when there is no
        such series, Unavailable when an episode that it counts does not come.
        """
        where = f"series {series_id}"
        if not _ORDER.fullmatch(order):
            raise NotFound(SERVICE, f"{where} in the order {order}")
        pages = Pages(self._asking, self._cache, series_id, order, trusting=True)
        try:
            show = self._built(pages, order, where)
        except Unavailable:
            if not pages.unchanged:
                raise
            # Pages that were kept and pages that are new need not fit together.
            pages = Pages(self._asking, self._cache, series_id, order, trusting=False)
            show = self._built(pages, order, where)
        self._cache.put_many(pages.kept, KEPT_FOR)
        return show

    def remembered(self, series_id: int, order: str) -> ProviderShow | None:
        """The show as the cache has it, without asking anyone; None when any part of it is not there."""
        series, fetch = remembered_pages(self._cache, series_id, order)
        try:
            return built_show(series(), read_pages(fetch, "the cache"), order, "the cache")
        except Unavailable:
            return None

    def facts(self, series_id: int) -> SeriesFacts:
        """When it airs, where it comes from and which orders it has: one request that `show` does not make."""
        where = f"series {series_id}"
        answer = self._asking.get(f"/series/{series_id}/extended", {"short": "true"}, where)
        return built_facts(data_of(read_json(answer), where), where)

    def orders(self, series_id: int) -> tuple[OrderOnOffer, ...]:
        """The orders that it has for this series; how many episodes each has it does not say."""
        return self.facts(series_id).orders

    def find_by_remote(self, remote_id: str) -> tuple[int, ...]:
        """Series that name this IMDb id ("tt0303461"); what is not shaped like one is no series'."""
        where = f"the id {remote_id}"
        if not _IMDB.fullmatch(remote_id):
            return ()
        try:
            answer = an_object(read_json(self._asking.get(f"/search/remoteid/{remote_id}", {}, where)), where)
        except NotFound:
            return ()
        if answer.get("data") is None:
            return ()
        found = [an_object(item, where, "a result") for item in a_list(answer, "data", where)]
        series = [an_object(item["series"], where, "series") for item in found if item.get("series") is not None]
        return tuple(dict.fromkeys(number(each, "id", where) for each in series))

    def updates(self, since: datetime) -> SeriesUpdates:
        """Series that changed since then, by themselves or in an episode; see `SeriesUpdates` for what is not whole."""
        return read_updates(self._asking, int(since.timestamp()))

    def _built(self, pages: Pages, order: str, where: str) -> ProviderShow:
        rows = list(read_pages(pages.fetch, where))
        return built_show(pages.series, rows, order, where)
