"""`sagetv -l`, `--addtv`, `--addmovie`, `--delsec`, `--refresh`: on a terminal, and what each has to be sure of."""

import pytest
from click.testing import CliRunner

from parity.actions.list_sections import ListedSection, SectionList
from parity.cli import parity, saying
from parity.cli.plex_sections import say_sections
from tests.actions.household import Household
from tests.cli.conftest import Terminal


def titles(household: Household) -> list[str]:
    return [section.title for section in household.plex.sections.values()]


def test_libraries_are_listed(terminal: Terminal, household: Household) -> None:
    (one,) = terminal.json("sagetv", "-l")["items"]
    assert one["title"] == "TV"
    assert terminal("sagetv", "--list").stdout == terminal("plex", "sections").stdout


def listed(machine_id: str, server: str, key: str, title: str) -> ListedSection:
    return ListedSection(f"{machine_id}/{key}", machine_id, server, key, title, "show", "tv.plex.agents.series", True)


def test_the_list_fits_a_terminal_and_has_whole_ids_only_where_section_ids_name_several(
    capsys: pytest.CaptureFixture[str],
) -> None:
    here = [listed("a" * 40, "Demo Server", "1", "TV Shows"), listed("a" * 40, "Demo Server", "2", "Children")]
    assert say_sections(SectionList(tuple(here), ()), as_json=False) == 0
    alone = capsys.readouterr().out
    assert max(map(len, alone.splitlines())) <= 80
    assert "a" * 40 not in alone
    there = listed("b" * 40, "Barn", "1", "TV")
    assert say_sections(SectionList((*here, there), ()), as_json=False) == 0
    several = capsys.readouterr().out.splitlines()
    assert max(map(len, several)) <= 80
    assert several[-3:] == [
        "Several have one section id. What names each of them alone:",
        f"  {'a' * 40}/1  TV Shows, Demo Server",
        f"  {'b' * 40}/1  TV, Barn",
    ]


@pytest.mark.parametrize(("option", "kind"), [("--addtv", "show"), ("--addmovie", "movie")])
def test_a_library_is_added(option: str, kind: str, terminal: Terminal, household: Household) -> None:
    said = terminal("sagetv", option, "Sage", "/sage/one", "/sage/two").stdout
    assert said.startswith("Sage (")
    assert "was added" in said
    (made,) = (section for section in household.plex.sections.values() if section.title == "Sage")
    assert (made.type, list(made.locations)) == (kind, ["/sage/one", "/sage/two"])
    assert terminal.refusal("sagetv", option, "sage", "/x") == "Error: Plex has a library called sage already"


def test_a_library_is_deleted_once_its_name_was_typed(
    terminal: Terminal, household: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saying, "can_answer", lambda: True)
    for typed in ("tv\n", "\n", "yes\n", ""):
        result = CliRunner().invoke(parity, ["sagetv", "--delsec", "tv"], input=typed)
        assert result.exit_code == 1, result.output
    assert "The files stay where they are." in result.stderr
    assert titles(household) == ["TV"]
    result = CliRunner().invoke(parity, ["sagetv", "--delsec", "tv"], input="TV\n")
    assert (result.exit_code, titles(household)) == (0, [])
    assert result.stdout.endswith("is deleted. Its files stay where they are.\n")


def test_without_a_terminal_yes_and_the_very_name_are_needed(terminal: Terminal, household: Household) -> None:
    for words in (("TV",), ("tv", "--yes"), ("", "--yes")):
        line = terminal("sagetv", "--delsec", *words, exits=2).stderr.splitlines()[-1]
        assert "name" in line
    assert titles(household) == ["TV"]
    (one,) = terminal.json("sagetv", "-l")["items"]
    assert terminal.json("sagetv", "--delsec", one["id"], "--yes")["deleted"]["title"] == "TV"
    assert titles(household) == []


def test_a_library_is_scanned(terminal: Terminal, household: Household) -> None:
    assert terminal("sagetv", "--refresh", "tv").stdout.startswith("Plex was asked to scan TV (")
    terminal("scan", "full")
    assert "is on the list of what Plex scans" in terminal("sagetv", "--refresh", "1").stdout
    assert "No library is called Series" in terminal.refusal("sagetv", "--refresh", "Series")
