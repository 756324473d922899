"""Which series changed since a moment. They count as all only when nothing about the pages is odd."""

from dataclasses import dataclass, field

from parity.core.catalogue import SeriesUpdates
from parity.core.failures import NotFound, RateLimited, Unavailable
from parity.http import read_json
from parity.tvdb.calling import Asking
from parity.tvdb.paging import PageEnd, end_of, is_last
from parity.tvdb.shapes import Object, a_list, an_object, number, number_or_none, partial, text

PAGE = 1000
"""Rows on a page where it does not say."""
MOST_PAGES = 300


@dataclass(slots=True)
class _Found:
    ids: set[int] = field(default_factory=set)
    merged: dict[int, int] = field(default_factory=dict)


def read_updates(asking: Asking, since: int) -> SeriesUpdates:
    """Updates of series and of episodes since a Unix time, page after page. Raises Unauthorised only.

    Rows without the id of their series, pages that come twice, that do not end or that hold fewer rows than were
    announced make an answer that is not whole, as other failures do.
    """
    found = _Found()
    try:
        for kind, take in (("series", _take_series), ("episodes", _take_episode)):
            for row in _rows(asking, kind, since):
                take(row, found)
        whole = True
    except (Unavailable, RateLimited, NotFound):
        whole = False
    return SeriesUpdates(whole, frozenset(found.ids), tuple(sorted(found.merged.items())))


def _rows(asking: Asking, kind: str, since: int) -> list[Object]:
    where = f"the updates of {kind}"
    all_rows: list[Object] = []
    last: list[Object] | None = None
    most = 0
    for page in range(MOST_PAGES):
        rows, end = _page(asking, {"since": since, "type": kind, "page": page}, where)
        if rows and rows == last:
            partial(where, f"page {page} came twice")
        all_rows += rows
        last, most = rows, max(most, end.total or 0)
        if is_last(end, page, len(rows)):
            break
    else:
        partial(where, f"its pages do not end ({MOST_PAGES} were read)")
    if len(all_rows) < most:
        partial(where, f"{len(all_rows)} of {most} rows came")
    return all_rows


def _page(asking: Asking, params: dict[str, str | int], where: str) -> tuple[list[Object], PageEnd]:
    answer = an_object(read_json(asking.get("/updates", params, where)), where)
    rows = [an_object(row, where, "a row") for row in a_list(answer, "data", where)]
    links = an_object(answer.get("links") or {}, where, "links")
    return rows, end_of(links, len(rows), where, PAGE)


def _take_series(row: Object, found: _Found) -> None:
    where = "an update of a series"
    series_id, into = number(row, "recordId", where), number_or_none(row, "mergeToId", where)
    found.ids.add(series_id)
    kind = text(row, "mergeToEntityType", where) or text(row, "mergeToType", where) or "series"
    if into and kind == "series":
        found.ids.add(into)
        found.merged[series_id] = into


def _take_episode(row: Object, found: _Found) -> None:
    where = "an update of an episode"
    series_id = number(row, "seriesId", where)
    if series_id == 0:
        partial(where, "it does not say of which series")
    found.ids.add(series_id)
