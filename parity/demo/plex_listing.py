"""Which items a listing of a library holds, in which order, and the page of it that was asked for."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

from flask import Request

from parity.demo.frame import suffered
from parity.demo.plex_film_rows import collection_row, movie_row
from parity.demo.plex_records import Collection, Episode, Movie, Show
from parity.demo.plex_rows import Row, episode_row, show_row, sort_title
from parity.demo.plex_state import PlexState
from parity.demo.plex_viewings import OWNER
from parity.demo.plex_wire import Form

Item = Show | Episode | Movie | Collection

MOST_ROWS = 1_000
_FIELDS: dict[str, Callable[[Item], str | int]] = {
    "titleSort": lambda item: sort_title(item.title).casefold(),
    "title": lambda item: item.title.casefold(),
    "addedAt": lambda item: item.added_at,
    "updatedAt": lambda item: item.updated_at,
    "originallyAvailableAt": lambda item: getattr(item, "originally_available_at", None) or "",
    "ratingKey": lambda item: item.key,
    "id": lambda item: item.key,
}


@dataclass(frozen=True, slots=True)
class Page:
    """A window of a listing: `total` is absent when the server keeps it to itself."""

    items: Sequence[Item]
    start: int
    total: int | None


class Listings:
    """Sorted listings, kept until the server changes."""

    def __init__(self, state: PlexState) -> None:
        self._state = state
        self._kept: dict[Hashable, tuple[int, list[Item]]] = {}

    def of(self, section: int, kind: int, asked: Request) -> list[Item]:
        """All items of type `kind` (1 movie, 2 show, 4 episode, 18 collection), sorted and filtered as asked."""
        sort = asked.args.get("sort", "")
        floors = {name: asked.args[name] for name in ("addedAt>>", "updatedAt>>") if name in asked.args}
        key = (section, kind, sort, tuple(floors.items()))
        known = self._kept.get(key)
        if known is None or known[0] != self._state.now:
            items = _sorted(self._state, _items(self._state, section, kind), sort)
            known = self._kept[key] = (self._state.now, [item for item in items if _above(item, floors)])
        return known[1]


def window(items: Sequence[Item], asked: Request) -> Page | None:
    """The page asked for by header or query, at most 1,000 rows; None without a size, which Plex refuses."""
    size, start = _paging(asked, "Size"), _paging(asked, "Start") or 0
    if size is None:
        return None
    moved = fault.rows if (fault := suffered("shift")) and start > 0 else 0
    first = max(0, start - moved)
    rows = items[first : first + min(size, MOST_ROWS)]
    total: int | None = len(items) + moved
    if fault := suffered("cut_page"):
        rows = rows[: -fault.rows]
    if fault := suffered("total_disagrees"):
        total = len(items) + fault.rows
    if suffered("no_total"):
        total = None
    return Page([] if suffered("empty_page") else rows, start, total)


def row_bytes(state: PlexState, item: Item, form: Form, who: str) -> bytes:
    """One row for the account `who` in the form asked for, serialised once per change.

    A collection's also changes with its members. Those who have watched nothing of an item share a row.
    """
    if isinstance(item, Collection):
        return form.row(row_of(state, item))
    forms = state.rows.setdefault(item.key, {})
    name = state.viewings.form(who, item) + form.name
    if name not in forms:
        forms[name] = form.row(row_of(state, item, who))
    return forms[name]


def row_of(state: PlexState, item: Item, who: str = OWNER) -> Row:
    """One item as a listing has it for the account `who`."""
    match item:
        case Show():
            leaves = state.episodes[item.key].values()
            return show_row(item, state.ordering_in_rows) | state.viewings.over(who, leaves)
        case Episode():
            return episode_row(state, state.shows[item.show], item) | _viewed(state, item, who)
        case Movie():
            return movie_row(item) | _viewed(state, item, who)
        case Collection():
            return collection_row(state, item)


def in_order(episodes: Mapping[int, Episode]) -> list[Episode]:
    """A show's episodes by season and number."""
    return sorted(episodes.values(), key=lambda e: (e.season or 0, e.number or 0, e.key))


def _viewed(state: PlexState, item: Episode | Movie, who: str) -> Row:
    viewing = state.viewings.of(who, item.key)
    return viewing.told() if viewing else {}


def _items(state: PlexState, section: int, kind: int) -> list[Item]:
    if kind == 1:
        return [movie for movie in state.movies.values() if movie.section == section]
    if kind == 18:
        return [each for each in state.collections.values() if each.section == section]
    shows = [show for show in state.shows.values() if show.section == section]
    if kind == 2:
        return list(shows)
    if kind != 4:
        return []
    by_title = sorted(shows, key=lambda show: (sort_title(show.title).casefold(), show.key))
    return [episode for show in by_title for episode in in_order(state.episodes[show.key])]


def _sorted(state: PlexState, items: list[Item], sort: str) -> list[Item]:
    if not sort and items and isinstance(items[0], Episode):
        return items
    made = sorted(items, key=lambda item: item.key)
    for part in reversed((sort or "titleSort").split(",")):
        name, _, direction = part.partition(":")
        field = _FIELDS.get(name.rpartition(".")[2])
        if field:
            made.sort(key=field, reverse=direction == "desc")
    return made


def _above(item: Item, floors: Mapping[str, str]) -> bool:
    return all(int(_FIELDS[name[:-2]](item)) > int(value) for name, value in floors.items())


def _paging(asked: Request, name: str) -> int | None:
    text = asked.args.get(f"X-Plex-Container-{name}") or asked.headers.get(f"X-Plex-Container-{name}")
    return int(text) if text and text.isdecimal() else None
