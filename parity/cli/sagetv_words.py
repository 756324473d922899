"""How videos stand in Plex and SageTV, in words for a terminal."""

from collections.abc import Iterator
from datetime import tzinfo

from parity.cli.saying import plain
from parity.core.watched import PLEX, SAGETV, SIDES, Player, Side, State
from parity.core.watched_change import Change, told_position, told_reason
from parity.core.watched_pairs import Alone

PLAYERS: dict[Side, Player] = {"plex": PLEX, "partner": SAGETV}
NAMES: dict[Side, str] = {side: player.name for side, player in PLAYERS.items()}
_WIDEST = max(map(len, NAMES.values()))


def told_key(key: str) -> str:
    """The sentence of a reason, as it is said of SageTV."""
    return told_reason(key, SAGETV.name)


def of_state(state: State, side: Side) -> str:
    """`watched`, `at 0:12:30`, `watched, again at 0:12:30`, `not begun`: as the page says it."""
    over = state.watched and not PLAYERS[side].keeps_mark  # its position is only where watching ended
    parts = ["watched"] if state.watched else []
    parts += [f"at {told_position(state.position)}"] if state.position and not over else []
    return ", again ".join(parts) or "not begun"


def doing(change: Change) -> str:
    """What is done to a video: `SageTV: mark as watched`."""
    at = told_position(change.position)
    what = {"mark": "mark as watched", "clear": "take mark and position away", "move": f"go on at {at}"}
    return f"{NAMES[change.side]}: {what.get(change.do, 'leave as it is')}"


def is_left(change: Change) -> bool:
    """Whether both differ, and nothing is to be done about it."""
    return not change.do or change.state == "skipped"


def standing(change: Change | None) -> str:
    """`OK`, `SageTV out of sync`, or why it is left as it is, for between brackets."""
    if change is None:
        return "OK"
    if is_left(change):
        return f"left as it is: {told_key(change.hold or change.reason)}"
    waits = ", waits for your yes" if change.state == "held" else ""
    return f"{NAMES[change.side]} out of sync{waits}"


def of_change(change: Change, zone: tzinfo) -> Iterator[str]:
    """Both sides, each old and, where it is changed, new; and why."""
    for side in SIDES:
        state = change.plex if side == "plex" else change.partner
        name = f"{NAMES[side]}:".ljust(_WIDEST + 1)
        changed = f" → {of_state(change.after, side)}" if side == change.side and not is_left(change) else ""
        last = f" (last played {state.at.astimezone(zone):%Y-%m-%d %H:%M})" if state.at else ""
        yield f"{name} {of_state(state, side)}{changed}{last}"
    if change.do:
        yield told_key(change.reason)
    if change.state == "held" and change.hold:
        yield told_key(change.hold)


def alone_as(alone: Alone) -> str:
    """`not in SageTV`, or `ambiguous`, for between brackets."""
    return f"not in {SAGETV.name}" if alone.reason == "not in partner" else alone.reason


def called(key: str, title: str) -> str:
    """`[1234] Castle – S07E19`, as nothing that a terminal obeys."""
    return plain(f"[{key}] {title}")
