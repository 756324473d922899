"""Rows of films and collections of the fake Plex server, in the recorded shapes and of the real weight."""

from parity.demo.plex_records import Collection, Movie
from parity.demo.plex_rows import CAST, SUMMARY, Row, images, media_row, present, sort_title
from parity.demo.plex_state import PlexState


def movie_row(movie: Movie) -> Row:
    """A film as a listing has it."""
    where = f"/library/metadata/{movie.key}"
    return present(
        {
            "ratingKey": str(movie.key),
            "key": where,
            "guid": movie.guid,
            "editionTitle": movie.edition or None,
            "studio": "Demo Pictures",
            "type": "movie",
            "title": movie.title,
            "titleSort": sort_title(movie.title) if sort_title(movie.title) != movie.title else None,
            "contentRating": "PG-13",
            "summary": SUMMARY,
            "audienceRating": 7.0,
            "year": movie.year,
            "thumb": f"{where}/thumb/{movie.updated_at}",
            "art": f"{where}/art/{movie.updated_at}",
            "duration": movie.duration,
            "originallyAvailableAt": movie.originally_available_at,
            "addedAt": movie.added_at,
            "updatedAt": movie.updated_at,
            "deletedAt": movie.deleted_at,
            "Media": [media_row(media, movie.duration) for media in movie.media],
            "Image": images(movie.title, where, movie.updated_at),
            "Genre": [{"tag": "Drama"}],
            "Guid": [{"id": each} for each in movie.guids],
            "Role": [{"tag": name} for name in CAST],
        }
    )


def collection_row(state: PlexState, collection: Collection) -> Row:
    """A collection as a library lists it. The count and the years are texts, in JSON too."""
    where, rule = f"/library/collections/{collection.key}", None
    held = [state.movies[key] for key in collection.members if key in state.movies]
    years = [movie.year for movie in held if movie.year]
    if collection.smart:
        query = f"/library/sections/{collection.section}/all?type=1&sort=titleSort&title={collection.title}"
        rule = f"server://{state.machine_identifier}/com.plexapp.plugins.library{query}"
    count = collection.counted if collection.smart else len(state.members_of(collection))
    return present(
        {
            "ratingKey": str(collection.key),
            "key": f"{where}/children",
            "guid": f"collection://{collection.key:08x}-0000-4000-8000-00000000demo",
            "type": "collection",
            "title": collection.title,
            "contentRating": "PG-13",
            "subtype": collection.subtype,
            "summary": "",
            "smart": True if collection.smart else None,
            "content": rule,
            "index": collection.key,
            "ratingCount": 1,
            "thumb": f"{where}/composite/{collection.updated_at}?width=400&height=600",
            "addedAt": collection.added_at,
            "updatedAt": collection.updated_at,
            "childCount": str(count),
            "maxYear": str(max(years)) if years else None,
            "minYear": str(min(years)) if years else None,
        }
    )
