"""What a player does not tell is not "never watched": nothing is done by it, and nothing is kept of it."""

from dataclasses import replace
from datetime import timedelta

from parity.core.watched import State
from parity.core.watched_pairs import Pair, Pairing
from parity.core.watched_planning import Base, make_plan, newly_agreed
from parity.core.watched_proof import shows
from tests.core.two_players import START, TwoPlayers


def untold(pair: Pair) -> Pair:
    """The same pair while SageTV does not say how far it was watched."""
    return replace(pair, partner=(replace(pair.partner[0], state=State(), obstacle="unreadable"),))


def test_it_is_told_also_where_plex_has_not_begun_it() -> None:
    both = TwoPlayers()
    both.add()
    plan = make_plan(Pairing((untold(both.pair("a")),), (), 0), both.rule, Base({}, both.now))
    assert [(change.do, change.state, change.hold) for change in plan.changes] == [("", "skipped", "unreadable")]
    assert (plan.in_sync, plan.set_aside) == (0, 1)


def test_it_is_not_taken_for_an_agreement_with_what_was_un_marked_in_plex() -> None:
    both = TwoPlayers()
    item, recording = both.add()
    item.mark(START - timedelta(days=1))
    both.sync()
    item.clear()
    base = Base(dict(both.agreed), both.now)
    plan = make_plan(Pairing((untold(both.pair("a")),), (), 0), both.rule, base)
    assert newly_agreed(plan, both.rule, base) == []
    assert both.sync() == []
    assert (item.count, recording.watched) == (0, True)
    assert [change.reason for change in both.plan().changes] == ["unmarked on plex"]


def test_it_proves_no_change() -> None:
    both = TwoPlayers()
    item, _recording = both.add()
    item.mark(START - timedelta(days=1))
    both.sync()
    item.clear()
    [change] = both.plan().changes
    assert change.do == "clear"
    assert not shows(change, untold(both.pair("a")), both.rule)
