"""What can happen at the fake plex.tv: people sign in, tokens die, clocks go wrong, servers are shared."""

import secrets
from collections.abc import Mapping, Sequence
from typing import ClassVar

from parity.demo import plex_wishes
from parity.demo.plex_records import Wish
from parity.demo.plex_tv_keys import new_secret
from parity.demo.plex_tv_records import (
    SHORT_LIFE,
    STRONG_LIFE,
    Account,
    Opener,
    Pin,
    Refused,
    Server,
    connection,
)
from parity.demo.plex_tv_signing import issue, register
from parity.demo.plex_tv_state import PlexTvState

_DOABLE = """add_account set_account remove_account claim deny expire_pins set_limits set_expiry_told waiting_codes
living_tokens kill_tokens expire_signed give_token move_clock stop_clock rotate_key add_server set_server remove_server
add_player share unshare set_connections wish unwish mark_watched"""
_STRONG = "abcdefghijklmnopqrstuvwxyz0123456789"
_SHORT = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_MINUTE = 60

Who = int | str
"""An account by its id, username or title."""


class PlexTvWorld(PlexTvState):
    """The stand-in's plex.tv, with everything that a test may do to it.

    A token is one per account and client: a second completed sign-in with the same client kills the first.
    Methods raise LookupError for what is not there, and Refused (or ValueError) for what may not be.
    """

    KIND: ClassVar[str] = "plex_tv"
    DOABLE: ClassVar[frozenset[str]] = frozenset(f"{_DOABLE} {plex_wishes.DOABLE}".split())

    # -- accounts

    def add_account(
        self,
        title: str,
        username: str | None = None,
        pin: str | None = None,
        restricted: bool = False,
        home: Who | None = None,
    ) -> int:
        """A new account, perhaps in the `home` of another; answers its id.

        `username` defaults to the first word of the title, in small letters.
        """
        with self.lock:
            number = max(self.accounts, default=1000) + 7
            name = "" if restricted else username or title.split()[0].casefold()
            email = f"{name}@example.org" if name else ""
            where = None if home is None else self.account(home).id
            self.accounts[number] = Account(number, f"{number:016x}", name, email, title, pin, restricted, where)
            return number

    def set_account(self, account: Who, **facts: object) -> None:
        """Change fields of an account: `title`, `username`, `email`, `pin`."""
        with self.lock:
            _change(self.account(account), facts)

    def remove_account(self, account: Who) -> None:
        """It closes: its tokens die, its servers are nobody's, and what was shared with it is so no more."""
        with self.lock:
            gone = self.account(account).id
            self.kill_tokens(gone)
            self.servers = {name: each for name, each in self.servers.items() if each.owner != gone}
            for each in self.servers.values():
                each.tokens.pop(gone, None)
            del self.accounts[gone]

    # -- PINs

    def new_pin(self, client: str, product: str, strong: bool, jwk: dict[str, str] | None = None) -> Pin:
        """What a client asks for first. Raises Refused when it asks too often."""
        with self.lock:
            now = self.now
            lately = [each for each in self.pins.values() if each.client == client and each.created_at > now - _MINUTE]
            if self.most_pins is not None and len(lately) >= self.most_pins:
                raise Refused.too_often()
            code = "".join(secrets.choice(_STRONG if strong else _SHORT) for _ in range(25 if strong else 4))
            life = STRONG_LIFE if strong else SHORT_LIFE
            made = Pin(self.new_id(), code, client, product, strong, now, now + life, jwk)
            self.pins[made.id] = made
            return made

    def open_pin(self, code: str, client: str | None = None) -> Pin:
        """The PIN of this code that still can be claimed. Raises Refused, the same for each reason."""
        with self.lock:
            for each in self.pins.values():
                is_it = each.code == (code.strip() if each.strong else code.strip().upper())
                if is_it and client in (None, each.client) and each.expires_at > self.now and each.token is None:
                    return each
            raise Refused.gone()

    def claim(self, code: str, account: Who) -> None:
        """Somebody signs in with this code: what polls for it gets a token, and the client's former one dies."""
        with self.lock:
            pin, who = self.open_pin(code), self.account(account)
            pin.account, pin.token = who.id, self._complete(who, pin.client, pin.jwk)

    def deny(self, code: str) -> None:
        """Somebody refuses: from now on the PIN is not known."""
        with self.lock:
            del self.pins[self.open_pin(code).id]

    def expire_pins(self) -> None:
        """All PINs that nobody claimed are too old."""
        with self.lock:
            for each in self.pins.values():
                each.expires_at = min(each.expires_at, self.now) if each.token is None else each.expires_at

    def waiting_codes(self) -> list[str]:
        """The codes that somebody could claim now, the newest last."""
        with self.lock:
            return [each.code for each in self.pins.values() if each.token is None and each.expires_at > self.now]

    def set_expiry_told(self, told: bool) -> None:
        """Whether an expired PIN answers 404 with code 1020, or for ever that nobody claimed it."""
        self.tells_of_expiry = told

    def set_limits(
        self, polling_gap: float = 0.0, most_pins: int | None = None, most_nonces: int | None = None
    ) -> None:
        """Seconds between two questions for one PIN, and how many PINs and nonces a client gets in a minute."""
        self.polling_gap, self.most_pins, self.most_nonces = polling_gap, most_pins, most_nonces

    # -- tokens

    def give_token(self, account: Who, client: str) -> str:
        """A classic token as if this client had just signed in; the client's former one dies."""
        return self._complete(self.account(account), client, None)

    def living_tokens(self, account: Who, client: str | None = None) -> list[str]:
        """The tokens of an account that live, the newest last."""
        with self.lock:
            who = self.account(account).id
            living = [each for each in self.openers.values() if each.account == who and client in (None, each.client)]
            return [each.value for each in living if each.expires_at is None or each.expires_at > self.now]

    def kill_tokens(self, account: Who, client: str | None = None) -> None:
        """Sign out of all devices, or of one: the tokens die, and the registered keys are forgotten."""
        with self.lock:
            who = self.account(account).id
            self._kill(who, client)
            self.keys[:] = [each for each in self.keys if each.account != who or client not in (None, each.client)]

    def expire_signed(self, account: Who) -> None:
        """The signed tokens of an account end now; the registered keys stay."""
        with self.lock:
            who = self.account(account).id
            for each in self.openers.values():
                if each.account == who and each.expires_at is not None:
                    each.expires_at = min(each.expires_at, self.now)

    def rotate_key(self) -> None:
        """Sign with a new key from now on; the former one is still published."""
        self.secrets.append(new_secret())

    # -- the clock

    def move_clock(self, seconds: int) -> None:
        """Its clock goes so much further ahead (behind, when negative)."""
        self.ahead += seconds

    def stop_clock(self, at: int | None) -> None:
        """Its clock stands at this moment (epoch seconds); None: it goes on with this computer's."""
        self.stands_at, self.ahead = at, 0

    # -- servers

    def add_server(
        self,
        machine_id: str,
        name: str,
        owner: Who,
        connections: Sequence[Mapping[str, object]] = (),
        token: str | None = None,
        **facts: object,
    ) -> str:
        """A server of this account; answers the token with which the owner opens it.

        A connection needs its `uri`; `local`, `relay` and `IPv6` are False unless said.
        """
        with self.lock:
            whose = self.account(owner).id
            ways = [connection(each) for each in connections]
            self.servers[machine_id] = Server(machine_id, name, whose, connections=ways, **facts)  # type: ignore[arg-type]
            return self.share(machine_id, whose, token)

    def add_player(self, machine_id: str, name: str, owner: Who) -> None:
        """Something that plays and serves nothing, listed among the servers."""
        self.add_server(machine_id, name, owner, provides="client,player,pubsub-player")

    def set_server(self, server: str, **facts: object) -> None:
        """Change fields of a server: `name`, `owner` (an id), `version`, `presence`, `https_required`."""
        with self.lock:
            _change(self.server(server), facts)

    def set_connections(self, server: str, connections: Sequence[Mapping[str, object]]) -> None:
        """It is found elsewhere now."""
        with self.lock:
            self.server(server).connections = [connection(each) for each in connections]

    def remove_server(self, server: str) -> None:
        """Nobody has it any more."""
        with self.lock:
            del self.servers[self.server(server).machine_id]

    def share(self, server: str, account: Who, token: str | None = None) -> str:
        """Let an account use a server; answers the token for it, which the server has to be told."""
        with self.lock:
            return self.server(server).tokens.setdefault(self.account(account).id, token or secrets.token_urlsafe(15))

    def unshare(self, server: str, account: Who) -> None:
        """It may no longer."""
        with self.lock:
            del self.server(server).tokens[self.account(account).id]

    # -- the watchlist

    def wish(self, account: Who, guid: str, title: str, year: int | None = None, guids: Sequence[str] = ()) -> None:
        """Put a plex guid on an account's watchlist."""
        with self.lock:
            wished = Wish(guid, guid.split("/")[2], title, year, list(guids), at=self.now)
            self.desk(self.account(account).id).listed[guid] = wished

    def unwish(self, account: Who, guid: str) -> None:
        """Take it off again."""
        with self.lock:
            del self.desk(self.account(account).id).listed[guid]

    def mark_watched(self, account: Who, guid: str) -> None:
        """Somebody watched it: a film leaves their watchlist by itself, a show stays."""
        with self.lock:
            plex_wishes.mark_watched(self.desk(self.account(account).id).listed, guid)

    def _complete(self, who: Account, client: str, jwk: dict[str, str] | None) -> str:
        with self.lock:
            self._kill(who.id, client)
            if jwk is not None:
                register(self, who.id, client, jwk)
                return issue(self, who, client, jwk["kid"])
            value = secrets.token_urlsafe(15)
            self.openers[value] = Opener(value, who.id, client)
            return value

    def _kill(self, account: int, client: str | None) -> None:
        kept = {
            value: each
            for value, each in self.openers.items()
            if each.account != account or client not in (None, each.client)
        }
        self.openers = kept


def _change(record: object, facts: Mapping[str, object]) -> None:
    for name, value in facts.items():
        getattr(record, name)
        setattr(record, name, value)
