"""Pages of TheTVDB, which have been known never to end, to end too early and to come twice."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from parity.tvdb.shapes import Object, number_or_none, partial

PAGE = 500
"""Episodes on a page."""
MOST_PAGES = 200
"""No series has so many: the longest of them fill 40."""


@dataclass(frozen=True, slots=True)
class PageEnd:
    """What a page says of the rest: whether there is a next one, how many rows there are in all, and how many a page.

    `total` is None where it does not say.
    """

    more: bool
    total: int | None
    size: int


def end_of(links: Object | None, rows: int, where: str, size: int = PAGE) -> PageEnd:
    """Read the `links` of a page with so many rows; where they tell nothing, a full page is followed by another."""
    links = links or {}
    total = number_or_none(links, "total_items", where)
    size = number_or_none(links, "page_size", where) or size
    return PageEnd(bool(links.get("next")) or (total is None and rows >= size), total, size)


def is_last(end: PageEnd, page: int, rows: int) -> bool:
    """Any of the three says so: no next page, an empty page, or as many pages as there are rows for."""
    return not end.more or rows == 0 or (end.total is not None and (page + 1) * end.size >= end.total)


def read_pages(fetch: Callable[[int], tuple[list[Object], PageEnd]], where: str) -> Iterator[Object]:
    """All rows in turn, told apart by `id`; what stood on an earlier page is left out.

    Raises Unavailable when they are fewer than announced, when pages announce different numbers (something changed
    while they were read), or when they do not end. A row that comes twice on one page is no sign of a missing one.
    """
    seen: set[object] = set()
    totals: set[int | None] = set()
    rows = 0
    for page in range(MOST_PAGES):
        found, end = fetch(page)
        totals.add(end.total)
        fresh = [row for row in found if row.get("id") not in seen]
        rows += len(fresh)
        seen.update(row.get("id") for row in fresh)
        yield from fresh
        if is_last(end, page, len(found)) or not fresh:
            break
    else:
        partial(where, f"its pages do not end ({MOST_PAGES} were read)")
    if len(totals) > 1:
        partial(where, "it changed while it was read")
    if rows < (end.total or 0):
        partial(where, f"{rows} of {end.total} episodes came")
    if found and not fresh and end.total is None:
        partial(where, "a page came twice")
