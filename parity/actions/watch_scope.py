"""Which shows and films are in scope: all, or those on the watchlist (RULES R14). Narrows visits and views only."""

from collections.abc import Iterable
from itertools import chain

from parity.actions import keep_account
from parity.actions.work import Work
from parity.core.failures import Failure, NotFound, Unauthorised
from parity.core.ids import ExternalIds, is_plex_guid
from parity.core.library import PlexShow
from parity.store import films, held_films, items, notices, shows, watchlisted
from parity.store.database import Connection

_NOTICE = "watchlist"
SHOW, FILM = "plex://show/", "plex://movie/"


def read_watchlist(work: Work) -> None:
    """Read the list where the scope needs it. Not read whole: the last one stays in force, with a notice."""
    if work.house.settings().plex_scan_scope != "watchlist_only":
        with work.house.database.writing() as connection:
            notices.clear(connection, _NOTICE)
        return
    try:
        entries = work.outside.watchlist.read()
        ids = _ids(work, [guid for guid, _ in entries])
    except Failure as trouble:
        work.go_on()
        if isinstance(trouble, Unauthorised):
            keep_account.doubt(work.house, work.stop)
        with work.house.database.writing() as connection:
            before = watchlisted.was_read(connection)
            rests = "the last one that was read stays in force" if before else "until it can, everything is in scope"
            sentence = f"The watchlist could not be read ({trouble.detail}): {rests}."
            notices.put(connection, _NOTICE, sentence, work.house.now())
        return
    with work.house.database.writing() as connection:
        watchlisted.write(connection, entries, ids)
        notices.clear(connection, _NOTICE)


def apply_scope(connection: Connection, watchlist_only: bool, coming: Iterable[tuple[int, PlexShow]] = ()) -> None:
    """Mark every show and film as in scope or not, by what is kept of the watchlist; a list never read narrows nothing.

    `coming` are listed shows that are not in the inventory yet, each with the id of its show.
    """
    narrow = watchlist_only and watchlisted.was_read(connection)
    inside = _inside(connection, coming) if narrow else None
    for row in shows.every(connection):
        wanted = inside is None or row.id in inside
        shows.change(connection, row, {"in_scope": wanted})
    films.narrow(connection, _films_inside(connection) if narrow else None)


def _inside(connection: Connection, coming: Iterable[tuple[int, PlexShow]]) -> set[int]:
    guids, ids = _listed(connection, SHOW)
    here = ((item.show_id, item.seen) for item in items.every(connection) if item.show_id is not None)
    every = chain(here, coming)
    return {show_id for show_id, show in every if show.guid in guids or ids.intersection(show.ids.keys())}


def _films_inside(connection: Connection) -> set[int]:
    guids, ids = _listed(connection, FILM)
    every = held_films.every(connection)
    return {item.film_id for item in every if item.guid in guids or ids.intersection(item.ids.keys())}


def _listed(connection: Connection, kind: str) -> tuple[set[str], set[str]]:
    """The guids on the list that begin so, and the ids behind them: a film and a show may have the same number."""
    guids = {guid for guid in watchlisted.listed(connection) if guid.startswith(kind)}
    known = watchlisted.ids_known(connection)
    return guids, {key for guid in guids for key in _keys(known.get(guid))}


def _ids(work: Work, guids: Iterable[str]) -> dict[str, ExternalIds]:
    """External ids of those listed guids that no item of the household carries, each asked for once and for good.

    Those of films only where an item has no guid of Plex's own: any other is told by that alone.
    """
    with work.house.database.reading() as connection:
        known, held = watchlisted.ids_known(connection), {i.guid for i in held_films.every(connection)}
        own = {i.guid for i in items.every(connection)} | held
    found, needless = dict(known), FILM if all(map(is_plex_guid, held)) else ()
    for guid in guids:
        if guid in found or guid in own or guid.startswith(needless):
            continue
        try:
            found[guid] = work.outside.watchlist.ids_of(guid)
        except NotFound:
            found[guid] = ExternalIds()  # listed, but Plex no longer describes it
    return found


def _keys(ids: ExternalIds | None) -> tuple[str, ...]:
    return ids.keys() if ids else ()
