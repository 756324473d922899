"""What `plex` commands meet: a sign-in that somebody finishes or not, and an account with servers."""

from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from parity.actions import servers, sign_in, take_up
from parity.actions.ports import House
from parity.actions.servers import NotThatServer, Offered, ServerSeen
from parity.actions.sign_in import Arrived, Waiting
from parity.bootstrap.doors import Doors
from parity.core.account import Account, Answering, Offer, Token
from parity.core.failures import Failure, Unavailable
from parity.core.sign_in import Over
from parity.store import accounts
from parity.store import servers as kept_servers
from parity.store.database import Connection, Database
from parity.store.people import Person
from parity.store.pins import Purpose
from tests.actions.household import Household
from tests.actions.keeping import ANNA, CLASSIC
from tests.cli.conftest import Terminal
from tests.plex_tv import FakePlexTv

CODE, KEY = "WX7K", "a-key-nobody-may-read"
BERT = Account(815, "uuid-of-bert", "Bert")


@dataclass
class SignIn:
    """A sign-in in place of the real one: each question takes the next of `answers`, the last one lasts."""

    answers: list[Waiting | Arrived | Over | type[KeyboardInterrupt]]
    token: Token = Token("classic", "token-that-nobody-may-read")
    begun: list[tuple[Purpose, bool]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)

    def put(self, patch: pytest.MonkeyPatch) -> None:
        """Take the place of the real one."""
        for name in ("begin", "look", "check", "forget"):
            patch.setattr(sign_in, name, getattr(self, name))

    def begin(self, house: House, purpose: Purpose, strong: bool) -> str:
        self.begun.append((purpose, strong))
        return KEY

    def look(self, house: House, key: str) -> Waiting | Over:
        assert key == KEY
        return waiting()

    def check(self, house: House, key: str, *, since: datetime | None = None) -> Waiting | Arrived | Over:
        assert key == KEY
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, type):
            raise answer
        if isinstance(answer, Arrived):
            with house.database.writing() as connection:
                accounts.keep(connection, answer.account, self.token, house.now())
        return answer

    def forget(self, house: House, key: str) -> None:
        self.forgotten.append(key)


def waiting(trouble: str = "", detail: str = "", minutes: float = 15) -> Waiting:
    """Nobody has typed the code yet; to be asked again at once."""
    return Waiting(CODE, False, datetime.now(UTC) + timedelta(minutes=minutes), 0.01, trouble, detail)


def arrived(account: Account = ANNA, person: Person | None = None) -> Arrived:
    """Somebody typed it."""
    return Arrived(account, person, "connect")


@dataclass
class Offering:
    """The servers of the account, in place of the real ones."""

    offers: tuple[Offer, ...] = ()
    silent: set[str] = field(default_factory=set)
    trouble: Failure | None = None

    def put(self, patch: pytest.MonkeyPatch) -> None:
        """Take the place of the real ones."""
        for name in ("offered", "follow", "unfollow", "test"):
            patch.setattr(servers, name, getattr(self, name))
        patch.setattr(take_up, "follow", self.follow)

    def offered(self, house: House) -> tuple[Offered, ...]:
        if self.trouble is not None:
            raise self.trouble
        with house.database.reading() as connection:
            return tuple(Offered(one, kept_servers.get(connection, one.machine_id), one.name) for one in self.offers)

    def follow(self, house: House, machine_id: str) -> ServerSeen:
        seen = self._seen(machine_id)
        values = {
            "name": seen.name,
            "address": seen.address,
            "latency_ms": 7,
            "token": "a-server-token",
            "trouble": None,
        }
        with house.database.writing() as connection:
            kept_servers.put(connection, machine_id, house.now(), {**values, "followed": True, "owned": True})
        return seen

    def unfollow(self, house: House, machine_id: str) -> None:
        with house.database.writing() as connection:
            kept_servers.put(connection, machine_id, house.now(), {"followed": False})

    def test(self, house: House, machine_id: str) -> ServerSeen:
        return self._seen(machine_id)

    def _seen(self, machine_id: str) -> ServerSeen:
        if machine_id in self.silent:
            raise Unavailable("Plex", f"{machine_id} does not answer")
        (offer,) = [one for one in self.offers if one.machine_id == machine_id]
        if offer.name == "Mistaken":
            raise NotThatServer("another server answers at that address")
        return ServerSeen(machine_id, offer.name, offer.version, f"https://{machine_id}:32400", 7, False, offer.name)


def offer(machine_id: str, name: str, owned: bool = True) -> Offer:
    """A server that the account may use."""
    return Offer(machine_id, name, owned, "1.43.0", "an-offered-token", ())


def open_plex_tv(patch: pytest.MonkeyPatch, household: Household) -> FakePlexTv:
    """Have all houses speak with a plex.tv that knows Anna, and with the household's server as the given one."""
    plex = FakePlexTv(household.clock, tokens={CLASSIC.value: ANNA}, key_of=ANNA)
    patch.setattr(Doors, "plex_tv", lambda self, stop, patience: nullcontext(plex))

    def answering(self: Doors, address: str, *_: object) -> Answering:
        if address != household.environ["PLEX_BASE_URL"]:
            raise Unavailable("Plex", f"nobody answers at {address}")
        return Answering(household.plex.machine_identifier, "1.43.0", 3)

    patch.setattr(Doors, "answering", answering)
    return plex


def write(terminal: Terminal, *steps: object) -> None:
    """Change the database of a terminal."""
    terminal("missing")
    database = Database(f"sqlite:///{terminal.folder / 'parity.db'}")
    with database.writing() as connection:
        for step in steps:
            assert callable(step)
            step(connection)
    database.close()


def signs_in(connection: Connection, account: Account = ANNA, token: Token | None = None) -> None:
    """The account is kept, checked just now."""
    made = token or Token("classic", "classic-token-of-anna")
    accounts.keep(connection, account, made, datetime.now(UTC))


def secrets_in(texts: Iterable[str]) -> list[str]:
    """Which of the secrets of this scene can be read there."""
    told = "\n".join(texts)
    known = (KEY, "token-that-nobody-may-read", "classic-token-of-anna", "a-server-token", "an-offered-token")
    return [secret for secret in known if secret in told]
