"""The tables. Truth about the world (inventory, expected), a person's word (decisions), and work (scans)."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from parity.store.moments import Moment

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean(create_constraint=False), nullable=False, server_default=text("false"))


def _count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


servers = Table(
    "servers",
    metadata,
    Column("machine_id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("version", String, nullable=False, server_default=""),
    Column("seen_at", Moment, nullable=False),
)

# state: ok, held (it shrank: the owner decides), failed (last listing was not whole), gone (Plex no longer has it).
libraries = Table(
    "libraries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("machine_id", ForeignKey("servers.machine_id"), nullable=False),
    Column("section_key", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("title", String, nullable=False),
    Column("agent", String, nullable=False),
    Column("own_order", String),
    _flag("followed"),
    Column("followed_as", String),  # the name in the setting that chose it: a renamed library stays followed
    Column("state", String, nullable=False, server_default="ok"),
    Column("notice", Text),
    Column("stamps", String),  # as they stood when it was last listed whole
    Column("listed_at", Moment),
    _count("generation"),
    Column("listed_by", Integer),  # the scan that last listed it whole: a resumed scan does not list it again
    _flag("accept_shrink"),
    UniqueConstraint("machine_id", "section_key"),
)

# A show as a library lists it. `resolved_*`: to which TMDB show, how, and from which ids (asked again if those change).
items = Table(
    "items",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("library_id", ForeignKey("libraries.id", ondelete="CASCADE"), nullable=False),
    Column("rating_key", String, nullable=False),
    Column("guid", String, nullable=False),
    Column("title", String, nullable=False),
    Column("year", Integer),
    Column("ids", String, nullable=False, server_default=""),
    Column("own_order", String),
    Column("leaf_count", Integer),
    Column("child_count", Integer),
    Column("updated_at", Integer),
    Column("folder", String),
    Column("show_id", ForeignKey("shows.id"), index=True),
    Column("resolved_id", Integer),
    Column("resolved_by", String),
    Column("resolved_for", String),
    _count("absences"),
    Column("gone_at", Moment),
    UniqueConstraint("library_id", "rating_key"),
)

held_episodes = Table(
    "held_episodes",
    metadata,
    Column("library_id", ForeignKey("libraries.id", ondelete="CASCADE"), primary_key=True),
    Column("rating_key", String, primary_key=True),
    Column("show_key", String, nullable=False),
    Column("season", Integer),
    Column("number", Integer),
    Column("title", String, nullable=False),
    Column("air_date", Date),
    Column("live", Boolean(create_constraint=False), nullable=False),
    Column("ids", String, nullable=False, server_default=""),
    Column("file", String),
    Index("ix_held_episodes_show", "library_id", "show_key"),
    sqlite_with_rowid=False,
)

# key: "tmdb:1396" once resolved, "item:<machine>/<guid or rating key>" before.
# standing: pending, matched, unmatched, suspect. What is ignored is kept beside it, because it can end on a day.
shows = Table(
    "shows",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("tmdb_id", Integer, index=True),
    Column("match_source", String),
    Column("title", String, nullable=False),
    Column("sort_title", String, nullable=False),
    Column("year", Integer),
    Column("imdb_id", String),
    Column("tvdb_id", Integer),
    Column("status", String, nullable=False, server_default=""),
    Column("poster", String),
    Column("order_label", String, nullable=False, server_default="tmdb:aired"),
    Column("standing", String, nullable=False, server_default="pending"),
    Column("reason", Text),
    Column("candidates", Text),
    Column("ignored_by", String),
    Column("ignored_until", Date),
    Column("policy", String, nullable=False, server_default="all"),
    Column("specials", Boolean(create_constraint=False), nullable=False, server_default=text("false")),
    Column("in_scope", Boolean(create_constraint=False), nullable=False, server_default=text("true")),
    Column("checked_at", Moment),
    Column("trouble", Text),
    Column("trouble_since", Moment),
    _count("tries"),
    Column("tried_at", Moment),
)

expected = Table(
    "expected",
    metadata,
    Column("show_id", ForeignKey("shows.id", ondelete="CASCADE"), primary_key=True),
    Column("season", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("episode_id", Integer, nullable=False),
    Column("title", String, nullable=False),
    Column("air_date", Date),
    Column("runtime", Integer),
    Column("kind", String, nullable=False, server_default=""),
    Column("due_on", Date),
    Column("owned", Boolean(create_constraint=False), nullable=False),
    Column("hidden_by", String),
    Column("hidden_from", Date),
    Column("hidden_to", Date),
    sqlite_with_rowid=False,
)
# Only what is not there is ever listed by date; the rest is read show by show through the primary key.
Index("ix_expected_absent", expected.c.due_on, expected.c.show_id, sqlite_where=text("owned IS 0"))

placements = Table(
    "placements",
    metadata,
    Column("show_id", ForeignKey("shows.id", ondelete="CASCADE"), primary_key=True),
    Column("rating_key", String, primary_key=True),
    Column("title", String, nullable=False),
    Column("season", Integer),
    Column("number", Integer),
    Column("how", String, nullable=False),
)

# kind: ignore_show, ignore_season, ignore_episode, match, order, policy, specials.
decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("label", String, nullable=False),  # what a person reads: "Firefly S01E02"
    Column("value", String, nullable=False, server_default=""),
    Column("reason", Text, nullable=False, server_default=""),
    Column("made_at", Moment, nullable=False),
    Column("made_on", Date, nullable=False),
    Column("until", Date),
    Column("undone_at", Moment),
)

decision_keys = Table(
    "decision_keys",
    metadata,
    Column("decision_id", ForeignKey("decisions.id", ondelete="CASCADE"), primary_key=True),
    Column("key", String, primary_key=True, index=True),
)

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
    _count("total"),
    _count("done"),
    Column("current", String),
    Column("created_at", Moment, nullable=False),
    Column("started_at", Moment),
    Column("finished_at", Moment),
    Column("lease_until", Moment),
    _flag("wants_pause"),
    _flag("wants_cancel"),
    _count("resumed"),
    Column("note", Text),
    _count("plex_requests"),
    _count("tmdb_requests"),
    _count("tvdb_requests"),
    _count("new_missing"),
    _count("resolved"),
    _count("new_shows"),
    _count("removed_shows"),
    _count("held_libraries"),
    _count("listed_libraries"),
    # One active scan at most: the second INSERT fails, whoever makes it.
    Index(
        "uq_scans_one_active",
        text("(1)"),
        unique=True,
        sqlite_where=text("state IN ('queued', 'running', 'paused')"),
        postgresql_where=text("state IN ('queued', 'running', 'paused')"),
    ),
)
# outcome: null = still to do, "done", "trouble". ask: TMDB is asked, else what is kept is reckoned again.
scan_items = Table(
    "scan_items",
    metadata,
    Column("scan_id", ForeignKey("scans.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("show_id", Integer, nullable=False),
    Column("title", String, nullable=False),
    Column("why", String, nullable=False),
    _flag("ask"),
    Column("outcome", String),
    Column("message", Text),
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

schedules = Table(
    "schedules",
    metadata,
    Column("name", String, primary_key=True),
    Column("last_due", Moment),
    Column("last_run_at", Moment),
)

preferences = Table(
    "preferences",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
    Column("changed_at", Moment, nullable=False),
)

# For each TMDB id the last feed day that names it, and up to which day the feed was read to its end.
feed_named = Table(
    "feed_named",
    metadata,
    Column("tmdb_id", Integer, primary_key=True),
    Column("last_day", Date, nullable=False),
)
feed_read = Table(
    "feed_read", metadata, Column("feed", String, primary_key=True), Column("final_day", Date, nullable=False)
)

watchlisted = Table(
    "watchlisted",
    metadata,
    Column("guid", String, primary_key=True),
    Column("title", String, nullable=False),
    Column("ids", String),
    _flag("listed"),
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
