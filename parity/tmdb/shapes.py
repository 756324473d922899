"""Reading TMDB's JSON, of which nothing is believed: a wrong type is Unavailable, and the sentence names it."""

from parity.core.catalogue import Candidate
from parity.http import Fields
from parity.http import Object as Object

SERVICE = "TMDB"
_fields = Fields(SERVICE)
wrong, an_object, a_list = _fields.wrong, _fields.an_object, _fields.a_list
number, number_or_none, text, day = _fields.number, _fields.number_or_none, _fields.text, _fields.day


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
        tmdb_id=number(item, "id", where),
        title=text(item, "name", where),
        original_title=text(item, "original_name", where),
        year=year(item, "first_air_date", where),
        popularity=float(popularity) if isinstance(popularity, int | float) else 0.0,
    )
