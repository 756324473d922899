"""What a person decides about a title of the two lists: leave it alone, or which title of the other side it is."""

import re
from collections.abc import Sequence

from parity.actions.decide import NoSuchThing, Refused
from parity.actions.ports import House
from parity.core.watch import Side, WatchItem
from parity.core.watch_shapes import left_alone, with_year
from parity.store import decisions, watch_unresolved
from parity.store.database import Connection
from parity.store.watch_pairs import item_of, names_of
from parity.store.watch_ruled import APART, MATCH

KINDS = (APART, MATCH)
_GUID = re.compile(r"plex://(?:movie|show)/[0-9a-z]{1,40}")
_NAMES = {"plex": "Plex", "simkl": "SIMKL"}


def leave_alone(house: House, side: Side, key: str) -> int:
    """From now on no run touches this title on either list. Returns the decision's id.

    `key` is what the service of that side calls it. Raises NoSuchThing when the list does not know it.
    """
    with house.database.writing() as connection:
        item = _item(connection, side, key)
        names = names_of(item)
        _undo(house, connection, APART, names)
        made = decisions.add(connection, APART, names, left_alone(item.title, item.year), house.now(), house.today())
        watch_unresolved.try_again(connection, side, [key])
    return made


def match(house: House, side: Side, key: str, to_key: str, named: str = "") -> int:
    """Say which title of the other side this row is: by SIMKL's number, or by Plex's guid. Returns the decision's id.

    `named`: what that title is called, where no list of ours says it.

    Raises NoSuchThing when the list does not know it, Refused for what cannot be a key of the other side.
    """
    other: Side = "simkl" if side == "plex" else "plex"
    if not _could_be(other, to_key):
        raise Refused(f"{to_key[:50]} is no title of {_NAMES[other]}.")
    with house.database.writing() as connection:
        item = _item(connection, side, key)
        _undo(house, connection, MATCH, [f"{side}:{key}"])
        known = item_of(connection, other, to_key)
        said = with_year(known.title, known.year) if known else named or to_key.rpartition("/")[2]
        label = f"{with_year(item.title, item.year)} on {_NAMES[side]} is {said} on {_NAMES[other]}"
        value, day = f"{other}:{to_key}", house.today()
        made = decisions.add(connection, MATCH, [f"{side}:{key}"], label, house.now(), day, value=value)
        watch_unresolved.try_again(connection, side, [key])
        watch_unresolved.try_again(connection, other, [to_key])
    return made


def _item(connection: Connection, side: Side, key: str) -> WatchItem:
    item = item_of(connection, side, key)
    if item is None:
        raise NoSuchThing(f"The list of {_NAMES[side]} does not have that title any more.")
    return item


def _could_be(side: Side, key: str) -> bool:
    if side == "simkl":
        return key.isascii() and key.isdecimal() and 0 < len(key) <= 12
    return _GUID.fullmatch(key) is not None


def _undo(house: House, connection: Connection, kind: str, names: Sequence[str]) -> None:
    """A newer decision takes the place of those of its kind that go by any of these names."""
    for row in decisions.standing(connection):
        if row.decision.kind == kind and not row.decision.keys.isdisjoint(names):
            decisions.undo(connection, row.decision.id, house.now())
