"""Makes the plan of a run from both lists and what is known from before, and keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from parity.actions.ports import House
from parity.actions.watch_ports import PlexList
from parity.actions.watch_read import Lists
from parity.core.failures import NotFound
from parity.core.watch import Side
from parity.core.watch_agreement import agreement
from parity.core.watch_plan import Base, Memory, Plan, make_plan, may_be_newer
from parity.core.watch_rule import Rule
from parity.settings import Settings
from parity.store import watch_base, watch_ruled, watch_runs, watch_touched, watch_unresolved
from parity.store.database import Connection
from parity.store.watch_base import Pair


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked of one run. None: as the settings say. `confirm`: marks of held actions that a person said yes
    to, None for all that is held.
    """

    mode: str | None = None
    source: str | None = None
    confirm: frozenset[str] | None = frozenset()

    def written(self) -> dict[str, object]:
        """For keeping with the run."""
        confirm = None if self.confirm is None else sorted(self.confirm)
        return {"mode": self.mode, "source": self.source, "confirm": confirm}

    @classmethod
    def read(cls, kept: Mapping[str, object]) -> "Wishes":
        """As they were kept."""
        mode, source, confirm = kept.get("mode"), kept.get("source"), kept.get("confirm", [])
        said = frozenset(str(mark) for mark in confirm) if isinstance(confirm, list) else None
        return cls(str(mode) if mode else None, str(source) if source else None, said)


def rule_of(settings: Settings, wishes: Wishes) -> Rule:
    """The rule of a run: the settings', but for what was wished."""
    return Rule(
        wishes.mode or settings.watchlist_mode,  # type: ignore[arg-type]  # both are checked where they come in
        wishes.source or settings.watchlist_source,  # type: ignore[arg-type]
        settings.watchlist_add,
        settings.watchlist_remove,
        settings.watchlist_watching == "remove",
        settings.watchlist_partial_adds,
    )


def plan_of(house: House, lists: Lists, rule: Rule, wishes: Wishes, plex: PlexList) -> Plan:
    """The plan. Plex is asked when it listed the titles that SIMKL lost, one by one. Raises the failures of core."""
    plan = compare(house, lists, rule, wishes)
    doubtful = may_be_newer(plan)
    return compare(house, lists, rule, wishes, {guid: _added_at(plex, guid) for guid in doubtful}) if doubtful else plan


def _added_at(plex: PlexList, guid: str) -> datetime | None:
    try:
        return plex.added_at(guid)
    except NotFound:
        return None  # on the list, and in the catalogue no longer


def compare(
    house: House, lists: Lists, rule: Rule, wishes: Wishes, plex_added: Mapping[str, datetime | None] | None = None
) -> Plan:
    """The plan by what is known; `plex_added`: when rows of Plex's list were put there. Asks nobody."""
    with house.database.reading() as connection:
        base, ruled = _base(connection, lists, rule), watch_ruled.read(connection).ruled
        now = house.now()
        touched, not_known = watch_touched.every(connection), watch_unresolved.not_known(connection, now)
    memory = Memory(touched, not_known, plex_added or {})
    return make_plan(lists.plex, lists.simkl, base, rule, ruled, memory, now, wishes.confirm)


def keep_agreement(connection: Connection, lists: Lists, plan: Plan, rule: Rule, now: datetime) -> None:
    """What both lists agree on by what was read: without effect when one of them was not read whole.

    While something of a first run still waits for a yes, the next one is a first run too.
    """
    if not plan.whole:
        return
    mode, source = ("", "") if plan.unasked else (rule.mode, _source_of(rule))
    pair = Pair(lists.plex_member.id, lists.simkl_member.id, mode, source)
    watch_base.keep(connection, pair, agreement(plan.groups, now), now)


def keep_plan(connection: Connection, run_id: int, plan: Plan, lists: Lists, rule: Rule, now: datetime) -> None:
    """The plan with its run, what it found of both lists, and titles about which nothing can be done."""
    watch_runs.put_plan(connection, run_id, plan.actions)
    watch_runs.change(
        connection,
        run_id,
        mode=rule.mode,
        source=rule.source,
        first_run=plan.first_run,
        whole=plan.whole,
        plex_member=lists.plex_member.id,
        simkl_member=lists.simkl_member.id,
    )
    if plan.whole:  # half a list does not tell what needs nobody's help any more
        watch_unresolved.tell(connection, plan.unresolved, _settled(plan), now)
        watch_unresolved.forget_gone(connection)
    keep_standing(connection, run_id, plan, lists)


def keep_standing(connection: Connection, run_id: int, plan: Plan, lists: Lists) -> None:
    """How both lists stand against each other; not known where one was not read whole."""
    counts = {
        "plex_count": len(lists.plex.items),
        "simkl_count": sum(1 for item in lists.simkl.items if item.listed),
        "in_sync": plan.in_sync,
        "equal": plan.equal if plan.whole else None,
    }
    watch_runs.change(connection, run_id, **counts)


def _base(connection: Connection, lists: Lists, rule: Rule) -> Base:
    """What both agreed on, as far as it is theirs; taken over from elsewhere it has no members."""
    pair = watch_base.pair(connection)
    if pair is None:
        return Base()
    of, now = (pair.plex, pair.simkl), (lists.plex_member.id, lists.simkl_member.id)
    if any(was not in (None, member) for was, member in zip(of, now, strict=True)):
        return Base()
    known = of == now and (pair.mode, pair.source) == (rule.mode, _source_of(rule))
    return Base(watch_base.agreed(connection), known)


def _settled(plan: Plan) -> frozenset[tuple[Side, str]]:
    """Rows that need nobody's help any more: the other list has their title."""
    return frozenset((item.side, item.key) for group in plan.groups if group.in_sync for item in group.items)


def _source_of(rule: Rule) -> str:
    return "" if rule.mode == "two-way" else rule.source
