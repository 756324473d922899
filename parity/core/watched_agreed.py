"""How a pair of videos stood on both sides when it last agreed."""

from dataclasses import dataclass, field
from typing import NamedTuple

from parity.core.watched import State


class PairKey(NamedTuple):
    """A pair: the server of Plex, its rating key there, and what the partner calls it."""

    machine_id: str
    plex_key: str
    partner_key: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """Both states as they were read then. What differs from them now was somebody's doing since."""

    plex: State = field(default_factory=State)
    partner: State = field(default_factory=State)
