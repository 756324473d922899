"""Lists that look as if somebody had taken a title off, though nobody did."""

from dataclasses import replace
from datetime import timedelta

from parity.core.watch_action import Action
from parity.core.watch_groups import Ruled, groups
from parity.core.watch_plan import Memory, Touch
from parity.core.watch_rule import Rule
from parity.core.watch_undo import taken_back
from tests.core.watching import NOW, agreed_on, on_plex, on_simkl, planned, told, writes

PLEX, SIMKL = [on_plex(n) for n in range(10)], [on_simkl(n) for n in range(10)]
BASE = agreed_on(*PLEX, *SIMKL)
MIRROR = Rule(mode="mirror", source="plex")


def test_a_row_of_plex_that_came_anew_without_ids_is_perhaps_the_one_that_went() -> None:
    merged = on_plex(0, key="plex://movie/merged")
    nameless = replace(merged, ids=frozenset())
    for rule in (Rule(), MIRROR, Rule(mode="one-way")):
        plan = planned([nameless, *PLEX[1:]], SIMKL, BASE, rule=rule)
        assert told(plan) == ["simkl remove Film 0: gone from plex (held: same name)"]
    other = replace(nameless, title="Something else")
    assert writes(planned([other, *PLEX[1:]], SIMKL, BASE)) == ["simkl remove Film 0"]


def test_a_row_of_simkl_that_came_anew_with_other_ids_is_perhaps_the_one_that_went() -> None:
    anew = on_simkl(0, "mal:7", key="40001", title="film 0")
    plan = planned(PLEX, [anew, *SIMKL[1:]], BASE)
    assert told(plan)[-1] == "plex remove Film 0: gone from simkl (held: same name)"
    remake = replace(anew, year=PLEX[0].year + 20)  # type: ignore[operator]
    assert "plex remove Film 0" in writes(planned(PLEX, [remake, *SIMKL[1:]], BASE))
    twin = on_plex(60, title="Film 0", year=PLEX[0].year), on_simkl(60, title="Film 0", year=PLEX[0].year)
    base = agreed_on(*PLEX, *SIMKL, *twin)
    assert writes(planned([*PLEX[1:], twin[0]], [*SIMKL, twin[1]], base)) == ["simkl remove Film 0"], (
        "both have that one"
    )


def test_an_answer_of_simkl_without_any_film_is_not_believed_where_there_were_several() -> None:
    shows = [on_plex(n, type="show") for n in range(20, 30)], [on_simkl(n, type="show") for n in range(20, 30)]
    base = agreed_on(*PLEX[:3], *SIMKL[:3], *shows[0], *shows[1])
    plan = planned([*PLEX[:3], *shows[0]], shows[1], base)
    assert (writes(plan), [a.hold for a in plan.actions]) == ([], ["list is empty"] * 3)
    moved = [replace(row, status="completed") for row in SIMKL[:3]]
    assert len(writes(planned([*PLEX[:3], *shows[0]], [*shows[1], *moved], base))) == 3, "it tells where they are"
    one = agreed_on(PLEX[0], SIMKL[0], *shows[0], *shows[1])
    assert writes(planned([PLEX[0], *shows[0]], shows[1], one)) == ["plex remove Film 0"], "the only one can go"
    assert len(writes(planned(shows[0], [*SIMKL[:3], *shows[1]], base))) == 3, "Plex tells both kinds as one list"


def test_a_mirror_of_plex_keeps_what_plex_could_never_have() -> None:
    for ids in (("mal:7",), ("simkl:9070",)):
        plan = planned(PLEX, [*SIMKL, on_simkl(70, *ids)], BASE, rule=MIRROR, confirmed=None)
        assert (plan.actions, [u.reason for u in plan.unresolved]) == ((), ["without ids"])


def test_what_we_took_off_ourselves_was_not_taken_off_by_anybody() -> None:
    """Both lost it, the end was not seen, and then somebody put it on again where no moment of that is told."""
    ours = Touch("remove", NOW + timedelta(minutes=5), 1)
    memory = Memory(touched={("plex", "movie/tmdb:500"): ours})
    assert told(planned(PLEX[1:], SIMKL, BASE, memory=memory)) == ["plex add Film 0: new on simkl"]
    memory = Memory(touched={("simkl", "movie/tmdb:500"): ours})
    assert told(planned(PLEX, SIMKL[1:], BASE, memory=memory)) == ["simkl add Film 0: new on plex"]
    assert told(planned(PLEX, SIMKL[1:], BASE, memory=memory, rule=Rule(mode="one-way"))) == [
        "simkl add Film 0: new on plex"
    ]
    before = Memory(touched={("simkl", "movie/tmdb:500"): Touch("remove", NOW - timedelta(days=3), 1)})
    assert told(planned(PLEX, SIMKL[1:], BASE, memory=before)) == ["plex remove Film 0: gone from simkl"]
    added = Memory(touched={("simkl", "movie/tmdb:500"): replace(ours, did="add")})
    assert told(planned(PLEX, SIMKL[1:], BASE, memory=added)) == ["plex remove Film 0: gone from simkl"]


def test_a_yes_holds_for_the_rows_that_were_shown() -> None:
    seasons = [on_simkl(n, "tvdb:300", type="show") for n in (71, 72)]
    first = planned(PLEX, [*SIMKL, seasons[0]], BASE, rule=MIRROR)
    yes = frozenset(a.mark for a in first.actions)
    assert yes
    later = planned(PLEX, [*SIMKL, *seasons], BASE, rule=MIRROR, confirmed=yes)
    assert writes(later) == []
    both = frozenset(a.mark for a in later.actions)
    assert writes(planned(PLEX, [*SIMKL, *seasons], BASE, rule=MIRROR, confirmed=both)) == ["simkl remove Show 71"]


def test_taking_back_an_addition_takes_the_row_it_made_and_not_a_second_one() -> None:
    seasons = [on_simkl(n, "tvdb:300", type="show", anime=True) for n in (1, 2)]
    added = Action("simkl add show/tvdb:300", "simkl", "add", "show", "Show", 2000, frozenset({"tvdb:300"}), ("p",), "")
    plex = on_plex(1, "tvdb:300", type="show")
    (one,) = taken_back([added], groups([plex], seasons[:1], (), Ruled()))
    assert (one.do, one.keys, one.state) == ("remove", (seasons[0].key,), "planned")
    (two,) = taken_back([added], groups([plex], seasons, (), Ruled()))
    assert (two.state, two.hold) == ("skipped", "several seasons")
