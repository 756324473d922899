"""The sample household's account at SIMKL: beside what Plex's watchlist has, what only SIMKL has, and what is odd.

SIMKL knows all shows and films of the household's TMDB; its numbers are made up but for those of "Dan Da Dan".
Expected story, with Plex's watchlist as `household` makes it:

* on both lists: "Silo" and "Reacher";
* on Plex's only: "Black Mirror", which SIMKL has as being watched, and "Swapped", which it has as seen: neither is put
  back; "A Show Not Owned", which SIMKL does not know;
* on SIMKL's only: "The Gentlemen" and "Zootopia 2"; "Top Gun", to be seen again, which has a rating that would be lost;
  the two seasons of "Dan Da Dan", of which rows tell no ids that Plex has, and "Spirited Away", an anime film;
* on no list: "Quarterback", dropped; "Back to the Future", seen and rated.
"""

from datetime import UTC, date, datetime, time, timedelta

from parity.demo.simkl_world import SimklWorld
from parity.demo.tmdb_world import TmdbWorld

_ANIME = {86031: (38691, 14288), 220542: (54492, 17985), 240411: (57334, 18486), 30984: (269, 2369)}
"""Show -> its number at MyAnimeList and at AniDB."""
_DAN_DA_DAN, _DAN_DA_DAN_2 = 2308514, 2665178
_NUMBERS = {240411: _DAN_DA_DAN}
_PLANNED = ("The Gentlemen", "Zootopia 2", "Silo", "Reacher", "Dan Da Dan", "Spirited Away")


def build_simkl(tmdb: TmdbWorld, today: date) -> SimklWorld:
    """SIMKL with the lists of its only member, as of the days before `today`."""
    begun = datetime.combine(today - timedelta(days=20), time(19), UTC).timestamp()
    world = SimklWorld(clock=lambda: begun)
    _know_shows(world, tmdb)
    _know_films(world, tmdb)
    named = {title.title: title.id for title in world.titles.values() if title.id != _DAN_DA_DAN_2}
    for title in _PLANNED:
        world.put(named[title])
    world.put(_DAN_DA_DAN_2)
    world.watch(named["Black Mirror"], 4)
    world.put(named["Quarterback"], "dropped")
    for title in ("Swapped", "Back to the Future", "Top Gun"):
        world.watch(named[title])
    world.rate(named["Back to the Future"], 10)
    world.rate(named["Top Gun"], 8)
    world.put(named["Top Gun"])
    return world


def _know_shows(world: SimklWorld, tmdb: TmdbWorld) -> None:
    for show in tmdb.shows.values():
        year = int((show.first_air_date or "0")[:4]) or None
        known = {"imdb": show.imdb_id, "tmdb": show.id, "tvdb": show.tvdb_id}
        if show.id in _ANIME:
            mal, anidb = _ANIME[show.id]
            number = _NUMBERS.get(show.id, 0)
            world.add_title("anime", show.name, year, number, **known, mal=mal, anidb=anidb, told_ids=("mal", "anidb"))
        else:
            world.add_title("shows", show.name, year, 0, **known)
    world.add_title("anime", "Dan Da Dan", 2025, _DAN_DA_DAN_2, mal=60543, anidb=18977)


def _know_films(world: SimklWorld, tmdb: TmdbWorld) -> None:
    for film in tmdb.films.values():
        world.add_title(
            "movies", film.title, int((film.release_date or "0")[:4]) or None, imdb=film.imdb_id, tmdb=film.id
        )
    world.add_title(
        "anime", "Spirited Away", 2001, mal=199, anidb=112, imdb="tt0245429", anime_type="movie", episodes=1
    )
