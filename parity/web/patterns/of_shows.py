"""The list of all shows, and its filters."""

from dataclasses import replace

from parity.core.shapes import Show, ShowState
from parity.store.copies_view import Shelf
from parity.store.shows_view import ShowFilter
from parity.web.blank import Blank
from parity.web.paging import Paging
from parity.web.patterns.pattern import LONG, Pattern, made
from parity.web.show_choices import choices
from parity.web.show_list import Bulk, Heading, ShowList, Wish

_SHELVES = (Shelf("a", "Attic", "TV Shows"), Shelf("b", "Cellar", "Anime"))
_STATES: tuple[ShowState, ...] = ("missing", "complete", "ignored", "unmatched", "suspect", "error")
_HEADINGS = (
    Heading("Show", order="ascending", url="#"),
    Heading("State"),
    Heading("Missing", number=True, url="#"),
    Heading("Next airing", url="#"),
    Heading("Library"),
    Heading("Last check", url="#"),
)


def patterns() -> list[Pattern]:
    """The filters, and the list in both views and in each of its states."""
    posters = _list(_wish())
    table = replace(posters, wish=_wish(view="table"))
    nowhere = replace(posters, shows=(), paging=Paging(1, 0), bulk=Bulk())
    unfit = Blank("No show fits these filters.", (("#", "Clear the filters"),))
    typed = Bulk(
        posters.bulk.ids, posters.bulk.to_ignore, "too long", "tomorrow", "That is no day; write it as 2026-12-31."
    )
    lists = {
        "posters": posters,
        "table, on pages": table,
        "table, of one library": replace(table, several=False, headings=(*_HEADINGS[:4], _HEADINGS[5])),
        "all are ignored already": replace(posters, shows=posters.shows[2:3], bulk=Bulk((2,), ()), paging=Paging(1, 1)),
        "wrong input": replace(posters, shows=posters.shows[:2], bulk=typed, paging=Paging(1, 2)),
        "nothing fits the filters": replace(
            nowhere, wish=_wish(state="missing", q="nobody"), blank=unfit, filtered=True
        ),
        "nothing is known yet": replace(nowhere, blank=Blank("Nothing was scanned yet.", (("#", "Go to the scan"),))),
    }
    chosen = _wish(view="table", state="missing", q="home")
    filters = {
        "nothing chosen": posters,
        "chosen": replace(posters, wish=chosen, choices=choices(chosen.given, _SHELVES)),
    }
    return [
        *(Pattern("shows/_filters.html", state, {"found": found}) for state, found in filters.items()),
        *(Pattern("shows/_list.html", state, {"found": found}) for state, found in lists.items()),
    ]


def _wish(view: str = "posters", state: ShowState | None = None, q: str = "") -> Wish:
    given = {"view": view, "state": state or "", "q": q}
    return Wish(ShowFilter(state=state, q=q), view, {name: text for name, text in given.items() if text})


def _list(asked: Wish) -> ShowList:
    shows = (*(_show(number, state) for number, state in enumerate(_STATES)), _plain(6))
    bulk = Bulk(tuple(range(321)), tuple(range(300)))
    return ShowList(asked, shows, Paging(1, 321), bulk, choices({}, _SHELVES), True, True, _HEADINGS)


def _show(show_id: int, state: ShowState) -> Show:
    wanted = "from 3" if state == "complete" else "all"
    missing = 3 if state == "missing" else 0
    return made(Show, show_id=show_id, state=state, policy=wanted, missing=missing, poster=None)


def _plain(show_id: int) -> Show:
    nothing = dict.fromkeys(("year", "poster", "next_air", "checked_at", "trouble", "ignored_until"))
    return made(Show, show_id=show_id, title=LONG, state="complete", policy="all", missing=0, upcoming=0, **nothing)
