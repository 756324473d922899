"""What people complained of in autoscan, and what became of it: a folder is scanned in time, once, and to an end."""

from pathlib import Path

import pytest

from parity.actions.path_doctor import IGNORED, diagnose
from parity.actions.path_rules import add_rule
from parity.actions.players import test_player as try_player
from parity.core.paths import Rule
from parity.demo.faults import Fault
from parity.store import path_rules
from tests.actions.complaining import Complaining
from tests.actions.neighbours import Neighbour


def lead(home: Complaining, here: Path) -> None:
    """What lies in this folder here is what Plex calls /media."""
    with home.house.database.writing() as connection:
        path_rules.add(connection, Rule("prefix", str(here), "/media"))


def test_autoscan_50_201_a_folder_is_scanned_when_the_file_is_really_there(home: Complaining, tmp_path: Path) -> None:
    home.restart(PARITY_REFRESH_CHECK_FILES="true")
    lead(home, tmp_path)
    season = next(home.seasons)
    (file,) = home.came(home.file(season))
    here = Path(file.replace("/media", str(tmp_path)))
    home.tell(str(here))
    home.live(30)
    assert home.asked_scans() == []
    assert home.row().sentence == f"{here} is not there yet."
    here.parent.mkdir(parents=True)
    here.touch()
    assert home.settle() <= 10
    assert home.there(season, 1)


def test_autoscan_42_52_84_autopulse_608_the_trash_is_emptied_on_request_and_never_when_much_is_gone(
    home: Complaining,
) -> None:
    season = next(home.seasons)
    old = home.came(*(home.file(season, number) for number in (1, 2)))
    home.tell(*old)
    home.settle()
    home.restart(PARITY_EMPTY_TRASH="true", PARITY_EMPTY_TRASH_MOST="1")
    new = home.came(*(home.file(season, number, " new") for number in (1, 2)))
    for file in old:
        home.plex.take_file(1, file)
    home.tell(*new, upgrade=True)
    home.tell(*old, gone=True)
    home.settle()
    assert home.folders()[0].sentence == "The trash was left alone: 2 items lie in it, and 1 is the most."
    assert home.plex.emptied == []
    home.restart(PARITY_EMPTY_TRASH_MOST="2")
    home.tell(*old, gone=True)
    home.settle()
    assert (home.folders()[0].sentence, home.plex.emptied) == (None, [1])
    assert home.there(season, 1, 2)


def test_autoscan_39_pr_61_a_target_that_is_away_holds_up_no_other(home: Complaining) -> None:
    cellar = Neighbour(home, "Cellar")
    cellar.world.add_section("TV", locations=["/media/TV"])
    cellar.keep()
    home.scan("incremental")
    season = next(home.seasons)
    home.came(home.file(season))
    cellar.world.put_file(1, home.file(season), guids=["tmdb://700"])
    cellar.faults.add(Fault("closed"))
    home.tell(home.file(season))
    home.live(10)
    assert home.there(season, 1)
    cellar.faults.clear()
    home.settle(400)
    assert [section for section, _ in cellar.world.asked_scans()] == [1], "asked when it was back"
    home.forget(cellar)


def test_autoscan_202_a_library_that_plex_fails_to_scan_is_asked_less_and_less_and_holds_up_no_other(
    home: Complaining,
) -> None:
    home.plex_fails("status", "/library/sections/2/refresh", status=500)
    season = next(home.seasons)
    home.tell("/media/TV-4k/Dark (2017)/Season 01/Dark - S01E01.mkv")
    home.live(4)
    home.came(home.file(season))
    home.tell(home.file(season))
    home.live(15)
    assert home.there(season, 1)
    home.live(60)
    (broken,) = [row for row in home.folders() if row.section_key == "2"]
    assert (broken.state, broken.asked) == ("waiting", 5), "after 5, 10, 20, 40 seconds"
    assert "It is tried again at" in (broken.sentence or "")


def test_autoscan_147_198_a_folder_that_a_library_got_meanwhile_is_known(home: Complaining) -> None:
    home.plex.sections[2].locations.append("/more/TV-4k")
    path = "/more/TV-4k/Dark (2017)/Season 01/Dark - S01E01.mkv"
    home.plex.put_file(2, path, guids=["tmdb://70523"])
    told = home.tell(path)
    home.settle()
    assert home.asked_scans() == [(2, "/more/TV-4k/Dark (2017)/Season 01")]
    assert home.message(told).outcome == "queued"


