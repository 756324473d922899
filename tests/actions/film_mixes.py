"""Libraries of films made by chance over real collections, and the truth about them, told without Parity's rules."""

import random
from collections.abc import Iterable
from datetime import date

from parity.demo.plex_world import PlexWorld
from parity.demo.tmdb_films import Film
from parity.demo.tmdb_world import TmdbWorld

LEGACY = "com.plexapp.agents.themoviedb"
SHARES = (0.0, 0.2, 0.5, 0.8, 1.0)
Lacking = dict[int, set[int]]


def furnish(plex: PlexWorld, tmdb: TmdbWorld, dice: random.Random) -> set[int]:
    """Fill two libraries with any mix of parts, each known in one way or another; which films are there."""
    sections = [plex.add_section(title, "movie", "tv.plex.agents.movie", "Plex Movie") for title in ("Films", "More")]
    owned = set()
    for franchise in tmdb.franchises.values():
        share = dice.choice(SHARES)
        for part in franchise.parts:
            if dice.random() < share and part in tmdb.films:
                owned.add(part)
                for _ in range(dice.choice((1, 1, 1, 2))):
                    _copy(plex, dice.choice(sections), tmdb.films[part], dice)
            elif dice.random() < 0.1 and part in tmdb.films:
                plex.trash_movie(_copy(plex, dice.choice(sections), tmdb.films[part], dice))
    return owned


def _copy(plex: PlexWorld, section: int, film: Film, dice: random.Random) -> int:
    year = int(film.release_date[:4]) if film.release_date else None
    edition = dice.choice(("", "", "Director's Cut"))
    ways = [[f"tmdb://{film.id}"], [f"imdb://{film.imdb_id}", f"tmdb://{film.id}"]]
    if film.imdb_id:
        ways.append([f"imdb://{film.imdb_id}"])
    if dice.random() < 0.2:
        return plex.add_movie(section, film.title, year, guid=f"{LEGACY}://{film.id}?lang=en", edition=edition)
    return plex.add_movie(section, film.title, year, dice.choice(ways if film.imdb_id else ways[:1]), edition=edition)


def truth(tmdb: TmdbWorld, owned: Iterable[int], today: date) -> Lacking:
    """What is missing, by collection: of each that an owned film names, what is out and not there."""
    here = set(owned)
    begun = {tmdb.films[film].collection for film in here}
    lacking = {}
    for franchise in tmdb.franchises.values():
        out = {part for part in franchise.parts if part in tmdb.films and _is_out(tmdb.films[part], today)}
        if franchise.id in begun and out - here:
            lacking[franchise.id] = out - here
    return lacking


def _is_out(film: Film, today: date) -> bool:
    return bool(film.release_date) and (film.release_date or "") <= today.isoformat()
