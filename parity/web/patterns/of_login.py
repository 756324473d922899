"""The parts of the sign-in."""

from datetime import timedelta

from parity.actions.sign_in import LIMITED, SILENT, Waiting
from parity.core.sign_in import Over
from parity.web import here
from parity.web.patterns.pattern import LONG, Pattern
from parity.web.sign_in_page import Start, pending, told
from parity.web.sign_in_state import UnderWay


def patterns() -> list[Pattern]:
    """Each part in each of its states."""
    return [*_starts(), *_codes(), *_waiting()]


def _starts() -> list[Pattern]:
    ends = {
        "a stranger": Start("#", told(Over("stranger", "Ada")), stranger=True),
        "expired": Start("#", told(Over("expired"))),
        "another account was to be connected": Start("#", told(Over("other account", LONG)), connects=True),
        "Plex could not be asked": Start("#", told(Over("silent", detail="plex.tv refused the connection"))),
    }
    starts = {
        "to come in": Start("#"),
        "to set it up": Start("#", first=True),
        "to connect the account": Start("#", connects=True),
        **ends,
    }
    return [Pattern("login/_start.html", state, {"start": start}) for state, start in starts.items()]


def _codes() -> list[Pattern]:
    codes = {"asked for": Start("#", ask_code=True), "wrong": Start("#", ask_code=True, wrong="That is not it.")}
    return [Pattern("login/_setup_code.html", state, {"start": start}) for state, start in codes.items()]


def _waiting() -> list[Pattern]:
    until, state = here.now() + timedelta(minutes=14, seconds=35), UnderWay("", here.now(), "#", False)
    seen = {
        "back from Plex": Waiting("", True, until, 1.0),
        "for a code to be typed": Waiting("QZ7K", False, until, 1.0),
        "asked too often": Waiting("QZ7K", False, until, 20.0, LIMITED),
        "no answer": Waiting("", True, until, 4.0, SILENT, "plex.tv refused the connection"),
    }
    return [Pattern("login/_waiting.html", name, {"pending": pending(each, state)}) for name, each in seen.items()]
