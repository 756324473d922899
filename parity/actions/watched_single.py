"""One pair of videos by itself: the position that somebody asks for, and all that the partner tells of it."""

import threading
import time
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Literal

from parity.actions.ports import House, Meter
from parity.actions.watched_ports import Keeper, Partner, PlexViewer
from parity.actions.watched_read import Playing, read_again
from parity.actions.watched_scope import Ways
from parity.actions.watched_user import token_for
from parity.actions.watched_wishes import Wishes
from parity.actions.watched_work import rule_of
from parity.core.failures import Failure
from parity.core.watched import SIDES, Side, Video
from parity.core.watched_pairs import Pair
from parity.core.watched_rule import ROUNDING, Rule
from parity.core.watched_standing import Both, look_at

PATIENCE = 30.0
"""Seconds that one question may take."""
_NOT_SHOWN = "It was told so, and does not show."


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of the position on one side, or will. `why`: a key of REASONS where it was left as it is."""

    side: Side
    state: Literal["planned", "done", "failed", "skipped"]
    why: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What positions a pair can take, in milliseconds. `plex_from`: from there on Plex calls it watched.

    `hold`: why it takes none at all now, a key of REASONS, "" for no reason.
    """

    length: int | None
    plex_from: int | None
    hold: str


def bounds_of(pair: Pair) -> Bounds:
    """Which positions can be asked for."""
    both = look_at(pair, Rule())
    lengths = [length for side in SIDES if (length := both.length(side))]
    hold = both.obstacle or both.hold or ("" if lengths else "no length")
    return Bounds(min(lengths, default=None), both.watched_from("plex"), hold)


def foreseen(house: House) -> tuple[Moved, ...]:
    """What `move_to` would do on both sides by the settings; asks nobody, and changes nothing."""
    rule = rule_of(house, Wishes())
    return tuple(Moved(side, "planned") if rule.writes(side) else Moved(side, "skipped", "one way") for side in SIDES)


def move_to(house: House, pair: Pair, position: int, stop: threading.Event) -> tuple[Moved, ...]:
    """Let playing go on from here on both sides, as far as the settings let each be changed, and look whether it does.

    Raises NotSetUp, and the failures of core while nothing was told yet.
    """
    rule = rule_of(house, Wishes())
    machine_id = pair.plex[0].place.partition("/")[0]
    with ExitStack() as rooms:
        heard = Meter().count
        partner = rooms.enter_context(house.doors().partner(stop, PATIENCE, heard))
        ways = Ways(house, stop, PATIENCE)
        viewer = rooms.enter_context(ways.viewer(machine_id, token_for(house, machine_id), heard))
        if not Playing(ways, time.monotonic, {}).keys(machine_id).isdisjoint(video.key for video in pair.plex):
            return tuple(Moved(side, "skipped", "playing") for side in SIDES)
        return _Moving(pair, position, {machine_id: viewer}, partner, rule).done()


def told_by_partner(house: House, keys: Iterable[str], stop: threading.Event) -> dict[str, Mapping[str, object]]:
    """All that the partner tells of its videos, by key, as it tells it. Raises NotSetUp and the failures of core."""
    with house.doors().partner(stop, PATIENCE) as partner:
        return {key: partner.dump(key) for key in keys}


@dataclass(frozen=True, slots=True)
class _Moving:
    pair: Pair
    position: int
    viewers: Mapping[str, PlexViewer]
    partner: Partner
    rule: Rule

    def done(self) -> tuple[Moved, ...]:
        both = look_at(read_again(self.pair, self.viewers, self.partner), self.rule)
        told = [self._tell(both, side) for side in SIDES]
        try:
            after = look_at(read_again(self.pair, self.viewers, self.partner), self.rule)
        except Failure as trouble:
            unread = f"It was told so, and could not be read again: {trouble}"
            return tuple(
                replace(each, state="failed", message=unread) if each.state == "done" else each for each in told
            )
        return tuple(self._proved(each, after) for each in told)

    def _tell(self, both: Both, side: Side) -> Moved:
        if not self.rule.writes(side):
            return Moved(side, "skipped", "one way")
        keeper: Keeper = next(iter(self.viewers.values())) if side == "plex" else self.partner
        video: Video = both.pair.plex[0] if side == "plex" else both.lead
        try:
            keeper.move(replace(video, duration=both.length(side)), self.position, None)
        except Failure as trouble:
            return Moved(side, "failed", message=str(trouble))
        return Moved(side, "done")

    def _proved(self, told: Moved, after: Both) -> Moved:
        near = abs(after.of(told.side).raw - self.position) <= ROUNDING
        if near and told.state == "failed":
            return Moved(told.side, "done")  # it was heard, and only its answer was lost
        return told if near or told.state != "done" else Moved(told.side, "failed", message=_NOT_SHOWN)
