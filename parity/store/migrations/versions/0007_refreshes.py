"""What arrives, what Plex is asked to scan because of it, who listens, and what has to be read again."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ACTIVE = sa.text("state IN ('queued', 'running', 'paused')")


def upgrade() -> None:
    """Make the tables, which begin empty; one heal may be at work beside a scan."""
    _make_arrivals()
    _make_heals()
    _make_hooks()
    _make_listeners()
    _make_path_rules()
    _make_players()
    _make_refreshes()
    _make_section_scans()
    _make_unseen_files()
    _make_refresh_arrivals()
    fresh = sa.text("outcome = 'new'")
    op.create_index("ix_arrivals_new", "arrivals", ["id"], sqlite_where=fresh, postgresql_where=fresh)
    op.create_index("ix_refreshes_ended", "refreshes", ["ended_at"])
    op.create_index(
        "uq_refreshes_open",
        "refreshes",
        ["machine_id", "section_key", "folder"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index("ix_refresh_arrivals_arrival_id", "refresh_arrivals", ["arrival_id"])
    op.add_column("libraries", sa.Column("locations", sa.Text(), server_default="[]", nullable=False))
    _let_one_be_active("(mode = 'heal')")


def downgrade() -> None:
    """Take it all away again, with the heals among the scans."""
    op.execute("DELETE FROM scans WHERE mode = 'heal'")
    _let_one_be_active("(1)")
    op.drop_column("libraries", "locations")
    for name in (
        "refresh_arrivals",
        "unseen_files",
        "section_scans",
        "refreshes",
        "players",
        "path_rules",
        "listeners",
        "hooks",
        "heals",
        "arrivals",
    ):
        op.drop_table(name)


def _let_one_be_active(of: str) -> None:
    op.drop_index("uq_scans_one_active", "scans")
    op.create_index(
        "uq_scans_one_active",
        "scans",
        [sa.text(of)],
        unique=True,
        sqlite_where=_ACTIVE,
        postgresql_where=_ACTIVE,
    )


def _make_arrivals() -> None:
    op.create_table(
        "arrivals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("event", sa.String(), server_default="", nullable=False),
        sa.Column("said", sa.Text(), server_default="", nullable=False),
        sa.Column("arrival", sa.Text(), server_default="{}", nullable=False),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("outcome", sa.String(), server_default="new", nullable=False),
        sa.Column("sentence", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_arrivals"),
    )


def _make_heals() -> None:
    op.create_table(
        "heals",
        sa.Column("machine_id", sa.String(), nullable=False),
        sa.Column("section_key", sa.String(), nullable=False),
        sa.Column("rating_key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("first_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("scan_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("machine_id", "section_key", "rating_key", name="pk_heals"),
        sqlite_with_rowid=False,
    )


def _make_hooks() -> None:
    op.create_table(
        "hooks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_hooks"),
        sa.UniqueConstraint("name", name="uq_hooks_name"),
    )


def _make_listeners() -> None:
    op.create_table(
        "listeners",
        sa.Column("machine_id", sa.String(), nullable=False),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(), server_default="silent", nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("heard_at", sa.BigInteger(), nullable=True),
        sa.Column("sentence", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("machine_id", name="pk_listeners"),
    )


def _make_path_rules() -> None:
    op.create_table(
        "path_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), server_default="", nullable=False),
        sa.Column("machine_id", sa.String(), server_default="", nullable=False),
        sa.Column("kind", sa.String(), server_default="prefix", nullable=False),
        sa.Column("matches", sa.Text(), nullable=False),
        sa.Column("becomes", sa.Text(), nullable=False),
        sa.Column("ignore_case", sa.Boolean(create_constraint=False), server_default=sa.text("false"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_path_rules"),
    )


def _make_players() -> None:
    op.create_table(
        "players",
        sa.Column("machine_id", sa.String(), nullable=False),
        sa.Column("told", sa.Boolean(create_constraint=False), server_default=sa.text("true"), nullable=False),
        sa.Column(
            "hold_while_playing", sa.Boolean(create_constraint=False), server_default=sa.text("false"), nullable=False
        ),
        sa.Column("patience", sa.Integer(), nullable=True),
        sa.Column("paused", sa.Text(), nullable=True),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("retry_at", sa.BigInteger(), nullable=True),
        sa.Column("heard_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("machine_id", name="pk_players"),
    )


def _make_refreshes() -> None:
    op.create_table(
        "refreshes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("machine_id", sa.String(), nullable=False),
        sa.Column("section_key", sa.String(), server_default="", nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("source", sa.String(), server_default="", nullable=False),
        sa.Column("state", sa.String(), server_default="waiting", nullable=False),
        sa.Column("reach", sa.String(), server_default="folder", nullable=False),
        sa.Column("priority", sa.Integer(), server_default="0", nullable=False),
        sa.Column("expects", sa.Text(), server_default="[]", nullable=False),
        sa.Column("first_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("latest_at", sa.BigInteger(), nullable=False),
        sa.Column("again_at", sa.BigInteger(), nullable=True),
        sa.Column("asked", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=True),
        sa.Column("scanning_at", sa.BigInteger(), nullable=True),
        sa.Column("scanned_at", sa.BigInteger(), nullable=True),
        sa.Column("seen_at", sa.BigInteger(), nullable=True),
        sa.Column("healed_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("scanned_stamp", sa.Integer(), nullable=True),
        sa.Column("sentence", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_refreshes"),
    )


def _make_section_scans() -> None:
    op.create_table(
        "section_scans",
        sa.Column("machine_id", sa.String(), nullable=False),
        sa.Column("section_key", sa.String(), nullable=False),
        sa.Column("scanning", sa.Boolean(create_constraint=False), server_default=sa.text("false"), nullable=False),
        sa.Column("subtitle", sa.Text(), nullable=True),
        sa.Column("progress", sa.Integer(), nullable=True),
        sa.Column("began_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("machine_id", "section_key", name="pk_section_scans"),
        sqlite_with_rowid=False,
    )


def _make_unseen_files() -> None:
    op.create_table(
        "unseen_files",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("season", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("machine_id", sa.String(), nullable=True),
        sa.Column("section_key", sa.String(), nullable=True),
        sa.Column("folder", sa.Text(), nullable=True),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("looked_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("source", "path", name="pk_unseen_files"),
        sqlite_with_rowid=False,
    )


def _make_refresh_arrivals() -> None:
    op.create_table(
        "refresh_arrivals",
        sa.Column("refresh_id", sa.Integer(), nullable=False),
        sa.Column("arrival_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["arrival_id"], ["arrivals.id"], name="fk_refresh_arrivals_arrival_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["refresh_id"], ["refreshes.id"], name="fk_refresh_arrivals_refresh_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("refresh_id", "arrival_id", name="pk_refresh_arrivals"),
        sqlite_with_rowid=False,
    )
