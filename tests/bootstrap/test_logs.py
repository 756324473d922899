"""Logs are lines on stderr, for people or for machines, and nothing secret is in them."""

import json
import logging
import re
from collections.abc import Iterator

import pytest

from parity.bootstrap import log_to_stderr
from parity.settings import load

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


def test_the_level_is_that_of_the_settings_unless_a_command_asks_for_its_own(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for level in (None, "DEBUG"):
        log_to_stderr(load({"PARITY_LOG_LEVEL": "ERROR"}, {}), level)
        logging.getLogger("parity.test").warning("hm")
    assert capsys.readouterr().err.count("hm") == 1
