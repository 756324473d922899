"""The lists of the maintenance page, each on pages of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request, url_for

from parity.core.shapes import Listing
from parity.core.why import WhyDecision
from parity.store.decisions_view import decisions_listing
from parity.store.doubts_view import Doubt, doubts
from parity.store.shows_view import Standing, roster
from parity.web import here
from parity.web.paging import ROWS, Paging
from parity.web.speech import gettext as _
from parity.web.ways import may_open

DOUBTS = ("unmatched", "suspect")
DECIDED = ("ignored", "decided")
_KINDS = {
    "ignored": ("ignore_show", "ignore_season", "ignore_episode", "ignore_film", "ignore_collection"),
    "decided": ("match", "order", "policy", "specials", "grace", "accept", "match_film"),
}
_OF_OWNER = {"decided": ("watch_apart", "watch_match")}
"""What only who sees the watchlist is told of."""


@dataclass(frozen=True, slots=True)
class ShelfPages(Paging):
    """Pages of one list, which the address then names."""

    key: str = ""

    def url(self, page: int) -> str:
        """That list alone, on that page."""
        return url_for("maintenance.index", list=self.key, page=page)


@dataclass(frozen=True, slots=True)
class Wrong:
    """What was typed for a show and cannot be used, and why."""

    show_id: int
    typed: str
    problem: str


@dataclass(frozen=True, slots=True)
class DoubtShelf:
    """Shows that are not compared; `none` is said when there is none.

    `landing`: the row from which its reader goes on, as the one there is gone.
    """

    key: str
    title: str
    doubts: Sequence[Doubt]
    paging: ShelfPages
    wrong: Wrong | None = None
    none: str = ""
    landing: int | None = None

    def lands_on(self, row: int) -> bool:
        """Whether this is that row; the last one when there are not so many."""
        return self.landing is not None and row == min(self.landing, len(self.doubts) - 1)


@dataclass(frozen=True, slots=True)
class DecisionShelf:
    """Standing decisions, the newest first. `landing` as of a DoubtShelf."""

    key: str
    title: str
    decisions: Sequence[WhyDecision]
    paging: ShelfPages
    landing: int | None = None

    def lands_on(self, row: int) -> bool:
        """As of a DoubtShelf."""
        return self.landing is not None and row == min(self.landing, len(self.decisions) - 1)


def place_of(show_id: int) -> tuple[str, int] | None:
    """In which list a show stands, and how many stand before it; None when it is in none. One statement."""
    lines = standing()
    for key in DOUBTS:
        ids = [line.show_id for line in lines if line.state == key]
        if show_id in ids:
            return key, ids.index(show_id)
    return None


def doubt_shelf(key: str, lines: Sequence[Standing], wrong: Wrong | None = None, gone: int | None = None) -> DoubtShelf:
    """The shows of a roster whose state is `key`. Two statements. `gone`: how many stood before one that left it."""
    ids = [line.show_id for line in lines if line.state == key]
    paging = _paging(key, len(ids), None if gone is None else gone // ROWS + 1)
    with here.house().database.reading() as connection:
        found = doubts(connection, ids[paging.offset : paging.offset + ROWS])
    titles = {"unmatched": _("Not matched"), "suspect": _("Not compared")}
    landing = None if gone is None else gone % ROWS
    return DoubtShelf(key, titles[key], found, paging, wrong, _none(key, lines), landing)


def decision_shelf(key: str, landing: int | None = None) -> DecisionShelf:
    """The decisions of a kind. Two statements, two more when the page asked for is behind the last."""
    page = _asked(key)
    found = _decided(key, page)
    paging = _paging(key, found.total)
    if paging.page != page:
        found = _decided(key, paging.page)
    titles = {"ignored": _("Ignored"), "decided": _("Other decisions")}
    return DecisionShelf(key, titles[key], found.items, paging, landing)


def standing() -> list[Standing]:
    """How all shows stand. One statement."""
    with here.house().database.reading() as connection:
        return roster(connection, here.today())


def one_doubt(show_id: int) -> Doubt | None:
    """One show, None when there is none of that id."""
    with here.house().database.reading() as connection:
        found = doubts(connection, [show_id])
    return found[0] if found else None


def _none(key: str, lines: Sequence[Standing]) -> str:
    if not lines:
        return _("No show is known yet.")
    if all(line.state == "error" for line in lines):
        return _("No show was checked yet.")
    return _("Every show is matched.") if key == "unmatched" else _("Every matched show is compared.")


def _decided(key: str, page: int) -> Listing[WhyDecision]:
    with here.house().database.reading() as connection:
        return decisions_listing(connection, here.today(), ROWS, (page - 1) * ROWS, _kinds(key))


def _kinds(key: str) -> tuple[str, ...]:
    """What kinds of decisions a list tells who looks."""
    return (*_KINDS[key], *(_OF_OWNER.get(key, ()) if may_open("watchlist.index") else ()))


def _asked(key: str) -> int:
    """The page in the address is that of the list in the address; all others are at their beginning."""
    asked = request.args.get("page", 1, type=int) if request.args.get("list") == key else 1
    return min(max(asked, 1), 1_000_000)


def _paging(key: str, total: int, page: int | None = None) -> ShelfPages:
    return ShelfPages(min(page or _asked(key), Paging(1, total).pages), total, key=key)
