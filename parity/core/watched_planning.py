"""The plan for all pairs of videos: each decided about, copies together, and held back where too much would go."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from parity.core.watched_agreed import Agreed, PairKey
from parity.core.watched_change import Change
from parity.core.watched_dates import marked_at_once
from parity.core.watched_decide import Knowledge, decide
from parity.core.watched_pairs import Pair, Pairing
from parity.core.watched_plan import Plan, Verdict
from parity.core.watched_rule import Rule
from parity.core.watched_standing import agrees, look_at

FEW = 5
SHARE = 20
"""More marks and positions taken away than FEW, and than this percentage of what is compared, wait for a yes."""


@dataclass(frozen=True, slots=True)
class Base:
    """How pairs stood when they last agreed."""

    agreed: Mapping[PairKey, Agreed]
    now: datetime


def make_plan(
    pairing: Pairing, rule: Rule, base: Base, chosen: frozenset[str] | None = None, yes: bool = False
) -> Plan:
    """The plan. `chosen`: marks of changes that a person named, held ones among them; `yes`: all that is held."""
    at_once = marked_at_once(video for pair in pairing.pairs for video in pair.plex)

    def decided(pair: Pair) -> Verdict:
        return Verdict(pair, decide(pair, rule, Knowledge(base.now, base.agreed.get(key_of(pair)), at_once)))

    found = _together([decided(pair) for pair in pairing.pairs], decided, rule)
    verdicts = _guarded(found, chosen, yes)
    first_run = not any(key_of(pair) in base.agreed for pair in pairing.pairs)
    return Plan(tuple(verdicts), pairing.alone, pairing.not_in_plex, first_run)


def key_of(pair: Pair) -> PairKey:
    """By what it is kept how a pair stood; one for all copies, whichever of them is played."""
    first = pair.plex[0]
    return PairKey(first.place.partition("/")[0], first.key, min(video.key for video in pair.partner))


def newly_agreed(plan: Plan, rule: Rule, base: Base) -> list[tuple[PairKey, Agreed]]:
    """Pairs that stand alike by what was read, and otherwise than was kept of them."""
    found = []
    for pair in (verdict.pair for verdict in plan.verdicts if verdict.change is None):
        both = look_at(pair, rule)
        now, key = both.agreed, key_of(pair)
        if base.agreed.get(key) != now and (key not in base.agreed or agrees(both, rule)):
            found.append((key, now))
    return found


def outdated(plan: Plan, base: Base, listed: Mapping[str, Collection[str]]) -> list[PairKey]:
    """Pairs of which nothing needs to be known any more: Plex no longer has the video, or it has another partner now.

    `listed`: by server all rating keys that it has, those of libraries that are not compared too.
    """
    now = {(key.machine_id, key.plex_key): key for key in (key_of(each.pair) for each in plan.verdicts)}
    return [
        key
        for key in base.agreed
        if key.machine_id in listed
        and (key.plex_key not in listed[key.machine_id] or now.get((key.machine_id, key.plex_key), key) != key)
    ]


Decided = Callable[[Pair], Verdict]


def _together(verdicts: list[Verdict], decided: Decided, rule: Rule) -> list[Verdict]:
    """One mark stands for all copies: what marks one of them marks them all, and while one is being watched the others
    are neither marked nor un-marked. Else they would take turns for ever, as to clear one mark clears them all.
    """
    found = list(verdicts)
    copies: dict[str, list[int]] = defaultdict(list)
    for at, verdict in enumerate(found):
        for shared in {video.shared for video in verdict.pair.partner if video.shared}:
            copies[shared].append(at)
    for places in copies.values():
        if len(places) > 1:
            _settle(found, places, rule)
            if any(_marks(found[at].change, found[at].pair) for at in places):
                _follow(found, places, decided)
    return found


def _settle(found: list[Verdict], places: list[int], rule: Rule) -> None:
    begun = [at for at in places if _is_begun(found[at], rule)]
    for at in places:
        change = found[at].change
        if change is None or change.state == "skipped":
            continue
        others = bool(begun) and begun != [at]
        if (_marks(change, found[at].pair) and others) or change.reason == "unmarked on partner":
            hold = "another copy" if others else "one mark"
            found[at] = replace(found[at], change=replace(change, state="skipped", hold=hold))


def _follow(found: list[Verdict], places: list[int], decided: Decided) -> None:
    """One of them will be marked: decide about those that stood alike as if they were already."""
    for at in places:
        if found[at].change is None:
            pair = found[at].pair
            marked = tuple(replace(each, state=replace(each.state, watched=True)) for each in pair.partner)
            after = decided(replace(pair, partner=marked)).change
            if after is not None and after.side == "plex":
                found[at] = Verdict(pair, replace(after, partner=pair.partner[0].state, reason="with its copy"))


def _marks(change: Change | None, pair: Pair) -> bool:
    """Whether the partner will call it watched after this."""
    if change is None or change.side != "partner" or change.state == "skipped":
        return False
    since = pair.partner[0].watched_from
    return change.do == "mark" or (change.do == "move" and since is not None and change.position >= since)


def _is_begun(verdict: Verdict, rule: Rule) -> bool:
    """Whether somebody is in the middle of it once the plan is carried out."""
    change = verdict.change
    if change is not None and change.do:
        return change.do == "move"
    partner = look_at(verdict.pair, rule).partner
    return partner.begun and not partner.tail


def _guarded(verdicts: list[Verdict], chosen: frozenset[str] | None, yes: bool) -> list[Verdict]:
    lost = [each.change for each in verdicts if each.change is not None and _takes_away(each.change)]
    many = len(lost) > FEW and len(lost) * 100 > SHARE * len(verdicts)
    return [_judged(each, many, chosen, yes) for each in verdicts]


def _judged(verdict: Verdict, many: bool, chosen: frozenset[str] | None, yes: bool) -> Verdict:
    change = verdict.change
    if change is None or change.state == "skipped":
        return verdict
    if change.state == "planned" and many and _takes_away(change):
        change = replace(change, state="held", hold="too many")
    if change.state == "held" and (yes or (chosen is not None and change.mark in chosen)):
        change = replace(change, state="planned", hold="")
    return replace(verdict, change=change)


def _takes_away(change: Change) -> bool:
    """Whether something that a side knows is gone afterwards: a mark, or a position without another in its place."""
    if change.state == "skipped" or not change.do:
        return False
    return change.do == "clear" or (change.side == "partner" and change.do == "move" and change.partner.watched)
