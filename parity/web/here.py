"""What one request stands on: the house, and its settings, day and hour, read once."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import cast

from flask import Flask, current_app, g

from parity.actions.ports import House
from parity.settings import Settings
from parity.store import install

_KEY = "parity"


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the app was made with: its house, the settings of that moment, the moment, and the API's key.

    `past_setup` holds something once the setup is known to be over: it never begins again by itself.
    """

    house: House
    given: Settings
    started: datetime
    api_key: str = field(repr=False)
    past_setup: set[str] = field(default_factory=set)


def keep(app: Flask, house: House, api_key: str) -> Grounds:
    """Let the app know what it stands on."""
    grounds = Grounds(house, house.settings(), house.now(), api_key)
    _look_past_setup(grounds)
    app.extensions[_KEY] = grounds
    return grounds


def grounds() -> Grounds:
    """What this app stands on."""
    return cast(Grounds, current_app.extensions[_KEY])


def new_api_key(key: str) -> None:
    """From now on this key opens the API, and the old one no longer does."""
    current_app.extensions[_KEY] = replace(grounds(), api_key=key)


def is_set_up() -> bool:
    """Whether the setup is over: somebody finished it, or the environment gives all that it would ask for."""
    if not grounds().past_setup:
        _look_past_setup(grounds())
    return bool(grounds().past_setup)


def _look_past_setup(grounds: Grounds) -> None:
    with grounds.house.database.reading() as connection:
        if install.is_over(grounds.given, connection):
            grounds.past_setup.add("over")


def house() -> House:
    """The house of this app."""
    return grounds().house


def settings() -> Settings:
    """The settings as they stand now, the same for the whole request."""
    if "settings" not in g:
        g.settings = house().settings()
    return cast(Settings, g.settings)


def settings_changed() -> None:
    """Some were saved: the rest of this request goes by them."""
    g.pop("settings", None)


def now() -> datetime:
    """The moment of this request."""
    if "now" not in g:
        g.now = house().now()
    return cast(datetime, g.now)


def today() -> date:
    """The owner's day."""
    return now().astimezone(settings().tz).date()


def without_database() -> None:
    """Perhaps it cannot be read: unless they were, the rest of this request goes by the app's first settings."""
    if "settings" not in g:
        g.settings = grounds().given
