"""That somebody gave the setup code from the log, as this browser's session remembers it."""

from flask import session

from parity.actions import setup_code
from parity.web import here

_GIVEN = "setup_code"


def given() -> bool:
    """Whether this browser gave it."""
    return session.get(_GIVEN) is True


def keep() -> None:
    """Remember it of this browser, whose session has begun anew."""
    session[_GIVEN] = True


def take(text: str) -> bool:
    """Whether this is it; if so this browser need not give it again."""
    right = setup_code.is_right(here.grounds().given.data_dir, text)
    if right:
        keep()
    return right
