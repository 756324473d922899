"""Reads what changed at TheTVDB, for shows that are compared in its orders (RULES R12)."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import timedelta

from parity.actions.work import Work
from parity.core.failures import Failure
from parity.core.freshness import Feed
from parity.store import merged_series, series_feed
from parity.store.shows import ShowRow

_OVERLAP = timedelta(hours=1)  # its clock and ours, and a log that shifts while it is read
_REACH = timedelta(days=30)  # further back than that all ended shows are asked about anyway


def with_updates(work: Work, feed: Feed, rows: Iterable[ShowRow]) -> Feed:
    """The feed with TheTVDB's side of it. Asks only when a show is in one of its orders; what fails is told in it."""
    checked = [row for row in rows if row.order_label.startswith("tvdb:") and row.checked_at is not None]
    mine = {row.source_id for row in checked if row.source_id is not None}
    if not mine or work.outside.series is None:
        return feed
    now = work.house.now()
    with work.house.database.reading() as connection:
        since = series_feed.read_to(connection)
    if since is None:
        since = min(row.checked_at for row in checked if row.checked_at is not None)
    if not timedelta() <= now - since <= _REACH:
        return _begun_anew(work, feed, mine)
    work.go_on()
    try:
        updates = work.outside.series.updates(since - _OVERLAP)
    except Failure as trouble:
        work.go_on()
        return replace(feed, series_flaw=f"what changed at TheTVDB could not be read ({trouble.detail})")
    if not updates.whole:
        return replace(feed, series_flaw="what changed at TheTVDB could not be read to its end")
    gone = {old for old, _ in updates.merged}
    with work.house.database.writing() as connection:
        merged_series.note(connection, updates.merged)
        series_feed.note_named(connection, now, (updates.ids | gone) & mine)
        series_feed.note_read(connection, now)
        return replace(feed, series=series_feed.named(connection))


def _begun_anew(work: Work, feed: Feed, mine: Collection[int]) -> Feed:
    """The updates do not reach back so far: every show counts as changed until it is asked about, in whichever scan."""
    now = work.house.now()
    with work.house.database.writing() as connection:
        series_feed.note_named(connection, now, mine)
        series_feed.note_read(connection, now)
        return replace(feed, series=series_feed.named(connection))
