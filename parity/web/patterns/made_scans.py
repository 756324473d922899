"""Scans in every state, made up."""

from parity.core.shapes import Changes, Scan, ScanError
from parity.web.patterns.pattern import LONG, made


def scan(**given: object) -> Scan:
    """A scan at work, with these fields given."""
    values = {"id": 0, "mode": "full", "state": "running", "resumed": 0, "troubles": 0, "errors": (), **given}
    return made(Scan, **{"note": None, "current": "The Long Way Home", **values})


def ended(state: str, **given: object) -> Scan:
    """A scan that ended in this state; a partial one with troubles."""
    errors = (made(ScanError), ScanError(LONG, "TMDB did not answer")) if state == "partial" else ()
    note = {"partial": "2 shows in trouble", "failed": "PLEX_TOKEN is refused"}.get(state)
    told = {"errors": errors, "troubles": len(errors), "changes": Changes(4, 1, 0, 0), **given}
    return scan(state=state, note=note, **told)
