"""The films' side of a scan: what a film library holds, then three waves of questions, one opened by the other.

Films say to which collections they belong, collections of which parts they consist, and of the parts that are missing
those that came out lately are asked for their days.
"""

import threading
from collections import deque
from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from parity.actions.collection_visits import collection_trade
from parity.actions.film_visits import film_trade
from parity.actions.follow import Followed
from parity.actions.inventory import Taken
from parity.actions.plan_films import plan_collections, plan_days, plan_films
from parity.actions.rounds import Reply, Round, Trade, at_once
from parity.actions.take_films import take_films
from parity.actions.take_inventory import film_libraries, stirs
from parity.actions.take_plex_lists import take_plex_lists
from parity.actions.watch_scope import mark_parts
from parity.actions.work import Work
from parity.store import collections, films, scans
from parity.store.database import Connection
from parity.store.scans import ScanItem

Visit = TypeVar("Visit")
Answer = TypeVar("Answer", bound=Reply)


def take_all_films(work: Work, libraries: Sequence[Followed], everything: bool) -> list[str]:
    """Read the film libraries that this scan has not taken in yet; without `everything`, where it stirs.

    Returns what became of each: whole, same, held, failed or gone.
    """
    outcomes = []
    for followed in libraries:
        if followed.row.listed_by == work.scan.id:
            outcomes.append("whole")
        elif not everything and not stirs(work, followed):
            outcomes.append("same")
        else:
            work.go_on()
            taken: Taken = take_films(work, followed)
            if taken.outcome == "whole":
                take_plex_lists(work, followed)
            outcomes.append(taken.outcome)
    return outcomes


def plan_all_films(work: Work, connection: Connection, libraries: Sequence[Followed]) -> list[ScanItem]:
    """The first wave."""
    ids = [followed.row.id for followed in libraries if followed.row.state != "gone"]
    return plan_films(connection, work.scan.mode, ids, work.house.now())


def check_collections(work: Work, named: Collection[int] = ()) -> str | None:
    """Visit what is planned of films, and what follows from it. Returns why it stopped early, None when all is done.

    Each wave is planned anew in a later slice: what was asked meanwhile is in the plan already, and stays as it is.
    """
    mode, house, settings = work.scan.mode, work.house, work.house.settings()
    films_too = film_trade(work)
    why = _visit(work, "film", films_too)
    if why is None:
        _plan(work, lambda c: plan_collections(c, mode, _about(work, c, named), house.today(settings), house.now()))
        why = _visit(work, "collection", collection_trade(work))
    if why is None:
        today, shorts = house.today(settings), settings.movie_shorts

        def days(connection: Connection) -> list[ScanItem]:
            about, lengths = _about(work, connection, named), not shorts or _settled(work, connection)
            return plan_days(connection, mode, about, today, house.now(), lengths)

        _plan(work, days)
        why = _visit(work, "film", films_too)
    if why is None:
        _let_go(work)
    return why


def _plan(work: Work, wave: Callable[[Connection], list[ScanItem]]) -> None:
    with work.house.database.writing() as connection:
        scans.plan(connection, work.scan.id, wave(connection))


def _settled(work: Work, connection: Connection) -> bool:
    """Whether there is time to ask missing films for their length and IMDb id: in no first scan and in no short one."""
    if work.scan.mode == "collection":
        return True
    return work.scan.mode == "full" and scans.asked_before(connection, work.scan.id, "collection")


def _about(work: Work, connection: Connection, named: Collection[int]) -> set[int]:
    """The collections that the scan is about: those named, else those of which a film is in its libraries and scope."""
    begun = collections.begun(connection)
    if work.scan.mode == "collection":
        return begun.intersection(named)
    there = films.there(connection, film_libraries(work, connection))
    held = films.of_collections(connection, begun)
    return {i for i, rows in held.items() if any(film.in_scope and film.id in there for film in rows)}


def _visit(work: Work, kind: str, trade: Trade[Visit, Answer]) -> str | None:
    with work.house.database.reading() as connection:
        planned = deque(scans.to_do(connection, work.scan.id, kind))
    return Round(work, trade, planned, at_once(), threading.Event()).run() if planned else None


def _let_go(work: Work) -> None:
    with work.house.database.writing() as connection:
        collections.drop_unbegun(connection)
        films.drop_orphans(connection)
        mark_parts(connection)
