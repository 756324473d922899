"""JSON bodies of the fake TheTVDB, in the recorded shapes."""

from datetime import UTC, datetime

from parity.demo.tvdb_records import TYPES, TvdbEpisode, TvdbRecord


def base(record: TvdbRecord) -> dict[str, object]:
    """A series as most answers hold it."""
    aired = sorted(episode.aired for episode in record.episodes.values() if episode.aired)
    return {
        "id": record.id,
        "name": record.name,
        "slug": f"series-{record.id}",
        "image": None,
        "nameTranslations": ["eng"],
        "overviewTranslations": ["eng"],
        "aliases": [],
        "firstAired": record.first_aired or (aired[0] if aired else None),
        "lastAired": aired[-1] if aired else None,
        "nextAired": "",
        "score": 1000,
        "status": {"id": 1, "name": record.status, "recordType": "series", "keepUpdated": record.status != "Ended"},
        "originalCountry": record.country,
        "originalLanguage": "eng",
        "defaultSeasonType": 1,
        "isOrderRandomized": False,
        "lastUpdated": _stamp(record.updated),
        "averageRuntime": 45,
        "episodes": None,
        "year": (record.first_aired or "")[:4] or None,
    }


def extended(record: TvdbRecord) -> dict[str, object]:
    """The long answer, with its orders and the ids that others give it."""
    return {
        **base(record),
        "airsTime": record.airs_time,
        "airsDays": {},
        "remoteIds": [{"id": record.imdb_id, "type": 2, "sourceName": "IMDB"}] if record.imdb_id else [],
        "seasons": [],
        "seasonTypes": [_type(record, order) for order in orders(record)],
    }


def orders(record: TvdbRecord) -> list[str]:
    """The orders that any episode has a place in; the official one is always there."""
    used = {order for episode in record.episodes.values() for order in episode.places}
    return [order for order in TYPES if order == "official" or order in used]


def rows(record: TvdbRecord, order: str) -> list[dict[str, object]]:
    """Its episodes in one order, by number."""
    listed = [episode for episode in record.episodes.values() if order in episode.places]
    listed.sort(key=lambda episode: tuple(part or 0 for part in episode.places[order]))
    return [_episode(record, episode, order) for episode in listed]


def _episode(record: TvdbRecord, episode: TvdbEpisode, order: str) -> dict[str, object]:
    season, number = episode.places[order]
    return {
        "id": episode.id,
        "seriesId": record.id,
        "name": episode.name,
        "aired": episode.aired,
        "runtime": episode.runtime,
        "nameTranslations": ["eng"],
        "overview": None,
        "overviewTranslations": ["eng"],
        "image": None,
        "imageType": 11,
        "isMovie": 0,
        "seasons": None,
        "number": number,
        "absoluteNumber": episode.places.get("absolute", (1, 0))[1] or 0,
        "seasonNumber": season,
        "lastUpdated": _stamp(record.updated),
        "finaleType": episode.finale,
        "airsAfterSeason": None,
        "airsBeforeSeason": None,
        "airsBeforeEpisode": None,
        "year": (episode.aired or "")[:4] or None,
    }


def _type(record: TvdbRecord, order: str) -> dict[str, object]:
    number, name = TYPES[order]
    return {"id": number, "name": name, "type": order, "alternateName": record.names.get(order)}


def _stamp(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S")
