"""The rules by which a path of a source becomes one of a server, in the order in which they are tried."""

from dataclasses import replace

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from parity.core.path_parts import is_rooted
from parity.core.paths import Rule
from parity.store.patterns import BadPattern, rewriter
from parity.store.schema import path_rules

LONGEST = 1000  # letters of a path in a rule


class BadRule(ValueError):
    """It cannot be kept; the text says why, and what would do."""


_PARTS = ("kind", "matches", "becomes", "source", "machine_id", "ignore_case")
_ALL = select(*(path_rules.c[name] for name in (*_PARTS, "id"))).order_by(path_rules.c.position, path_rules.c.id)
_ONE = path_rules.c.id == bindparam("this_rule")


def every(connection: Connection) -> list[Rule]:
    """All of them, ready to be used. A pattern that this version cannot read any more fits nothing."""
    return [_ready(Rule(*row)) for row in connection.execute(_ALL)]


def add(connection: Connection, rule: Rule) -> int:
    """Put a rule behind all others; its id. Raises BadRule."""
    values = _values(rule)
    last = connection.execute(select(func.max(path_rules.c.position))).scalar() or 0
    made = insert(path_rules).values(position=last + 1, **values).returning(path_rules.c.id)
    return int(connection.execute(made).scalar_one())


def change(connection: Connection, rule: Rule) -> bool:
    """Write the rule of this id anew, where it stands. False when it is gone. Raises BadRule."""
    return (
        connection.execute(update(path_rules).where(_ONE).values(_values(rule)), {"this_rule": rule.id}).rowcount == 1
    )


def move(connection: Connection, rule_id: int, place: int) -> bool:
    """Let it stand at this place, counted from 0. False when it is gone."""
    order = [rule.id for rule in every(connection)]
    if rule_id not in order:
        return False
    order.remove(rule_id)
    order.insert(place, rule_id)
    query = update(path_rules).where(_ONE).values(position=bindparam("at"))
    connection.execute(query, [{"this_rule": one, "at": at} for at, one in enumerate(order, start=1)])
    return True


def remove(connection: Connection, rule_id: int) -> bool:
    """Drop a rule. False when it is gone already."""
    return connection.execute(delete(path_rules).where(_ONE), {"this_rule": rule_id}).rowcount == 1


def alike(one: Rule, other: Rule) -> bool:
    """Whether two rules say the same, wherever they stand."""
    return all(getattr(one, name) == getattr(other, name) for name in _PARTS)


def flaw(rule: Rule) -> str | None:
    """Why a rule cannot be kept; None when it can."""
    if not rule.matches or len(rule.matches) > LONGEST or len(rule.becomes) > LONGEST:
        return f"Give what to look for, and nothing longer than {LONGEST} letters."
    if rule.kind == "regex":
        return _flaw_of_pattern(rule)
    if not (is_rooted(rule.matches) and is_rooted(rule.becomes)):
        return "Give both folders whole, from the beginning: /data/tv, C:\\TV, or \\\\nas\\tv."
    return None


def _flaw_of_pattern(rule: Rule) -> str | None:
    try:
        rewriter(rule.matches, rule.becomes, rule.ignore_case)
    except BadPattern as trouble:
        said = str(trouble)
        return f"{said[:1].upper()}{said[1:]}."
    return None


def _values(rule: Rule) -> dict[str, object]:
    trouble = flaw(rule)
    if trouble is not None:
        raise BadRule(trouble)
    return {name: getattr(rule, name) for name in _PARTS}


def _ready(rule: Rule) -> Rule:
    if rule.kind == "prefix":
        return rule
    try:
        return replace(rule, turn=rewriter(rule.matches, rule.becomes, rule.ignore_case))
    except BadPattern:
        return rule
