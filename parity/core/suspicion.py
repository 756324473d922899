"""Whether what Plex holds and what the source lists are the same show in the same order, and what else might be."""

from dataclasses import dataclass
from typing import Literal

Doubt = Literal["key", "order", "match", "numbers"]
"""key: it cannot be compared without a key for TheTVDB. numbers: items fit nowhere and could be what is missing."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What might be right instead. `value`: an order's label for "order", a TMDB id for "match", "" for "key".

    `share` and `share_now` are how much of what Plex holds it would explain and how much is explained now, per cent.
    """

    kind: Literal["order", "match", "key"]
    value: str
    name: str
    share: int
    share_now: int
