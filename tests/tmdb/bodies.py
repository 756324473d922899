"""Answers in TMDB's shapes (recorded 2026-08), and a server that composes them as TMDB does."""

from collections.abc import Callable, Mapping, Sequence

from tests.loopback import Asked, Reply, as_json

Body = dict[str, object]

NOT_FOUND = as_json(
    {"success": False, "status_code": 34, "status_message": "The resource you requested could not be found."}, 404
)
PERSON: Body = {
    "adult": False,
    "credit_id": "52542275760ee313280006ce",
    "department": "Writing",
    "id": 66633,
    "name": "Vince Gilligan",
    "popularity": 0.0,
}


def episode(season: int, number: int, **other: object) -> Body:
    """One episode with everything that TMDB sends along."""
    return {
        "air_date": "2008-01-20",
        "crew": [PERSON],
        "episode_number": number,
        "episode_type": "standard",
        "guest_stars": [{**PERSON, "character": "Jesse"}],
        "id": season * 1000 + number,
        "name": f"Episode {number}",
        "overview": "What happens.",
        "production_code": "",
        "runtime": 59,
        "season_number": season,
        "show_id": 1396,
        "still_path": "/still.jpg",
        "vote_average": 8.5,
        "vote_count": 7,
        **other,
    }


def season(number: int, episodes: Sequence[Body], **other: object) -> Body:
    """A season as it comes under "season/1"."""
    return {
        "_id": "52542272760ee313280005f8",
        "air_date": None,
        "episodes": list(episodes),
        "id": 3572 + number,
        "name": f"Season {number}",
        "overview": "",
        "poster_path": None,
        "season_number": number,
        **other,
    }


def listed(number: int, count: int) -> Body:
    """A season as the details list it."""
    return {"air_date": None, "episode_count": count, "id": 3572 + number, "name": "S", "season_number": number}


def details(show_id: int = 1396, seasons: Sequence[Body] = (), **other: object) -> Body:
    """/tv/{id} without anything appended."""
    return {
        "created_by": [PERSON],
        "first_air_date": "2008-01-20",
        "id": show_id,
        "in_production": False,
        "last_episode_to_air": episode(1, 2),
        "name": "Breaking Bad",
        "next_episode_to_air": None,
        "number_of_seasons": len(seasons),
        "origin_country": ["US"],
        "original_name": "Breaking Bad",
        "overview": "A chemistry teacher.",
        "poster_path": "/poster.jpg",
        "seasons": list(seasons),
        "status": "Ended",
        "type": "Scripted",
        **other,
    }


def show(seasons: Mapping[int, Sequence[Body]], **other: object) -> Callable[[Asked], Reply]:
    """A server with one show: appends what is asked for and exists, refuses more than 20 at once, else 404."""
    parts = {f"season/{number}": season(number, found) for number, found in seasons.items()}
    ids = {"imdb_id": "tt0903747", "tvdb_id": 81189, "wikidata_id": "Q1079"}
    whole: Body = {"external_ids": ids, **parts}
    body = {**details(seasons=[listed(number, len(found)) for number, found in seasons.items()]), **other}

    def answer(asked: Asked) -> Reply:
        wanted = asked.query.get("append_to_response", "").split(",")
        if len(wanted) > 20:
            return as_json({"status_code": 27, "status_message": "Too many append to response objects"}, 400)
        if asked.path != f"/3/tv/{body['id']}":
            return NOT_FOUND
        return as_json({**body, **{part: whole[part] for part in wanted if part in whole}})

    return answer
