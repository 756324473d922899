"""The history of gaps is read by show and by scan."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INDEXES = {"ix_missing_log_show": "show_id", "ix_missing_log_found": "found_by", "ix_missing_log_ended": "ended_by"}


def upgrade() -> None:
    """Add the indexes."""
    for name, column in INDEXES.items():
        op.create_index(name, "missing_log", [column])


def downgrade() -> None:
    """Take them away again."""
    for name in INDEXES:
        op.drop_index(name, "missing_log")
