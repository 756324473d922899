"""Plex's watchlist and SIMKL's list: how each was last read, what both agreed on, and every run that changed them."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from parity.store.moments import Moment
from parity.store.schema.base import count, flag, metadata
from parity.store.schema.runs import of_a_run, one_active, when_it_ran

# Each side as it was last read whole. key: a Plex guid, SIMKL's number. ids: packed, `imdb:tt1 tmdb:2`.
# status: SIMKL's; only plantowatch is on the list. place: the order in which the side told them.
watch_rows = Table(
    "watch_rows",
    metadata,
    Column("side", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("type", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("year", Integer),
    Column("ids", Text, nullable=False, server_default=""),
    Column("status", String, nullable=False, server_default="plantowatch"),
    flag("has_history"),
    flag("anime"),
    Column("added_at", Moment),
    count("place"),
)

# One row a side: whose list was read when, by what it is told that it has not changed since, and when that was last
# found (found_at). total and first: what Plex announced and the guids of its first page; stamps: SIMKL's activities.
# All of it as JSON.
watch_reads = Table(
    "watch_reads",
    metadata,
    Column("side", String, primary_key=True),
    Column("member", String, nullable=False),
    Column("member_name", String, nullable=False, server_default=""),
    Column("read_at", Moment, nullable=False),
    Column("found_at", Moment),
    Column("tells", Text, nullable=False, server_default="{}"),
)

# What was seen on both lists: the base of the comparison. plex_keys and simkl_keys: JSON lists. agreed_at: when it was
# last seen on both; simkl_added: when it had been put on SIMKL's list, as SIMKL said then.
watch_agreed = Table(
    "watch_agreed",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("type", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("year", Integer),
    Column("ids", Text, nullable=False, server_default=""),
    Column("plex_keys", Text, nullable=False, server_default="[]"),
    Column("simkl_keys", Text, nullable=False, server_default="[]"),
    Column("agreed_at", Moment, nullable=False),
    Column("simkl_added", Moment),
)

# Whose lists and by which rule the base was made: of others it proves nothing. One row; imported ones have no members.
watch_base = Table(
    "watch_base",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("plex_member", String),
    Column("simkl_member", String),
    Column("mode", String, nullable=False),
    Column("source", String, nullable=False),
    Column("made_at", Moment, nullable=False),
)

# state: queued, running; then done, partial (some failed), held (a guard kept something back), refused (a list could
# not be read whole), failed. work: plan (reads and writes nothing), sync, undo. wanted: what was asked for, as JSON.
watch_runs = Table(
    "watch_runs",
    metadata,
    *of_a_run(),
    Column("mode", String, nullable=False, server_default=""),
    Column("source", String, nullable=False, server_default=""),
    Column("first_run", Boolean(create_constraint=False)),
    Column("whole", Boolean(create_constraint=False)),
    Column("plex_member", String),
    Column("simkl_member", String),
    *when_it_ran(),
    Column("plex_count", Integer),
    Column("simkl_count", Integer),
    Column("in_sync", Integer),
    Column("equal", Boolean(create_constraint=False)),
    count("plex_requests"),
    count("simkl_requests"),
    one_active("uq_watch_runs_one_active"),
)

# side: where it is done; do: add, remove. state: planned, done, failed, skipped, held. mark: names the action, the same
# in every plan that holds it. reason: why; hold: why it is held or skipped. keys: JSON, the rows of the side that it
# means (to remove) or of the other (to add).
watch_actions = Table(
    "watch_actions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", Integer, ForeignKey("watch_runs.id", ondelete="CASCADE"), nullable=False),
    Column("mark", String, nullable=False),
    Column("side", String, nullable=False),
    Column("do", String, nullable=False),
    Column("type", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("year", Integer),
    Column("ids", Text, nullable=False, server_default=""),
    Column("keys", Text, nullable=False, server_default="[]"),
    Column("added_at", Moment),
    Column("reason", String, nullable=False),
    Column("state", String, nullable=False, server_default="planned"),
    Column("hold", String, nullable=False, server_default=""),
    Column("sentence", Text),
    Column("done_at", Moment),
    Column("undone_at", Moment),
    Index("ix_watch_actions_run_id", "run_id"),
)

# Titles that the other service does not know, or that it is not sure of: asked again later and later.
watch_unresolved = Table(
    "watch_unresolved",
    metadata,
    Column("side", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("reason", String, nullable=False),
    count("tries"),
    Column("since", Moment, nullable=False),
    Column("again_at", Moment, nullable=False),
)

# What we put on or took off a side, by the ids of the title: so that a late answer of the service is not taken for a
# person's wish, and a title that keeps coming back is left alone. times: how often it was taken off.
watch_touched = Table(
    "watch_touched",
    metadata,
    Column("side", String, primary_key=True),
    Column("token", String, primary_key=True),
    Column("did", String, nullable=False),
    Column("at", Moment, nullable=False),
    count("times"),
)

# Ids of rows that their list does not tell and that were asked for: packed as in watch_rows, which has them too.
watch_learnt = Table(
    "watch_learnt",
    metadata,
    Column("side", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("ids", Text, nullable=False),
)

# The account at SIMKL: one row. state: ok, reconnect.
simkl_account = Table(
    "simkl_account",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("generation", String, nullable=False),
    Column("client_id", String, nullable=False),
    Column("token", Text, nullable=False),
    Column("refresh", Text),
    Column("expires_at", Moment),
    Column("member", String, nullable=False, server_default=""),
    Column("name", String, nullable=False, server_default=""),
    Column("state", String, nullable=False, server_default="ok"),
    Column("connected_at", Moment, nullable=False),
    Column("refresh_until", Moment),
)

# Ways into SIMKL that somebody has begun, each known to who holds its key. way: code (through a browser), pin, device.
simkl_pending = Table(
    "simkl_pending",
    metadata,
    Column("key", String, primary_key=True),
    Column("generation", String, nullable=False),
    Column("way", String, nullable=False),
    Column("client_id", String, nullable=False),
    Column("verifier", String),
    Column("redirect_uri", Text),
    Column("device_code", String),
    Column("user_code", String),
    Column("address", Text),
    Column("interval", Integer, nullable=False, server_default="5"),
    Column("wait_until", Moment),
    Column("expires_at", Moment, nullable=False),
    Column("begun_at", Moment, nullable=False),
    flag("used"),
)
