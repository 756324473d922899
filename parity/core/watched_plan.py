"""What is to be done so that every video stands alike on both sides: nouns of a plan."""

from dataclasses import dataclass

from parity.core.watched import Side
from parity.core.watched_change import Change
from parity.core.watched_pairs import Alone, Pair


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a plan says of a pair. `change`: what to do, or why nothing is done though both differ; None: in sync."""

    pair: Pair
    change: Change | None


@dataclass(frozen=True, slots=True)
class Plan:
    """Every video of Plex that was looked at. `first_run`: none of these pairs was ever known to agree."""

    verdicts: tuple[Verdict, ...]
    alone: tuple[Alone, ...]
    not_in_plex: int
    first_run: bool

    @property
    def to_do(self) -> tuple[Verdict, ...]:
        """What is to be carried out. The partner comes first: a mark there may be that of other copies too."""
        planned = [each for each in self.verdicts if each.change is not None and each.change.state == "planned"]
        return tuple(sorted(planned, key=lambda each: each.change is not None and each.change.side == "plex"))

    @property
    def changes(self) -> tuple[Change, ...]:
        """All of them, in the order of the videos."""
        return tuple(each.change for each in self.verdicts if each.change is not None)

    @property
    def in_sync(self) -> int:
        """Pairs that stand alike."""
        return sum(1 for each in self.verdicts if each.change is None)

    def out(self, side: Side) -> int:
        """Pairs for which this side is to be changed, or would be if somebody said yes."""
        return sum(1 for each in self.changes if each.side == side and each.do and each.state != "skipped")

    @property
    def set_aside(self) -> int:
        """Pairs that differ and are left as they are."""
        return sum(1 for each in self.changes if not each.do or each.state == "skipped")

    def alone_because(self, reason: str) -> int:
        """How many videos of Plex are alone for this reason."""
        return sum(1 for each in self.alone if each.reason == reason)
