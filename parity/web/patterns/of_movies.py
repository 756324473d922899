"""The list of collections, and the page of one."""

from dataclasses import replace
from datetime import timedelta

from parity.core.film_shapes import CollectionState, Days, Film, FilmCollection, PlexList
from parity.core.shapes import Copy, Listing, Trouble
from parity.core.why import WhyDecision
from parity.store.collections_view import CollectionFilter
from parity.store.copies_view import Shelf
from parity.store.film_copies_view import Edition
from parity.store.held_parts_view import HeldPart
from parity.store.unmatched_films_view import UnmatchedFilm
from parity.web import film_words, here
from parity.web.blank import Blank
from parity.web.movie_choices import movie_choices
from parity.web.movie_list import MovieList, Wish, Wrong, card_of
from parity.web.movie_page import MoviePage, PartGroup, PartLine
from parity.web.paging import Paging
from parity.web.patterns.made_scans import ended, scan
from parity.web.patterns.pattern import LONG, Pattern, made
from parity.web.scan_panel import ScanPanel
from parity.web.show_list import Bulk
from parity.web.show_page import NOT_WRONG
from parity.web.show_page import Wrong as WrongField

_SHELVES = (Shelf("a", "Attic", "Movies"), Shelf("b", "Cellar", "4K"))
_STATES: tuple[CollectionState, ...] = ("missing", "complete", "ignored", "error")
_EDITION = Edition(Copy("a", "Attic", "Movies", "1"), "Director's Cut")


def patterns() -> list[Pattern]:
    """Filters, list and its parts, and all that stands on the page of a collection, each in each of its states."""
    return [*_lists(), *_pages()]


def _lists() -> list[Pattern]:
    full = _list(tuple(_collection(number, state) for number, state in enumerate(_STATES, 1)))
    typed = Bulk((1, 2), (1,), "too long", "tomorrow", "That is no day; write it as 2026-12-31.")
    complete = Blank("All complete: nothing is missing in 12 collections.", (("#", "See all collections"),))
    unfit = Blank("No collection fits these filters.", (("#", "Clear the filters"),))
    fresh = Blank("Nothing was scanned yet: start with a full scan.", (("#", "Go to the scan"),))
    nothing = replace(full, cards=(), paging=Paging(1, 0), bulk=Bulk(), unmatched=Listing(0, ()))
    lists = {
        "filled, on pages": full,
        "a wrong day for all": replace(full, bulk=typed),
        "a wrong day for one": replace(full, wrong=Wrong("collection-1", "That day is past.", "seen", "2020-01-01")),
        "a wrong number for a film": replace(full, wrong=Wrong("untold-7", film_words.no_number(), typed="Heat")),
        "nothing is missing": replace(nothing, blank=complete, filtered=True),
        "nothing fits the filters": replace(nothing, blank=unfit, filtered=True),
        "nothing is known yet": replace(nothing, blank=fresh),
    }
    chosen = {"state": "all", "rating": "6", "shorts": "hide"}
    narrowed = replace(full, wish=Wish(CollectionFilter(q="home"), chosen), choices=movie_choices(chosen, _SHELVES))
    filters = {"nothing chosen": full, "chosen": narrowed}
    return [
        *(Pattern("movies/_filters.html", state, {"found": found}) for state, found in filters.items()),
        *(Pattern("movies/_list.html", state, {"found": found}) for state, found in lists.items()),
    ]


