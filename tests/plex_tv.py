"""Plex's services for accounts as a fake that tests steer: who claims which PIN, and what goes wrong."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from parity.core.account import Account, Answering, HomeUser, Offer, Pin, PinRefused, Token, Way
from parity.core.failures import Failure, NotFound, Unauthorised, Unavailable
from tests.store.builders import NOW
from tests.web.houses import ShutDoors

OWNER = Account(11, "uuid-owner", "Ada")
FRIEND = Account(22, "uuid-friend", "Bert")
STRANGER = Account(33, "uuid-stranger", "Cleo")
LIFE, SIGNED_LIFE = timedelta(minutes=30), timedelta(days=7)


@dataclass
class FakePlexTv:
    """`trouble`, while set, is what every question meets, `trouble_of` what those of a name meet.

    `asked` names the questions in order; `meanwhile` happens during each. `key_of` is whose device key is known.
    `home`: who else is in everybody's home, by uuid, with their PIN.
    """

    now: Callable[[], datetime] = lambda: NOW
    pins: dict[int, Account | None] = field(default_factory=dict)
    tokens: dict[str, Account] = field(default_factory=dict)
    owned: dict[int, tuple[Offer, ...]] = field(default_factory=dict)
    home: dict[str, tuple[HomeUser, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    signed_out: list[str] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)
    trouble: Failure | None = None
    trouble_of: dict[str, Failure] = field(default_factory=dict)
    key_of: Account | None = None
    meanwhile: Callable[[], None] = lambda: None
    made: int = 0

    def claim(self, account: Account, pin: int | None = None) -> None:
        """Somebody takes a PIN at Plex, the newest by default."""
        self.pins[pin or max(self.pins)] = account

    def begin(self, *, strong: bool, signed: bool = False) -> Pin:
        self._meet("begin signed" if signed else "begin")
        number = 900_000_000 + len(self.pins)
        self.pins[number] = None
        return Pin(number, f"strong-code-{len(self.pins)}-of-a-pin" if strong else "QZ7K", self.now() + LIFE)

    def claimed(self, pin_id: int, *, signed: bool = False) -> Token | None:
        self._meet("claimed")
        if pin_id in self.gone:
            raise NotFound("plex.tv", "the PIN")
        account = self.pins[pin_id]
        if account is None:
            return None
        if signed:
            return self._signed(account)
        value = f"token-{pin_id}-of-{account.name}"
        self.tokens[value] = account
        return Token("classic", value)

    def account(self, token: str) -> Account:
        self._meet("account")
        return self._whose(token)

    def keep_alive(self, token: str) -> None:
        self._meet("keep_alive")

    def sign_out(self, token: str) -> None:
        self._meet("sign_out")
        self.signed_out.append(token)
        self.tokens.pop(token, None)

    def offers(self, token: str) -> tuple[Offer, ...]:
        self._meet("offers")
        return self.owned.get(self._whose(token).id, ())

    def home_users(self, token: str) -> tuple[HomeUser, ...]:
        self._meet("home users")
        own = self._whose(token)
        return (HomeUser(own.uuid, own.name, admin=True), *(self.home[each][0] for each in sorted(self.home)))

    def switch(self, token: str, uuid: str, pin: str = "") -> str:
        self._meet("switch")
        self._whose(token)
        if uuid not in self.home:
            raise NotFound("plex.tv", "the user")
        user, wanted = self.home[uuid]
        if user.protected and pin != wanted:
            raise PinRefused()
        value = f"token-of-{user.name}"
        self.tokens[value] = Account(len(self.tokens) + 50, uuid, user.name)
        return value

    def upgrade(self, token: str) -> Token:
        self._meet("upgrade")
        return self._signed(self._whose(token))

    def renew(self) -> Token:
        self._meet("renew")
        if self.key_of is None:
            raise Unauthorised("plex.tv", "the key is not known")
        return self._signed(self.key_of)

    def _signed(self, account: Account) -> Token:
        """A token for seven days; the key that asked for it is known from now on."""
        self.key_of, self.made = account, self.made + 1
        value = f"signed-{self.made}-of-{account.name}"
        self.tokens[value] = account
        return Token("jwt", value, self.now() + SIGNED_LIFE)

    def _whose(self, token: str) -> Account:
        if token not in self.tokens:
            raise Unauthorised("plex.tv", "the token was refused")
        return self.tokens[token]

    def _meet(self, question: str) -> None:
        self.asked.append(question)
        self.meanwhile()
        trouble = self.trouble or self.trouble_of.get(question)
        if trouble:
            raise trouble


@dataclass
class PlexTvDoors(ShutDoors):
    """Only the way to plex.tv is open, and servers say who they are. `servers`: machine ids by address."""

    plex: FakePlexTv = field(default_factory=FakePlexTv)
    servers: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def plex_tv(self, stop: threading.Event, patience: float) -> Iterator[FakePlexTv]:
        yield self.plex

    def answering(self, address: str, verify_tls: bool, stop: threading.Event, patience: float) -> Answering:
        if address not in self.servers:
            raise Unavailable("Plex", f"{address} refused the connection")
        return Answering(self.servers[address], "1.43.0", 3)


def offer(machine_id: str, *addresses: str, owned: bool = True) -> Offer:
    """A server that an account may use, at these addresses."""
    ways = tuple(Way(address, local=True, relay=False) for address in addresses)
    return Offer(machine_id, machine_id.title(), owned, "1.43.0", f"server-token-of-{machine_id}", ways)
