"""The calendar: by day and by month, in the owner's week, whole without JavaScript."""

import re
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Connection

from parity.actions.ports import House
from tests.store.builders import add_episode, add_household, add_library, add_show, day, new_database, statements
from tests.web.houses import FRAGMENT, client_of, house_in, house_of

EVIL = "<script>alert('x')</script>"


def fill(connection: Connection) -> None:
    """A week with each state, a season on one day, and episodes without a date."""
    silo = add_show(connection, "Silo", status="Returning Series")
    add_episode(connection, silo, (3, 1), day(-5), owned=True, title="Wake")
    add_episode(connection, silo, (3, 2), day(-1), title="Bridge")
    add_episode(connection, silo, (3, 3), day(0), title="Farewell")
    add_episode(connection, silo, (3, 4), day(7), title="Troy", kind="finale")
    add_episode(connection, silo, (4, 1), None)
    gentlemen = add_show(connection, "The Gentlemen", status="Ended")
    for number in range(1, 9):
        add_episode(connection, gentlemen, (1, number), day(-3), title=f"Part {number}")
    add_episode(connection, add_show(connection, "News", ignored_by="ignored show"), (1, 1), day(1), title="Hush")


def text_of(client: FlaskClient, path: str) -> str:
    """What a page says, without its markup."""
    page = client.get(path, follow_redirects=True)
    assert page.status_code == 200
    seen = re.sub(r'<span aria-hidden="true">[^<]*</span>', "", page.text)
    return " ".join(re.sub(r"<[^>]+>", " ", seen).split())


@pytest.fixture
def filled(house: House) -> House:
    """The house with that week."""
    with house.database.writing() as connection:
        fill(connection)
    return house


def test_the_agenda_tells_this_week_and_the_next_day_by_day(filled: House, client: FlaskClient) -> None:
    page = text_of(client, "/calendar")
    for said in [
        "This week 16–22 Nov 2026 Monday, 16 November 2026 5 days ago Silo S03E01 Wake season premiere in Plex already",
        "Wednesday, 18 November 2026 3 days ago The Gentlemen S01E01–E08 , 8 episodes S01E01 Part 1 S01E02 Part 2",
        "series premiere season finale 8 missing",
        "yesterday Silo S03E02 Bridge missing",
        "Saturday, 21 November 2026 today Silo S03E03 Farewell airs today",
        "Next week 23–29 Nov 2026 Saturday, 28 November 2026 in 7 days Silo S03E04 Troy season finale upcoming",
        "Announced, without a date 1 episode Silo 1 episode",
    ]:
        assert said in page, said
    assert "Hush" not in page
    whole = client.get("/calendar").text
    assert '<time datetime="2026-11-21">Saturday, 21 November 2026</time>' in whole
    assert 'href="/shows/1"' in whole
    assert re.search(r'<details id="airs-2026-11-18-2">', whole)


@pytest.mark.parametrize(
    ("start", "week", "weekdays"),
    [
        ("monday", "16–22 Nov 2026", "Mon Tue Wed Thu Fri Sat Sun"),
        ("sunday", "15–21 Nov 2026", "Sun Mon Tue Wed Thu Fri Sat"),
        ("saturday", "21–27 Nov 2026", "Sat Sun Mon Tue Wed Thu Fri"),
    ],
)
def test_the_week_begins_on_the_owners_day(tmp_path: Path, start: str, week: str, weekdays: str) -> None:
    house = house_in(tmp_path, PARITY_WEEK_START=start)
    with house.database.writing() as connection:
        fill(connection)
    client = client_of(house)
    assert f"This week {week}" in text_of(client, "/calendar")
    assert f"November 2026 {weekdays}" in text_of(client, "/calendar?view=month")
    house.database.close()


def test_the_month_is_a_table_with_its_days_and_their_shows(filled: House, client: FlaskClient) -> None:
    page = client.get("/calendar?view=month").text
    assert page.count('<th scope="col">') == 7
    assert page.count("<td ") == 42
    assert page.count('aria-current="date"') == 1
    assert '<time datetime="2026-11-21" aria-current="date">21' in page
    assert "What the shapes mean:" in page
    said = text_of(client, "/calendar?view=month")
    assert "missing series premiere season finale The Gentlemen S01E01–E08" in said
    assert "Previous month This month Next month" in said


