"""The questions about films that Parity asks TMDB, and what the answers say."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from parity.core.catalogue import Candidate, Part, ProviderCollection, ProviderFilm, Release
from parity.core.failures import Unavailable
from parity.http import Caller
from parity.tmdb.calling import ask
from parity.tmdb.finding import FILMS, by_imdb, by_title
from parity.tmdb.shapes import SERVICE, Object, a_list, an_object, day, number, number_or_none, text, wrong

_MOST_STARS: Final = 10
_DAY: Final = len("2022-12-14")


class FilmCatalogue:
    """TMDB as a catalogue of films. Every method may raise the four failures.

    Nothing goes into the cache: of a film and of a collection so little is needed that the database keeps all of it.
    """

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def film(self, tmdb_id: int) -> ProviderFilm:
        """The film with its days of release in all countries: one request. Raises NotFound ("film 603")."""
        where = f"film {tmdb_id}"
        asked = {"append_to_response": "release_dates"}
        answer = an_object(ask(self._caller, f"/movie/{tmdb_id}", asked, where), where)
        return _film(_its_own(answer, tmdb_id, where), where)

    def collection(self, collection_id: int) -> ProviderCollection:
        """The collection with all its parts: one request. Raises NotFound ("collection 2344").

        Raises Unavailable when it comes without parts: only a film that is one of them leads to it.
        """
        where = f"collection {collection_id}"
        answer = an_object(ask(self._caller, f"/collection/{collection_id}", {}, where), where)
        return _collection(_its_own(answer, collection_id, where), where)

    def find_film_by_imdb(self, imdb_id: str) -> tuple[int, ...]:
        """Films that have this IMDb id ("tt0133093"); what is not shaped like one is no film's."""
        return by_imdb(self._caller, FILMS, imdb_id)

    def search_films(self, title: str, year: int | None) -> tuple[Candidate, ...]:
        """Films with such a title that came out in that year or in any, best first as TMDB ranks them."""
        return by_title(self._caller, FILMS, title, year)


def _its_own(answer: Object, wanted: int, where: str) -> Object:
    if number(answer, "id", where) != wanted:
        wrong(where, "id", answer["id"], str(wanted))
    return answer


def _film(details: Object, where: str) -> ProviderFilm:
    collection = _collection_of(details, where)
    return ProviderFilm(
        tmdb_id=number(details, "id", where),
        title=text(details, "title", where),
        original_title=text(details, "original_title", where),
        released_on=day(details, "release_date", where),
        runtime=number_or_none(details, "runtime", where) or None,
        imdb_id=text(details, "imdb_id", where) or None,
        poster=text(details, "poster_path", where) or None,
        collection_id=collection[0] if collection else None,
        releases=tuple(_releases(details, where)),
        collection_name=collection[1] if collection else "",
    )


def _collection_of(details: Object, where: str) -> tuple[int, str] | None:
    # Null says that there is none; where the field itself is absent the answer is not whole.
    name = "belongs_to_collection"
    if name in details and details[name] is None:
        return None
    found = an_object(details.get(name), where, name)
    return number(found, "id", where), text(found, "name", where)


def _releases(details: Object, where: str) -> Iterator[Release]:
    countries = a_list(an_object(details.get("release_dates"), where, "release_dates"), "results", where)
    for country in (an_object(item, where, "a country") for item in countries):
        region = text(country, "iso_3166_1", where)
        for release in (an_object(item, where, "a release") for item in a_list(country, "release_dates", where)):
            on = _moment(release, where)
            if on is not None:
                yield Release(region, number(release, "type", where), on)


def _moment(release: Object, where: str) -> date | None:
    """The day of "2022-12-14T00:00:00.000Z"; None where nobody wrote one."""
    written = text(release, "release_date", where)
    return day({"release_date": written[:_DAY]}, "release_date", where)


def _collection(answer: Object, where: str) -> ProviderCollection:
    listed = [an_object(item, where, "a part") for item in a_list(answer, "parts", where)]
    # dict: of a part that comes twice the first holds
    parts: dict[int, Part] = {}
    for item in listed:
        if text(item, "media_type", where) in ("movie", ""):
            part = _part(item, where)
            parts.setdefault(part.tmdb_id, part)
    if not parts:
        raise Unavailable(SERVICE, f"partial answer: {where} came without its films")
    return ProviderCollection(
        collection_id=number(answer, "id", where),
        name=text(answer, "name", where),
        poster=text(answer, "poster_path", where) or None,
        parts=tuple(parts.values()),
    )


def _part(item: Object, where: str) -> Part:
    votes = number_or_none(item, "vote_count", where)
    return Part(
        tmdb_id=number(item, "id", where),
        # TMDB's own example of a collection calls them as it does with shows.
        title=text(item, "title", where) or text(item, "name", where),
        original_title=text(item, "original_title", where) or text(item, "original_name", where),
        released_on=day(item, "release_date", where),
        poster=text(item, "poster_path", where) or None,
        rating=_stars(item, where) if votes else None,
        votes=votes,
    )


def _stars(item: Object, where: str) -> float | None:
    """An average of no votes says nothing, so it is asked for only where there are some."""
    found = item.get("vote_average")
    if found is None:
        return None
    if isinstance(found, bool) or not isinstance(found, int | float) or not 0 <= found <= _MOST_STARS:
        wrong(where, "vote_average", found, f"a number from 0 to {_MOST_STARS}")
    return float(found)
