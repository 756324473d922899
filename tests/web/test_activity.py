"""Activity: scans with what they changed, the schedules, and one scan episode by episode."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from parity.actions.ports import House
from parity.store import scans
from parity.store.missing_films import catch_up
from parity.store.notices import beat
from parity.store.schedules import claim
from tests.store.builders import NOW, TODAY, add_household, add_scan, add_scan_item, add_show, new_database, statements
from tests.store.films import add_part, begin
from tests.store.test_activity_view import add_gap
from tests.web.houses import FRAGMENT, client_of, house_in, house_of, token_on

EVIL = "<script>alert('x')</script>"


def text_of(client: FlaskClient, path: str) -> str:
    """What a page says, without its markup."""
    page = client.get(path)
    assert page.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


def test_a_scan_tells_who_when_how_long_what_changed_and_its_troubles(house: House, client: FlaskClient) -> None:
    counted: dict[str, Any] = {"new_missing": 3, "resolved": 1200, "new_shows": 1, "removed_shows": 2}
    asked: dict[str, Any] = {"plex_requests": 19, "tmdb_requests": 1054}
    with house.database.writing() as connection:
        add_scan(connection, "cancelled", mode="refresh")
        scan = add_scan(
            connection, "partial", total=43, done=40, started_by="schedule", note="Anime was held", **counted, **asked
        )
        add_scan_item(connection, scan, 0, "Dark", outcome="trouble", message="TMDB: no answer")
    page = text_of(client, "/activity")
    for said in [
        "Full scan finished in part 1 minute ago , started by its schedule Anime was held",
        "3 newly missing 1,200 resolved 1 show new 2 shows gone",
        "1 trouble Dark : TMDB: no answer",
        "Took 1 min Checked 40 of 43 titles Asked Plex 19, TMDB 1,054",
        "Refresh cancelled 1 minute ago , started by hand Nothing changed",
    ]:
        assert said in page, said
    assert page.index("Anime was held") < page.index("Refresh cancelled")
    assert 'title="21 Nov 2026, 11:59 UTC"' in client.get("/activity").text


def test_an_interruption_is_told_as_such(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        add_scan(connection, "done", resumed=1)
        add_scan(connection, "done", resumed=3)
        scan = add_scan(connection, "running", lease_until=NOW - timedelta(minutes=1))
    page = text_of(client, "/activity")
    assert "Resumed after an interruption" in page
    assert "Resumed after 3 interruptions" in page
    assert "Interrupted:" not in page
    with house.database.writing() as connection:
        beat(connection, "worker", NOW - timedelta(minutes=2))
    sentence = "Interrupted: no worker is at it. It goes on where it stood when one starts."
    assert sentence in text_of(client, "/activity")
    assert sentence in text_of(client, f"/activity/{scan}")
    with house.database.writing() as connection:
        scans.finish(connection, scan, "cancelled", None, NOW)
        add_scan(connection, "queued")
    assert "It waits for a worker, and none was seen lately." in text_of(client, "/activity")


def test_very_many_troubles_are_told_in_part_and_counted(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        scan = add_scan(connection, "partial")
        for position in range(103):
            add_scan_item(connection, scan, position, f"Show {position}", outcome="trouble", message="no answer")
    for path in ("/activity", f"/activity/{scan}"):
        page = client.get(path).text
        assert page.count("<strong>Show ") == 100
        assert "<li>and 3 more</li>" in page
        assert "103 troubles" in page


def test_scans_are_paged_by_fifty(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        for _ in range(51):
            add_scan(connection)
    first, second = client.get("/activity").text, client.get("/activity?page=2").text
    assert (first.count('<li id="run-'), second.count('<li id="run-')) == (50, 1)
    assert 'href="/activity?page=2">Next</a>' in first
    assert '<li id="run-1">' in second
    assert client.get("/activity?page=99").text.count('<li id="run-') == 1


def test_the_scan_at_work_stands_on_top_and_is_watched(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        add_scan(connection, "running", total=80, done=20, current="Firefly", lease_until=NOW + timedelta(minutes=1))
    page = client.get("/activity").text
    assert '<progress aria-labelledby="scan-title" value="20" max="80">' in page
    assert 'hx-trigger="every 1s"' in page
    assert page.index('id="scan-state"') < page.index('id="schedules"') < page.index('id="run-1"')


@pytest.mark.parametrize(
    ("zone", "clock", "rule", "following"),
    [
        ("UTC", "24h", "every Sunday at 04:30", "tomorrow, 22 Nov 2026, 04:30 UTC"),
        ("Europe/Berlin", "12h", "every Sunday at 4:30 am", "tomorrow, 22 Nov 2026, 4:30 am CET"),
        ("Pacific/Auckland", "24h", "every Sunday at 04:30", "today, 22 Nov 2026, 04:30 NZDT"),
    ],
)
def test_a_schedule_tells_its_rule_and_its_next_run_in_the_owners_zone(
    tmp_path: Path, zone: str, clock: str, rule: str, following: str
) -> None:
    house = house_in(tmp_path, TZ=zone, PARITY_CLOCK=clock, PARITY_SCHEDULE_INCREMENTAL="off")
    page = text_of(client_of(house), "/activity")
    house.database.close()
    assert f"Full scan Rule {rule} Next run {following} Last run never by its schedule" in page
    assert "Incremental scan Rule off Next run none: it is switched off" in page


def test_a_schedule_tells_what_it_did_last_and_that_a_missed_run_is_due(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        claim(connection, "incremental", NOW - timedelta(days=2), NOW - timedelta(days=2))
        add_scan(connection, "failed", mode="incremental", started_by="schedule", created_at=NOW - timedelta(days=2))
    page = text_of(client, "/activity")
    assert "every day at 03:30 Next run as soon as nothing else is running Last run 2 days ago failed" in page
    assert 'href="/settings"' in client.get("/activity").text


@pytest.mark.usefixtures("able")
def test_run_now_starts_the_scan_of_a_schedule_with_and_without_htmx(house: House, client: FlaskClient) -> None:
    form = {"mode": "incremental", "csrf_token": token_on(client), "back": "/activity?page=1"}
    started = client.post("/scans", data=form)
    assert (started.status_code, started.headers["Location"]) == (303, "/activity?page=1")
    assert "The scan starts." in text_of(client, "/activity")
    with house.database.reading() as connection:
        row = scans.active(connection)
    assert row is not None
    assert (row.mode, row.started_by) == ("incremental", "person")
    again = client.post("/scans", data=form, headers=FRAGMENT)
    assert again.text.startswith('<section id="scan"')
    assert "This scan is under way." in again.text
    again = client.post("/scans", data={**form, "mode": "full"}, headers=FRAGMENT)
    assert "Another scan is at work: wait until it has ended, or cancel it." in again.text
    page = client.get("/activity").text
    for mode in ("incremental", "full"):
        assert f'<input type="hidden" name="mode" value="{mode}">' in page
    assert '<input type="hidden" name="back" value="/activity">' in page
    assert client.post("/scans", data={**form, "mode": "sideways"}).status_code == 422


def test_one_scan_lists_the_episodes_that_it_found_to_be_different(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        silo, news = add_show(connection, "Silo"), add_show(connection, "News")
        old, scan = add_scan(connection), add_scan(connection, new_missing=104, resolved=2)
        add_gap(connection, silo, (3, 5), found_by=scan)
        add_gap(connection, silo, (3, 1), found_by=old, ended_at=NOW, ended_how="arrived", ended_by=scan)
        add_gap(connection, 99, (1, 1), found_by=old, ended_at=NOW, ended_how="dropped", ended_by=scan)
        for number in range(103):
            add_gap(connection, news, (1, number), found_by=scan)
    page = text_of(client, f"/activity/{scan}")
    assert "Newly missing 104 episodes News S01E00 Part 0 still missing" in page
    assert "and 4 more episodes" in page
    assert "Missing no more 2 episodes A show that is gone S01E01 Part 1 not listed any more" in page
    assert "Silo S03E01 Part 1 in Plex now" in page
    assert f'href="/activity/{scan}"' in client.get("/activity").text
    assert "Nothing that was missing turned up." in text_of(client, f"/activity/{old}")


def test_a_scan_that_never_was_is_not_found(client: FlaskClient) -> None:
    answer = client.get("/activity/7")
    assert answer.status_code == 404
    assert "There is no scan 7." in answer.text


def test_sections_come_alone_for_htmx_and_listen_for_the_end_of_a_scan(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        add_scan(connection)
    for section in ("scans", "schedules"):
        alone = client.get(f"/activity?section={section}", headers=FRAGMENT).text
        assert alone.strip().startswith(f'<section id="{section}"')
        assert "scanFinished from:body" in alone
        assert client.get(f"/activity?section={section}").text.startswith("<!doctype html>")


def test_text_from_outside_is_never_markup(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        show, scan = add_show(connection, EVIL), add_scan(connection, "partial", note=EVIL, started_by=EVIL)
        add_scan_item(connection, scan, 0, EVIL, outcome="trouble", message=EVIL)
        add_gap(connection, show, (1, 1), found_by=scan, title=EVIL)
    for path in ("/activity", f"/activity/{scan}"):
        page = client.get(path).text
        assert "<script>" not in page
        assert page.count("&lt;script&gt;") >= 4
        for inline in ("<style", "style=", "onclick", "hx-on", "javascript:"):
            assert inline not in page


def test_the_pages_cost_the_same_number_of_statements_for_few_scans_and_many(tmp_path: Path) -> None:
    costs = set()
    for number in (2, 60):
        database = new_database(tmp_path / f"{number}.db")
        with database.writing() as connection:
            add_household(connection, number)
            for _ in range(number):
                scan = add_scan(connection, "partial")
                add_scan_item(connection, scan, 0, "Dark", outcome="trouble")
            for show in range(1, number):
                add_gap(connection, show, (1, 1), found_by=1)
        client = client_of(house_of(database, tmp_path))
        with statements(database) as sent:
            client.get("/activity")
            client.get("/activity/1")
        costs.add(len(sent))
        database.close()
    assert len(costs) == 1
    assert costs.pop() <= 20


def test_a_scan_tells_which_films_it_found_missing_by_collection(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        scan = add_scan(connection)
        begin(connection, 8091, "Alien Collection", owned=348)
        add_part(connection, 8091, 679, title=EVIL)
        catch_up(connection, TODAY, NOW, scan)
    page = client.get(f"/activity/{scan}").text
    assert 'href="/movies/8091">Alien Collection</a>' in page
    assert EVIL not in page
    said = text_of(client, f"/activity/{scan}")
    assert "Newly missing 1 film Alien Collection" in said
    with house.database.writing() as connection:
        add_gap(connection, add_show(connection, "News"), (1, 2), found_by=scan)
    assert "Newly missing 1 episode · 1 film News" in text_of(client, f"/activity/{scan}")
    assert "still missing" in said
    assert "Nothing that was missing turned up." in said
