"""What is kept of the pages of a show: for a 304, which says that they still hold, and to show without asking."""

from collections.abc import Callable, Mapping
from typing import Protocol

from parity.core.failures import NotFound, Unavailable
from parity.http import read_json
from parity.tvdb.calling import Asking
from parity.tvdb.paging import PageEnd, end_of
from parity.tvdb.shapes import Object, a_list, an_object, data_of, text, wrong

KEPT_FOR = 90 * 24 * 3600
"""Seconds."""
_SERIES = ("id", "name", "firstAired", "year", "status", "originalCountry")
_EPISODE = ("id", "name", "aired", "runtime", "number", "seasonNumber", "absoluteNumber", "finaleType")
_LINKS = ("next", "total_items", "page_size")


class Memory(Protocol):
    """What is asked of the cache."""

    def get_many(self, keys: list[str]) -> dict[str, object]:
        """The known ones."""

    def put_many(self, values: Mapping[str, object], seconds: int) -> None:
        """Keep them."""


class Pages:
    """Reads one show's pages in one order, and gathers what is to be kept of them.

    With `trusting` TheTVDB may say that what was kept still holds; `unchanged` tells whether it did.
    """

    def __init__(self, asking: Asking, cache: Memory, series_id: int, order: str, trusting: bool) -> None:
        self._asking = asking
        self._cache = cache
        self._series_id = series_id
        self._order = order
        self._trusting = trusting
        self.kept: dict[str, object] = {}
        self.series: Object = {}
        self.unchanged = False

    def fetch(self, page: int) -> tuple[list[Object], PageEnd]:
        """The rows of a page, and what it says of the rest. Raises the failures."""
        where = f"series {self._series_id}"
        try:
            body = self._body(page, where)
        except NotFound as absent:
            if page == 0:
                raise
            raise Unavailable(absent.service, f"partial answer for {where}: page {page} was left out") from None
        if page == 0:
            self.series = an_object(body["series"], where, "series")
        return rows_of(body, where)

    def _body(self, page: int, where: str) -> Object:
        key = page_key(self._series_id, self._order, page)
        known = known_page(self._cache, key) if self._trusting else None
        since = text(known, "modified", where) if known else ""
        path = f"/series/{self._series_id}/episodes/{self._order}"
        answer = self._asking.get(path, {"page": page}, where, since)
        if known and answer.unchanged:
            self.unchanged = True
            self.kept[key] = known
            return an_object(known["body"], where)
        body = _trimmed(read_json(answer), where)
        modified = answer.headers.get("Last-Modified") or answer.headers.get("Date") or ""
        self.kept[key] = {"modified": modified, "body": body}
        return body


def page_key(series_id: int, order: str, page: int) -> str:
    """Where a page is kept."""
    return f"tvdb:series:{series_id}:{order}:{page}"


def known_page(cache: Memory, key: str) -> Object | None:
    """The page that is kept, None when there is none that can be read."""
    found = cache.get_many([key]).get(key)
    whole = isinstance(found, dict) and isinstance(found.get("modified"), str) and _is_page(found.get("body"))
    return found if isinstance(found, dict) and whole else None


def remembered_pages(
    cache: Memory, series_id: int, order: str
) -> tuple[Callable[[], Object], Callable[[int], tuple[list[Object], PageEnd]]]:
    """The series and a way to fetch its pages, both from the cache alone; what is not there is Unavailable."""

    def body(page: int) -> Object:
        known = known_page(cache, page_key(series_id, order, page))
        return an_object(known["body"] if known else None, "the cache")

    return (
        lambda: an_object(body(0)["series"], "the cache"),
        lambda page: rows_of(body(page), "the cache"),
    )


def rows_of(body: Object, where: str) -> tuple[list[Object], PageEnd]:
    """The episodes of a kept page, and what it says of the rest."""
    rows = [an_object(row, where, "an episode") for row in a_list(body, "episodes", where)]
    return rows, end_of(an_object(body["links"], where, "links"), len(rows), where)


def _is_page(body: object) -> bool:
    return isinstance(body, dict) and {"series", "episodes", "links"} <= body.keys()


def _trimmed(answer: object, where: str) -> Object:
    data = data_of(answer, where)
    series = dict(_picked(an_object(data.get("series"), where, "series"), _SERIES))
    if isinstance(status := series.get("status"), dict):
        series["status"] = {"name": status.get("name")}
    episodes = [_picked(an_object(row, where, "an episode"), _EPISODE) for row in a_list(data, "episodes", where)]
    if any(type(row.get("id")) is not int for row in episodes):
        wrong(where, "id", None, "a number")
    links = an_object(an_object(answer, where).get("links") or {}, where, "links")
    return {"series": series, "episodes": episodes, "links": _picked(links, _LINKS)}


def _picked(thing: Object, names: tuple[str, ...]) -> Object:
    return {name: thing[name] for name in names if name in thing}
