"""Plex and SageTV in small, each with its own rules, and a sync between them: for tests without a line between.

How SageTV behaves inside: sagetv.md 1.4; Plex: plex.md 2.9. Times are in milliseconds; the clock starts at START.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from parity.core.watched import State, Video
from parity.core.watched_agreed import Agreed, PairKey
from parity.core.watched_change import Change
from parity.core.watched_dates import marked_at_once
from parity.core.watched_decide import Knowledge, decide
from parity.core.watched_pairs import Pair, Pairing
from parity.core.watched_plan import Plan
from parity.core.watched_planning import Base, key_of, make_plan, newly_agreed
from parity.core.watched_proof import shows
from parity.core.watched_rule import Rule
from parity.core.watched_standing import look_at

START = datetime(2026, 11, 1, 12, tzinfo=UTC)
MINUTE = 60_000
HOUR = 60 * MINUTE
PLACE = "M/1"


@dataclass
class Item:
    """An item of Plex. `marked_from`: at which part of it, in per cent, Plex calls it watched."""

    key: str
    length: int = 60 * MINUTE
    count: int = 0
    offset: int = 0
    at: datetime | None = None
    marked_from: int = 90

    def play(self, to: int, now: datetime) -> None:
        """Somebody plays it up to here."""
        self.at = now
        self.offset = to
        if to * 100 >= self.length * self.marked_from:
            self.count, self.offset = self.count + 1, 0

    def mark(self, now: datetime) -> None:
        self.count, self.offset, self.at = self.count + 1, 0, now

    def clear(self) -> None:
        self.count, self.offset, self.at = 0, 0, None

    def video(self) -> Video:
        state = State(self.count > 0, self.offset, self.at)
        title = f"Film {self.key}"
        return Video(self.key, title, state, (f"/{self.key}.ts",), self.length, self.length * 9 // 10, place=PLACE)


@dataclass
class Recording:
    """A recording of SageTV. `padding`: how long before the airing the file begins; `film`: whose end is 10 minutes.

    `record`: from where to where in clock time it was watched, and when (start and end); None: never.
    """

    key: str
    length: int = 60 * MINUTE
    padding: int = 0
    film: bool = False
    show: str = ""
    record: tuple[int, int, int, int] | None = None
    seen_elsewhere: bool = False

    _AIRING = 1_400_000_000_000

    @property
    def begins(self) -> int:
        return self._AIRING - self.padding

    @property
    def own_mark(self) -> bool:
        if self.record is None:
            return False
        start, end, *_ = self.record
        left = self.length - (end - start)
        return left < (10 if self.film else 5) * MINUTE and (end - start) > 0.66 * self.length

    @property
    def watched(self) -> bool:
        return self.own_mark or self.seen_elsewhere

    def set_times(self, end: int, real_start: int, now: datetime) -> None:
        """SetWatchedTimes: clipped, ignored when short, merged by the latest end."""
        start, end = self.begins, min(end, self._AIRING + self.length)
        if end - start <= 5_000:
            return
        if self.record is not None:
            start, end = min(start, self.record[0]), max(end, self.record[1])
        self.record = (start, end, real_start, int(now.timestamp() * 1000))

    def play(self, to: int, now: datetime) -> None:
        """Somebody plays it up to here: what was watched to its end begins anew."""
        stamp = int(now.timestamp() * 1000)
        self.record = (self.begins, self.begins + to, stamp - to, stamp)
        self.seen_elsewhere = False

    def mark(self) -> None:
        """SetWatched: the whole airing, without a date."""
        self.record = (min(self.begins, self._AIRING), self._AIRING + self.length, 0, 0)

    def clear(self) -> None:
        self.record, self.seen_elsewhere = None, False

    def video(self) -> Video:
        position, at = 0, None
        if self.record is not None:
            start, end, real_start, real_end = self.record
            position = end - self.begins
            at = datetime.fromtimestamp(real_end / 1000, UTC) if real_start and real_end else None
        left = (10 if self.film else 5) * MINUTE
        since = max(self.length - left, int(self.length * 0.66)) + 1
        state = State(self.watched, position, at)
        return Video(self.key, self.key, state, (f"/{self.key}.ts",), self.length, since, shared=self.show)


@dataclass
class TwoPlayers:
    """One item and one recording for each name, and what both last agreed on. `writes` counts what was changed."""

    rule: Rule = field(default_factory=Rule)
    now: datetime = START
    items: dict[str, Item] = field(default_factory=dict)
    recordings: dict[str, Recording] = field(default_factory=dict)
    agreed: dict[PairKey, Agreed] = field(default_factory=dict)

    def add(self, name: str = "a", **facts: object) -> tuple[Item, Recording]:
        """One more video on both sides."""
        plex = {k: v for k, v in facts.items() if k in ("length", "marked_from")}
        self.items[name] = Item(name, **plex)  # type: ignore[arg-type]
        sage = {k: v for k, v in facts.items() if k != "marked_from"}
        self.recordings[name] = Recording(name, **sage)  # type: ignore[arg-type]
        return self.items[name], self.recordings[name]

    def wait(self, **time: float) -> None:
        """Time passes."""
        self.now += timedelta(**time)

    def pairing(self) -> Pairing:
        """What is read of both."""
        return Pairing(tuple(self.pair(name) for name in self.items), (), 0)

    def pair(self, name: str) -> Pair:
        return Pair((self.items[name].video(),), (self.recordings[name].video(),), "path")

    def plan(self, rule: Rule | None = None, **said: object) -> Plan:
        """What would be done."""
        return make_plan(self.pairing(), rule or self.rule, Base(dict(self.agreed), self.now), **said)  # type: ignore[arg-type]

    def sync(self, rule: Rule | None = None, **said: object) -> list[str]:
        """Plan and carry out, ten minutes later; what was changed, as words."""
        self.wait(minutes=10)
        rule = rule or self.rule
        plan = self.plan(rule, **said)
        base = Base(dict(self.agreed), self.now)
        self.agreed.update(newly_agreed(plan, rule, base))
        at_once = marked_at_once(each.plex[0] for each in self.pairing().pairs)
        done = []
        for verdict in plan.to_do:
            change = verdict.change
            assert change is not None
            fresh = self.pair(change.plex_key)
            known = Knowledge(self.now, self.agreed.get(key_of(fresh)), at_once)
            again = decide(fresh, rule, known)
            if again is None or again.mark != change.mark:
                continue
            self.write(change)
            done.append(f"{change.side} {change.do}{_at(change)} {change.plex_key}")
            after = self.pair(change.plex_key)
            assert shows(change, after, rule), (change, after)
            both = look_at(after, rule)
            self.agreed[key_of(after)] = both.agreed
        return done

    def write(self, change: Change) -> None:
        """What the players do when they are told."""
        item, recording = self.items[change.plex_key], self.recordings[change.partner_key]
        if change.side == "plex":
            if change.do == "mark":
                item.mark(self.now)
            elif change.do == "clear":
                item.clear()
            else:
                item.play(change.position, self.now)
            return
        if change.do == "mark":
            recording.mark()
        else:
            wished = recording.begins + change.position
            if change.do == "clear" or recording.watched or (recording.record and recording.record[1] > wished):
                self.clear_all(recording)
            if change.do == "move":
                recording.set_times(wished, int(self.now.timestamp() * 1000) - change.position, self.now)
        self.share()

    def clear_all(self, recording: Recording) -> None:
        """ClearWatched: the record of this one, and the mark of all copies."""
        recording.clear()
        for other in self.recordings.values():
            if recording.show and other.show == recording.show and other is not recording:
                other.seen_elsewhere = False
                if other.own_mark:
                    other.record = None

    def share(self) -> None:
        """What one copy is marked with, all are."""
        for one in self.recordings.values():
            for other in self.recordings.values():
                if one.own_mark and one.show and one.show == other.show and one is not other:
                    other.seen_elsewhere = not other.own_mark

    def standing(self) -> Mapping[str, tuple[bool, int, bool, int]]:
        """What both sides hold of each video."""
        return {
            name: (
                self.items[name].count > 0,
                self.items[name].offset,
                self.recordings[name].watched,
                self.recordings[name].video().state.position,
            )
            for name in self.items
        }


def _at(change: Change) -> str:
    return f" {change.position // 1000}" if change.do == "move" else ""
