"""Rows of films and of Plex's own collections as core nouns. None stands for a row that cannot be read."""

from parity.core.library import PlexCollection, PlexFilm
from parity.plex.media import is_deleted, version_left
from parity.plex.reading import EMPTY, Row, number, record, text, yes
from parity.plex.rows import read_ids


def read_film(row: object, _container: Row = EMPTY) -> PlexFilm | None:
    """A film of a listing or of its own metadata (plex.md 2.3); each edition is a row of its own."""
    fields = record(row)
    rating_key = text(fields.get("ratingKey"))
    if not rating_key:
        return None
    usable, file = version_left(fields.get("Media"))
    return PlexFilm(
        rating_key,
        text(fields.get("guid")),
        text(fields.get("title")),
        number(fields.get("year")),
        read_ids(fields),
        text(fields.get("editionTitle")).strip(),
        usable and not is_deleted(fields),
        file,
    )


def read_collection(row: object, _container: Row = EMPTY) -> PlexCollection | None:
    """A collection of a library (plex.md 2.4); what says that it is something else is none."""
    fields = record(row)
    rating_key = text(fields.get("ratingKey"))
    if not rating_key or text(fields.get("type")) not in ("collection", ""):
        return None
    return PlexCollection(
        rating_key,
        text(fields.get("title")),
        text(fields.get("subtype")),
        yes(fields.get("smart")),
        _stamp(fields),
    )


def read_member(row: object, _container: Row = EMPTY) -> str | None:
    """The rating key of what lies in a collection."""
    return text(record(row).get("ratingKey")) or None


def _stamp(fields: Row) -> str | None:
    """When it was changed, how much is in it, and a smart one's rule: one text, that the same rows always give.

    The count is a text in XML and may be stale: it says that something moved, never how much there is.
    """
    told = (number(fields.get("updatedAt")), number(fields.get("childCount")), text(fields.get("content")) or None)
    return None if told == (None, None, None) else " ".join("-" if each is None else str(each) for each in told)
