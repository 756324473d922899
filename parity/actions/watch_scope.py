"""Which shows and films are in scope: all, or those on the watchlist (RULES R14). Narrows visits and views only."""

from collections.abc import Collection, Iterable, Sequence
from itertools import chain

from parity.actions import keep_account
from parity.actions.ports import House
from parity.actions.work import Work
from parity.core.failures import Failure, NotFound, Unauthorised
from parity.core.ids import ExternalIds, is_plex_guid, read_guids
from parity.core.library import PlexShow
from parity.core.watch import WatchItem
from parity.store import collections, films, held_films, items, missing_films, missing_log, notices, shows, watchlisted
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


def remember_watchlist(house: House, connection: Connection, entries: Sequence[WatchItem]) -> None:
    """Take over a watchlist that the sync has read whole: scans and filters go by the same list. Asks nobody."""
    ids = {item.key: _external(item.ids) for item in entries if item.ids}
    watchlisted.write(connection, [(item.key, item.title) for item in entries], ids)
    notices.clear(connection, _NOTICE)
    narrow = house.settings().plex_scan_scope == "watchlist_only"
    apply_scope(connection, narrow)
    if narrow:  # what came into scope, or left it, opens and closes lines of the history
        missing_log.catch_up(connection, house.today(), house.now(), None)
        missing_films.catch_up(connection, house.today(), house.now(), None)


def apply_scope(connection: Connection, watchlist_only: bool, coming: Iterable[tuple[int, PlexShow]] = ()) -> None:
    """Mark every show and film as on the watchlist or not, by what is kept of it, and as in scope or not.

    A list never read narrows nothing. `coming` are listed shows that are not in the inventory yet, each with the id of
    its show.
    """
    was_read = watchlisted.was_read(connection)
    listed = _shows_listed(connection, coming) if was_read else set()
    narrow = watchlist_only and was_read
    for row in shows.every(connection):
        on_it = row.id in listed
        shows.change(connection, row, {"in_scope": on_it or not narrow, "on_watchlist": on_it})
    films_listed = _films_listed(connection) if was_read else set()
    films.narrow(connection, films_listed if narrow else None)
    _mark_parts(connection, films_listed)


def mark_parts(connection: Connection) -> None:
    """Mark the parts of collections as on the watchlist or not: for those that have just become known."""
    _mark_parts(connection, _films_listed(connection) if watchlisted.was_read(connection) else set())


def _mark_parts(connection: Connection, films_listed: Collection[int]) -> None:
    """By the numbers of the list, and by those of the films here that are on it: of a list its guids may be all."""
    numbers = {int(text[5:]) for text in _listed(connection, FILM)[1] if text.startswith("tmdb:")}
    here = {row.tmdb_id for row in films.some(connection, films_listed).values() if row.tmdb_id is not None}
    collections.mark_listed(connection, numbers | here)


def _shows_listed(connection: Connection, coming: Iterable[tuple[int, PlexShow]]) -> set[int]:
    guids, ids = _listed(connection, SHOW)
    here = ((item.show_id, item.seen) for item in items.every(connection) if item.show_id is not None)
    every = chain(here, coming)
    return {show_id for show_id, show in every if show.guid in guids or ids.intersection(show.ids.keys())}


def _films_listed(connection: Connection) -> set[int]:
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


def _external(ids: Iterable[str]) -> ExternalIds:
    return read_guids("", [text.replace(":", "://", 1) for text in ids])


def _keys(ids: ExternalIds | None) -> tuple[str, ...]:
    return ids.keys() if ids else ()
