"""What the fake plex.tv holds, its clock, and how it is kept in a file."""

import json
import threading
import time
from collections.abc import Iterable
from dataclasses import asdict
from typing import Self

from parity.demo.plex_records import Wish
from parity.demo.plex_tv_keys import new_secret
from parity.demo.plex_tv_records import Account, DeviceKey, Opener, Pin, Refused, Server
from parity.demo.plex_wishes import MOST_ROWS, Desk, Titles
from parity.demo.tally import Tally


class PlexTvState(Titles):
    """All state of the stand-in for plex.tv. Its clock is this computer's, moved by `ahead`, or stands still."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.requests = Tally()
        self.accounts: dict[int, Account] = {}
        self.pins: dict[int, Pin] = {}
        self.openers: dict[str, Opener] = {}
        """Token -> what it opens; a dead one is not here."""
        self.keys: list[DeviceKey] = []
        self.servers: dict[str, Server] = {}
        self.wishes: dict[int, dict[str, Wish]] = {}
        """Account -> guid -> wish, the last wished last."""
        self.titles = {}
        self.watchlist_page = MOST_ROWS
        self.nonces: dict[str, tuple[str, int]] = {}
        """Nonce -> the client that asked for it, and when."""
        self.secrets = [new_secret()]
        """The private keys that it signs with, as hex; the last one signs."""
        self.ahead = 0
        self.stands_at: int | None = None
        self.tells_of_expiry = True
        self.polling_gap = 0.0
        self.most_pins: int | None = None
        self.most_nonces: int | None = None
        self.next_id = 564_000_000
        self._polled: dict[int, float] = {}

    @property
    def now(self) -> int:
        """Its clock, in epoch seconds."""
        return (int(time.time()) if self.stands_at is None else self.stands_at) + self.ahead

    def account(self, who: int | str) -> Account:
        """An account by its id, username or title. Raises LookupError."""
        for each in self.accounts.values():
            if who in (each.id, each.username, each.title):
                return each
        raise LookupError(f"no account {who}")

    def server(self, which: str) -> Server:
        """A server by its machine id or name. Raises LookupError."""
        for each in self.servers.values():
            if which in (each.machine_id, each.name):
                return each
        raise LookupError(f"no server {which}")

    def opened_by(self, token: str | None) -> Opener:
        """What a token opens. Raises Refused: 401 for a dead one, 498 for a signed one that expired."""
        with self.lock:
            opener = self.openers.get(token or "")
            if opener is None:
                raise Refused.unknown()
            if opener.expires_at is not None and opener.expires_at <= self.now:
                raise Refused(498, "Token has expired")
            return opener

    def desk(self, account: int) -> Desk:
        """Discover as this account finds it."""
        listed = self.wishes.setdefault(account, {})
        return Desk(listed, self.titles, tuple, self.now, self.watchlist_page)

    def watchlists(self) -> Iterable[dict[str, Wish]]:
        """Everybody's."""
        return self.wishes.values()

    def poll(self, pin: Pin) -> None:
        """Note that somebody asks for a PIN. Raises Refused when the last time is too short ago."""
        with self.lock:
            asked, last = time.monotonic(), self._polled.get(pin.id)
            self._polled[pin.id] = asked
            if last is not None and asked - last < self.polling_gap:
                raise Refused.too_often()

    def new_id(self) -> int:
        """The next number for a PIN."""
        with self.lock:
            self.next_id += 1
            return self.next_id

    def to_json(self) -> str:
        """All of it as text for `from_json`; counters are not kept."""
        with self.lock:
            lists = {name: [asdict(each) for each in getattr(self, name).values()] for name in _LISTS}
            wishes = {str(n): [asdict(each) for each in rows.values()] for n, rows in self.wishes.items()}
            titles = [asdict(each) for each in self.titles.values()]
            keys = [asdict(each) for each in self.keys]
            plain = {name: getattr(self, name) for name in _PLAIN}
            more = {"keys": keys, "wishes": wishes, "titles": titles, "nonces": self.nonces}
            return json.dumps({**lists, **plain, **more})

    @classmethod
    def from_json(cls, text: str) -> Self:
        """A plex.tv as `to_json` wrote it."""
        kept = json.loads(text)
        world = cls()
        for name in _PLAIN:
            setattr(world, name, kept[name])
        world.accounts = {row["id"]: Account(**row) for row in kept["accounts"]}
        world.pins = {row["id"]: Pin(**row) for row in kept["pins"]}
        world.openers = {row["value"]: Opener(**row) for row in kept["openers"]}
        world.servers = {row["machine_id"]: Server(**row) for row in kept["servers"]}
        for server in world.servers.values():
            server.tokens = {int(account): token for account, token in server.tokens.items()}
        world.keys = [DeviceKey(**row) for row in kept["keys"]]
        world.wishes = {
            int(account): {row["guid"]: Wish(**row) for row in rows} for account, rows in kept["wishes"].items()
        }
        world.titles = {row["guid"]: Wish(**row) for row in kept["titles"]}
        world.nonces = {nonce: (client, since) for nonce, (client, since) in kept["nonces"].items()}
        return world


_LISTS = ("accounts", "pins", "openers", "servers")
_PLAIN = (
    "secrets",
    "ahead",
    "stands_at",
    "tells_of_expiry",
    "polling_gap",
    "most_pins",
    "most_nonces",
    "next_id",
    "watchlist_page",
)
