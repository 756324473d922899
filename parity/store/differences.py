"""Where two sources differ about a show, as last compared; written as differences only."""

from collections.abc import Collection, Iterable, Sequence
from typing import cast

from sqlalchemy import Connection, delete, insert, select

from parity.core.difference import Difference, Explanation
from parity.store.schema import differences

_COLUMNS = [differences.c[name] for name in Difference.__dataclass_fields__]


def of_shows(connection: Connection, show_ids: Collection[int]) -> dict[int, tuple[Difference, ...]]:
    """Those of each show, by source and number."""
    found: dict[int, list[Difference]] = {show_id: [] for show_id in show_ids}
    query = select(differences.c.show_id, *_COLUMNS).where(differences.c.show_id.in_(list(show_ids)))
    ordered = query.order_by(differences.c.provider, differences.c.season, differences.c.number)
    for row in connection.execute(ordered):
        why = cast(Explanation, row.explanation)
        place = (row.provider, row.episode_id, row.season, row.number, row.title, row.air_date)
        found[row.show_id].append(Difference(*place, explanation=why, signature=row.signature))
    return {show_id: tuple(own) for show_id, own in found.items()}


def write(connection: Connection, show_id: int, before: Iterable[Difference], now: Sequence[Difference]) -> bool:
    """Turn those of a show into `now`. Returns whether anything was written."""
    known = {(d.provider, d.episode_id): d for d in before}
    wanted = {(d.provider, d.episode_id): d for d in now}  # a source may list one episode twice
    gone = [key for key, d in known.items() if wanted.get(key) != d]
    fresh = [d for key, d in wanted.items() if known.get(key) != d]
    for provider, episode_id in gone:
        connection.execute(
            delete(differences).where(
                differences.c.show_id == show_id,
                differences.c.provider == provider,
                differences.c.episode_id == episode_id,
            )
        )
    if fresh:
        rows = [{name: getattr(d, name) for name in Difference.__dataclass_fields__} for d in fresh]
        connection.execute(insert(differences), [{"show_id": show_id, **row} for row in rows])
    return bool(gone or fresh)


def clear(connection: Connection, show_id: int) -> None:
    """Forget those of a show that is another one now."""
    connection.execute(delete(differences).where(differences.c.show_id == show_id))
