"""Whatever people do on either side, in any order: nothing is lost, the last word counts, and it comes to rest."""

from dataclasses import dataclass, field
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from parity.core.watched import OTHER, Side
from parity.core.watched_rule import Rule
from parity.core.watched_standing import Both, look_at
from tests.core.two_players import MINUTE, TwoPlayers

_NAMES = ("a", "b", "c")
_SIDES = st.sampled_from(["plex", "partner"])
_PLAY = st.tuples(st.just("play"), st.sampled_from(_NAMES), _SIDES, st.integers(0, 60))
_MARK = st.tuples(st.sampled_from(["mark", "clear"]), st.sampled_from(_NAMES), _SIDES, st.just(0))
_SYNC = st.tuples(st.just("sync"), st.just("a"), st.just("plex"), st.just(0))
_WAIT = st.tuples(st.just("wait"), st.just("a"), st.just("plex"), st.sampled_from([1, 7, 90, 1500]))
_HALF = st.tuples(st.just("half"), st.just("a"), st.just("plex"), st.integers(0, 3))
HISTORIES = st.lists(st.one_of(_PLAY, _PLAY, _MARK, _SYNC, _WAIT, _HALF), min_size=1, max_size=25)
RULES = st.builds(Rule, unmark=st.booleans(), writes_plex=st.just(True), writes_partner=st.just(True))


@dataclass
class Told:
    """What somebody did last to a video, on which side; `both`: whether the other side was used since the last sync."""

    side: Side
    did: str
    at: datetime
    others: set[Side] = field(default_factory=set)


@dataclass
class World:
    """The two players and what people did since the last sync."""

    both: TwoPlayers
    last: dict[str, Told] = field(default_factory=dict)

    def do(self, what: str, name: str, side: Side, number: int) -> None:
        """One step of a history."""
        both, told = self.both, self.last
        if what == "wait":
            both.wait(minutes=number)
            return
        if what == "sync":
            self.sync()
            return
        if what == "half":
            self.half(number)
            return
        both.wait(seconds=90)
        player = both.items[name] if side == "plex" else both.recordings[name]
        if what == "play":
            player.play(number * MINUTE, both.now)
        elif what == "clear":
            player.clear() if side == "plex" else both.clear_all(both.recordings[name])
        elif side == "plex":
            both.items[name].mark(both.now)
        else:
            both.recordings[name].mark()
        before = told[name].others if name in told else set()
        rewound = what == "play" and number < 1  # which takes a position away, as to clear it does
        told[name] = Told(side, "clear" if rewound else what, both.now, {*before, side})

    def half(self, many: int) -> None:
        """A sync that is cut off after so many changes, just after one was heard: nothing of that one is kept."""
        self.both.wait(minutes=10)
        for verdict in self.both.plan().to_do[:many]:
            assert verdict.change is not None
            self.both.write(verdict.change)
        for told in self.last.values():
            told.others |= {"plex", "partner"}  # who did what is no longer to be told apart

    def sync(self) -> None:
        """Bring both together, and look at what became of each video."""
        was = {name: self.look(name) for name in _NAMES}
        done = self.both.sync()
        if not self.both.rule.unmark:
            assert not [each for each in done if " clear " in each]
        for name in _NAMES:
            self.check(name, was[name], self.look(name))
        assert self.both.sync() == []
        self.last.clear()

    def look(self, name: str) -> Both:
        return look_at(self.both.pair(name), self.both.rule)

    def check(self, name: str, was: Both, now: Both) -> None:
        """Nothing went, and what somebody said last is what both say."""
        known = not (was.plex.blank and was.partner.blank)
        told = self.last.get(name)
        if known and (told is None or told.did != "clear"):
            assert not (now.plex.blank and now.partner.blank), (name, was, now)
        if was.plex.watched and not (self.both.rule.unmark and told is not None and told.did == "clear"):
            assert now.plex.watched, (name, was, now)  # Plex keeps its mark also while it is being watched again
        if told is not None and told.others == {told.side} and told.did != "clear":
            self.followed(name, told.side, was, now)

    def followed(self, name: str, side: Side, was: Both, now: Both) -> None:
        """Only this side was used since both agreed: the other one stands like it now, as far as it can."""
        here, there = was.of(side), now.of(OTHER[side])
        if here.begun:
            near = abs(there.raw - here.position) < 2_000
            assert near or there.finished, (name, was, now)
        elif here.finished:
            at_end = there.raw * 10 >= 9 * 60 * MINUTE  # what Plex calls watched, and SageTV not yet
            assert there.watched or at_end, (name, was, now)


def world(rule: Rule) -> World:
    """Three films that both have, each of an hour."""
    both = TwoPlayers(rule=rule)
    for name in _NAMES:
        both.add(name)
    return World(both)


@given(HISTORIES, RULES)
def test_nothing_is_lost_the_last_word_counts_and_it_comes_to_rest(
    history: list[tuple[str, str, Side, int]], rule: Rule
) -> None:
    home = world(rule)
    home.sync()
    for step in history:
        home.do(*step)
    home.sync()


@given(HISTORIES, RULES, st.integers(-20, 20))
def test_it_comes_to_rest_whatever_the_clocks_say(
    history: list[tuple[str, str, Side, int]], rule: Rule, minutes: int
) -> None:
    home = world(rule)
    for what, *step in history:
        if what == "sync":
            home.both.sync()
        else:
            home.do(what, *step)  # type: ignore[arg-type]
        for recording in home.both.recordings.values():
            if recording.record and recording.record[3]:
                start, end, real_start, real_end = recording.record
                recording.record = (start, end, real_start, real_end + minutes * MINUTE)
    rounds = [home.both.sync() for _ in range(4)]  # a date of just now means that it may be playing: that takes a while
    assert rounds[-1] == []


@given(HISTORIES, st.booleans())
def test_a_side_that_is_not_to_be_changed_never_is(history: list[tuple[str, str, Side, int]], plex: bool) -> None:
    home = world(Rule(writes_plex=plex, writes_partner=not plex))
    for what, name, side, number in history:
        if what in ("sync", "half"):
            assert all(each.startswith("plex" if plex else "partner") for each in home.both.sync())
        else:
            home.do(what, name, side, number)


@given(HISTORIES, RULES)
def test_copies_of_one_episode_come_to_rest_and_lose_no_mark_in_plex(
    history: list[tuple[str, str, Side, int]], rule: Rule
) -> None:
    home = world(rule)
    for recording in home.both.recordings.values():
        recording.show = "EP1"
    marked: set[str] = set()
    for what, *step in history:
        if what == "sync":
            home.both.sync()
        else:
            home.do(what, *step)  # type: ignore[arg-type]
            home.both.share()
        if what == "clear":
            marked.discard(str(step[0]))
        marked |= {name for name, item in home.both.items.items() if item.count}
        if not rule.unmark:
            assert {name for name, item in home.both.items.items() if item.count} == marked
    rounds = [home.both.sync() for _ in range(4)]
    assert rounds[-1] == []
