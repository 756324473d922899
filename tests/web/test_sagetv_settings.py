"""The settings of SageTV: its address is entered, tried out and never shown, all by the owner alone."""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import pytest
from flask.testing import FlaskClient

from parity.actions.ports import Heard, House
from parity.actions.watched_ports import Partner
from parity.bootstrap.doors import Doors
from parity.core.failures import Failure, Unauthorised, Unavailable
from parity.store import preferences
from tests.store.builders import NOW
from tests.web.houses import FRAGMENT, ShutDoors, as_manager, as_owner, client_of, house_in, token_on

ADDRESS = "http://ada:hunter2@sage.example:8080"


@dataclass
class Sage(ShutDoors):
    """SageTV answers, unless it is in `trouble`."""

    trouble: Failure | None = None

    def version(self) -> str:
        if self.trouble:
            raise self.trouble
        return "SageTV 9.2.6"

    @contextmanager
    def _open(self) -> Iterator["Sage"]:
        yield self

    def partner(
        self, stop: threading.Event, patience: float, heard: Heard | None = None
    ) -> AbstractContextManager[Partner]:
        return cast(AbstractContextManager[Partner], self._open())


def saved(house: House) -> FlaskClient:
    """Somebody has entered the address."""
    with house.database.writing() as connection:
        preferences.save(connection, {"sagetv_url": ADDRESS}, NOW)
    return client_of(house)


def tried(client: FlaskClient) -> str:
    return client.post("/settings/test/sagetv", data={"csrf_token": token_on(client)}, headers=FRAGMENT).text


def test_the_address_is_entered_with_user_and_password_and_not_shown_again(house: House, client: FlaskClient) -> None:
    data = {"csrf_token": token_on(client), "sagetv_url": ADDRESS}
    answer = client.post("/settings/sagetv", data=data, headers=FRAGMENT)
    assert answer.status_code == 200
    assert house.settings().sagetv_url == ADDRESS
    for page in (answer.text, client.get("/settings").text, client.get("/watched").text):
        assert "hunter2" not in page
        assert "sage.example" not in page


def test_what_is_no_address_is_said_beside_the_field(house: House, client: FlaskClient) -> None:
    data = {"csrf_token": token_on(client), "sagetv_url": "ada:hunter2 at home"}
    answer = client.post("/settings/sagetv", data=data, headers=FRAGMENT)
    assert answer.status_code == 422
    assert "hunter2" not in answer.text
    assert house.settings().sagetv_url is None


def test_without_an_address_there_is_nothing_to_try_out(house: House, tmp_path: Path) -> None:
    doors = Doors(house.settings, f"sqlite:///{tmp_path / 'cache.db'}", house.database, house.now)
    assert 'class="tested not-set-up"' in tried(client_of(replace(house, doors=lambda: doors)))


@pytest.mark.parametrize(
    ("trouble", "outcome", "said"),
    [
        (None, "works", "SageTV answers. It is SageTV 9.2.6."),
        (Unauthorised("SageTV", "it refuses user and password"), "refused", "it refuses user and password"),
        (Unavailable("SageTV", "it did not answer"), "silent", "it did not answer"),
    ],
)
def test_it_is_tried_out(house: House, trouble: Failure | None, outcome: str, said: str) -> None:
    page = tried(saved(replace(house, doors=lambda: Sage(trouble=trouble))))
    assert f'class="tested {outcome}"' in page
    assert said in page
    assert "hunter2" not in page


def test_nobody_but_the_owner_tries_it_out_or_changes_it(tmp_path: Path) -> None:
    house = house_in(tmp_path)
    saved(house)
    client = client_of(replace(house, doors=Sage), auth="plex")
    safe = {"csrf_token": token_on(as_manager(client), "/settings")}
    assert "/settings/test/sagetv" not in client.get("/settings").text
    assert client.post("/settings/test/sagetv", data=safe).status_code == 403
    client.post("/settings/sagetv", data={**safe, "sagetv_ways": "to-plex", "sagetv_url": "http://evil.example"})
    assert (house.settings().sagetv_ways, house.settings().sagetv_url) == ("both", ADDRESS)
    assert "/settings/test/sagetv" in as_owner(client).get("/settings").text
    house.database.close()
