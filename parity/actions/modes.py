"""What each mode of a scan does in a slice (RULES R13). Each answers why it stopped early, None when all is done."""

import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from parity.actions.adopt import Seen
from parity.actions.ask_times import ask_times
from parity.actions.check_collections import check_collections, plan_all_films, take_all_films
from parity.actions.errands import Underway
from parity.actions.follow import Followed
from parity.actions.heal import arrived_shows, films_of, leave_unlisted, settle_heals, whole_libraries
from parity.actions.other_lists import ask_other_lists
from parity.actions.plan_films import plan_films
from parity.actions.plan_scan import plan_changed, plan_full, plan_incremental, plan_refresh
from parity.actions.read_feed import read_feed
from parity.actions.read_updates import with_updates
from parity.actions.reread import ONE_BY_ONE, plan_named, plan_shows, reread_in_bulk
from parity.actions.rounds import at_once
from parity.actions.second_opinion import second_opinions
from parity.actions.take_inventory import (
    Inventory,
    find_libraries,
    list_all,
    settle_inventory,
    settle_planned,
    take_all,
)
from parity.actions.visit import visit_all
from parity.actions.watch_scope import apply_scope, read_watchlist
from parity.actions.work import Work
from parity.store import scans, shows
from parity.store.scans import ScanItem


def full(work: Work) -> str | None:
    """List every library, ask about every show. TMDB is asked while the episode pages still come in."""
    if work.scan.phase == "visiting":
        return visit_all(work, at_once(), threading.Event(), reread=False) or _go_on(work)
    libraries, of_films = _apart(find_libraries(work))
    inventory = list_all(work, libraries, everything=True)
    inventory.outcomes += take_all_films(work, of_films, everything=True)
    read_watchlist(work)
    coming = [(show_id, seen.show) for listed in inventory.waiting for show_id, seen in listed.by_show()]
    with work.house.database.writing() as connection:
        apply_scope(connection, _watchlist_only(work), coming)
        planned = plan_full(connection, inventory.waiting, _ids(libraries))
        scans.plan(connection, work.scan.id, [*planned, *plan_all_films(work, connection, of_films)])
    underway = _underway(inventory)
    ready, abort = threading.Event(), threading.Event()
    with ThreadPoolExecutor(1, thread_name_prefix="inventory") as beside:
        reader = beside.submit(_take, work, inventory, _ids(libraries))
        reader.add_done_callback(lambda future: abort.set() if future.exception() else ready.set())
        why = visit_all(work, ready, abort, reread=False, underway=underway)
        reader.result()
    return why or visit_all(work, at_once(), threading.Event(), reread=False) or _go_on(work)


def incremental(work: Work) -> str | None:
    """List what stirs, ask about what is due, reckon again what changed."""
    if work.scan.phase == "visiting":
        return visit_all(work, at_once(), threading.Event(), reread=False) or _go_on(work) or ask_times(work)
    libraries, of_films = _apart(find_libraries(work))
    inventory = list_all(work, libraries, everything=False)
    inventory.outcomes += take_all_films(work, of_films, everything=False)
    read_watchlist(work)
    take_all(work, inventory)
    _apply_scope(work)
    settle_inventory(work, inventory)
    with work.house.database.reading() as connection:
        rows = shows.every(connection)  # what is not there now may come back, and the feed names it only once
    feed = with_updates(work, read_feed(work, rows), rows)
    with work.house.database.writing() as connection:
        today, now = work.house.today(), work.house.now()
        planned = plan_incremental(connection, feed, today, _ids(libraries), now)
        scans.plan(connection, work.scan.id, [*planned, *plan_all_films(work, connection, of_films)])
        scans.begin_visits(connection, work.scan.id)
    return visit_all(work, at_once(), threading.Event(), reread=False) or _go_on(work) or ask_times(work)


def refresh(work: Work) -> str | None:
    """Ask both sides again about ongoing shows and those with gaps, and about collections that lack a part."""
    if work.scan.phase != "visiting":
        libraries, of_films = _apart(find_libraries(work))
        with work.house.database.reading() as connection:
            planned = plan_refresh(connection, work.house.today(), _ids(libraries))
        if len(planned) > ONE_BY_ONE:
            reread_in_bulk(work, planned)
        taken = take_all_films(work, of_films, everything=True)  # a few pages, and a film that came closes a gap
        _apply_scope(work)
        with work.house.database.reading() as connection:
            planned += plan_all_films(work, connection, of_films)
        _plan(work, planned, taken)
    with work.house.database.reading() as connection:
        few = scans.planned(connection, work.scan.id) <= ONE_BY_ONE
    return visit_all(work, at_once(), threading.Event(), reread=few) or second_opinions(work) or check_collections(work)


