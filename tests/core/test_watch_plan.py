"""What is done so that both lists tell the same, and what never is."""

from dataclasses import replace
from datetime import timedelta

import pytest

from parity.core.watch import Partial, WatchItem
from parity.core.watch_agreement import agreement
from parity.core.watch_groups import Agreed, Ruled, groups, name_of
from parity.core.watch_plan import LAG, Base, Memory, Touch, may_be_newer
from parity.core.watch_rule import Rule
from tests.core.watching import LATER, NOW, agreed_on, on_plex, on_simkl, planned, told, writes

FIVE = [on_plex(n) for n in range(5)], [on_simkl(n) for n in range(5)]
TEN = [on_plex(n) for n in range(10)], [on_simkl(n) for n in range(10)]
MIRROR = Rule(mode="mirror", source="plex")
MIRROR_SIMKL = Rule(mode="mirror", source="simkl")
ONE_WAY = Rule(mode="one-way", source="plex")


def test_equal_lists_need_nothing() -> None:
    plan = planned(*FIVE)
    assert (plan.actions, plan.unresolved, plan.in_sync, plan.equal) == ((), (), 5, True)


def test_a_first_run_adds_on_both_sides_and_takes_nothing_off() -> None:
    plan = planned([on_plex(1), on_plex(2)], [on_simkl(2), on_simkl(3)])
    assert told(plan) == ["plex add Film 3: new on simkl", "simkl add Film 1: new on plex"]
    assert plan.first_run


def test_what_is_new_goes_over_and_what_was_taken_off_is_taken_off() -> None:
    plex, simkl = TEN
    base = agreed_on(*plex, *simkl)
    plan = planned([*plex[1:], on_plex(70)], [*simkl[:9], on_simkl(80)], base)
    assert told(plan) == [
        "plex add Film 80: new on simkl",
        "simkl add Film 70: new on plex",
        "plex remove Film 9: gone from simkl",
        "simkl remove Film 0: gone from plex",
    ]


def test_what_both_took_off_only_leaves_the_base() -> None:
    plex, simkl = FIVE
    base = agreed_on(*plex, *simkl)
    assert not planned(plex[1:], simkl[1:], base).actions
    left = agreement(groups(plex[1:], simkl[1:], base.agreed, Ruled()), LATER)
    assert {each.title for each in left} == {"Film 1", "Film 2", "Film 3", "Film 4"}


def test_a_title_on_one_list_stays_in_the_base_until_it_is_on_none() -> None:
    plex, simkl = FIVE
    base = agreed_on(*plex, *simkl)
    after = agreement(groups(plex[1:], simkl, base.agreed, Ruled()), LATER)
    kept = {each.title: each.agreed_at for each in after}
    assert kept == {"Film 0": NOW, "Film 1": LATER, "Film 2": LATER, "Film 3": LATER, "Film 4": LATER}


def test_a_title_never_on_both_lists_is_never_in_the_base() -> None:
    assert not agreement(groups([on_plex(1)], [on_simkl(2)], (), Ruled()), NOW)


def test_what_simkl_knows_as_watched_is_not_moved_back() -> None:
    for status in ("completed", "watching", "hold", "dropped"):
        assert not planned([on_plex(1)], [on_simkl(1, status=status)]).actions
        assert not planned([on_plex(1)], [on_simkl(1, status=status)], rule=MIRROR).actions


def test_a_watched_film_that_plex_took_off_by_itself_is_left_as_it_is() -> None:
    base = agreed_on(on_plex(1), on_simkl(1))
    assert not planned([], [on_simkl(1, status="completed", has_history=True)], base).actions


def test_a_film_that_was_watched_leaves_plex_too_and_a_show_waits_for_a_yes() -> None:
    plex, simkl = TEN
    show, there = on_plex(70, type="show"), on_simkl(70, type="show")
    base = agreed_on(*plex, *simkl, show, there)
    changed = [replace(simkl[0], status="completed"), *simkl[1:], replace(there, status="completed")]
    plan = planned([*plex, show], changed, base)
    assert told(plan) == [
        "plex remove Film 0: completed",
        "plex remove Show 70: completed (held: finished show)",
    ]
    yes = frozenset(a.mark for a in plan.actions)
    assert len(writes(planned([*plex, show], changed, base, confirmed=yes))) == 2


def test_what_is_being_watched_stays_on_plex_unless_the_owner_wants_it_off() -> None:
    plex, simkl = TEN
    base = agreed_on(*plex, *simkl)
    for status in ("watching", "hold"):
        changed = [replace(simkl[0], status=status), *simkl[1:]]
        assert not planned(plex, changed, base).actions
        assert told(planned(plex, changed, base, rule=Rule(watching=True))) == ["plex remove Film 0: watching"]


