"""By which rule watched states are kept alike: what the owner chose in the settings, or for one run."""

from dataclasses import dataclass
from datetime import timedelta

from parity.core.watched import PLEX, SAGETV, Player, Side

EQUAL = 2_000
"""Milliseconds by which two positions may differ and be the same (seed 004)."""
ROUNDING = 10_000
"""By how much a position may differ that was just written: players round, and clip at the end."""
TAIL = 5
"""The last so many per cent of a video count as its end, not as a position (seed 004)."""
UNLIKE = 5
"""Two lengths that differ by more per cent are of two cuts: a position of one means nothing in the other."""
CLOCK_DOUBT = timedelta(minutes=5)
"""Two dates that are closer than this say nothing about which was first: each player has its own clock."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`ignore`: positions before so many milliseconds count as none. `unmark`: whether what was un-marked on one side
    is un-marked on the other without being asked.
    """

    ignore: int = 60_000
    writes_plex: bool = True
    writes_partner: bool = True
    unmark: bool = False
    partner: Player = SAGETV

    def writes(self, side: Side) -> bool:
        """Whether this side may be changed at all."""
        return self.writes_plex if side == "plex" else self.writes_partner

    def player(self, side: Side) -> Player:
        """Who this side is."""
        return PLEX if side == "plex" else self.partner
