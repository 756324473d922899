"""Takes over from sageplex_sync: where SageTV answers and how it lets somebody in, and Plex where there is none yet."""

from collections.abc import Mapping

from parity.actions.ports import House
from parity.actions.taken_over import Report, has_plex, take_settings
from parity.core.peer_sageplex import read_peer_sageplex


def take_over_sageplex(house: House, document: object, report: Report) -> bool:
    """Take over a parsed `sageplex_cfg.json`; False when it is none. Twice equals once."""
    found = read_peer_sageplex(document)
    if found is None:
        return False
    report.left_out.extend(found.left_out)
    settings = house.settings()
    if settings.sagetv_url is None:
        take_settings(house, found.sagetv, report)
    elif found.sagetv and found.sagetv["sagetv_url"] != settings.sagetv_url:
        report.left_out.append("sagex: Parity has an address of SageTV already, which stays as it is.")
    else:
        report.alike.extend(found.sagetv)
    _take_plex(house, found.plex, report)
    report.sagetv = bool(found.sagetv) and house.settings().sagetv_url is not None
    return True


def _take_plex(house: House, plex: Mapping[str, str], report: Report) -> None:
    """Its server, unless one is asked already: a token is good for the server alone that it stood beside."""
    if not plex:
        return
    settings = house.settings()
    same = plex.get("plex_base_url") == settings.plex_base_url
    if not has_plex(house):
        take_settings(house, plex, report)
    elif same and settings.plex_token is None:
        take_settings(house, {name: value for name, value in plex.items() if name == "plex_token"}, report)
    elif not same or plex.get("plex_token", settings.plex_token) != settings.plex_token:
        report.left_out.append("plex: Parity asks a Plex server already, which stays as it is.")
    else:
        report.alike.extend(plex)
