"""The part by which it is chosen whose watched state is meant."""

from dataclasses import replace
from datetime import timedelta

from parity.core.account import HomeUser
from parity.web import here
from parity.web.patterns.pattern import Pattern
from parity.web.watched_user_section import WhoseSection

_LONG = "Maximiliane Friederike von und zu Hohenstein-Waldenburg"


def patterns() -> list[Pattern]:
    """The part in each of its states."""
    owner = WhoseSection()
    home = (HomeUser("1", "Ada", admin=True), HomeUser("2", "Holly", protected=True), HomeUser("3", _LONG))
    chosen = replace(owner, who="2", name="Holly", since=here.now() - timedelta(days=3))
    states = {
        "the owner's": owner,
        "nobody has signed in": replace(owner, signed_in=False),
        "a token in the settings": replace(owner, given=True),
        "whom to choose": replace(owner, users=home),
        "a wrong PIN": replace(owner, users=home, wrong="2"),
        "somebody of the home": chosen,
        "somebody else of the home": replace(chosen, users=home),
        "no answer": replace(chosen, trouble="Plex account: plex.tv answered with status 503"),
    }
    return [Pattern("watched_user/_whose.html", state, {"whose": one}) for state, one in states.items()]
