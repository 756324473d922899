"""Carries a plan out, title by title; what became of each is kept before the next one is begun."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from parity.actions.ports import House
from parity.actions.watch_known import Known, Met, wish_of
from parity.actions.watch_ports import PlexList, SimklList
from parity.actions.watch_read import Lists, changed_at_simkl
from parity.core.failures import Failure, NotFound, RateLimited, Unauthorised, Unavailable
from parity.core.simkl import Put, Taken
from parity.core.watch import PLANNED, Side, WatchItem
from parity.core.watch_action import REASONS, Action, State
from parity.core.watch_groups import Ruled, tokens
from parity.core.watch_undo import UNDONE
from parity.store import watch_runs, watch_touched, watch_unresolved

_GONE = "SIMKL did not have it any more."
_NOT_SEEN = ("gone from simkl", "not on simkl")
_IN_A_ROW = 3
"""Titles after whose failures one after the other Plex is left alone."""


@dataclass(slots=True)
class Applying:
    """The writing part of a run. `halt` ends it before the next title; what was not begun stays planned."""

    house: House
    run_id: int
    lists: Lists
    ruled: Ruled
    plex: PlexList
    simkl: SimklList
    halt: threading.Event
    _failed_in_a_row: int = field(default=0, init=False)

    def go(self, actions: Sequence[Action]) -> None:
        """Do all that is planned. Raises nothing that it could keep with the action instead."""
        planned = [action for action in actions if action.state == "planned"]
        self._at_simkl([action for action in planned if action.side == "simkl"])
        self._at_plex([action for action in planned if action.side == "plex"])

    def _at_simkl(self, actions: Sequence[Action]) -> None:
        if not actions or self.halt.is_set():
            return
        try:
            allowed = self._still_right(actions)
            taken, put = ([a for a in allowed if a.do == do] for do in ("remove", "add"))
            wishes = {item.key: (action, item) for action in put for item in self._wishes_of(action)}
            met = self._known.at_simkl([item for _, item in wishes.values()])
            if taken := self._unmet(taken, met):
                self._take(taken)
            if put and not self.halt.is_set():
                self._put(wishes, met)
        except Failure as trouble:
            if not self.halt.is_set():
                self._tell([action.mark for action in actions], "failed", trouble.detail)

    def _still_right(self, actions: Sequence[Action]) -> list[Action]:
        """The actions without those whose title changed at SIMKL since it was read: a moment is enough to watch it."""
        known = {(item.key, item.status, item.has_history) for item in self.lists.simkl.items}
        moved = [
            item
            for item in changed_at_simkl(self.simkl, self.lists.activities)
            if (item.key, item.status, item.has_history) not in known and (item.has_history or not item.listed)
        ]
        keys = {item.key for item in moved}
        names = {name for item in moved for name in tokens(item.type, item.ids)}
        stale = [a.mark for a in actions if (keys & set(a.keys) if a.do == "remove" else names & _names(a))]
        self._skip(stale, "changed meanwhile")
        return [action for action in actions if action.mark not in stale]

    def _take(self, actions: Sequence[Action]) -> None:
        by_key = {key: action for action in actions for key in action.keys}
        rows = {item.key: item for item in self.lists.simkl.items}
        items = [rows[key] for key in by_key if key in rows]

        def heard(batch: Sequence[WatchItem], taken: Taken) -> None:
            self._done([by_key[item.key] for item in batch if item.key not in taken.not_found])
            self._done([by_key[item.key] for item in batch if item.key in taken.not_found], _GONE)

        self.simkl.take([item for item in items if item.listed and not item.has_history], heard)

    def _unmet(self, actions: Sequence[Action], met: Mapping[str, Met]) -> list[Action]:
        """What to take off, without rows that turned out to be what was to be put there."""
        keys = {each.key for each in met.values()}
        same = [action.mark for action in actions if keys & set(action.keys)]
        self._skip(same, "other ids")
        return [action for action in actions if action.mark not in same]

    def _put(self, wishes: Mapping[str, tuple[Action, WatchItem]], met: Mapping[str, Met]) -> None:
        for key, each in met.items():
            self._not_put(wishes[key][0], each)

        def heard(puts: Sequence[Put]) -> None:
            for each in puts:
                action, _ = wishes[each.key]
                if each.status is None:
                    self._unknown(action, "not found on simkl")
                else:
                    self._done([action], "" if each.status == PLANNED else f"SIMKL put it under {each.status}.")

        if left := [item for key, (_, item) in wishes.items() if key not in met]:
            self.simkl.put(left, heard)

    def _not_put(self, action: Action, met: Met) -> None:
        """SIMKL has the title, or does not know it. What the next plan does not see is not asked about each time."""
        if met.reason == "not found on simkl":
            self._unknown(action, met.reason)
            return
        self._skip([action.mark], met.reason)
        if met.key is None:
            self._give_up(action, met.reason)

    def _still_gone(self, actions: Sequence[Action]) -> list[Action]:
        """The actions without removals of what SIMKL has after all, in a row that tells none of the title's ids."""
        doubtful = [action for action in actions if action.do == "remove" and action.reason in _NOT_SEEN]
        wrong = [action.mark for action in doubtful]
        try:
            met = {} if self.halt.is_set() else self._known.at_simkl([wish_of(a, a.ids) for a in doubtful])
            wrong = [mark for mark in wrong if mark in met and met[mark].reason != "not found on simkl"]
            self._skip(wrong, "other ids")
        except Failure as trouble:
            self._tell(wrong, "failed", trouble.detail)
        return [action for action in actions if action.mark not in wrong]

    def _at_plex(self, planned: Sequence[Action]) -> None:
        actions = self._still_gone(planned)
        for place, action in enumerate(actions):
            if self.halt.is_set():
                return
            try:
                self._one_at_plex(action)
                self._failed_in_a_row = 0
            except Failure as trouble:
                if self.halt.is_set() or self._gives_up(action, trouble, actions[place + 1 :]):
                    return

    def _one_at_plex(self, action: Action) -> None:
        if action.do == "remove" or action.reason == UNDONE:
            self._each_at_plex(action)
            self._done([action])
            return
        guid = self._said_of(action, "plex")
        if guid is None:
            ids = self._known.for_plex(action)
            if self._known.on_plex(action.type, ids):
                self._skip([action.mark], "there already")
                return
            found = self.plex.find(action.type, ids)
            guid = found.key if found is not None else None
        if guid is None:
            self._unknown(action, "not found on plex")
            return
        self.plex.add(guid, action.title)
        self._done([action])

    def _each_at_plex(self, action: Action) -> None:
        """All its rows. Raises NotFound when there is one that Plex does not know, after the others."""
        change, unknown = self.plex.remove if action.do == "remove" else self.plex.add, None
        for key in action.keys:
            try:
                change(key, action.title)
            except NotFound as trouble:
                unknown = trouble
        if unknown is not None:
            raise unknown

    def _gives_up(self, action: Action, trouble: Failure, rest: Sequence[Action]) -> bool:
        """Whether the titles after this one are not tried any more."""
        if isinstance(trouble, NotFound):
            self._unknown(action, "not found on plex")
            return False
        self._tell([action.mark], "failed", trouble.detail)
        self._failed_in_a_row += isinstance(trouble, Unavailable)
        over = isinstance(trouble, RateLimited | Unauthorised) or self._failed_in_a_row >= _IN_A_ROW
        if over:
            self._tell([other.mark for other in rest], "failed", trouble.detail)
        return over

    @property
    def _known(self) -> Known:
        return Known(self.house, self.lists, self.simkl)

    def _wishes_of(self, action: Action) -> list[WatchItem]:
        """What SIMKL is to put on its list: one title, or all the rows that are put back."""
        if action.reason != UNDONE or len(action.keys) == 1:
            return [wish_of(action, self._ids_at_simkl(action))]
        rows = [(key, wish_of(action, frozenset({f"simkl:{key}"}))) for key in action.keys]
        return [replace(item, key=f"{item.key} {key}") for key, item in rows]

    def _ids_at_simkl(self, action: Action) -> frozenset[str]:
        said = self._said_of(action, "simkl")
        return action.ids if said is None else frozenset({f"simkl:{said}"})

    def _said_of(self, action: Action, side: Side) -> str | None:
        """The row of that side that a person said this title to be."""
        from_side = "plex" if side == "simkl" else "simkl"
        said = (self.ruled.matches.get(f"{from_side}:{key}", "") for key in action.keys)
        return next((name.partition(":")[2] for name in said if name.startswith(f"{side}:")), None)

    def _done(self, actions: Sequence[Action], sentence: str = "") -> None:
        now = self.house.now()
        with self.house.database.writing() as connection:
            for action in actions:
                watch_runs.tell(connection, self.run_id, [action.mark], "done", done_at=now, sentence=sentence or None)
                watch_touched.note(connection, action.side, _names(action), action.do, now)

    def _unknown(self, action: Action, reason: str) -> None:
        """The other service does not know it: it stays where it is, and is not sent again at each run."""
        self._tell([action.mark], "failed", REASONS[reason])
        self._give_up(action, reason)

    def _give_up(self, action: Action, reason: str) -> None:
        from_side: Side = action.side if action.do == "remove" else "plex" if action.side == "simkl" else "simkl"
        with self.house.database.writing() as connection:
            for key in action.keys if action.reason != UNDONE else ():
                watch_unresolved.give_up(connection, from_side, key, reason, self.house.now())

    def _skip(self, marks: Sequence[str], why: str) -> None:
        if not marks:
            return
        with self.house.database.writing() as connection:
            watch_runs.tell(connection, self.run_id, marks, "skipped", hold=why)

    def _tell(self, marks: Sequence[str], state: State, sentence: str) -> None:
        with self.house.database.writing() as connection:
            watch_runs.tell(connection, self.run_id, marks, state, sentence=sentence)


def _names(action: Action) -> frozenset[str]:
    return tokens(action.type, action.ids)
