"""Plex's watchlist beside SIMKL's: both as they were read, what they agreed on, runs, and the account at SIMKL."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_ACTIVE = sa.text("state IN ('queued', 'running')")
_TABLES = (
    "simkl_account",
    "simkl_pending",
    "watch_agreed",
    "watch_base",
    "watch_learnt",
    "watch_reads",
    "watch_rows",
    "watch_touched",
    "watch_unresolved",
    "watch_actions",
    "watch_runs",
)
_MARKED = ("collection_parts", "shows")


def upgrade() -> None:
    """Make the tables, which begin empty; one run may be at work at a time."""
    _make_simkl_account()
    _make_simkl_pending()
    _make_watch_agreed()
    _make_watch_base()
    _make_watch_learnt()
    _make_watch_reads()
    _make_watch_rows()
    _make_watch_runs()
    _make_watch_touched()
    _make_watch_unresolved()
    _make_watch_actions()
    op.create_index("ix_watch_actions_run_id", "watch_actions", ["run_id"])
    op.create_index(
        "uq_watch_runs_one_active",
        "watch_runs",
        [sa.text("(1)")],
        unique=True,
        sqlite_where=_ACTIVE,
        postgresql_where=_ACTIVE,
    )
    for table in _MARKED:
        op.add_column(
            table,
            sa.Column(
                "on_watchlist", sa.Boolean(create_constraint=False), server_default=sa.text("false"), nullable=False
            ),
        )


def downgrade() -> None:
    """Take them all away again."""
    for table in _MARKED:
        op.drop_column(table, "on_watchlist")
    for name in _TABLES:
        op.drop_table(name)


def _make_simkl_account() -> None:
    op.create_table(
        "simkl_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("generation", sa.String(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("refresh", sa.Text(), nullable=True),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("member", sa.String(), server_default="", nullable=False),
        sa.Column("name", sa.String(), server_default="", nullable=False),
        sa.Column("state", sa.String(), server_default="ok", nullable=False),
        sa.Column("connected_at", sa.BigInteger(), nullable=False),
        sa.Column("refresh_until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_simkl_account"),
    )


def _make_simkl_pending() -> None:
    op.create_table(
        "simkl_pending",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("generation", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("verifier", sa.String(), nullable=True),
        sa.Column("redirect_uri", sa.Text(), nullable=True),
        sa.Column("device_code", sa.String(), nullable=True),
        sa.Column("user_code", sa.String(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("interval", sa.Integer(), server_default="5", nullable=False),
        sa.Column("wait_until", sa.BigInteger(), nullable=True),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("used", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_simkl_pending"),
    )


def _make_watch_agreed() -> None:
    op.create_table(
        "watch_agreed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("ids", sa.Text(), server_default="", nullable=False),
        sa.Column("plex_keys", sa.Text(), server_default="[]", nullable=False),
        sa.Column("simkl_keys", sa.Text(), server_default="[]", nullable=False),
        sa.Column("agreed_at", sa.BigInteger(), nullable=False),
        sa.Column("simkl_added", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_watch_agreed"),
    )


def _make_watch_base() -> None:
    op.create_table(
        "watch_base",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plex_member", sa.String(), nullable=True),
        sa.Column("simkl_member", sa.String(), nullable=True),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_watch_base"),
    )


def _make_watch_learnt() -> None:
    op.create_table(
        "watch_learnt",
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("ids", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("side", "key", name="pk_watch_learnt"),
    )


def _make_watch_reads() -> None:
    op.create_table(
        "watch_reads",
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("member", sa.String(), nullable=False),
        sa.Column("member_name", sa.String(), server_default="", nullable=False),
        sa.Column("read_at", sa.BigInteger(), nullable=False),
        sa.Column("found_at", sa.BigInteger(), nullable=True),
        sa.Column("tells", sa.Text(), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("side", name="pk_watch_reads"),
    )


def _make_watch_rows() -> None:
    op.create_table(
        "watch_rows",
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("ids", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.String(), server_default="plantowatch", nullable=False),
        sa.Column("has_history", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("anime", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=True),
        sa.Column("place", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("side", "key", name="pk_watch_rows"),
    )


def _make_watch_runs() -> None:
    op.create_table(
        "watch_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("work", sa.String(), nullable=False),
        sa.Column("started_by", sa.String(), server_default="person", nullable=False),
        sa.Column("wanted", sa.Text(), server_default="{}", nullable=False),
        sa.Column("state", sa.String(), server_default="queued", nullable=False),
        sa.Column("phase", sa.String(), server_default="", nullable=False),
        sa.Column("mode", sa.String(), server_default="", nullable=False),
        sa.Column("source", sa.String(), server_default="", nullable=False),
        sa.Column("first_run", sa.Boolean(), nullable=True),
        sa.Column("whole", sa.Boolean(), nullable=True),
        sa.Column("plex_member", sa.String(), nullable=True),
        sa.Column("simkl_member", sa.String(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("wants_cancel", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=True),
        sa.Column("plex_count", sa.Integer(), nullable=True),
        sa.Column("simkl_count", sa.Integer(), nullable=True),
        sa.Column("in_sync", sa.Integer(), nullable=True),
        sa.Column("equal", sa.Boolean(), nullable=True),
        sa.Column("plex_requests", sa.Integer(), server_default="0", nullable=False),
        sa.Column("simkl_requests", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_watch_runs"),
    )


def _make_watch_touched() -> None:
    op.create_table(
        "watch_touched",
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("did", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("times", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("side", "token", name="pk_watch_touched"),
    )


def _make_watch_unresolved() -> None:
    op.create_table(
        "watch_unresolved",
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("again_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("side", "key", name="pk_watch_unresolved"),
    )


def _make_watch_actions() -> None:
    op.create_table(
        "watch_actions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("do", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("ids", sa.Text(), server_default="", nullable=False),
        sa.Column("keys", sa.Text(), server_default="[]", nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("state", sa.String(), server_default="planned", nullable=False),
        sa.Column("hold", sa.String(), server_default="", nullable=False),
        sa.Column("sentence", sa.Text(), nullable=True),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["watch_runs.id"], name="fk_watch_actions_run_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_watch_actions"),
    )
