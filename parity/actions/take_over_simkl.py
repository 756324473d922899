"""Takes over from Plex-SIMKL Watchlist Sync: how the lists follow each other, the sign-in, what both lists had."""

from datetime import datetime

from parity.actions.ports import House
from parity.actions.taken_over import Report, take_settings
from parity.core.peer_simkl import PeerSimkl, PeerTitle, read_peer_simkl
from parity.core.simkl import SimklToken
from parity.core.watch import Member
from parity.core.watch_groups import Agreed
from parity.store import simkl_account, watch_base
from parity.store.watch_base import Pair


def take_over_simkl(house: House, document: object, report: Report) -> bool:
    """Take over a parsed `config.json` or `state.json` of it; False when it is neither. Twice equals once."""
    found = read_peer_simkl(document)
    if found is None:
        return False
    report.left_out.extend(found.left_out)
    take_settings(house, found.settings, report)
    if found.token is not None:
        _connect(house, found.token, report)
    if found.agreed is not None:
        _remember(house, found, report)
    return True


def _connect(house: House, token: SimklToken, report: Report) -> None:
    """Be signed in at SIMKL as it was; whose account that is, the first run finds out."""
    with house.database.writing() as connection:
        kept = simkl_account.kept(connection)
        if kept is None:
            simkl_account.keep(connection, token, Member("", ""), house.now())
            report.connected = True
        elif kept.token.value != token.value:
            report.left_out.append("simkl.access_token: SIMKL is connected already, and stays as it is.")


def _remember(house: House, found: PeerSimkl, report: Report) -> None:
    settings, now = house.settings(), house.now()
    mode, source = settings.watchlist_mode, settings.watchlist_source
    seen_at = min(found.seen_at or now, now)
    agreed = [_agreed(title, seen_at) for title in found.agreed or ()]
    with house.database.writing() as connection:
        known = watch_base.pair(connection) is not None
        if not known:
            # Of nobody: whose lists they were is not known, so that by itself it proves no removal.
            watch_base.keep(connection, Pair(None, None, mode, source), agreed, now)
    if known:
        report.left_out.append("What both lists had: Parity has compared them itself, or knows it from here already.")
    else:
        report.agreed = len(agreed)


def _agreed(title: PeerTitle, seen_at: datetime) -> Agreed:
    return Agreed(title.type, title.title, title.year, title.ids, frozenset(), frozenset(), seen_at, None)
