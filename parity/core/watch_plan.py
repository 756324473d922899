"""What is to be done so that both lists tell the same: each title as it is, held against what both last agreed on.

Pure: the lists, the base, the rule and the clock come in; a plan that can be shown, refused or carried out goes out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import chain

from parity.core.watch import Complete, Listing, Side, WatchItem
from parity.core.watch_action import Action, Do, Unresolved
from parity.core.watch_groups import Agreed, Group, Ruled, groups, name_of, tokens
from parity.core.watch_guards import guarded
from parity.core.watch_lookalikes import Lookalikes
from parity.core.watch_rule import Rule

OTHER: dict[Side, Side] = {"plex": "simkl", "simkl": "plex"}
LAG = timedelta(minutes=2)
"""How long the services may tell what was before a change of ours."""


@dataclass(frozen=True, slots=True)
class Base:
    """What both lists agreed on. `known`: it was made for these accounts by this rule; else nothing is taken off
    because of it without a person's yes.
    """

    agreed: tuple[Agreed, ...] = ()
    known: bool = False


@dataclass(frozen=True, slots=True)
class Touch:
    """What we last did to a title on a side, when, and how often it was taken off there."""

    did: Do
    at: datetime
    times: int = 0


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known from earlier runs: changes of ours by (side, name of the title), rows by name that are not to be
    tried again yet, with the reason; and when rows of Plex's list were put there, as far as that was asked.
    """

    touched: Mapping[tuple[Side, str], Touch] = field(default_factory=dict)
    unresolved: Mapping[str, str] = field(default_factory=dict)
    plex_added: Mapping[str, datetime | None] = field(default_factory=dict)


