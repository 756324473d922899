"""What both lists agree on once both were read whole: the base of the next comparison.

It follows from what was read alone, never from what a write was answered: so a crash between a write and this loses
nothing, and a title that could not be added is not one that was taken off.
"""

from collections.abc import Iterable
from datetime import datetime

from parity.core.watch_groups import Agreed, Group


def agreement(groups: Iterable[Group], now: datetime) -> tuple[Agreed, ...]:
    """The next base: what both have, and what both had while it is still on one list. `now`: when both were read."""
    return tuple(each for group in groups for each in _of(group, now))


def _of(group: Group, now: datetime) -> tuple[Agreed, ...]:
    if not group.in_sync:
        # On one list only: somebody took it off the other, and the plan says what follows. On none: over. What a person
        # wants left alone is as if it had never been on both, should they change their mind.
        return group.agreed if (group.plex or group.planned) and group.doubt != "left alone" else ()
    item, *_ = group.items
    return (
        Agreed(
            item.type,
            item.title,
            item.year,
            group.ids,
            frozenset(row.key for row in group.plex),
            frozenset(row.key for row in group.planned),
            now,
            max((row.added_at for row in group.planned if row.added_at is not None), default=None),
        ),
    )
