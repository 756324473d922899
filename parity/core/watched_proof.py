"""Whether what was told to a player shows when it is read again."""

from parity.core.watched_change import Change
from parity.core.watched_pairs import Pair
from parity.core.watched_rule import ROUNDING, Rule
from parity.core.watched_standing import agrees, look_at


def shows(change: Change, after: Pair, rule: Rule) -> bool:
    """Whether the pair, read again, stands as the change wanted it.

    A position that its player takes for the end counts: players differ in where the end begins.
    """
    both = look_at(after, rule)
    if both.unreadable:
        return False
    if agrees(both, rule):
        return True
    now = both.of(change.side)
    before = change.plex if change.side == "plex" else change.partner
    if change.do == "mark":
        return now.finished if change.side == "partner" else _all_watched(change, after)
    if change.do == "clear":
        return now.blank
    return abs(now.raw - change.position) <= ROUNDING or (now.watched and not before.watched)


def _all_watched(change: Change, after: Pair) -> bool:
    return all(each.state.watched and not each.state.position for each in after.plex if each.key in change.keys)
