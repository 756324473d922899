"""Where the rules for two lists turn over: each condition on both of its sides."""

from dataclasses import replace
from datetime import timedelta

import pytest

from parity.core.watch import Partial, WatchItem
from parity.core.watch_agreement import agreement
from parity.core.watch_groups import Agreed, Ruled, name_of
from parity.core.watch_plan import Base, Memory, Touch, may_be_newer
from parity.core.watch_rule import Rule
from tests.core.watching import LATER, NOW, agreed_on, grouped, on_plex, on_simkl, planned, told, writes

PLEX, SIMKL = [on_plex(n) for n in range(10)], [on_simkl(n) for n in range(10)]
BASE = agreed_on(*PLEX, *SIMKL)
MIRROR, MIRROR_SIMKL = Rule("mirror", "plex"), Rule("mirror", "simkl")
ONE_WAY, ONE_WAY_SIMKL = Rule("one-way", "plex"), Rule("one-way", "simkl")
NONE: list[WatchItem] = []


# -- how the lists stand


def test_lists_are_equal_when_each_title_of_one_is_on_the_other() -> None:
    assert planned(PLEX, SIMKL).equal
    assert not planned(PLEX[1:], SIMKL).equal
    assert not planned(PLEX, SIMKL[1:]).equal
    assert planned(NONE, [on_simkl(1, status="completed")]).equal, "of what is on neither list nothing is asked"


def test_a_first_run_was_asked_about_unless_it_left_something_without_a_yes() -> None:
    more = [*SIMKL, *(on_simkl(n) for n in range(20, 27))]
    assert planned(PLEX, more[:11], rule=MIRROR).unasked
    assert planned(PLEX, more, rule=MIRROR).unasked, "also when it is too many"
    assert planned(PLEX, more[:11], rule=replace(MIRROR, remove=False)).unasked
    assert not planned(PLEX, more, rule=MIRROR, confirmed=None).unasked
    assert not planned(PLEX, more, BASE, rule=MIRROR).unasked, "it is no first run"
    assert not planned([*PLEX, on_plex(70)], SIMKL, rule=replace(MIRROR, add=False)).unasked
    lately = Memory(touched={("simkl", "movie/tmdb:570"): Touch("add", LATER)})
    assert not planned([*PLEX, on_plex(70)], SIMKL, rule=MIRROR, memory=lately).unasked, "nothing is to be taken off"
    kept = [*SIMKL, on_simkl(70, has_history=True)]
    assert not planned(PLEX, kept, rule=MIRROR).unasked, "what is kept in any case needs no yes"


def test_plex_is_asked_about_what_simkl_lost_and_about_nothing_else() -> None:
    plan = planned([*PLEX[:9], on_plex(70)], [*SIMKL[1:], on_simkl(80)], BASE)
    assert may_be_newer(plan) == (PLEX[0].key,)
    assert may_be_newer(planned(PLEX, SIMKL[1:], BASE, rule=MIRROR_SIMKL)) == (PLEX[0].key,)
    assert may_be_newer(planned([*PLEX, on_plex(70)], SIMKL, BASE, rule=MIRROR_SIMKL)) == ()


# -- put on again


def test_who_only_follows_one_list_puts_nothing_on_that() -> None:
    asked = Memory(plex_added={PLEX[0].key: NOW + timedelta(minutes=5)})
    assert told(planned(PLEX, SIMKL[1:], BASE, rule=ONE_WAY_SIMKL, memory=asked)) == []
    assert told(planned(PLEX, SIMKL[1:], BASE, rule=MIRROR_SIMKL, memory=asked)) == [
        "plex remove Film 0: gone from simkl"
    ]
    then, anew = ([replace(row, added_at=at) for row in SIMKL] for at in (NOW - timedelta(days=1), LATER))
    base = agreed_on(*PLEX, *then)
    assert told(planned(PLEX[1:], anew, base, rule=ONE_WAY)) == []
    assert told(planned(PLEX[1:], anew, base, rule=MIRROR)) == ["simkl remove Film 0: gone from plex"]


def test_what_was_put_on_when_both_agreed_was_not_put_on_again() -> None:
    asked = Memory(plex_added={PLEX[0].key: NOW})
    assert told(planned(PLEX, SIMKL[1:], BASE, memory=asked)) == ["plex remove Film 0: gone from simkl"]
    dated = [replace(row, added_at=NOW) for row in SIMKL]
    assert told(planned(PLEX[1:], dated, agreed_on(*PLEX, *dated))) == ["simkl remove Film 0: gone from plex"]


