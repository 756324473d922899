"""Two libraries of fifty shows with every kind of show in them, and what happens to them between two scans."""

from datetime import UTC, datetime

from parity.demo.child import Child
from parity.demo.plex_world import PlexWorld
from parity.demo.synthetic import library
from parity.demo.tmdb_world import TmdbWorld

SHOWS, EPISODES = 40, 6
TWICE = 14
"""The one of the forty that the other library has too, under another id."""
FIRST, STEP = 1_000, 3
"""TMDB ids of the forty: 1000, 1003 …"""
FOUND, BY_IMDB, BY_TVDB, LATER, OTHER, SAID = 5_001, 5_002, 5_003, 5_004, 5_005, 5_006


def worlds() -> tuple[TmdbWorld, PlexWorld]:
    """As they are before the first scan."""
    tmdb, plex = library(SHOWS, EPISODES, seed=1, absent=0.1)
    for show in tmdb.shows.values():
        show.weight = 0
    tmdb.set_noise(sorted(tmdb.shows)[::4], 120)
    for odd in (FOUND, BY_IMDB, BY_TVDB, LATER, OTHER, SAID):
        ids: dict[str, object] = {"imdb_id": f"tt{odd:07}", "tvdb_id": 500_000 + odd}
        tmdb.add_show(odd, f"Odd {odd}", first_air_date="2015-01-01", weight=0, status="Ended", **ids)
        tmdb.add_season(odd, 1, [f"2015-01-{day:02}" for day in range(1, 5)])
    section = plex.add_section("Anime")
    _shelve(plex, section, "Second copy", ["tmdb://1000"], (1, 2, 3))
    _shelve(plex, section, f"Odd {FOUND}", [], (1, 2))
    _shelve(plex, section, "By another id", [f"imdb://tt{BY_IMDB:07}"], (1, 2))
    _shelve(plex, section, "Its other name", [f"imdb://{tmdb.shows[show_id(TWICE)].imdb_id}"], (1, 2, 3))
    _shelve(plex, section, "In another order", [f"tmdb://{BY_TVDB}"], (1, 2), "tvdbAiring")
    _shelve(plex, section, "Nobody knows", [], (1,))
    _shelve(plex, section, "Somebody said", [], (1, 4))
    _shelve(plex, section, "Taken for another", ["tmdb://1117"], (2,))
    return tmdb, plex


def show_id(rank: int) -> int:
    """The TMDB id of one of the forty."""
    return FIRST + STEP * rank


def upheaval(tmdb: Child, plex: Child, before: PlexWorld) -> None:
    """What the second scan has to find: half of it changes no row of a show."""
    shows = {show.title: show.key for show in before.shows.values()}
    episodes = {title: sorted(before.episodes[key]) for title, key in shows.items()}

    def name(rank: int) -> str:
        return f"Show {rank:05}"

    for rank in (3, 8, 13):
        plex.do("trash_episode", episode=episodes[name(rank)][0])
    for rank in (5, 17):
        plex.do("swap_episode", episode=episodes[name(rank)][1], season=1, number=9)
    for rank in (6, 21):
        plex.do("renumber_episode", episode=episodes[name(rank)][0], season=2, number=1)
    for rank in (30, 31, 32, 33):
        plex.do("remove_episode", episode=episodes[name(rank)][-1])
    plex.do("remove_show", show=shows[name(11)])
    plex.do("remove_show", show=shows["By another id"])
    plex.do("rematch_show", show=shows["Taken for another"], guid="plex://show/other", guids=[f"tmdb://{OTHER}"])
    plex.do("set_show", show=shows["In another order"], show_ordering="tmdbAiring")
    plex.do("trash_episode", episode=episodes["Second copy"][0])
    for section, title in ((1, "Newcomer"), (2, "Late arrival")):
        key = plex.do("add_show", section=section, title=title, guids=[f"tmdb://{LATER if section == 1 else OTHER}"])
        plex.do("add_episode", show=key, season=1, number=2)
    for rank in range(20, 30):
        tmdb.do("add_episode", show_id=show_id(rank), season=1, number=EPISODES + 1, air_date="2020-01-01")
    tmdb.do("remove_episode", show_id=show_id(2), season=1, number=1)
    tmdb.do("renumber_episode", show_id=show_id(4), season=1, number=6, to_season=2, to_number=1)
    changed = [show_id(rank) for rank in (2, 4, *range(20, 30))]
    tmdb.do("flag", day=datetime.now(UTC).date().isoformat(), ids=changed)


def _shelve(
    plex: PlexWorld, section: int, title: str, guids: list[str], numbers: tuple[int, ...], order: str | None = None
) -> None:
    key = plex.add_show(section, title, 2015, guids=guids, show_ordering=order)
    for number in numbers:
        plex.add_episode(key, 1, number)
    plex.settle(key)
