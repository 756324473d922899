"""A small house for the pages: a real database file, a clock that stands still, and no way out."""

import re
import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache

from parity.actions.plex_tv_ports import PlexTv
from parity.actions.ports import Arr, Catalogue, Heard, House, Library, Outside, Series
from parity.actions.simkl_ports import SimklSignIn
from parity.actions.watch_ports import PlexList, SimklList
from parity.actions.watched_ports import Partner, PlexViewer
from parity.core.account import Account, Answering
from parity.core.downloaded import Source
from parity.core.pictures import Picture
from parity.core.roles import Role
from parity.core.simkl import SimklToken
from parity.core.watch import Member
from parity.settings import Settings, load
from parity.store import install, people, preferences
from parity.store.database import Database
from parity.store.notices import beat
from parity.store.people import Person
from parity.store.servers import ServerRow
from parity.web import create_app, here, limits, pictures, who
from tests.store.builders import NOW, new_database

KEY = "the-api-key"
WITH_KEY = {"X-Api-Key": KEY}
FRAGMENT = {"HX-Request": "true", "HX-Request-Type": "partial"}


SET_UP = {"PLEX_BASE_URL": "http://plex.example", "PLEX_TOKEN": "token", "TMDB_API_KEY": "key"}


class LeftTheHouse(AssertionError):
    """A request asked somebody outside."""


@dataclass
class ShutDoors:
    """Nobody gets out by them; a cache that holds nothing."""

    entries: int | None = 0
    bytes: int | None = 0

    def library(self, stop: threading.Event, patience: float) -> AbstractContextManager[Library]:
        raise LeftTheHouse

    def catalogue(self, stop: threading.Event, patience: float) -> AbstractContextManager[Catalogue]:
        raise LeftTheHouse

    def catalogue_by(self, key: str, stop: threading.Event, patience: float) -> AbstractContextManager[Catalogue]:
        raise LeftTheHouse

    def series_by(
        self, key: str, pin: str | None, stop: threading.Event, patience: float
    ) -> AbstractContextManager[Series]:
        raise LeftTheHouse

    def arr(self, source: Source, stop: threading.Event, patience: float) -> AbstractContextManager[Arr]:
        raise LeftTheHouse

    def plex_tv(self, stop: threading.Event, patience: float) -> AbstractContextManager[PlexTv]:
        raise LeftTheHouse

    def simkl_sign_in(self, stop: threading.Event, patience: float) -> AbstractContextManager[SimklSignIn]:
        raise LeftTheHouse

    def plex_list(
        self, stop: threading.Event, patience: float, token: str | None = None, heard: Heard | None = None
    ) -> AbstractContextManager[PlexList]:
        raise LeftTheHouse

    def simkl_list(
        self,
        token: SimklToken,
        renew: Callable[[SimklToken], SimklToken],
        stop: threading.Event,
        patience: float,
        heard: Heard | None = None,
        member: Member | None = None,
    ) -> AbstractContextManager[SimklList]:
        raise LeftTheHouse

    def plex_viewer(
        self,
        server: ServerRow | None,
        token: str | None,
        stop: threading.Event,
        patience: float,
        heard: Heard | None = None,
    ) -> AbstractContextManager[PlexViewer]:
        raise LeftTheHouse

    def partner(
        self, stop: threading.Event, patience: float, heard: Heard | None = None
    ) -> AbstractContextManager[Partner]:
        raise LeftTheHouse

    def answering(self, address: str, verify_tls: bool, stop: threading.Event, patience: float) -> Answering:
        raise LeftTheHouse

    def library_of(self, server: ServerRow, stop: threading.Event, patience: float) -> AbstractContextManager[Library]:
        raise LeftTheHouse

    def figures(self) -> "ShutDoors":
        """It counts for itself."""
        return self

    def flush(self) -> None:
        """Nothing is kept."""
        self.entries = self.bytes = 0


def house_in(folder: Path, **environ: str) -> House:
    """A house with an empty database in a folder, whose worker was just seen."""
    database = new_database(folder / "parity.db")
    with database.writing() as connection:
        beat(connection, "worker", NOW)
    return house_of(database, folder, environ)


