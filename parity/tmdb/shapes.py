"""Reading TMDB's JSON, of which nothing is believed: a wrong type is Unavailable, and the sentence names it."""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Named:
    """Under which names a kind of thing carries its title, that in its own language, and its first day."""

    title: str
    original_title: str
    first: str


def ids_among(kind: str, answer: object, where: str) -> tuple[int, ...]:
    """Those of one kind ("tv_results") that /find found: TVDB's ids are unique only per kind, so no other counts."""
    found = a_list(an_object(answer, where), kind, where)
    return tuple(dict.fromkeys(number(an_object(item, where, "a result"), "id", where) for item in found))


def candidates(answer: object, named: Named, where: str) -> tuple[tuple[Candidate, ...], int]:
    """What one page of a search lists as TMDB ranks it, and how many pages there are."""
    page = an_object(answer, where)
    found = [_candidate(an_object(item, where, "a result"), named, where) for item in a_list(page, "results", where)]
    return tuple(found), number(page, "total_pages", where)


def _candidate(item: Object, named: Named, where: str) -> Candidate:
    popularity = item.get("popularity")
    return Candidate(
        tmdb_id=number(item, "id", where),
        title=text(item, named.title, where),
        original_title=text(item, named.original_title, where),
        year=year(item, named.first, where),
        popularity=float(popularity) if isinstance(popularity, int | float) else 0.0,
    )
