"""The ways in which tools for two lists lose titles (simkl.md 4), by their numbers, where the rules alone decide."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from parity.core.watch import Complete, Partial, WatchItem
from parity.core.watch_agreement import agreement
from parity.core.watch_groups import Ruled, groups, name_of
from parity.core.watch_plan import Base, Memory, Touch, may_be_newer
from parity.core.watch_rule import Rule
from tests.core.watching import LATER, NOW, agreed_on, on_plex, on_simkl, planned, told, writes

PLEX, SIMKL = [on_plex(n) for n in range(10)], [on_simkl(n) for n in range(10)]
BASE = agreed_on(*PLEX, *SIMKL)
MIRROR, MIRROR_SIMKL = Rule(mode="mirror", source="plex"), Rule(mode="mirror", source="simkl")
MODES: tuple[Rule, ...] = (Rule(), MIRROR, MIRROR_SIMKL, Rule(mode="one-way"))
NONE: list[WatchItem] = []


def after(plex: Sequence[WatchItem], simkl: Sequence[WatchItem], base: Base = BASE) -> set[str]:
    """The titles of the base after these lists were read whole."""
    return {each.title for each in agreement(groups(plex, simkl, base.agreed, Ruled()), LATER)}


@pytest.mark.parametrize("rule", MODES)
def test_case_2_half_a_list_removes_nothing_whoever_says_yes(rule: Rule) -> None:
    for plex, simkl in (
        (Partial(tuple(PLEX[:3]), "cut"), Complete(tuple(SIMKL))),
        (Complete(tuple(PLEX)), Partial(tuple(SIMKL[:3]), "cut")),
    ):
        plan = planned(plex, simkl, BASE, rule=rule, confirmed=None)
        assert (writes(plan), plan.whole) == ([], False)


def test_case_4_a_list_that_is_suddenly_empty_is_held_until_somebody_says_yes() -> None:
    plan = planned(NONE, SIMKL, BASE)
    assert ({a.hold for a in plan.actions}, len(plan.actions), writes(plan)) == ({"list is empty"}, 10, [])
    assert after(NONE, SIMKL) == {each.title for each in PLEX}
    assert len(writes(planned(NONE, SIMKL, BASE, confirmed=None))) == 10
    two = agreed_on(*PLEX[:2], *SIMKL[:2])
    assert not writes(planned(NONE, SIMKL[:2], two)), "also where the list was short"
    one = agreed_on(PLEX[0], SIMKL[0])
    assert writes(planned(NONE, SIMKL[:1], one)) == ["simkl remove Film 0"], "the last of all can be taken off"


def test_case_5_more_than_a_fifth_is_held_and_what_is_new_goes_on() -> None:
    plan = planned([*PLEX[6:], on_plex(70)], SIMKL, BASE)
    assert writes(plan) == ["simkl add Film 70"]
    assert [a.hold for a in plan.actions if a.do == "remove"] == ["too many"] * 6
    assert len(writes(planned(PLEX[5:], SIMKL, BASE))) == 5


@pytest.mark.parametrize("rule", [Rule(), MIRROR, MIRROR_SIMKL, Rule(mode="one-way"), Rule("one-way", "simkl")])
def test_case_6_a_first_run_only_adds_in_every_mode(rule: Rule) -> None:
    plan = planned([on_plex(1), on_plex(2)], [on_simkl(2), on_simkl(3)], rule=rule)
    assert plan.first_run
    assert [a for a in plan.actions if a.do == "remove" and a.state == "planned"] == []
    assert writes(plan), "it adds"


def test_case_6_a_first_run_of_a_mirror_shows_what_it_would_remove() -> None:
    plan = planned([on_plex(1)], [on_simkl(1), on_simkl(3)], rule=MIRROR)
    assert told(plan) == ["simkl remove Film 3: not on plex (held: first run)"]


def test_case_7_what_others_agreed_on_takes_nothing_off() -> None:
    other = replace(BASE, known=False)
    assert writes(planned(PLEX[1:], SIMKL[:9], other)) == []
    assert {a.hold for a in planned(PLEX[1:], SIMKL[:9], other).actions} == {"first run"}


def test_case_8_what_could_not_be_added_is_no_removal_later() -> None:
    base = Base(agreement(groups([on_plex(1), on_plex(2)], [on_simkl(1)], (), Ruled()), NOW), known=True)
    assert {each.title for each in base.agreed} == {"Film 1"}
    assert told(planned([on_plex(1), on_plex(2)], [on_simkl(1)], base)) == ["simkl add Film 2: new on plex"]


@pytest.mark.parametrize("rule", MODES)
def test_cases_9_and_10_what_the_other_side_does_not_know_stays_where_it_is(rule: Rule) -> None:
    on_one, on_other = on_plex(70), on_simkl(80)
    memory = Memory(unresolved={name_of(on_one): "not found on simkl", name_of(on_other): "not found on plex"})
    plan = planned([*PLEX, on_one], [*SIMKL, on_other], BASE, rule=rule, memory=memory, confirmed=None)
    assert plan.actions == ()


def test_case_11_one_shared_id_is_enough_and_it_reaches_through_any_number_of_rows() -> None:
    assert not planned([on_plex(0, "tmdb:500")], [on_simkl(0, "imdb:tt1", "tmdb:500")], rule=MIRROR).actions
    plex = on_plex(1, "imdb:tt1")
    simkl = on_simkl(1, "tvdb:9", type="movie")
    between = on_simkl(2, "imdb:tt1", "tvdb:9", type="movie", status="completed")
    plan = planned([plex], [simkl, between])
    assert (plan.actions, plan.in_sync, len(plan.groups)) == ((), 1, 1)


def test_case_11_a_name_alone_never_makes_two_rows_one() -> None:
    plan = planned([on_plex(1, "tmdb:1")], [on_simkl(1, "tmdb:2")])
    assert len(plan.groups) == 2


def test_case_12_a_film_and_a_show_of_one_number_are_two_titles() -> None:
    plex = [on_plex(77, "tmdb:77"), on_plex(77, "tmdb:77", type="show")]
    simkl = [on_simkl(77, "tmdb:77"), on_simkl(78, "tmdb:77", type="show")]
    plan = planned(plex, simkl)
    assert (plan.actions, plan.in_sync) == ((), 2)
    gone = planned(plex[:1], simkl, agreed_on(*plex, *simkl))
    assert [(a.type, a.keys) for a in gone.actions] == [("show", ("9078",))]


def test_case_12_a_mini_series_is_a_film_on_one_list_and_a_show_on_the_other_by_its_imdb_number_alone() -> None:
    film, show = on_plex(1, "imdb:tt1", "tmdb:1"), on_simkl(1, "imdb:tt1", "tmdb:2", type="show")
    plan = planned([film], [show], confirmed=None)
    assert plan.actions == ()
    assert [u.reason for u in plan.unresolved] == ["other type"]
    apart = planned([on_plex(1, "tmdb:1")], [on_simkl(1, "tmdb:1", type="show")])
    assert len(apart.groups) == 2


@pytest.mark.parametrize("rule", MODES)
def test_case_13_ids_that_disagree_are_told_and_nothing_is_done_about_either(rule: Rule) -> None:
    plex, simkl = on_plex(1, "tmdb:1", "imdb:tt1"), on_simkl(1, "tmdb:1", "imdb:tt2")
    for base in (Base(), Base((), known=True)):
        plan = planned([plex], [simkl], base, rule=rule, confirmed=None)
        assert plan.actions == ()
        assert [(u.side, u.reason) for u in plan.unresolved] == [("plex", "ids disagree"), ("simkl", "ids disagree")]
        assert (plan.in_sync, plan.equal) == (0, False)


def test_case_14_two_rows_of_one_title_are_in_sync_with_one() -> None:
    twice = [on_plex(1, "imdb:tt1"), on_plex(2, "imdb:tt1", "tmdb:1")]
    once = on_simkl(1, "imdb:tt1", "tmdb:1")
    base = agreed_on(*twice, once)
    assert (planned(twice, [once]).actions, planned(twice, [once]).equal) == ((), True)
    assert planned(twice[:1], [once], base).actions == ()
    assert [a.keys for a in planned(twice, [], base).actions] == [(twice[0].key, twice[1].key)]


def cours(*statuses: str) -> list[WatchItem]:
    """Seasons of one anime, each an entry of its own at SIMKL with the number of the show at TheTVDB."""
    return [
        on_simkl(n, "tvdb:300", f"mal:{n}", type="show", anime=True, status=status)
        for n, status in enumerate(statuses, 1)
    ]


def test_case_15_a_show_that_leaves_plex_takes_no_second_season_with_it() -> None:
    show, (first, second) = on_plex(1, "tvdb:300", type="show"), cours("plantowatch", "plantowatch")
    before = agreed_on(show, first)
    plan = planned(NONE, [first, second], before)
    assert [(a.keys, a.state, a.hold) for a in plan.actions] == [((first.key,), "held", "several seasons")]
    assert not writes(planned(NONE, [second], before)), "the one that was meant is gone; the other was never Plex's"
    moved = cours("completed", "plantowatch")
    assert not writes(planned(NONE, moved, agreed_on(show, *moved)))
    assert not writes(planned(NONE, [second], Base((), known=True), rule=MIRROR))


def test_case_15_seasons_with_ids_of_their_own_do_not_disagree() -> None:
    show, seasons = on_plex(1, "tvdb:300", "imdb:tt1", type="show"), cours("plantowatch", "plantowatch")
    seasons[1] = replace(seasons[1], ids=seasons[1].ids | {"imdb:tt2"})
    plan = planned([show], seasons)
    assert (plan.actions, plan.unresolved, plan.in_sync) == ((), (), 1)


@pytest.mark.parametrize("rule", MODES)
@pytest.mark.parametrize("status", ["completed", "watching", "hold", "dropped"])
def test_case_16_what_plex_dropped_as_watched_keeps_what_simkl_knows_of_it(rule: Rule, status: str) -> None:
    watched = [on_simkl(0, status=status, has_history=True), *SIMKL[1:]]
    assert planned(PLEX[1:], watched, BASE, rule=rule, confirmed=None).actions == ()
    assert after(PLEX[1:], watched) == {each.title for each in PLEX[1:]}


@pytest.mark.parametrize("rule", [Rule(), MIRROR, Rule(mode="one-way")])
def test_case_17_a_planned_row_with_history_is_kept_and_told(rule: Rule) -> None:
    rows = [on_simkl(0, has_history=True), *SIMKL[1:]]
    plan = planned(PLEX[1:], rows, BASE, rule=rule, confirmed=None)
    assert [(a.state, a.hold) for a in plan.actions] == [("skipped", "has history")]


@pytest.mark.parametrize("rule", [Rule(), MIRROR, Rule(mode="one-way")])
@pytest.mark.parametrize("status", ["completed", "watching", "hold", "dropped"])
def test_case_18_what_simkl_moved_on_is_never_moved_back(rule: Rule, status: str) -> None:
    rows = [*SIMKL, on_simkl(70, status=status)]
    plan = planned([*PLEX, on_plex(70)], rows, BASE, rule=rule, confirmed=None)
    assert (plan.actions, plan.unresolved) == ((), ())


@pytest.mark.parametrize(("status", "off"), [("completed", True), ("dropped", True), ("watching", False)])
def test_case_19_what_was_watched_or_dropped_leaves_plex_and_what_is_being_watched_stays(
    status: str, off: bool
) -> None:
    moved = [on_simkl(0, status=status), *SIMKL[1:]]
    assert writes(planned(PLEX, moved, BASE)) == (["plex remove Film 0"] if off else [])
    assert writes(planned(PLEX, moved, BASE, rule=Rule(watching=True))) == ["plex remove Film 0"]


def test_case_20_removed_here_and_put_on_again_there_is_wanted() -> None:
    then, since = NOW - timedelta(days=9), NOW + timedelta(minutes=5)
    dated = [replace(item, added_at=then) for item in SIMKL]
    base = agreed_on(*PLEX, *dated)
    anew = [replace(dated[0], added_at=since), *dated[1:]]
    assert told(planned(PLEX[1:], anew, base)) == ["plex add Film 0: again on simkl"]
    asked = Memory(plex_added={PLEX[0].key: since})
    assert may_be_newer(planned(PLEX, dated[1:], base)) == (PLEX[0].key,)
    assert told(planned(PLEX, dated[1:], base, memory=asked)) == ["simkl add Film 0: again on plex"]
    assert told(planned(PLEX, [replace(dated[0], status="completed"), *dated[1:]], base, memory=asked)) == []


def test_case_20_the_same_on_both_sides_needs_no_write() -> None:
    assert not planned([*PLEX, on_plex(70)], [*SIMKL, on_simkl(70)], BASE).actions
    assert not planned(PLEX[1:], SIMKL[1:], BASE).actions
    assert after(PLEX[1:], SIMKL[1:]) == {each.title for each in PLEX[1:]}


def test_case_21_what_was_taken_off_three_times_waits_for_a_person() -> None:
    for side, plex, simkl in (("simkl", PLEX, SIMKL), ("plex", PLEX, SIMKL)):
        for times, held in ((2, False), (3, True)):
            memory = Memory(touched={(side, "movie/tmdb:570"): Touch("remove", NOW - timedelta(days=1), times)})  # type: ignore[dict-item]
            plan = planned([*plex, on_plex(70)], simkl, BASE, memory=memory)
            assert [a.hold for a in plan.actions] == (["keeps coming back"] if held else [""])


def test_case_21_what_we_took_off_a_moment_ago_is_not_resurrected_by_a_late_answer() -> None:
    memory = Memory(touched={("simkl", "movie/imdb:tt1000000"): Touch("remove", LATER - timedelta(seconds=30))})
    plan = planned(PLEX[1:], SIMKL, BASE, memory=memory)
    assert [(a.state, a.hold) for a in plan.actions] == [("skipped", "a moment ago")]


def test_case_30_a_mirror_of_a_list_that_is_empty_or_half_there_takes_nothing_off() -> None:
    assert not writes(planned(NONE, SIMKL, BASE, rule=MIRROR))
    assert not writes(planned(PLEX, NONE, BASE, rule=MIRROR_SIMKL))
    assert not writes(planned(Partial(tuple(PLEX[:9]), "cut"), SIMKL, BASE, rule=MIRROR, confirmed=None))


def test_case_31_what_is_switched_off_is_told_and_not_taken_for_done() -> None:
    off = Rule(add=False, remove=False)
    there = [*PLEX[1:], on_plex(70)]
    assert [(a.state, a.hold) for a in planned(there, SIMKL, BASE, rule=off).actions] == [
        ("skipped", "adding is off"),
        ("skipped", "removing is off"),
    ]
    left = Base(agreement(groups(there, SIMKL, BASE.agreed, Ruled()), LATER), known=True)
    assert writes(planned(there, SIMKL, left)) == ["simkl add Film 70", "simkl remove Film 0"]


@pytest.mark.parametrize("rule", MODES)
def test_case_32_what_has_no_id_is_in_nobodys_way(rule: Rule) -> None:
    nameless = replace(on_plex(70), ids=frozenset())
    plan = planned([*PLEX, nameless], SIMKL, BASE, rule=rule, confirmed=None)
    assert plan.actions == ()
    assert {u.reason for u in plan.unresolved} <= {"without ids"}


@pytest.mark.parametrize("other", ["imdb:tt77", "tmdb:77"])
def test_case_33_a_row_whose_ids_change_is_the_same_title(other: str) -> None:
    before = on_plex(0), on_simkl(0, key="9000")
    base = agreed_on(*before)
    for plex, simkl in (
        (on_plex(0, other), before[1]),
        (before[0], on_simkl(0, other, key="9000")),
        (on_plex(0, key="plex://movie/merged"), before[1]),
        (before[0], on_simkl(0, key="9999")),
    ):
        plan = planned([plex], [simkl], base)
        assert (plan.actions, plan.unresolved, plan.in_sync) == ((), (), 1)
        (kept,) = agreement(plan.groups, LATER)
        assert kept.ids >= base.agreed[0].ids


def test_case_34_names_and_years_decide_nothing_where_there_are_ids() -> None:
    plex = on_plex(1, title="Amélie & the Rest: Part 2", year=None)
    simkl = on_simkl(1, title="Le fabuleux destin", year=1999)
    assert not planned([plex], [simkl]).actions
    same = on_plex(1, "tmdb:1", title="Dune", year=1984), on_simkl(1, "tmdb:2", title="Dune", year=1984)
    assert len(planned([same[0]], [same[1]]).groups) == 2
