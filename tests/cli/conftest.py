"""A terminal: commands run in this process, over a household of stand-ins, in a data folder of the test's own."""

import json
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from parity.cli import parity
from tests.actions.household import Household
from tests.cli.plex_scene import PlexScene
from tests.databases import moved_once


@dataclass(frozen=True)
class Terminal:
    """Types commands: `terminal("missing", "--json")`."""

    folder: Path

    def __call__(self, *words: str, exits: int = 0) -> Result:
        """Run a command that ends with this status; what it printed is in `stdout` and `stderr`."""
        result = CliRunner().invoke(parity, words, prog_name="python -m parity")
        assert result.exit_code == exits, (result.stdout, result.stderr, result.exception)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert "Traceback" not in result.stderr
        return result

    def json(self, *words: str, exits: int = 0) -> Any:
        """The JSON that a command prints, which must be all that it prints on stdout."""
        return json.loads(self(*words, "--json", exits=exits).stdout)

    def refusal(self, *words: str, exits: int = 1) -> str:
        """The one line that a command ends with when it cannot do its work."""
        result = self(*words, exits=exits)
        assert result.stdout == ""
        (line,) = result.stderr.splitlines()
        return line


@pytest.fixture
def household(tmp_path: Path) -> Iterator[Household]:
    """Two shows: of "Firefly" two episodes are missing, "Pushing Daisies" is complete."""
    home = Household(tmp_path / "unused")
    home.broadcast(1, "Firefly", {1: 3}, imdb_id="tt0303461", status="Ended")
    home.broadcast(2, "Pushing Daisies", {1: 2, 2: {1: "2100-01-01"}})
    home.own("Firefly", 1, {1: (2,)})
    home.own("Pushing Daisies", 2, {1: (1, 2)})
    yield home
    home.close()


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """A terminal without any setting but the data folder; logs and umask are put back afterwards."""
    monkeypatch.setenv("PARITY_DATA_DIR", str(tmp_path / "data"))
    root, umask = logging.getLogger(), os.umask(0o077)
    before = root.level, list(root.handlers)
    with moved_once():
        yield Terminal(tmp_path / "data")
    root.setLevel(before[0])
    root.handlers[:] = before[1]
    os.umask(umask)


@pytest.fixture
def terminal(bare: Terminal, household: Household, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal whose settings lead to the household."""
    for name, value in household.environ.items():
        monkeypatch.setenv(name, value)
    return bare


@pytest.fixture
def scanned(terminal: Terminal) -> Terminal:
    """A terminal after a full scan."""
    terminal("scan", "full")
    return terminal


@pytest.fixture
def plex_tv(household: Household, monkeypatch: pytest.MonkeyPatch) -> Iterator[PlexScene]:
    """Plex's services, which know Anna and Bert."""
    made = PlexScene(household, monkeypatch)
    yield made
    made.close()
