"""Logs are lines on stderr, for people or for machines, and nothing secret is in them."""

import json
import logging
import re
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from parity.actions.preferences import save
from parity.bootstrap import build_house, log_to_stderr
from parity.core.account import Account, Token
from parity.settings import load
from parity.store import access_keys, accounts, preferences, servers
from tests.databases import furnish
from tests.store.builders import NOW

TOKEN = "xyzzy-plugh-plover"


@pytest.fixture(autouse=True)
def root() -> Iterator[None]:
    """The root logger as it was."""
    logger = logging.getLogger()
    before = logger.level, list(logger.handlers)
    yield
    logger.setLevel(before[0])
    logger.handlers[:] = before[1]


def test_a_line_for_people_names_level_and_logger(capsys: pytest.CaptureFixture[str]) -> None:
    log_to_stderr(load({}, {}))
    logging.getLogger("parity.test").info("Checked %d shows", 3)
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.endswith(" INFO parity.test: Checked 3 shows\n")


def test_a_line_for_machines_is_one_json_object_traceback_and_all(capsys: pytest.CaptureFixture[str]) -> None:
    log_to_stderr(load({"PARITY_LOG_FORMAT": "json", "PLEX_TOKEN": TOKEN}, {}))
    try:
        raise ValueError(f"odd\nanswer to {TOKEN}")
    except ValueError:
        logging.getLogger("parity.test").exception("It broke")
    (line,) = capsys.readouterr().err.splitlines()
    said = json.loads(line)
    assert {name: said[name] for name in ("level", "logger", "message")} == {
        "level": "ERROR",
        "logger": "parity.test",
        "message": "It broke",
    }
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", said["time"])
    assert said["traceback"].endswith("ValueError: odd\nanswer to ***")


def test_no_secret_of_the_settings_is_ever_logged(capsys: pytest.CaptureFixture[str]) -> None:
    log_to_stderr(load({"PLEX_TOKEN": TOKEN, "PARITY_LOG_LEVEL": "DEBUG"}, {}))
    logging.getLogger("urllib3").warning("GET /?X-Plex-Token=%s", TOKEN)
    logging.getLogger("parity.test").debug("%s", [TOKEN])
    assert TOKEN not in capsys.readouterr().err


def test_a_password_in_an_address_is_cut_however_it_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    log_to_stderr(load({"SAGETV_URL": "http://owner:open%20sesame!@sage:8080"}, {}))
    packed = b64encode(b"owner:open sesame!").decode()
    for form in ("open sesame!", "open%20sesame!", "open%20sesame%21", packed):
        logging.getLogger("parity.test").warning("sent <%s>", form)
    assert re.findall("<(.*)>", capsys.readouterr().err) == ["***"] * 4


def test_what_is_saved_in_the_app_is_kept_out_by_whoever_reads_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    house = build_house({"PARITY_DATA_DIR": str(tmp_path)})
    furnish(house.database)
    log_to_stderr(house.settings())
    words = [uuid4().hex for _ in range(2)]
    for word in words:
        with house.database.writing() as connection:  # another process saves it
            preferences.save(connection, {"sagetv_url": f"http://owner:{word}@sage:8080"}, NOW)
        house.settings()
    logging.getLogger("parity.test").warning("said %s", words)
    assert "said ['***', '***']" in capsys.readouterr().err
    house.database.close()


def test_a_setting_that_is_being_saved_is_kept_out_before_anybody_reads_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    house = build_house({"PARITY_DATA_DIR": str(tmp_path)})
    furnish(house.database)
    log_to_stderr(house.settings())
    word = uuid4().hex
    save(house, {"tmdb_api_key": word})
    logging.getLogger("parity.test").warning("said %s", word)
    assert word not in capsys.readouterr().err
    house.database.close()


def test_tokens_and_keys_are_kept_out_by_whoever_reads_them_from_the_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    house = build_house({"PARITY_DATA_DIR": str(tmp_path)})
    furnish(house.database)
    log_to_stderr(house.settings())
    of_account, of_server, of_program = (uuid4().hex for _ in range(3))
    with house.database.writing() as connection:  # another process writes them
        accounts.keep(connection, Account(1, "uuid", "Olive"), Token("classic", of_account), NOW)
        servers.put(connection, "a" * 40, NOW, {"token": of_server})
        access_keys.add(connection, "api", "read", "a program", of_program, NOW)
    with house.database.reading() as connection:
        accounts.kept(connection)
        servers.every(connection)
        access_keys.by_secret(connection, "api", of_program)
    logging.getLogger("parity.test").warning("said %s, %s and %s", of_account, of_server, of_program)
    assert "said ***, *** and ***" in capsys.readouterr().err
    house.database.close()


def test_the_level_is_that_of_the_settings_unless_a_command_asks_for_its_own(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for level in (None, "DEBUG"):
        log_to_stderr(load({"PARITY_LOG_LEVEL": "ERROR"}, {}), level)
        logging.getLogger("parity.test").warning("hm")
    assert capsys.readouterr().err.count("hm") == 1
