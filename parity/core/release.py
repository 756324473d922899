"""When a film can be owned: on which of its days of release it counts, in the owner's country."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from parity.core.catalogue import Release

Choice = Literal["any", "theatrical", "digital", "physical"]

CHOICES: tuple[Choice, ...] = get_args(Choice)
AT_HOME_AFTER = timedelta(days=90)
"""From the cinema to the living room, where nobody says when (as Radarr reckons it)."""
LATELY = timedelta(days=366)
SHORT = 40
"""Minutes: a film up to this long is a short (the Academy's definition)."""

# TMDB's types of release (developer.themoviedb.org/reference/movie-release-dates); 6 is a broadcast, which nobody owns.
_PREMIERE, _LIMITED, _THEATRICAL, _DIGITAL, _PHYSICAL = range(1, 6)


@dataclass(frozen=True, slots=True)
class Dates:
    """A film's days in one country, None where nobody names one there."""

    premiere: date | None = None
    theatrical: date | None = None
    digital: date | None = None
    physical: date | None = None


def dates_in(region: str, releases: Iterable[Release]) -> Dates:
    """The first day of each kind in a country. One that is limited to some cinemas is theatrical too."""
    here = [release for release in releases if release.region == region]

    def first(*kinds: int) -> date | None:
        return min((release.on for release in here if release.kind in kinds), default=None)

    return Dates(first(_PREMIERE), first(_LIMITED, _THEATRICAL), first(_DIGITAL), first(_PHYSICAL))


def available_on(choice: Choice, released_on: date | None, dates: Dates) -> date | None:
    """The day from which a film can be owned, None while nobody can tell.

    `released_on` is its first release anywhere. In the cinema it counts from the owner's country's day, else from that
    first one; at home from its own day, else 90 days after the cinema. A day at home proves that it came out.
    Twelve months after its first release it is out everywhere, whatever a later day says (is_asked_for), and a day
    before the first one is from when that was another.
    """
    known = [day for day in (dates.premiere, dates.theatrical, dates.digital, dates.physical) if day is not None]
    first = released_on or min(known, default=None)
    if choice == "any" or first is None:
        return first
    cinema = _from(first, dates.theatrical) or first
    own = {"theatrical": cinema, "digital": _from(first, dates.digital), "physical": _from(first, dates.physical)}
    return min(own[choice] or cinema + AT_HOME_AFTER, first + LATELY)


def _from(first: date, day: date | None) -> date | None:
    return day if day is not None and day >= first else None


def is_asked_for(released_on: date | None, today: date) -> bool:
    """Whether a film's days by country matter: it came out within twelve months. An older one is out everywhere."""
    return released_on is not None and today - LATELY <= released_on <= today


def is_short(runtime: int | None) -> bool:
    """A length of nothing says nothing."""
    return runtime is not None and 0 < runtime <= SHORT
