"""The Plex servers as two pages show them: followed ones, the one that the settings give, those on offer."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from parity.actions.look_round import is_given
from parity.settings import Settings
from parity.store import accounts, look_round, servers
from parity.store.look_round import SeenOffer
from parity.store.servers import ServerRow
from parity.web import here
from parity.web.speech import gettext as _


@dataclass(frozen=True, slots=True)
class ServerCard:
    """One server. `given`: where the settings that lead to it come from, "" when they do not; `twin`: not the only one
    of its name; `locked_out`: followed, but nobody is signed in whose server it is."""

    machine_id: str
    name: str
    version: str = ""
    owned: bool = True
    followed: bool = False
    given: str = ""
    twin: bool = False
    near: bool = False
    relay: bool = False
    by_hand: bool = False
    verify_tls: bool = True
    locked_out: bool = False
    address: str = ""
    latency_ms: int | None = None
    trouble: str = ""
    trouble_since: datetime | None = None

    @property
    def key(self) -> str:
        """Names it on the page."""
        return self.machine_id or "given"

    @property
    def mark(self) -> str:
        """Tells it from another one of the same name."""
        return self.machine_id[:6] if self.twin else ""

    @property
    def called(self) -> str:
        """Its name, told from another one of the same."""
        return f"{self.name} ({self.mark})" if self.twin else self.name

    @property
    def secure(self) -> bool:
        """Whether there is a certificate to check."""
        return self.address.startswith("https://")


@dataclass(frozen=True, slots=True)
class ByHand:
    """What somebody typed as the address of a server, and what is wrong with it."""

    address: str = ""
    unchecked: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ServersSection:
    """All servers. `room` is the blueprint whose forms are drawn; `account`: who is signed in, "" for nobody."""

    room: str
    cards: tuple[ServerCard, ...]
    account: str = ""
    dead: bool = False
    looked_at: datetime | None = None
    by_hand: ByHand = ByHand()
    changeable: bool = True

    @property
    def read(self) -> int:
        """How many are read by a scan."""
        return sum(card.followed or bool(card.given) for card in self.cards)

    @property
    def owns_none(self) -> bool:
        """Whether Plex said which servers the account may use, and that it owns none."""
        return self.looked_at is not None and not any(card.owned for card in self.cards if not card.given)


def section(room: str, by_hand: ByHand | None = None, changeable: bool = True) -> ServersSection:
    """What is known of the servers; asks nobody. Four statements."""
    settings = here.settings()
    with here.house().database.reading() as connection:
        kept, seen, rows = accounts.kept(connection), look_round.offers(connection), servers.every(connection)
        known = look_round.given(connection, settings.plex_base_url or "")
    ours = kept is not None and seen is not None and seen.plex_id == kept.account.id
    offers = seen.offers if seen and ours else ()
    return ServersSection(
        room,
        _cards(settings, known, rows, offers),
        kept.account.name if kept else "",
        kept is not None and kept.dead,
        seen.at if seen and ours else None,
        by_hand or ByHand(),
        changeable,
    )


def _cards(
    settings: Settings, known: str | None, rows: Sequence[ServerRow], offers: Sequence[SeenOffer]
) -> tuple[ServerCard, ...]:
    names = _twins(rows, offers)
    kept = {row.machine_id: row for row in rows}
    near = {offer.machine_id for offer in offers if offer.near}
    first = [_given(settings, kept.get(known or ""), names)] if is_given(settings) else []
    drawn = {card.machine_id for card in first}
    followed = [_of_row(row, names, near) for row in rows if row.followed and row.machine_id not in drawn]
    drawn |= {card.machine_id for card in followed}
    rest = [_of_offer(offer, names) for offer in offers if offer.machine_id not in drawn]
    return (*first, *followed, *sorted(rest, key=lambda card: (not card.owned, card.name.casefold(), card.machine_id)))


def _twins(rows: Sequence[ServerRow], offers: Sequence[SeenOffer]) -> frozenset[str]:
    """The names that several servers share."""
    named = {row.machine_id: row.name for row in rows if row.followed} | {one.machine_id: one.name for one in offers}
    return frozenset(name for name, number in Counter(named.values()).items() if number > 1)


def _given(settings: Settings, row: ServerRow | None, names: frozenset[str]) -> ServerCard:
    return ServerCard(
        row.machine_id if row else "",
        row.name if row else _("The server of the settings"),
        row.version if row else "",
        given=settings.origin("plex_token"),
        twin=row is not None and row.name in names,
        address=settings.plex_base_url or "",
        trouble=(row.trouble or "") if row else "",
        trouble_since=row.trouble_since if row else None,
    )


def _of_row(row: ServerRow, names: frozenset[str], near: set[str]) -> ServerCard:
    return ServerCard(
        machine_id=row.machine_id,
        name=row.name,
        version=row.version,
        owned=row.owned,
        followed=True,
        twin=row.name in names,
        near=row.machine_id in near,
        relay=row.relay,
        by_hand=row.by_hand,
        verify_tls=row.verify_tls,
        locked_out=row.token is None,
        address=row.address or "",
        latency_ms=row.latency_ms,
        trouble=row.trouble or "",
        trouble_since=row.trouble_since,
    )


def _of_offer(offer: SeenOffer, names: frozenset[str]) -> ServerCard:
    return ServerCard(
        offer.machine_id, offer.name, offer.version, offer.owned, twin=offer.name in names, near=offer.near
    )
