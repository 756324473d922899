"""A copy that is matched anew is remembered by the show that it was, so that the old address leads to the new one."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "former_shows",
        sa.Column("show_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name="fk_former_shows_item_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("show_id", "item_id", name="pk_former_shows"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_former_shows_item_id", "former_shows", ["item_id"], unique=False)


def downgrade() -> None:
    """Take it away again."""
    op.drop_table("former_shows")
