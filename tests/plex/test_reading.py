"""Values are cast, and what is of the wrong kind is as good as absent."""

from datetime import date

import pytest

from parity.plex.reading import day, number, record, records, text


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (7, 7), ("7", 7), (-1, -1), ("-1", -1), (0, 0), ("0", 0), (8.0, 8), (8.5, None), (True, None),
        (None, None), ("", None), ("seven", None), ([7], None), (2**63, None), ("9" * 5000, None),
        (float("nan"), None),
    ],
)  # fmt: skip
def test_a_number_is_read_from_a_number_or_a_string(value: object, read: int | None) -> None:
    assert number(value) == read


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("1997-02-17", date(1997, 2, 17)), ("1997-02-17T00:00:00Z", date(1997, 2, 17)), ("1997", None),
        ("1997-02-30", None), ("19970217", None), ("1997-W08-1", None), ("0000-00-00", None),
        (852076800, None), (None, None),
    ],
)  # fmt: skip
def test_a_day_is_read_only_when_it_is_written_as_one(value: object, read: date | None) -> None:
    assert day(value) == read


@pytest.mark.parametrize(
    ("value", "read"),
    [("Pilot", "Pilot"), (150, "150"), ("Plañir", "Plañir"), (None, ""), (True, ""), (1.5, ""), (["x"], "")],
)
def test_text_is_a_string_or_a_whole_number(value: object, read: str) -> None:
    assert text(value) == read


def test_half_a_surrogate_pair_does_not_reach_the_database() -> None:
    assert text("Kill \ud83d Bill") == "Kill ? Bill"


def test_records_are_the_objects_of_a_list_or_a_lone_object() -> None:
    assert records([{"a": 1}, "x", None, {"b": 2}]) == [{"a": 1}, {"b": 2}]
    assert records({"a": 1}) == [{"a": 1}]
    assert records("x") == []
    assert record([1]) == {}
