"""What comes in by a hook is worked off: a folder of a library is to be scanned, a show is to be read again."""

import json
import threading

from flask.testing import FlaskClient
from sqlalchemy import update

from parity.actions.ports import House
from parity.actions.spread import spread
from parity.store import heals, refreshes
from parity.store.schema import libraries
from tests.web.hooking import PLEX, SONARR, as_plex_sends, password, secret_of


def test_messages_of_each_kind_become_one_row_a_folder_and_one_a_show(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        connection.execute(update(libraries).values(locations=json.dumps(["/tv"]), section_key="1"))
    sonarr, bazarr = (secret_of(house, kind, name) for kind, name in (("arr", "sonarr"), ("path", "bazarr")))
    for number in (1, 2):
        assert client.post(f"/hooks/arr/{sonarr}", json=SONARR).status_code == 200
        query = {"dir": "/tv/Dark/Season 1/"}
        assert client.post("/triggers/manual", query_string=query, headers=password(bazarr)).status_code == 200
        assert as_plex_sends(client, secret_of(house, "plex", f"plex{number}"), PLEX).status_code == 200
    assert spread(house, threading.Event()) == 6
    with house.database.reading() as connection:
        [row] = refreshes.every_open(connection)
        healed = heals.every(connection)
    assert (row.machine_id, row.section_key, row.folder) == ("m1", "1", "/tv/Dark/Season 1")
    assert [one.file for one in row.expects] == ["/tv/Dark/Season 1/a.mkv"]
    assert [(one.machine_id, one.rating_key) for one in healed] == [("m1", "301")]
    event = client.get("/status/1", headers=password(bazarr)).json
    assert event is not None
    assert event["process_status"] == "pending"
