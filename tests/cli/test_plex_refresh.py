"""`plex refresh` and `plex sessions`, over stand-ins."""

import re

from tests.actions.household import Household
from tests.cli.conftest import Terminal


def test_a_library_or_the_folder_of_a_path_is_scanned_and_waited_for(scanned: Terminal, household: Household) -> None:
    section = household.plex.find_section("TV")
    folder = f"{household.plex.sections[section].locations[0]}/Firefly (2010)"
    household.plex.set_scan_seconds(0.1)
    result = scanned("plex", "refresh", "TV", "--wait", "--timeout", "20")
    assert re.search(r"\(TV on .+\) is scanned, and all of it shows\.", result.stdout)
    told = scanned.json("plex", "refresh", "tv", "--path", f"{folder}/", "--wait", "--timeout", "20")
    [one] = told["items"]
    assert (told["total"], one["state"], one["asked"], one["folder"]) == (1, "done", 1, folder)
    assert household.plex.asked_scans() == [(section, None), (section, folder)]


def test_a_scan_that_goes_on_is_never_taken_for_one_that_is_over(scanned: Terminal, household: Household) -> None:
    household.plex.set_scan_seconds(600)
    assert re.search(r"\(TV on .+\) (is scanned by Plex|was asked for)", scanned("plex", "refresh", "TV").stdout)
    result = scanned("plex", "refresh", "TV", "--wait", "--timeout", "0.3", exits=1)
    assert re.search(r"^Error: still scanning at \d\d:\d\d:\d\d: .*\(TV on ", result.stderr, re.MULTILINE)
    assert len(household.plex.asked_scans()) == 1


def test_what_waits_is_told_apart_from_what_is_scanned(scanned: Terminal, household: Household) -> None:
    household.plex.add_section("TV", locations=["/media/Other"])
    scanned("scan", "full")
    household.plex.set_scan_seconds(600)
    scanned("plex", "refresh", "TV", "--path", "/media/Other/Lost")
    late = scanned("plex", "refresh", "TV", "--wait", "--timeout", "1", exits=1).stderr
    told = r"^Error: still scanning at [\d:]+: /\S+ \(TV on .+\), and waiting at [\d:]+: /media/Other \(TV on "
    assert re.search(told, late, re.MULTILINE), late


def test_what_nobody_follows_is_refused_in_one_line(scanned: Terminal, household: Household) -> None:
    assert scanned.refusal("plex", "refresh", "Attic") == "Error: No followed library is called Attic"
    assert "No library holds /nowhere" in scanned.refusal("plex", "refresh", "TV", "--path", "/nowhere")
    elsewhere = scanned.refusal("plex", "refresh", "TV", "--server", "Barn")
    assert elsewhere == "Error: No followed library is called TV on a server called Barn"
    for broken in ("/data/tv/\ud800", "/data/tv/a\0b", " "):
        assert "This is no path" in scanned.refusal("plex", "refresh", "TV", "--path", broken)
    scanned("plex", "refresh", "TV", "--timeout", "5", exits=2)
    assert household.plex.asked_scans() == []


def test_who_plays_is_told_and_a_server_that_does_not_tell_is_named(terminal: Terminal, household: Household) -> None:
    assert terminal("plex", "sessions").stdout == "Nobody plays anything.\n"
    show = household.own("Lost", None, {})
    episode = household.plex.add_episode(show, 1, 1)
    household.plex.play(episode, user="Anna", player="Kitchen")
    assert re.search(r"1 session\n.*\nAnna .* playing +Kitchen", terminal("plex", "sessions").stdout)
    [session] = terminal.json("plex", "sessions")["items"]
    assert (session["user"], session["rating_key"], session["player"]) == ("Anna", str(episode), "Kitchen")
    household.plex_fails("status", "/status/sessions", status=401)
    result = terminal("plex", "sessions", exits=1)
    assert result.stdout == "No server answered.\n"
    assert "Note: http://127.0.0.1" in result.stderr
