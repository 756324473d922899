"""What one run does from its first question to its last: read, plan, keep the plan, carry it out, look again."""

import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import timedelta

from parity.actions.ports import House, Meter, NotSetUp
from parity.actions.simkl_account import simkl_list
from parity.actions.watch_apply import Applying
from parity.actions.watch_known import Known
from parity.actions.watch_planning import (
    Wishes,
    compare,
    keep_agreement,
    keep_plan,
    keep_standing,
    plan_of,
    rule_of,
)
from parity.actions.watch_ports import PlexList, SimklList
from parity.actions.watch_read import Lists, read_plex, read_simkl
from parity.cache import CacheUnusable
from parity.core.failures import Failure
from parity.core.watch import Complete, Partial
from parity.core.watch_action import REASONS, Action
from parity.core.watch_groups import tokens
from parity.core.watch_plan import OTHER, Plan
from parity.core.watch_proof import unseen
from parity.core.watch_rule import Rule
from parity.core.watch_shapes import left_alone
from parity.core.watch_undo import UNDONE, taken_back
from parity.store import decisions, watch_base, watch_rows, watch_ruled, watch_runs
from parity.store.database import Connection
from parity.store.watch_ruled import APART
from parity.store.watch_runs import ActionRow, RunRow

PATIENCE = 30.0
"""Seconds that one question may take."""
SETTLE = 2.0
"""Seconds that the services get to tell what was changed, before it is said that it does not show."""
_YES_HOLDS = timedelta(days=1)
STOPPED = "It was stopped before it was through; what is left is done by the next run."
_OF_OTHERS = "It was done for another account than the one that is asked now; nothing was taken back."
_DOUBTFUL = ("list is empty", "too many")
_NOT_YET = "It does not show on the list yet; the next run looks again."
Tell = Callable[[str], None]
Outcome = tuple[str, str | None]


