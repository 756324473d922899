"""The truth about the world: what Plex holds, and what each show should have."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from parity.store.moments import Moment
from parity.store.schema.base import count, flag, metadata

servers = Table(
    "servers",
    metadata,
    Column("machine_id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("version", String, nullable=False, server_default=""),
    Column("seen_at", Moment, nullable=False),
    # From here on: of servers that were found by signing in or entered by hand; one that the settings give has none.
    flag("followed"),
    flag("owned"),
    flag("by_hand"),  # the owner typed its address: it is never looked for elsewhere
    flag("relay"),
    Column("verify_tls", Boolean(create_constraint=False), nullable=False, server_default=text("true")),
    Column("address", String),
    Column("token", Text),  # the server's own, for nobody else
    Column("latency_ms", Integer),
    Column("trouble", Text),
    Column("trouble_since", Moment),
)

# state: ok, held (it shrank: the owner decides), failed (last listing was not whole), gone (Plex no longer has it),
# silent (its server gave no answer when it was last asked).
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
    flag("followed"),
    Column("followed_as", String),  # the name in the setting that chose it: a renamed library stays followed
    Column("state", String, nullable=False, server_default="ok"),
    Column("notice", Text),
    Column("stamps", String),  # as they stood when it was last listed whole
    Column("listed_at", Moment),
    count("generation"),
    Column("listed_by", Integer),  # the scan that last listed it whole: a resumed scan does not list it again
    Column("locations", Text, nullable=False, server_default="[]"),  # its folders, as its server calls them
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
    count("absences"),
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
    Column("added_at", BigInteger),  # when it came into the library, as Plex says: seconds since 1970
    Column("minutes", Integer),  # how long it is
    Index("ix_held_episodes_show", "library_id", "show_key"),
    sqlite_with_rowid=False,
)

# What was there and is not any more, until the shows that it belonged to are reckoned again: so a gap that opens
# because a file went is told apart from one that opens because somebody decided or listed something else.
vanished_episodes = Table(
    "vanished_episodes",
    metadata,
    Column("library_id", ForeignKey("libraries.id", ondelete="CASCADE"), primary_key=True),
    Column("rating_key", String, primary_key=True),
    Column("show_key", String, nullable=False),
    Column("season", Integer),
    Column("number", Integer),
    Column("title", String, nullable=False),
    Column("air_date", Date),
    Column("ids", String, nullable=False, server_default=""),
    Column("file", String),
    Column("minutes", Integer),
    Index("ix_vanished_episodes_show", "library_id", "show_key"),
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
    flag("stale"),  # its inventory changed since it was last reckoned; survives whatever ends a scan
    Column("checked_at", Moment),
    Column("trouble", Text),
    Column("trouble_since", Moment),
    count("tries"),
    Column("tried_at", Moment),
    # From here on: the order in use. source_id: the show's id at the provider of that order.
    # doubt: key, order, match, numbers; proposals: what might be right instead (core.suspicion), for the owner to take.
    # opinion_for: what other providers were asked because of, so that they are asked once.
    Column("source_id", Integer),
    Column("doubt", String),
    Column("proposals", Text),
    Column("opinion_for", String),
    Column("opinion_at", Moment),
    Column("grace_days", Integer),
    Column("grace_source", String),  # set, learned; null: as generally set
    Column("airs_time", String),  # "21:00" in airs_zone, where the network's time is known
    Column("airs_zone", String),
    Column("origin", String, nullable=False, server_default=""),
    flag("on_watchlist"),  # of the account, as it was last read
)
# Looked through each minute for what has just been on: few shows have a known time.
Index("ix_shows_airs", shows.c.id, sqlite_where=text("airs_time IS NOT NULL"))

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
# What is absent is listed by date through this index alone, without a look at the rows themselves.
Index(
    "ix_expected_absent",
    expected.c.show_id,
    expected.c.due_on,
    expected.c.air_date,
    expected.c.hidden_by,
    expected.c.hidden_from,
    expected.c.hidden_to,
    expected.c.owned,
    sqlite_where=text("owned IS 0"),
)
# A show with an episode ahead is ongoing, whether Plex has that episode already or not.
Index(
    "ix_expected_owned_ahead",
    expected.c.air_date,
    expected.c.hidden_by,
    expected.c.owned,
    sqlite_where=text("owned IS 1"),
)

placements = Table(
    "placements",
    metadata,
    Column("show_id", ForeignKey("shows.id", ondelete="CASCADE"), primary_key=True),
    Column("rating_key", String, primary_key=True),
    Column("title", String, nullable=False),
    Column("season", Integer),
    Column("number", Integer),
    Column("how", String, nullable=False),
    Column("from_season", Integer),  # the number that Plex gives it, where it has one
    Column("from_number", Integer),
)

# What is remembered of an episode by its provider's id, so that a new number does not lose it. lost_on: it was in Plex
# until that day. listed_on: the day on which the provider first listed it, where that was after the first check.
episode_marks = Table(
    "episode_marks",
    metadata,
    Column("show_id", ForeignKey("shows.id", ondelete="CASCADE"), primary_key=True),
    Column("provider", String, primary_key=True),
    Column("episode_id", Integer, primary_key=True),
    Column("lost_on", Date),
    Column("listed_on", Date),
    sqlite_with_rowid=False,
)

# Episodes that one provider lists and the other does not. signature: what both say, for an owner who accepts it.
differences = Table(
    "differences",
    metadata,
    Column("show_id", ForeignKey("shows.id", ondelete="CASCADE"), primary_key=True),
    Column("provider", String, primary_key=True),
    Column("episode_id", Integer, primary_key=True),
    Column("season", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("title", String, nullable=False),
    Column("air_date", Date),
    Column("explanation", String, nullable=False),
    Column("signature", String, nullable=False),
    sqlite_with_rowid=False,
)
