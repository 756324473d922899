"""Reads Plex's own collections: those of films to be shown beside TMDB's, others by name. Nothing counts by them."""

import logging

from parity.actions.follow import Followed
from parity.actions.list_library import NotWhole, list_collections
from parity.actions.work import Work
from parity.core.failures import Failure
from parity.core.library import PlexCollection
from parity.store import plex_collections

_log = logging.getLogger(__name__)
FILMS = "movie"


def take_plex_lists(work: Work, followed: Followed) -> None:
    """Read which collections there are, and the members of those that changed. What cannot be read stays as it was."""
    row = followed.row
    try:
        library = work.reach.library(row.machine_id)
        listed = list_collections(work, library, row.section_key)
        with work.house.database.writing() as connection:
            known = plex_collections.stamps(connection, row.id)
            plex_collections.write(connection, row.id, listed)
        for each in listed:
            if _changed(each, known):
                work.go_on()
                _take_members(work, row.id, each, library.members(each.rating_key))
    except (NotWhole, Failure) as trouble:
        work.go_on()
        _log.info("The collections of %s stay as they were: %s", row.title, trouble)


def _changed(each: PlexCollection, known: dict[str, str | None]) -> bool:
    """A smart one's members can change while Plex says nothing of it."""
    if each.subtype != FILMS:
        return False
    return each.smart or each.stamp is None or known.get(each.rating_key) != each.stamp


def _take_members(work: Work, library_id: int, each: PlexCollection, rating_keys: tuple[str, ...]) -> None:
    with work.house.database.writing() as connection:
        plex_collections.write_members(connection, library_id, each.rating_key, each.stamp, rating_keys)
