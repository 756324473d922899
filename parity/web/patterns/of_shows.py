"""The list of all shows."""

from dataclasses import replace

from parity.core.shapes import Show, Trouble
from parity.store.shows_view import STATES, ShowFilter
from parity.web.paging import Paging
from parity.web.patterns.pattern import LONG, Pattern, made
from parity.web.show_choices import choices
from parity.web.show_list import Bulk, Heading, ShowList, Wish

_HEADINGS = ("Title", "State", "Missing", "Next", "Where", "Checked")


def patterns() -> list[Pattern]:
    """The filters and the list, as posters and as a table, filled and empty."""
    posters, table = _list("posters"), _list("table")
    typed = Bulk(ids=(1, 2), to_ignore=(1,), reason="no more", until="2020-01-01", trouble="That day is past.")
    states = {
        "as posters": posters,
        "as a table": table,
        "a day that cannot be used": replace(table, bulk=typed),
        "nothing fits the filters": _empty("filters"),
        "the watchlist is empty": _empty("watchlist"),
        "nothing was scanned yet": _empty("nothing"),
    }
    filters = Pattern("shows/_filters.html", "filled", {"found": posters})
    return [filters, *(Pattern("shows/_list.html", state, {"found": found}) for state, found in states.items())]


def _list(view: str) -> ShowList:
    shows = [made(Show, show_id=number, state=state, trouble=None) for number, state in enumerate(STATES)]
    shows[0] = replace(shows[0], title=LONG, trouble=Trouble("TMDB did not answer", None), next_air=None)
    return ShowList(
        wish=Wish(ShowFilter(), view, {"view": view}),
        shows=tuple(shows),
        paging=Paging(2, 321),
        bulk=Bulk((1, 2, 3), (1, 2)),
        choices=choices({}, ()),
        several=True,
        servers=True,
        headings=tuple(Heading(title, title == "Missing") for title in _HEADINGS),
    )


def _empty(why: str) -> ShowList:
    return replace(_list("posters"), shows=(), paging=Paging(1, 0), bulk=Bulk(), empty=why)
