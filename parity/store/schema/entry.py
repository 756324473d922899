"""Who may come in and by what: Plex accounts, people, sign-ins under way, keys for programs."""

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text, text

from parity.store.moments import Moment
from parity.store.schema.base import count, flag, metadata

# The account that this installation acts for: one row. state: ok, reconnect (Plex refused the token).
accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("plex_id", Integer, nullable=False),
    Column("uuid", String, nullable=False, server_default=""),
    Column("name", String, nullable=False),
    Column("token_kind", String, nullable=False),
    Column("token", Text, nullable=False),
    Column("expires_at", Moment),
    Column("state", String, nullable=False, server_default="ok"),
    Column("connected_at", Moment, nullable=False),
    Column("checked_at", Moment),
)

# role: owner, manager, viewer; nobody = asked to come in, or was put out. A session of an older `turn` is over.
people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("plex_id", Integer, nullable=False, unique=True),
    Column("uuid", String, nullable=False, server_default=""),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False, server_default="nobody"),
    count("turn"),
    Column("since", Moment, nullable=False),
    Column("seen_at", Moment),
    # One owner at most: of two who finish the setup at once, the second INSERT fails.
    Index(
        "uq_people_one_owner",
        "role",
        unique=True,
        sqlite_where=text("role = 'owner'"),
        postgresql_where=text("role = 'owner'"),
    ),
)

# A sign-in under way, known only to the browser (or terminal) whose session holds `key`. kind: as of the token.
# purpose: enter (who somebody is), connect (the installation's own account). strong: for an address, else to be typed.
pins = Table(
    "pins",
    metadata,
    Column("key", String, primary_key=True),
    Column("pin_id", Integer, nullable=False),
    Column("code", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("purpose", String, nullable=False),
    Column("strong", Boolean(create_constraint=False), nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("asked_at", Moment),
    Column("wait_until", Moment),
    flag("used"),
)

# For programs. kind: api, feed. scope: api read|manage, feed calendar|missing|movies. Only a digest is kept.
access_keys = Table(
    "access_keys",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("scope", String, nullable=False),
    Column("label", String, nullable=False),
    Column("digest", String, nullable=False, unique=True),
    Column("tail", String, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("revoked_at", Moment),
)
