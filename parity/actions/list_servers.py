"""All servers at a glance: the one that the settings give, those that are followed, and what the account offers."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from parity.actions import servers as of_account
from parity.actions.decide import NoSuchThing
from parity.actions.ports import House
from parity.actions.servers import Offered
from parity.core.account import Answering
from parity.core.failures import Failure
from parity.store import accounts, servers
from parity.store.servers import ServerRow

State = Literal["given", "followed", "offered"]
PATIENCE = 5.0
"""Seconds that the given server has to say which one it is."""
_GIVEN = "the server at PLEX_BASE_URL"


@dataclass(frozen=True, slots=True)
class ListedServer:
    """A server as a list shows it. `machine_id` is None for a given one that did not say which it is."""

    machine_id: str | None
    name: str
    state: State
    owned: bool | None
    address: str | None
    latency_ms: int | None
    relay: bool
    by_hand: bool
    verify_tls: bool
    trouble: str | None


@dataclass(frozen=True, slots=True)
class ServerList:
    """All of them; `troubles` says what could not be asked."""

    items: tuple[ListedServer, ...]
    troubles: tuple[str, ...]

    def meant(self, text: str) -> ListedServer:
        """The one server of this name or id. Raises NoSuchThing, also when several have the name."""
        by_id = [one for one in self.items if one.machine_id == text]
        found = by_id or [one for one in self.items if one.name.casefold() == text.casefold()]
        if len(found) == 1:
            return found[0]
        if found:
            ids = ", ".join(one.machine_id or _GIVEN for one in found)
            raise NoSuchThing(f"{len(found)} servers are called {text}; say which one by its id: {ids}")
        have = ", ".join(dict.fromkeys(one.name for one in self.items)) or "none at all"
        raise NoSuchThing(f"there is no server {text}; there are: {have}")


def list_servers(house: House, stop: threading.Event) -> ServerList:
    """Ask Plex what the account offers, and the given server which one it is. Raises nothing that it could tell."""
    offered, troubles = _offered(house)
    with house.database.reading() as connection:
        rows = servers.every(connection)
    items = _merged(offered, rows)
    settings = house.settings()
    if settings.plex_base_url and settings.plex_token:
        given = _given(house, settings.plex_base_url, items, rows, stop)
        items = [given, *(one for one in items if one.machine_id != given.machine_id)]
        troubles += [f"{given.name}: {given.trouble}"] if given.trouble else []
    return ServerList(tuple(items), tuple(troubles))


def _offered(house: House) -> tuple[Sequence[Offered], list[str]]:
    with house.database.reading() as connection:
        if accounts.kept(connection) is None:
            return (), []
    try:
        return of_account.offered(house), []
    except Failure as trouble:
        return (), [f"Plex could not be asked which servers the account may use ({trouble})"]


def _merged(offered: Sequence[Offered], rows: Sequence[ServerRow]) -> list[ListedServer]:
    """Those that are followed first."""
    by_id = {one.offer.machine_id: one for one in offered}
    followed = [_followed(row, by_id.get(row.machine_id)) for row in rows if row.followed]
    there = {one.machine_id for one in followed}
    return followed + [_free(one) for one in offered if one.offer.machine_id not in there]


def _followed(row: ServerRow, offered: Offered | None) -> ListedServer:
    name = offered.offer.name if offered else row.name
    owned = offered.offer.owned if offered else row.owned
    place = (row.address, row.latency_ms, row.relay, row.by_hand, row.verify_tls)
    return ListedServer(row.machine_id, name, "followed", owned, *place, row.trouble)


def _free(one: Offered) -> ListedServer:
    offer = one.offer
    return ListedServer(offer.machine_id, offer.name, "offered", offer.owned, None, None, False, False, True, None)


def _given(
    house: House, address: str, items: Sequence[ListedServer], rows: Sequence[ServerRow], stop: threading.Event
) -> ListedServer:
    try:
        told: Answering | None = house.doors().answering(address, True, stop, PATIENCE)
        trouble = None
    except Failure as silence:
        told, trouble = None, silence.detail
    machine_id = told.machine_id if told else None
    known = next((one for one in items if one.machine_id == machine_id), None) if told else None
    row = next((row for row in rows if row.machine_id == machine_id), None)
    name = (known.name if known else row.name if row else "") or machine_id or _GIVEN
    owned, latency = known.owned if known else None, told.latency_ms if told else None
    return ListedServer(machine_id, name, "given", owned, address, latency, False, True, True, trouble)
