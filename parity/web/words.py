"""How templates say numbers, days and times: the Jinja filters."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_interval
from babel.numbers import format_decimal
from flask import Flask
from markupsafe import Markup

from parity.web import here, plurals
from parity.web.speech import gettext as _
from parity.web.speech import locale

_STATES = {
    "queued": "waiting for the worker",
    "running": "running",
    "paused": "paused",
    "done": "finished",
    "partial": "finished in part",
    "cancelled": "cancelled",
    "failed": "failed",
}
STATE_WORDS = {
    "complete": "complete",
    "missing": "missing",
    "upcoming": "upcoming",
    "announced": "announced",
    "ignored": "ignored",
    "have": "here",
    "special": "special",
    "unmatched": "not matched",
    "suspect": "not compared",
    "error": "never checked",
}
_ENGLISH = Locale("en", "GB")  # the day comes before the month


def init_app(app: Flask) -> None:
    """Let templates use them."""
    app.jinja_env.filters.update(
        number=number,
        when=when,
        day=day,
        long_day=long_day,
        days_between=days_between,
        month=month,
        weekday=weekday,
        ago=ago,
        moment=moment,
        clock=clock,
        duration=duration,
        size=size,
        scan_state=scan_state,
        season=season,
        state_word=state_word,
        **plurals.FILTERS,
    )


def number(value: int) -> str:
    """`1,200`."""
    return str(format_decimal(value, locale=_locale()))


def when(days: int) -> str:
    """A day as people say it: `today`, `tomorrow`, `in 5 days`, `yesterday`, `3 days ago`."""
    if days == 0:
        return _("today")
    if abs(days) == 1:
        return _("tomorrow") if days > 0 else _("yesterday")
    return _("in %(time)s", time=plurals.days(days)) if days > 0 else _("%(time)s ago", time=plurals.days(-days))


def day(value: date | None, relative: bool = False) -> Markup:
    """A date for people and for machines: `7 Mar 2026`; `relative`: `in 5 days`, with the date behind it."""
    if value is None:
        return Markup("")
    return _date(value, when((value - here.today()).days) if relative else "", _locale())


def short_day(value: date) -> str:
    """A date as text: `7 Mar 2026`."""
    return _day(value, "d MMM y", _locale())


def day_writer() -> Callable[[date], str]:
    """`short_day` for a great many dates: whose language it is, is found out once."""
    locale = _locale()
    return lambda value: _day(value, "d MMM y", locale)


def long_day(value: date) -> Markup:
    """`Saturday, 7 March 2026`."""
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), _day(value, "EEEE, d MMMM y", _locale()))


def days_between(first: date, last: date) -> str:
    """`16–22 Nov 2026`."""
    return str(format_interval(first, last, "yMMMd", locale=_locale()))


def month(value: date) -> str:
    """`November 2026`."""
    return _day(value, "LLLL y", _locale())


def weekday(value: date, short: bool = False) -> str:
    """`Saturday`, short `Sat`."""
    return _day(value, "ccc" if short else "cccc", _locale())


def ago(value: datetime | None) -> Markup:
    """How long ago, with the exact moment behind it in the owner's zone."""
    if value is None:
        return Markup("{}").format(_("never"))
    said = _rough((here.now() - value).total_seconds())
    return _time(value, _("%(time)s ago", time=said) if said else _("just now"), exact(value))


def moment(value: datetime | None) -> Markup:
    """The moment itself, in the owner's zone: `7 Mar 2026, 14:05`."""
    if value is None:
        return Markup("{}").format(_("never"))
    return _time(value, exact(value), "")


def exact(value: datetime) -> str:
    """A moment as text: `7 Mar 2026, 14:05 CET`."""
    local = value.astimezone(here.settings().tz)
    return f"{_day(local.date(), 'd MMM y', _locale())}, {clock(value)} {local:%Z}"


def clock(value: datetime) -> str:
    """The time of day in the owner's zone: `14:05`, or `2:05 pm`, as is set."""
    local = value.astimezone(here.settings().tz)
    if here.settings().clock == "24h":
        return f"{local:%H:%M}"
    return f"{local.hour % 12 or 12}:{local:%M} {'am' if local.hour < 12 else 'pm'}"


def duration(seconds: float | None) -> str:
    """`45 s`, `3 min 20 s`, `2 h 5 min`."""
    if seconds is None:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    hours, left = divmod(minutes, 60)
    parts = ((hours, _("h")), (left, _("min")), (0 if hours else rest, _("s")))
    return " ".join(f"{value} {unit}" for value, unit in parts if value) or f"0 {_('s')}"


def size(value: int) -> str:
    """Bytes as people say them: `640 B`, `12 KB`, `1.4 MB`."""
    for unit, bytes_each in (("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1000)):
        if value >= bytes_each:
            return f"{format_decimal(value / bytes_each, format='#,##0.#', locale=_locale())} {unit}"
    return f"{value} B"


def scan_state(state: str) -> str:
    """A scan's state in words."""
    return _(_STATES[state]) if state in _STATES else state


def state_word(state: str) -> str:
    """What a show or an episode is: one of `STATE_WORDS`, translated."""
    return _(STATE_WORDS[state])


def season(value: int) -> str:
    """`Season 2`; season 0 are the specials."""
    return _("Season %(number)s", number=value) if value else _("Specials")


def _time(value: datetime, said: str, title: str) -> Markup:
    behind = Markup(' title="{}"').format(title) if title else ""
    return Markup('<time datetime="{}"{}>{}</time>').format(value.astimezone(UTC).isoformat(), behind, said)


def _rough(seconds: float) -> str:
    for size, say in ((86_400, plurals.days), (3600, plurals.hours), (60, plurals.minutes)):
        if seconds >= size:
            return say(int(seconds // size))
    return ""


def _locale() -> Locale:
    found = locale()
    return found if found.language != "en" else _ENGLISH


@lru_cache(4096)
def _date(value: date, said: str, locale: Locale) -> Markup:
    exact, short = _day(value, "EEEE, d MMMM y", locale), _day(value, "d MMM y", locale)
    return Markup('<time datetime="{}" title="{}">{}</time>').format(value.isoformat(), exact, said or short)


@lru_cache(4096)  # a page says the same few days again and again
def _day(value: date, pattern: str, locale: Locale) -> str:
    return str(format_date(value, pattern, locale=locale))
