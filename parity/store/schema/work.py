"""Work and memory: scans, their plans and history, schedules, the feed, notices."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text, text

from parity.store.moments import Moment
from parity.store.schema.base import count, flag, metadata

# state: queued, running, paused, done, partial, cancelled, failed. lease_until: null while nobody is at it.
scans = Table(
    "scans",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("mode", String, nullable=False),
    Column("state", String, nullable=False, server_default="queued"),
    Column("phase", String, nullable=False, server_default="listing"),
    Column("started_by", String, nullable=False, server_default="person"),
    Column("wanted", Text, nullable=False, server_default="{}"),
    count("total"),
    count("done"),
    Column("current", String),
    Column("created_at", Moment, nullable=False),
    Column("started_at", Moment),
    Column("finished_at", Moment),
    Column("lease_until", Moment),
    flag("wants_pause"),
    flag("wants_cancel"),
    count("resumed"),
    Column("note", Text),
    count("plex_requests"),
    count("tmdb_requests"),
    count("tvdb_requests"),
    count("new_missing"),
    count("resolved"),
    count("new_shows"),
    count("removed_shows"),
    count("held_libraries"),
    count("listed_libraries"),
    # One active scan at most, and one heal beside it: the second INSERT fails, whoever makes it.
    Index(
        "uq_scans_one_active",
        text("(mode = 'heal')"),
        unique=True,
        sqlite_where=text("state IN ('queued', 'running', 'paused')"),
        postgresql_where=text("state IN ('queued', 'running', 'paused')"),
    ),
)
# kind: show, film, collection; subject_id is the one of that kind. outcome: null = still to do, "done", "trouble".
# ask: TMDB is asked, else what is kept is reckoned again.
scan_items = Table(
    "scan_items",
    metadata,
    Column("scan_id", ForeignKey("scans.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("subject_id", Integer, nullable=False),
    Column("title", String, nullable=False),
    Column("why", String, nullable=False),
    flag("ask"),
    Column("outcome", String),
    Column("message", Text),
    Column("kind", String, nullable=False, server_default="show"),
)

# When each missing episode was first seen missing, and what became of it: memory, not facts.
missing_log = Table(
    "missing_log",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("show_id", Integer, nullable=False),
    Column("season", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("title", String, nullable=False),
    Column("since", Moment, nullable=False),
    Column("found_by", Integer),
    Column("ended_at", Moment),
    Column("ended_how", String),
    Column("ended_by", Integer),
)
Index(
    "ix_missing_log_open",
    missing_log.c.show_id,
    missing_log.c.season,
    missing_log.c.number,
    sqlite_where=missing_log.c.ended_at.is_(None),
)

# The history of a show, and what a scan opened and ended.
Index("ix_missing_log_show", missing_log.c.show_id)
Index("ix_missing_log_found", missing_log.c.found_by)
Index("ix_missing_log_ended", missing_log.c.ended_by)

# That an item belonged to a show before it was found to be another one: the old address leads where the item is now.
# The show may be gone, so nothing holds its number but this; it is given to no other show (store.shows.add).
former_shows = Table(
    "former_shows",
    metadata,
    Column("show_id", Integer, primary_key=True, autoincrement=False),
    Column("item_id", ForeignKey("items.id", ondelete="CASCADE"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

schedules = Table(
    "schedules",
    metadata,
    Column("name", String, primary_key=True),
    Column("last_due", Moment),
    Column("last_run_at", Moment),
)

# For each TMDB id the last feed day that names it, and up to which day the feed was read to its end.
feed_named = Table(
    "feed_named",
    metadata,
    Column("tmdb_id", Integer, primary_key=True),
    Column("last_day", Date, nullable=False),
)
feed_read = Table(
    "feed_read",
    metadata,
    Column("feed", String, primary_key=True),
    Column("final_day", Date, nullable=False),
    Column("read_to", Moment),  # of a feed that counts in moments
)

# The same for TheTVDB's series, and those that were merged into another one.
series_named = Table(
    "series_named",
    metadata,
    Column("series_id", Integer, primary_key=True, autoincrement=False),
    Column("last_at", Moment, nullable=False),
)
series_merged = Table(
    "series_merged",
    metadata,
    Column("old_id", Integer, primary_key=True, autoincrement=False),
    Column("new_id", Integer, nullable=False),
)

watchlisted = Table(
    "watchlisted",
    metadata,
    Column("guid", String, primary_key=True),
    Column("title", String, nullable=False),
    Column("ids", String),
    flag("listed"),
)

notices = Table(
    "notices",
    metadata,
    Column("name", String, primary_key=True),
    Column("sentence", Text, nullable=False),
    Column("since", Moment, nullable=False),
)

heartbeats = Table(
    "heartbeats",
    metadata,
    Column("name", String, primary_key=True),
    Column("beat_at", Moment, nullable=False),
)
