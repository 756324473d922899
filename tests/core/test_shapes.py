"""The JSON shapes carry exactly the names that other programs rely on."""

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from parity.core import shapes
from parity.core.links import Link

MISSING = (
    "show_id server library rating_key title year tmdb_id imdb_id tvdb_id show_status group season episode code "
    "episode_title air_date ignored links"
)
SHOW = (
    "show_id server library rating_key title year tmdb_id match_source order state owned expected missing upcoming "
    "next_air checked_at"
)
SCAN = "id mode state total done current started_at finished_at seconds requests changes errors"


@pytest.mark.parametrize(
    ("shape", "names"),
    [
        (shapes.Episode, f"{MISSING} days copies server_name"),
        (shapes.Show, SHOW),
        (shapes.Scan, SCAN),
        (shapes.Requests, "plex tmdb tvdb"),
        (shapes.Changes, "new_missing resolved new_shows removed_shows"),
        (shapes.ScanError, "show message"),
        (shapes.Copy, "server library rating_key"),
        (Link, "label url"),
        (shapes.Listing, "total items"),
    ],
)
def test_every_name_of_the_contract_is_there(shape: type, names: str) -> None:
    assert set(names.split()) <= {field.name for field in fields(shape)}


def test_times_are_utc_with_z_and_dates_are_plain() -> None:
    summer = timezone(timedelta(hours=2))
    assert shapes.as_json(datetime(2026, 7, 1, 1, 30, 15, 999, tzinfo=summer)) == "2026-06-30T23:30:15Z"
    assert shapes.as_json(datetime(2026, 7, 1, tzinfo=UTC)) == "2026-07-01T00:00:00Z"
    assert shapes.as_json(date(2026, 7, 1)) == "2026-07-01"


def test_a_listing_becomes_an_object_with_total_and_items() -> None:
    copies = shapes.Listing(7, (shapes.Copy("m1", "Attic", "Shows", "12"),))
    assert shapes.as_json(copies) == {
        "total": 7,
        "items": [{"server": "m1", "server_name": "Attic", "library": "Shows", "rating_key": "12"}],
    }


def test_nothing_stays_null_and_flags_stay_flags() -> None:
    assert shapes.as_json({"a": None, "b": True, "c": (0, 1.5)}) == {"a": None, "b": True, "c": [0, 1.5]}


def test_what_is_no_shape_is_refused() -> None:
    with pytest.raises(TypeError, match="set has no JSON shape"):
        shapes.as_json({1})
