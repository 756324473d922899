"""`missing`, `upcoming`, `shows`, `why`: for people, and for programs as the contract has it."""

import csv
import io
import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from icalendar import Calendar

from parity.store.database import Database
from parity.store.schema import shows
from tests.actions.household import Household
from tests.cli.conftest import Terminal

FIELDS = {
    "show_id", "server", "library", "rating_key", "title", "year", "tmdb_id", "imdb_id", "tvdb_id", "show_status",
    "group", "season", "episode", "code", "episode_title", "air_date", "ignored", "links",
}  # fmt: skip


def test_missing_lists_what_is_missing_for_people(scanned: Terminal) -> None:
    lines = scanned("missing").stdout.splitlines()
    assert lines[0] == "2 missing episodes of 1 show"
    assert [line.split()[:2] for line in lines[2:]] == [["Firefly", "S01E03"], ["Firefly", "S01E01"]]


def test_missing_as_json_is_the_contract_s_shape(scanned: Terminal) -> None:
    found = scanned.json("missing")
    assert found["total"] == 2
    first = found["items"][0]
    assert set(first) >= FIELDS
    told = ("title", "code", "season", "episode", "tmdb_id", "imdb_id", "group", "ignored")
    assert {name: first[name] for name in told} == {
        "title": "Firefly",
        "code": "S01E03",
        "season": 1,
        "episode": 3,
        "tmdb_id": 1,
        "imdb_id": "tt0303461",
        "group": "archive",
        "ignored": False,
    }
    assert first["links"] == [
        {"label": "DMM season 1", "url": "https://debridmediamanager.com/show/tt0303461/1", "needs_key": False}
    ]


def test_missing_as_csv_has_the_flat_fields(scanned: Terminal) -> None:
    rows = list(csv.DictReader(io.StringIO(scanned("missing", "--csv").stdout)))
    assert [(row["title"], row["code"], row["ignored"]) for row in rows] == [
        ("Firefly", "S01E03", "false"),
        ("Firefly", "S01E01", "false"),
    ]
    assert set(rows[0]) == FIELDS - {"links"} | {"lost_on", "confidence"}


def test_a_title_is_no_formula_of_a_spreadsheet_and_no_order_to_the_terminal(
    terminal: Terminal, household: Household
) -> None:
    household.broadcast(3, "=1+1\x1b[2J", {1: 2})
    household.own("=1+1\x1b[2J", 3, {1: (1,)})
    terminal("scan", "full")
    assert ",'=1+1 [2J," in terminal("missing", "--csv").stdout
    assert "\x1b" not in terminal("missing").stdout


def test_only_one_group_is_listed_on_demand(scanned: Terminal) -> None:
    assert scanned.json("missing", "--group", "ongoing")["total"] == 0
    assert scanned.json("missing", "--group", "archive")["total"] == 2


def test_what_is_ignored_is_listed_on_demand(scanned: Terminal) -> None:
    scanned("ignore", "Firefly", "S01E01", "--reason", "never liked it")
    assert scanned.json("missing")["total"] == 1
    listed = {item["code"]: item["ignored"] for item in scanned.json("missing", "--ignored")["items"]}
    assert listed == {"S01E01": True, "S01E03": False}


def test_upcoming_says_when(terminal: Terminal, household: Household) -> None:
    today = date.today()
    days = [(today + timedelta(days=n)).isoformat() for n in (0, 1, 9)]
    household.broadcast(3, "Tomorrow's Show", {1: ["2020-01-01", *days]})
    household.own("Tomorrow's Show", 3, {1: (1,)})
    terminal("scan", "full")
    found = terminal.json("upcoming", "--days", "5")
    assert [(item["code"], item["days"], item["air_date"]) for item in found["items"]] == [
        ("S01E02", 0, days[0]),
        ("S01E03", 1, days[1]),
    ]
    lines = terminal("upcoming").stdout.splitlines()
    assert lines[0] == "3 upcoming episodes"
    assert [line[12:21].strip() for line in lines[2:]] == ["today", "tomorrow", "in 9 days"]


