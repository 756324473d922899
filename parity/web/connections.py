"""The tests of the connections, as the settings page offers them: what was seen, in words."""

from collections.abc import Callable
from dataclasses import dataclass

from parity.actions.check_connections import (
    Checked,
    check_plex,
    check_radarr,
    check_sagetv,
    check_simkl,
    check_sonarr,
    check_tmdb,
    check_tvdb,
    check_watchlist,
)
from parity.actions.ports import House
from parity.web.speech import gettext as _

_CHECKS: dict[str, tuple[str, Callable[[House], Checked]]] = {
    "plex": ("Plex", check_plex),
    "tmdb": ("TMDB", check_tmdb),
    "tvdb": ("TheTVDB", check_tvdb),
    "sonarr": ("Sonarr", check_sonarr),
    "radarr": ("Radarr", check_radarr),
    "simkl": ("SIMKL", check_simkl),
    "watchlist": ("Plex's watchlist", check_watchlist),
    "sagetv": ("SageTV", check_sagetv),
}
_MOST = 12  # libraries that are named


@dataclass(frozen=True, slots=True)
class Test:
    """The test of a connection: its button, and once it was made what it saw."""

    service: str
    name: str
    outcome: str = ""
    sentence: str = ""


def untested(service: str) -> Test:
    """Nobody asked yet."""
    return Test(service, _CHECKS[service][0])


def test(house: House, service: str) -> Test:
    """Ask the service with what is saved."""
    name, check = _CHECKS[service]
    checked = check(house)
    each = [_told(one.name, one) for one in checked.each] or [_told(name, checked)]
    return Test(service, name, checked.outcome.replace(" ", "-"), " ".join(each))


def _told(name: str, checked: Checked) -> str:
    if checked.plex is not None:
        seen = checked.plex
        titles = [library.title for library in seen.libraries]
        more = ", …" if len(titles) > _MOST else ""
        found = ", ".join(titles[:_MOST]) + more if titles else _("none")
        return _(
            "%(server)s answers, version %(version)s, and takes the token. Libraries (%(number)s): %(found)s.",
            server=seen.name,
            version=seen.version,
            number=len(titles),
            found=found,
        )
    if checked.outcome == "works" and checked.detail:
        return _("%(name)s answers. %(detail)s", name=name, detail=checked.detail)
    sentences = {
        "works": _("%(name)s answers, and accepts the key.", name=name),
        "refused": _refused(name, checked),
        "silent": _("%(name)s gives no usable answer. %(detail)s", name=name, detail=checked.detail),
        "not set up": checked.detail,
    }
    return sentences[checked.outcome]


def _refused(name: str, checked: Checked) -> str:
    if name == _CHECKS["sagetv"][0]:  # it has no key; and whether it is SageTV that answers, its refusal does not prove
        return _("There is an answer, but it refuses the user or the password. %(detail)s", detail=checked.detail)
    return _("%(name)s answers, but refuses the key. %(detail)s", name=name, detail=checked.detail)
