"""What an event tells of is read again soon, once however often it is told, and beside whatever else is at work."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from parity.actions.heal import begin_heal
from parity.actions.listen import Listening
from parity.actions.scan_control import Request, start
from parity.actions.scan_run import run_slice
from parity.core.activity import ItemEvent, SectionScan
from parity.core.told import ItemTold, Told
from parity.demo.faults import Fault
from parity.store import arrivals, heals, items, scans, section_scans
from parity.store.missing_log import catch_up
from parity.store.schema import expected, missing_log, shows
from tests.actions.arriving import Arriving


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Arriving]:
    """A show of which the last two of four episodes are missing, and a library of films."""
    home = Arriving(tmp_path / "data", {"PARITY_GRACE_DAYS": "0"})
    home.broadcast(700, "Harbour Lights", {1: 4})
    home.own("Harbour Lights", 700, {1: range(1, 3)})
    home.scan("full")
    yield home
    home.close()


def come(home: Arriving, number: int) -> ItemEvent:
    """An episode comes into Plex by itself, and Plex tells of it."""
    show = home.plex.find_show("Harbour Lights")
    key = home.plex.add_episode(show, 1, number)
    return ItemEvent("1", str(key), str(show), "episode", "came")


def listening(home: Arriving) -> Listening:
    return Listening(home.house, home.plex.machine_identifier)


def waiting(home: Arriving) -> list[heals.Heal]:
    with home.house.database.reading() as connection:
        return heals.every(connection)


def test_an_episode_that_plex_tells_of_is_off_the_list_when_it_was_quiet_for_ten_seconds(home: Arriving) -> None:
    listening(home).take([come(home, 3), come(home, 4)])
    assert len(waiting(home)) == 1
    home.live(9)
    assert home.lacks("Harbour Lights") == ("S01E03", "S01E04")
    home.settle()
    assert home.lacks("Harbour Lights") == ()


def test_a_show_of_which_plex_tells_again_and_again_is_read_after_ten_minutes_at_the_latest(home: Arriving) -> None:
    event, ear = come(home, 3), listening(home)
    first = home.clock.at
    while home.lacks("Harbour Lights") == ("S01E03", "S01E04"):
        ear.take([event])
        home.live(5)
        assert home.clock.at - first <= timedelta(minutes=11)
    assert home.clock.at - first >= timedelta(minutes=9)


def test_what_goes_from_plex_is_missing_again(home: Arriving) -> None:
    show = home.plex.find_show("Harbour Lights")
    key = home.plex.find_episode(show, 1, 2)
    home.plex.remove_episode(key)
    listening(home).take([ItemEvent("1", str(key), str(show), "episode", "went")])
    home.settle()
    assert "S01E02" in home.lacks("Harbour Lights")


def test_a_show_that_goes_as_a_whole_is_gone_after_its_library_was_listed(home: Arriving) -> None:
    for other in (710, 711, 712):
        home.broadcast(other, f"Other {other}", {1: 1})
        home.own(f"Other {other}", other, {1: [1]})
    home.scan("full")
    show = home.plex.find_show("Harbour Lights")
    home.plex.remove_show(show)
    listening(home).take([ItemEvent("1", str(show), str(show), "show", "went")])
    home.settle()
    assert home.told("Harbour Lights") is None


def test_a_new_show_is_read_with_its_own_order_so_that_a_whole_scan_has_nothing_to_add(home: Arriving) -> None:
    home.plex.set_ordering_in_rows(False)
    home.broadcast(720, "Quay West", {1: 2})
    show = home.own("Quay West", 720, {1: [1]})
    listening(home).take([ItemEvent("1", str(show), str(show), "show", "came")])
    home.settle()
    with home.house.database.reading() as connection:
        (item,) = [one for one in items.every(connection) if one.rating_key == str(show)]
    assert item.own_order == ""
    assert home.lacks("Quay West") == ("S01E02",)


def test_a_night_in_which_plex_reads_all_metadata_again_lets_nothing_be_read_here(home: Arriving) -> None:
    show = str(home.plex.find_show("Harbour Lights"))
    changes = [ItemEvent("1", show, show, "show", did) for did in ("changed", "ready", "changed", "ready")]
    listening(home).take(changes)
    assert waiting(home) == []


def test_a_webhook_about_a_library_that_nobody_follows_is_heard_and_nothing_more(home: Arriving) -> None:
    item = ItemTold(home.plex.machine_identifier, "77", "1", "1")
    with home.house.database.writing() as connection:
        told = arrivals.add(connection, "plex", Told("plex", "library.new", "New", item=item), None, home.clock.at)
    home.look()
    assert waiting(home) == []
    assert home.message(told).outcome == "queued"


def test_without_tmdb_what_came_is_counted_as_soon_as_it_answers_again(home: Arriving) -> None:
    home.tmdb_faults.add(Fault("status", status=503))
    listening(home).take([come(home, 3)])
    home.live(15)
    assert home.lacks("Harbour Lights") == ("S01E03", "S01E04")  # what TMDB numbers now, nobody knows
    home.tmdb_faults.clear()
    home.settle(200)
    assert home.lacks("Harbour Lights") == ("S01E04",)


def test_without_plex_a_heal_comes_back_later_and_is_not_lost(home: Arriving) -> None:
    listening(home).take([come(home, 3)])
    fault = home.plex_faults.add(Fault("closed"))
    home.live(15)
    assert fault.struck > 0
    assert home.lacks("Harbour Lights") == ("S01E03", "S01E04")
    home.plex_faults.clear()
    home.settle(200)
    assert home.lacks("Harbour Lights") == ("S01E04",)


def test_a_heal_goes_before_the_scan_that_is_at_work_and_the_scan_goes_on(home: Arriving) -> None:
    with home.house.database.writing() as connection:
        at = (home.plex.machine_identifier, "1", str(home.plex.find_show("Harbour Lights")))
        heals.put(connection, at, "show", "It came", home.clock.at)
    scan = start(home.house, Request("full"))
    heal = begin_heal(home.house)
    assert heal is not None
    with home.house.database.reading() as connection:
        assert scans.runnable(connection, home.clock.at) == heal
    with home.house.database.writing() as connection:
        assert scans.claim(connection, heal, home.clock.at)
        assert not scans.claim(connection, scan, home.clock.at)
        scans.give_back(connection, heal)
    run_slice(home.house, heal, 20, home.stop)
    while run_slice(home.house, scan, 20, home.stop):
        continue
    assert home.scan_row(heal).state == "done"
    assert home.scan_row(scan).state == "done"


def test_a_heal_beside_a_scan_notes_in_the_history_only_what_it_has_compared_itself(home: Arriving) -> None:
    home.broadcast(701, "Inland Lights", {1: 2})
    home.own("Inland Lights", 701, {1: range(1, 3)})
    home.scan("full")
    with home.house.database.writing() as connection:
        at = (home.plex.machine_identifier, "1", str(home.plex.find_show("Harbour Lights")))
        heals.put(connection, at, "show", "It came", home.clock.at)
    home.plex.add_episode(home.plex.find_show("Harbour Lights"), 1, 3)
    scan = start(home.house, Request("full"))
    with home.house.database.writing() as connection:  # as the scan finds it when it comes to this show
        inland = connection.execute(select(shows.c.id).where(shows.c.title == "Inland Lights")).scalar_one()
        connection.execute(
            update(expected).where(expected.c.show_id == inland, expected.c.number == 2).values(owned=False)
        )
    heal = begin_heal(home.house)
    assert heal is not None
    run_slice(home.house, heal, 20, home.stop)
    with home.house.database.reading() as connection:
        assert not connection.execute(select(missing_log).where(missing_log.c.show_id == inland)).all()
    assert (home.scan_row(heal).new_missing, home.scan_row(heal).resolved) == (0, 1)
    with home.house.database.writing() as connection:
        moved = catch_up(connection, home.house.today(), home.clock.at, scan)
    assert (moved.opened, moved.closed) == (1, 0)


def test_the_scan_of_a_section_is_known_from_its_events_though_they_name_it_late(home: Arriving) -> None:
    server = home.plex.machine_identifier
    ear = listening(home)
    ear.take([SectionScan("a", None, "began"), SectionScan("a", "1", "goes on", "Harbour Lights", 40)])
    with home.house.database.reading() as connection:
        row = section_scans.every(connection)[server, "1"]
    assert (row.scanning, row.subtitle, row.progress) == (True, "Harbour Lights", 40)
    ear.take([SectionScan("a", None, "ended")])
    with home.house.database.reading() as connection:
        row = section_scans.every(connection)[server, "1"]
    assert not row.scanning
    assert row.ended_at == home.clock.at