def new_house_in(folder: Path, **environ: str) -> House:
    """The same before its setup."""
    house = house_in(folder, **environ)
    with house.database.writing() as connection:
        preferences.save(connection, {"set_up": None}, NOW)
    return house


def house_of(
    database: Database,
    folder: Path,
    environ: Mapping[str, str] | None = None,
    clock: Callable[[], datetime] = lambda: NOW,
    fetch_poster: Callable[[str], Picture] | None = None,
) -> House:
    """A house on a database, with these settings, past its setup."""
    with database.writing() as connection:
        install.set_up(connection, NOW)
    given = {"PARITY_DATA_DIR": str(folder), **(environ or {})}

    def settings() -> Settings:
        with database.reading() as connection:
            return load(given, preferences.read(connection))

    def way_out(stop: threading.Event) -> AbstractContextManager[Outside]:
        raise LeftTheHouse

    def no_pictures(name: str) -> Picture:
        raise LeftTheHouse

    pictures = fetch_poster or no_pictures
    return House(
        database, settings, way_out, clock, lambda tmdb_id: None, ShutDoors, pictures, lambda label, provider_id: None
    )


def app_of(house: House, auth: str = "none") -> Flask:
    """The app on a house; failures of views are answered as in real life."""
    app = create_app(house, auth=auth, secret_key="a" * 32, api_key=KEY)
    app.config.update(PROPAGATE_EXCEPTIONS=False)
    app.jinja_env.bytecode_cache = _compiled
    return app


class _Compiled(BytecodeCache):
    """Templates that an app of these tests has compiled, for the next one."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take it, if it is there."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


_compiled = _Compiled()
_apps: dict[tuple[str, Settings], Flask] = {}


def client_of(house: House, auth: str = "none") -> FlaskClient:
    """A browser. Houses with the same settings share an app, one after the other: making one costs more than a test."""
    given = house.settings()
    nowhere = replace(given, data_dir=Path(), database_url="", queue_url="", cache_url="")
    app = _apps.get((auth, nowhere))
    if app is None:
        app = _apps[auth, nowhere] = app_of(house, auth)
    here.keep(app, house, KEY)
    limits.reset()
    pictures.init_app(app, house, given)
    return app.test_client()


def as_viewer(client: FlaskClient) -> FlaskClient:
    """The same browser (on an app with `auth="plex"`), in which a viewer is signed in."""
    return _as(client, Role.VIEWER)


def as_manager(client: FlaskClient) -> FlaskClient:
    """The same with a manager."""
    return _as(client, Role.MANAGER)


def as_owner(client: FlaskClient) -> FlaskClient:
    """The same with the owner."""
    return _as(client, Role.OWNER)


def person_on(house: House, role: Role) -> Person:
    """Somebody with this role; always the same one."""
    account = Account(1000 + role, f"uuid-{role.word}", role.word.capitalize())
    with house.database.writing() as connection:
        people.came(connection, account, NOW)
        if role is Role.OWNER:
            people.make_owner(connection, account, NOW)
        elif role is not Role.NOBODY:
            people.set_role(connection, people.came(connection, account, NOW).id, role, NOW)
        return people.came(connection, account, NOW)


def signed_in(client: FlaskClient, visitor: who.Visitor) -> FlaskClient:
    """The browser with a session of this visitor, which no sign-in was needed for."""
    with client.session_transaction() as session:
        session.clear()
        session["_user_id"] = visitor.get_id()
        session.permanent = True
    return client


def _as(client: FlaskClient, role: Role) -> FlaskClient:
    with client.application.app_context():
        assert who.auth() == "plex", 'give the app auth="plex"'
        person = person_on(here.house(), role)
    return signed_in(client, who.Visitor(person.name, person.role, person.id, person.turn))


def token_on(client: FlaskClient, path: str = "/") -> str:
    """The CSRF token of the forms of a page, the dashboard by default."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).text)
    assert found is not None
    return found[1]


def buttons(page: str) -> list[str]:
    """What each button of a page is called, for who hears it."""
    names = re.findall(r"<(button|summary)\b[^>]*>(.*?)</\1>", page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", "", name).split()) for _, name in names]
