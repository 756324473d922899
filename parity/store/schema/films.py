"""The truth about films: what Plex holds, which collections that begins, and what each of them consists of."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    text,
)

from parity.store.moments import Moment
from parity.store.schema.base import count, flag, metadata

# key: "tmdb:603" once identified, Plex's guid or "item:…" before. standing: pending, matched, unmatched.
# A film without an item in Plex is a missing part of which the days of its release were asked.
# The days are those in `region`. left_on: when its last copy vanished from Plex.
films = Table(
    "films",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("tmdb_id", Integer, index=True),
    Column("match_source", String),
    Column("title", String, nullable=False),
    Column("year", Integer),
    Column("imdb_id", String),
    Column("poster", String),
    Column("runtime", Integer),  # minutes
    Column("collection_id", Integer, index=True),  # which TMDB says it belongs to
    Column("released_on", Date),
    Column("premiere_on", Date),
    Column("theatrical_on", Date),
    Column("digital_on", Date),
    Column("physical_on", Date),
    Column("region", String),
    Column("standing", String, nullable=False, server_default="pending"),
    Column("reason", Text),
    Column("candidates", Text),
    Column("in_scope", Boolean(create_constraint=False), nullable=False, server_default=text("true")),
    Column("checked_at", Moment),
    Column("trouble", Text),
    Column("trouble_since", Moment),
    count("tries"),
    Column("tried_at", Moment),
    Column("left_on", Date),
)

# An item of a film library. `resolved_*` as of a show's item: which film it is by an earlier search, and for which ids.
held_films = Table(
    "held_films",
    metadata,
    Column("library_id", ForeignKey("libraries.id", ondelete="CASCADE"), primary_key=True),
    Column("rating_key", String, primary_key=True),
    Column("guid", String, nullable=False),
    Column("title", String, nullable=False),
    Column("year", Integer),
    Column("ids", String, nullable=False, server_default=""),
    Column("edition", String, nullable=False, server_default=""),
    Column("live", Boolean(create_constraint=False), nullable=False),
    Column("file", String),
    Column("film_id", ForeignKey("films.id"), nullable=False, index=True),
    Column("resolved_id", Integer),
    Column("resolved_by", String),
    Column("resolved_for", String),
    count("absences"),
    sqlite_with_rowid=False,
)

# TMDB's collections that an owned film begins. ignored_*: as of a show.
collections = Table(
    "collections",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", String, nullable=False),
    Column("sort_name", String, nullable=False),
    Column("poster", String),
    Column("ignored_by", String),
    Column("ignored_until", Date),
    Column("checked_at", Moment),
    Column("trouble", Text),
    Column("trouble_since", Moment),
    count("tries"),
    Column("tried_at", Moment),
)

# due_on: from when on it is missing, where nothing hides it (hidden_by, to the end of the day hidden_to) and no copy
# is there (owned).
collection_parts = Table(
    "collection_parts",
    metadata,
    Column("collection_id", ForeignKey("collections.id", ondelete="CASCADE"), primary_key=True),
    Column("tmdb_id", Integer, primary_key=True, index=True),
    Column("position", Integer, nullable=False),
    Column("title", String, nullable=False),
    Column("original_title", String, nullable=False, server_default=""),
    Column("released_on", Date),
    Column("poster", String),
    Column("rating", Float),
    Column("votes", Integer),
    flag("owned"),
    Column("due_on", Date),
    Column("hidden_by", String),
    Column("hidden_to", Date),
    flag("on_watchlist"),  # of the account, as it was last read; here or not
    sqlite_with_rowid=False,
)

# When each missing film was first seen missing, and what became of it: memory, not facts.
missing_films = Table(
    "missing_films",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("tmdb_id", Integer, nullable=False),
    Column("title", String, nullable=False),
    Column("since", Moment, nullable=False),
    Column("found_by", Integer),
    Column("ended_at", Moment),
    Column("ended_how", String),
    Column("ended_by", Integer),
)
Index(
    "ix_missing_films_open",
    missing_films.c.tmdb_id,
    sqlite_where=missing_films.c.ended_at.is_(None),
)
Index("ix_missing_films_found", missing_films.c.found_by)
Index("ix_missing_films_ended", missing_films.c.ended_by)

# Plex's own collections of films. stamp: what its row said when its members were last read.
plex_collections = Table(
    "plex_collections",
    metadata,
    Column("library_id", ForeignKey("libraries.id", ondelete="CASCADE"), primary_key=True),
    Column("rating_key", String, primary_key=True),
    Column("title", String, nullable=False),
    Column("subtype", String, nullable=False),
    flag("smart"),
    Column("stamp", String),
    sqlite_with_rowid=False,
)
plex_collection_members = Table(
    "plex_collection_members",
    metadata,
    Column("library_id", Integer, primary_key=True, autoincrement=False),
    Column("collection_key", String, primary_key=True),
    Column("rating_key", String, primary_key=True),
    ForeignKeyConstraint(
        ["library_id", "collection_key"],
        ["plex_collections.library_id", "plex_collections.rating_key"],
        ondelete="CASCADE",
    ),
    sqlite_with_rowid=False,
)
