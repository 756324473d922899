"""JSON bodies of the fake TMDB, in the recorded shapes and as heavy as the real ones."""

import json
import random
from collections.abc import Sequence

from parity.demo.tmdb_records import Episode, Season, Show

_PERSON = 278
"""Bytes of one crew member or guest star."""
_POOL = 600
_FIRST = ("Ada", "Ben", "Cleo", "Dario", "Edith", "Femi", "Grace", "Hugo", "Iris", "Jonas", "Kira", "Liam")
_LAST = ("Abara", "Becker", "Costa", "Dahl", "Eriksen", "Fontaine", "Grau", "Holm", "Ivanov", "Jansen")
_JOBS = (
    ("Directing", "Director"),
    ("Writing", "Writer"),
    ("Camera", "Director of Photography"),
    ("Art", "Set Designer"),
)
_TALE = """a quiet day turns when an old friend asks for one last favour and nobody in town tells
the whole truth"""
_WORDS = _TALE.split()


def dumps(value: object) -> bytes:
    """Compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def details(show: Show, today: str) -> dict[str, object]:
    """`/tv/{id}` without appended parts; `today` (ISO) parts the last from the next episode."""
    dated = sorted(((e.air_date, n, e) for n, e in show.episodes() if n > 0 and e.air_date), key=lambda each: each[:2])
    last = [(n, e) for day, n, e in dated if day <= today]
    coming = [(n, e) for day, n, e in dated if day > today]
    return {
        "adult": False,
        "backdrop_path": None,
        "created_by": [],
        "episode_run_time": [],
        "first_air_date": show.first_air_date or "",
        "genres": [{"id": 18, "name": "Drama"}],
        "homepage": "",
        "id": show.id,
        "in_production": show.status in ("Returning Series", "In Production"),
        "languages": ["en"],
        "last_air_date": dated[-1][0] if dated else None,
        "last_episode_to_air": episode_row(show, *last[-1]) if last else None,
        "name": show.name,
        "next_episode_to_air": episode_row(show, *coming[0]) if coming else None,
        "networks": _networks(show),
        "number_of_episodes": sum(len(s.episodes) for n, s in show.seasons.items() if n > 0),
        "number_of_seasons": sum(n > 0 for n in show.seasons),
        "origin_country": show.origin_country,
        "original_language": "en",
        "original_name": show.original_name or show.name,
        "overview": overview(show.id),
        "popularity": 10.0,
        "poster_path": show.poster_path,
        "production_companies": [],
        "production_countries": [],
        "seasons": [_summary(show.seasons[number]) for number in sorted(show.seasons)],
        "softcore": False,
        "spoken_languages": [],
        "status": show.status,
        "tagline": "",
        "type": show.type,
        "vote_average": 7.5,
        "vote_count": 100,
    }


def with_parts(show: Show, parts: Sequence[str], today: str) -> bytes:
    """Details with what `append_to_response` asked for; unknown parts and seasons are silently left out."""
    body = dumps(details(show, today))
    extra = [(part, made) for part in dict.fromkeys(parts) if (made := _part(show, part)) is not None]
    return body[:-1] + b"".join(b",%s:%s" % (dumps(name), made) for name, made in extra) + b"}"


def season_body(show: Show, season: Season) -> bytes:
    """`/tv/{id}/season/{n}`, and the same under `"season/n"` when appended."""
    head = {"_id": f"{season.id:024x}", "air_date": season.air_date}
    tail = {
        "name": season.name,
        "networks": _networks(show),
        "overview": "",
        "id": season.id,
        "poster_path": None,
        "season_number": season.number,
        "vote_average": 0.0,
    }
    people = _people_per_episode(show)
    rows = b",".join(
        _episode_body(show, season.number, episode, people) for _, episode in sorted(season.episodes.items())
    )
    return dumps(head)[:-1] + b',"episodes":[' + rows + b"]," + dumps(tail)[1:]


def external_ids(show: Show) -> dict[str, object]:
    """`/tv/{id}/external_ids` without the id."""
    nothing = dict.fromkeys(("freebase_mid", "freebase_id", "tvrage_id", "wikidata_id", "facebook_id"))
    return {
        "imdb_id": show.imdb_id,
        **nothing,
        "tvdb_id": show.tvdb_id,
        "instagram_id": None,
        "twitter_id": None,
    }


def result_row(show: Show) -> dict[str, object]:
    """A show as `/find` and `/search/tv` list it."""
    return {
        "adult": False,
        "backdrop_path": None,
        "id": show.id,
        "name": show.name,
        "original_name": show.original_name or show.name,
        "overview": overview(show.id),
        "poster_path": show.poster_path,
        "media_type": "tv",
        "original_language": "en",
        "genre_ids": [18],
        "popularity": 10.0,
        "first_air_date": show.first_air_date or "",
        "softcore": False,
        "vote_average": 7.5,
        "vote_count": 100,
        "origin_country": show.origin_country,
    }


def _part(show: Show, part: str) -> bytes | None:
    if part == "external_ids":
        return dumps(external_ids(show))
    if part == "aggregate_credits":
        return dumps({"cast": [], "crew": []})
    if part == "episode_groups":
        return dumps({"results": []})
    kind, _, number = part.partition("/")
    season = show.seasons.get(int(number)) if kind == "season" and number.isdecimal() else None
    return season_body(show, season) if season else None


def _summary(season: Season) -> dict[str, object]:
    return {
        "air_date": season.air_date,
        "episode_count": len(season.episodes),
        "id": season.id,
        "name": season.name,
        "overview": "",
        "poster_path": None,
        "season_number": season.number,
        "vote_average": 0.0,
    }


def episode_row(show: Show, season: int, episode: Episode) -> dict[str, object]:
    """An episode without its people."""
    return {
        "air_date": episode.air_date,
        "episode_number": episode.number,
        "episode_type": episode.episode_type,
        "id": episode.id,
        "name": episode.name,
        "overview": overview(episode.id),
        "production_code": "",
        "runtime": episode.runtime,
        "season_number": season,
        "show_id": show.id,
        "still_path": f"/{episode.id:027x}.jpg",
        "vote_average": 0.0,
        "vote_count": 0,
    }


def _episode_body(show: Show, season: int, episode: Episode, people: int) -> bytes:
    staff, guests = people // 3, people - people // 3
    crew = _choose(_CREW, show.id, staff)
    cast = _choose(_GUESTS, show.id, guests // 2) + _choose(_GUESTS, episode.id * 7, guests - guests // 2)
    head = dumps(episode_row(show, season, episode))[:-1]
    return b'%s,"crew":[%s],"guest_stars":[%s]}' % (head, b",".join(crew), b",".join(cast))


def _people_per_episode(show: Show) -> int:
    episodes = sum(len(season.episodes) for season in show.seasons.values())
    left = show.weight - 2_000 - 380 * episodes - 300 * len(show.seasons)
    return max(2, -(-left // (_PERSON * max(episodes, 1))))


def _choose(pool: Sequence[bytes], start: int, count: int) -> list[bytes]:
    return [pool[(start + i) % _POOL] for i in range(count)]


def _networks(show: Show) -> list[dict[str, object]]:
    return [{"id": 1, "logo_path": None, "name": name, "origin_country": "US"} for name in show.networks]


def overview(seed: int) -> str:
    """Some words of a plot, the same ones for the same seed."""
    start = seed % len(_WORDS)
    return " ".join((_WORDS[start:] + _WORDS[:start])[: 12 + seed % 9]).capitalize() + "."


def _pool(seed: int, acting: bool) -> list[bytes]:
    dice = random.Random(seed)
    made = []
    for number in range(_POOL):
        name = f"{dice.choice(_FIRST)} {dice.choice(_LAST)}"
        department, job = ("Acting", "") if acting else dice.choice(_JOBS)
        part = {"character": f"{dice.choice(_FIRST)}", "order": 500 + number} if acting else {"job": job}
        person = {
            **part,
            "department": department,
            "credit_id": f"{dice.getrandbits(96):024x}",
            "adult": False,
            "gender": dice.randrange(3),
            "id": dice.randrange(10_000, 4_000_000),
            "known_for_department": department,
            "name": name,
            "original_name": name,
            "popularity": 0.0,
            "profile_path": f"/{dice.getrandbits(108):027x}.jpg",
        }
        made.append(dumps(person))
    return made


_CREW, _GUESTS = _pool(1, acting=False), _pool(2, acting=True)
