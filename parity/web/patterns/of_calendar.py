"""The calendar."""

from dataclasses import replace
from datetime import timedelta

from parity.core.airings import STATES, Airing, AiringDay, ShowDay
from parity.store.calendar_view import AiringFilter, Announced
from parity.web import here
from parity.web.calendar import Board
from parity.web.calendar_days import Asked
from parity.web.patterns.pattern import LONG, Pattern, made


def patterns() -> list[Pattern]:
    """The board in each of its views, filled and empty."""
    today = here.today()
    agenda = Board(Asked("agenda", today, AiringFilter()), today, _days(), made(Announced))
    filtered = replace(agenda.asked, wanted=AiringFilter(premieres=True))
    nothing = Announced(0, 0, ())
    boards = {
        "a week and the next": agenda,
        "a month": replace(agenda, asked=replace(agenda.asked, view="month")),
        "a day": replace(agenda, asked=replace(agenda.asked, view="day"), days=_days()[:1]),
        "nothing in these days": replace(agenda, days=(), after=today + timedelta(weeks=9), announced=nothing),
        "nothing passes the filters": replace(agenda, asked=filtered, days=(), announced=nothing),
        "nothing is known": replace(agenda, days=(), announced=nothing),
    }
    return [Pattern("calendar/_board.html", state, {"board": board}) for state, board in boards.items()]


def _days() -> tuple[AiringDay, ...]:
    today = here.today()
    lines = tuple(
        made(
            ShowDay, show_id=at, title=LONG if not at else state, total=1, states=((state, 1),), episodes=(_one(state),)
        )
        for at, state in enumerate(STATES)
    )
    season = made(ShowDay, total=8, states=(("upcoming", 8),), episodes=tuple(_one("upcoming", at) for at in (1, 2, 8)))
    return AiringDay(today, 12, 6, (*lines, season)), AiringDay(today + timedelta(days=2), 1, 1, lines[1:2])


def _one(state: str, number: int = 1) -> Airing:
    return made(Airing, season=1, number=number, state=state, first=number == 1, last=number == 8, reason=None)
