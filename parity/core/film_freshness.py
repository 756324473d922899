"""Which films and collections TMDB is asked about in an incremental scan, and why (RULES R12, for films)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from parity.core.freshness import CLOCK_SKEW, ENDED_AGE, ONGOING_AGE, rested

FILM_AGE = timedelta(days=90)
"""For the first sequel of an old film: only the film itself tells that it belongs to a collection by now."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of the last check of a film or a collection. `unmatched`: nobody found which film it is."""

    checked_at: datetime | None
    unmatched: bool = False
    troubled: bool = False
    tries: int = 0
    tried_at: datetime | None = None


def film_reason(film: Asked, now: datetime) -> str | None:
    """Why a film that is there is asked about now, None when it is not."""
    return _reason(film, FILM_AGE, now)


def collection_reason(collection: Asked, moving: bool, now: datetime) -> str | None:
    """Why a collection is asked about now. `moving`: a part was announced, or came out lately.

    There is no feed of changes for collections: a new part shows only when somebody asks.
    """
    return _reason(collection, ONGOING_AGE if moving else ENDED_AGE, now)


def days_reason(film: Asked, now: datetime) -> str | None:
    """Why a missing part that came out lately is asked for its days now."""
    return _reason(film, ONGOING_AGE, now)


def _reason(asked: Asked, age: timedelta, now: datetime) -> str | None:
    if asked.troubled or asked.unmatched:
        if rested(asked.tries, asked.tried_at, now):
            return "trouble last time" if asked.troubled else "not matched yet"
        if asked.unmatched or asked.checked_at is None:
            return None
    if asked.checked_at is None:
        return "never checked"
    if asked.checked_at > now + CLOCK_SKEW:  # the clock was wrong then; the check may be of any age
        return "checked on a day that is yet to come"
    passed = now - asked.checked_at
    return f"not asked for {passed.days} days" if passed > age else None
