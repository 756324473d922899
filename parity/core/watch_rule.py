"""By which rule the two lists are kept together: what the owner chose in the settings, or for one run."""

from dataclasses import dataclass
from typing import Literal

from parity.core.watch import Side

Mode = Literal["two-way", "mirror", "one-way"]
MODES: tuple[Mode, ...] = ("two-way", "mirror", "one-way")


@dataclass(frozen=True, slots=True)
class Rule:
    """`source` counts with mirror and one-way. `watching`: whether what SIMKL moved to watching or hold is taken off
    Plex's list too. `partial_adds`: whether to add although a list was not read whole.
    """

    mode: Mode = "two-way"
    source: Side = "plex"
    add: bool = True
    remove: bool = True
    watching: bool = False
    partial_adds: bool = False

    def writes(self, side: Side) -> bool:
        """Whether this list may be changed at all."""
        return self.mode == "two-way" or side != self.source

    def mirrors(self, side: Side) -> bool:
        """Whether the other list is made to be like this one, whatever both agreed on."""
        return self.mode == "mirror" and self.source == side
