"""What the page of all collections tells: the wish in the address, what fits it, and what can be done to all of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from flask import url_for

from parity.core.film_shapes import Film, FilmCollection
from parity.core.shapes import Listing
from parity.store.collections_view import SORTS, STATES, CollectionFilter, Line, read_collections, roster
from parity.store.film_copies_view import film_shelves
from parity.store.unmatched_films_view import UnmatchedFilm, unmatched_films
from parity.web import blank, film_words, here
from parity.web.blank import Blank
from parity.web.given import given
from parity.web.movie_choices import RATINGS, VOTES, movie_choices
from parity.web.paging import Paging, paging
from parity.web.show_choices import Choice
from parity.web.show_list import Bulk
from parity.web.speech import gettext as _

ROWS = 20
POSTERS = 10
NAMED = 8  # of what a card misses
UNTOLD = 20  # films that nobody could tell: each has a form of its own
_FREE = ("q", "library", "server")
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "state": (*STATES, "all"),
    "sort": SORTS,
    "rating": RATINGS,
    "votes": VOTES,
    "shorts": ("hide",),
    "single": ("only",),
    "watchlist": ("only",),
}
_USUAL = {"sort": "name", "state": "missing"}  # what need not be said
_NONE: Listing[UnmatchedFilm] = Listing(0, ())
_RARE = ("library", "server", "rating", "votes", "shorts", "single", "watchlist")


@dataclass(frozen=True, slots=True)
class Wish:
    """What the address asks for, read once for the list and for what is done to all of it."""

    filter: CollectionFilter
    given: Mapping[str, str]

    @property
    def narrowed(self) -> bool:
        """Whether anything leaves collections out, beside that nothing is missing of them."""
        return bool(set(self.given) - {"sort"})

    @property
    def rare(self) -> bool:
        """Whether one of the choices is made that are folded away otherwise."""
        return any(name in self.given for name in _RARE)

    def url(self, endpoint: str = "movies.index", **changed: str | int | None) -> str:
        """The address of this wish, with something changed or, by None, left out."""
        named = {**self.given, **changed}.items()
        values = {name: value for name, value in named if value is not None and value != _USUAL.get(name)}
        return url_for(endpoint, **values)  # type: ignore[arg-type]


class Poster(NamedTuple):
    """A film of a card. `said`: what it is and how it stands; `day`: when it comes out, "" where it is out."""

    tmdb_id: int
    title: str
    poster: str | None
    state: str
    said: str
    day: str


@dataclass(frozen=True, slots=True)
class Card:
    """One collection. `said`: how many of its films are here; `strip`: them, released ones first, and how many `more`.

    `lacks`: the missing ones with their years, and how many more.
    """

    collection: FilmCollection
    said: str
    strip: tuple[Poster, ...]
    more: int
    lacks: tuple[str, ...]
    lacks_more: int


@dataclass(frozen=True, slots=True)
class Wrong:
    """A form that was sent and could not be used: the id of what it stands in, why, and what was given."""

    about: str = ""
    words: str = ""
    reason: str = ""
    until: str = ""
    typed: str = ""
    new_parts: bool = False


@dataclass(frozen=True, slots=True)
class MovieList:
    """The collections of one page of the list.

    `unmatched` are the first of the films that nobody could tell. `blank`: why there are no collections; `filtered`: it
    is only that none fits the filters.
    """

    wish: Wish
    cards: tuple[Card, ...]
    paging: Paging
    bulk: Bulk
    choices: tuple[Choice, ...]
    unmatched: Listing[UnmatchedFilm] = _NONE
    wrong: Wrong = Wrong()
    blank: Blank | None = None
    filtered: bool = False


def wish() -> Wish:
    """Read the address. Aborts with 422 at a choice that there is not: a misread filter would mean all of them."""
    asked = given(_FREE, _CHOICES, _USUAL)
    return Wish(_filter(asked), asked)


def fitting(asked: Wish) -> Bulk:
    """What a form that names this wish is about. One statement, two when somebody searches."""
    with here.house().database.reading() as connection:
        return _bulk_of(roster(connection, here.today(), asked.filter))


def movie_list(asked: Wish, sent: Bulk | None = None, wrong: Wrong | None = None) -> MovieList:
    """The page of the list that the address asks for; `sent` brings back what was written into its form.

    Seven statements; one more when somebody searches, up to four more when nothing is found.
    """
    with here.house().database.reading() as connection:
        lines = roster(connection, here.today(), asked.filter)
        pages = paging(len(lines), "movies.index", ROWS)
        page = lines[pages.offset : pages.offset + pages.rows]
        found = read_collections(connection, here.today(), page, asked.filter, there=True)
        places, unmatched = film_shelves(connection), unmatched_films(connection, UNTOLD)
    bulk = _bulk_of(lines)
    if sent is not None:
        bulk = replace(bulk, reason=sent.reason, until=sent.until, trouble=sent.trouble)
    why, filtered = (None, False) if lines else _why_none(asked, bool(places))
    choices, cards = movie_choices(asked.given, places), tuple(map(card_of, found))
    return MovieList(asked, cards, pages, bulk, choices, unmatched, wrong or Wrong(), why, filtered)


def _filter(given: Mapping[str, str]) -> CollectionFilter:
    values: dict[str, Any] = {name: given[name] for name in (*_FREE, "sort") if name in given}
    state = given.get("state", "missing")
    return CollectionFilter(
        state=None if state == "all" else state,  # type: ignore[arg-type]
        rating=float(given["rating"]) if "rating" in given else None,
        votes=int(given["votes"]) if "votes" in given else None,
        shorts="shorts" not in given,
        single="single" in given,
        watchlist="watchlist" in given,
        **values,
    )


def _bulk_of(lines: Iterable[Line]) -> Bulk:
    told = tuple(lines)
    to_ignore = (line.collection_id for line in told if line.state != "ignored")
    return Bulk(tuple(line.collection_id for line in told), tuple(to_ignore))


def card_of(found: FilmCollection) -> Card:
    """A collection as a card."""
    out = sorted((*found.there, *found.missing), key=lambda film: film.release_date or date.max)
    strip = (*out, *found.announced)
    shown = POSTERS if len(strip) <= POSTERS else POSTERS - 1  # the last place says how many more there are
    lacks = tuple(map(film_words.with_year, found.missing[:NAMED]))
    said = _("%(have)s of %(all)s here", have=found.owned, all=found.released)
    return Card(found, said, tuple(map(_poster, strip[:shown])), len(strip[shown:]), lacks, len(found.missing[NAMED:]))


def _poster(film: Film) -> Poster:
    state, said = film_words.standing(film)
    day = film_words.film_day(film) if state in ("upcoming", "announced") else ""
    return Poster(film.tmdb_id, film.title, film.poster, state, f"{film_words.with_year(film)}, {said}", day)


def _why_none(asked: Wish, libraries: bool) -> tuple[Blank | None, bool]:
    """Why nothing is listed, and whether only the filters are to blame."""
    with here.house().database.reading() as connection:
        known = [line.state for line in roster(connection, here.today())]
    if known and not asked.narrowed:
        every, never = (asked.url(state=state) for state in ("all", "error"))
        return blank.none_missing(len(known), known.count("error"), every, never), True
    if known:
        return Blank(_("No collection fits these filters."), ((url_for("movies.index"), _("Clear the filters")),)), True
    return blank.no_collections(blank.so_far(), libraries), False
