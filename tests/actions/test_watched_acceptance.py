"""The situations in which the original tool was tried, by their numbers; none of them leaves anything for a second run.

As there, the file of a show of an hour begins a minute before it is on air.
"""

from typing import Any

import pytest

from parity.actions.path_rules import add_rule
from parity.core.paths import Rule
from parity.demo.faults import Fault
from parity.store.watched_runs import RunRow
from tests.actions.both_players import DAY, HOUR, MINUTE, BothPlayers


@pytest.fixture
def show(players: BothPlayers) -> BothPlayers:
    """Show 10, of an hour, which nobody has begun."""
    players.film("10", minutes=60, on_air=59, early=MINUTE)
    return players


def synced(players: BothPlayers, *done: str, **wishes: Any) -> RunRow:
    """A run does this, with as many changes; two more do nothing."""
    players.writes()
    run = players.run(**wishes)
    assert (run.state, players.told(run)) == ("done", [f"{each} 10 (2000): done" for each in done])
    players.settle(**wishes)
    return run


def test_1_watched_in_plex(show: BothPlayers) -> None:
    show.plex.watch(show.item("10"), at=show.now - 100)
    synced(show, "partner mark")
    assert (show.in_plex("10"), show.in_sage("10")[0]) == ((1, 0), True)


def test_2_marked_in_sagetv(show: BothPlayers) -> None:
    show.mark_in_sage("10")
    synced(show, "plex mark")
    assert (show.in_plex("10"), show.in_sage("10")[0]) == ((1, 0), True)


def test_3_a_position_in_plex(show: BothPlayers) -> None:
    show.play_in_plex("10", 20 * MINUTE, ago=100)
    synced(show, "partner move 1200")
    assert (show.in_plex("10"), show.in_sage("10")) == ((0, 20 * MINUTE), (False, 20 * MINUTE))


def test_4_a_newer_position_in_sagetv(show: BothPlayers) -> None:
    show.play_in_plex("10", 20 * MINUTE, ago=DAY)
    show.play_in_sage("10", 30 * MINUTE, ago=100)
    synced(show, "plex move 1800")
    assert (show.in_plex("10"), show.in_sage("10")) == ((0, 30 * MINUTE), (False, 30 * MINUTE))


def test_5_a_seek_back_in_plex(show: BothPlayers) -> None:
    show.play_in_sage("10", 30 * MINUTE, ago=DAY)
    show.play_in_plex("10", 10 * MINUTE, ago=100)
    synced(show, "partner move 600")
    assert (show.in_plex("10"), show.in_sage("10")) == ((0, 10 * MINUTE), (False, 10 * MINUTE))


def test_6_a_date_alone_in_plex_and_a_position_in_sagetv(show: BothPlayers) -> None:
    show.plex.begin(show.item("10"), 0, at=show.now - 100)
    show.play_in_sage("10", 30 * MINUTE, ago=DAY)
    synced(show, "plex move 1800")
    assert (show.in_plex("10"), show.in_sage("10")) == ((0, 30 * MINUTE), (False, 30 * MINUTE))


def test_7_a_position_that_only_sagetv_calls_the_end(players: BothPlayers) -> None:
    players.film("10", minutes=30)
    players.play_in_plex("10", 26 * MINUTE, ago=100)
    players.writes()
    runs = [players.run(), players.run(), players.run()]
    assert [players.told(run) for run in runs] == [["partner move 1560 10 (2000): done"], [], []]
    assert players.writes() == 1
    assert (players.in_plex("10"), players.in_sage("10")) == ((0, 26 * MINUTE), (True, 26 * MINUTE))


def test_8_marked_in_sagetv_after_an_older_position_in_plex(show: BothPlayers) -> None:
    show.play_in_plex("10", 20 * MINUTE, ago=DAY)
    show.mark_in_sage("10")
    synced(show, "plex mark")
    assert (show.in_plex("10"), show.in_sage("10")[0]) == ((1, 0), True)


def test_9_plex_on_windows_with_a_rule(players: BothPlayers) -> None:
    players.film("10", file="F:\\SageTV\\Castle\\Show10.mpg", sage_file="/mnt/rec/castle/show10.mpg")
    players.film("11", file="F:\\SageTV\\Bones\\Show10.mpg", sage_file="/mnt/rec/bones/show10.mpg")
    add_rule(players.house, Rule("prefix", "/mnt/rec", "F:\\SageTV", "sagetv"))
    players.plex.watch(players.item("10"), at=players.now - 100)
    run = synced(players, "partner mark")
    assert [row.change.by for row in players.changes(run)] == ["path"]
    assert (players.in_sage("10")[0], players.in_sage("11")[0]) == (True, False)


@pytest.mark.parametrize(
    ("side", "fault", "why"),
    [
        ("sage", Fault("status", "/sagex", status=200), "answered with an error: java.lang.NullPointerException"),
        ("sage", Fault("html"), "answered with a web page instead of data"),
        ("plex", Fault("status", status=401), "Plex: "),
    ],
    ids=["10", "11", "12"],
)
def test_10_11_and_12_an_error_is_none_of_what_is_not_there(
    show: BothPlayers, side: str, fault: Fault, why: str
) -> None:
    show.plex.watch(show.item("10"), at=show.now - 100)
    (show.sage_faults if side == "sage" else show.home.plex_faults).add(fault)
    run = show.run()
    assert run.state == "failed"
    assert why in str(run.sentence)
    assert (run.not_in_partner, show.changes(run), show.writes()) == (None, [], 0)


@pytest.mark.long
def test_11_a_status_500_of_sagetv(show: BothPlayers) -> None:
    show.plex.watch(show.item("10"), at=show.now - 100)
    show.sage_faults.add(Fault("status", status=500))
    run = show.run()
    assert (run.state, run.not_in_partner, show.writes()) == ("failed", None, 0)
    assert "answered with status 500" in str(run.sentence)


def test_13_what_is_to_be_ignored_is(show: BothPlayers) -> None:
    show.play_in_plex("10", 5 * MINUTE, ago=100)
    synced(show, ignore=600)
    assert show.in_sage("10") == (False, 0)
    synced(show, "partner move 300")


def test_14_a_part_of_a_name_is_no_name(players: BothPlayers) -> None:
    players.film("10", file="/media/films/a.mpg", sage_file="/var/media/films/Banana.mpg")
    players.plex.watch(players.item("10"), at=players.now - 100)
    run = synced(players)
    assert (run.not_in_partner, players.in_sage("10")) == (1, (False, 0))


def test_15_watched_in_sagetv_after_an_older_position_in_plex(show: BothPlayers) -> None:
    show.play_in_plex("10", 20 * MINUTE, ago=DAY)
    show.seen_in_sage("10", ago=100)
    synced(show, "plex mark")
    assert (show.in_plex("10"), show.in_sage("10")[0]) == ((1, 0), True)


def test_16_watched_again_in_plex(show: BothPlayers) -> None:
    show.seen_in_sage("10", ago=DAY)
    show.plex.watch(show.item("10"), at=show.now - DAY)
    show.play_in_plex("10", 20 * MINUTE, ago=HOUR)
    synced(show, "partner move 1200")
    assert (show.in_plex("10"), show.in_sage("10")) == ((1, 20 * MINUTE), (False, 20 * MINUTE))
