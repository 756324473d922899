"""A made-up household of any size, for the bench and for property tests."""

import random
from datetime import date, timedelta

from parity.demo.plex_world import PlexWorld
from parity.demo.tmdb_records import Episode, Season, Show
from parity.demo.tmdb_world import TmdbWorld

FEED_IDS_A_DAY = 2_700
"""`/tv/changes` of a real day (2026-08): 27 pages of 100."""
_EPISODES_A_SEASON = 10
_HEAVIEST = 4_000_000
_LAST_DAY = date(2026, 1, 1)


def library(
    shows: int, episodes_each: int, seed: int, absent: float = 0.05, noise: float = 0.2
) -> tuple[TmdbWorld, PlexWorld]:
    """`shows` ended and returning shows of `episodes_each` aired episodes, in one library "TV Shows".

    `absent` is the share of episodes that Plex lacks, `noise` the share of shows that each day's feed names.
    All air dates lie before 2026. The same seed makes the same worlds.
    """
    dice = random.Random(seed)
    tmdb, plex = TmdbWorld(), PlexWorld()
    section = plex.add_section("TV Shows", locations=["/media/tv"])
    for rank in range(shows):
        show = _show(rank, shows, episodes_each, dice)
        tmdb.shows[show.id] = show
        _own(plex, section, show, absent, dice)
    named = dice.sample(sorted(tmdb.shows), int(shows * noise))
    tmdb.set_noise(named, max(0, FEED_IDS_A_DAY - len(named)))
    return tmdb, plex


def weight_of(rank: float) -> int:
    """Bytes of the show at `rank` (0..1) by weight: median 116 KB, mean 240 KB, one in a hundred 4 MB."""
    if rank >= 0.99:
        return _HEAVIEST
    return int(60_000 + 112_000 * rank) if rank < 0.5 else int(116_000 * 6.5 ** ((rank - 0.5) * 2))


def _show(rank: int, shows: int, episodes: int, dice: random.Random) -> Show:
    show_id = 1_000 + rank * 3
    show = Show(show_id, f"Show {rank:05}", dice.choice(("Ended", "Returning Series", "Canceled")))
    show.imdb_id, show.tvdb_id = f"tt{show_id:08}", 500_000 + show_id
    show.weight = weight_of((rank * 7_919 % shows) / shows)
    first = _LAST_DAY - timedelta(days=7 * (episodes + dice.randrange(1, 500)))
    show.first_air_date = first.isoformat()
    for at in range(episodes):
        number, index = divmod(at, _EPISODES_A_SEASON)
        air_date = (first + timedelta(days=7 * at)).isoformat()
        if index == 0:
            show.seasons[number + 1] = Season(show_id * 100 + number, number + 1, f"Season {number + 1}", air_date)
        made = Episode(show_id * 1_000 + at, index + 1, f"Chapter {at + 1}", air_date, 45)
        show.seasons[number + 1].episodes[index + 1] = made
    return show


def _own(plex: PlexWorld, section: int, show: Show, absent: float, dice: random.Random) -> None:
    year = int((show.first_air_date or "2000")[:4])
    guids = [f"imdb://{show.imdb_id}", f"tmdb://{show.id}", f"tvdb://{show.tvdb_id}"]
    key = plex.add_show(section, show.name, year, guids=guids, originally_available_at=show.first_air_date)
    for season, episode in show.episodes():
        if dice.random() >= absent:
            plex.add_episode(key, season, episode.number, episode.name, episode.air_date, [f"tmdb://{episode.id}"])
    plex.settle(key)
