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

from parity.actions.ports import Catalogue, House, Library, Outside, PlexTv
from parity.core.account import Answering
from parity.core.pictures import Picture
from parity.settings import Settings, load
from parity.store import preferences
from parity.store.database import Database
from parity.store.notices import beat
from parity.store.servers import ServerRow
from parity.web import create_app, here, pictures
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

    def plex_tv(self, stop: threading.Event, patience: float) -> AbstractContextManager[PlexTv]:
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


def house_of(
    database: Database,
    folder: Path,
    environ: Mapping[str, str] | None = None,
    clock: Callable[[], datetime] = lambda: NOW,
    fetch_poster: Callable[[str], Picture] | None = None,
) -> House:
    """A house on a database, with these settings."""
    given = {"PARITY_DATA_DIR": str(folder), **(environ or {})}

    def settings() -> Settings:
        with database.reading() as connection:
            return load(given, preferences.read(connection))

    def way_out(stop: threading.Event) -> AbstractContextManager[Outside]:
        raise LeftTheHouse

    def no_pictures(name: str) -> Picture:
        raise LeftTheHouse

    return House(database, settings, way_out, clock, lambda tmdb_id: None, ShutDoors, fetch_poster or no_pictures)


def app_of(house: House, auth: str = "none") -> Flask:
    """The app on a house; failures of views are answered as in real life."""
    app = create_app(house, auth=auth, secret_key="a" * 32, api_key=KEY)
    app.config.update(PROPAGATE_EXCEPTIONS=False)
    return app


_apps: dict[tuple[str, Settings], Flask] = {}


def client_of(house: House, auth: str = "none") -> FlaskClient:
    """A browser. Houses with the same settings share an app, one after the other: making one costs more than a test."""
    given = house.settings()
    nowhere = replace(given, data_dir=Path(), database_url="", queue_url="", cache_url="")
    app = _apps.get((auth, nowhere))
    if app is None:
        app = _apps[auth, nowhere] = app_of(house, auth)
    here.keep(app, house, KEY)
    pictures.init_app(app, house, given)
    return app.test_client()


def token_on(client: FlaskClient) -> str:
    """The CSRF token of the dashboard's forms."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/").text)
    assert found is not None
    return found[1]


def buttons(page: str) -> list[str]:
    """What each button of a page is called, for who hears it."""
    names = re.findall(r"<(button|summary)\b[^>]*>(.*?)</\1>", page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", "", name).split()) for _, name in names]
