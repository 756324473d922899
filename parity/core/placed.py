"""Where the items of a copy went."""

from dataclasses import dataclass, field

from parity.core.library import PlexEpisode
from parity.core.numbering import Number


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an item went that is not simply what its number says; `was` is its number in Plex, None: it has none.

    `how`: by its "id", "title" or "date"; "half" of a longer whole, or the whole of two halves; "range": its file names
    several. "unplaced": `number` is None, it fits nowhere.
    """

    rating_key: str
    title: str
    number: Number | None
    how: str
    was: Number | None = None


@dataclass(slots=True)
class Placed:
    """What came of one copy. `left`: so many items are nothing that is listed; of those `doubtful` could be an episode
    that nobody holds. `strange`: numbered as one, yet unlike it."""

    holders: dict[Number, PlexEpisode] = field(default_factory=dict)
    placements: list[Placement] = field(default_factory=list)
    doubtful: list[PlexEpisode] = field(default_factory=list)
    strange: int = 0
    items: int = 0
    left: int = 0
