"""What one run over watched states does from its first question to its last: read, pair, plan, keep, carry out."""

import json
import time
from collections.abc import Collection, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import chain

from parity.actions.decide import NoSuchThing
from parity.actions.list_sections import ListedSection
from parity.actions.ports import House, Meter, NotSetUp
from parity.actions.unhurried import Unhurried
from parity.actions.watched_apply import Applying
from parity.actions.watched_paths import keep_folders
from parity.actions.watched_ports import Partner, PlexViewer
from parity.actions.watched_read import Playing, paired, places_of, read_partner, read_plex, with_playing
from parity.actions.watched_scope import EVERYTHING, Scope, Ways, scope_of
from parity.actions.watched_user import token_for, who
from parity.actions.watched_watcher import Watcher
from parity.actions.watched_wishes import Wishes
from parity.cache import CacheUnusable
from parity.core.failures import Failure, Unavailable
from parity.core.watched import SAGETV
from parity.core.watched_agreed import Agreed, PairKey
from parity.core.watched_change import told_reason
from parity.core.watched_dates import marked_at_once
from parity.core.watched_pairs import Pairing
from parity.core.watched_plan import Plan, Verdict
from parity.core.watched_planning import Base, make_plan, newly_agreed, outdated
from parity.core.watched_rule import Rule
from parity.store import watched_alone, watched_base, watched_runs
from parity.store.database import Connection
from parity.store.watched_base import Whose
from parity.store.watched_runs import RunRow

PATIENCE = 30.0
"""Seconds that one question may take."""
_YES_HOLDS = timedelta(days=1)
STOPPED = "It was stopped before it was through; what is left is done by the next run."
Outcome = tuple[str, str | None]


@dataclass(slots=True)
class WatchedRun:
    """One run at work. `halt` ends it before the next video."""

    house: House
    row: RunRow
    halt: Unhurried
    watcher: Watcher
    _meter: Meter = field(default_factory=Meter, init=False)
    _rooms: ExitStack = field(default_factory=ExitStack, init=False)
    _listed: dict[str, set[str]] = field(default_factory=dict, init=False)

    def outcome(self) -> Outcome:
        """Do it; the state in which it ended, and why where that is not "done"."""
        try:
            with self._rooms:
                return self._all()
        except Failure as trouble:
            return "failed", STOPPED if self.halt.is_set() else str(trouble)
        except (NotSetUp, NoSuchThing, CacheUnusable) as trouble:
            return "failed", str(trouble)
        finally:
            asked = self._meter.take()
            self._note(plex_requests=asked["plex"], partner_requests=asked["partner"])

    def _all(self) -> Outcome:
        wishes = Wishes.read(self.row.wishes)
        rule = rule_of(self.house, wishes)
        whose = Whose(who(self.house), rule.partner.id)
        partner = self._rooms.enter_context(self.house.doors().partner(self.halt, PATIENCE, self._meter.count))
        self._enter("looking for libraries")
        scope = scope_of(self.house, (EVERYTHING,) if wishes.media else wishes.libraries, self.halt)
        ways = Ways(self.house, self.halt, PATIENCE)
        viewers = {each: self._viewer(ways, each) for each in scope.servers}
        if wishes.media:
            scope = _of_media(scope, places_of(viewers, wishes.media))
        playing = Playing(ways, time.monotonic, {})
        pairing = self._pairing(scope, viewers, partner, playing, whose)
        if not wishes.media:
            keep_folders(self.house, pairing.pairs)
        base = Base(self._agreed(whose), self.house.now())
        plan = _only(make_plan(pairing, rule, base, *self._said(wishes)), wishes)
        self._keep(plan, scope, rule, whose, base)
        self.watcher.compared(plan)
        if self.row.work == "sync":
            self._enter("changing")
            at_once = marked_at_once(chain.from_iterable(each.plex for each in pairing.pairs))
            applying = Applying(
                self.house, self.row.id, whose, rule, base, at_once, viewers, partner, playing, self.watcher, self.halt
            )
            with self.house.database.reading() as connection:
                failed = watched_runs.failed_lately(connection, self.row.id)
            applying.go(_chosen(plan, wishes, failed))
        return self._ended(scope, rule)

    def _said(self, wishes: Wishes) -> tuple[frozenset[str] | None, bool]:
        """The changes that were said yes to by name, and whether to all that wait. A yes to all means what there was
        when the run was first begun; one that waited for a worker for days means nothing any more.
        """
        if self.house.now() - self.row.created_at > _YES_HOLDS:
            return None, False
        with self.house.database.reading() as connection:
            before = watched_runs.changes(connection, self.row.id)
        if wishes.yes and before:
            return frozenset(row.change.mark for row in before) | (wishes.chosen or frozenset()), False
        return wishes.chosen, wishes.yes

    def _viewer(self, ways: Ways, machine_id: str) -> PlexViewer:
        token = token_for(self.house, machine_id)
        return self._rooms.enter_context(ways.viewer(machine_id, token, self._meter.count))

    def _owners(self, scope: Scope, viewers: Mapping[str, PlexViewer]) -> Mapping[str, PlexViewer]:
        """The servers as their owner sees them, who sees every library: somebody of the home may be shown only some."""
        ways, others = Ways(self.house, self.halt, PATIENCE), {each.server for each in scope.beside}
        return {
            each: viewers[each]
            if token_for(self.house, each) is None
            else self._rooms.enter_context(ways.viewer(each, None, self._meter.count))
            for each in others
        }

    def _pairing(
        self, scope: Scope, viewers: Mapping[str, PlexViewer], partner: Partner, playing: Playing, whose: Whose
    ) -> Pairing:
        if not scope.sections and scope.silent:
            raise Unavailable("Plex", "; ".join(scope.silent))
        if not scope.sections:
            raise NotSetUp("No library is to be compared: choose some in Settings, under SageTV")
        self._enter("reading partner")
        with self.house.database.reading() as connection:
            known, last = watched_base.is_known(connection, whose), watched_runs.last_listed(connection)
        of_partner = read_partner(partner, known, last, lambda listed: self._note(listed=listed))
        self._enter("reading plex")
        of_plex = with_playing(read_plex(viewers, scope.sections), playing)
        of_plex += read_plex(self._owners(scope, viewers), scope.beside)
        for video in of_plex:
            self._listed.setdefault(video.place.partition("/")[0], set()).add(video.key)
        self._enter("comparing")
        return paired(self.house, of_plex, of_partner, {each.id for each in scope.sections})

    def _agreed(self, whose: Whose) -> Mapping[PairKey, Agreed]:
        with self.house.database.reading() as connection:
            return watched_base.agreed(connection, whose)

    def _keep(self, plan: Plan, scope: Scope, rule: Rule, whose: Whose, base: Base) -> None:
        """The plan with its run, what agrees now, and what has no partner."""
        with self.house.database.writing() as connection:
            watched_runs.put_plan(connection, self.row.id, plan.changes)
            watched_base.forget(connection, whose, outdated(plan, base, self._listed))
            watched_base.keep(connection, whose, newly_agreed(plan, rule, base), base.now)
            self._keep_alone(connection, plan, scope)
            watched_runs.RUNS.change(connection, self.row.id, **_counts(plan))
            names = {each.id: each.title for each in scope.sections}
            told = {"partner": rule.partner.id, "who": whose.who, "scope": json.dumps(names, ensure_ascii=False)}
            narrowed = Wishes.read(self.row.wishes).narrows(self.row.work)
            watched_runs.RUNS.change(connection, self.row.id, **told, narrowed=narrowed)

    def _keep_alone(self, connection: Connection, plan: Plan, scope: Scope) -> None:
        """What has no partner; nothing more of libraries that the settings no longer mean, where all were heard of."""
        wishes, places = Wishes.read(self.row.wishes), [each.id for each in scope.sections]
        if wishes.media:
            return
        watched_alone.keep(connection, places, plan.alone)
        if not wishes.libraries and not scope.silent:
            watched_alone.forget_others(connection, places)

    def _ended(self, scope: Scope, rule: Rule) -> Outcome:
        with self.house.database.reading() as connection:
            rows = watched_runs.changes(connection, self.row.id, "failed", "held")
        silent = f"Not asked: {'; '.join(scope.silent)}" if scope.silent else None
        if self.row.work == "plan":
            return ("partial", silent) if silent else ("done", None)
        if self.halt.is_set():
            return "partial", STOPPED
        failed = [row for row in rows if row.change.state == "failed"]
        if failed:
            return "partial", f"{failed[0].change.title}: {failed[0].sentence}"
        held = [row for row in rows if row.change.state == "held"]
        if held:
            return "held", told_reason(held[0].change.hold, rule.partner.name)
        return ("partial", silent) if silent else ("done", None)

    def _enter(self, phase: str) -> None:
        self.watcher.phase(phase)
        self._note(phase=phase)

    def _note(self, **values: object) -> None:
        with self.house.database.writing() as connection:
            watched_runs.RUNS.change(connection, self.row.id, **values)


