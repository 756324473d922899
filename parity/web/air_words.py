"""When an episode is on, in the owner's zone: the moment where it is known, else the date and whose date that is."""

from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from flask import Flask
from markupsafe import Markup

from parity.core.airtime import hours_apart
from parity.core.zones import ZONES
from parity.web import here
from parity.web.speech import gettext as _
from parity.web.speech import locale
from parity.web.words import clock, day, exact, weekday, when

_FAR = 3  # hours between two zones from which on a date may well be another day here


def init_app(app: Flask) -> None:
    """Let templates use them."""
    app.jinja_env.filters.update(air_day=air_day, air_clock=air_clock)


class Told(Protocol):
    """What the shapes of an episode say of it."""

    @property
    def air_date(self) -> date: ...
    @property
    def airs_at(self) -> datetime | None: ...
    @property
    def air_country(self) -> str | None: ...


def air_day(told: Told, relative: bool = False) -> Markup:
    """`7 Mar 2026` or, where the time is known, `Sat 03:00`; `relative`: `in 5 days`, `in 5 days, Sat 03:00`."""
    if told.airs_at is None:
        said, place = day(told.air_date, relative), _elsewhere(told)
        return Markup('{} <span class="quiet">{}</span>').format(said, place) if place else said
    local = told.airs_at.astimezone(here.settings().tz).date()
    ahead = f"{when((local - here.today()).days)}, " if relative else ""
    return Markup("{}{}").format(ahead, air_clock(told.airs_at))


def air_clock(airs_at: datetime | None) -> Markup:
    """`Sat 03:00`, with the whole moment behind it; nothing where it is not known."""
    if airs_at is None:
        return Markup("")
    local = airs_at.astimezone(here.settings().tz).date()
    said = f"{weekday(local, short=True)} {clock(airs_at)}"
    return Markup('<time datetime="{}" title="{}">{}</time>').format(airs_at.isoformat(), exact(airs_at), said)


def _elsewhere(told: Told) -> str:
    """`date in Japan`, where the day may be another one here."""
    zone = ZONES.get(told.air_country or "")
    if zone is None or hours_apart(ZoneInfo(zone), here.settings().tz, told.air_date) <= _FAR:
        return ""
    names = locale().territories
    return _("date in %(country)s", country=names.get(told.air_country or "", told.air_country))