def test_what_one_way_lost_on_the_following_list_stays_lost_there() -> None:
    assert told(planned(PLEX, SIMKL[1:], BASE, rule=ONE_WAY)) == []
    assert told(planned(PLEX[1:], SIMKL, BASE, rule=ONE_WAY_SIMKL)) == []
    assert told(planned([*PLEX, on_plex(70)], SIMKL, BASE, rule=ONE_WAY_SIMKL)) == []


def test_what_we_took_off_at_the_very_moment_of_the_agreement_counts_as_ours() -> None:
    memory = Memory(touched={("plex", "movie/tmdb:500"): Touch("remove", NOW, 1)})
    assert told(planned(PLEX[1:], SIMKL, BASE, memory=memory)) == ["plex add Film 0: new on simkl"]


def test_two_minutes_is_a_moment() -> None:
    for seconds, waits in ((119, True), (121, False)):
        memory = Memory(touched={("simkl", "movie/tmdb:500"): Touch("add", LATER - timedelta(seconds=seconds))})
        plan = planned(PLEX, SIMKL[1:], BASE, memory=memory)
        assert [a.hold for a in plan.actions] == (["a moment ago"] if waits else [""])


def test_a_change_of_ours_that_a_clock_puts_in_the_future_holds_nothing_back() -> None:
    for at, waits in ((LATER, True), (LATER + timedelta(minutes=1), False)):
        plan = planned(PLEX, SIMKL[1:], BASE, memory=Memory(touched={("simkl", "movie/tmdb:500"): Touch("add", at)}))
        assert [a.hold for a in plan.actions] == (["a moment ago"] if waits else [""])


def test_where_simkl_says_no_dates_what_is_gone_is_gone() -> None:
    dated = [replace(row, added_at=NOW) for row in SIMKL]
    for base, now in ((BASE, dated), (agreed_on(*PLEX, *dated), SIMKL), (BASE, SIMKL)):
        assert told(planned(PLEX[1:], now, base)) == ["simkl remove Film 0: gone from plex"]


def test_a_mark_names_the_title_and_where_several_rows_would_go_the_rows() -> None:
    twice = on_plex(70, key="plex://movie/b"), on_plex(70, key="plex://movie/a")
    assert [a.mark for a in planned([*PLEX, *twice], SIMKL, BASE).actions] == ["simkl add movie/tmdb:570"]
    base = agreed_on(*PLEX, *twice, *SIMKL, on_simkl(70))
    assert [a.mark for a in planned([*PLEX, *twice], SIMKL, base).actions] == [
        "plex remove movie/tmdb:570 (plex://movie/a, plex://movie/b)"
    ]
    assert [a.mark for a in planned(PLEX, SIMKL[1:], BASE).actions] == ["plex remove movie/tmdb:500"]


# -- what is taken off SIMKL


def test_an_anime_that_both_lists_had_goes_like_anything_else_and_one_that_they_had_not_is_asked_about() -> None:
    show, there = on_plex(71, "tvdb:300", type="show"), on_simkl(71, "tvdb:300", type="show", anime=True)
    assert told(planned(PLEX, [*SIMKL, there], agreed_on(*PLEX, *SIMKL, show, there))) == [
        "simkl remove Show 71: gone from plex"
    ]
    new = replace(there, key="9371")
    assert told(planned(PLEX, [*SIMKL, new], BASE, rule=MIRROR)) == [
        "simkl remove Show 71: not on plex (held: several seasons)"
    ]
    untold = replace(new, ids=frozenset({"mal:7"}))
    assert [a.hold for a in planned(PLEX, [*SIMKL, untold], BASE, rule=MIRROR).actions] == ["several seasons"]


def test_a_row_that_a_person_matched_goes_with_the_other_though_plex_knows_none_of_its_ids() -> None:
    there = on_simkl(70, "mal:7")
    base = Base(
        (*BASE.agreed, Agreed("movie", "Film 70", 2000, there.ids, frozenset({"p70"}), frozenset({there.key}), NOW)),
        known=True,
    )
    assert told(planned(PLEX, [*SIMKL, there], base)) == ["simkl remove Film 70: gone from plex"]


# -- guards


