"""Takes decisions back, and has what they said about a show's identity or order asked about anew."""

from collections.abc import Collection
from dataclasses import dataclass

from parity.actions import undo
from parity.actions.ports import House
from parity.actions.scan_control import look_again


@dataclass(frozen=True, slots=True)
class TakenBack:
    """How many decisions stood until now. `asked`: whether a scan was queued, None when nobody has to be asked."""

    count: int
    asked: bool | None


def take_back(house: House, decision_ids: Collection[int]) -> TakenBack:
    """Take decisions back in one go, all or none, and queue a scan of the shows that may be other ones now.

    Without it they would go by what is remembered, or by nothing, until the next scan comes by.
    """
    undone = undo.undo_all(house, decision_ids)
    return TakenBack(undone.count, look_again(house, undone.to_ask) if undone.to_ask else None)
