"""Reading a title and a list of titles from SIMKL's JSON, of which nothing is believed (shapes: simkl.md 1.4).

What decides whether a title is on the list, which one it is or whether it may be removed must be right, or the whole
answer is Unavailable. What is only shown may be absent.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from parity.core.failures import Unavailable
from parity.core.watch import PLANNED, Type, WatchItem, watch_ids
from parity.http import Fields, Object

SERVICE = "SIMKL"
FIELDS = Fields(SERVICE)
STATUSES = {
    PLANNED: PLANNED,
    "watching": "watching",
    "completed": "completed",
    "hold": "hold",
    "dropped": "dropped",
    "notinteresting": "dropped",  # what it was called until 2021
}
_UNDER = {"movies": ("movie",), "shows": ("show",), "anime": ("show", "anime", "movie")}
"""Where the title stands in a row, for each list of the answer; that of an anime mostly stands under `show`."""
_HISTORY = ("watched_episodes_count", "last_watched_at", "last_watched", "user_rating", "user_rated_at")
_LONGEST_TITLE = 500
_LONG_AGO = datetime(1971, 1, 1, tzinfo=UTC)
"""SIMKL says 1970-01-01 of what happened at a time that it does not know."""


def titles_of(answer: object) -> tuple[WatchItem, ...]:
    """All titles of an answer of `/sync/all-items`, each once. `null` and `{}` say that there are none.

    Raises Unavailable for anything else that is not wholly understood.
    """
    if answer is None:
        return ()
    lists = FIELDS.an_object(answer, "the lists")
    strange = [name for name, value in lists.items() if name not in _UNDER and isinstance(value, list)]
    if strange or (lists and not lists.keys() & _UNDER.keys()):
        raise Unavailable(SERVICE, "the answer for the lists is something else: it has no films, shows or anime")
    found: dict[str, WatchItem] = {}
    for item in (each for name in _UNDER for each in _listed(lists, name)):
        found[item.key] = _joined(found[item.key], item) if item.key in found else item
    return tuple(found.values())


def _listed(lists: Object, name: str) -> Iterator[WatchItem]:
    rows = lists.get(name)
    if rows is None:
        return
    for number, row in enumerate(FIELDS.a_list(lists, name, "the lists"), 1):
        yield _row(FIELDS.an_object(row, f"row {number} of {name}"), name, f"row {number} of {name}")


def _row(row: Object, name: str, where: str) -> WatchItem:
    told = next((row[key] for key in _UNDER[name] if row.get(key) is not None), None)
    anime_type = FIELDS.text(row, "anime_type", where) if name == "anime" else ""
    made = title_of(FIELDS.an_object(told, where, "the title"), name, where, anime_type)
    return replace(
        made,
        status=status_of(row, "status", where),
        has_history=any(row.get(field) not in (None, 0, "", "0") for field in _HISTORY),
        added_at=_added(row.get("added_to_watchlist_at")),
    )


def title_of(told: Object, name: str, where: str, anime_type: str = "") -> WatchItem:
    """A title as it stands in any answer, in the list called `name` (movies, shows, anime). It has no status.

    An anime that is a film is a movie: so does Plex call it.
    """
    ids = FIELDS.an_object(told.get("ids"), where, "ids")
    number = simkl_number(ids)
    if number is None:
        FIELDS.wrong(where, "ids.simkl", ids.get("simkl"), "a number")
    kind: Type = "movie" if name == "movies" or anime_type.strip().casefold() == "movie" else "show"
    return WatchItem(
        "simkl",
        number,
        kind,
        FIELDS.text(told, "title", where).strip()[:_LONGEST_TITLE],
        _year(told.get("year")),
        watch_ids([*ids.items(), ("simkl", number)]),
        status="",
        anime=name == "anime",
    )


def simkl_number(ids: Object) -> str | None:
    """SIMKL's own number as text, which it writes under two names; None without."""
    made = watch_ids([("simkl", ids.get("simkl")), ("simkl", ids.get("simkl_id"))])
    return min(made).partition(":")[2] if made else None


def status_of(row: Object, field: str, where: str) -> str:
    """Which list a title is on. Raises Unavailable for one that is not known: it decides about removals."""
    told = row.get(field)
    known = STATUSES.get(told) if isinstance(told, str) else None
    return known or FIELDS.wrong(where, field, told, "one of SIMKL's lists")


def moment(told: object) -> datetime | None:
    """A time as UTC; None for what is none or does not say in which zone it is."""
    if not isinstance(told, str):
        return None
    try:
        found = datetime.fromisoformat(told.strip())
        return found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _added(told: object) -> datetime | None:
    found = moment(told)
    return found if found and found >= _LONG_AGO else None


def _year(told: object) -> int | None:
    text = str(told) if isinstance(told, int | str) else ""
    return int(text) if len(text) == 4 and text.isascii() and text.isdecimal() and int(text) else None


def _joined(first: WatchItem, second: WatchItem) -> WatchItem:
    """A title that came twice, read so that nothing is removed by it: on the list if either says so."""
    differ = first.status != second.status
    return replace(
        first,
        ids=first.ids | second.ids,
        status=PLANNED if differ and PLANNED in (first.status, second.status) else first.status,
        has_history=first.has_history or second.has_history or differ,
    )
