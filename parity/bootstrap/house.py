"""The house: the database, the settings as they stand now, and the way out."""

import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, suppress
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from parity.actions.ports import House, Outside
from parity.bootstrap.keys import client_id_of, tell_who_we_are
from parity.bootstrap.logs import keep_settings_out
from parity.bootstrap.memory import keep_memory_flat
from parity.core.catalogue import ProviderShow
from parity.core.pictures import Picture
from parity.settings import Settings, load
from parity.store import preferences
from parity.store.database import Database

if TYPE_CHECKING:
    from parity.bootstrap.doors import Doors


def _now() -> datetime:
    return datetime.now(UTC)


def build_house(environ: Mapping[str, str], now: Callable[[], datetime] = _now) -> House:
    """A house for these settings. Nothing is opened before its first use. Raises SettingError."""
    given = load(environ, {})
    keep_settings_out(given)
    tell_who_we_are(given)
    database = Database(given.database_url)
    kept_out = [given]

    def settings() -> Settings:
        with database.reading() as connection:
            saved = preferences.read(connection)
        found = load(environ, saved)
        if found is not kept_out[-1]:  # the same values are the same object
            keep_settings_out(found)
            kept_out[:] = [found]
        return found

    @cache
    def doors() -> "Doors":
        with suppress(OSError):  # who goes to Plex is told what is wrong with the folder
            client_id_of(given)
        from parity.bootstrap.doors import Doors  # with all the libraries of the services: only who goes out needs them

        keep_memory_flat()  # before the first of the many threads that go out
        return Doors(settings, given.cache_url, database, now)

    def outside(stop: threading.Event) -> AbstractContextManager[Outside]:
        return doors().open(stop)

    def remembered(tmdb_id: int) -> ProviderShow | None:
        return doors().remembered(tmdb_id)

    def remembered_order(label: str, provider_id: int) -> ProviderShow | None:
        return doors().remembered_order(label, provider_id)

    def fetch_poster(name: str) -> Picture:
        from parity.tmdb import fetch_poster  # as above

        return fetch_poster(given.tmdb_image_url, name)

    return House(database, settings, outside, now, remembered, doors, fetch_poster, remembered_order)
