"""The documents tell of the project as it is."""

import re
import shlex
from pathlib import Path

import click
import pytest

from parity.cli import parity
from tests import settings_page

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_names_the_two_commands_on_its_first_screen() -> None:
    assert {"make demo", "make test"} <= {line.strip() for line in README.splitlines()[:25]}


def test_every_make_target_that_the_readme_names_is_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`|thorough )make ([a-z-]+)", README, re.MULTILINE))
    assert {"demo", "run", "test", "bench", "lint"} <= named <= targets


@pytest.mark.parametrize("line", re.findall(r"^python -m parity (\w.*)", README, re.MULTILINE))
def test_every_command_that_the_readme_shows_exists_with_its_options(line: str) -> None:
    name, *rest = shlex.split(line, comments=True)
    command = parity.get_command(click.Context(parity), name)
    if isinstance(command, click.Group):
        command = command.get_command(click.Context(command), rest[0])
    assert command is not None
    options = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in rest if word.startswith("-")} <= options


def test_every_path_that_the_readme_names_is_there() -> None:
    named = re.findall(r"\]\(([^)#:]+)\)", README) + re.findall(r"^(\w+/\w*/?)  +", README, re.MULTILINE)
    assert len(named) > 8
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_setting_is_described_as_the_table_has_it() -> None:
    assert (ROOT / "docs/settings.md").read_text(encoding="utf-8") == settings_page.page(), settings_page.MEND
