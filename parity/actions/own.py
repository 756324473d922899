"""Whose installation this is: who owns a Plex server that answers here may claim it, the first one gets it."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass

from parity.actions.plex_account import PATIENCE, plex_tv
from parity.actions.plex_tv_ports import PlexTv
from parity.actions.ports import House
from parity.core.account import Account, Offer
from parity.core.failures import Failure, Unauthorised
from parity.core.sign_in import Over
from parity.store import accounts, install, people, servers
from parity.store.people import Person

_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Claimed:
    """It is theirs, now or since before."""

    person: Person


def is_nobodys(house: House) -> bool:
    """Whether it is yet to be claimed, be it set up or not."""
    with house.database.reading() as connection:
        return people.owner(connection) is None


def claim(house: House, account: Account, near: bool, code_ok: bool) -> Claimed | Over:
    """Give the installation to the account that signed in. `near`: from a private address; or the setup code was given.

    Over says why not; what failed outside is told in it too.
    """
    with house.database.reading() as connection:
        kept = accounts.kept(connection)
    if kept is None or not account.is_same(kept.account.id, kept.account.uuid):
        return Over("refused")
    try:
        with plex_tv(house) as plex:
            refusal = refusal_of(house, plex, account, kept.token.value, near or code_ok)
    except Unauthorised:
        with house.database.writing() as connection:
            accounts.checked(connection, kept.token, True, house.now())
        return Over("refused")
    except Failure as trouble:
        return Over("silent", detail=trouble.detail)
    return refusal or _take(house, account)


def refusal_of(house: House, plex: PlexTv, account: Account, token: str, trusted: bool) -> Over | None:
    """Why this account may not have the installation, None when it may. Raises the failures of core of plex.tv."""
    with house.database.reading() as connection:
        owner = people.owner(connection)
    if owner is not None:
        return None if account.is_same(owner.plex_id, owner.uuid) else Over("taken", account.name)
    if not trusted:
        return Over("from outside")
    owned = [offer for offer in plex.offers(token) if offer.owned]
    given = house.settings().plex_base_url
    if given:
        return _refusal_by_given(house, given, account, owned)
    followed = _followed(house)
    if followed:  # it was in use before it was anybody's: then it goes to nobody but the owner of what it shows
        owned = [offer for offer in owned if offer.machine_id in followed]
        if not owned:
            return Over("not that server", account.name, " or ".join(followed.values()))
    return None if _any_answers(house, owned) else Over("no server", account.name)


def _followed(house: House) -> dict[str, str]:
    """Machine ids and names of the servers that a finished setup left to be followed."""
    settings = house.settings()
    with house.database.reading() as connection:
        rows = servers.every(connection) if install.is_over(settings, connection) else []
    return {row.machine_id: row.name or row.machine_id for row in rows if row.followed}


def _take(house: House, account: Account) -> Claimed | Over:
    with house.database.writing() as connection:
        kept = accounts.kept(connection)
        if kept is None or not account.is_same(kept.account.id, kept.account.uuid):
            return Over("refused")  # while Plex was asked, somebody else signed in, for whom Parity acts now
        people.make_owner(connection, account, house.now())
        owner = people.owner(connection)
    if owner is None or not account.is_same(owner.plex_id, owner.uuid):
        return Over("taken", account.name)
    return Claimed(owner)


def _refusal_by_given(house: House, address: str, account: Account, owned: list[Offer]) -> Over | None:
    """The settings name the server, so it has to be that one."""
    try:
        found = house.doors().answering(address, True, threading.Event(), PATIENCE)
    except Failure as trouble:
        return Over("server silent", account.name, trouble.detail)
    if found.machine_id in {offer.machine_id for offer in owned}:
        return None
    return Over("not that server", account.name, address)


def _any_answers(house: House, owned: list[Offer]) -> bool:
    """Whether one of the servers can be reached, whichever way."""
    ways = list(dict.fromkeys(_ways(house, owned)))
    doors, stop = house.doors(), threading.Event()

    def answers(address: str, verify_tls: bool, machine_id: str) -> bool:
        try:
            return doors.answering(address, verify_tls, stop, PATIENCE).machine_id == machine_id
        except Failure:
            return False

    executor = ThreadPoolExecutor(_AT_ONCE)
    try:
        return any(done.result() for done in as_completed(executor.submit(answers, *way) for way in ways))
    finally:
        stop.set()
        executor.shutdown(wait=False, cancel_futures=True)


def _ways(house: House, owned: list[Offer]) -> Iterator[tuple[str, bool, str]]:
    """Addresses with whether their certificate matters and who should answer, those that worked before first."""
    ours = {offer.machine_id for offer in owned}
    with house.database.reading() as connection:
        known = [row for row in servers.followed(connection) if row.machine_id in ours]
    yield from ((row.address, row.verify_tls, row.machine_id) for row in known if row.address)
    for offer in owned:
        yield from ((way.address, True, offer.machine_id) for way in sorted(offer.ways, key=lambda way: way.rank))
