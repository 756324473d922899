"""A bug that names every secret there is: its traceback is in the log without them, and the answer tells nothing."""

import logging
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask

from parity.actions.ports import House
from parity.bootstrap import build_house, keys_of, log_to_stderr
from parity.core.account import Account, Token
from parity.store import accounts, install, people, servers
from parity.web import create_app
from tests.databases import furnish
from tests.store.builders import NOW
from tests.test_settings_secrets import SECRETS, sample
from tests.web.houses import FRAGMENT

OF_FILES = ("database_url", "queue_url", "cache_url")


@pytest.fixture(params=["text", "json"])
def marks(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """Each secret by what it is; `folder` and `log_format` beside them."""
    found = {row.name: f"{row.name}-{uuid4().hex}" for row in SECRETS if row.name not in OF_FILES}
    found |= {"account": f"account-{uuid4().hex}", "server": f"server-{uuid4().hex}"}
    root = logging.getLogger()
    before = root.level, list(root.handlers)
    yield {**found, "folder": str(tmp_path), "log_format": request.param}
    root.setLevel(before[0])
    root.handlers[:] = before[1]


def house_with(marks: dict[str, str]) -> House:
    """A house that has them all, as a process has it after its start."""
    given = {row.environment: sample(row, marks[row.name]) for row in SECRETS if row.name in marks}
    more = {"PARITY_LOG_FORMAT": marks["log_format"], "PARITY_LOG_LEVEL": "DEBUG", "PARITY_DATA_DIR": marks["folder"]}
    house = build_house(given | more)
    furnish(house.database)
    with house.database.writing() as connection:
        install.set_up(connection, NOW)
        account = Account(1, "uuid", "Olive")
        people.make_owner(connection, account, NOW)
        accounts.keep(connection, account, Token("jwt", marks["account"], NOW), NOW)
        servers.put(connection, "a" * 40, NOW, {"token": marks["server"], "followed": True, "address": "http://nas"})
    log_to_stderr(house.settings())
    return house


def broken(house: House, secrets: list[str]) -> Flask:
    """An app whose bug tells all it knows."""
    keys = keys_of(house.settings())
    app = create_app(house, auth="none", secret_key=keys.secret_key, api_key=keys.api_key)

    def view() -> str:
        with house.database.reading() as connection:
            known = servers.every(connection), accounts.kept(connection)
        logging.getLogger("parity.web").debug("%s %s", known, house.settings())
        raise KeyError(*secrets)

    app.add_url_rule("/broken", "broken", view)
    app.add_url_rule("/api/v1/broken", "api-broken", view)
    return app


def test_no_secret_comes_out_with_a_bug(marks: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    house = house_with(marks)
    secrets = [secret for name, secret in marks.items() if name not in ("folder", "log_format")]
    client = broken(house, secrets).test_client()
    answers = [
        client.get("/broken"),
        client.get("/broken", headers=FRAGMENT),
        client.get("/api/v1/broken", headers={"X-Api-Key": marks["api_key"]}),
    ]
    assert [answer.status_code for answer in answers] == [500, 500, 500]
    log = capsys.readouterr().err
    assert log.count("Traceback (most recent call last)") == 3
    assert log.count("***") > len(secrets)
    for text in (log, *(f"{answer.headers} {answer.text}" for answer in answers)):
        assert [secret for secret in secrets if secret in text] == []
    house.database.close()
