"""What is to be done about one pair of videos: by what changed since both last agreed, else by what they tell.

Pure. Nothing that was watched is ever taken back because of a date that nobody knows.
"""

from dataclasses import dataclass
from datetime import datetime

from parity.core.watched import OTHER, Side
from parity.core.watched_agreed import Agreed
from parity.core.watched_change import Change, ChangeState, Do
from parity.core.watched_dates import believed, is_just_now, later
from parity.core.watched_pairs import Pair
from parity.core.watched_rule import Rule
from parity.core.watched_standing import Both, Standing, agrees, has_changed, look_at

Winner = tuple[Side, str]
"""The side that counts, and why: a key of REASONS."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known beside the pair. `at_once`: keys of Plex's videos whose mark has the date of many others."""

    now: datetime
    agreed: Agreed | None = None
    at_once: frozenset[str] = frozenset()


def decide(pair: Pair, rule: Rule, known: Knowledge) -> Change | None:
    """What to do, or why nothing though both differ; None when both stand alike, or did and nobody changed anything."""
    both = look_at(pair, rule)
    if both.unreadable:
        return _change(both, "partner", "", 0, "unreadable", "skipped", "unreadable")
    if agrees(both, rule):
        return None
    winner = _winner(both, rule, known)
    if winner is None:
        return None
    source, reason = winner
    target = OTHER[source]
    if both.of(source).begun and both.of(target).finished and reason.startswith(("played", "newer")):
        reason = f"again on {source}"
    do, position = _to_do(both, source, rule)
    hold = both.obstacle or _playing(both, known) or _impossible(both, source, do)
    if hold:
        return _change(both, target, "", 0, reason, "skipped", hold)
    if not rule.writes(target):
        return _change(both, target, do, position, reason, "skipped", "one way")
    if (do == "clear" and not rule.unmark) or (do == "move" and _loses_mark(both, target, rule, known)):
        return _change(both, target, do, position, reason, "held", "un-marks are off")
    return _change(both, target, do, position, reason)


def _winner(both: Both, rule: Rule, known: Knowledge) -> Winner | None:
    """The side that the other is to follow; None where there is nothing to follow."""
    was = known.agreed
    if was is None:
        return _meeting(both, rule, known)
    plex, partner = has_changed(both, "plex", was.plex, rule), has_changed(both, "partner", was.partner, rule)
    if plex and partner:
        return _meeting(both, rule, known)
    if not (plex or partner):
        return None
    source: Side = "plex" if plex else "partner"
    return source, f"{'unmarked' if both.of(source).blank else 'played'} on {source}"


def _meeting(both: Both, rule: Rule, known: Knowledge) -> Winner | None:
    """Which side counts when nobody knows what came first but by dates: upward only, and newer before further."""
    plex, partner = both.plex, both.partner
    for side in OTHER:
        if both.of(side).blank:
            return OTHER[side], f"only on {OTHER[side]}"
    at_once = not known.at_once.isdisjoint(video.key for video in both.pair.plex)
    dates = [believed(plex.at, known.now), believed(partner.at, known.now)]
    if at_once and plex.finished:
        dates[0] = None
    order = later(*dates)
    if order:
        newer: Side = "plex" if order > 0 else "partner"
        return newer, f"newer on {newer}"
    if plex.watched and partner.watched:
        return None  # one of both is being watched again, or is done with that: nobody knows which
    if at_once and plex.finished:
        return "partner", "marked with others"
    further: Side = "plex" if _further(plex, partner) else "partner"
    return further, f"further on {further}"


def _further(one: Standing, other: Standing) -> bool:
    """Whether one side is further: at its end, or at a later position; the same counts for the first."""
    if one.finished != other.finished:
        return one.finished
    return one.position >= other.position


def _to_do(both: Both, source: Side, rule: Rule) -> tuple[Do, int]:
    """What makes the other side stand like the source, and the position of a move."""
    here, target = both.of(source), OTHER[source]
    if here.blank:
        return "clear", 0
    if here.finished:
        return "mark", 0
    since = both.watched_from(target)
    if rule.player(target).keeps_mark and since is not None and here.position >= since:
        return "mark", 0  # it would call it watched at this position, and forget the position
    return "move", here.position


def _impossible(both: Both, source: Side, do: Do) -> str:
    """Why it cannot be done: a position that means nothing on the other side, or that it would not take."""
    if both.of(source).begun and not both.positions:
        return both.hold
    if do == "move" and source == "partner" and not both.length("plex"):
        return "no length"
    if do == "move" and source == "plex" and both.of(source).position < both.lead.kept_from:
        return "too early"
    return ""


def _loses_mark(both: Both, target: Side, rule: Rule, known: Knowledge) -> bool:
    """Whether a position takes a mark away that nobody else has, so that nothing tells any more that it was watched.

    Not where the target only marked by itself what both sides agreed on, and as the owner wants it for an un-mark.
    """
    if rule.player(target).keeps_mark or not both.of(target).watched or both.of(OTHER[target]).watched:
        return False
    was = known.agreed
    if was is None:
        return True
    then = {"plex": was.plex, "partner": was.partner}
    if then[OTHER[target]].watched:
        return not rule.unmark
    return not then[target].watched or has_changed(both, target, then[target], rule)


def _playing(both: Both, known: Knowledge) -> str:
    return "playing" if is_just_now(both.lead.state.at, known.now) else ""


def _change(
    both: Both, side: Side, do: Do, position: int, reason: str, state: ChangeState = "planned", hold: str = ""
) -> Change:
    first, lead = both.pair.plex[0], both.lead
    to = f" {position}" if do == "move" else ""
    return Change(
        mark=f"{side} {do or 'nothing'}{to} {first.place}/{first.key} {lead.key}",
        side=side,
        do=do,
        keys=(lead.key,) if side == "partner" else _keys(both, do),
        place=first.place,
        plex_key=first.key,
        partner_key=lead.key,
        title=first.title,
        by=both.pair.by,
        plex=both.told,
        partner=lead.state,
        duration=both.length("plex"),
        position=position,
        reason=reason,
        state=state,
        hold=hold,
    )


def _keys(both: Both, do: Do) -> tuple[str, ...]:
    """The videos of Plex to be changed: of several parts those that do not stand so yet."""
    videos = both.pair.plex
    wanted = [each.key for each in videos if do != "mark" or not each.state.watched or each.state.position]
    return tuple(wanted) or (videos[0].key,)