_UNASKED = ("first run", "list is empty", "too many", "removing is off", "a moment ago")


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do, what nothing can be done about, and how the lists stand. `held` is a key of REASONS, "" for none."""

    actions: tuple[Action, ...]
    unresolved: tuple[Unresolved, ...]
    groups: tuple[Group, ...]
    first_run: bool
    whole: bool

    @property
    def in_sync(self) -> int:
        """Titles that both lists have."""
        return sum(1 for group in self.groups if group.in_sync)

    @property
    def equal(self) -> bool:
        """Whether each title that is on one list is on the other."""
        return all(group.in_sync or not (group.plex or group.planned) for group in self.groups)

    @property
    def unasked(self) -> bool:
        """Whether something of a first run that may only add was not taken off, nor did anybody say yes to it."""
        return self.first_run and any(a.do == "remove" and a.hold in _UNASKED for a in self.actions)

    @property
    def held(self) -> str:
        """Why something waits for a person."""
        return next((action.hold for action in self.actions if action.state == "held"), "")


def make_plan(
    plex: Listing,
    simkl: Listing,
    base: Base,
    rule: Rule,
    ruled: Ruled,
    memory: Memory,
    now: datetime,
    confirmed: frozenset[str] | None = frozenset(),
) -> Plan:
    """The plan. `confirmed`: marks of actions that a person said yes to; None for all that is held.

    Neither a list of which something is missing, nor a title that may be two, ever leads to a removal.
    """
    every = groups(plex.items, simkl.items, base.agreed, ruled)
    whole = isinstance(plex, Complete) and isinstance(simkl, Complete)
    planner = _Planner(rule, memory, now, Lookalikes(every))
    actions: list[Action] = []
    unresolved: list[Unresolved] = []
    for found in chain.from_iterable(map(planner.of, every)):
        if isinstance(found, Action):
            actions.append(found)
        else:
            unresolved.append(found)
    actions.sort(key=lambda action: (action.do == "remove", action.side))
    checked = guarded(actions, plex, simkl, base.agreed, base.known, rule, confirmed)
    return Plan(checked, tuple(unresolved), every, not base.known, whole)


def may_be_newer(plan: Plan) -> tuple[str, ...]:
    """Guids that are to be taken off Plex's list because SIMKL no longer has them: unless they were put there again
    since, which Plex has to be asked about one by one.
    """
    return tuple(key for action in plan.actions if action.reason in _BY_ABSENCE for key in action.keys)


_BY_ABSENCE = ("gone from simkl", "completed", "dropped", "watching")


class _Planner:
    """Decides about one title after the other."""

    def __init__(self, rule: Rule, memory: Memory, now: datetime, alike: Lookalikes) -> None:
        self._rule = rule
        self._memory = memory
        self._now = now
        self._alike = alike

    def of(self, group: Group) -> tuple[Action | Unresolved, ...]:
        """What to do about a title; empty for nothing."""
        if group.doubt:
            told = group.items if group.doubt == "ids disagree" else group.items[:1]
            return tuple(_unresolved(item, group.doubt) for item in told)
        if group.in_sync or not (group.plex or group.planned):
            return ()
        found = self._of_plex_only(group) if group.plex else self._of_simkl_only(group)
        if found is None:
            return ()
        return (self._settled(group, found) if isinstance(found, Action) else found,)

    def _of_plex_only(self, group: Group) -> Action | Unresolved | None:
        """Plex lists it; SIMKL does not, or has moved it on."""
        agreed, elsewhere = self._agreed(group, "simkl"), tuple(item.status for item in group.simkl)
        if self._rule.writes("plex") and (agreed or self._rule.mirrors("simkl")):
            again = self._again_on_plex(group)
            if again and self._rule.mode == "two-way" and not elsewhere:
                return self._add(group, "simkl", "again on plex")
            return None if again and self._rule.mode != "mirror" else self._off_plex(group, elsewhere)
        if elsewhere or not self._rule.writes("simkl"):
            return None  # what SIMKL knows as watched, dropped or being watched is never moved back
        if agreed and self._rule.mode == "one-way":
            return None  # somebody took it off there, and only what is new goes over
        return self._add(group, "simkl", "counts on plex" if agreed else "new on plex")

    def _off_plex(self, group: Group, elsewhere: tuple[str, ...]) -> Action | Unresolved | None:
        if any(name_of(item) in self._memory.unresolved for item in group.plex):
            return self._waits(group.plex[0])  # that SIMKL does not know it does not mean that it was taken off
        reason = "gone from simkl" if group.agreed else "not on simkl"
        for status, said in (("watching", "watching"), ("hold", "watching")):
            if status in elsewhere:
                return self._remove(group, "plex", group.plex, said) if self._rule.watching else None
        reason = next((status for status in ("completed", "dropped") if status in elsewhere), reason)
        if not any(item.ids for item in group.plex):
            return _unresolved(group.plex[0], "without ids")
        return self._remove(group, "plex", group.plex, reason)

    def _of_simkl_only(self, group: Group) -> Action | Unresolved | None:
        """SIMKL lists it, Plex does not."""
        agreed = self._agreed(group, "plex")
        if self._rule.writes("simkl") and (agreed or self._rule.mirrors("plex")):
            again = _again_on_simkl(group)
            if again and self._rule.mode == "two-way":
                return self._add(group, "plex", "again on simkl")
            return None if again and self._rule.mode != "mirror" else self._off_simkl(group)
        if not self._rule.writes("plex"):
            return None
        if agreed and self._rule.mode == "one-way":
            return None
        return self._add(group, "plex", "counts on simkl" if agreed else "new on simkl")

    def _off_simkl(self, group: Group) -> Action | Unresolved | None:
        if any(name_of(item) in self._memory.unresolved for item in group.planned):
            return self._waits(group.planned[0])
        if not group.agreed and not any(item.can_be_on_plex or item.anime for item in group.planned):
            return _unresolved(group.planned[0], "without ids")  # that Plex does not have it says nothing
        keys = frozenset().union(*(each.simkl_keys for each in group.agreed))
        mine = tuple(item for item in group.planned if item.key in keys) or group.planned
        action = self._remove(group, "simkl", mine, "gone from plex" if group.agreed else "not on plex")
        if any(item.has_history for item in mine):
            return replace(action, state="skipped", hold="has history")
        # Another entry of the same show, such as a second season that somebody added, was never Plex's to take off.
        several = len(group.simkl) > 1 or (keys and not keys & {item.key for item in mine})
        return replace(action, hold="several seasons") if several or not group.agreed and mine[0].anime else action

    def _agreed(self, group: Group, side: Side) -> tuple[Agreed, ...]:
        """What both agreed on, unless it is we who took it off that side since: nobody said anything by that."""
        last = max((each.agreed_at for each in group.agreed), default=None)
        touches = (self._memory.touched.get((side, name)) for name in _names(group))
        ours = (touch for touch in touches if touch is not None and touch.did == "remove")
        return () if last is not None and any(touch.at >= last for touch in ours) else group.agreed

    def _again_on_plex(self, group: Group) -> bool:
        last = max((each.agreed_at for each in group.agreed), default=None)
        asked = [self._memory.plex_added.get(item.key) for item in group.plex]
        return last is not None and any(moment is not None and moment > last for moment in asked)

    def _add(self, group: Group, side: Side, reason: str) -> Action | Unresolved:
        there = group.planned if side == "plex" else group.plex
        item = next((each for each in there if each.ids), there[0])
        if name_of(item) in self._memory.unresolved:
            return self._waits(item)
        ids = frozenset().union(*(each.ids for each in there))
        if not ids:
            return _unresolved(item, "without ids")
        return _action(group, side, "add", there, reason, item, ids)

    def _remove(self, group: Group, side: Side, rows: tuple[WatchItem, ...], reason: str) -> Action:
        ids = frozenset().union(*(each.ids for each in rows))
        action = _action(group, side, "remove", rows, reason, rows[0], ids)
        there = group.simkl if side == "plex" else group.plex
        alike = not there and any(self._alike.has(OTHER[side], row) for row in rows)
        return replace(action, hold="same name") if alike else action

    def _waits(self, item: WatchItem) -> Unresolved:
        return _unresolved(item, self._memory.unresolved[name_of(item)])

    def _settled(self, group: Group, action: Action) -> Action:
        """The action, unless we changed the title so lately that a list may not tell it yet, or too often."""
        touches = [self._memory.touched.get((side, name)) for side in OTHER for name in _names(group)]
        known = [touch for touch in touches if touch is not None]
        if any(timedelta(0) <= self._now - touch.at < LAG for touch in known):
            return replace(action, state="skipped", hold="a moment ago")
        if any(touch.times >= 3 for touch in known):
            return replace(action, hold="keeps coming back")
        return action


def _again_on_simkl(group: Group) -> bool:
    """Whether it was put on SIMKL's list after it was last seen on both: by SIMKL's own stamps, of then and now."""
    then = [each.simkl_added for each in group.agreed if each.simkl_added is not None]
    now = [item.added_at for item in group.planned if item.added_at is not None]
    return bool(then and now) and max(now) > max(then)


def _names(group: Group) -> frozenset[str]:
    return tokens(group.type, group.ids)


def _action(
    group: Group, side: Side, do: Do, rows: tuple[WatchItem, ...], reason: str, item: WatchItem, ids: frozenset[str]
) -> Action:
    keys = tuple(row.key for row in rows)
    mark = f"{side} {do} {group.anchor}"
    if do == "remove" and len(keys) > 1:
        mark += f" ({', '.join(sorted(keys))})"  # so that a yes is one to these rows
    return Action(mark, side, do, item.type, item.title, item.year, ids, keys, reason, added_at=item.added_at)


def _unresolved(item: WatchItem, reason: str) -> Unresolved:
    return Unresolved(item.side, item.key, item.type, item.title, item.year, item.ids, reason)
