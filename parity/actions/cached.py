"""The cache of outside answers, as its owner sees it: how much there is, and letting go of it."""

from dataclasses import dataclass

from parity.actions.ports import House
from parity.cache import CacheUnusable


@dataclass(frozen=True, slots=True)
class Kept:
    """`entries` and `bytes` of the cache, None where nobody can say; `trouble`: why it cannot be used at all."""

    entries: int | None = None
    bytes: int | None = None
    trouble: str = ""


def figures(house: House) -> Kept:
    """What the cache holds now."""
    try:
        found = house.doors().figures()
    except CacheUnusable as trouble:
        return Kept(trouble=str(trouble))
    return Kept(found.entries, found.bytes)


def flush(house: House) -> Kept:
    """Forget all answers, which is always safe; what the cache holds afterwards."""
    try:
        house.doors().flush()
    except CacheUnusable as trouble:
        return Kept(trouble=str(trouble))
    return figures(house)
