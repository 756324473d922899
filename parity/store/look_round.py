"""What was seen when somebody last looked for Plex servers, so that a page can show it without asking anybody."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection

from parity.store import preferences

_OFFERS, _GIVEN = "seen_offers", "seen_given"


@dataclass(frozen=True, slots=True)
class SeenOffer:
    """A server that Plex offered the account. `near`: it has an address at home. Its token is not kept here."""

    machine_id: str
    name: str
    version: str
    owned: bool
    near: bool


@dataclass(frozen=True, slots=True)
class LookRound:
    """All that Plex offered the account with this id, and when."""

    plex_id: int
    at: datetime
    offers: tuple[SeenOffer, ...]


def offers(connection: Connection) -> LookRound | None:
    """What Plex offered last; None when nobody asked yet."""
    text = preferences.read(connection).get(_OFFERS)
    if text is None:
        return None
    kept = json.loads(text)
    seen = tuple(SeenOffer(**each) for each in kept["offers"])
    return LookRound(kept["plex_id"], datetime.fromisoformat(kept["at"]), seen)


def keep_offers(connection: Connection, plex_id: int, seen: Sequence[SeenOffer], now: datetime) -> None:
    """This is what Plex offers now."""
    kept = {"plex_id": plex_id, "at": now.isoformat(), "offers": [asdict(each) for each in seen]}
    preferences.save(connection, {_OFFERS: json.dumps(kept)}, now)


def given(connection: Connection, address: str) -> str | None:
    """The machine id of the server that answered at the settings' address; None when nobody asked it yet."""
    text = preferences.read(connection).get(_GIVEN)
    kept = json.loads(text) if text else {}
    return str(kept["machine_id"]) if kept.get("address") == address else None


def keep_given(connection: Connection, address: str, machine_id: str, now: datetime) -> None:
    """At the settings' address this server answers."""
    preferences.save(connection, {_GIVEN: json.dumps({"address": address, "machine_id": machine_id})}, now)
