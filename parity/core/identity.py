"""Which TMDB show an item is, as far as that is known without asking (RULES R15)."""

from dataclasses import dataclass

from parity.core.ids import ExternalIds, is_plex_guid


@dataclass(frozen=True, slots=True)
class Known:
    """An identity and where it comes from: decision, tmdb (Plex's own id), imdb, tvdb, search."""

    tmdb_id: int
    source: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """What an earlier search found: for which ids, and which show."""

    tmdb_id: int | None = None
    source: str | None = None
    asked_for: str | None = None


def asked_for(ids: ExternalIds, title: str, year: int | None) -> str:
    """What a resolution rests on: when it changes, it is asked again. Title and year only where there is no id."""
    return " ".join(ids.keys()) or f"{title}|{year or ''}"


def known_identity(
    ids: ExternalIds, title: str, year: int | None, decided: int | None, before: Resolved
) -> Known | None:
    """The owner's decision, else what was found before from the same ids, else Plex's only tmdb id; None: ask."""
    if decided is not None:
        return Known(decided, "decision")
    if before.tmdb_id is not None and before.asked_for == asked_for(ids, title, year):
        return Known(before.tmdb_id, before.source or "search")
    return Known(ids.tmdb[0], "tmdb") if len(ids.tmdb) == 1 else None


def item_key(guid: str, machine_id: str, section_key: str, rating_key: str) -> str:
    """The key of a show that is not identified yet. Plex's own guid means the same show in every library."""
    return guid if is_plex_guid(guid) else f"item:{machine_id}/{section_key}/{rating_key}"
