"""Makes, changes, moves and drops rules for paths; what no server had a place for is looked at again at once."""

from collections.abc import Callable

from parity.actions.ports import House
from parity.actions.spread import spread_again
from parity.core.paths import Rule
from parity.store import path_rules
from parity.store.database import Connection
from parity.store.path_rules import BadRule

__all__ = ["BadRule", "add_rule", "change_rule", "move_rule", "remove_rule", "shift_rule"]


def add_rule(house: House, rule: Rule) -> int:
    """Put a rule behind all others; its id, that of the same rule when there is one. Raises BadRule."""
    with house.database.writing() as connection:
        same = next((one.id for one in path_rules.every(connection) if path_rules.alike(one, rule)), None)
        if same is not None:
            return same
        made = path_rules.add(connection, rule)
        spread_again(house, connection)
        return made


def change_rule(house: House, rule: Rule) -> bool:
    """Write the rule of this id anew, where it stands. False when it is gone. Raises BadRule."""
    return _changed(house, lambda connection: path_rules.change(connection, rule))


def move_rule(house: House, rule_id: int, place: int) -> bool:
    """Let it stand at this place, counted from 0. False when it is gone."""
    return _changed(house, lambda connection: path_rules.move(connection, rule_id, place))


def shift_rule(house: House, rule_id: int, by: int) -> bool:
    """Let it be tried so many places later, or with a number below zero earlier. False when it is gone."""
    with house.database.reading() as connection:
        order = [rule.id for rule in path_rules.every(connection)]
    return rule_id in order and move_rule(house, rule_id, max(order.index(rule_id) + by, 0))


def remove_rule(house: House, rule_id: int) -> bool:
    """Drop a rule. False when it is gone already."""
    return _changed(house, lambda connection: path_rules.remove(connection, rule_id))


def _changed(house: House, change: Callable[[Connection], bool]) -> bool:
    with house.database.writing() as connection:
        if not change(connection):
            return False
        spread_again(house, connection)
        return True
