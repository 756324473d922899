"""A person's word: decisions and preferences. Never cache."""

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table, Text

from parity.store.moments import Moment
from parity.store.schema.base import metadata

# kind: ignore_show, ignore_season, ignore_episode, match, order, policy, specials, grace, accept;
# of films: ignore_film, ignore_collection, match_film.
decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("label", String, nullable=False),  # what a person reads: "Firefly S01E02"
    Column("value", String, nullable=False, server_default=""),
    Column("reason", Text, nullable=False, server_default=""),
    Column("made_at", Moment, nullable=False),
    Column("made_on", Date, nullable=False),
    Column("until", Date),
    Column("undone_at", Moment),
)

decision_keys = Table(
    "decision_keys",
    metadata,
    Column("decision_id", ForeignKey("decisions.id", ondelete="CASCADE"), primary_key=True),
    Column("key", String, primary_key=True, index=True),
)

preferences = Table(
    "preferences",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
    Column("changed_at", Moment, nullable=False),
)
