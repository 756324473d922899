"""Scans with what they changed, and the schedules."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from parity.core.shapes import Listing, Scan
from parity.store.activity_view import LoggedFilm, LogLine, changed_in, scan_count, unattended
from parity.store.scans_view import one_scan, scans_listing
from parity.web import here, hx, scan_panel
from parity.web.blank import Blank, not_set_up, to_scan
from parity.web.paging import Paging, paging
from parity.web.speech import gettext as _
from parity.web.timetable import timetable

page = Blueprint("activity", __name__)

TROUBLES_EACH = 100


@dataclass(frozen=True, slots=True)
class Scans:
    """One page of the scans; `left` is the one that nobody works on though it is to be done; `blank`: there is none."""

    items: tuple[Scan, ...]
    paging: Paging
    left: int | None
    blank: Blank | None = None


@dataclass(frozen=True, slots=True)
class ShowChanges:
    """The episodes of one show; `title` is None when the show is not known any more."""

    show_id: int
    title: str | None
    lines: tuple[LogLine, ...]


@dataclass(frozen=True, slots=True)
class FilmChanges:
    """The films of one collection; `collection_id` and `name` are None when none lists them any more."""

    collection_id: int | None
    name: str | None
    films: tuple[LoggedFilm, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """What a scan found to be different in one way: episodes, show by show, and films, collection by collection.

    `total` counts the episodes that are not told too, `films` the films.
    """

    total: int
    shows: tuple[ShowChanges, ...]
    films: int = 0
    collections: tuple[FilmChanges, ...] = ()

    @property
    def more(self) -> int:
        """How many episodes are not told."""
        return self.total - sum(len(show.lines) for show in self.shows)

    @property
    def more_films(self) -> int:
        """How many films are not told."""
        return self.films - sum(len(each.films) for each in self.collections)


@page.get("/activity")
def index() -> ResponseReturnValue:
    """The page, or for htmx the section of it that is asked for."""
    make = _SECTIONS.get(request.args.get("section", ""))
    if make is not None and hx.wants_fragment():
        return hx.fragment(make())
    return render_template("activity/index.html", panel=scan_panel.panel(), scans=_scans(), entries=timetable())


@page.get("/activity/<int(max=2147483647):scan_id>")
def scan(scan_id: int) -> ResponseReturnValue:
    """One scan, with each episode that it found to be different."""
    with here.house().database.reading() as connection:
        found = one_scan(connection, here.now(), scan_id)
        if found is None:
            abort(404, _("There is no scan %(number)s.", number=scan_id))
        log = changed_in(connection, scan_id)
        left = unattended(connection, here.now(), scan_panel.PATIENCE)
    opened, closed = _changed(log.opened, log.opened_films), _changed(log.closed, log.closed_films)
    return render_template("activity/scan.html", scan=found, left=left, opened=opened, closed=closed)


def _scans() -> Scans:
    now = here.now()
    with here.house().database.reading() as connection:
        pages = paging(scan_count(connection))
        found = scans_listing(connection, now, pages.rows, pages.offset, errors_each=TROUBLES_EACH)
        left = unattended(connection, now, scan_panel.PATIENCE)
    return Scans(found.items, pages, left, None if found.items else _blank())


def _blank() -> Blank:
    said = _("There was no scan yet. Start with a full one: it reads your libraries and asks TMDB for every show.")
    return not_set_up(here.settings()) or Blank(said, (to_scan(),))


def _changed(found: Listing[LogLine], films: Listing[LoggedFilm]) -> Changed:
    by_show = groupby(found.items, key=lambda line: (line.show_id, line.show))
    of_films = groupby(films.items, key=lambda film: (film.collection_id, film.collection))
    return Changed(
        found.total,
        tuple(ShowChanges(*show, tuple(lines)) for show, lines in by_show),
        films.total,
        tuple(FilmChanges(*collection, tuple(those)) for collection, those in of_films),
    )


_SECTIONS: dict[str, Callable[[], str]] = {
    "scans": lambda: render_template("activity/_scans.html", scans=_scans()),
    "schedules": lambda: render_template("activity/_schedules.html", entries=timetable()),
}
