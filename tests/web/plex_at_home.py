"""Plex as an account sees it: servers that it may use, which answer here or do not, each with its libraries."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from flask.testing import FlaskClient

from parity.actions.plex_tv_ports import PlexTv
from parity.actions.ports import Catalogue, House, Library, Series
from parity.core.account import Account, Answering, Offer, Token, Way
from parity.core.failures import Unavailable
from parity.core.library import Section, Server
from parity.store import accounts, preferences, servers
from parity.store.servers import ServerRow
from tests.store.builders import NOW
from tests.web.houses import ShutDoors, client_of, house_in

KAYLEE = Account(7, "uuid-7", "Kaylee")
TOKEN, SERVER_TOKEN, KEY = "the-token-of-kaylee", "the-token-of-a-server", "the-key-for-tmdb"
ATTIC, CELLAR, OTHER_ATTIC = "a" * 34 + "attic1", "c" * 34 + "cellar", "b" * 34 + "attic2"
GIVEN = {"PLEX_BASE_URL": "http://10.0.0.9:32400", "PLEX_TOKEN": "the-token-of-the-environment"}


def offer(machine_id: str, name: str, *ways: Way, owned: bool = True) -> Offer:
    """A server as Plex offers it."""
    return Offer(machine_id, name, owned, "1.41.0", SERVER_TOKEN, ways or (at_home(f"http://{name.lower()}:32400"),))


def at_home(address: str) -> Way:
    """A way to a server in the house."""
    return Way(address, local=True, relay=False)


def by_relay(address: str) -> Way:
    """A way to a server through Plex."""
    return Way(address, local=False, relay=True)


def section(key: str, title: str, kind: str = "show", agent: str = "tv.plex.agents.series") -> Section:
    """A library."""
    return Section(key, kind, title, agent, (None, None, None))


USUAL = (
    section("1", "TV Shows"),
    section("2", "Movies", "movie", "tv.plex.agents.movie"),
    section("3", "Home Videos", "movie", "com.plexapp.agents.none"),
    section("4", "Music", "artist", "tv.plex.agents.music"),
)


@dataclass(kw_only=True)
class PlexAtHome(ShutDoors):
    """The doors to it. `down`: addresses that do not answer; `trouble`: what plex.tv or TMDB say instead."""

    offered: tuple[Offer, ...] = ()
    down: set[str] = field(default_factory=set)
    libraries: dict[str, tuple[Section, ...]] = field(default_factory=dict)
    given: str = CELLAR
    trouble: Exception | None = None
    tmdb: Exception | None = None
    asked: list[str] = field(default_factory=list)

    @contextmanager
    def plex_tv(self, stop: threading.Event, patience: float) -> Iterator[PlexTv]:
        self.asked.append("plex.tv")
        if self.trouble:
            raise self.trouble
        yield cast(PlexTv, self)

    def offers(self, token: str) -> tuple[Offer, ...]:
        """The account's servers."""
        assert token == TOKEN
        return self.offered

    def sign_out(self, token: str) -> None:
        """End it."""
        self.asked.append(f"sign out {token}")

    def answering(self, address: str, verify_tls: bool, stop: threading.Event, patience: float) -> Answering:
        self.asked.append(address)
        if address in self.down:
            raise Unavailable("Plex", f"nobody answers at {address}")
        found = [one for one in self.offered for way in one.ways if way.address == address]
        return Answering(found[0].machine_id if found else "f" * 40, "1.41.0", 12)

    @contextmanager
    def library_of(self, server: ServerRow, stop: threading.Event, patience: float) -> Iterator[Library]:
        if server.address in self.down:
            raise Unavailable("Plex", f"nobody answers at {server.address}")
        yield cast(Library, Shelf(Server(server.machine_id, server.name, "1.41.0"), self._of(server.machine_id)))

    @contextmanager
    def library(self, stop: threading.Event, patience: float) -> Iterator[Library]:
        if GIVEN["PLEX_BASE_URL"] in self.down:
            raise Unavailable("Plex", f"nobody answers at {GIVEN['PLEX_BASE_URL']}")
        yield cast(Library, Shelf(Server(self.given, "Cellar", "1.40.0"), self._of(self.given)))

    @contextmanager
    def catalogue_by(self, key: str, stop: threading.Event, patience: float) -> Iterator[Catalogue]:
        if self.tmdb:
            raise self.tmdb
        yield cast(Catalogue, self)

    @contextmanager
    def series_by(self, key: str, pin: str | None, stop: threading.Event, patience: float) -> Iterator[Series]:
        yield cast(Series, self)

    def find_by_imdb(self, imdb_id: str) -> tuple[int, ...]:
        """TMDB takes the key."""
        return ()

    def _of(self, machine_id: str) -> tuple[Section, ...]:
        return self.libraries.get(machine_id, USUAL)


@dataclass(frozen=True)
class Shelf:
    """What a server says of itself."""

    who: Server
    sections_: tuple[Section, ...]

    def server(self) -> Server:
        """Itself."""
        return self.who

    def sections(self) -> tuple[Section, ...]:
        """Its libraries."""
        return self.sections_


def house_with(folder: Path, plex: PlexAtHome, **environ: str) -> House:
    """A house with these doors, before its setup."""
    house = replace(house_in(folder, **environ), doors=lambda: plex)
    with house.database.writing() as connection:
        preferences.save(connection, {"set_up": None}, NOW)
    return house


def sign_in(house: House, account: Account = KAYLEE) -> None:
    """Keep an account, as if somebody had just signed in."""
    with house.database.writing() as connection:
        accounts.keep(connection, account, Token("classic", TOKEN), NOW)


def browser(house: House, candidate: int | None = None, auth: str = "none") -> FlaskClient:
    """A browser; `candidate`: of who signed in to set Parity up, where people sign in."""
    client = client_of(house, "plex" if candidate is not None else auth)
    with client.session_transaction() as session:
        session.clear()
        if candidate:
            session["_user_id"] = f"c:{candidate}"
    return client


def post(client: FlaskClient, address: str, headers: Any = None, **form: Any) -> Any:
    """The answer to a form."""
    page = client.get("/setup", follow_redirects=True).text
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    return client.post(address, data={"csrf_token": token, **form}, headers=headers)


def rows(house: House) -> dict[str, ServerRow]:
    """The servers that are kept, by name or machine id."""
    with house.database.reading() as connection:
        return {row.machine_id: row for row in servers.every(connection)}
