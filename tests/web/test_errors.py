"""Every failure becomes a sentence in the form that whoever asks can read, and no traceback leaves the house."""

import logging
import os
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from parity.actions.ports import House
from parity.store.ailing import ailment_of
from tests.store.builders import add_library
from tests.web.houses import FRAGMENT, WITH_KEY, app_of, client_of, token_on


def broken(app: Flask) -> FlaskClient:
    """An app with views that meet a bug, below /api and elsewhere."""

    def view() -> str:
        raise KeyError("a secret detail")

    app.add_url_rule("/broken", "broken", view)
    app.add_url_rule("/api/v1/broken", "api-broken", view)
    return app.test_client()


def test_a_bug_is_told_by_its_reference_alone_and_logged_with_its_traceback(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    client = broken(app_of(house))
    with caplog.at_level(logging.ERROR):
        said: Any = client.get("/api/v1/broken", headers=WITH_KEY).json
        page, part = client.get("/broken"), client.get("/broken", headers=FRAGMENT)
    error = said["error"]
    assert (error["code"], set(error)) == ("bug", {"code", "message", "reference"})
    assert error["reference"] in error["message"]
    assert error["reference"] in caplog.text
    assert "a secret detail" in caplog.text
    for answer in (page, part):
        assert (answer.status_code, "a secret detail" in answer.text) == (500, False)
        assert "under the reference" in answer.text
    assert page.text.startswith("<!doctype html>")
    assert part.text.startswith('<hx-partial id="said" hx-target="#toasts"')


def test_what_is_not_there_and_what_is_not_taken_say_so(client: FlaskClient) -> None:
    for method, path, status, sentence in [
        ("GET", "/nothing", 404, "There is nothing here."),
        ("GET", "/scans/1/pause", 405, "This address does not take such a request."),
        ("DELETE", "/api/v1/scans", 405, "This address does not take such a request."),
        ("GET", "/api/v1/nothing", 404, "There is nothing here."),
    ]:
        answer = client.open(path, method=method, headers=WITH_KEY)
        assert (answer.status_code, sentence in answer.text) == (status, True), path
        assert answer.is_json == path.startswith("/api/")
    assert "POST" in client.delete("/api/v1/scans", headers=WITH_KEY).headers["Allow"]


def test_a_redirect_to_a_rule_with_its_slash_is_still_a_redirect(house: House) -> None:
    app = app_of(house)
    app.add_url_rule("/folder/", "folder", lambda: "here")
    answer = app.test_client().get("/folder")
    assert (answer.status_code, answer.headers["Location"]) == (308, "http://localhost/folder/")


def test_a_database_that_may_only_be_read_still_shows_its_pages_and_says_so_when_asked_to_write(
    house: House,
) -> None:
    client = client_of(house)
    token = {"csrf_token": token_on(client)}
    event.listen(house.database.engine, "connect", lambda raw, _: raw.execute("PRAGMA query_only=ON"))
    house.database.close()
    assert client.get("/").status_code == 200
    answer = client.post("/scans", data={"mode": "full", **token})
    assert (answer.status_code, "The database may only be read" in answer.text) == (503, True)
    said: Any = client.post("/api/v1/scans", json={"mode": "full"}, headers=WITH_KEY).json
    assert said["error"]["code"] == "database"


def test_a_full_disk_says_so(house: House) -> None:
    with house.database.writing() as connection:
        add_library(connection, "x" * 50_000)
    client = client_of(house)
    token = {"csrf_token": token_on(client)}

    # As many pages as there are: what needs one more meets the error of a full disk.
    event.listen(house.database.engine, "connect", lambda raw, _: raw.execute("PRAGMA max_page_count=1"))
    house.database.close()
    answer = client.post("/scans", data={"mode": "full", "library": "x" * 50_000, **token}, headers=FRAGMENT)
    assert (answer.status_code, "The disk is full" in answer.text) == (503, True)


def test_a_database_that_is_gone_says_so(tmp_path: Path, house: House) -> None:
    client = client_of(house)
    house.database.close()
    os.rename(tmp_path / "parity.db", tmp_path / "elsewhere.db")
    (tmp_path / "parity.db").mkdir()
    answer = client.get("/")
    assert (answer.status_code, "The database cannot be opened" in answer.text) == (503, True)


def test_an_error_that_is_none_of_the_disk_is_no_ailment() -> None:
    assert ailment_of(ValueError("disk is full")) is None
