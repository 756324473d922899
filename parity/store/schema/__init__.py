"""The tables: truth about the world, a person's word, who may come in, and work."""

from parity.store.schema.base import metadata
from parity.store.schema.entry import access_keys, accounts, people, pins
from parity.store.schema.person import decision_keys, decisions, preferences
from parity.store.schema.work import (
    feed_named,
    feed_read,
    former_shows,
    heartbeats,
    missing_log,
    notices,
    scan_items,
    scans,
    schedules,
    series_merged,
    series_named,
    watchlisted,
)
from parity.store.schema.world import (
    differences,
    episode_marks,
    expected,
    held_episodes,
    items,
    libraries,
    placements,
    servers,
    shows,
    vanished_episodes,
)

__all__ = [
    "metadata",
    "access_keys",
    "accounts",
    "decision_keys",
    "decisions",
    "differences",
    "episode_marks",
    "expected",
    "feed_named",
    "feed_read",
    "former_shows",
    "heartbeats",
    "held_episodes",
    "items",
    "libraries",
    "missing_log",
    "notices",
    "people",
    "pins",
    "placements",
    "preferences",
    "scan_items",
    "scans",
    "schedules",
    "series_merged",
    "series_named",
    "servers",
    "shows",
    "vanished_episodes",
    "watchlisted",
]
