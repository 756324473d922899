"""When an episode is on, as pages say it: the moment where it is known, else the date and whose date it is."""

import re
from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient

from parity.actions.ports import House
from parity.actions.preferences import save
from parity.core.shapes import NextAir
from parity.web.air_words import air_clock, air_day
from tests.store.builders import add_episode, add_show, day
from tests.web.houses import app_of

NEW_YORK = "America/New_York"


def text(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def airs(airs_at: datetime | None = None, country: str | None = None) -> NextAir:
    return NextAir(1, 1, "S01E01", "Pilot", date(2026, 11, 26), 5, airs_at, "estimated", country)


@pytest.fixture
def berlin(house: House) -> House:
    """The house, whose owner lives in Berlin."""
    save(house, {"tz": "Europe/Berlin"})
    return house


def test_a_known_time_is_told_in_the_owners_zone(berlin: House) -> None:
    with app_of(berlin).test_request_context():
        moment = datetime(2026, 11, 27, 2, tzinfo=UTC)
        assert air_clock(moment) == (
            '<time datetime="2026-11-27T02:00:00+00:00" title="27 Nov 2026, 03:00 CET">Fri 03:00</time>'
        )
        assert text(air_day(airs(moment))) == "Fri 03:00"
        assert text(air_day(airs(moment), relative=True)) == "in 6 days, Fri 03:00"
        assert air_clock(None) == ""


@pytest.mark.parametrize(
    ("country", "said"),
    [("JP", "26 Nov 2026 date in Japan"), ("GB", "26 Nov 2026"), ("XX", "26 Nov 2026"), (None, "26 Nov 2026")],
)
def test_of_a_date_of_far_away_it_is_said_whose_it_is(berlin: House, country: str | None, said: str) -> None:
    with app_of(berlin).test_request_context():
        assert text(air_day(airs(country=country))) == said


def test_all_pages_tell_the_time_where_it_is_known(berlin: House, client: FlaskClient) -> None:
    with berlin.database.writing() as connection:
        shows = [
            add_show(connection, f"Show {n}", airs_time="21:00", airs_zone=NEW_YORK, origin="US") for n in range(4)
        ]
        for at, show in enumerate(shows):
            add_episode(connection, show, (1, 1), day(5 + at))
    dashboard = text(client.get("/").text)
    assert "in 6 days, Fri 03:00 Show 0" in dashboard
    assert "Part 1 Mon 03:00" in dashboard
    assert "in 6 days, Fri 03:00" in text(client.get(f"/shows/{shows[0]}").text)
    assert "S01E01 Part 1 Fri 03:00" in text(client.get("/calendar").text)