def test_the_brake_counts_removals_of_one_list_by_its_size() -> None:
    plex, simkl = [on_plex(n) for n in range(30)], [on_simkl(n) for n in range(30)]
    assert not writes(planned(plex[6:29], simkl[:29], agreed_on(*plex[:29], *simkl[:29]))), "6 of 29"
    assert len(writes(planned(plex[6:], simkl, agreed_on(*plex, *simkl)))) == 6, "6 of 30"
    assert len(writes(planned(PLEX[4:], SIMKL[:6], BASE))) == 8, "four from each"
    more = [on_plex(n) for n in range(50, 60)]
    assert len(writes(planned([*PLEX[4:], *more], SIMKL, BASE))) == 14, "additions are none"
    rated = [replace(row, has_history=True) if n < 3 else row for n, row in enumerate(SIMKL)]
    assert len(writes(planned(PLEX[7:], rated, BASE))) == 4, "nor is what stays in any case"


def test_half_of_simkls_list_is_enough_to_add_to_plex() -> None:
    half = Partial((*SIMKL[:4], on_simkl(80)), "cut")
    rule = Rule(partial_adds=True)
    assert writes(planned([*PLEX, on_plex(70)], half, BASE, rule=rule)) == ["plex add Film 80"]


def test_a_show_that_simkl_lost_goes_and_one_that_is_finished_waits() -> None:
    show, there = on_plex(70, type="show"), on_simkl(70, type="show")
    base = agreed_on(*PLEX, *SIMKL, show, there)
    assert writes(planned([*PLEX, show], SIMKL, base)) == ["plex remove Show 70"]
    assert not writes(planned([*PLEX, show], [*SIMKL, replace(there, status="dropped")], base))


# -- what both agree on


def test_what_is_kept_of_a_title_that_one_list_lost() -> None:
    (kept,) = agreement(grouped(PLEX[0], agreed=BASE.agreed[:1]), LATER)
    assert (kept.title, kept.agreed_at) == ("Film 0", NOW)
    alone = Ruled(apart=frozenset({"movie/tmdb:500"}))
    assert agreement(grouped(PLEX[0], agreed=BASE.agreed[:1], ruled=alone), LATER) == ()
    third = on_simkl(0, "imdb:tt7", "tmdb:500", key="40000")
    doubtful = grouped(PLEX[0], SIMKL[0], third, agreed=BASE.agreed[:1])
    assert [g.doubt for g in doubtful] == ["ids disagree"]
    assert agreement(doubtful, LATER) == BASE.agreed[:1]


# -- rows that stand alone


@pytest.mark.parametrize(
    ("title", "year", "held"),
    [
        ("FILM 0!", 2000, True),
        ("Film 0", 2001, True),
        ("Film 0", 1999, True),
        ("Film 0", None, True),
        ("Film 0", 2002, False),
    ],
)
def test_a_name_and_a_year_next_to_it_are_reason_enough_to_ask(title: str, year: int | None, held: bool) -> None:
    anew = on_simkl(0, "imdb:tt99", key="40000", title=title, year=year)
    plan = planned(PLEX, [*SIMKL[1:], anew], BASE)
    assert [a.hold for a in plan.actions if a.do == "remove"] == ["same name" if held else ""]


def test_a_namesake_that_is_not_listed_or_was_on_both_lists_itself_is_none() -> None:
    twin = on_plex(60, title="Film 0", year=2000), on_simkl(60, title="Film 0", year=2000)
    moved = replace(twin[1], status="completed")
    assert writes(planned(PLEX, [*SIMKL[1:], moved], BASE)) == ["plex remove Film 0"]
    watched = replace(SIMKL[0], status="completed")
    assert "plex remove Film 0" in writes(planned(PLEX, [watched, *SIMKL[1:], twin[1]], BASE)), "it says so itself"
    assert writes(planned([*PLEX, twin[0]], [*SIMKL[1:], twin[1]], BASE)) == ["plex remove Film 0"]
    both = agreed_on(*PLEX, *SIMKL, *twin)
    plan = planned([*PLEX[1:], twin[0]], SIMKL, both)
    assert sorted(writes(plan)) == ["plex remove Film 0", "simkl remove Film 0"]
    yearless = replace(PLEX[0], year=None), replace(SIMKL[0], year=None)
    anew = on_simkl(0, "imdb:tt99", key="40000", year=1950)
    base = agreed_on(yearless[0], *PLEX[1:], yearless[1], *SIMKL[1:])
    assert [
        a.hold for a in planned([yearless[0], *PLEX[1:]], [*SIMKL[1:], anew], base).actions if a.do == "remove"
    ] == ["same name"]
    signs = on_plex(61, "tmdb:9", title="!!!"), on_simkl(61, "tmdb:9", title="!!!")
    other = on_simkl(62, "tmdb:10", title="???", year=signs[0].year)
    base = agreed_on(*PLEX, *SIMKL, *signs)
    assert "plex remove !!!" in writes(planned([*PLEX, signs[0]], [*SIMKL, other], base))


