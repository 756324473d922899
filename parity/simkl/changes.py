"""What SIMKL is told to put on the list or to remove, and what its answers say about each title (simkl.md 1.5, 1.6)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC

from parity.core.simkl import Put, Taken
from parity.core.watch import PLANNED, WatchItem, ids_by_kind, watch_ids
from parity.http import Object
from parity.simkl.shapes import FIELDS, STATUSES

_IN_ANSWERS = {"movies": "movies", "shows": "shows", "anime": "shows"}
"""Under which of what was sent the lists of an answer belong: anime is sent, and not found, among the shows."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One title as it is sent: under which list, by which ids, and the rows that it stands for."""

    bucket: str
    ids: frozenset[str]
    items: tuple[WatchItem, ...]

    @property
    def first(self) -> WatchItem:
        return self.items[0]

    def spoken_ids(self) -> dict[str, object]:
        """`{"imdb": "tt0133093", "tmdb": 603}`."""
        pairs = ids_by_kind(self.ids).items()
        return {kind: value if kind == "imdb" else int(value) for kind, value in pairs}


def to_put(items: Iterable[WatchItem]) -> tuple[Sent, ...]:
    """Titles by all their ids. Those that are sent alike are sent once; without ids there is nothing to send."""
    alike: dict[tuple[str, frozenset[str]], list[WatchItem]] = {}
    for item in items:
        if ids := _sendable(item):
            alike.setdefault((_bucket(item), ids), []).append(item)
    return tuple(Sent(bucket, ids, tuple(rows)) for (bucket, ids), rows in alike.items())


def to_take(items: Iterable[WatchItem]) -> tuple[Sent, ...]:
    """Rows of SIMKL by its own number alone, so that nothing else can be meant."""
    return tuple(Sent(_bucket(item), watch_ids([("simkl", item.key)]), (item,)) for item in items)


def body_of_put(sent: Iterable[Sent], titles: bool) -> dict[str, object]:
    """The body that puts titles on the list; with `titles` SIMKL may also go by name and year."""
    return _body(sent, lambda each: {"to": PLANNED, **_told(each.first, titles)})


def body_of_take(sent: Iterable[Sent]) -> dict[str, object]:
    """The body that removes titles with all that is kept of them."""
    return _body(sent, lambda each: {})


def heard_of_put(sent: Sequence[Sent], answer: object) -> tuple[Put, ...]:
    """What became of each title that the answer speaks of. Raises Unavailable for an answer of another shape.

    An `added` row repeats what was sent, with the list it is on now, which may be another than was asked for.
    """
    told = FIELDS.an_object(answer, "what was put on the list")
    waiting = list(sent)
    found = [Put(item.key, None) for each, _ in _paired(waiting, told, "not_found") for item in each.items]
    for each, row in _paired(waiting, told, "added"):
        status = row.get("to")
        if isinstance(status, str) and status in STATUSES:
            found += [Put(item.key, STATUSES[status]) for item in each.items]
    return tuple(found)


def heard_of_take(sent: Sequence[Sent], answer: object) -> Taken:
    """What the answer says of a batch. Raises Unavailable for an answer of another shape."""
    where = "what was removed"
    told = FIELDS.an_object(answer, where)
    counted = FIELDS.an_object(told.get("deleted"), where, "deleted")
    deleted = sum(FIELDS.number_or_none(counted, name, where) or 0 for name in _IN_ANSWERS)
    missing = {each.first.key for each, _ in _paired(list(sent), told, "not_found")}
    return Taken(frozenset(missing), deleted)


def _paired(waiting: list[Sent], answer: Object, part: str) -> list[tuple[Sent, Object]]:
    """The rows of a part of the answer with what was sent, which then waits no longer. What fits nothing is left."""
    rows = list(_rows(answer, part))
    pairs = []
    for close in (False, True):
        for row in list(rows):
            match = _match(waiting, *row, close=close)
            if match is not None:
                waiting.remove(match)
                rows.remove(row)
                pairs.append((match, row[1]))
    return pairs


def _match(waiting: Iterable[Sent], bucket: str, row: Object, close: bool) -> Sent | None:
    """What was sent by these very ids; else, with `close`, what shares most of them."""
    told = row.get("ids")
    ids = watch_ids(told.items()) if isinstance(told, dict) else frozenset()
    fitting = [each for each in waiting if each.bucket == bucket and (each.ids & ids if close else each.ids == ids)]
    return max(fitting, key=lambda each: len(each.ids & ids), default=None)


def _rows(answer: Object, part: str) -> Iterator[tuple[str, Object]]:
    lists = FIELDS.an_object(answer.get(part), "what was changed", part)
    for name, bucket in _IN_ANSWERS.items():
        if lists.get(name) is not None:
            for row in FIELDS.a_list(lists, name, "what was changed"):
                yield bucket, FIELDS.an_object(row, "what was changed", "a row")


def _body(sent: Iterable[Sent], more: Callable[[Sent], dict[str, object]]) -> dict[str, object]:
    lists: dict[str, object] = {}
    for bucket in ("movies", "shows"):
        rows = [{**more(each), "ids": each.spoken_ids()} for each in sent if each.bucket == bucket]
        lists |= {bucket: rows} if rows else {}
    return lists


def _told(item: WatchItem, titles: bool) -> dict[str, object]:
    told: dict[str, object] = {}
    if titles and item.title:
        told["title"] = item.title
        told |= {"year": item.year} if item.year else {}
    if item.added_at is not None:
        told["added_at"] = f"{item.added_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return told


def _bucket(item: WatchItem) -> str:
    return "movies" if item.type == "movie" and not item.anime else "shows"


def _sendable(item: WatchItem) -> frozenset[str]:
    """An anime film goes among the shows, where its TMDB number would be that of some show."""
    if item.type == "movie" and item.anime:
        return frozenset(each for each in item.ids if not each.startswith("tmdb:"))
    return item.ids
