"""Reading TMDB's JSON, of which nothing is believed: a wrong type is Unavailable, and the sentence names it."""

from collections.abc import Mapping
from datetime import date
from typing import NoReturn

from parity.core.catalogue import Candidate
from parity.core.failures import Unavailable

SERVICE = "TMDB"
Object = Mapping[str, object]
LARGEST = (1 << 63) - 1
"""What the database can keep."""


def wrong(where: str, name: str, value: object, expected: str) -> NoReturn:
    """Raise Unavailable: `name` of the thing `where` is not what TMDB promises."""
    found = "missing" if value is None else type(value).__name__
    raise Unavailable(SERVICE, f"the answer for {where} is garbled: {name} is {found}, expected {expected}")


def an_object(value: object, where: str, name: str = "it") -> Object:
    """A JSON object."""
    return value if isinstance(value, dict) else wrong(where, name, value, "an object")


def a_list(data: Object, name: str, where: str) -> list[object]:
    """A JSON list under `name`."""
    value = data.get(name)
    return value if isinstance(value, list) else wrong(where, name, value, "a list")


def number(data: Object, name: str, where: str) -> int:
    """A whole number from 0 up that can be kept: ids, seasons, episodes, counts."""
    value = data.get(name)
    if type(value) is not int or not 0 <= value <= LARGEST:  # bool is an int to isinstance
        wrong(where, name, value, "a number")
    return value


def number_or_none(data: Object, name: str, where: str) -> int | None:
    """The same, but null and absent are None."""
    return None if data.get(name) is None else number(data, name, where)


def text(data: Object, name: str, where: str) -> str:
    """Text; null and absent are empty."""
    value = data.get(name)
    if value is None:
        return ""
    return value if isinstance(value, str) else wrong(where, name, value, "text")


def day(data: Object, name: str, where: str) -> date | None:
    """A date "2008-01-20"; null, "", absent and what is no date are None (TMDB has all of these)."""
    value = text(data, name, where)
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def year(data: Object, name: str, where: str) -> int | None:
    """The year of a date."""
    found = day(data, name, where)
    return found.year if found else None


def tv_ids(answer: object, where: str) -> tuple[int, ...]:
    """Shows among what /find found: TVDB's ids are unique only per kind, so nothing but `tv_results` counts."""
    found = a_list(an_object(answer, where), "tv_results", where)
    return tuple(dict.fromkeys(number(an_object(item, where, "a result"), "id", where) for item in found))


def candidates(answer: object, where: str) -> tuple[tuple[Candidate, ...], int]:
    """Shows of one page of /search/tv as TMDB ranks them, and how many pages there are."""
    page = an_object(answer, where)
    found = [_candidate(an_object(item, where, "a result"), where) for item in a_list(page, "results", where)]
    return tuple(found), number(page, "total_pages", where)


def _candidate(item: Object, where: str) -> Candidate:
    popularity = item.get("popularity")
    return Candidate(
        show_id=number(item, "id", where),
        title=text(item, "name", where),
        original_title=text(item, "original_name", where),
        year=year(item, "first_air_date", where),
        popularity=float(popularity) if isinstance(popularity, int | float) else 0.0,
    )
