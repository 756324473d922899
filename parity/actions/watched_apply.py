"""Carries a plan out, video by video: looked at once more, changed, read again, and what became of it kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from parity.actions.ports import House, NotSetUp
from parity.actions.unhurried import Unhurried
from parity.actions.watched_ports import Keeper, Partner, PlexViewer
from parity.actions.watched_read import Playing, read_again
from parity.actions.watched_watcher import Watcher
from parity.core.failures import Failure, NotFound, Unauthorised
from parity.core.watched import Video
from parity.core.watched_change import Change, ChangeState, told_reason
from parity.core.watched_decide import Knowledge, decide
from parity.core.watched_pairs import Pair
from parity.core.watched_plan import Verdict
from parity.core.watched_planning import Base, key_of
from parity.core.watched_proof import shows
from parity.core.watched_rule import Rule
from parity.core.watched_standing import look_at
from parity.store import watched_base, watched_runs
from parity.store.watched_base import Whose

_NOT_SHOWN = "It was told so, and does not show: the next run looks at it again."
_IN_A_ROW = 3
"""Videos after whose failures one after the other the rest is left for the next run."""


@dataclass(slots=True)
class Applying:
    """The writing part of a run. `halt` ends it before the next video; what was not begun stays planned."""

    house: House
    run_id: int
    whose: Whose
    rule: Rule
    base: Base
    at_once: frozenset[str]
    viewers: Mapping[str, PlexViewer]
    partner: Partner
    playing: Playing
    watcher: Watcher
    halt: Unhurried
    _failed_in_a_row: int = field(default=0, init=False)

    def go(self, verdicts: Sequence[Verdict]) -> None:
        """Do what is planned. Raises nothing that it could keep with the change instead."""
        for verdict in verdicts:
            change = verdict.change
            if change is None:
                continue
            if self.halt.is_set() or self._failed_in_a_row >= _IN_A_ROW:
                return
            try:
                self._one(verdict.pair, change)
                self._failed_in_a_row = 0
            except NotFound as trouble:
                self._tell(change, "failed", str(trouble))
            except (Failure, NotSetUp) as trouble:
                if self.halt.is_set():
                    return
                self._tell(change, "failed", str(trouble))
                self._failed_in_a_row += _IN_A_ROW if isinstance(trouble, Unauthorised) else 1

    def _one(self, pair: Pair, change: Change) -> None:
        if not self.watcher.about(change):
            self._skip(change, "not confirmed")
            return
        fresh = read_again(pair, self.viewers, self.partner)
        hold = self._no_longer(fresh, change)
        if hold:
            self._skip(change, hold)
            return
        with self.halt.finishing():
            after, trouble = self._told(fresh, change)
        if after is None or not shows(change, after, self.rule):
            self._tell(change, "failed", trouble or _NOT_SHOWN)
            return
        self._done(change, fresh, after)

    def _no_longer(self, fresh: Pair, change: Change) -> str:
        """Why the change is not to be made any more: by how both stand now, and because somebody plays it."""
        known = Knowledge(self.house.now(), self.base.agreed.get(key_of(fresh)), self.at_once)
        now = decide(fresh, self.rule, known)
        if now is None or now.mark != change.mark:
            return now.hold if now is not None and not now.do else "changed meanwhile"
        machine_id = change.place.partition("/")[0]
        return "playing" if not self.playing.keys(machine_id).isdisjoint(each.key for each in fresh.plex) else ""

    def _told(self, fresh: Pair, change: Change) -> tuple[Pair | None, str]:
        """Tell the player, and read its side again; with what went wrong, as it may have been heard.

        What happened meanwhile on the other side is for the next run: then it differs from what was agreed upon here.
        """
        trouble = ""
        try:
            self._write(fresh, change)
        except Failure as failure:
            trouble = str(failure)
        try:
            return read_again(fresh, self.viewers, self.partner, (change.side,)), trouble
        except Failure as failure:
            if trouble:
                raise
            return None, f"It was told so, and could not be read again: {failure}"

    def _write(self, fresh: Pair, change: Change) -> None:
        videos = fresh.plex if change.side == "plex" else fresh.partner
        keeper: Keeper = self.viewers[change.place.partition("/")[0]] if change.side == "plex" else self.partner
        both = look_at(fresh, self.rule)
        source = both.partner if change.side == "plex" else both.plex
        for video in videos:
            if video.key not in change.keys:
                continue
            if change.do == "mark":
                keeper.mark(video)
            elif change.do == "clear":
                keeper.clear(video)
            else:
                keeper.move(_long(video, fresh), change.position, source.at)

    def _done(self, change: Change, fresh: Pair, after: Pair) -> None:
        then, both, now = look_at(fresh, self.rule).agreed, look_at(after, self.rule).agreed, self.house.now()
        # What was done on the other side meanwhile is not what this followed: the next run is to see it as new.
        agreed = replace(both, partner=then.partner) if change.side == "plex" else replace(both, plex=then.plex)
        with self.house.database.writing() as connection:
            watched_base.keep(connection, self.whose, [(key_of(after), agreed)], now)
            watched_runs.tell(connection, self.run_id, change.mark, "done", None, now)
        self.watcher.became(replace(change, state="done"), "")

    def _skip(self, change: Change, hold: str) -> None:
        self._tell(change, "skipped", None, hold)

    def _tell(self, change: Change, state: ChangeState, sentence: str | None, hold: str = "") -> None:
        with self.house.database.writing() as connection:
            watched_runs.tell(connection, self.run_id, change.mark, state, sentence, self.house.now(), hold)
        said = sentence or (told_reason(hold, self.rule.partner.name) if hold else "")
        self.watcher.became(replace(change, state=state, hold=hold), said)


def _long(video: Video, pair: Pair) -> Video:
    """The video with a length: a player that does not know its own takes the other's."""
    length = video.duration or next((each.duration for each in (*pair.plex, *pair.partner) if each.duration), None)
    return replace(video, duration=length)
