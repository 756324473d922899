"""Every failure becomes a sentence in the form that whoever asks can read, and no traceback leaves the house."""

import logging
import os
import re
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from parity.actions.ports import Doorways, House
from parity.cache import CacheUnusable
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


@pytest.mark.usefixtures("able")
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


@pytest.mark.usefixtures("able")
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


def test_a_value_that_could_not_be_kept_is_not_in_the_log(house: House, caplog: pytest.LogCaptureFixture) -> None:
    client = client_of(house)
    token = {"csrf_token": token_on(client)}
    event.listen(house.database.engine, "connect", lambda raw, _: raw.execute("PRAGMA max_page_count=1"))
    house.database.close()
    secret = "S3cret" * 1500  # longer than what is free on the last page of the file
    answer = client.post("/settings/plex", data={"plex_token": secret, **token})
    assert answer.status_code == 503
    assert "POST /settings/<" in caplog.text
    assert "(sqlite3.OperationalError) database or disk is full" in caplog.text
    assert "S3cret" not in caplog.text + answer.text


def test_a_database_that_is_gone_says_so(tmp_path: Path, house: House) -> None:
    client = client_of(house)
    house.database.close()
    os.rename(tmp_path / "parity.db", tmp_path / "elsewhere.db")
    (tmp_path / "parity.db").mkdir()
    answer = client.get("/")
    assert (answer.status_code, "The database cannot be opened" in answer.text) == (503, True)


def damaged(folder: Path) -> None:
    """Something else was written over the file."""
    emptied(folder)
    (folder / "parity.db").write_bytes(b"not a database at all" * 500)


def emptied(folder: Path) -> None:
    """Somebody took the file away; SQLite makes a new one."""
    for file in folder.glob("parity.db*"):
        file.unlink()


@pytest.mark.parametrize(
    ("harm", "sentence"), [(damaged, "The database is damaged"), (emptied, "The database is not the one")]
)
def test_without_a_database_every_address_answers_with_a_whole_page_that_says_so_and_leads_on(
    harm: Callable[[Path], None], sentence: str, tmp_path: Path, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    client = client_of(house)
    house.database.close()
    harm(tmp_path)
    places = ("/", "/shows", "/shows/1", "/calendar", "/activity", "/activity/1", "/settings", "/maintenance", "/about")
    for path in (*places, "/nothing"):
        page = client.get(path)
        assert (page.status_code, sentence in page.text) == (503, True), path
        said = re.search(r"under the reference ([0-9a-f]{8})\.", page.text)
        assert said is not None
        assert f"(reference {said[1]})" in caplog.text
        assert f'<a role="button" href="{path}">Try again</a>' in page.text
        for place in ("/", "/shows", "/calendar", "/activity", "/settings"):
            assert f'<a href="{place}"' in page.text
        part = client.get(path, headers=FRAGMENT)
        assert (part.status_code, part.text.startswith('<hx-partial id="said" hx-target="#toasts"')) == (503, True)
        assert sentence in part.text


def test_a_database_that_is_busy_for_too_long_says_so(house: House) -> None:
    client = client_of(house)

    def refuse(raw: object, _: object) -> None:
        raise sqlite3.OperationalError("database is locked")

    event.listen(house.database.engine, "connect", refuse)
    house.database.close()
    page = client.get("/shows")
    assert (page.status_code, "try again in a minute" in page.text) == (503, True)


def test_a_page_that_failed_leads_where_it_can_be_gone_on_from(house: House) -> None:
    client = broken(app_of(house))
    token = {"csrf_token": token_on(client)}
    again, home, shows = ('href="/broken">Try again<', ">To the dashboard<", ">To all shows<")
    from_activity = {"back": "/activity?page=2", **token}
    for said, has, has_not in [
        (client.get("/broken"), (again, home), (shows,)),
        (client.get("/nothing"), (home, shows), (">Try again<",)),
        (
            client.post("/scans", data=from_activity),
            ('href="/activity?page=2"', home),
            (again,),
        ),
        (client.post("/scans", data={"back": "/", **token}), (home,), (">Back to where you were<",)),
        (client.post("/settings", data={"x": "x" * 2_000_000, **token}), ("The request is too large.", home), (again,)),
    ]:
        assert [words for words in has if words not in said.text] == []
        assert [words for words in has_not if words in said.text] == []


def test_pages_do_not_need_the_cache(tmp_path: Path, house: House) -> None:
    def broken_doors() -> Doorways:
        raise CacheUnusable("The cache cannot be used: disk I/O error")

    client = client_of(replace(house, doors=broken_doors))
    for path in ("/", "/shows", "/calendar", "/activity", "/settings", "/about"):
        assert client.get(path).status_code == 200
    page = client.get("/maintenance")
    assert (page.status_code, "disk I/O error" in page.text) == (200, True)


def test_an_error_that_is_none_of_the_disk_is_no_ailment() -> None:
    assert ailment_of(ValueError("disk is full")) is None
