"""The forms of the setup, as somebody fills them in."""

from flask.testing import FlaskClient

from parity.actions.ports import House
from parity.store import install, preferences
from tests.store.builders import NOW
from tests.web.plex_at_home import ATTIC, post

SOME_KEY = "0123456789abcdef0123456789abcdef"


def follow(client: FlaskClient, *machine_ids: str) -> None:
    """Go on from signing in, and follow these servers."""
    post(client, "/setup/sign-in")
    assert post(client, "/setup/servers/look").status_code == 303
    for machine_id in machine_ids:
        assert post(client, "/setup/servers/follow", server=machine_id).status_code == 303


def where(client: FlaskClient) -> str:
    """The step where the setup goes on."""
    answer = client.get("/setup")
    return str(answer.headers.get("Location", "/setup/sign-in")).rpartition("/")[2]


def make_ready(house: House, client: FlaskClient) -> None:
    """Pass every step but the last."""
    follow(client, ATTIC)
    with house.database.writing() as connection:
        preferences.save(connection, {"tmdb_api_key": SOME_KEY}, NOW)
        install.passed(connection, "times", NOW)