def test_upcoming_is_a_calendar_with_the_same_names_each_time(terminal: Terminal, household: Household) -> None:
    day = date.today() + timedelta(days=3)
    household.broadcast(3, "Später, vielleicht", {1: ["2020-01-01", day.isoformat()]})
    household.own("Später, vielleicht", 3, {1: (1,)})
    terminal("scan", "full")
    said = terminal("upcoming", "--ical")
    (entry,) = Calendar.from_ical(said.stdout).events
    assert (str(entry["summary"]), entry.uid) == ("Später, vielleicht S01E02", "show-3-s01e02@parity")
    assert (entry.start, entry.end) == (day, day + timedelta(days=1))


def test_an_episode_whose_time_is_known_takes_an_hour_of_the_calendar(household: Household, terminal: Terminal) -> None:
    day = date.today() + timedelta(days=3)
    household.broadcast(3, "Tracker", {1: ["2020-01-01", day.isoformat()]})
    household.own("Tracker", 3, {1: (1,)})
    terminal("scan", "full")
    database = Database(f"sqlite:///{terminal.folder / 'parity.db'}")
    with database.writing() as connection:
        connection.execute(shows.update().values(airs_time="21:00", airs_zone="Asia/Tokyo"))
    database.close()
    (entry,) = Calendar.from_ical(terminal("upcoming", "--ical").stdout).events
    begins = datetime.combine(day, time(12), UTC)
    assert (entry.start, entry.end) == (begins, begins + timedelta(hours=1))


def test_shows_tell_their_state(scanned: Terminal) -> None:
    found = scanned.json("shows")
    told = [(show["title"], show["state"], show["owned"], show["expected"]) for show in found["items"]]
    assert told == [("Firefly", "missing", 1, 3), ("Pushing Daisies", "complete", 2, 2)]
    assert "Firefly" in scanned("shows").stdout


def test_why_gives_the_reasons_of_a_show_and_of_an_episode(scanned: Terminal) -> None:
    said = scanned("why", "Firefly").stdout
    assert "Firefly misses 2 episodes" in said
    assert "It is compared in the order tmdb:aired, as " in said
    assert "Asked about next by the " in said
    assert "S01E03" in scanned("why", "firefly", "s01e03").stdout
    assert scanned.json("why", "Firefly", "S01E02")["episode"]["standing"] == "owned"


def test_why_of_what_is_not_there_is_one_line(scanned: Terminal) -> None:
    assert scanned.refusal("why", "Firefly", "S09E01") == "Error: Firefly has no S09E01"
    assert scanned.refusal("why", "Nobody") == "Error: There is no show Nobody."


def test_before_the_first_scan_a_list_says_what_to_do(bare: Terminal) -> None:
    result = bare("missing")
    assert result.stdout == "0 missing episodes of 0 shows\n"
    assert result.stderr == "Nothing was scanned yet: python -m parity scan full\n"


@pytest.mark.parametrize("words", [("missing", "--json"), ("shows", "--json"), ("upcoming", "--csv")])
def test_notices_go_beside_the_list(words: tuple[str, ...], scanned: Terminal, household: Household) -> None:
    for show in list(household.plex.shows):
        household.plex.remove_show(show)
    scanned("scan", "full", exits=4)
    result = scanned(*words)
    assert result.stderr.startswith("Note: ")
    assert "Note:" not in result.stdout


def test_what_was_in_plex_before_is_told_apart(scanned: Terminal, household: Household) -> None:
    show = household.plex.find_show("Firefly")
    household.plex.trash_episode(household.plex.find_episode(show, 1, 2))
    scanned("scan", "full")
    [lost] = scanned.json("missing", "--lost")["items"]
    assert (lost["code"], lost["confidence"]) == ("S01E02", "high")
    assert re.search(rf"S01E02 .* lost since {lost['lost_on']}$", scanned("missing").stdout, re.MULTILINE)
    assert f"It was in Plex until {lost['lost_on']}." in scanned("why", "Firefly", "S01E02").stdout