def test_a_day_with_many_shows_leads_to_all_of_them(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        for number in range(25):
            add_episode(connection, add_show(connection, f"Show {number:02d}"), (1, 1), day(1))
    agenda, month = client.get("/calendar").text, text_of(client, "/calendar?view=month")
    assert "All 25 episodes of this day" in agenda
    assert "Show 19" in agenda
    assert "Show 20" not in agenda
    assert "21 more shows" in month
    alone = re.search(r'href="(/calendar\?view=day[^"]+)"', agenda)
    assert alone is not None
    whole = text_of(client, alone[1].replace("&amp;", "&"))
    assert "Sunday, 22 November 2026 tomorrow" in whole
    assert "Show 24" in whole


def test_filters_and_days_stand_in_the_address_and_are_kept_by_every_link(filled: House, client: FlaskClient) -> None:
    page = client.get("/calendar?group=ongoing&library=Shows&premieres=1&ignored=1&watchlist=1&from=2026-12-02").text
    kept = "group=ongoing&amp;library=Shows&amp;premieres=1&amp;ignored=1&amp;watchlist=1"
    for start in ("2026-11-23", "2026-12-07"):
        assert f"from={start}&amp;{kept}" in page
    assert f'"/calendar?view=month&amp;from=2026-12-02&amp;{kept}"' in page
    assert '<option value="ongoing" selected>' in page
    assert '<option value="Shows" selected>' in page
    assert page.count(" checked>") == 3
    only = text_of(client, "/calendar?premieres=1")
    assert "S03E01 Wake" in only
    assert "S03E02" not in only
    assert "News S01E01 Hush (ignored show) series premiere ignored" in text_of(client, "/calendar?ignored=1")
    assert "Silo" not in text_of(client, "/calendar?group=archive")


def test_a_filter_leaves_nothing_and_says_how_to_clear_it(filled: House, client: FlaskClient) -> None:
    with filled.database.writing() as connection:
        add_library(connection, "Anime")
    page = client.get("/calendar?library=Anime&from=2026-11-30").text
    assert "No episode of these days passes the filters." in page
    assert '<a role="button" class="outline" href="/calendar?from=2026-11-30">Clear filters</a>' in page


def test_an_empty_stretch_leads_to_the_nearest_days(filled: House, client: FlaskClient) -> None:
    page = client.get("/calendar?from=2026-10-05").text
    assert "Nothing airs in these days." in page
    assert 'href="/calendar">Next: <time datetime="2026-11-16"' in page
    later = client.get("/calendar?view=month&from=2027-03-01").text
    assert 'href="/calendar?view=month&amp;from=2026-11-28">Before:' in later


def test_where_no_episode_has_a_date_the_shows_are_the_next_step(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        add_show(connection, "Firefly")
    assert "No episode with a date is known. See all shows" in text_of(client, "/calendar")


def test_htmx_gets_the_board_alone_and_more_weeks_as_they_follow(filled: House, client: FlaskClient) -> None:
    board = client.get("/calendar?premieres=1", headers=FRAGMENT)
    assert board.text.startswith('<div id="board"')
    assert "S03E01" in board.text
    more = client.get("/calendar?from=2026-11-23&section=more", headers=FRAGMENT).text.strip()
    assert more.startswith('<section id="week-2026-11-23"')
    assert 'hx-get="/calendar?from=2026-12-07&amp;section=more"' in more
    assert "Announced" not in more
    assert client.get("/calendar?from=2026-11-23&section=more").text.startswith("<!doctype html>")


@pytest.mark.parametrize(
    "given",
    ["from=yesterday", "from=20270301", "from=2027-W09-1", "view=year", "from=", "group=all", "premieres=maybe"],
)
def test_what_makes_no_sense_in_the_address_is_as_if_it_were_not_there(
    filled: House, client: FlaskClient, given: str
) -> None:
    assert text_of(client, f"/calendar?{given}") == text_of(client, "/calendar")


def test_the_calendar_ends_where_no_date_is_believed_and_begins_with_television(client: FlaskClient) -> None:
    assert "Next month" not in client.get("/calendar?view=month&from=9999-12-31").text
    assert "Previous month" not in client.get("/calendar?view=month&from=0001-01-01").text
    assert "Next week" not in client.get("/calendar?from=9999-12-31").text
    for start in ("0001-01-01", "9999-12-31", "1900-01-01"):
        for view in ("agenda", "month", "day"):
            assert client.get(f"/calendar?view={view}&from={start}").status_code == 200


def test_titles_from_outside_are_never_markup(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        show = add_show(connection, EVIL)
        for number in (1, 2):
            add_episode(connection, show, (1, number), day(1), title=EVIL)
        add_episode(connection, show, (2, 1), None, title=EVIL)
        add_library(connection, EVIL)
    for view in ("agenda", "month", "day&from=2026-11-22"):
        page = client.get(f"/calendar?view={view}").text
        assert "<script>" not in page
        assert page.count("&lt;script&gt;") >= 3
        for inline in ("<style", "style=", "onclick", "hx-on", "javascript:"):
            assert inline not in page


def test_a_look_costs_the_same_number_of_statements_for_20_shows_and_for_200(tmp_path: Path) -> None:
    costs = set()
    for shows in (20, 200):
        database = new_database(tmp_path / f"{shows}.db")
        with database.writing() as connection:
            add_household(connection, shows)
        client = client_of(house_of(database, tmp_path))
        for view in ("agenda", "month", f"day&from={date(2026, 11, 21)}"):
            with statements(database) as sent:
                assert client.get(f"/calendar?view={view}").status_code == 200
            costs.add(len(sent))
        database.close()
    assert len(costs) == 1
    assert costs.pop() <= 5
