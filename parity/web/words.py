"""How templates say numbers, days and times: the Jinja filters."""

from datetime import UTC, date, datetime
from typing import Any

from flask import Flask
from markupsafe import Markup

from parity.web import here

_STATES = {
    "queued": "waiting for the worker",
    "running": "running",
    "paused": "paused",
    "done": "finished",
    "partial": "finished in part",
    "cancelled": "cancelled",
    "failed": "failed",
}
_UNITS = ((86_400, "day"), (3600, "hour"), (60, "minute"))


def init_app(app: Flask) -> None:
    """Let templates use them."""
    app.jinja_env.filters.update(
        count=count, when=when, day=day, ago=ago, duration=duration, scan_state=scan_state, season=season
    )


def count(number: int, what: str, many: str | None = None) -> str:
    """`1 episode`, `2 episodes`, `1,200 episodes`."""
    return f"{number:,} {what if number == 1 else many or what + 's'}"


def when(days: int) -> str:
    """A day as people say it: `today`, `tomorrow`, `in 5 days`, `yesterday`, `3 days ago`."""
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    far = f"in {count(days, 'day')}" if days > 0 else f"{count(-days, 'day')} ago"
    return near.get(days, far)


def day(value: date | None) -> Markup:
    """A date for people and for machines."""
    if value is None:
        return Markup("")
    return Markup('<time datetime="{}">{} {:%b %Y}</time>').format(value.isoformat(), value.day, value)


def ago(value: datetime | None) -> Markup:
    """How long ago, with the exact moment behind it in the owner's zone."""
    if value is None:
        return Markup("never")
    exact = value.astimezone(here.settings().tz)
    said = _rough((here.now() - value).total_seconds())
    return Markup('<time datetime="{}" title="{:%Y-%m-%d %H:%M %Z}">{}</time>').format(
        value.astimezone(UTC).isoformat(), exact, f"{said} ago" if said else "just now"
    )


def duration(seconds: float | None) -> str:
    """`45 s`, `3 min 20 s`, `2 h 5 min`."""
    if seconds is None:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    hours, left = divmod(minutes, 60)
    parts = ((hours, "h"), (left, "min"), (0 if hours else rest, "s"))
    return " ".join(f"{number} {unit}" for number, unit in parts if number) or "0 s"


def scan_state(state: str) -> str:
    """A scan's state in words."""
    return _STATES.get(state, state)


def season(number: int) -> str:
    """`Season 2`; season 0 are the specials."""
    return f"Season {number}" if number else "Specials"


def _rough(seconds: float) -> str:
    found: Any = next(((size, word) for size, word in _UNITS if seconds >= size), None)
    return count(int(seconds // found[0]), found[1]) if found else ""