def rule_of(house: House, wishes: Wishes) -> Rule:
    """The rule of a run: the settings', but for what was wished."""
    settings = house.settings()
    seconds = settings.sagetv_ignore if wishes.ignore is None else wishes.ignore
    ways = settings.sagetv_ways
    return Rule(seconds * 1000, ways != "to-sagetv", ways != "to-plex", settings.sagetv_unmark, SAGETV)


def _of_media(scope: Scope, places: Mapping[str, str]) -> Scope:
    """The libraries in which these videos lie."""
    sections: tuple[ListedSection, ...] = tuple(each for each in scope.sections if each.id in places.values())
    return replace(scope, sections=sections)


def _only(plan: Plan, wishes: Wishes) -> Plan:
    """The plan for the videos that were named, or all of it."""
    if not wishes.media:
        return plan
    verdicts = [v for v in plan.verdicts if any(each.key in wishes.media for each in v.pair.plex)]
    return replace(
        plan, verdicts=tuple(verdicts), alone=tuple(each for each in plan.alone if each.video.key in wishes.media)
    )


def _chosen(plan: Plan, wishes: Wishes, failed: Collection[tuple[str, str]]) -> list[Verdict]:
    """What is to be carried out of it: all, or what a person chose. What failed the last time comes last: it might fail
    again, and after three in a row the rest is left.
    """
    meant = [
        (each, (each.change.plex_key, each.change.partner_key) in failed)
        for each in plan.to_do
        if each.change is not None and (wishes.chosen is None or each.change.mark in wishes.chosen)
    ]
    return [each for last in (False, True) for each, failing in meant if failing == last]


def _counts(plan: Plan) -> Mapping[str, object]:
    return {
        "first_run": plan.first_run,
        "videos": sum(len(each.pair.plex) for each in plan.verdicts) + len(plan.alone),
        "in_sync": plan.in_sync,
        "plex_out": plan.out("plex"),
        "partner_out": plan.out("partner"),
        "not_in_partner": plan.alone_because("not in partner"),
        "not_in_plex": plan.not_in_plex,
        "ambiguous": plan.alone_because("ambiguous"),
        "set_aside": plan.set_aside,
    }
