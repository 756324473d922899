"""Watched states of Plex and SageTV: how both stood when they agreed, runs, changes, and whose state it is."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_ACTIVE = sa.text("state IN ('queued', 'running')")
_TABLES = ("watched_alone", "watched_base", "watched_folders", "watched_user", "watched_changes", "watched_runs")


def upgrade() -> None:
    """Make the tables, which begin empty; one run may be at work at a time."""
    _make_watched_alone()
    _make_watched_base()
    _make_watched_runs()
    _make_watched_changes()
    _make_watched_folders()
    _make_watched_user()
    op.create_index("ix_watched_changes_run_id_state", "watched_changes", ["run_id", "state", "side", "place"])
    op.create_index(
        "uq_watched_runs_one_active",
        "watched_runs",
        [sa.text("(1)")],
        unique=True,
        sqlite_where=_ACTIVE,
        postgresql_where=_ACTIVE,
    )


def downgrade() -> None:
    """Take them all away again."""
    for name in _TABLES:
        op.drop_table(name)


def _make_watched_alone() -> None:
    op.create_table(
        "watched_alone",
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("plex_key", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("others", sa.Text(), server_default="[]", nullable=False),
        sa.PrimaryKeyConstraint("place", "plex_key", name="pk_watched_alone"),
        sqlite_with_rowid=False,
    )


def _make_watched_base() -> None:
    op.create_table(
        "watched_base",
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("partner", sa.String(), nullable=False),
        sa.Column("machine_id", sa.String(), nullable=False),
        sa.Column("plex_key", sa.String(), nullable=False),
        sa.Column("partner_key", sa.String(), nullable=False),
        sa.Column("plex_watched", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("plex_position", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("plex_at", sa.BigInteger(), nullable=True),
        sa.Column("partner_watched", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("partner_position", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("partner_at", sa.BigInteger(), nullable=True),
        sa.Column("kept_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("who", "partner", "machine_id", "plex_key", "partner_key", name="pk_watched_base"),
    )


def _make_watched_changes() -> None:
    op.create_table(
        "watched_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("do", sa.String(), nullable=False),
        sa.Column("keys", sa.Text(), server_default="[]", nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("plex_key", sa.String(), nullable=False),
        sa.Column("partner_key", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("plex_watched", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("plex_position", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("plex_at", sa.BigInteger(), nullable=True),
        sa.Column("partner_watched", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("partner_position", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("partner_at", sa.BigInteger(), nullable=True),
        sa.Column("duration", sa.BigInteger(), nullable=True),
        sa.Column("position", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("state", sa.String(), server_default="planned", nullable=False),
        sa.Column("hold", sa.String(), server_default="", nullable=False),
        sa.Column("sentence", sa.Text(), nullable=True),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["watched_runs.id"], name="fk_watched_changes_run_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_watched_changes"),
    )


def _make_watched_runs() -> None:
    op.create_table(
        "watched_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("work", sa.String(), nullable=False),
        sa.Column("started_by", sa.String(), server_default="person", nullable=False),
        sa.Column("wanted", sa.Text(), server_default="{}", nullable=False),
        sa.Column("state", sa.String(), server_default="queued", nullable=False),
        sa.Column("phase", sa.String(), server_default="", nullable=False),
        sa.Column("partner", sa.String(), server_default="", nullable=False),
        sa.Column("who", sa.String(), server_default="", nullable=False),
        sa.Column("scope", sa.Text(), server_default="{}", nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("wants_cancel", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=True),
        sa.Column("narrowed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("first_run", sa.Boolean(), nullable=True),
        sa.Column("videos", sa.Integer(), nullable=True),
        sa.Column("in_sync", sa.Integer(), nullable=True),
        sa.Column("plex_out", sa.Integer(), nullable=True),
        sa.Column("partner_out", sa.Integer(), nullable=True),
        sa.Column("not_in_partner", sa.Integer(), nullable=True),
        sa.Column("not_in_plex", sa.Integer(), nullable=True),
        sa.Column("ambiguous", sa.Integer(), nullable=True),
        sa.Column("set_aside", sa.Integer(), nullable=True),
        sa.Column("listed", sa.Integer(), nullable=True),
        sa.Column("plex_requests", sa.Integer(), server_default="0", nullable=False),
        sa.Column("partner_requests", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_watched_runs"),
    )


def _make_watched_folders() -> None:
    op.create_table(
        "watched_folders",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("machine_id", sa.String(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("held", sa.Text(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("example", sa.Text(), nullable=False),
        sa.Column("becomes", sa.Text(), nullable=False),
    )


def _make_watched_user() -> None:
    op.create_table(
        "watched_user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("name", sa.String(), server_default="", nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("chosen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_watched_user"),
    )
