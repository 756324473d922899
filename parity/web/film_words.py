"""What the pages of films say in words: how a film stands, its days, by what it was told which one it is."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from parity.core.film_shapes import Film
from parity.core.why import WhyDecision
from parity.web import here, plurals
from parity.web.speech import gettext as _
from parity.web.speech import locale
from parity.web.ways import may_open
from parity.web.words import short_day, state_word

_SOURCES: dict[str, Callable[[], str]] = {
    "decision": lambda: _yours(_("you said so"), _("said by hand")),
    "tmdb": lambda: _("Plex names this id"),
    "imdb": lambda: _("found by its IMDb id"),
    "search": lambda: _("found by title and year"),
}
_HIDDEN: dict[str, Callable[[], str]] = {
    "ignored": lambda: _yours(_("you ignored it"), _("ignored by hand")),
    "ignored collection": lambda: _yours(_("you ignored the collection"), _("the collection is ignored")),
    "short": lambda: _("short films do not count"),
}


class Standing(NamedTuple):
    """How a film stands, as `ui.state` and a style know it, and in words."""

    state: str
    said: str


class Day(NamedTuple):
    """One of a film's days of release."""

    title: str
    on: date


def standing(film: Film) -> Standing:
    """Whether a film is there, missing, yet to come, or hidden."""
    if film.owned:
        return Standing("have", state_word("have"))
    if film.ignored:
        return Standing("ignored", state_word("ignored"))
    if film.available_on is None:
        return Standing("announced", _("no date yet"))
    if film.available_on > here.today():
        return Standing("upcoming", _("out on %(day)s", day=short_day(film.available_on)))
    return Standing("missing", state_word("missing"))


def with_year(film: Film) -> str:
    """`The Matrix (1999)`."""
    return f"{film.title} ({film.year})" if film.year else film.title


def film_day(film: Film) -> str:
    """When a film that is not out comes out."""
    return short_day(film.available_on) if film.available_on else _("no date yet")


def days(film: Film) -> tuple[Day, ...]:
    """The days that are known, in the order in which a film comes out. Those after the first are of one country."""
    known = (
        (_("First release"), film.days.first),
        (_("Premiere"), film.days.premiere),
        (_("In the cinema"), film.days.theatrical),
        (_("Online"), film.days.digital),
        (_("On disc"), film.days.physical),
    )
    return tuple(Day(title, on) for title, on in known if on is not None)


def facts(film: Film) -> tuple[str, ...]:
    """Its length, and what people think of it."""
    length = plurals.minutes(film.runtime) if film.runtime else ""
    rated = ""
    if film.votes and film.rating is not None:
        rated = _("rated %(rating)s by %(votes)s", rating=f"{film.rating:.1f}", votes=plurals.votes(film.votes))
    return tuple(filter(None, (length, rated)))


def country(region: str) -> str:
    """A country by its two letters: `United States`."""
    return str(locale().territories.get(region, region))


def hidden_by(film: Film, by: WhyDecision | None) -> str:
    """What hides a film today, to which day, and for what reason."""
    word = film.reason or ""
    said = _HIDDEN[word]() if word in _HIDDEN else word
    if film.ignored_until is not None:
        said = _("%(what)s until %(day)s", what=said, day=short_day(film.ignored_until))
    return f"{said}: {by.reason}" if by is not None and by.reason else said


def match_source(source: str | None) -> str:
    """How it was told which film it is."""
    return _SOURCES[source]() if source in _SOURCES else _("for a reason that was not kept")


def matched(tmdb_id: int | None) -> str:
    """What follows when somebody said which film it is; None: Parity is to find out."""
    if tmdb_id is None:
        return _("Parity looks again which film it is.")
    return _("It is TMDB %(number)s. Its collection is read by the next scan.", number=tmdb_id)


def no_number() -> str:
    """That what was typed names no film."""
    return _("A TMDB id is a number such as 603: it stands in the address of the film's page there.")


def _yours(said: str, otherwise: str) -> str:
    """What is said to who decides, and what to everybody else: they did not, and have no form for it."""
    return said if may_open("movie.ignored") else otherwise
