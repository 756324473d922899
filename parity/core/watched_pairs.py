"""Which videos of Plex and of its partner are one: nouns of what `watched_matching` finds."""

from dataclasses import dataclass
from typing import Literal

from parity.core.watched import Video
from parity.core.watched_change import By

Kind = Literal["one", "copies", "parts"]


@dataclass(frozen=True, slots=True)
class Pair:
    """One video on both sides. `kind`: one and one; one in Plex of which the partner has `copies`; one of the partner's
    of which Plex has the `parts`, or the episodes, as videos of their own.

    `covered`: what Plex has are all the partner's files of it.
    """

    plex: tuple[Video, ...]
    partner: tuple[Video, ...]
    by: By
    kind: Kind = "one"
    covered: bool = True


@dataclass(frozen=True, slots=True)
class Alone:
    """A video of Plex without a partner: it does not have it, or it may be one of several; `others` are their files."""

    video: Video
    reason: Literal["not in partner", "ambiguous"]
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pairing:
    """All videos of Plex, in their order; and how many of the partner's Plex does not have."""

    pairs: tuple[Pair, ...]
    alone: tuple[Alone, ...]
    not_in_plex: int
