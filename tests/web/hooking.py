"""What programs send to a hook, and what was kept of it."""

import json
from base64 import b64encode
from io import BytesIO
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from parity.actions import hooks
from parity.actions.ports import House
from parity.store import arrivals
from parity.store import hooks as store
from parity.store.arrivals import ArrivalRow

THUMB = b"\xff\xd8\xff\xe0" + b"\x00" * 3000
SONARR = {
    "eventType": "Download",
    "instanceName": "Sonarr",
    "series": {"id": 1, "title": "Dark", "path": "/tv/Dark", "tvdbId": 334824, "imdbId": "tt5753856"},
    "episodes": [{"id": 5, "episodeNumber": 1, "seasonNumber": 1, "title": "Secrets"}],
    "episodeFile": {"id": 9, "relativePath": "Season 1/a.mkv", "path": "/tv/Dark/Season 1/a.mkv"},
    "isUpgrade": False,
}
PLEX = {
    "event": "library.new",
    "user": True,
    "owner": True,
    "Account": {"id": 1, "title": "Ada"},
    "Server": {"title": "Attic", "uuid": "m1"},
    "Metadata": {
        "librarySectionType": "show",
        "librarySectionID": 1,
        "ratingKey": "303",
        "parentRatingKey": "302",
        "grandparentRatingKey": "301",
        "grandparentTitle": "Dark",
        "type": "episode",
        "title": "Secrets",
    },
}


def secret_of(house: House, kind: str, name: str) -> str:
    """The secret of a new hook."""
    made = hooks.make(house, kind, name)
    with house.database.reading() as connection:
        row = store.get(connection, made)
    assert row is not None
    return row.secret


def password(secret: str, user: str = "any") -> dict[str, str]:
    """The header by which a program signs in."""
    return {"Authorization": "Basic " + b64encode(f"{user}:{secret}".encode()).decode()}


def kept(house: House) -> list[ArrivalRow]:
    """All that came and has to be worked off."""
    with house.database.reading() as connection:
        return arrivals.fresh(connection)


def told(house: House) -> list[tuple[str, list[tuple[str, bool, bool]]]]:
    """By which hook it came, and what: path, whether it is a folder, whether it is gone."""
    return [(row.source, [(one.path, one.folder, one.gone) for one in row.told.touched]) for row in kept(house)]


def as_plex_sends(client: FlaskClient, secret: str, message: Any, method: str = "POST") -> TestResponse:
    """A form of two parts; of these the JSON is no file, though it has a type of its own."""
    form: dict[str, Any] = {"thumb": (BytesIO(THUMB), "thumb.jpg", "image/jpeg"), "payload": json.dumps(message)}
    return client.open(f"/hooks/plex/{secret}", method=method, data=form, content_type="multipart/form-data")
