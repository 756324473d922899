"""How a pair of videos stands on both sides, so that the two can be compared: thresholds, ends, other rules."""

from dataclasses import dataclass, replace
from datetime import datetime

from parity.core.watched import OTHER, Side, State, Video
from parity.core.watched_agreed import Agreed
from parity.core.watched_dates import later
from parity.core.watched_pairs import Pair
from parity.core.watched_rule import EQUAL, TAIL, UNLIKE, Rule

_SOMEWHERE = 3_600_000
"""A position that only says that somebody is in the middle of it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one side is. `position` is one to go on from, 0 where there is none, or so early that it counts for none.

    `raw` is the position as it was told, and `at` when somebody played it last. `tail`: it is in the last part, which
    is as good as the end, but its player does not call it watched.
    """

    watched: bool
    position: int
    raw: int
    at: datetime | None
    tail: bool = False

    @property
    def blank(self) -> bool:
        """Never begun."""
        return not self.watched and not self.position

    @property
    def begun(self) -> bool:
        """Somebody is in the middle of it, for the first time or again."""
        return self.position > 0

    @property
    def finished(self) -> bool:
        """Watched, and not begun again."""
        return self.watched and not self.position

    @property
    def at_end(self) -> bool:
        """Nothing is left to go on with."""
        return self.finished or self.tail

    @property
    def only_tried(self) -> bool:
        """Somebody has just begun it, for the first time or again, and not gone on so far that it counts."""
        return self.blank and self.raw > 0


@dataclass(frozen=True, slots=True)
class Both:
    """A pair as it stands. `positions`: whether a position of one side means the same on the other; else `hold` says
    why not, a key of REASONS. `lead` is the partner's video that stands for all its copies, `told` what Plex tells of
    all its parts together.
    """

    pair: Pair
    plex: Standing
    partner: Standing
    lead: Video
    told: State
    hold: str

    @property
    def positions(self) -> bool:
        return not self.hold

    def of(self, side: Side) -> Standing:
        """How this side stands."""
        return self.plex if side == "plex" else self.partner

    @property
    def agreed(self) -> Agreed:
        """How it stands, for keeping: positions that count for none are none, so that another threshold sees them."""
        plex, partner = self.plex, self.partner
        return Agreed(State(plex.watched, plex.position, plex.at), State(partner.watched, partner.position, partner.at))

    def watched_from(self, side: Side) -> int | None:
        """The position from which on this side calls it watched by itself."""
        return self.pair.plex[0].watched_from if side == "plex" else self.lead.watched_from

    def length(self, side: Side) -> int | None:
        """How long it is on this side, by the other where it does not say; None where nobody does, and of parts."""
        return _length(self.pair, self.lead, side)

    @property
    def unreadable(self) -> bool:
        """Whether the partner does not tell of it, or of one of its copies: what it seems to be says nothing then."""
        return any(each.obstacle == "unreadable" for each in self.pair.partner)

    @property
    def obstacle(self) -> str:
        """Why it is to be left as it is for now, "" for no reason."""
        return next((each.obstacle for each in (*self.pair.plex, self.lead) if each.obstacle), "")


def look_at(pair: Pair, rule: Rule) -> Both:
    """How the pair stands by these rules."""
    lead, told = _lead(pair), _told_by_plex(pair)
    return Both(
        pair,
        standing(_meant(told, pair), _length(pair, lead, "plex"), "plex", rule),
        standing(lead.state, _length(pair, lead, "partner"), "partner", rule),
        lead,
        told,
        _no_positions(pair, lead),
    )


def standing(state: State, duration: int | None, side: Side, rule: Rule) -> Standing:
    """How far somebody is by what a player tells of a video that is so long."""
    position = state.position
    at_end = duration is not None and duration > 0 and position * 100 > duration * (100 - TAIL)
    over = state.watched and (at_end or not rule.player(side).keeps_mark)  # SageTV leaves it where watching ended
    told = 0 if over or position < max(rule.ignore, 1) else position
    return Standing(state.watched, told, position, state.at, tail=at_end and told > 0)