def test_rows_with_history_are_kept_and_told() -> None:
    plex, simkl = TEN
    base = agreed_on(*plex, *simkl)
    changed = [replace(simkl[0], has_history=True), *simkl[1:]]
    for confirmed in (frozenset[str](), None):
        plan = planned(plex[1:], changed, base, confirmed=confirmed)
        assert told(plan) == ["simkl remove Film 0: gone from plex (skipped: has history)"]


def test_put_on_again_after_the_other_lost_it_wins() -> None:
    plex, simkl = TEN
    dated = [replace(item, added_at=NOW - timedelta(days=9)) for item in simkl]
    base = agreed_on(*plex, *dated)
    anew = [replace(dated[0], added_at=NOW + timedelta(minutes=5)), *dated[1:]]
    assert told(planned(plex[1:], anew, base)) == ["plex add Film 0: again on simkl"]
    assert told(planned(plex[1:], dated, base)) == ["simkl remove Film 0: gone from plex"]


def test_put_on_plex_again_wins_once_plex_was_asked_when() -> None:
    plex, simkl = TEN
    base = agreed_on(*plex, *simkl)
    first = planned(plex, simkl[1:], base)
    assert may_be_newer(first) == (plex[0].key,)
    newer = Memory(plex_added={plex[0].key: NOW + timedelta(minutes=5)})
    assert told(planned(plex, simkl[1:], base, memory=newer)) == ["simkl add Film 0: again on plex"]
    older = Memory(plex_added={plex[0].key: NOW - timedelta(days=3)})
    assert told(planned(plex, simkl[1:], base, memory=older)) == ["plex remove Film 0: gone from simkl"]


def test_half_a_list_leads_to_nothing_and_never_to_a_removal() -> None:
    plex, simkl = TEN
    base = agreed_on(*plex, *simkl)
    half = Partial(tuple(plex[:4]) + (on_plex(70),), "page 2 did not come")
    for confirmed in (frozenset[str](), None):
        assert not writes(planned(half, simkl, base, confirmed=confirmed))
        adds = planned(half, simkl, base, rule=Rule(partial_adds=True), confirmed=confirmed)
        assert writes(adds) == ["simkl add Film 70"]
        assert not adds.whole
    lost = Partial(tuple(simkl[:4]), "cut")
    assert not writes(planned([*plex, on_plex(70)], lost, base, rule=Rule(partial_adds=True), confirmed=None))


def test_an_empty_list_where_there_was_one_is_not_followed() -> None:
    plex, simkl = FIVE
    base = agreed_on(*plex, *simkl)
    none: list[WatchItem] = []
    for there, here, side in ((plex, none, "plex"), (none, simkl, "simkl")):
        plan = planned(there, here, base)
        assert {(a.side, a.do, a.state, a.hold) for a in plan.actions} == {(side, "remove", "held", "list is empty")}
        assert plan.held == "list is empty"


def test_more_than_five_and_a_fifth_wait_for_a_yes_while_additions_go_on() -> None:
    plex, simkl = [on_plex(n) for n in range(30)], [on_simkl(n) for n in range(30)]
    base = agreed_on(*plex, *simkl)
    assert len(writes(planned(plex[6:], simkl, base))) == 6
    plan = planned([*plex[7:], on_plex(70)], simkl, base)
    assert writes(plan) == ["simkl add Film 70"]
    assert {a.hold for a in plan.actions if a.do == "remove"} == {"too many"}
    few = [on_plex(n) for n in range(8)], [on_simkl(n) for n in range(8)]
    assert len(writes(planned(few[0][5:], few[1], agreed_on(*few[0], *few[1])))) == 5


def test_a_yes_holds_for_the_titles_it_was_said_of() -> None:
    plex, simkl = [on_plex(n) for n in range(30)], [on_simkl(n) for n in range(30)]
    base = agreed_on(*plex, *simkl)
    marks = frozenset(a.mark for a in planned(plex[10:], simkl, base).actions)
    plan = planned(plex[12:], simkl, base, confirmed=marks)
    assert (len(writes(plan)), sum(a.state == "held" for a in plan.actions)) == (10, 2)


def test_switched_off_actions_are_told_and_not_done() -> None:
    plex, simkl = TEN
    base = agreed_on(*plex, *simkl)
    plan = planned([*plex[1:], on_plex(70)], simkl, base, rule=Rule(add=False, remove=False))
    assert told(plan) == [
        "simkl add Film 70: new on plex (skipped: adding is off)",
        "simkl remove Film 0: gone from plex (skipped: removing is off)",
    ]


def test_a_mirror_makes_the_other_list_alike_and_its_first_run_asks() -> None:
    plex, simkl = TEN
    base = agreed_on(*plex, *simkl)
    more = [*simkl, on_simkl(80)]
    assert told(planned(plex, more, base, rule=MIRROR)) == ["simkl remove Film 80: not on plex"]
    first = planned(plex, more, rule=MIRROR)
    assert told(first) == ["simkl remove Film 80: not on plex (held: first run)"]
    assert writes(planned(plex, more, rule=MIRROR, confirmed=None)) == ["simkl remove Film 80"]
    assert told(planned(plex, simkl[1:], base, rule=MIRROR)) == ["simkl add Film 0: counts on plex"]


