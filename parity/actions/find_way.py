"""Finds the way to a server of the account: all its addresses at once, and the best of those that lead there."""

import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass

from parity.actions import keep_account
from parity.actions.ports import Doorways, House
from parity.core.account import Answering, Offer, Token, Way
from parity.core.failures import Failure, Unauthorised
from parity.store import accounts, servers
from parity.store.servers import ServerRow

PATIENCE = 4.0
"""Seconds that an address has to answer."""


class NotSignedIn(Exception):
    """Nobody has signed in with Plex, so that nobody can say which servers there are."""

    def __init__(self) -> None:
        super().__init__("Nobody has signed in with Plex yet: sign in on the page /setup.")


@dataclass(frozen=True, slots=True)
class Found:
    """A way that leads to the server, and how it answered."""

    way: Way
    answering: Answering


def offers(house: House, stop: threading.Event) -> tuple[Offer, ...]:
    """The servers that the account may use. Raises NotSignedIn and the failures of Plex's services.

    A refusal is noted: then somebody has to sign in again; a signed token that only ended is exchanged.
    """
    with house.database.reading() as connection:
        account = accounts.kept(connection)
    if account is None:
        raise NotSignedIn
    try:
        return _offers(house, account.token, stop)
    except Unauthorised:
        newer = keep_account.after_refusal(house, account.token, stop)
        if newer is None:
            raise
    return _offers(house, newer, stop)


def _offers(house: House, token: Token, stop: threading.Event) -> tuple[Offer, ...]:
    with house.doors().plex_tv(stop, PATIENCE) as plex_tv:
        return plex_tv.offers(token.value)


def best_way(doors: Doorways, offer: Offer, verify_tls: bool) -> Found | None:
    """The best of the ways that lead to this server, however fast the others are; None when none does."""
    ways, stop = sorted(set(offer.ways), key=lambda way: (way.rank, way.address)), threading.Event()
    if not ways:
        return None
    pool = ThreadPoolExecutor(len(ways), thread_name_prefix="way")
    asked = [pool.submit(doors.answering, way.address, verify_tls, stop, PATIENCE) for way in ways]
    try:
        for _ in as_completed(asked, timeout=2 * PATIENCE):
            if _is_settled(asked, offer):
                break
    except TimeoutError:
        pass  # who has not answered by now is no better than who cannot
    finally:
        stop.set()
        pool.shutdown(wait=False, cancel_futures=True)
    return next((Found(way, told) for way, one in zip(ways, asked, strict=True) if (told := _right(one, offer))), None)


def find_again(house: House, row: ServerRow, refused: bool, stop: threading.Event) -> ServerRow | None:
    """What plex.tv knows better of a followed server: its address, or its token when that was `refused`.

    What is found is stored. None when there is nothing better, or nobody can say. An address that the owner gave stays.
    """
    if row.by_hand and not refused:
        return None
    try:
        offer = next((o for o in offers(house, stop) if o.machine_id == row.machine_id), None)
    except (NotSignedIn, Failure):
        return None
    if offer is None or (refused and offer.token == row.token):
        return None
    found = None if refused else best_way(house.doors(), offer, row.verify_tls)
    if found is None and not refused:
        return None
    return keep(house, offer, {} if found is None else of_way(found))


def trouble_of(name: str, failure: Failure, advice: str = "reconnect") -> str:
    """What is wrong with a server, for the owner."""
    if isinstance(failure, Unauthorised):
        return f"{name} refused its token: {advice}"
    return f"{name} gave no usable answer ({failure.detail})"


def of_way(found: Found) -> dict[str, object]:
    """A way as columns."""
    told = {"latency_ms": found.answering.latency_ms, "version": found.answering.version}
    return {"address": found.way.address, "relay": found.way.relay, **told}


def keep(house: House, offer: Offer, more: dict[str, object]) -> ServerRow:
    """Store what an offer says of a server, and `more` of it; the row as it is now."""
    from parity.http import register_secret  # with all of requests: only who goes out needs it

    register_secret(offer.token)
    with house.database.writing() as connection:
        values = {"name": offer.name, "owned": offer.owned, "token": offer.token, **more}
        servers.put(connection, offer.machine_id, house.now(), values)
        row = servers.get(connection, offer.machine_id)
    if row is None:
        raise LookupError(f"server {offer.machine_id} was not stored")
    return row


def _is_settled(asked: Sequence[Future[Answering]], offer: Offer) -> bool:
    """Whether the best that leads there is known: all before it have failed. They stand in the order of their rank."""
    for one in asked:
        if not one.done():
            return False
        if _right(one, offer):
            return True
    return True


def _right(one: Future[Answering], offer: Offer) -> Answering | None:
    """The answer, if it is there and the server's."""
    if not one.done() or one.cancelled():
        return None
    error = one.exception()
    if error is None:
        told = one.result()
        return told if told.machine_id == offer.machine_id else None
    if isinstance(error, Failure):
        return None
    raise error
