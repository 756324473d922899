"""Rows about what a server does, and what is filed there, as core nouns (fields: plex.md 2.3, 2.6, 2.7)."""

from parity.core.activity import Activity, Filed, Session
from parity.plex.media import files_of, is_deleted, version_left
from parity.plex.reading import EMPTY, Row, first, number, record, text, yes


def read_activity(row: object) -> Activity | None:
    """One row of `/activities`, or the `Activity` of an event. Without a type nothing can be said of it.

    The section stands in its context, which may come a second after the rest.
    """
    fields = record(row)
    kind = text(fields.get("type"))
    if not kind:
        return None
    context = first(fields.get("Context"))
    done = number(fields.get("progress"))
    return Activity(
        text(fields.get("uuid")),
        kind,
        text(context.get("librarySectionID")) or None,
        text(fields.get("title")),
        text(fields.get("subtitle")),
        done if done is not None and 0 <= done <= 100 else None,
    )


def read_session(row: object) -> Session | None:
    """One row of `/status/sessions`. Its `Part` is what is sent to the player, not the file in the library."""
    fields = record(row)
    if not fields:
        return None
    player = first(fields.get("Player"))
    live = yes(fields.get("live"))
    names = (text(fields.get("grandparentTitle")), text(fields.get("title")))
    return Session(
        None if live else text(fields.get("librarySectionID")) or None,
        None if live else text(fields.get("ratingKey")) or None,
        ": ".join(name for name in names if name),
        text(first(fields.get("User")).get("title")),
        text(player.get("state")),
        text(player.get("title")),
    )


def read_filed(row: object, container: Row = EMPTY) -> Filed | None:
    """An episode or film with the files of the versions that are left; in the trash, with those that lie there."""
    fields = record(row)
    live = version_left(fields.get("Media"))[0] and not is_deleted(fields)
    return _filed(fields, container, files_of(fields.get("Media"), gone=False if live else None), live)


def read_trashed(row: object, container: Row = EMPTY) -> Filed | None:
    """An episode or film with its files that lie in the trash, be it all of them or a single version's.

    `live` is false where there are any, and where the item itself lies there.
    """
    fields = record(row)
    deleted = is_deleted(fields)
    gone = files_of(fields.get("Media"), gone=None if deleted else True)
    return _filed(fields, container, gone, not deleted and not gone)


def _filed(fields: Row, container: Row, files: tuple[str, ...], live: bool) -> Filed | None:
    rating_key = text(fields.get("ratingKey"))
    if not rating_key:
        return None
    show_key = text(fields.get("grandparentRatingKey") or container.get("grandparentRatingKey"))
    season = fields.get("parentIndex")
    return Filed(
        rating_key,
        show_key,
        text(fields.get("title")),
        number(container.get("parentIndex") if season is None else season) if show_key else None,
        number(fields.get("index")) if show_key else None,
        files,
        live,
        number(fields.get("addedAt")),
    )
