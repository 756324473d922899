"""What the calendar's address asks for: a view, a day to begin with, and filters; and the addresses beside it."""

from calendar import Calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, cast

from flask import request, url_for

from parity.core.airing import horizon
from parity.core.days import day_of
from parity.core.shapes import Group
from parity.store.calendar_view import AiringFilter
from parity.web import here
from parity.web.ways import may_open

View = Literal["agenda", "month", "day"]

WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)
WEEKS = 2  # of an agenda: this one, and the one that a Sunday looks forward to
_VIEWS: tuple[View, ...] = ("agenda", "month", "day")
_FIRST_WEEKDAY = {"monday": 0, "saturday": 5, "sunday": 6}
_EARLIEST = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Asked:
    """One look at the calendar. `day` is in the first week, or the month, that is shown."""

    view: View
    day: date
    wanted: AiringFilter

    @property
    def first(self) -> date:
        """The first day that is shown."""
        return self.month_weeks[0][0] if self.view == "month" else self.week if self.view == "agenda" else self.day

    @property
    def last(self) -> date:
        """The last day that is shown."""
        ends = {"agenda": lambda: self.week + WEEKS * WEEK - DAY, "month": lambda: self.month_weeks[-1][-1]}
        return ends.get(self.view, lambda: self.day)()

    @property
    def week(self) -> date:
        """The day on which the week of `day` begins."""
        return first_of_week(self.day)

    @property
    def month_weeks(self) -> list[list[date]]:
        """The weeks of the month, whole, with days of the months beside it."""
        first = _FIRST_WEEKDAY[here.settings().week_start]
        return Calendar(first).monthdatescalendar(self.day.year, self.day.month)

    @property
    def previous(self) -> str | None:
        """The week, month or day before."""
        return self._step(self._before()) if self.first > _EARLIEST else None

    @property
    def next(self) -> str | None:
        """The week, month or day behind; None where no date is believed any more."""
        return self._step(self._after()) if self.last < horizon(here.today()) else None

    @property
    def further(self) -> str | None:
        """What comes after the last day that is shown."""
        return self._step(self.last + DAY) if self.last < horizon(here.today()) else None

    @property
    def filtered(self) -> bool:
        """Whether some of what airs is left out, or ignored things are let in."""
        return self.wanted != AiringFilter()

    @property
    def without_filters(self) -> str:
        """The same days with all that airs."""
        return replace(self, wanted=AiringFilter()).url()

    def at(self, day: date, view: View | None = None) -> str:
        """Another day, or another view of it."""
        return replace(self, day=day, view=view or self.view).url()

    def now(self) -> str:
        """This week, this month or today."""
        return self.at(here.today())

    @property
    def place(self) -> dict[str, str]:
        """View and day as the address has them; what is as usual is not in it."""
        agenda = self.view == "agenda"
        start, usual = (self.week, first_of_week(here.today())) if agenda else (self.day, here.today())
        view: dict[str, str] = {} if agenda else {"view": self.view}
        return view if start == usual else {**view, "from": start.isoformat()}

    def url(self) -> str:
        """Its address."""
        given = {
            "group": self.wanted.group,
            "library": self.wanted.library,
            "premieres": "1" if self.wanted.premieres else None,
            "ignored": "1" if self.wanted.ignored else None,
            "watchlist": "1" if self.wanted.watchlist else None,
        }
        return url_for("calendar.index", **{**self.place, **given})  # type: ignore[arg-type]

    def _step(self, day: date) -> str:
        return self.at(min(max(day, _EARLIEST), horizon(here.today())))

    def _before(self) -> date:
        if self.view == "month":
            return (self.day.replace(day=1) - DAY).replace(day=1)
        return self.week - WEEK if self.view == "agenda" else self.day - DAY

    def _after(self) -> date:
        if self.view == "month":
            return (self.day.replace(day=28) + timedelta(days=4)).replace(day=1)
        return self.week + WEEK if self.view == "agenda" else self.day + DAY


def asked() -> Asked:
    """What the address asks for; what makes no sense there is as if it were not there."""
    view, group = request.args.get("view", ""), request.args.get("group", "")
    wanted = AiringFilter(
        group=cast(Group, group) if group in ("ongoing", "archive") else None,
        library=request.args.get("library") or None,
        premieres=request.args.get("premieres") == "1",
        ignored=request.args.get("ignored") == "1",
        watchlist=request.args.get("watchlist") == "1" and may_open("watchlist.index"),
    )
    return Asked(view if view in _VIEWS else "agenda", _start(request.args.get("from", "")), wanted)


def first_of_week(day: date) -> date:
    """The day on which its week begins, as the owner has set it."""
    return day - timedelta(days=(day.weekday() - _FIRST_WEEKDAY[here.settings().week_start]) % 7)


def _start(text: str) -> date:
    try:
        found = day_of(text)
    except ValueError:
        return here.today()
    return min(max(found, _EARLIEST), horizon(here.today()))
