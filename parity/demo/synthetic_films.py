"""A made-up household of films of any size, for the bench and for property tests."""

import random
from datetime import date, timedelta

from parity.demo.plex_world import PlexWorld
from parity.demo.tmdb_films import Film, Franchise
from parity.demo.tmdb_world import TmdbWorld

PARTS = 5
"""Films of a collection."""
_OWNED = (1, 2, 3, 4, 5)
_OWNED_WEIGHTS = (30, 30, 25, 10, 5)  # 2.3 on average
_FIRST_ID, _FIRST_PART, _FIRST_COLLECTION = 1_000_000, 2_000_000, 3_000_000
_YEAR = timedelta(days=365)
_COUNTRIES = ("US", "GB", "DE", "FR", "ES", "IT", "NL", "SE", "AU", "JP", "BR", "MX")
_THEATRICAL, _DIGITAL = 3, 4


def film_library(
    films: int = 4_000, collections: int = 700, seed: int = 1, today: date = date(2026, 1, 1), recent: float = 0.01
) -> tuple[TmdbWorld, PlexWorld]:
    """`films` that are owned, in one library "Movies", which begin `collections` of five parts each.

    Some 2.3 of each five are owned; the other films belong nowhere. Of `films` the share `recent` is how many missing
    parts came out within twelve months; all else came out before that, but for half as many parts that are announced
    for a day ahead or for none. The same seed makes the same worlds. Raises ValueError for fewer films than fit.
    """
    dice = random.Random(seed)
    tmdb, plex = TmdbWorld(today=today.isoformat()), PlexWorld()
    section = plex.add_section("Movies", "movie", "tv.plex.agents.movie", "Plex Movie", ["/media/movies"])
    owned, lacking = _series(tmdb, collections, today, dice)
    if len(owned) > films:
        raise ValueError(f"{collections} collections need more than {films} films")
    for rank in range(films - len(owned)):
        made = _film(_FIRST_ID + rank, f"Film {rank:05}", today - 2 * _YEAR - timedelta(days=dice.randrange(15_000)))
        tmdb.add_film(made)
        owned.append(made)
    dice.shuffle(owned)
    for film in owned:
        guids = [f"imdb://{film.imdb_id}", f"tmdb://{film.id}"]
        plex.add_movie(section, film.title, int((film.release_date or "")[:4]), guids, minutes=film.runtime)
    _make_recent(lacking, round(films * recent), today, dice)
    return tmdb, plex


def _series(tmdb: TmdbWorld, collections: int, today: date, dice: random.Random) -> tuple[list[Film], list[Film]]:
    """Fill in collections and their parts; those that are owned, and of each collection at most one that is not."""
    owned: list[Film] = []
    lacking: list[Film] = []
    for rank in range(collections):
        first = today - (PARTS * 3 + 2) * _YEAR - timedelta(days=dice.randrange(9_000))
        parts = [
            _film(_FIRST_PART + rank * PARTS + at, f"Series {rank:04} Part {at + 1}", first + 3 * at * _YEAR)
            for at in range(PARTS)
        ]
        collection = Franchise(_FIRST_COLLECTION + rank, f"Series {rank:04} Collection", [part.id for part in parts])
        collection.poster_path = f"/c{collection.id:026x}.jpg"
        tmdb.add_franchise(collection)
        for part in parts:
            part.collection = collection.id
            tmdb.add_film(part)
        here = dice.sample(parts, dice.choices(_OWNED, _OWNED_WEIGHTS)[0])
        owned += here
        lacking += [part for part in parts if part not in here][-1:]
    return owned, lacking


def _film(film_id: int, title: str, day: date) -> Film:
    film = Film(film_id, title, day.isoformat(), 80 + film_id % 60, imdb_id=f"tt{film_id:08}")
    film.poster_path = f"/{film_id:027x}.jpg"
    film.rating, film.votes = 4 + film_id % 50 / 10, film_id % 9_000 + 1
    film.releases = _releases(day)
    return film


def _releases(day: date) -> list[tuple[str, int, str]]:
    cinema = [(country, _THEATRICAL, (day + timedelta(days=at))) for at, country in enumerate(_COUNTRIES)]
    home = [(country, _DIGITAL, (day + timedelta(days=90))) for country in _COUNTRIES[:3]]
    return [(country, kind, on.isoformat()) for country, kind, on in cinema + home]


def _make_recent(lacking: list[Film], count: int, today: date, dice: random.Random) -> None:
    chosen = dice.sample(lacking, min(len(lacking), count + count // 2))
    for at, film in enumerate(chosen):
        if at < count:
            day = today - timedelta(days=dice.randrange(1, 360))
            film.release_date, film.releases = day.isoformat(), _releases(day)
        else:
            ahead = (today + timedelta(days=dice.randrange(1, 900))).isoformat()
            film.release_date, film.status = ahead if at % 2 else None, "In Production"
            film.releases = []
