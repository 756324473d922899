"""plexapi, whoever imports it, goes by our name at Plex, and never by the address of the network card."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from parity.bootstrap import keys_of
from parity.settings import load

IMPORT = "import plexapi; print(plexapi.X_PLEX_IDENTIFIER, plexapi.BASE_HEADERS['X-Plex-Client-Identifier'])"
HOUSE = """
from parity.bootstrap import build_house, keys_of
from parity.settings import load
environ = {{"PARITY_DATA_DIR": {folder!r}}}
house = build_house(environ)
"""


def names_in(folder: Path, *lines: str) -> list[str]:
    """What plexapi calls itself in a process that did this before."""
    script = "\n".join([HOUSE.format(folder=str(folder)), *lines, IMPORT])
    bare = {name: text for name, text in os.environ.items() if name != "PLEXAPI_HEADER_IDENTIFIER"}
    run = subprocess.run(
        [sys.executable, "-c", script], env=bare, capture_output=True, text=True, timeout=60, check=True
    )
    return run.stdout.split()


def test_an_installation_that_has_a_name_gives_it_with_the_house(tmp_path: Path) -> None:
    ours = keys_of(load({"PARITY_DATA_DIR": str(tmp_path)}, {})).client_id
    assert names_in(tmp_path) == [ours, ours]


@pytest.mark.parametrize("line", ["keys_of(load(environ, {}))", "house.doors()"])
def test_a_new_installation_has_its_name_before_it_can_go_out(tmp_path: Path, line: str) -> None:
    said = names_in(tmp_path, line)
    ours = (tmp_path / "client_id").read_text().strip()
    assert said == [ours, ours]


def test_a_house_alone_makes_nothing(tmp_path: Path) -> None:
    names_in(tmp_path)
    assert list(tmp_path.iterdir()) == []