def one_show(work: Work) -> str | None:
    """Ask both sides about the shows that were named."""
    if work.scan.phase != "visiting":
        _plan(work, plan_shows(work, work.named))
    why = visit_all(work, at_once(), threading.Event(), reread=True)
    return why or second_opinions(work, work.named) or ask_other_lists(work, work.named) or ask_times(work, again=True)


def some_collections(work: Work) -> str | None:
    """Ask both sides about the collections that were named: a few pages tell all that the film libraries hold."""
    named = work.named_of("collections")
    if work.scan.phase != "visiting":
        of_films = _apart(find_libraries(work))[1]
        taken = take_all_films(work, of_films, everything=True)
        _apply_scope(work)
        with work.house.database.reading() as connection:
            planned = plan_films(connection, "collection", (), work.house.now(), named)
        _plan(work, planned, taken)
    return check_collections(work, named)


def heal(work: Work) -> str | None:
    """Read again what just came or went: single shows, and film libraries whole, for which a few pages are enough."""
    if work.scan.phase != "visiting":
        with work.house.database.reading() as connection:
            before = set(shows.stale_ids(connection))
        shows_now, gone = arrived_shows(work)
        libraries, of_films = _apart(find_libraries(work)) if gone or films_of(work) else ([], [])
        inventory = list_all(work, whole_libraries(libraries, gone), everything=True)
        take_all(work, inventory)
        some = [f for f in of_films if (f.row.machine_id, f.row.section_key) in films_of(work)]
        taken = take_all_films(work, some, everything=True)
        leave_unlisted(work, gone | films_of(work))
        _apply_scope(work)
        with work.house.database.reading() as connection:
            others = plan_changed(connection, set(shows.stale_ids(connection)) - before)
            planned = [*plan_named(connection, shows_now), *others, *plan_all_films(work, connection, some)]
        _plan(work, planned, taken)
    why = visit_all(work, at_once(), threading.Event(), reread=True) or check_collections(work)
    if why is None:
        settle_heals(work)
    return why


MODES: Mapping[str, Callable[[Work], str | None]] = {
    "full": full,
    "incremental": incremental,
    "refresh": refresh,
    "show": one_show,
    "collection": some_collections,
    "heal": heal,
}


def _go_on(work: Work) -> str | None:
    """The films; then what makes a check better and not only newer: for some shows, once, after all else."""
    return check_collections(work) or second_opinions(work) or ask_other_lists(work)


def _apart(libraries: Iterable[Followed]) -> tuple[list[Followed], list[Followed]]:
    """Those of shows, and those of films."""
    every = list(libraries)
    return [f for f in every if f.row.kind == "show"], [f for f in every if f.row.kind != "show"]


def _take(work: Work, inventory: Inventory, libraries: Collection[int]) -> None:
    take_all(work, inventory)
    _apply_scope(work)
    settle_inventory(work, inventory)
    with work.house.database.writing() as connection:
        # With its folder a show without ids may have turned out to be another one.
        scans.plan(connection, work.scan.id, plan_full(connection, (), libraries))
        scans.begin_visits(connection, work.scan.id)


def _underway(inventory: Inventory) -> Underway:
    seen: dict[int, list[Seen]] = {}
    for listed in inventory.waiting:
        for show_id, each in listed.by_show():
            seen.setdefault(show_id, []).append(each)
    return Underway(seen, {listed.place for listed in inventory.waiting})


def _plan(work: Work, planned: Iterable[ScanItem], of_films: Sequence[str] = ()) -> None:
    with work.house.database.writing() as connection:
        scans.plan(connection, work.scan.id, planned)
        scans.begin_visits(connection, work.scan.id)
    settle_planned(work, of_films)


def _apply_scope(work: Work) -> None:
    with work.house.database.writing() as connection:
        apply_scope(connection, _watchlist_only(work))


def _watchlist_only(work: Work) -> bool:
    return work.house.settings().plex_scan_scope == "watchlist_only"


def _ids(libraries: Iterable[Followed]) -> list[int]:
    return [followed.row.id for followed in libraries if followed.row.state != "gone"]
