"""Listings page by page (plex.md 2.0 "Pagination"; RULES R9)."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from parity.core.library import Page
from parity.core.listing import read_whole
from parity.plex.answers import Container
from parity.plex.reading import Row

__all__ = ["Ask", "Key", "Read", "pages", "read_whole", "window"]

Noun = TypeVar("Noun")
Ask = Callable[[int], Container]
Read = Callable[[object, Row], Noun | None]
Key = Callable[[Noun], str]


def window(start: int, size: int) -> dict[str, str | int]:
    """The parameters of one page. Always both: without a size Plex sends 20 rows or refuses (plex.md 0.3)."""
    return {"X-Plex-Container-Start": start, "X-Plex-Container-Size": size}


def pages(ask: Ask, read: Read[Noun], key: Key[Noun]) -> Iterator[Page[Noun]]:
    """All pages from `ask(start)` on, until as many rows came as the server has, or none came.

    The next page starts behind the rows that really came: servers send fewer than they were asked for.
    A page that repeats an earlier one is dropped and ends the listing, which then does not add up (`listing.Tally`).
    Raises what `ask` raises.
    """
    start = 0
    seen: set[int] = set()
    while True:
        container = ask(start)
        rows = container.rows()
        nouns = tuple(noun for row in rows if (noun := read(row, container.fields)) is not None)
        signature = hash(tuple(map(key, nouns)))
        if rows and signature in seen:
            return
        seen.add(signature)
        yield Page(start, container.total, nouns, len(rows) - len(nouns))
        start += len(rows)
        if not rows or (container.total is not None and start >= container.total):
            return
