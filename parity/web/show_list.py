"""What the page of all shows tells: the wish in the address, the shows that fit it, and what can be done to all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from flask import url_for

from parity.core.shapes import Show
from parity.store import shows_view
from parity.store.copies_view import shelves
from parity.store.shows_view import ShowFilter, Standing, read_shows, roster
from parity.web import blank, here
from parity.web.blank import Blank
from parity.web.given import given
from parity.web.paging import Paging, paging
from parity.web.show_choices import Choice, choices
from parity.web.speech import gettext as _

VIEWS = ("posters", "table")
LOST = "was-here"  # missing, but was here before
_FREE = ("q", "library", "server")
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "state": (*shows_view.STATES, LOST),
    "group": shows_view.GROUPS,
    "policy": shows_view.POLICIES,
    "watchlist": ("only",),
    "sort": shows_view.SORTS,
    "view": VIEWS,
}
_USUAL = {"sort": "title", "view": VIEWS[0]}  # what need not be said


@dataclass(frozen=True, slots=True)
class Wish:
    """What the address asks for, read once for the list and for what is done to all of it."""

    filter: ShowFilter
    view: str
    given: Mapping[str, str]

    @property
    def narrowed(self) -> bool:
        """Whether anything leaves shows out."""
        return replace(self.filter, sort="title") != shows_view.ALL

    @property
    def cleared(self) -> str:
        """The address of the same view with every show in it."""
        kept = {name: self.given[name] for name in ("view", "sort") if name in self.given}
        return url_for("shows.index", **kept)  # type: ignore[arg-type]

    def url(self, endpoint: str = "shows.index", **changed: str | int | None) -> str:
        """The address of this wish, with something changed or, by None, left out."""
        named = {**self.given, **changed}.items()
        values = {name: value for name, value in named if value is not None and value != _USUAL.get(name)}
        return url_for(endpoint, **values)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of the table: `order` is how it is sorted now ("" when by another one), `url` sorts by it."""

    title: str
    number: bool = False
    order: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Bulk:
    """What can be done to every show that fits. `mark` tells whether those are still the ones that were shown.

    `reason`, `until` and `trouble` are of a form that was sent and could not be used.
    """

    ids: tuple[int, ...] = ()
    to_ignore: tuple[int, ...] = ()
    reason: str = ""
    until: str = ""
    trouble: str = ""

    @property
    def mark(self) -> str:
        """A short name of exactly these shows."""
        return sha256(repr((sorted(self.ids), sorted(self.to_ignore))).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class ShowList:
    """The shows of one page of the list. `several`: there is more than one library, `servers`: even server.

    `blank`: why there are none; `filtered`: it is only that none fits the filters.
    """

    wish: Wish
    shows: tuple[Show, ...]
    paging: Paging
    bulk: Bulk
    choices: tuple[Choice, ...]
    several: bool
    servers: bool
    headings: tuple[Heading, ...]
    blank: Blank | None = None
    filtered: bool = False


def wish() -> Wish:
    """Read the address. Aborts with 422 at a choice that there is not: a misread filter would mean all shows."""
    asked = given(_FREE, _CHOICES, _USUAL)
    filters: dict[str, Any] = {name: text for name, text in asked.items() if name != "view"}
    if filters.get("state") == LOST:
        filters |= {"state": "missing", "lost": True}
    filters["watchlist"] = "watchlist" in filters
    return Wish(ShowFilter(**filters), asked.get("view", VIEWS[0]), asked)


def bulk_of(lines: Iterable[Standing]) -> Bulk:
    """What can be done to the shows of these lines; to ignore is only what is not ignored yet."""
    told = tuple(lines)
    to_ignore = (line.show_id for line in told if line.state != "ignored")
    return Bulk(tuple(line.show_id for line in told), tuple(to_ignore))


def fitting(asked: Wish) -> Bulk:
    """What a form that names this wish is about. One statement."""
    with here.house().database.reading() as connection:
        return bulk_of(roster(connection, here.today(), asked.filter))


def show_list(asked: Wish, sent: Bulk | None = None) -> ShowList:
    """The page of the list that the address asks for; `sent` brings back what was written into its form.

    Six statements, two more when nothing is found.
    """
    with here.house().database.reading() as connection:
        lines = roster(connection, here.today(), asked.filter)
        pages = paging(len(lines), "shows.index")
        page = lines[pages.offset : pages.offset + pages.rows]
        shows, places = read_shows(connection, here.today(), page), shelves(connection)
    bulk = bulk_of(lines)
    if sent is not None:
        bulk = replace(bulk, reason=sent.reason, until=sent.until, trouble=sent.trouble)
    none_known = None if lines else blank.no_shows(blank.so_far())
    filtered = not lines and none_known is None
    why = _none_fits(asked) if filtered else none_known
    several, servers = len(places) > 1, len({place.server for place in places}) > 1
    columns = _headings(asked, several)
    return ShowList(asked, shows, pages, bulk, choices(asked.given, places), several, servers, columns, why, filtered)


def _none_fits(asked: Wish) -> Blank:
    return Blank(_("No show fits these filters."), ((asked.cleared, _("Clear the filters")),))


def _headings(asked: Wish, several: bool) -> tuple[Heading, ...]:
    return (
        _heading(asked, _("Show"), "title"),
        Heading(_("State")),
        replace(_heading(asked, _("Missing"), "-missing"), number=True),
        _heading(asked, _("Next airing"), "next"),
        *([Heading(_("Library"))] if several else []),
        _heading(asked, _("Last check"), "-checked"),
    )


def _heading(asked: Wish, title: str, first: str) -> Heading:
    """`first` is how the first click on it sorts; the next one turns that round."""
    now, name = asked.filter.sort, first.removeprefix("-")
    if now.removeprefix("-") != name:
        return Heading(title, url=asked.url(sort=first))
    down = now.startswith("-")
    other = name if down else f"-{name}"
    return Heading(title, order="descending" if down else "ascending", url=asked.url(sort=other))
