"""The sample household's SageTV: recordings and films that Plex has too, and how far they were watched on either side.

SageTV calls `/var/media` what Plex calls `/media`: with a rule for that all are found by their paths, without one by
the names of their files, but for what lies in two libraries. Expected story, one line of `CASES` each; beside them:

* a film that was watched in SageTV, and may be that of either library of Plex while no rule says which: "Skyfall";
* a DVD, found by its id, that was watched in SageTV: "GoldenEye";
* a recording that is called otherwise, found by its series at TheTVDB: "Stranger Things" S01E01, half watched;
* two recordings of one episode, of which the one that Plex does not have was watched: "FBI" S01E01;
* one that Plex does not have: "Evening News"; and all that SageTV does not have, which is most of Plex.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from parity.demo.plex_records import Episode, Movie
from parity.demo.plex_world import PlexWorld
from parity.demo.sage_world import SageWorld

_DAY = 86_400
_BEFORE = 40
"""Days ago that all of it was on air."""
_STRANGER_THINGS = "305288"


@dataclass(frozen=True, slots=True)
class Case:
    """An episode, or a film without a `place`. Positions are in minutes; `*_days`: how long ago that was.

    `views`: how often Plex counts it as watched. `marked`: by hand in SageTV, nobody knows when.
    """

    title: str
    place: tuple[int, int] | None
    why: str
    plex: float = 0
    plex_days: float = 0
    views: int = 0
    sage: float = 0
    sage_days: float = 0
    marked: bool = False
    recording: bool = False


CASES = (
    Case("Silo", (1, 1), "Plex is newer", plex=20, plex_days=1, sage=10, sage_days=5),
    Case("Silo", (1, 2), "SageTV is newer", plex=5, plex_days=6, sage=30, sage_days=2),
    Case("Silo", (1, 3), "watched in Plex alone", views=1, plex_days=3),
    Case("Silo", (1, 4), "watched in SageTV alone", sage=43.75, sage_days=3),
    Case("Silo", (1, 5), "begun in Plex alone", plex=25, plex_days=4),
    Case("Silo", (1, 6), "begun in SageTV alone", sage=14, sage_days=4),
    Case("Silo", (1, 7), "watched on both sides", views=1, plex_days=8, sage=43.75, sage_days=8),
    Case("Silo", (1, 8), "at the same position on both sides", plex=12, plex_days=7, sage=12, sage_days=7),
    Case("Reacher", (1, 1), "marked in SageTV by hand, older position in Plex", plex=15, plex_days=20, marked=True),
    Case("Reacher", (1, 2), "gone back in Plex", plex=8, plex_days=1, sage=35, sage_days=4),
    Case(
        "Reacher",
        (1, 3),
        "watched, and being watched again in Plex",
        plex=9,
        plex_days=1,
        views=1,
        sage=43.75,
        sage_days=25,
    ),
    Case("Reacher", (1, 4), "so far that only SageTV calls it watched", plex=39, plex_days=2),
    Case("Reacher", (1, 5), "still being recorded", plex=3, plex_days=0.2, recording=True),
    Case("Reacher", (1, 6), "begun on neither side"),
    Case("Top Gun", None, "a film begun in SageTV", sage=50, sage_days=2),
    Case("Paddington", None, "a film watched in Plex", views=2, plex_days=9),
)


def build_sagetv(plex: PlexWorld, today: date) -> SageWorld:
    """SageTV beside this Plex, as of `today`; what was watched in Plex is set there. Its clock goes from then on."""
    now = int(datetime.combine(today, time(4), UTC).timestamp())
    world = SageWorld(now=now)
    for case in CASES:
        item = _item(plex, case)
        _watch_in_plex(plex, item.key, case, now)
        _watch_in_sagetv(world, _keep(world, item, case, now), case)
    _further(world, plex, now)
    world.fixed = None
    return world


def _watch_in_plex(plex: PlexWorld, key: int, case: Case, now: int) -> None:
    at = now - int(case.plex_days * _DAY)
    if case.views:
        plex.watch(key, case.views, at)
    if case.plex:
        plex.begin(key, int(case.plex * 60_000), at)


def _watch_in_sagetv(world: SageWorld, key: int, case: Case) -> None:
    if case.marked:
        world.mark(key)
    if case.sage:
        world.play(key, case.sage * 60, case.sage_days * _DAY)


def _keep(world: SageWorld, item: Episode | Movie, case: Case, now: int) -> int:
    path = f"/var{item.media[0].files[0]}"
    if isinstance(item, Movie):
        return _film_in_sagetv(world, item, path, now)
    return _recording(world, item, case.title, path, now, recording=case.recording)


def _recording(
    world: SageWorld,
    item: Episode,
    title: str,
    path: str,
    now: int,
    *,
    external_id: str = "",
    recording: bool = False,
    properties: Mapping[str, str] | None = None,
) -> int:
    return world.add_recording(
        title,
        path,
        episode=item.title,
        season=item.season or 0,
        number=item.number or 0,
        minutes=item.duration / 60_000,
        on_air=now - (1_200 if recording else _BEFORE * _DAY),
        external_id=external_id,
        recording=recording,
        properties=properties,
    )


def _film_in_sagetv(world: SageWorld, item: Movie, path: str, now: int) -> int:
    return world.add_film(item.title, path, item.year or 0, item.duration / 60_000, on_air=now - _BEFORE * _DAY)


def _further(world: SageWorld, plex: PlexWorld, now: int) -> None:
    """What is found otherwise than by its path, or not at all."""
    skyfall = _film(plex, "Skyfall")
    seen = _film_in_sagetv(world, skyfall, f"/mnt/films/{_name(skyfall)}", now)
    world.play(seen, skyfall.duration / 1000, 6 * _DAY)
    imdb = next(guid.removeprefix("imdb://") for guid in _film(plex, "GoldenEye").guids if guid.startswith("imdb://"))
    disc = world.add_disc("GoldenEye", "/var/media/dvd/GOLDENEYE/VIDEO_TS", 1995)
    world.set_file(disc, properties={"IMDBID": imdb})
    world.mark(disc)
    stranger, looked_up = _episode(plex, "Stranger Things", (1, 1)), {"MediaProviderID": "tvdb"}
    looked_up["MediaProviderDataID"] = _STRANGER_THINGS
    named = "/var/media/tv/StrangerThings-TheVanishing-3490352-0.mpg"
    world.play(_recording(world, stranger, "Stranger Things", named, now, properties=looked_up), 21 * 60, 3 * _DAY)
    fbi = _episode(plex, "FBI", (1, 1))
    first, again = f"/var{fbi.media[0].files[0]}", "/var/media/tv/FBI-Pilot-3490377-0.mpg"
    copies = [_recording(world, fbi, "FBI", path, now, external_id="EP029400010001") for path in (first, again)]
    world.play(copies[1], fbi.duration / 1000, 5 * _DAY)
    world.add_recording("Evening News", "/var/media/tv/EveningNews-3490391-0.mpg", minutes=30, unique=False)


def _item(plex: PlexWorld, case: Case) -> Episode | Movie:
    return _episode(plex, case.title, case.place) if case.place else _film(plex, case.title)


def _episode(plex: PlexWorld, title: str, place: tuple[int, int]) -> Episode:
    episodes = plex.episodes[plex.find_show(title)].values()
    return next(each for each in episodes if (each.season, each.number) == place)


def _film(plex: PlexWorld, title: str) -> Movie:
    return next(film for film in plex.movies.values() if film.title == title)


def _name(film: Movie) -> str:
    return film.media[0].files[0].rpartition("/")[2]
