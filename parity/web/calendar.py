"""What airs when: the agenda by day, and the month."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parity.core.airings import AiringDay
from parity.store.calendar_view import Announced, airings, announced, library_titles, nearest
from parity.web import here, hx
from parity.web.blank import Blank, no_shows, so_far, unchecked
from parity.web.calendar_days import DAY, WEEK, WEEKS, Asked, asked, first_of_week
from parity.web.places import tidy
from parity.web.speech import gettext as _

page = Blueprint("calendar", __name__)

_SHOWS_EACH = {"agenda": 20, "month": 4, "day": 500}


@dataclass(frozen=True, slots=True)
class Week:
    """A week of the agenda: the days on which something airs, and today. `ahead`: 0 is this week, 1 the next."""

    first: date
    last: date
    ahead: int
    days: tuple[AiringDay, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the month's table; `beside`: it belongs to the month before or behind."""

    day: date
    beside: bool
    airing: AiringDay | None


@dataclass(frozen=True, slots=True)
class Board:
    """What is shown of the days asked for. If nothing: `blank` says why, `before` and `after` are the nearest days."""

    asked: Asked
    today: date
    days: tuple[AiringDay, ...]
    announced: Announced
    before: date | None = None
    after: date | None = None
    blank: Blank | None = None

    @property
    def weeks(self) -> list[Week]:
        """The days as the agenda has them."""
        return [self._week(self.asked.week + number * WEEK) for number in range(WEEKS)]

    @property
    def rows(self) -> list[list[Cell]]:
        """The days as the month's table has them."""
        there = {day.day: day for day in self.days}
        month = self.asked.day.month
        return [[Cell(day, day.month != month, there.get(day)) for day in week] for week in self.asked.month_weeks]

    def _week(self, first: date) -> Week:
        last = first + WEEK - DAY
        days = [day for day in self.days if first <= day.day <= last]
        if first <= self.today <= last and all(day.day != self.today for day in days):
            days.append(AiringDay(self.today, 0, 0, ()))
        days.sort(key=lambda day: day.day)
        return Week(first, last, (first - first_of_week(self.today)) // WEEK, tuple(days))


@page.get("/calendar")
def index() -> ResponseReturnValue:
    """The page; for htmx its board, or with `section=more` only the weeks that follow."""
    look = asked()
    if hx.wants_fragment():
        part = "calendar/_weeks.html" if request.args.get("section") == "more" else "calendar/_board.html"
        return hx.listed(render_template(part, board=_board(look)), look.url())
    address = tidy()
    return redirect(address) if address else _page(look)


def _page(look: Asked) -> str:
    board = _board(look)
    with here.house().database.reading() as connection:
        libraries = library_titles(connection)
    return render_template("calendar/index.html", board=board, libraries=libraries)


def _board(look: Asked) -> Board:
    today, wanted = here.today(), look.wanted
    with here.house().database.reading() as connection:
        days = airings(connection, today, look.first, look.last, wanted, _SHOWS_EACH[look.view])
        undated = announced(connection, today, wanted)
        if days:
            return Board(look, today, days, undated)
        before, after = nearest(connection, today, look.first, look.last, wanted)
    return Board(look, today, days, undated, before, after, _blank(look, before or after))


def _blank(look: Asked, nearest_day: date | None) -> Blank:
    """Why nothing is shown. Two statements where no other day has anything either."""
    if nearest_day and not look.filtered:
        return Blank(_("Nothing airs in these days."))
    found = None if nearest_day else so_far()
    none_known = no_shows(found) if found else None
    if none_known:
        return none_known
    if look.filtered:
        return Blank(_("No episode of these days passes the filters."), ((look.without_filters, _("Clear filters")),))
    why = unchecked(found) if found else None
    return why or Blank(_("No episode with a date is known."), ((url_for("shows.index"), _("See all shows")),))