def agrees(both: Both, rule: Rule) -> bool:
    """Whether both sides tell the same, as far as each can."""
    plex, partner = both.plex, both.partner
    if plex.at_end and partner.at_end:
        return True
    if any(both.of(side).tail and both.of(OTHER[side]).blank for side in OTHER):
        return True  # the last part is not to be gone on with elsewhere (seed 004)
    if not both.positions:
        return plex.watched == partner.watched and not (plex.begun or partner.begun)
    if _near(plex.position, partner.position) and (plex.watched == partner.watched or _again(plex, partner, rule)):
        return True
    return any(_over_there(both, side) for side in OTHER)


def has_changed(both: Both, side: Side, was: State, rule: Rule) -> bool:
    """Whether this side tells something else than it did then, or the same with a later date: it was played again."""
    now = both.of(side)
    then = standing(was, both.length(side), side, rule)
    if now.only_tried or (now.tail and then.tail):
        return False  # nobody took a mark or a position away by that
    if not now.blank and now.at is not None and (then.at is None or later(now.at, then.at) > 0):
        return True
    if not both.positions:
        return now.watched != then.watched or now.begun != then.begun
    return now.watched != then.watched or not _near(now.position, then.position)


def _again(plex: Standing, partner: Standing, rule: Rule) -> bool:
    """Whether it is being watched again: only one of both keeps the mark meanwhile."""
    side: Side = "plex" if plex.watched else "partner"
    keeps, other = (plex, partner) if side == "plex" else (partner, plex)
    alike = rule.player(side).keeps_mark == rule.player(OTHER[side]).keeps_mark
    return keeps.watched and keeps.begun and not other.watched and not alike


def _over_there(both: Both, side: Side) -> bool:
    """Whether the other side calls it watched only because it does so earlier: at this very position."""
    here, there = both.of(side), both.of(OTHER[side])
    since = both.watched_from(OTHER[side])
    if not here.begun or not there.finished or since is None or here.position + EQUAL < since:
        return False
    return there.raw == 0 or _near(there.raw, here.position)


def _near(one: int, other: int) -> bool:
    return abs(one - other) < EQUAL


def _length(pair: Pair, lead: Video, side: Side) -> int | None:
    plex, partner = pair.plex[0].duration, lead.duration
    if pair.kind == "parts":
        return partner if side == "partner" else None
    return (plex or partner) if side == "plex" else (partner or plex)


def _no_positions(pair: Pair, lead: Video) -> str:
    if pair.kind == "parts":
        return "parts"
    if lead.whole_only or pair.plex[0].whole_only:
        return "disc"
    one, other = pair.plex[0].duration, lead.duration
    if one and other and abs(one - other) * 100 > UNLIKE * max(one, other):
        return "lengths differ"
    return ""


def _told_by_plex(pair: Pair) -> State:
    """What Plex tells; of parts that are videos of their own, whether all of them were watched."""
    if pair.kind != "parts":
        return pair.plex[0].state
    states = [video.state for video in pair.plex]
    watched = pair.covered and all(state.watched for state in states)
    furthest = 0 if watched else max(state.position for state in states)
    return State(watched, furthest, max((state.at for state in states if state.at), default=None))


def _meant(told: State, pair: Pair) -> State:
    """The same where some of the parts were watched: then somebody is in the middle of it."""
    some = pair.kind == "parts" and not told.watched and any(video.state.watched for video in pair.plex)
    return replace(told, position=max(told.position, _SOMEWHERE)) if some else told


def _lead(pair: Pair) -> Video:
    """The copy that somebody last played; else one that was watched, or begun."""
    if len(pair.partner) == 1:
        return pair.partner[0]

    def order(video: Video) -> tuple[float, bool, int, str]:
        state = video.state
        return (state.at.timestamp() if state.at else 0.0, state.watched, state.position, video.key)

    return max(pair.partner, key=order)