@dataclass(slots=True)
class WatchRun:
    """One run at work. `halt` ends it before the next title; `tell` hears which part of it has begun."""

    house: House
    row: RunRow
    halt: threading.Event
    token: str | None
    tell: Tell
    settle: float
    _meter: Meter = field(default_factory=Meter, init=False)

    def outcome(self) -> Outcome:
        """Do it; the state in which it ended, and why where that is not "done"."""
        try:
            with (
                self.house.doors().plex_list(self.halt, PATIENCE, self.token, self._meter.count) as plex,
                simkl_list(self.house, self.halt, PATIENCE, self._meter.count) as simkl,
            ):
                return self._between(plex, simkl)
        except Failure as trouble:
            return "failed", STOPPED if self.halt.is_set() else str(trouble)
        except (NotSetUp, CacheUnusable) as trouble:
            return "failed", str(trouble)
        finally:
            asked = self._meter.take()
            with self.house.database.writing() as connection:
                counts = {f"{side}_requests": asked[side] for side in ("plex", "simkl")}
                watch_runs.change(connection, self.row.id, **counts)

    def _between(self, plex: PlexList, simkl: SimklList) -> Outcome:
        wishes = self._wishes()
        rule = rule_of(self.house.settings(), wishes)
        lists = self._read(plex, simkl)
        self._enter("comparing")
        plan = plan_of(self.house, lists, rule, wishes, plex)
        if self.row.work == "undo":
            if self._of_others(lists):
                return "refused", _OF_OTHERS
            plan = self._back(plan)
        with self.house.database.writing() as connection:
            now = self.house.now()
            keep_plan(connection, self.row.id, plan, lists, rule, now)
            if self.row.work == "sync":
                keep_agreement(connection, lists, plan, rule, now)
            ruled = watch_ruled.read(connection).ruled
        doubt = None
        if self.row.work != "plan" and any(action.state == "planned" for action in plan.actions):
            self._enter("changing")
            self._note(equal=None)  # until both lists were read again
            Applying(self.house, self.row.id, lists, ruled, plex, simkl, self.halt).go(plan.actions)
            doubt = self._look_again(plex, simkl, rule, wishes)
        if self.row.work == "undo" and plan.whole:
            self._note_undone()
        return self._ended(lists, doubt)

    def _wishes(self) -> Wishes:
        """What was asked for. A yes to everything means what there was when the run was first begun; one that waited
        for a worker for days means nothing any more.
        """
        wishes = Wishes.read(self.row.wishes)
        if self.house.now() - self.row.created_at > _YES_HOLDS:
            return replace(wishes, confirm=frozenset())
        with self.house.database.reading() as connection:
            before = watch_runs.actions(connection, self.row.id)
        said = frozenset(row.mark for row in before)
        return replace(wishes, confirm=said) if before and wishes.confirm is None else wishes

    def _of_others(self, lists: Lists) -> bool:
        """Whether what is to be taken back was done to lists of somebody else than whose are read now."""
        now = (lists.plex_member.id, lists.simkl_member.id)
        with self.house.database.reading() as connection:
            runs = [watch_runs.get(connection, run_id) for run_id in {row.run_id for row in self._wanted()}]
        return any(run is not None and (run.plex_member, run.simkl_member) != now for run in runs)

    def _read(self, plex: PlexList, simkl: SimklList) -> Lists:
        self._enter("reading plex")
        of_plex, plex_member = read_plex(self.house, plex, scope=self.token is None)
        self._enter("reading simkl")
        of_simkl, simkl_member, activities = read_simkl(self.house, simkl)
        return Lists(of_plex, of_simkl, plex_member, simkl_member, activities)

    def _look_again(self, plex: PlexList, simkl: SimklList, rule: Rule, wishes: Wishes) -> str | None:
        """Read both lists once more and keep how they stand; why something is in doubt, None for nothing."""
        if not self.house.settings().watchlist_verify or self.halt.is_set():
            return None
        try:
            self._enter("looking again")
            missing = self._seen(plex, simkl, rule, wishes)
            if missing and not self.halt.wait(self.settle):
                missing = self._seen(plex, simkl, rule, wishes)
        except Failure as trouble:
            return f"The changes were made, but the lists could not be read again: {trouble}"
        with self.house.database.writing() as connection:
            for row in watch_runs.actions(connection, self.row.id):
                if row.mark in missing:
                    watch_runs.doubt(connection, row.id, _NOT_YET)
        return _NOT_YET if missing else None

    def _seen(self, plex: PlexList, simkl: SimklList, rule: Rule, wishes: Wishes) -> tuple[str, ...]:
        """Marks of what was done and does not show; what both lists agree on by what they tell now is kept."""
        lists = self._read(plex, simkl)
        plan = compare(self.house, lists, rule, wishes)
        if strangers := self._strangers(plan):
            Known(self.house, lists, simkl).meet(strangers)
            with self.house.database.reading() as connection:
                lists = replace(lists, simkl=Complete(watch_rows.of(connection, "simkl")))
            plan = compare(self.house, lists, rule, wishes)
        with self.house.database.writing() as connection:
            if plan.whole:
                keep_agreement(connection, lists, plan, rule, self.house.now())
            keep_standing(connection, self.row.id, plan, lists)
            rows = watch_runs.actions(connection, self.row.id)
        return unseen([row.action for row in rows if row.state == "done"], plan.groups) if plan.whole else ()

    def _strangers(self, plan: Plan) -> list[Action]:
        """What was put on SIMKL's list and does not show, while rows stand there that nobody knows."""
        if not plan.whole or not any(group.planned and not group.plex for group in plan.groups):
            return []
        with self.house.database.reading() as connection:
            done = [row.action for row in watch_runs.actions(connection, self.row.id) if row.state == "done"]
        put = [action for action in done if (action.side, action.do) == ("simkl", "add")]
        missing = unseen(put, plan.groups)
        return [action for action in put if action.mark in missing]

    def _back(self, plan: Plan) -> Plan:
        """The plan to take back what was asked for, in the place of what else there would be to do."""
        done = [row.action for row in self._wanted() if row.state == "done" and row.undone_at is None]
        actions = taken_back(done, plan.groups) if plan.whole else ()
        return Plan(actions, plan.unresolved, plan.groups, plan.first_run, plan.whole)

    def _wanted(self) -> list[ActionRow]:
        asked = self.row.wishes.get("actions")
        wanted = [int(each) for each in asked] if isinstance(asked, list) else []
        with self.house.database.reading() as connection:
            return watch_runs.actions_by_id(connection, wanted)

    def _note_undone(self) -> None:
        """Say of each change that it was taken back.

        A title whose addition was is left alone from now on; one that was put back is wanted, on both lists.
        """
        wanted, now = self._wanted(), self.house.now()
        with self.house.database.writing() as connection:
            left = {row.mark for row in watch_runs.actions(connection, self.row.id) if row.state != "done"}
            for row in wanted:
                opposite = "remove" if row.do == "add" else "add"
                if row.undone_at is not None or row.mark.replace(f" {row.do} ", f" {opposite} ", 1) in left:
                    continue
                watch_runs.undone(connection, [row.id], now)
                if row.do == "add":
                    self._leave_alone(connection, row)
                elif row.reason == UNDONE:
                    self._leave_alone_no_more(connection, row)
                else:
                    watch_base.let_go(connection, row.type, row.ids)

    def _leave_alone(self, connection: Connection, row: ActionRow) -> None:
        label = left_alone(row.title, row.year)
        names = tokens(row.type, row.ids)
        decisions.add(connection, APART, names, label, self.house.now(), self.house.today())

    def _leave_alone_no_more(self, connection: Connection, row: ActionRow) -> None:
        """Taking an addition back was itself taken back."""
        apart = watch_ruled.read(connection).apart
        for decision_id in {apart[name] for name in tokens(row.type, row.ids) if name in apart}:
            decisions.undo(connection, decision_id, self.house.now())

    def _ended(self, lists: Lists, doubt: str | None) -> Outcome:
        for side, listing in (("Plex's watchlist", lists.plex), ("SIMKL's list", lists.simkl)):
            if isinstance(listing, Partial):
                return "refused", f"{side} could not be read whole: {listing.flaw}. Nothing was taken off either list."
        with self.house.database.reading() as connection:
            rows = watch_runs.actions(connection, self.row.id)
        self._doubt(rows)
        if self.row.work == "plan":
            return "done", None
        if self.halt.is_set():
            return "partial", STOPPED
        failed = [row for row in rows if row.state == "failed"]
        if failed:
            return "partial", f"{failed[0].title}: {failed[0].sentence}"
        held = [row for row in rows if row.state == "held"]
        if held:
            return "held", REASONS[held[0].hold]
        return ("partial", doubt) if doubt else ("done", None)

    def _doubt(self, rows: Collection[ActionRow]) -> None:
        """A list that lost so much may be a false answer: it is read whole again, whatever its service says of it."""
        sides = {OTHER[row.side] for row in rows if row.state == "held" and row.hold in _DOUBTFUL}
        with self.house.database.writing() as connection:
            for side in sorted(sides):
                watch_rows.doubt(connection, side)

    def _enter(self, phase: str) -> None:
        self.tell(phase)
        self._note(phase=phase)

    def _note(self, **values: object) -> None:
        with self.house.database.writing() as connection:
            watch_runs.change(connection, self.row.id, **values)
