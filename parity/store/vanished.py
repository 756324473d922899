"""Episodes that were in Plex and went, kept until the shows that they belonged to are reckoned again."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, insert, select

from parity.core.library import PlexEpisode
from parity.store.packing import unpack
from parity.store.schema import held_episodes as held
from parity.store.schema import items
from parity.store.schema import vanished_episodes as vanished

_FACTS = [name for name in PlexEpisode.__dataclass_fields__ if name in vanished.c and name != "ids"]
_TOGETHER = 500
_ITS_ITEM = and_(items.c.library_id == vanished.c.library_id, items.c.rating_key == vanished.c.show_key)
_OF_SHOWS = (
    select(items.c.show_id, vanished.c.library_id, vanished.c.ids, *(vanished.c[name] for name in _FACTS))
    .join(items, _ITS_ITEM)
    .where(items.c.show_id.in_(bindparam("shows", expanding=True)))
)
_DROP = delete(vanished).where(
    vanished.c.library_id == bindparam("this_library"), vanished.c.show_key == bindparam("this_show")
)

Vanished = Mapping[tuple[int, str], Sequence[PlexEpisode]]
"""By (library id, rating key of the show), as they were."""


def note(connection: Connection, went: ColumnElement[bool], show_keys: Collection[str] | None = None) -> None:
    """Keep those of the held episodes that are about to go, `went`; of what was in the trash nothing is noted.

    `show_keys`: no others than these shows lose anything, which spares a look at all.
    """
    few = show_keys is not None and len(show_keys) <= _TOGETHER
    there = select(*(held.c[column.name] for column in vanished.c)).where(went, held.c.live.is_(True))
    if few:
        there = there.where(held.c.show_key.in_(list(show_keys or ())))
    same = and_(vanished.c.library_id == held.c.library_id, vanished.c.rating_key == held.c.rating_key)
    fresh = there.where(~select(vanished.c.rating_key).where(same).exists())
    connection.execute(insert(vanished).from_select([column.name for column in vanished.c], fresh))


def of_shows(connection: Connection, show_ids: Collection[int]) -> dict[int, dict[tuple[int, str], list[PlexEpisode]]]:
    """What went of each of those shows that lost anything. One statement."""
    found: dict[int, dict[tuple[int, str], list[PlexEpisode]]] = {}
    for show_id, library_id, ids, *facts in connection.execute(_OF_SHOWS, {"shows": list(show_ids)}):
        episode = PlexEpisode(**dict(zip(_FACTS, facts, strict=True)), live=True, ids=unpack(ids))
        found.setdefault(show_id, {}).setdefault((library_id, episode.show_key), []).append(episode)
    return found


def drop(connection: Connection, items_of: Collection[tuple[int, str]]) -> None:
    """It is settled what follows from what these items lost: (library id, rating key of the show)."""
    for library_id, show_key in items_of:
        connection.execute(_DROP, {"this_library": library_id, "this_show": show_key})
