"""Films: what Plex holds of them, the collections that those begin, and scans that visit more than shows."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables. Nothing is known of any film yet, so that they begin empty."""
    _make_films()
    _make_held()
    _make_collections()
    _make_history()
    _make_plex_collections()
    op.execute("ALTER TABLE scan_items RENAME COLUMN show_id TO subject_id")
    op.add_column("scan_items", sa.Column("kind", sa.String(), server_default="show", nullable=False))


def downgrade() -> None:
    """Take it all away again; of scans only what they did about shows is left."""
    op.execute("DELETE FROM scan_items WHERE kind <> 'show'")
    op.drop_column("scan_items", "kind")
    op.execute("ALTER TABLE scan_items RENAME COLUMN subject_id TO show_id")
    for name in (
        "plex_collection_members",
        "plex_collections",
        "missing_films",
        "collection_parts",
        "collections",
        "held_films",
        "films",
    ):
        op.drop_table(name)


def _make_films() -> None:
    op.create_table(
        "films",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("tmdb_id", sa.Integer()),
        sa.Column("match_source", sa.String()),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("year", sa.Integer()),
        sa.Column("imdb_id", sa.String()),
        sa.Column("poster", sa.String()),
        sa.Column("runtime", sa.Integer()),
        sa.Column("collection_id", sa.Integer()),
        *(sa.Column(f"{what}_on", sa.Date()) for what in ("released", "premiere", "theatrical", "digital", "physical")),
        sa.Column("region", sa.String()),
        sa.Column("standing", sa.String(), server_default="pending", nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("candidates", sa.Text()),
        sa.Column("in_scope", sa.Boolean(create_constraint=False), server_default=sa.text("true"), nullable=False),
        *_checked(),
        sa.Column("left_on", sa.Date()),
        sa.PrimaryKeyConstraint("id", name="pk_films"),
        sa.UniqueConstraint("key", name="uq_films_key"),
    )
    op.create_index("ix_films_tmdb_id", "films", ["tmdb_id"])
    op.create_index("ix_films_collection_id", "films", ["collection_id"])


def _make_held() -> None:
    op.create_table(
        "held_films",
        sa.Column("library_id", sa.Integer(), nullable=False),
        sa.Column("rating_key", sa.String(), nullable=False),
        sa.Column("guid", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("year", sa.Integer()),
        sa.Column("ids", sa.String(), server_default="", nullable=False),
        sa.Column("edition", sa.String(), server_default="", nullable=False),
        sa.Column("live", sa.Boolean(create_constraint=False), nullable=False),
        sa.Column("file", sa.String()),
        sa.Column("film_id", sa.Integer(), nullable=False),
        sa.Column("resolved_id", sa.Integer()),
        sa.Column("resolved_by", sa.String()),
        sa.Column("resolved_for", sa.String()),
        sa.Column("absences", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name="fk_held_films_library_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["film_id"], ["films.id"], name="fk_held_films_film_id"),
        sa.PrimaryKeyConstraint("library_id", "rating_key", name="pk_held_films"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_held_films_film_id", "held_films", ["film_id"])


def _make_collections() -> None:
    op.create_table(
        "collections",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sort_name", sa.String(), nullable=False),
        sa.Column("poster", sa.String()),
        sa.Column("ignored_by", sa.String()),
        sa.Column("ignored_until", sa.Date()),
        *_checked(),
        sa.PrimaryKeyConstraint("id", name="pk_collections"),
    )
    op.create_table(
        "collection_parts",
        sa.Column("collection_id", sa.Integer(), nullable=False),
        sa.Column("tmdb_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("original_title", sa.String(), server_default="", nullable=False),
        sa.Column("released_on", sa.Date()),
        sa.Column("poster", sa.String()),
        sa.Column("rating", sa.Float()),
        sa.Column("votes", sa.Integer()),
        sa.Column("owned", sa.Boolean(create_constraint=False), server_default=sa.text("false"), nullable=False),
        sa.Column("due_on", sa.Date()),
        sa.Column("hidden_by", sa.String()),
        sa.Column("hidden_to", sa.Date()),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["collections.id"], name="fk_collection_parts_collection_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("collection_id", "tmdb_id", name="pk_collection_parts"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_collection_parts_tmdb_id", "collection_parts", ["tmdb_id"])


def _make_history() -> None:
    op.create_table(
        "missing_films",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tmdb_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("found_by", sa.Integer()),
        sa.Column("ended_at", sa.BigInteger()),
        sa.Column("ended_how", sa.String()),
        sa.Column("ended_by", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_missing_films"),
    )
    op.create_index("ix_missing_films_open", "missing_films", ["tmdb_id"], sqlite_where=sa.text("ended_at IS NULL"))
    op.create_index("ix_missing_films_found", "missing_films", ["found_by"])
    op.create_index("ix_missing_films_ended", "missing_films", ["ended_by"])


def _make_plex_collections() -> None:
    op.create_table(
        "plex_collections",
        sa.Column("library_id", sa.Integer(), nullable=False),
        sa.Column("rating_key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("subtype", sa.String(), nullable=False),
        sa.Column("smart", sa.Boolean(create_constraint=False), server_default=sa.text("false"), nullable=False),
        sa.Column("stamp", sa.String()),
        sa.ForeignKeyConstraint(
            ["library_id"], ["libraries.id"], name="fk_plex_collections_library_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("library_id", "rating_key", name="pk_plex_collections"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "plex_collection_members",
        sa.Column("library_id", sa.Integer(), nullable=False),
        sa.Column("collection_key", sa.String(), nullable=False),
        sa.Column("rating_key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["library_id", "collection_key"],
            ["plex_collections.library_id", "plex_collections.rating_key"],
            name="fk_plex_collection_members_library_id_collection_key",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("library_id", "collection_key", "rating_key", name="pk_plex_collection_members"),
        sqlite_with_rowid=False,
    )


def _checked() -> tuple[sa.Column[object], ...]:
    """When it was last checked well, and what went wrong since."""
    return (
        sa.Column("checked_at", sa.BigInteger()),
        sa.Column("trouble", sa.Text()),
        sa.Column("trouble_since", sa.BigInteger()),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("tried_at", sa.BigInteger()),
    )
