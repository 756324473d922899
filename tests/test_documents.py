"""The documents tell of the project as it is."""

import re
from pathlib import Path

from tests import settings_page

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_names_the_two_commands_on_its_first_screen() -> None:
    assert {"make demo", "make test"} <= {line.strip() for line in README.splitlines()[:25]}


def test_every_make_target_that_the_readme_names_is_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`|thorough )make ([a-z-]+)", README, re.MULTILINE))
    assert {"demo", "run", "test", "bench", "lint"} <= named <= targets


def test_every_path_that_the_readme_names_is_there() -> None:
    named = re.findall(r"\]\(([^)#:]+)\)", README) + re.findall(r"^(\w+/\w*/?)  +", README, re.MULTILINE)
    assert len(named) > 8
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_setting_is_described_as_the_table_has_it() -> None:
    assert (ROOT / "docs/settings.md").read_text(encoding="utf-8") == settings_page.page(), settings_page.MEND
