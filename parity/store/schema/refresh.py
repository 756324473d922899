"""What arrives, what Plex is asked to scan because of it, and what has to be looked at again after that."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, text

from parity.store.moments import Moment
from parity.store.schema.base import count, flag, metadata

# How a server is treated as one that is told what arrived; a server without a row is treated as the defaults say.
# paused: it refused its token, nothing is sent until the owner mends that. retry_at: it gave no answer, later again.
players = Table(
    "players",
    metadata,
    Column("machine_id", String, primary_key=True),
    Column("told", Boolean(create_constraint=False), nullable=False, server_default=text("true")),
    flag("hold_while_playing"),
    Column("patience", Integer),  # seconds that one request may take
    Column("paused", Text),
    count("failures"),
    Column("retry_at", Moment),
    Column("heard_at", Moment),
)

# How a path of a source (a hook's name; "" is any) is called on a server ("" is any), tried in the order of `position`.
# kind: prefix, regex.
path_rules = Table(
    "path_rules",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("source", String, nullable=False, server_default=""),
    Column("machine_id", String, nullable=False, server_default=""),
    Column("kind", String, nullable=False, server_default="prefix"),
    Column("matches", Text, nullable=False),
    Column("becomes", Text, nullable=False),
    flag("ignore_case"),
)

# What somebody told us, as it came. kind: plex, sonarr, radarr, path, page, listen. outcome: new (nobody has looked at
# it yet), queued, heard (nothing had to be scanned), ignored, unmapped. payload: for a replay, without its secrets.
arrivals = Table(
    "arrivals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("source", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("event", String, nullable=False, server_default=""),
    Column("said", Text, nullable=False, server_default=""),
    Column("arrival", Text, nullable=False, server_default="{}"),
    Column("payload", Text),
    Column("outcome", String, nullable=False, server_default="new"),
    Column("sentence", Text),
    Index("ix_arrivals_new", "id", sqlite_where=text("outcome = 'new'"), postgresql_where=text("outcome = 'new'")),
)

# One row a folder and server while it is open: state waiting, asked, scanning, proving, unmapped; then done, unseen
# (not in Plex although all was tried), dropped. reach: what is asked for, folder, parent, section. expects: the files
# that should be there, or be gone, as Plex calls them. again_at: it was told once more since Plex was asked.
refreshes = Table(
    "refreshes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("machine_id", String, nullable=False),
    Column("section_key", String, nullable=False, server_default=""),
    Column("folder", Text, nullable=False),
    Column("source", String, nullable=False, server_default=""),
    Column("state", String, nullable=False, server_default="waiting"),
    Column("reach", String, nullable=False, server_default="folder"),
    count("priority"),
    Column("expects", Text, nullable=False, server_default="[]"),
    Column("first_at", Moment, nullable=False),
    Column("due_at", Moment),
    Column("latest_at", Moment, nullable=False),
    Column("again_at", Moment),
    count("asked"),  # how often Plex was
    count("failures"),
    Column("asked_at", Moment),
    Column("scanning_at", Moment),
    Column("scanned_at", Moment),
    Column("seen_at", Moment),
    Column("healed_at", Moment),
    Column("ended_at", Moment),
    Column("scanned_stamp", Integer),  # the section's own, before Plex was asked
    Column("sentence", Text),
    Index(
        "uq_refreshes_open",
        "machine_id",
        "section_key",
        "folder",
        unique=True,
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
    Index("ix_refreshes_ended", "ended_at"),
)
# Which arrivals led to it.
refresh_arrivals = Table(
    "refresh_arrivals",
    metadata,
    Column("refresh_id", ForeignKey("refreshes.id", ondelete="CASCADE"), primary_key=True),
    Column("arrival_id", ForeignKey("arrivals.id", ondelete="CASCADE"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

# What Plex said lately of a section's own scan: by its activities, and by the stamps of the section.
section_scans = Table(
    "section_scans",
    metadata,
    Column("machine_id", String, primary_key=True),
    Column("section_key", String, primary_key=True),
    flag("scanning"),
    Column("subtitle", Text),
    Column("progress", Integer),
    Column("began_at", Moment),
    Column("ended_at", Moment),
    Column("seen_at", Moment, nullable=False),
    sqlite_with_rowid=False,
)

# A show or film that has to be read again, because something about it came or went. `refresh_id` waits for it.
heals = Table(
    "heals",
    metadata,
    Column("machine_id", String, primary_key=True),
    Column("section_key", String, primary_key=True),
    Column("rating_key", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("why", Text, nullable=False),
    Column("first_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    count("attempts"),
    Column("scan_id", Integer),
    sqlite_with_rowid=False,
)

# Who listens to a server's events: one process at a time, as long as its lease lasts.
listeners = Table(
    "listeners",
    metadata,
    Column("machine_id", String, primary_key=True),
    Column("lease_until", Moment),
    Column("state", String, nullable=False, server_default="silent"),
    Column("since", Moment, nullable=False),
    Column("heard_at", Moment),
    Column("sentence", Text),
)

# The ways in, each with a secret that stands in its address: it is kept, because its owner has to copy it again.
# kind: plex, arr, path. name: what a rule for paths calls it, and autoscan's name of the trigger.
hooks = Table(
    "hooks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("name", String, nullable=False, unique=True),
    Column("secret", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("used_at", Moment),
)

# What Sonarr or Radarr has as a file and no server that should have it shows, as of `looked_at`.
unseen_files = Table(
    "unseen_files",
    metadata,
    Column("source", String, primary_key=True),  # sonarr, radarr
    Column("path", Text, primary_key=True),
    Column("title", String, nullable=False),
    Column("season", Integer),
    Column("number", Integer),
    Column("machine_id", String),
    Column("section_key", String),
    Column("folder", Text),  # as that server calls it
    Column("sentence", Text, nullable=False),
    Column("looked_at", Moment, nullable=False),
    sqlite_with_rowid=False,
)
