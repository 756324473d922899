"""The calendar's board, with its days, weeks and months."""

from datetime import date, timedelta

from parity.core.airings import Airing, AiringDay, ShowDay
from parity.store.calendar_view import AiringFilter, Announced
from parity.web import here
from parity.web.blank import Blank
from parity.web.calendar import Board
from parity.web.calendar_days import Asked, View
from parity.web.patterns.pattern import LONG, Pattern, made

_NOTHING = Announced(0, 0, ())


def patterns() -> list[Pattern]:
    """The board in each view, filled and empty."""
    today = here.today()
    later, filtered = today + timedelta(days=40), AiringFilter(group="archive")
    none, unknown = (
        Blank("Nothing airs in these days."),
        Blank("No episode with a date is known.", (("#", "See all shows"),)),
    )
    unfit = Blank("No episode of these days passes the filters.", (("#", "Clear filters"),))
    boards = {
        "agenda": _board("agenda", made(Announced, shows=9)),
        "month": _board("month", _NOTHING),
        "day": _board("day", _NOTHING),
        "nothing in these days": Board(_asked("agenda"), today, (), _NOTHING, today - timedelta(days=90), later, none),
        "nothing passes the filters": Board(_asked("month", filtered), today, (), _NOTHING, None, later, unfit),
        "nothing is known": Board(_asked("agenda"), today, (), _NOTHING, blank=unknown),
    }
    more = Pattern("calendar/_weeks.html", "the weeks that follow", {"board": _board("agenda", _NOTHING)})
    return [*(Pattern("calendar/_board.html", state, {"board": board}) for state, board in boards.items()), more]


def _asked(view: View, wanted: AiringFilter | None = None) -> Asked:
    return Asked(view, here.today(), wanted or AiringFilter())


def _board(view: View, announced: Announced) -> Board:
    asked, today = _asked(view), here.today()
    there = [_day(day) for day in (today, today + timedelta(days=3))]
    return Board(asked, today, tuple(day for day in there if asked.first <= day.day <= asked.last), announced)


def _day(day: date) -> AiringDay:
    begins, ends = _airing(1, first=True), _airing(8, last=True, state="have")
    many = (begins, _airing(2, state="missing"), _airing(3, state="ignored", reason="ignored season"), ends)
    states = (("have", 1), ("missing", 1), ("upcoming", 1), ("ignored", 1))
    lines = (
        _line(_airing(5)),
        _line(made(Airing, season=1, number=1, state="have", reason=None, first=True, last=False)),
        _line(made(Airing, season=0, state="upcoming", reason=None, first=False, last=False)),
        made(ShowDay, show_id=6, title=LONG, poster=None, total=8, states=states, episodes=many),
    )
    return AiringDay(day, 14, 7, lines)


def _line(one: Airing) -> ShowDay:
    return made(ShowDay, poster=None, total=1, states=((one.state, 1),), episodes=(one,))


def _airing(number: int, **given: object) -> Airing:
    values = {"season": 2, "state": "upcoming", "reason": None, "first": False, "last": False, **given}
    return made(Airing, number=number, **values)
