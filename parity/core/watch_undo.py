"""How a change of a list is taken back: what was added is taken off, what was taken off is put back."""

from collections.abc import Iterable

from parity.core.watch import WatchItem
from parity.core.watch_action import Action, Do
from parity.core.watch_groups import Group, tokens

_OPPOSITE: dict[Do, Do] = {"add": "remove", "remove": "add"}
UNDONE = "undone"


def taken_back(done: Iterable[Action], groups: Iterable[Group]) -> tuple[Action, ...]:
    """What has to be done so that these changes are as if they had not been, by the lists as they are now.

    Nothing where somebody did it already. A row of SIMKL that has history by now stays, and so do several.
    """
    by_name = {name: group for group in groups for name in _names(group)}
    made = (_back(action, by_name) for action in done)
    return tuple(action for action in made if action is not None)


def _back(action: Action, by_name: dict[str, Group]) -> Action | None:
    names = tokens(action.type, action.ids) | {f"{action.side}:{key}" for key in action.keys}
    group = next((by_name[name] for name in sorted(names) if name in by_name), None)
    there = _rows(group, action) if group is not None else ()
    opposite = _OPPOSITE[action.do]
    if bool(there) == (opposite == "add"):
        return None
    mark = f"{action.side} {opposite} {action.mark.partition(' ')[2].partition(' ')[2]}"
    keys = tuple(row.key for row in there) or action.keys
    hold = _kept(there)
    return Action(
        mark,
        action.side,
        opposite,
        action.type,
        action.title,
        action.year,
        action.ids,
        keys,
        UNDONE,
        "skipped" if hold else "planned",
        hold,
        action.added_at,
    )


def _kept(there: tuple[WatchItem, ...]) -> str:
    """Why these rows stay although their addition is taken back: of several, one was ours and the others were not."""
    if any(row.has_history for row in there):
        return "has history"
    return "several seasons" if len(there) > 1 and there[0].side == "simkl" else ""


def _rows(group: Group, action: Action) -> tuple[WatchItem, ...]:
    rows = group.plex if action.side == "plex" else group.planned
    exact = tuple(row for row in rows if row.ids & action.ids)
    return exact or (rows if len(rows) == 1 else ())  # of several, nothing says which one was meant


def _names(group: Group) -> frozenset[str]:
    return tokens(group.type, group.ids) | {f"{item.side}:{item.key}" for item in group.items}
