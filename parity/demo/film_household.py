"""The films of the sample household: TMDB's, dates moved as the shows' are, and what Plex has of them.

Facts are TMDB's of 2026-08-22, some votes and lengths rounded. Invented for the sake of the case: that "The King's
Man" is not listed, and that "Never Say Never Again" does not say where it belongs. Copies in several libraries,
editions and versions count once. Expected story, where any release counts and shorts are expected:

* missing by one: "Avatar: Fire and Ash", "Toy Story 5" (the others lie in two libraries), "Hellboy II" (the first is
  found by search), "The Battle of the Five Armies" (in the trash), "Into the Spider-Verse", "Spider-Man: Brand New
  Day" (in the cinemas for 24 days, at home in 24), "Zootopia 2";
* by more: "Indiana Jones" the last two, "Predator" four (one owned film is known by its IMDb id, one by an old guid),
  "Alien" the last two, "Home Alone" the last two, "Spider-Man" the first and the third, "The Karate Kid" all but the
  last, "Resident Evil" all but the fifth, "James Bond" 18 of 26, "Wallace & Gromit" three of six, all of them short;
* by mistake: "Frozen II", since a thriller of 2010 is taken for "Frozen": matched to 44363 it drops the collection;
* announced: "Avatar 4" and "Avatar 5" in years, "Frozen III", "Beyond the Spider-Verse"; without a date: "The Blue
  Blood" of "Kingsman", "Top Gun 3", "Frozen IV";
* complete: "Back to the Future", "Paddington"; but for what is announced: "Kingsman" ("The King's Man" is of it by
  its own word), "Top Gun" (one here, the other only in 4K, known by an old guid);
* of no collection: "Swapped", "Elio" and five more; unmatched: "The Caretaker" (two of that title and year);
* Plex's own collections: "Indy" beside "Indiana Jones", which lacks one that is owned; "The Craig years", smart, beside
  "James Bond"; "Rainy Sundays" points to two and is left alone, as is "Crime and war", which holds shows.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from parity.demo.film_shelves import COPIES, LIBRARIES, LISTS, MOVIES, Copy
from parity.demo.plex_world import PlexWorld
from parity.demo.tmdb_films import Film, Franchise
from parity.demo.tmdb_world import TmdbWorld

_FACTS = Path(__file__).with_name("films.json")
_ANCHORS = {969681: -24}
"""Film -> how many days from today it comes out."""
_THEATRICAL = 3
_SAYS_NOTHING = 36670
_NOT_LISTED = 476669
_WITHOUT_POSTER = (393209, 1205983)


def add_films(tmdb: TmdbWorld, today: date) -> None:
    """Films and collections as of `today`: what was ahead when they were recorded still is."""
    facts = json.loads(_FACTS.read_text(encoding="utf-8"))
    recorded = date.fromisoformat(facts["recorded"])
    for row in facts["films"]:
        tmdb.add_film(_film(row, facts["releases"].get(str(row[0]), []), recorded, today))
    for collection_id, name, parts in facts["collections"]:
        listed = [part for part in parts if part != _NOT_LISTED]
        tmdb.add_franchise(Franchise(collection_id, name, listed, _poster_path(f"collection {collection_id}")))


def own_films(plex: PlexWorld, tmdb: TmdbWorld) -> None:
    """Three libraries of films, and collections that people made of them in Plex."""
    sections = {
        library: plex.add_section(library, "movie", "tv.plex.agents.movie", "Plex Movie", [folder])
        for library, folder in LIBRARIES.items()
    }
    items: dict[tuple[str, int], int] = {}
    for copy in COPIES:
        items[copy.library, copy.film] = _own(plex, sections[copy.library], copy, tmdb.films[copy.film])
    here = {film: key for (library, film), key in items.items() if library == MOVIES}
    for title, films, smart in LISTS:
        plex.add_collection(sections[MOVIES], title, [here[film] for film in films], smart=smart)
    _tell_discover(plex, tmdb.films.values())


def _tell_discover(plex: PlexWorld, films: Iterable[Film]) -> None:
    """Plex knows more films than a household has: all that TMDB knows can be wished for, and an anime of SIMKL's."""
    here = {guid for title in plex.desk().every().values() if title.type == "movie" for guid in title.guids}
    for film in films:
        ids = [f"tmdb://{film.id}", *([f"imdb://{film.imdb_id}"] if film.imdb_id else [])]
        if here.isdisjoint(ids):
            year = int((film.release_date or "0")[:4]) or None
            plex.add_title(f"plex://movie/5d77{film.id:020x}", film.title, year, ids)
    plex.add_title("plex://movie/5d770000000000000000081f", "Spirited Away", 2001, ["tmdb://129", "imdb://tt0245429"])


def _film(row: list[Any], releases: list[Any], recorded: date, today: date) -> Film:
    film_id, imdb_id, title, day, runtime, rating, votes, collection = row
    moved = _moved(film_id, day, recorded, today)
    first = _later(day, moved)
    told = releases or ([["US", _THEATRICAL, day]] if day else [])
    return Film(
        film_id,
        title,
        first,
        runtime,
        _status(first, today),
        imdb_id,
        poster_path=None if film_id in _WITHOUT_POSTER else _poster_path(f"film {film_id}"),
        collection=None if film_id == _SAYS_NOTHING else collection,
        releases=[(country, kind, _later(on, moved) or "") for country, kind, on in told],
        rating=rating,
        votes=votes,
    )


def _moved(film_id: int, day: str | None, recorded: date, today: date) -> timedelta:
    if day is None:
        return timedelta(0)
    if film_id in _ANCHORS:
        return today + timedelta(days=_ANCHORS[film_id]) - date.fromisoformat(day)
    return today - recorded if day > recorded.isoformat() else timedelta(0)


def _later(day: str | None, moved: timedelta) -> str | None:
    return (date.fromisoformat(day) + moved).isoformat() if day else None


def _status(first: str | None, today: date) -> str:
    if first is None:
        return "Planned"
    return "Released" if first <= today.isoformat() else "In Production"


def _poster_path(thing: str) -> str:
    return f"/{hashlib.sha256(f'{thing} as a poster'.encode()).hexdigest()[:27]}.png"


def _own(plex: PlexWorld, section: int, copy: Copy, film: Film) -> int:
    year = copy.year or int((film.release_date or "0")[:4])
    known = {"imdb": film.imdb_id, "tmdb": film.id}
    key = plex.add_movie(
        section,
        film.title,
        year,
        [f"{kind}://{known[kind]}" for kind in copy.ids.split()],
        guid=copy.old_guid or (None if copy.ids else f"local://{film.id}"),
        edition=copy.edition,
        minutes=film.runtime,
    )
    if copy.trashed:
        plex.trash_movie(key)
    return key
