"""Plex accounts, people and keys come in; servers get addresses of their own. What was in use counts as set up."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_NO = sa.text("false")


def upgrade() -> None:
    """Make the tables, widen `servers`, and note that an installation with libraries is past its setup."""
    _make_entry()
    _make_pins()
    with op.batch_alter_table("servers", recreate="always") as table:
        for name in ("followed", "owned", "by_hand", "relay"):
            table.add_column(sa.Column(name, sa.Boolean(create_constraint=False), server_default=_NO, nullable=False))
        table.add_column(
            sa.Column("verify_tls", sa.Boolean(create_constraint=False), server_default=sa.text("true"), nullable=False)
        )
        table.add_column(sa.Column("address", sa.String()))
        table.add_column(sa.Column("token", sa.Text()))
        table.add_column(sa.Column("latency_ms", sa.Integer()))
        table.add_column(sa.Column("trouble", sa.Text()))
        table.add_column(sa.Column("trouble_since", sa.BigInteger()))
    op.execute(
        "INSERT INTO preferences (name, value, changed_at) SELECT 'set_up', 'before', MAX(seen_at) FROM servers "
        "HAVING COUNT(*) > 0"
    )


def downgrade() -> None:
    """Take it all away again."""
    op.execute("DELETE FROM preferences WHERE name IN ('set_up', 'setup_step')")
    with op.batch_alter_table("servers", recreate="always") as table:
        for name in ("trouble_since", "trouble", "latency_ms", "token", "address", "verify_tls"):
            table.drop_column(name)
        for name in ("relay", "by_hand", "owned", "followed"):
            table.drop_column(name)
    for name in ("access_keys", "pins", "people", "accounts"):
        op.drop_table(name)


def _make_entry() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plex_id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(), server_default="", nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("token_kind", sa.String(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger()),
        sa.Column("state", sa.String(), server_default="ok", nullable=False),
        sa.Column("connected_at", sa.BigInteger(), nullable=False),
        sa.Column("checked_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plex_id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(), server_default="", nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), server_default="nobody", nullable=False),
        sa.Column("turn", sa.Integer(), server_default="0", nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("plex_id", name="uq_people_plex_id"),
    )
    owner = sa.text("role = 'owner'")
    op.create_index("uq_people_one_owner", "people", ["role"], unique=True, sqlite_where=owner, postgresql_where=owner)


def _make_pins() -> None:
    op.create_table(
        "pins",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("pin_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("strong", sa.Boolean(create_constraint=False), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.BigInteger()),
        sa.Column("wait_until", sa.BigInteger()),
        sa.Column("used", sa.Boolean(create_constraint=False), server_default=_NO, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_pins"),
    )
    op.create_table(
        "access_keys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("tail", sa.String(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger()),
        sa.Column("revoked_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_access_keys"),
        sa.UniqueConstraint("digest", name="uq_access_keys_digest"),
    )
