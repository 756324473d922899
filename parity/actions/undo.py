"""Takes decisions back: what they said ceases to hold at once."""

from collections.abc import Collection
from dataclasses import dataclass

from parity.actions import decide_film, watch_decisions
from parity.actions.decide import compare_again, concerned, identify_again, reckon_again
from parity.actions.ports import House
from parity.core.decisions import all_keys
from parity.store import decisions

_OF_OTHERS = (*decide_film.KINDS, *watch_decisions.KINDS)
"""Kinds of decisions that are not about shows."""


@dataclass(frozen=True, slots=True)
class Undone:
    """How many decisions stood until now, and which shows TMDB has to be asked about: what they are may differ."""

    count: int
    to_ask: tuple[int, ...] = ()


def undo(house: House, decision_id: int) -> bool:
    """Take one decision back. False when there is none, or it was taken back already."""
    return undo_all(house, [decision_id]).count == 1


def undo_all(house: House, decision_ids: Collection[int]) -> Undone:
    """Take decisions back in one go, all or none; `take_back` has what may be another one asked about, too."""
    with house.database.writing() as connection:
        found = [row.decision for row in decisions.some(connection, decision_ids) if row.undone_at is None]
        for decision in found:
            decisions.undo(connection, decision.id, house.now())
        matches = all_keys(decision for decision in found if decision.kind == "match")
        moves = identify_again(house, connection, concerned(connection, matches)) if matches else {}
        orders = all_keys(decision for decision in found if decision.kind == "order")
        numbered = concerned(connection, orders) if orders else []
        if orders:
            compare_again(house, connection, numbered)
        others = all_keys(d for d in found if d.kind not in ("match", "order", *_OF_OTHERS))
        if others:
            reckon_again(house, connection, concerned(connection, others))
        decide_film.take_effect(house, connection, found)
    others_now = {move.now for move in moves.values() if move.now != move.was}
    return Undone(len(found), tuple(sorted({*others_now, *numbered})))
