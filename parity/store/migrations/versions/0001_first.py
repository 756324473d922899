"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    _decisions()
    _feed_named()
    _feed_read()
    _heartbeats()
    _missing_log()
    _notices()
    _preferences()
    _scans()
    _schedules()
    _servers()
    _shows()
    _watchlisted()
    _decision_keys()
    _expected()
    _libraries()
    _placements()
    _scan_items()
    _held_episodes()
    _items()


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("items")
    op.drop_table("held_episodes")
    op.drop_table("scan_items")
    op.drop_table("placements")
    op.drop_table("libraries")
    op.drop_table("expected")
    op.drop_table("decision_keys")
    op.drop_table("watchlisted")
    op.drop_table("shows")
    op.drop_table("servers")
    op.drop_table("schedules")
    op.drop_table("scans")
    op.drop_table("preferences")
    op.drop_table("notices")
    op.drop_table("missing_log")
    op.drop_table("heartbeats")
    op.drop_table("feed_read")
    op.drop_table("feed_named")
    op.drop_table("decisions")


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("value", sa.String(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )


def _feed_named() -> None:
    op.create_table(
        "feed_named",
        sa.Column("tmdb_id", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("tmdb_id", name="pk_feed_named"),
    )


def _feed_read() -> None:
    op.create_table(
        "feed_read",
        sa.Column("feed", sa.String(), nullable=False),
        sa.Column("final_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("feed", name="pk_feed_read"),
    )


def _heartbeats() -> None:
    op.create_table(
        "heartbeats",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("beat_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_heartbeats"),
    )


def _missing_log() -> None:
    op.create_table(
        "missing_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("show_id", sa.Integer(), nullable=False),
        sa.Column("season", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("found_by", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_how", sa.String(), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_missing_log"),
    )
    op.create_index(
        "ix_missing_log_open",
        "missing_log",
        ["show_id", "season", "number"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NULL"),
    )


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_notices"),
    )


def _preferences() -> None:
    op.create_table(
        "preferences",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_preferences"),
    )


def _scans() -> None:
    op.create_table(
        "scans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("state", sa.String(), server_default="queued", nullable=False),
        sa.Column("phase", sa.String(), server_default="listing", nullable=False),
        sa.Column("started_by", sa.String(), server_default="person", nullable=False),
        sa.Column("wanted", sa.Text(), server_default="{}", nullable=False),
        sa.Column("total", sa.Integer(), server_default="0", nullable=False),
        sa.Column("done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("current", sa.String(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("wants_pause", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("wants_cancel", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("resumed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("plex_requests", sa.Integer(), server_default="0", nullable=False),
        sa.Column("tmdb_requests", sa.Integer(), server_default="0", nullable=False),
        sa.Column("tvdb_requests", sa.Integer(), server_default="0", nullable=False),
        sa.Column("new_missing", sa.Integer(), server_default="0", nullable=False),
        sa.Column("resolved", sa.Integer(), server_default="0", nullable=False),
        sa.Column("new_shows", sa.Integer(), server_default="0", nullable=False),
        sa.Column("removed_shows", sa.Integer(), server_default="0", nullable=False),
        sa.Column("held_libraries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("listed_libraries", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_scans"),
    )
    op.create_index(
        "uq_scans_one_active",
        "scans",
        [sa.text("(1)")],
        unique=True,
        sqlite_where=sa.text("state IN ('queued', 'running', 'paused')"),
        postgresql_where=sa.text("state IN ('queued', 'running', 'paused')"),
    )


def _schedules() -> None:
    op.create_table(
        "schedules",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("last_due", sa.BigInteger(), nullable=True),
        sa.Column("last_run_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_schedules"),
    )


def _servers() -> None:
    op.create_table(
        "servers",
        sa.Column("machine_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.String(), server_default="", nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("machine_id", name="pk_servers"),
    )


def _shows() -> None:
    op.create_table(
        "shows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("tmdb_id", sa.Integer(), nullable=True),
        sa.Column("match_source", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("sort_title", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("imdb_id", sa.String(), nullable=True),
        sa.Column("tvdb_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(), server_default="", nullable=False),
        sa.Column("poster", sa.String(), nullable=True),
        sa.Column("order_label", sa.String(), server_default="tmdb:aired", nullable=False),
        sa.Column("standing", sa.String(), server_default="pending", nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("candidates", sa.Text(), nullable=True),
        sa.Column("ignored_by", sa.String(), nullable=True),
        sa.Column("ignored_until", sa.Date(), nullable=True),
        sa.Column("policy", sa.String(), server_default="all", nullable=False),
        sa.Column("specials", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("in_scope", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("stale", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("checked_at", sa.BigInteger(), nullable=True),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.Column("trouble_since", sa.BigInteger(), nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("tried_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_shows"),
        sa.UniqueConstraint("key", name="uq_shows_key"),
    )
    op.create_index("ix_shows_tmdb_id", "shows", ["tmdb_id"], unique=False)


def _watchlisted() -> None:
    op.create_table(
        "watchlisted",
        sa.Column("guid", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("ids", sa.String(), nullable=True),
        sa.Column("listed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.PrimaryKeyConstraint("guid", name="pk_watchlisted"),
    )


def _decision_keys() -> None:
    op.create_table(
        "decision_keys",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name="fk_decision_keys_decision_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("decision_id", "key", name="pk_decision_keys"),
    )
    op.create_index("ix_decision_keys_key", "decision_keys", ["key"], unique=False)


def _expected() -> None:
    op.create_table(
        "expected",
        sa.Column("show_id", sa.Integer(), nullable=False),
        sa.Column("season", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("air_date", sa.Date(), nullable=True),
        sa.Column("runtime", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), server_default="", nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("owned", sa.Boolean(), nullable=False),
        sa.Column("hidden_by", sa.String(), nullable=True),
        sa.Column("hidden_from", sa.Date(), nullable=True),
        sa.Column("hidden_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["show_id"], ["shows.id"], name="fk_expected_show_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("show_id", "season", "number", name="pk_expected"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_expected_absent",
        "expected",
        ["show_id", "due_on", "air_date", "hidden_by", "hidden_from", "hidden_to", "owned"],
        unique=False,
        sqlite_where=sa.text("owned IS 0"),
    )
    op.create_index(
        "ix_expected_owned_ahead",
        "expected",
        ["air_date", "hidden_by", "owned"],
        unique=False,
        sqlite_where=sa.text("owned IS 1"),
    )


def _libraries() -> None:
    op.create_table(
        "libraries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("machine_id", sa.String(), nullable=False),
        sa.Column("section_key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("agent", sa.String(), nullable=False),
        sa.Column("own_order", sa.String(), nullable=True),
        sa.Column("followed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("followed_as", sa.String(), nullable=True),
        sa.Column("state", sa.String(), server_default="ok", nullable=False),
        sa.Column("notice", sa.Text(), nullable=True),
        sa.Column("stamps", sa.String(), nullable=True),
        sa.Column("listed_at", sa.BigInteger(), nullable=True),
        sa.Column("generation", sa.Integer(), server_default="0", nullable=False),
        sa.Column("listed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["machine_id"], ["servers.machine_id"], name="fk_libraries_machine_id"),
        sa.PrimaryKeyConstraint("id", name="pk_libraries"),
        sa.UniqueConstraint("machine_id", "section_key", name="uq_libraries_machine_id_section_key"),
    )


def _placements() -> None:
    op.create_table(
        "placements",
        sa.Column("show_id", sa.Integer(), nullable=False),
        sa.Column("rating_key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("season", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("how", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["show_id"], ["shows.id"], name="fk_placements_show_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("show_id", "rating_key", name="pk_placements"),
    )


def _scan_items() -> None:
    op.create_table(
        "scan_items",
        sa.Column("scan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("show_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("ask", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("message", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["scan_id"], ["scans.id"], name="fk_scan_items_scan_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("scan_id", "position", name="pk_scan_items"),
    )


def _held_episodes() -> None:
    op.create_table(
        "held_episodes",
        sa.Column("library_id", sa.Integer(), nullable=False),
        sa.Column("rating_key", sa.String(), nullable=False),
        sa.Column("show_key", sa.String(), nullable=False),
        sa.Column("season", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("air_date", sa.Date(), nullable=True),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("ids", sa.String(), server_default="", nullable=False),
        sa.Column("file", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["library_id"], ["libraries.id"], name="fk_held_episodes_library_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("library_id", "rating_key", name="pk_held_episodes"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_held_episodes_show", "held_episodes", ["library_id", "show_key"], unique=False)


def _items() -> None:
    op.create_table(
        "items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("library_id", sa.Integer(), nullable=False),
        sa.Column("rating_key", sa.String(), nullable=False),
        sa.Column("guid", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("ids", sa.String(), server_default="", nullable=False),
        sa.Column("own_order", sa.String(), nullable=True),
        sa.Column("leaf_count", sa.Integer(), nullable=True),
        sa.Column("child_count", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.Integer(), nullable=True),
        sa.Column("folder", sa.String(), nullable=True),
        sa.Column("show_id", sa.Integer(), nullable=True),
        sa.Column("resolved_id", sa.Integer(), nullable=True),
        sa.Column("resolved_by", sa.String(), nullable=True),
        sa.Column("resolved_for", sa.String(), nullable=True),
        sa.Column("absences", sa.Integer(), server_default="0", nullable=False),
        sa.Column("gone_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name="fk_items_library_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["show_id"], ["shows.id"], name="fk_items_show_id"),
        sa.PrimaryKeyConstraint("id", name="pk_items"),
        sa.UniqueConstraint("library_id", "rating_key", name="uq_items_library_id_rating_key"),
    )
    op.create_index("ix_items_show_id", "items", ["show_id"], unique=False)
