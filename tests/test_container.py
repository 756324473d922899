"""The image, the compose file and the Unraid template agree with each other and with Parity."""

import json
import re
import xml.etree.ElementTree as ET
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from parity import __version__
from parity.cli import children, serving
from parity.settings import ROWS, load
from tasks import worker

ROOT = Path(__file__).parents[1]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]["parity"]
UNRAID = ET.parse(ROOT / "docs/unraid/parity.xml").getroot()
PAGES = [ROOT / "docs/container.md", ROOT / "docs/reverse-proxy.md", *sorted((ROOT / "docs/proxies").iterdir())]
SETTINGS = {row.environment for row in ROWS}
PORT = "8000"


def told(instruction: str) -> Any:
    """What the last stage of the Dockerfile says behind a word that takes a JSON list."""
    return json.loads(re.findall(rf"^\s*{instruction} (\[.*\])$", DOCKERFILE, re.MULTILINE)[-1])


def variables() -> dict[str, str]:
    """What Unraid puts into the environment."""
    return {one.attrib["Target"]: one.text or "" for one in UNRAID.iter("Config") if one.attrib["Type"] == "Variable"}


def test_port_folder_and_health_are_the_same_everywhere() -> None:
    assert told("CMD")[-1] == PORT
    assert f"EXPOSE {PORT}\n" in DOCKERFILE
    assert COMPOSE["ports"] == [f"{PORT}:{PORT}"]
    kinds = {one.attrib["Type"]: one.attrib["Target"] for one in UNRAID.iter("Config")}
    assert (kinds["Port"], kinds["Path"]) == (PORT, "/config")
    assert UNRAID.findtext("WebUI") == f"http://[IP]:[PORT:{PORT}]/"
    assert "PARITY_DATA_DIR=/config " in DOCKERFILE
    assert "VOLUME /config\n" in DOCKERFILE
    assert COMPOSE["volumes"] == ["config:/config"]
    assert COMPOSE["healthcheck"]["test"] == ["CMD", *re.findall(r'CMD \["(python.*)"\]', DOCKERFILE)[0].split('", "')]


def test_what_the_files_set_is_a_setting_with_a_value_that_can_be_used() -> None:
    compose = {name: text for name, text in COMPOSE["environment"].items() if not text.startswith("$")}
    for given in (compose, variables(), {"PARITY_DATA_DIR": "/config"}):
        assert set(given) <= SETTINGS
        load(given, {})
    assert (variables()["PUID"], variables()["PGID"]) == ("99", "100")


def test_docker_waits_longer_than_parity_may_take_to_stop() -> None:
    patience = int(COMPOSE["stop_grace_period"].removesuffix("s"))
    assert UNRAID.findtext("ExtraParams") == f"--stop-timeout={patience}"
    assert max(worker.GRACE, serving.graceful_timeout) < children.GRACE < 10 < patience


def test_the_image_says_which_version_it_is() -> None:
    assert f"ARG VERSION={__version__}\n" in DOCKERFILE


def test_everything_that_the_image_copies_is_sent_to_the_builder_and_nothing_else() -> None:
    lines = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    copied = {name for line in lines for name in line.split()}
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split("\n")
    assert {line.removeprefix("!") for line in ignored if line.startswith("!")} == copied
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert "*" in ignored
    assert not any(fnmatch(".venv", line.removeprefix("!")) for line in ignored if line.startswith("!"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_setting_that_the_documents_name_is_one(page: Path) -> None:
    named = set(re.findall(r"\b(?:PARITY|TMDB|PLEX)_[A-Z_]+\b", page.read_text(encoding="utf-8")))
    assert named
    assert {name.removesuffix("_FILE") for name in named} <= SETTINGS


def test_the_documents_show_the_very_files_that_are_tested() -> None:
    text = (ROOT / "docs/reverse-proxy.md").read_text(encoding="utf-8")
    for path in (ROOT / "docs/proxies").iterdir():
        assert f"(proxies/{path.name})" in text, path.name
