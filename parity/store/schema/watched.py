"""Watched states of Plex and a partner: how both stood when they last agreed, runs, what each did or would do."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from parity.store.moments import Moment
from parity.store.schema.base import count, flag, metadata
from parity.store.schema.runs import of_a_run, one_active, when_it_ran

# How a pair of videos stood on both sides when it last agreed. who: the user of Plex whose state it is, "" for the
# owner.
watched_base = Table(
    "watched_base",
    metadata,
    Column("who", String, primary_key=True),
    Column("partner", String, primary_key=True),
    Column("machine_id", String, primary_key=True),
    Column("plex_key", String, primary_key=True),
    Column("partner_key", String, primary_key=True),
    flag("plex_watched"),
    Column("plex_position", BigInteger, nullable=False, server_default="0"),
    Column("plex_at", Moment),
    flag("partner_watched"),
    Column("partner_position", BigInteger, nullable=False, server_default="0"),
    Column("partner_at", Moment),
    Column("kept_at", Moment, nullable=False),
)

# state: queued, running; then done, partial (some failed), held (something waits for a yes), failed. work: plan (reads
# and writes nothing), sync. wanted: what was asked for, as JSON. The counts are of videos in Plex, but for not_in_plex.
watched_runs = Table(
    "watched_runs",
    metadata,
    *of_a_run(),
    Column("partner", String, nullable=False, server_default=""),
    Column("who", String, nullable=False, server_default=""),
    Column("scope", Text, nullable=False, server_default="{}"),  # JSON: names of what was compared, by MACHINE/SECTION
    *when_it_ran(),
    flag("narrowed"),  # it was over some libraries or videos alone, or by another measure than that of the settings
    Column("first_run", Boolean(create_constraint=False)),
    Column("videos", Integer),
    Column("in_sync", Integer),
    Column("plex_out", Integer),
    Column("partner_out", Integer),
    Column("not_in_partner", Integer),
    Column("not_in_plex", Integer),
    Column("ambiguous", Integer),
    Column("set_aside", Integer),
    Column("listed", Integer),  # how many videos the partner listed
    count("plex_requests"),
    count("partner_requests"),
    one_active("uq_watched_runs_one_active"),
)

# side: where it is done. do: mark, clear, move; "" where it is only told why nothing is done. state: planned, done,
# failed, skipped, held. mark: names the change, the same in every plan that holds it. by: path, name, ids. keys: JSON.
watched_changes = Table(
    "watched_changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", Integer, ForeignKey("watched_runs.id", ondelete="CASCADE"), nullable=False),
    Column("mark", String, nullable=False),
    Column("side", String, nullable=False),
    Column("do", String, nullable=False),
    Column("keys", Text, nullable=False, server_default="[]"),
    Column("place", String, nullable=False),
    Column("plex_key", String, nullable=False),
    Column("partner_key", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("by", String, nullable=False),
    flag("plex_watched"),
    Column("plex_position", BigInteger, nullable=False, server_default="0"),
    Column("plex_at", Moment),
    flag("partner_watched"),
    Column("partner_position", BigInteger, nullable=False, server_default="0"),
    Column("partner_at", Moment),
    Column("duration", BigInteger),
    Column("position", BigInteger, nullable=False, server_default="0"),
    Column("reason", String, nullable=False),
    Column("state", String, nullable=False, server_default="planned"),
    Column("hold", String, nullable=False, server_default=""),
    Column("sentence", Text),
    Column("done_at", Moment),
    Index("ix_watched_changes_run_id_state", "run_id", "state", "side", "place"),
)

# Videos of Plex that have no partner, as the last run over their library found them. reason: not in partner, ambiguous.
# others: JSON, the files of the partner's that an ambiguous one may be.
watched_alone = Table(
    "watched_alone",
    metadata,
    Column("place", String, primary_key=True),
    Column("plex_key", String, primary_key=True),
    Column("title", Text, nullable=False),
    Column("file", Text, nullable=False, server_default=""),
    Column("reason", String, nullable=False),
    Column("others", Text, nullable=False, server_default="[]"),
    sqlite_with_rowid=False,
)

# Where files lie that the last run matched by their names alone: the partner's folder, and what Plex calls it. files:
# how many; example and becomes: one of them.
watched_folders = Table(
    "watched_folders",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("machine_id", String, nullable=False),
    Column("told", Text, nullable=False),
    Column("held", Text, nullable=False),
    Column("files", Integer, nullable=False),
    Column("example", Text, nullable=False),
    Column("becomes", Text, nullable=False),
)

# The user of Plex's home whose watched state is meant, where it is not the owner: one row.
watched_user = Table(
    "watched_user",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("who", String, nullable=False),
    Column("name", String, nullable=False, server_default=""),
    Column("token", Text, nullable=False),
    Column("chosen_at", Moment, nullable=False),
)
