"""What the stand-in for Sonarr and Radarr says of a show, a film and their files, in the recorded shapes."""

import re

from parity.demo.arr_world import ArrRecord, ArrWorld

_NUMBERS = re.compile(r"[Ss](\d{2,4})[Ee]\d")
_EPISODE = re.compile(r"(?<=[\d-])[Ee](\d+)")
_SIZE = 1_500_000_000
_ADDED = "2026-05-30T04:00:00Z"


def show(world: ArrWorld, record: ArrRecord) -> dict[str, object]:
    """A row of `/series`."""
    linked = len(record.files) if record.linked is None else record.linked
    seasons = sorted({season_of(path) for path in record.files.values()})
    statistics = {
        "seasonCount": len(seasons),
        "episodeFileCount": linked,
        "episodeCount": linked,
        "totalEpisodeCount": linked,
        "sizeOnDisk": _SIZE * len(record.files),
        "releaseGroups": [],
        "percentOfEpisodes": 100.0 if linked else 0.0,
    }
    said = {} if world.old else {"statistics": statistics}
    return {
        **_shared(record),
        "seasons": [{"seasonNumber": season, "monitored": True} for season in seasons],
        "network": "FOX",
        "seriesType": "standard",
        "seasonFolder": True,
        "tvdbId": record.tvdb_id,
        "tvRageId": 0,
        "tvMazeId": 0,
        **said,
    }


def episode_file(world: ArrWorld, record: ArrRecord, number: int) -> dict[str, object]:
    """A row of `/episodefile`."""
    season = season_of(record.files[number])
    return {"seriesId": record.id, "seasonNumber": season, **_file(world, record, number)}


def episodes(record: ArrRecord) -> list[dict[str, object]]:
    """The rows of `/episode`: those in a file, and one that has none."""
    rows = []
    for number, path in record.files.items():
        season = season_of(path)
        for episode in (int(found) for found in _EPISODE.findall(path)):
            rows.append({**_episode(record, season, episode), "episodeFileId": number, "hasFile": True})
    return [*rows, {**_episode(record, 99, 1), "episodeFileId": 0, "hasFile": False}]


def film(world: ArrWorld, record: ArrRecord) -> dict[str, object]:
    """A row of `/movie`."""
    number = next(iter(record.files), 0)
    own = {"movieFile": film_file(world, record, number)} if number and not world.bare else {}
    return {
        **_shared(record),
        "hasFile": bool(number),
        "movieFileId": number,
        "isAvailable": True,
        "minimumAvailability": "released",
        "sizeOnDisk": _SIZE if number else 0,
        **own,
    }


def film_file(world: ArrWorld, record: ArrRecord, number: int) -> dict[str, object]:
    """A row of `/moviefile`."""
    return {"movieId": record.id, "indexerFlags": 0, "edition": "", **_file(world, record, number)}


def season_of(path: str) -> int:
    """The season in the name of a file."""
    found = _NUMBERS.search(path)
    return int(found[1]) if found else 0


def _episode(record: ArrRecord, season: int, number: int) -> dict[str, object]:
    told = {"seriesId": record.id, "tvdbId": record.tvdb_id * 1000 + season * 100 + number, "monitored": True}
    return {"id": record.id * 10_000 + season * 100 + number, "seasonNumber": season, "episodeNumber": number, **told}


def _shared(record: ArrRecord) -> dict[str, object]:
    return {
        "id": record.id,
        "title": record.title,
        "sortTitle": record.title.casefold(),
        "status": "ended",
        "overview": "",
        "images": [],
        "year": record.year,
        "path": record.path,
        "rootFolderPath": re.sub(r"[^/\\]+$", "", record.path),
        "qualityProfileId": 1,
        "monitored": True,
        "runtime": 45,
        "tmdbId": record.tmdb_id,
        **({"imdbId": record.imdb_id} if record.imdb_id else {}),
        "titleSlug": re.sub(r"\W+", "-", record.title.casefold()),
        "genres": [],
        "tags": [],
        "added": _ADDED,
    }


def _file(world: ArrWorld, record: ArrRecord, number: int) -> dict[str, object]:
    path = record.files[number]
    whole = {} if world.old else {"path": path}
    return {
        "id": number,
        "relativePath": path.removeprefix(record.path).lstrip("/\\"),
        **whole,
        "size": _SIZE,
        "dateAdded": _ADDED,
        "languages": [{"id": 1, "name": "English"}],
        "quality": {"quality": {"id": 4, "name": "HDTV-720p"}, "revision": {"version": 1}},
        "qualityCutoffNotMet": False,
    }
