"""`plex unseen`: what Sonarr and Radarr have and Plex does not show, and what is done about it."""

from collections.abc import Iterator

import pytest

from tests.actions.downloads import Downloads
from tests.actions.household import Household
from tests.cli.conftest import Terminal

BLEACH = "/media/TV/Bleach/S01E01.mkv"


@pytest.fixture
def downloads(household: Household, scanned: Terminal, monkeypatch: pytest.MonkeyPatch) -> Iterator[Downloads]:
    """Sonarr has a show of which Plex has nothing."""
    made = Downloads(household)
    for name, value in made.environ.items():
        monkeypatch.setenv(name, value)
    made.import_show("Bleach", BLEACH, root="/media/TV", tvdb_id=74796)
    yield made
    made.close()


def test_what_plex_does_not_show_is_listed_and_scanned_on_demand(scanned: Terminal, downloads: Downloads) -> None:
    downloads.import_film("Serenity", "Serenity.mkv")
    said = scanned("plex", "unseen", "--scan")
    assert said.stdout.startswith("1 file not in Plex\n")
    assert BLEACH in said.stdout
    assert "TV on Demo Server does not have this file." in said.stdout
    assert "No library that is followed holds /data/films, where Radarr has 1 file" in said.stderr
    assert "1 scan asked for: the worker sees to it." in said.stderr
    assert downloads.household.plex.refreshes == []  # by the worker, not by the command
    told = scanned.json("plex", "unseen")
    (item,) = told["items"]
    assert (told["total"], item["source"], item["path"], item["season"], item["number"]) == (1, "sonarr", BLEACH, 1, 1)
    assert [row["path"] for row in told["strange_folders"]] == ["/data/films"]


def test_who_gives_no_answer_is_named_and_nothing_said_of_it(scanned: Terminal, downloads: Downloads) -> None:
    downloads.radarr.set_key("another")
    result = scanned("plex", "unseen", exits=3)
    assert "Note: Radarr: the key was refused" in result.stderr
    assert BLEACH in result.stdout
    downloads.radarr.set_key("the-key-of-radarr")
    downloads.household.plex_fails("status", "/library/sections/", status=404)
    result = scanned("plex", "unseen", exits=3)
    assert result.stdout == "0 files not in Plex\n"
    assert "What was known of its files stays." in result.stderr
    downloads.sonarr.set_key("another")
    downloads.radarr.set_key("another")
    assert "the-key-of" not in scanned("plex", "unseen", exits=1).stderr


def test_without_either_it_says_what_is_needed(bare: Terminal) -> None:
    said = bare.refusal("plex", "unseen")
    assert said == "Error: SONARR_URL and RADARR_URL are not set: give the address of one of them, and its API key"
