"""Which shows changed on a day. A day counts as whole only when nothing about its pages is odd."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

from parity.core.catalogue import FeedDay
from parity.core.failures import NotFound, RateLimited, Unavailable
from parity.tmdb.shapes import a_list, an_object, number

MOST_PAGES = 500  # TMDB refuses later ones (code 22)


@dataclass(frozen=True, slots=True)
class FeedPage:
    """One page of /tv/changes: up to 100 ids, and what it says of the whole."""

    page: int
    pages: int
    total: int
    ids: frozenset[int]


def feed_page(answer: object, where: str) -> FeedPage:
    """Read one page. Raises Unavailable when it is not one."""
    data = an_object(answer, where)
    items = a_list(data, "results", where)
    return FeedPage(
        page=number(data, "page", where),
        pages=number(data, "total_pages", where),
        total=number(data, "total_results", where),
        ids=frozenset(number(an_object(item, where, "a result"), "id", where) for item in items),
    )


def read_day(fetch: Callable[[int], FeedPage], day: date, workers: int) -> FeedDay:
    """Page 1, then the others side by side. Raises Unauthorised only: other failures make a day that is not whole.

    Ids are counted without repeats against what page 1 announced: a page that came twice hides ids just as a
    missing page does. A day that is not over grows while it is read; what comes then is for the next reading.
    """
    failed = threading.Event()

    def page(wanted: int) -> FeedPage | None:
        if failed.is_set():
            return None
        try:
            found = fetch(wanted)
        except (Unavailable, RateLimited, NotFound):
            failed.set()
            return None
        return found if found.page == wanted else None

    first = page(1)
    if first is None:
        return FeedDay(day, False, frozenset())
    read, last = [first], 1
    with ThreadPoolExecutor(workers) as pool:
        while last < (most := max(found.pages for found in read)) <= MOST_PAGES:
            more = list(pool.map(page, range(last + 1, most + 1)))
            read += [found for found in more if found is not None]
            if None in more:
                break
            last = most
    ids = frozenset[int]().union(*(found.ids for found in read))
    whole = not failed.is_set() and len(read) == max(1, *(found.pages for found in read)) and len(ids) >= first.total
    return FeedDay(day, whole, ids)
