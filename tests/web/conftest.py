"""A house and a browser for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from parity.actions.ports import House
from parity.store import preferences
from parity.store.schema import items
from tests.actions.signing_in import Stage, stage_in
from tests.plex_tv import OWNER
from tests.store.builders import NOW, add_episode, add_show, day, hold
from tests.web.houses import client_of, house_in
from tests.web.signing_in import Browser


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house with an empty database, without sign-in."""
    made = house_in(tmp_path)
    yield made
    made.database.close()


@pytest.fixture
def client(house: House) -> FlaskClient:
    """A browser on that house."""
    return client_of(house)


@pytest.fixture
def able(house: House) -> None:
    """All that a scan needs is saved in that house."""
    given = {"plex_base_url": "http://plex.example", "plex_token": "token", "tmdb_api_key": "key"}
    with house.database.writing() as connection:
        preferences.save(connection, given, NOW)


@pytest.fixture
def show(house: House) -> int:
    """A show that misses one episode of each of two seasons."""
    with house.database.writing() as connection:
        made = add_show(connection, "Firefly", key="tmdb:1437", tmdb_id=1437)
        connection.execute(items.update().values(title="Firefly"))
        for season in (1, 2):
            hold(connection, 1, "1001", f"{season}01", season=season, number=1)
            add_episode(connection, made, (season, 1), day(-30), owned=True)
            add_episode(connection, made, (season, 2), day(-20))
    return made


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """A house of Ada's, with a fake plex.tv and a clock."""
    made = stage_in(tmp_path)
    made.owned_by(OWNER)
    yield made
    made.house.database.close()


@pytest.fixture
def browser(stage: Stage) -> Browser:
    """Somebody's, who is not signed in."""
    return Browser(client_of(stage.house, auth="plex"))