def _pages() -> list[Pattern]:
    page, template = _page(_collection(1, "missing")), "movie/_movie.html"
    wrong = WrongField("ignore-collection", "until", "That day is past.", {"until": "2020-01-01"})
    bad = WrongField("match-7", "tmdb_id", film_words.no_number(), {"tmdb_id": "Heat"})
    decided = made(WhyDecision, kind="ignore_collection", label="The Home Collection", value="", in_force=True)
    whole = replace(page, collection=_collection(3, "ignored"), ignored=decided, decisions=(decided,))
    bare = replace(page, collection=_collection(2, "complete"), lists=(), groups=page.groups[:1])
    pages = {
        "something is missing": page,
        "ignored": whole,
        "ignored, but for new films": replace(whole, ignored=replace(decided, value="1 2")),
        "complete": bare,
        "wrong input": replace(page, wrong=wrong),
        "a wrong number": replace(page, wrong=bad),
    }
    panels = {
        "at rest": ScanPanel(None, (ended("done"),)),
        "a scan is at work": ScanPanel(scan(mode="collection"), ()),
        "the last scan failed": ScanPanel(None, (ended("failed"),)),
    }
    return [
        *(Pattern(template, state, {"page": one}) for state, one in pages.items()),
        *(Pattern("movie/_scan.html", state, {"panel": p, "collection_id": 1}) for state, p in panels.items()),
    ]


def _list(collections: tuple[FilmCollection, ...]) -> MovieList:
    first, second = made(UnmatchedFilm, film_id=7, title=LONG, editions=(_EDITION,)), made(UnmatchedFilm, film_id=8)
    cards = tuple(map(card_of, collections))
    bulk = Bulk(tuple(range(1, 321)), tuple(range(1, 300)))
    wish = Wish(CollectionFilter(state="missing"), {})
    return MovieList(wish, cards, Paging(1, 321, 20), bulk, movie_choices({}, _SHELVES), Listing(40, (first, second)))


def _page(found: FilmCollection) -> MoviePage:
    out = PartGroup("out", "Released", tuple(map(_line, (*found.there, *found.missing))))
    ahead = PartGroup("ahead", "Announced", tuple(map(_line, found.announced)))
    return MoviePage(
        collection=found,
        groups=(out, ahead),
        pulls=(made(HeldPart, film_id=7, pulls=True, match_source="decision", editions=(_EDITION,)),),
        lists=(made(PlexList, kind="smart"), made(PlexList, kind="manual", lacks=(), beyond=())),
        decisions=(),
        ignored=None,
        region="United States",
        panel=ScanPanel(None, ()),
        wrong=NOT_WRONG,
    )


def _line(film: Film) -> PartLine:
    return PartLine(
        film=film,
        standing=film_words.standing(film),
        days=film_words.days(film),
        facts=film_words.facts(film),
        why="you ignored it until 3 Jan 2027: seen" if film.ignored else "",
        editions=(_EDITION, _EDITION) if film.owned else (),
        own=film.ignored,
        ignorable=not film.owned,
    )


def _collection(number: int, state: CollectionState) -> FilmCollection:
    missing = tuple(_film(10 + at, 100) for at in range(12 if state == "missing" else 0))
    ignored = (_film(40, 200, ignored=True, reason="ignored", lost_on=here.today()),) if state == "ignored" else ()
    there, announced = (_film(1, 900, owned=True), _film(2, 800, owned=True)), (_film(50, -90), _film(51, None))
    return FilmCollection(
        collection_id=number,
        name=LONG if state == "error" else "The Home Collection",
        poster=None,
        state=state,
        owned=2,
        released=2 + len(missing),
        parts=4 + len(missing) + len(ignored),
        ignored=len(ignored),
        missing=(*missing, *ignored),
        announced=announced,
        libraries=("Movies", "4K"),
        there=there,
        checked_at=None if state == "error" else here.now() - timedelta(hours=3),
        trouble=Trouble("TMDB did not answer", here.now()) if state == "error" else None,
    )


def _film(tmdb_id: int, ago: int | None, owned: bool = False, **told: object) -> Film:
    out = None if ago is None else here.today() - timedelta(days=ago)
    given = {"title": LONG if tmdb_id == 1 else f"Home {tmdb_id}", "poster": None, "links": (), "copies": ()}
    days = Days(first=out, theatrical=out)
    plain = {"ignored": False, "reason": None, "lost_on": None, **told}
    return made(
        Film, tmdb_id=tmdb_id, owned=owned, release_date=out, available_on=out, year=2020, days=days, **given, **plain
    )
