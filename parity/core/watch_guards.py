"""What is held back before anything is done: a list that broke off or vanished must not take the other one with it.

What happened to people whose tools had no such guards: simkl.md 3.3 and 3.5.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from parity.core.watch import Complete, Listing, Side, Type
from parity.core.watch_action import Action
from parity.core.watch_groups import Agreed
from parity.core.watch_rule import Rule

FEW = 5
SHARE = 20
"""More removals than FEW, and than this percentage of a list, wait for a person's yes."""
VANISHED_FROM = 2
"""Titles that both lists had, from which on an empty list is not believed."""
_ENDED = ("completed", "dropped")
_KINDS: tuple[Type, ...] = ("movie", "show")


def guarded(
    actions: Sequence[Action],
    plex: Listing,
    simkl: Listing,
    agreed: Sequence[Agreed],
    known: bool,
    rule: Rule,
    confirmed: frozenset[str] | None = frozenset(),
) -> tuple[Action, ...]:
    """The actions with the state in which they may be carried out.

    `agreed`: the titles that both lists had; `known`: whether that was for these accounts and this rule.
    `confirmed`: marks that a person said yes to, None for all. A list that was not read whole outranks that.
    """
    lists: dict[Side, Listing] = {"plex": plex, "simkl": simkl}
    whole = all(isinstance(each, Complete) for each in lists.values())
    many = {side: _too_many(actions, side, lists[side]) for side in lists}
    empty = {side: _vanished(side, lists[side], agreed) for side in lists}

    def judged(action: Action) -> Action:
        if action.state != "planned":
            return action
        off = _switched_off(action, rule, whole, isinstance(simkl, Complete))
        if off:
            return replace(action, state="skipped", hold=off)
        hold = action.hold or _doubt(action, known, many, empty)
        if hold and confirmed is not None and action.mark not in confirmed:
            return replace(action, state="held", hold=hold)
        return replace(action, hold="")

    return tuple(map(judged, actions))


def _switched_off(action: Action, rule: Rule, whole: bool, simkl_whole: bool) -> str:
    if action.do == "remove":
        return "list not whole" if not whole else "" if rule.remove else "removing is off"
    if not rule.add:
        return "adding is off"
    # A title that SIMKL's half of a list does not show may be there as watched: adding it would undo that.
    may = whole or (rule.partial_adds and (simkl_whole or action.side == "plex"))
    return "" if may else "list not whole"


def _vanished(side: Side, listing: Listing, agreed: Sequence[Agreed]) -> frozenset[Type]:
    """Of which kind there is nothing on a list that had several: nothing at all, or, as SIMKL tells films and shows
    apart, no row of whatever status of one of them.
    """
    if len(agreed) >= VANISHED_FROM and not _size(listing):
        return frozenset(_KINDS)
    had, there = Counter(each.type for each in agreed), {item.type for item in listing.items}
    return frozenset(kind for kind in _KINDS if side == "simkl" and had[kind] >= VANISHED_FROM and kind not in there)


def _doubt(action: Action, known: bool, many: dict[Side, bool], empty: dict[Side, frozenset[Type]]) -> str:
    """Why this removal waits for a person; "" when it does not."""
    if action.do == "add":
        return ""
    other: Side = "simkl" if action.side == "plex" else "plex"
    reasons = (
        ("list is empty", action.type in empty[other]),
        ("too many", many[action.side]),
        ("first run", not known),
        ("finished show", action.type == "show" and action.reason in _ENDED),
    )
    return next((reason for reason, holds in reasons if holds), "")


def _too_many(actions: Sequence[Action], side: Side, listing: Listing) -> bool:
    wanted = sum(len(a.keys) for a in actions if a.side == side and a.do == "remove" and a.state == "planned")
    return wanted > FEW and wanted * 100 > SHARE * _size(listing)


def _size(listing: Listing) -> int:
    return sum(1 for item in listing.items if item.listed)
