"""From ids of other services to a title of Plex: what is found has to carry the id itself (plex.md 3)."""

from collections.abc import Iterable
from dataclasses import replace

from parity.core.failures import NotFound
from parity.core.watch import Type, WatchItem
from parity.http import Caller
from parity.plex.reading import record
from parity.plex.watch_answers import contained
from parity.plex.watch_rows import ids_in, key_of, read_item

_KINDS = ("imdb", "tmdb", "tvdb")
"""The ids that can be asked for, those that lead to the right title most often first."""
_MOST = 5
"""Hits without ids of their own that are asked about."""


class Finding:
    """Asks metadata.provider.plex.tv. Raises Unauthorised, RateLimited and Unavailable."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def find(self, type: Type, ids: frozenset[str]) -> WatchItem | None:
        """The title that the first id with an answer leads to; None for none, and for hits that disagree."""
        for kind in _KINDS:
            for asked in sorted(each for each in ids if each.startswith(f"{kind}:")):
                hits = {hit.key: hit for hit in self._hits(type, asked) if asked in hit.ids}
                if hits:
                    hit = next(iter(hits.values()))
                    return hit if len(hits) == 1 and not _contradicts(hit.ids, ids) else None
        return None

    def _hits(self, type: Type, asked: str) -> list[WatchItem]:
        params: dict[str, str | int] = {"type": type, "title": asked.replace(":", "-", 1), "includeGuids": 1}
        try:
            rows = contained(self._caller.get("/library/metadata/matches", params), asked).rows()
        except NotFound:
            return []
        found = [item for row in rows if (item := read_item(record(row))) is not None and item.type == type]
        return [item if item.ids else self._described(item) for item in found[:_MOST]]

    def _described(self, item: WatchItem) -> WatchItem:
        try:
            rows = contained(self._caller.get(f"/library/metadata/{key_of(item.key)}"), item.key).rows()
        except NotFound:
            return item
        itself = (fields for fields in map(record, rows) if fields.get("guid") == item.key)
        return replace(item, ids=ids_in(next(itself, {})))


def _contradicts(found: frozenset[str], asked: Iterable[str]) -> bool:
    """Whether there is a kind of ids of which both have some and share none."""
    wanted = frozenset(asked)
    for kind in _KINDS:
        here = {each for each in found if each.startswith(f"{kind}:")}
        there = {each for each in wanted if each.startswith(f"{kind}:")}
        if here and there and here.isdisjoint(there):
            return True
    return False
