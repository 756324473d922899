"""How much of SIMKL's lists has to be read, by its stamps of what changed when (facts: simkl.md 1.3)."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal

from parity.core.simkl import Activities
from parity.core.watch import WatchItem

How = Literal["nothing", "changed", "everything"]
OVERLAP = timedelta(seconds=2)
"""Stamps count whole seconds: what changed in the second of the last look is read again."""
SETTLED = timedelta(seconds=5)
"""A stamp younger than this may still gather changes that it does not tell."""


def how_to_read(before: Activities, now: Activities) -> How:
    """Nothing where no stamp moved; everything where something was removed, which no list of changes tells, or where
    a stamp went backwards or is not there any more; else what changed.
    """
    known = {name for name, moment in before.stamps.items() if moment is not None}
    if "all" not in known:
        return "everything"
    for name in known | set(now.stamps):
        old, new = before.stamps.get(name), now.stamps.get(name)
        if old == new:
            continue
        backwards = old is not None and (new is None or new < old)
        if backwards or name.endswith("removed_from_list"):
            return "everything"
    return "nothing" if dict(before.stamps) == dict(now.stamps) else "changed"


def merged(before: Sequence[WatchItem], changed: Sequence[WatchItem]) -> tuple[WatchItem, ...]:
    """The rows after these changed: each in its place, new ones at the end."""
    fresh = {item.key: item for item in changed}
    known = {item.key for item in before}
    kept = [fresh.get(item.key, item) for item in before]
    return (*kept, *(item for item in fresh.values() if item.key not in known))


def settled(activities: Activities, now: datetime) -> bool:
    """Whether the stamps may be believed at the next look: none is so young that more can happen under it."""
    return all(moment is None or now - moment >= SETTLED for moment in activities.stamps.values())


def as_texts(activities: Activities) -> dict[str, object]:
    """Stamps for keeping."""
    return {name: moment and moment.isoformat() for name, moment in activities.stamps.items()}


def from_texts(kept: Mapping[str, object]) -> Activities:
    """Stamps as they were kept."""
    pairs = kept.items()
    return Activities({name: datetime.fromisoformat(text) if isinstance(text, str) else None for name, text in pairs})
