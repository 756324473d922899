"""Whether what was done to the lists shows in them."""

from collections.abc import Iterable

from parity.core.watch_action import Action
from parity.core.watch_groups import Group, name_of


def unseen(done: Iterable[Action], groups: Iterable[Group]) -> tuple[str, ...]:
    """Marks of those changes that the lists, as they were read again, do not tell."""
    by_name = {name_of(item): group for group in groups for item in group.items}
    return tuple(action.mark for action in done if not _shows(action, by_name))


def _shows(action: Action, by_name: dict[str, Group]) -> bool:
    names = [f"{side}:{key}" for side in ("plex", "simkl") for key in action.keys]
    found = {id(by_name[name]): by_name[name] for name in names if name in by_name}.values()
    if action.do == "add":
        return any(group.plex if action.side == "plex" else group.planned for group in found)
    there = (group.plex if action.side == "plex" else group.planned for group in found)
    return not any(row.key in action.keys for rows in there for row in rows)
