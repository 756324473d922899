"""The parts by which SIMKL is connected."""

from dataclasses import replace
from datetime import timedelta

from parity.web import here
from parity.web.patterns.pattern import Pattern
from parity.web.simkl_section import SimklSection, Typing


def patterns() -> list[Pattern]:
    """Each part in each of its states."""
    then, until = here.now() - timedelta(days=40), here.now() + timedelta(minutes=14, seconds=35)
    bare = SimklSection("http://parity.example/watchlist/connect/return", "https://simkl.com")
    ready = replace(bare, app=True)
    typing = Typing("5G6JAH", "https://simkl.com/pin", "simkl.com/pin", 875, until, 5, 1)
    silent = replace(typing, trouble="SIMKL cannot be asked (api.simkl.com refused the connection).")
    known = replace(ready, connected=True, name="jane_doe", since=then)
    states = {
        "no app yet": bare,
        "ready": ready,
        "a code to type": replace(ready, typing=typing),
        "a code to type, no answer": replace(ready, typing=silent),
        "not allowed": replace(ready, end="You did not allow it at SIMKL, so nothing was connected."),
        "connected": known,
        "connected, its name unknown": replace(known, name=""),
        "refused": replace(known, dead=True),
        "another app": replace(known, other_app=True),
    }
    return [Pattern("simkl/_connect.html", state, {"simkl": one}) for state, one in states.items()]
