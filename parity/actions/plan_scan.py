"""Which shows a scan visits, and why: the plan is written before the first visit (RULES R12, R13)."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from parity.actions.inventory import Listed
from parity.core.airing import is_archive
from parity.core.freshness import Checked, Feed, due_reason, oldest_first
from parity.store import expected, missing_log, shows, visible
from parity.store.database import Connection
from parity.store.scans import ScanItem
from parity.store.shows import ShowRow


def plan_full(connection: Connection, waiting: Iterable[Listed], libraries: Collection[int]) -> list[ScanItem]:
    """Every show in scope of these libraries, oldest check first. `waiting` lists are not in the inventory yet."""
    fresh = {show_id for listed in waiting for show_id in listed.show_ids.values()}
    wanted = fresh | visible.of_libraries(connection, libraries)
    return _items(shows.some(connection, wanted), {show_id: "full scan" for show_id in wanted}, ask=True)


def plan_incremental(
    connection: Connection,
    feed: Feed,
    today: date,
    libraries: Collection[int],
    now: datetime,
) -> list[ScanItem]:
    """Those TMDB has to be asked about, then those whose inventory changed and that only have to be reckoned again."""
    here = visible.of_libraries(connection, libraries)
    rows = shows.some(connection, here)
    dates = expected.dates_ahead(connection, today)
    reasons: dict[int, str] = {}
    for row in rows.values():
        reason = due_reason(checked_of(row, is_archive(row.status, dates.get(row.id, ()), today)), feed, now)
        if reason is None and row.standing in ("suspect", "unmatched") and row.stale:
            reason = "its items changed"  # no rows are kept of what was not compared
        if reason is not None:
            reasons[row.id] = reason
    ask = _items({i: rows[i] for i in reasons}, reasons, ask=True)
    rest = {i: row for i, row in rows.items() if row.stale and i not in reasons}
    return [*ask, *_items(rest, dict.fromkeys(rest, "its items changed"), ask=False)]


def plan_refresh(connection: Connection, today: date, libraries: Collection[int]) -> list[ScanItem]:
    """Ongoing shows, and those with a gap; nothing is discovered and nothing hidden."""
    here = visible.of_libraries(connection, libraries)
    dates, gaps = expected.dates_ahead(connection, today), missing_log.shows_with_gaps(connection, today)
    rows = {
        i: row
        for i, row in shows.some(connection, here).items()
        if i in gaps or not is_archive(row.status, dates.get(i, ()), today)
    }
    return _items(rows, dict.fromkeys(rows, "ongoing or incomplete"), ask=True)


def plan_changed(connection: Connection, show_ids: Collection[int]) -> list[ScanItem]:
    """Those of these shows that are there, because what they hold changed with something else that was read."""
    rows = shows.some(connection, visible.anywhere(connection).intersection(show_ids))
    return _items(rows, dict.fromkeys(rows, "its items changed"), ask=True)


def checked_of(row: ShowRow, archive: bool) -> Checked:
    """A kept show as the rule of R12 sees it."""
    return Checked(
        row.tmdb_id,
        row.checked_at,
        archive,
        row.standing == "unmatched" or _is_unknown_there(row),
        row.trouble is not None,
        row.tries,
        row.tried_at,
        row.source_id if row.order_label.startswith("tvdb:") else None,
    )


def _is_unknown_there(row: ShowRow) -> bool:
    """TheTVDB, whose order it is in, did not know it: that may pass, so that it is asked again as one without match."""
    return (
        row.standing == "suspect" and row.order_label.startswith("tvdb:") and row.doubt == "order" and not row.source_id
    )


def _items(rows: dict[int, ShowRow], reasons: dict[int, str], ask: bool) -> list[ScanItem]:
    inside = {i: row for i, row in rows.items() if row.in_scope}
    order = oldest_first((i, row.checked_at) for i, row in inside.items())
    return [ScanItem(0, i, inside[i].title, reasons[i], ask) for i in order]
