"""What people complained of in others' ways in: led to a wrong address, unknown to it, or open to anybody."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from parity.actions.ports import House
from tests.web.hooking import SONARR, kept, password, secret_of, told


@pytest.mark.parametrize("name", ["manual", "sonarr"])
def test_autopulse_109_sonarr_led_to_the_trigger_for_paths_is_understood_there(
    house: House, client: FlaskClient, name: str
) -> None:
    header = password(secret_of(house, "arr", "sonarr"))
    assert client.post(f"/triggers/{name}", json=SONARR, headers=header).status_code == 200
    assert client.post(f"/triggers/{name}", json={**SONARR, "eventType": "Test"}, headers=header).status_code == 200
    assert told(house) == [("sonarr", [("/tv/Dark/Season 1/a.mkv", False, False)])]
    assert client.post(f"/triggers/{name}", json={"what": "else"}, headers=header).status_code == 400
    assert client.post("/triggers/nobody", json=SONARR, headers=header).status_code == 404


@pytest.mark.parametrize(
    "message",
    [
        {"eventType": "Download", "artist": {"name": "Air", "path": "/music/Air"}, "trackFiles": [{"path": "/x.flac"}]},
        {"eventType": "Download", "author": {"name": "Lem", "path": "/books/Lem"}, "bookFiles": [{"path": "/x.epub"}]},
        {"eventType": "SomethingNew", "series": SONARR["series"]},
        {"eventType": "Grab", "movie": {"title": "Alien"}},
    ],
)
def test_plex_autoscan_127_autoscan_an_unknown_request_is_heard_and_enqueues_nothing(
    house: House, client: FlaskClient, message: dict[str, Any]
) -> None:
    secret = secret_of(house, "arr", "lidarr")
    assert client.post(f"/hooks/arr/{secret}", json=message).status_code == 200
    assert kept(house) == []


def test_metarr_10_autopulse_without_a_secret_of_its_own_nobody_is_let_in(house: House, client: FlaskClient) -> None:
    secret_of(house, "arr", "sonarr")
    for header in ({}, password("password", "admin"), password("", "")):
        for path in ("/triggers/manual", "/triggers/sonarr", "/hooks/arr"):
            assert client.post(path, json=SONARR, headers=header).status_code == 401
    assert kept(house) == []
