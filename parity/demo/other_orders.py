"""How TheTVDB numbers the shows of the sample household, and the fake TheTVDB that says so."""

from itertools import accumulate

from parity.demo.tmdb_records import Show
from parity.demo.tmdb_world import TmdbWorld
from parity.demo.tvdb_world import TvdbWorld

BLEACH, FIREFLY = 30984, 1437
_BLEACH_SEASONS = (20, 21, 22, 28, 18, 22, 20, 16, 22, 16, 7, 17, 36, 51, 26, 24)
"""Episodes a season at TheTVDB; TMDB has all of them in one."""
_FIREFLY_AIRED = (11, 1, 2, 6, 7, 3, 4, 5, 8, 9, 13, 14, 12, 10)
"""The place in which each was aired, in the order of TMDB and of the DVDs."""
_STATUSES = {"Returning Series": "Continuing", "Planned": "Upcoming", "In Production": "Upcoming"}
_EPISODE_IDS = 100_000_000

Places = dict[str, tuple[int, int]]


def places_of(show_id: int, season: int, number: int) -> Places:
    """Season and number of an episode in each of TheTVDB's orders, by what it is at TMDB."""
    if show_id == BLEACH and season > 0:
        nth = number if season == 1 else sum(_BLEACH_SEASONS) + number
        return {"official": _bleach(nth), "absolute": (1, nth)}
    if show_id == FIREFLY:
        return {"official": (season, _FIREFLY_AIRED[number - 1]), "dvd": (season, number)}
    return {"official": (season, number)}


def build_tvdb(tmdb: TmdbWorld) -> TvdbWorld:
    """TheTVDB as it stands beside this TMDB: the same episodes of all shows that both know, in its own numbers."""
    tvdb = TvdbWorld()
    tvdb.quiet = True
    for show in tmdb.shows.values():
        if show.tvdb_id is not None:
            _add(tvdb, show, show.tvdb_id)
    tvdb.quiet = False
    return tvdb


def _add(tvdb: TvdbWorld, show: Show, series_id: int) -> None:
    ended = show.status in ("Ended", "Canceled")
    status = "Ended" if ended else _STATUSES.get(show.status, "Continuing")
    tvdb.add_series(
        series_id, show.name, status=status, first_aired=show.first_air_date, imdb_id=show.imdb_id, country=None
    )
    for season, episode in show.episodes():
        places = places_of(show.id, season, episode.number)
        tvdb.add_episode(
            series_id,
            episode.id + _EPISODE_IDS,
            episode.name,
            episode.air_date,
            official=places["official"],
            dvd=places.get("dvd"),
            absolute=places["absolute"][1] if "absolute" in places else None,
            runtime=episode.runtime,
        )


def _bleach(nth: int) -> tuple[int, int]:
    ends = list(accumulate(_BLEACH_SEASONS))
    season = next((at for at, end in enumerate(ends, 1) if nth <= end), len(ends) + 1)
    return season, nth - (ends[season - 2] if season > 1 else 0)
