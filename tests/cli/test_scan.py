"""`scan` says what it found, and how it went in its exit status (RULES R18)."""

import pytest

from parity.store.folder import lock
from tests.actions.household import Household
from tests.cli.conftest import Terminal


def test_a_scan_says_what_it_found(terminal: Terminal) -> None:
    said = terminal("scan", "full").stdout.splitlines()
    assert said[0].startswith("Scan 1 (full): done after ")
    assert said[0].endswith(" s, 2 titles of 2 checked.")
    assert said[1] == "2 newly missing, 0 resolved, 2 new shows, 0 gone."


def test_a_scan_as_json_has_the_fields_of_the_contract_and_nothing_beside_it(terminal: Terminal) -> None:
    scan = terminal.json("scan", "full")
    assert {name: scan[name] for name in ("id", "mode", "state", "total", "done", "current", "errors")} == {
        "id": 1,
        "mode": "full",
        "state": "done",
        "total": 2,
        "done": 2,
        "current": None,
        "errors": [],
    }
    assert scan["changes"] == {"new_missing": 2, "resolved": 0, "new_shows": 2, "removed_shows": 0}
    assert scan["requests"]["tmdb"] == 2
    assert {"started_at", "finished_at", "seconds"} <= set(scan)


def test_what_was_missing_and_came_is_resolved(scanned: Terminal, household: Household) -> None:
    household.plex.add_episode(next(iter(household.plex.shows)), 1, 1)
    scan = scanned.json("scan", "incremental")
    assert scan["changes"]["resolved"] == 1


def test_one_show_by_title(scanned: Terminal) -> None:
    scan = scanned.json("scan", "full", "--show", "firefly")
    assert (scan["mode"], scan["total"]) == ("show", 1)


def test_a_show_that_is_not_there_is_one_line(scanned: Terminal) -> None:
    assert scanned.refusal("scan", "refresh", "--show", "Fire") == (
        "Error: There is no show Fire. Did you mean Firefly?"
    )


def test_a_library_that_is_not_there_fails_the_scan(terminal: Terminal) -> None:
    said = terminal("scan", "full", "--library", "Films", exits=1).stdout
    assert "No followed library is called Films." in said


def test_a_show_in_trouble_is_named_and_the_scan_is_done_in_part(terminal: Terminal, household: Household) -> None:
    household.tmdb_fails("garbage", "/tv/1$")
    said = terminal("scan", "full", exits=3).stdout
    assert "in trouble" in said
    assert "  Firefly: TMDB: " in said


def test_a_queued_scan_waits_for_the_worker(terminal: Terminal) -> None:
    assert terminal("scan", "full", "--queue").stdout == "Scan 1 waits for the worker.\n"


UNDER_WAY = "Error: scan 1 is already under way: wait for it, or cancel it"


def test_a_second_scan_is_refused_with_the_first_one_s_id(terminal: Terminal) -> None:
    terminal("scan", "full", "--queue")
    assert terminal.refusal("scan", "incremental", "--queue") == UNDER_WAY


def test_beside_an_instance_the_same_scan_is_refused_too(terminal: Terminal) -> None:
    terminal("scan", "full", "--queue")
    with lock(terminal.folder, "run"):
        assert terminal.refusal("scan", "full") == UNDER_WAY


def test_a_scan_that_was_left_over_goes_on_in_the_foreground(terminal: Terminal) -> None:
    terminal("scan", "full", "--queue")
    result = terminal("scan", "full")
    assert result.stderr == "Scan 1 was left over; it goes on where it stood.\n"
    assert result.stdout.startswith("Scan 1 (full): done after ")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PLEX_BASE_URL", "", "PLEX_BASE_URL is not set: give the address of your Plex server"),
        ("PLEX_TOKEN", "wrong-token", "Plex: "),
        ("TMDB_API_KEY", "", "TMDB_API_KEY is not set: give the key or read token"),
        ("PLEX_BASE_URL", "http://127.0.0.1:9", "Plex: "),
    ],
)
def test_what_keeps_a_scan_from_beginning_is_named(
    name: str, value: str, sentence: str, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    result = terminal("scan", "full", exits=1)
    assert result.stdout.startswith("Scan 1 (full): failed after ")
    assert sentence in result.stdout
    assert "wrong-token" not in result.stdout + result.stderr


def test_a_refused_key_of_tmdb_ends_the_scan_with_its_name(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMDB_API_KEY", "fedcba9876543210fedcba9876543210")
    result = terminal("scan", "full", exits=1)
    assert "TMDB" in result.stdout
    assert "the key was refused" in result.stdout
    assert "fedcba" not in result.stdout + result.stderr


def test_all_libraries_held_back_is_a_status_of_its_own(scanned: Terminal, household: Household) -> None:
    for show in list(household.plex.shows):
        household.plex.remove_show(show)
    scanned("scan", "full", exits=4)
    scanned("scan", "full", "--accept-shrink")
    assert scanned.json("shows")["total"] == 0


def test_a_library_that_is_gone_is_named_and_makes_a_scan_partial(scanned: Terminal, household: Household) -> None:
    household.plex.add_section("Beside")
    scanned("scan", "full")
    household.plex.remove_section(household.plex.find_section("Beside"))
    assert "Plex no longer has the library Beside" in scanned("scan", "incremental", exits=3).stderr
    assert scanned("forget", "Beside").stdout.startswith("Beside is forgotten")
    scanned("scan", "incremental")


def test_a_library_name_that_fits_nothing_fails_the_scan_although_others_fit(scanned: Terminal) -> None:
    title = scanned.json("shows")["items"][0]["library"]
    result = scanned("scan", "full", "--library", title, "--library", "Typo", exits=1)
    assert "No followed library is called Typo" in result.stdout


def test_a_scan_is_paused_resumed_and_cancelled_from_the_terminal(terminal: Terminal) -> None:
    terminal("scan", "full", "--queue")
    assert terminal("scan", "pause").stdout.startswith("Scan 1 (full): paused after ")
    assert terminal.refusal("scan", "pause") == "Error: scan 1 is paused: there is nothing to pause"
    assert terminal("scan", "resume").stdout.startswith("Scan 1 (full): done after ")
    terminal("scan", "full", "--queue")
    assert terminal.json("scan", "cancel")["state"] == "cancelled"
    assert terminal.refusal("scan", "resume") == "Error: no scan is under way"


def test_beside_an_instance_a_scan_rests_at_once_when_nobody_works_on_it(terminal: Terminal) -> None:
    terminal("scan", "full", "--queue")
    with lock(terminal.folder, "run"):
        assert terminal("scan", "pause").stdout.startswith("Scan 1 (full): paused after ")
        assert terminal("scan", "resume", "--queue").stdout == "Scan 1 waits for the worker.\n"


def test_whoever_steers_a_scan_does_not_name_shows(terminal: Terminal) -> None:
    assert "takes no shows" in terminal("scan", "pause", "--show", "1", exits=2).stderr


def test_a_scan_that_nobody_works_on_is_told_as_such(terminal: Terminal) -> None:
    terminal("scan", "full", "--queue")
    assert terminal.refusal("scan", "incremental") == (
        "Error: scan 1 was left over, and nobody works on it: scan resume goes on with it, scan cancel ends it"
    )
    assert terminal("scan", "resume").stdout.startswith("Scan 1 (full): done after ")


def test_a_show_and_a_library_exclude_each_other(terminal: Terminal) -> None:
    assert "exclude each other" in terminal("scan", "full", "--show", "1", "--library", "TV", exits=2).stderr