def test_a_mirror_of_simkl_changes_plex_alone() -> None:
    plex, simkl = TEN
    base = agreed_on(*plex, *simkl)
    plan = planned([*plex[1:], on_plex(70)], [*simkl, on_simkl(80)], base, rule=MIRROR_SIMKL)
    assert told(plan) == [
        "plex add Film 0: counts on simkl",
        "plex add Film 80: new on simkl",
        "plex remove Film 70: not on simkl",
    ]


def test_one_way_carries_over_what_is_new_or_gone_and_nothing_else() -> None:
    plex, simkl = TEN
    base = agreed_on(*plex, *simkl)
    plan = planned([*plex[1:], on_plex(70)], [*simkl[:9], on_simkl(80)], base, rule=ONE_WAY)
    assert told(plan) == ["simkl add Film 70: new on plex", "simkl remove Film 0: gone from plex"]


def test_another_rule_or_account_makes_it_a_first_run_that_takes_nothing_off() -> None:
    plex, simkl = TEN
    base = agreed_on(*plex, *simkl, known=False)
    plan = planned(plex[1:], simkl, base)
    assert told(plan) == ["simkl remove Film 0: gone from plex (held: first run)"]


def test_what_simkl_does_not_know_stays_on_plex_and_is_not_sent_again() -> None:
    stray = on_plex(70)
    memory = Memory(unresolved={name_of(stray): "not found on simkl"})
    for rule in (Rule(), MIRROR, MIRROR_SIMKL, ONE_WAY):
        plan = planned([*TEN[0], stray], TEN[1], agreed_on(*TEN[0], *TEN[1]), rule=rule, memory=memory)
        assert not plan.actions
        if rule.mode == "two-way":
            assert [(u.title, u.reason) for u in plan.unresolved] == [("Film 70", "not found on simkl")]


def test_titles_without_an_id_are_told_and_left_alone() -> None:
    nameless = replace(on_plex(70), ids=frozenset())
    for rule in (Rule(), MIRROR_SIMKL):
        plan = planned([*TEN[0], nameless], TEN[1], agreed_on(*TEN[0], *TEN[1]), rule=rule)
        assert (plan.actions, [u.reason for u in plan.unresolved]) == ((), ["without ids"])


@pytest.mark.parametrize("side", ["plex", "simkl"])
def test_a_late_answer_after_a_change_of_ours_is_not_taken_for_a_wish(side: str) -> None:
    plex, simkl = TEN
    base = agreed_on(*plex, *simkl)
    memory = Memory(touched={("simkl", "movie/tmdb:500"): Touch("add", LATER - LAG / 2)})
    there, here = (plex, simkl[1:]) if side == "plex" else (plex[1:], simkl)
    plan = planned(there, here, base, memory=memory)
    assert [(a.state, a.hold) for a in plan.actions] == [("skipped", "a moment ago")]
    assert writes(planned(there, here, base, memory=memory, now=LATER + LAG))


def test_what_comes_back_three_times_is_left_to_a_person() -> None:
    memory = Memory(touched={("simkl", "movie/tmdb:501"): Touch("remove", NOW - timedelta(days=1), 3)})
    plan = planned([], [on_simkl(1)], memory=memory)
    assert told(plan) == ["plex add Film 1: new on simkl (held: keeps coming back)"]
    assert writes(planned([], [on_simkl(1)], memory=memory, confirmed=None)) == ["plex add Film 1"]


def test_what_a_person_wants_left_alone_is() -> None:
    base = agreed_on(*TEN[0], *TEN[1])
    for name in ("movie/tmdb:500", "plex:" + TEN[0][0].key):
        plan = planned(TEN[0], TEN[1][1:], base, ruled=Ruled(apart=frozenset({name})))
        assert (plan.actions, [u.reason for u in plan.unresolved]) == ((), ["left alone"])


def test_a_person_says_which_rows_are_one() -> None:
    plex, simkl = on_plex(1, "tmdb:1"), on_simkl(2, "imdb:tt2")
    ruled = Ruled(matches={name_of(plex): name_of(simkl)})
    assert not planned([plex], [simkl], ruled=ruled).actions
    assert len(planned([plex], [simkl]).actions) == 2


def test_an_old_name_for_a_row_still_finds_it() -> None:
    before = Agreed("movie", "Film 1", 2001, frozenset({"imdb:tt1"}), frozenset({"p1"}), frozenset({"9001"}), NOW)
    now = on_plex(1, "imdb:tt2", "tmdb:1", key="p1"), on_simkl(1, "imdb:tt1", key="9001")
    plan = planned([now[0]], [now[1]], Base((before,), known=True))
    assert (plan.actions, plan.in_sync) == ((), 1)
