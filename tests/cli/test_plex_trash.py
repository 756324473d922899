"""`plex trash`: what lies there, and what becomes of it."""

import pytest

from tests.actions.household import Household
from tests.cli.conftest import Terminal


def test_the_trash_is_listed_left_alone_or_emptied(
    scanned: Terminal, household: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert scanned("plex", "trash", "TV").stdout == "TV on Demo Server: 0 items in the trash\n"
    show = household.plex.find_show("Pushing Daisies")
    for number in (1, 2):
        household.plex.take_file(
            1, household.plex.episode(household.plex.find_episode(show, 1, number)).media[0].files[0]
        )
    household.plex.refresh(1)
    monkeypatch.setenv("PARITY_EMPTY_TRASH_MOST", "1")
    told = scanned("plex", "trash", "TV")
    assert told.stdout.startswith("TV on Demo Server: 2 items in the trash\n")
    assert "S01E02" in told.stdout
    assert "It could not be emptied now. The trash was left alone: 2 items lie in it" in told.stderr
    assert "Note: The trash was left alone" in scanned("plex", "trash", "TV", "--empty", exits=4).stderr
    assert household.plex.emptied == []
    monkeypatch.setenv("PARITY_EMPTY_TRASH_MOST", "2")
    [one] = scanned.json("plex", "trash", "TV", "--empty")["libraries"]
    assert ([item["number"] for item in one["items"]], one["emptied"], household.plex.emptied) == ([1, 2], True, [1])
    household.plex_fails("status", "/library/sections/1/all", status=401)
    assert "Note: TV on Demo Server: " in scanned("plex", "trash", "TV", exits=1).stderr
    assert scanned.refusal("plex", "trash", "Attic") == "Error: No followed library is called Attic"
