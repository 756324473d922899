"""How Parity judges a household of films by scans: over stand-ins for Plex and TMDB, and read as its pages read it."""

import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from parity.demo.plex_records import Media
from parity.demo.tmdb_films import Film, Franchise
from parity.store import collections_view
from tests.actions.household import Clock, Household
from tests.databases import in_a_hurry
from tests.truth.film_cases import FilmCase
from tests.truth.film_judging import FilmVerdict
from tests.truth.film_shelf import FilmItem, FilmShelf, Parts
from tests.truth.shelf import TODAY

_NOON = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)
_OPTIMISED = 42


def scanned(times: Sequence[FilmCase], available: str = "any") -> Iterator[tuple[FilmCase, FilmVerdict]]:
    """What is said of a household at each of its times: a full scan, then one of what is new, then a full one again.

    After each of them a scan that finds nothing to change must say the same. All first releases are in the cinemas of
    the owner's country, so that it is all the same whether any release is `available` or only a theatrical one.
    """
    environ = {"TMDB_RATE": "10000", "PARITY_BRAKE_SHARE": "90", "PARITY_MOVIE_AVAILABLE": available}
    with tempfile.TemporaryDirectory() as folder, in_a_hurry():
        home = Household(Path(folder) / "house", clock=Clock(_NOON), environ=environ)
        keys: list[int] = []
        try:
            for case, mode in zip(times, ("full", "incremental", "full"), strict=False):
                _tell(home, case.shelf)
                _shelve(home, keys, case.shelf)
                yield case, _scan(home, mode)
        finally:
            home.close()


def _scan(home: Household, mode: str) -> FilmVerdict:
    scan = home.scan(mode)
    assert scan.state == "done", (scan.state, scan.note)
    said = _said(home)
    home.scan("incremental")
    assert _said(home) == said, "a second scan says something else"
    return said


def _tell(home: Household, shelf: FilmShelf) -> None:
    for film in shelf.films.values():
        day = film.day.isoformat() if film.day else None
        facts = {"original_title": film.original, "imdb_id": film.imdb, "collection": film.says}
        releases = [("US", 3, day)] if day else []
        home.tmdb.add_film(Film(film.id, film.title, day, releases=releases, **facts))  # type: ignore[arg-type]
    for number, (name, parts) in shelf.lists.items():
        home.tmdb.add_franchise(Franchise(number, name, list(parts)))


def _shelve(home: Household, keys: list[int], shelf: FilmShelf) -> None:
    """Bring Plex to what stands there; `keys` are those of the items of before, by their places."""
    for at, item in enumerate(shelf.items):
        if at >= len(keys):
            section = home.library(item.library, type="movie", agent="tv.plex.agents.movie")
            title, edition = item.title, item.edition
            keys.append(home.plex.add_movie(section, title, item.year, item.guids, guid=item.guid, edition=edition))
        if keys[at] in home.plex.movies:
            _put(home, keys[at], item)


def _put(home: Household, key: int, item: FilmItem) -> None:
    optimised = _OPTIMISED if item.state == "optimised only" else None
    home.plex.set_movie(key, media=[Media(key * 10, [f"/media/{key}.mkv"], None, optimised)])
    home.plex.untrash_movie(key)
    if item.state == "removed":
        home.plex.remove_movie(key)
    elif item.state in ("in the trash", "files gone"):
        home.plex.trash_movie(key, media_only=item.state == "files gone")


def _said(home: Household) -> FilmVerdict:
    with home.house.database.reading() as connection:
        listed = collections_view.collections(connection, TODAY).items
        pages = [collections_view.collection(connection, TODAY, each.collection_id) for each in listed]
        unmatched = collections_view.numbers(connection, TODAY).unmatched
    told = {
        page.collection_id: Parts(
            frozenset(film.tmdb_id for film in page.there),
            frozenset(film.tmdb_id for film in page.missing),
            frozenset(film.tmdb_id for film in page.announced),
        )
        for page in pages
        if page is not None and page.owned + len(page.missing) == page.released
    }
    assert len(told) == len(listed), "some collection's numbers do not add up"
    return FilmVerdict(told, unmatched)
