"""How far the setup of this installation has come."""

from datetime import datetime

from sqlalchemy import Connection

from parity.settings import Settings
from parity.store import preferences

_ASKED = ("plex_base_url", "plex_token", "tmdb_api_key")
_DONE, _STEP = "set_up", "setup_step"


def is_set_up(connection: Connection) -> bool:
    """Whether somebody finished the setup."""
    return _DONE in preferences.read(connection)


def is_over(settings: Settings, connection: Connection) -> bool:
    """Whether there is nothing to set up: somebody finished it, or the environment gives all that it would ask for."""
    return all(settings.origin(name) == "environment" for name in _ASKED) or is_set_up(connection)


def set_up(connection: Connection, now: datetime) -> None:
    """It is finished."""
    preferences.save(connection, {_DONE: now.isoformat(), _STEP: None}, now)


def step(connection: Connection) -> str:
    """The last step that was passed, "" at the start."""
    return preferences.read(connection).get(_STEP, "")


def passed(connection: Connection, name: str, now: datetime) -> None:
    """A step is passed."""
    preferences.save(connection, {_STEP: name}, now)
