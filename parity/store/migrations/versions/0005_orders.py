"""Several orders of a show: who is compared with what, what is doubted, what was lost, where two providers differ."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_OF_SHOWS = (
    ("source_id", sa.Integer()),
    ("doubt", sa.String()),
    ("proposals", sa.Text()),
    ("opinion_for", sa.String()),
    ("opinion_at", sa.BigInteger()),
    ("grace_days", sa.Integer()),
    ("grace_source", sa.String()),
    ("airs_time", sa.String()),
    ("airs_zone", sa.String()),
)


def upgrade() -> None:
    """Make the tables, columns and indexes. Nothing is known of them yet, so that they begin empty."""
    for name, kind in _OF_SHOWS:
        op.add_column("shows", sa.Column(name, kind))
    op.add_column("shows", sa.Column("origin", sa.String(), server_default="", nullable=False))
    op.add_column("held_episodes", sa.Column("added_at", sa.BigInteger()))
    op.add_column("held_episodes", sa.Column("minutes", sa.Integer()))
    op.add_column("placements", sa.Column("from_season", sa.Integer()))
    op.add_column("placements", sa.Column("from_number", sa.Integer()))
    op.add_column("feed_read", sa.Column("read_to", sa.BigInteger()))
    op.create_index("ix_shows_airs", "shows", ["id"], sqlite_where=sa.text("airs_time IS NOT NULL"))
    _make_marks()
    _make_vanished()
    op.create_table(
        "series_named",
        sa.Column("series_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("series_id", name="pk_series_named"),
    )
    op.create_table(
        "series_merged",
        sa.Column("old_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("new_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("old_id", name="pk_series_merged"),
    )


def downgrade() -> None:
    """Take it all away again."""
    for name in ("series_merged", "series_named", "vanished_episodes", "differences", "episode_marks"):
        op.drop_table(name)
    op.drop_index("ix_shows_airs", "shows")
    for table, columns in (
        ("feed_read", ("read_to",)),
        ("placements", ("from_number", "from_season")),
        ("held_episodes", ("minutes", "added_at")),
        ("shows", ("origin", *reversed([name for name, _ in _OF_SHOWS]))),
    ):
        for column in columns:
            op.drop_column(table, column)


def _make_marks() -> None:
    op.create_table(
        "episode_marks",
        sa.Column("show_id", sa.Integer(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("lost_on", sa.Date()),
        sa.Column("listed_on", sa.Date()),
        sa.ForeignKeyConstraint(["show_id"], ["shows.id"], name="fk_episode_marks_show_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("show_id", "provider", "episode_id", name="pk_episode_marks"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "differences",
        sa.Column("show_id", sa.Integer(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("season", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("air_date", sa.Date()),
        sa.Column("explanation", sa.String(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["show_id"], ["shows.id"], name="fk_differences_show_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("show_id", "provider", "episode_id", name="pk_differences"),
        sqlite_with_rowid=False,
    )


def _make_vanished() -> None:
    op.create_table(
        "vanished_episodes",
        sa.Column("library_id", sa.Integer(), nullable=False),
        sa.Column("rating_key", sa.String(), nullable=False),
        sa.Column("show_key", sa.String(), nullable=False),
        sa.Column("season", sa.Integer()),
        sa.Column("number", sa.Integer()),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("air_date", sa.Date()),
        sa.Column("ids", sa.String(), server_default="", nullable=False),
        sa.Column("file", sa.String()),
        sa.Column("minutes", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["library_id"], ["libraries.id"], name="fk_vanished_episodes_library_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("library_id", "rating_key", name="pk_vanished_episodes"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_vanished_episodes_show", "vanished_episodes", ["library_id", "show_key"])