def test_autoscan_147_a_library_that_is_new_gets_what_was_told_before_it_was_followed(home: Complaining) -> None:
    section = home.plex.add_section("Anime", locations=["/media/Anime"])
    path = "/media/Anime/Planetes (2003)/Season 01/Planetes - S01E01.mkv"
    home.plex.put_file(section, path, guids=["tmdb://26209"])
    home.tell(path)
    home.live(5)
    assert (home.row().state, home.asked_scans()) == ("unmapped", [])
    home.scan("incremental")
    home.settle()
    assert home.asked_scans() == [(section, "/media/Anime/Planetes (2003)/Season 01")]
    home.plex.remove_section(section)
    home.scan("incremental")


def test_autoscan_112_197_190_where_nothing_happens_it_is_told_at_which_step_and_what_would_mend_it(
    home: Complaining,
) -> None:
    season = next(home.seasons)
    home.came(home.file(season))
    path = home.file(season).replace("/media/TV", "/tv")
    before = diagnose(home.house, path, "sonarr")
    assert [step.did for step in before.steps] == ["kept", "nowhere"]
    assert (before.requests, home.asked_scans()) == ((), [])
    (proposal,) = before.proposals
    home.tell(path)
    home.live(4)
    assert home.row().sentence == "No library of any server holds this path: add a rule for it."
    add_rule(home.house, proposal.rule)
    (request,) = diagnose(home.house, path, "sonarr").requests
    assert request.text.startswith("GET /library/sections/1/refresh?path=/media/TV/Harbour%20Lights")
    home.settle()
    assert home.asked_scans() == [(1, home.folder_of(season))]
    assert home.there(season, 1)


def test_autoscan_176_each_way_in_has_its_own_wait_and_the_quicker_one_is_not_put_off(home: Complaining) -> None:
    home.restart(PARITY_REFRESH_AGES="inotify=60, Manual=0")
    first, second, third = (next(home.seasons) for _ in range(3))
    home.came(*(home.file(season) for season in (first, second, third)))
    home.tell(home.file(first), source="manual")
    home.tell(home.file(second), source="inotify")
    for source in ("inotify", "sonarr", "inotify"):
        home.tell(home.file(third), source=source)
    home.live(1)
    assert home.asked_scans() == [(1, home.folder_of(first))]
    home.live(9)
    assert home.asked_scans()[1:] == [(1, home.folder_of(third))]
    assert home.settle() >= 45
    assert home.there(second, 1)


def test_autoscan_194_121_162_what_is_to_be_ignored_is_not_scanned_and_not_called_unknown(home: Complaining) -> None:
    home.restart(PARITY_REFRESH_IGNORE="/media/TV/.trash, .Recycle.Bin, *.SRT")
    ignored = ("/media/TV/.trash/Dark/1.mkv", "/media/TV/.recycle.bin/Dark/1.mkv", home.file(1).replace("mkv", "srt"))
    assert diagnose(home.house, ignored[0]).advice == (IGNORED,)
    told = home.tell(*ignored)
    season = next(home.seasons)
    both = home.tell(*home.came(home.file(season)), "/elsewhere/.Recycle.Bin/1.mkv")
    home.settle()
    assert home.asked_scans() == [(1, home.folder_of(season))]
    assert (home.message(told).outcome, home.message(both).outcome) == ("ignored", "queued")
    assert [row.state for row in home.folders()] == ["done"]


def test_autoscan_194_what_was_in_no_library_is_off_the_list_when_it_is_to_be_ignored(home: Complaining) -> None:
    home.tell("/elsewhere/samples/1.mkv")
    home.live(1)
    home.restart(PARITY_REFRESH_IGNORE="samples")
    add_rule(home.house, Rule("prefix", "/elsewhere", "/media/TV"))
    assert (home.row().state, home.row().sentence) == ("dropped", "Nothing is scanned for it, as you wished.")


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault("status", status=401), "refuses the token"),
        (Fault("closed"), "its address is right"),
        (Fault("html"), "web page instead of data"),
        (Fault("status", "/activities", status=503), "503"),
    ],
)
def test_autopulse_430_which_side_is_wrong_is_told(home: Complaining, fault: Fault, said: str) -> None:
    machine_id = home.plex.machine_identifier
    assert try_player(home.house, machine_id, home.stop)[0]
    home.plex_faults.add(fault)
    well, sentence = try_player(home.house, machine_id, home.stop)
    assert not well
    assert said in sentence
