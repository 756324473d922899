"""What visible, ignored, hidden, missing and coming mean, as conditions on rows (RULES R1, R4-R7)."""

from datetime import date
from functools import lru_cache
from typing import TypeAlias

from sqlalchemy import ColumnElement, and_, case, not_, or_, select, union_all

from parity.core.airing import ENDED, horizon
from parity.core.gaps import IGNORED, SPECIALS
from parity.store.schema import expected, items, libraries, shows

Condition: TypeAlias = ColumnElement[bool]

HERE: Condition = and_(items.c.gone_at.is_(None), libraries.c.followed.is_(True))
_HELD = select(items.c.id).join(libraries, libraries.c.id == items.c.library_id).where(HERE)

PRESENT: Condition = _HELD.where(items.c.show_id == shows.c.id).correlate(shows).exists()
VISIBLE: Condition = and_(shows.c.in_scope.is_(True), PRESENT)
ABSENT: Condition = expected.c.owned.is_(False)  # "owned IS 0", to the letter what the partial index asks for
_of_a_day = lru_cache(8)  # to put a condition together costs more than to ask it


@_of_a_day
def ignored(today: date) -> Condition:
    """The owner does not want to hear of the show today."""
    return and_(shows.c.ignored_by.is_not(None), or_(shows.c.ignored_until.is_(None), shows.c.ignored_until >= today))


@_of_a_day
def speaks(today: date) -> Condition:
    """The show is compared with TMDB and not ignored today: its gaps count."""
    return and_(shows.c.standing == "matched", not_(ignored(today)))


@_of_a_day
def hidden(today: date) -> Condition:
    """Something hides the episode today."""
    return and_(
        expected.c.hidden_by.is_not(None),
        or_(expected.c.hidden_from.is_(None), expected.c.hidden_from <= today),
        or_(expected.c.hidden_to.is_(None), expected.c.hidden_to >= today),
    )


@_of_a_day
def open_today(today: date) -> Condition:
    """Nothing hides the episode today."""
    return or_(expected.c.hidden_by.is_(None), expected.c.hidden_from > today, expected.c.hidden_to < today)


def counted() -> Condition:
    """The episode is not a special that is switched off: only such rows are ever counted."""
    return or_(expected.c.hidden_by.is_(None), expected.c.hidden_by != SPECIALS)


@_of_a_day
def due(today: date) -> Condition:
    """The episode should be there and is not."""
    return and_(ABSENT, expected.c.due_on <= today)


@_of_a_day
def missing(today: date) -> Condition:
    """The episode is missing, if its show speaks."""
    return and_(due(today), open_today(today))


@_of_a_day
def set_aside(today: date) -> Condition:
    """A due episode would be missing, had the owner not ignored it, its season or its show."""
    own = and_(hidden(today), expected.c.hidden_by.in_(IGNORED))
    of_show = and_(open_today(today), ignored(today), shows.c.ignored_by.not_like("policy %"))
    return and_(shows.c.standing == "matched", or_(own, of_show))


@_of_a_day
def coming(today: date) -> Condition:
    """The episode is dated, not due yet and not there, if its show speaks."""
    return and_(ABSENT, expected.c.due_on > today, expected.c.air_date <= horizon(today), open_today(today))


@_of_a_day
def announced(today: date) -> Condition:
    """The episode has no date, or one that nobody believes yet."""
    far = or_(expected.c.air_date.is_(None), expected.c.air_date > horizon(today))
    return and_(ABSENT, far, open_today(today))


def state(today: date, missing: ColumnElement[int]) -> ColumnElement[str]:
    """The word of `core.verdict.state_of`, worked out by the database."""
    return case(
        (shows.c.standing.in_(("unmatched", "suspect")), shows.c.standing),
        (ignored(today), "ignored"),
        (missing > 0, "missing"),
        (shows.c.checked_at.is_(None), "error"),
        else_="complete",
    )


@_of_a_day
def archive(today: date) -> Condition:
    """The show ended and nothing with a believable date lies ahead, there already or not."""
    ahead = select(expected.c.show_id).where(
        expected.c.air_date > today, expected.c.air_date <= horizon(today), counted()
    )
    # Two halves, because each has its own partial index; what airs after today is due after today.
    absent, there = ahead.where(ABSENT, expected.c.due_on > today), ahead.where(expected.c.owned.is_(True))
    return and_(shows.c.status.in_(sorted(ENDED)), shows.c.id.not_in(union_all(absent, there).scalar_subquery()))