# -- which rows are one


def test_a_title_that_nobody_lists_any_more_keeps_its_type_and_its_name() -> None:
    show = Agreed("show", "Show", 2000, frozenset({"tvdb:1"}), frozenset(), frozenset(), NOW)
    (group,) = grouped(agreed=(show,))
    assert (group.type, group.anchor) == ("show", "show/tvdb:1")
    nameless = replace(PLEX[0], ids=frozenset())
    assert [g.anchor for g in grouped(nameless)] == [name_of(nameless)]
    (both,) = grouped(on_plex(1, "imdb:tt1"), on_simkl(1, "imdb:tt1", type="show"))
    assert both.type == "movie", "as Plex has it"
    assert [g.anchor for g in grouped(PLEX[1])] == ["movie/tmdb:501"]


def test_too_many_rows_with_one_id_are_somebodys_mistake() -> None:
    rows = [on_plex(n, "imdb:tt1") for n in range(51)]
    assert [g.doubt for g in grouped(*rows[:50])] == [""]
    assert [g.doubt for g in grouped(*rows)] == ["ids disagree"]


@pytest.mark.parametrize("side", ["plex", "simkl"])
def test_what_a_person_matched_does_not_disagree_from_whichever_side_they_said_it(side: str) -> None:
    plex, simkl = on_plex(1, "imdb:tt1"), on_simkl(2, "imdb:tt2")
    one, other = (plex, simkl) if side == "plex" else (simkl, plex)
    (group,) = grouped(plex, simkl, ruled=Ruled(matches={name_of(one): name_of(other)}))
    assert group.doubt == ""


def test_rows_with_other_ids_disagree_unless_they_were_one_or_are_seasons_of_an_anime() -> None:
    plex, simkl = on_plex(1, "tmdb:1", "imdb:tt1"), on_simkl(1, "tmdb:1", "imdb:tt2")
    assert [g.doubt for g in grouped(plex, simkl)] == ["ids disagree"]
    was = Agreed("movie", "Film", 2000, frozenset({"tmdb:1"}), frozenset({plex.key}), frozenset({simkl.key}), NOW)
    assert [g.doubt for g in grouped(plex, simkl, agreed=(was,))] == [""]
    shows = on_plex(1, "tvdb:1", "imdb:tt1", type="show"), on_simkl(1, "tvdb:1", "imdb:tt2", type="show")
    assert [g.doubt for g in grouped(*shows)] == ["ids disagree"], "of other shows that is no excuse"
    season = replace(shows[1], anime=True)
    assert [g.doubt for g in grouped(shows[0], season)] == [""]
    entries = replace(season, key="1"), on_simkl(2, "tvdb:1", "imdb:tt3", type="show")
    assert [g.doubt for g in grouped(*entries)] == [g.doubt for g in grouped(*reversed(entries))] == [""]
    other = replace(season, ids=frozenset({"imdb:tt2", "tmdb:1"}))
    assert [g.doubt for g in grouped(on_plex(1, "imdb:tt1", "tmdb:1", type="show"), other)] == ["ids disagree"]


def test_a_match_that_was_taken_back_makes_nothing_one() -> None:
    plex, simkl = on_plex(1, "imdb:tt1"), on_simkl(2, "imdb:tt2")
    was = Agreed("movie", "Film", 2000, plex.ids | simkl.ids, frozenset({plex.key}), frozenset({simkl.key}), NOW)
    back = Ruled(unmatched=frozenset({(name_of(plex), name_of(simkl))}))
    assert len(grouped(plex, simkl, agreed=(was,))) == 1
    assert len(grouped(plex, simkl, agreed=(was,), ruled=back)) == 2
    other = Ruled(unmatched=frozenset({(name_of(plex), "simkl:1")}))
    assert len(grouped(plex, simkl, agreed=(was,), ruled=other)) == 1
