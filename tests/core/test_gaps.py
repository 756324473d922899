"""The heart: missing, upcoming, announced, and what hides them (RULES R1, R4-R6, R8)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.catalogue import ProviderEpisode
from parity.core.decisions import Rulings
from parity.core.gaps import Gap, Taste, judge, policy_of, specials_of
from parity.core.numbering import Number
from parity.core.policy import Policy
from tests.core.builders import (
    LONG_AGO,
    NO_RULES,
    SHOW,
    TODAY,
    announced,
    codes,
    day,
    decide,
    judged,
    listed,
    missing,
    ruled,
    season,
    upcoming,
)

TWO_SEASONS = [*season(1, 3), *season(2, 2)]
SEASON_ONE = "tmdb:aired:1437:s1"


@pytest.mark.parametrize("grace", range(8))
def test_r1_an_episode_is_missing_from_its_date_plus_grace_on(grace: int) -> None:
    rows = judged([listed(1, 1, TODAY)], taste=Taste(grace_days=grace))
    due = day(grace)
    assert rows[0].due_on == due
    assert missing(rows, due - timedelta(days=1)) == []
    assert missing(rows, due) == ["S01E01"]
    assert upcoming(rows, due - timedelta(days=1)) == ["S01E01"]
    assert upcoming(rows, due) == []


def test_r1_what_aired_yesterday_is_upcoming_until_its_grace_is_over() -> None:
    rows = judged([listed(1, 1, day(-1)), listed(1, 2, TODAY)], taste=Taste(grace_days=2))
    assert (missing(rows), upcoming(rows)) == ([], ["S01E01", "S01E02"])


def test_r1_what_is_owned_is_neither_missing_nor_upcoming() -> None:
    rows = judged([listed(1, 1), listed(1, 2, day(9)), listed(1, 3, None)], [Number(1, n) for n in (1, 2, 3)])
    assert (missing(rows), upcoming(rows), announced(rows)) == ([], [], [])
    assert [row.owned for row in rows] == [True] * 3


def test_r1_a_number_that_the_provider_does_not_list_is_no_row() -> None:
    rows = judged(season(1, 2), [Number(1, 1), Number(1, 2), Number(1, 3), Number(9, 9)])
    assert [(row.season, row.number) for row in rows] == [(1, 1), (1, 2)]


def test_r1_a_row_keeps_what_the_provider_said() -> None:
    assert judged([listed(2, 0, LONG_AGO, "Nought", 77)]) == (
        Gap(2, 0, 77, "Nought", LONG_AGO, 42, "standard", date(2010, 1, 2), False),
    )


def test_r1_a_change_of_grace_moves_the_due_day_and_nothing_else() -> None:
    one, other = (judged([listed(1, 1, TODAY)], taste=Taste(grace_days=grace))[0] for grace in (1, 3))
    assert (one.due_on, other.due_on) == (day(1), day(3))
    assert other == Gap(**{name: getattr(one, name) for name in Gap.__dataclass_fields__} | {"due_on": day(3)})


def test_r6_what_has_no_date_or_one_too_far_away_is_announced_only() -> None:
    rows = judged([listed(1, 1, None), listed(1, 2, date(2028, 11, 21)), listed(1, 3, date(2028, 11, 22))])
    assert (missing(rows), upcoming(rows), announced(rows)) == ([], ["S01E02"], ["S01E01", "S01E03"])
    assert announced(judged([listed(1, 1, date.max)])) == ["S01E01"]


def test_r4_specials_are_off_unless_wanted() -> None:
    rows = judged([listed(0, 1), listed(0, 2, day(5)), listed(0, 3, None), listed(1, 1)])
    assert (missing(rows), upcoming(rows), announced(rows)) == (["S01E01"], [], [])
    assert [row.hidden_by for row in rows] == ["specials"] * 3 + [None]


@pytest.mark.parametrize(
    ("general", "own", "wanted"),
    [(False, None, False), (True, None, True), (False, "on", True), (True, "off", False), (True, "inherit", True)],
)
def test_r4_the_switch_of_a_show_outranks_the_general_one(general: bool, own: str | None, wanted: bool) -> None:
    rules = ruled(decide("specials", value=own)) if own else NO_RULES
    taste = Taste(specials=general)
    assert specials_of(rules, taste) is wanted
    assert missing(judged([listed(0, 1)], rules=rules, taste=taste)) == (["S00E01"] if wanted else [])


@pytest.mark.parametrize("policy", [Policy("last"), Policy("from", season=9)])
def test_r4_a_policy_that_counts_seasons_does_not_touch_specials(policy: Policy) -> None:
    expected = [listed(0, 1), *TWO_SEASONS]
    assert "S00E01" in missing(judged(expected, taste=Taste(specials=True, policy=policy)))
    assert "S00E01" not in missing(judged(expected, taste=Taste(specials=False, policy=policy)))


def test_r5_the_policy_of_a_show_outranks_the_general_one() -> None:
    none, from_two = Taste(policy=Policy("none")), ruled(decide("policy", value="from 2"))
    assert policy_of(from_two, none) == Policy("from", season=2)
    assert policy_of(NO_RULES, none) == Policy("none")
    assert policy_of(ruled(decide("policy", value="whatever")), none) == Policy("none")
    assert missing(judged(TWO_SEASONS, rules=from_two, taste=none)) == ["S02E01", "S02E02"]


def test_r5_future_starts_on_the_day_it_was_set_for_that_show() -> None:
    expected = [listed(1, 1, day(-31)), listed(1, 2, day(-30)), listed(1, 3, day(9))]
    rows = judged(expected, rules=ruled(decide("policy", value="future", made=day(-30))))
    assert (missing(rows), upcoming(rows)) == (["S01E02"], ["S01E03"])
    assert rows[0].hidden_by == "policy future"


def test_r5_from_a_season_on_hides_the_earlier_ones_with_that_reason() -> None:
    rows = judged(TWO_SEASONS, taste=Taste(policy=Policy("from", season=2)))
    assert missing(rows) == ["S02E01", "S02E02"]
    assert {row.hidden_by for row in rows if row.season == 1} == {"policy from 2"}


def test_r5_gaps_of_the_season_before_hide_on_the_day_the_new_one_is_due() -> None:
    expected = [*season(1, 2), listed(2, 1, TODAY), listed(2, 2, day(7))]
    rows = judged(expected, taste=Taste(policy=Policy("last")))
    assert missing(rows, TODAY) == ["S01E01", "S01E02"]
    assert missing(rows, day(1)) == ["S02E01"]
    assert missing(rows, day(8)) == ["S02E01", "S02E02"]
    assert {(row.hidden_by, row.hidden_from) for row in rows[:2]} == {("policy last", day(1))}


def test_r5_specials_start_no_last_season_and_stay_when_one_starts() -> None:
    expected = [listed(0, 1, day(-5)), listed(1, 1, day(-90)), listed(2, 1, None)]
    rows = judged(expected, taste=Taste(specials=True, policy=Policy("last")))
    assert missing(rows) == ["S00E01", "S01E01"]


def test_r5_none_leaves_nothing_missing_and_nothing_upcoming() -> None:
    rows = judged([*TWO_SEASONS, listed(2, 3, day(3)), listed(3, 1, None)], taste=Taste(policy=Policy("none")))
    assert (missing(rows), upcoming(rows), announced(rows)) == ([], [], [])
    assert {row.hidden_by for row in rows} == {"policy none"}


def test_r5_an_explicit_ignore_outranks_a_policy() -> None:
    rules = ruled(decide("ignore_season", [SEASON_ONE]))
    rows = judged(TWO_SEASONS, rules=rules, taste=Taste(policy=Policy("from", season=3)))
    assert [row.hidden_by for row in rows] == ["ignored season"] * 3 + ["policy from 3"] * 2


def test_r5_taking_an_ignore_back_does_not_override_the_policy() -> None:
    rows = judged(season(1, 1), rules=NO_RULES, taste=Taste(policy=Policy("from", season=2)))
    assert (missing(rows), rows[0].hidden_by) == ([], "policy from 2")


def test_r8_an_episode_is_ignored_by_its_id_wherever_it_is_numbered() -> None:
    rules = ruled(decide("ignore_episode", ["tmdb:e65279"]))
    before = [listed(1, 1, episode_id=65279), listed(1, 2, episode_id=65280)]
    after = [listed(1, 1, episode_id=65280), listed(1, 2, episode_id=65279)]
    assert missing(judged(before, rules=rules)) == ["S01E02"]
    assert missing(judged(after, rules=rules)) == ["S01E01"]


def test_r8_an_episode_that_was_ignored_before_its_id_was_known_stays_ignored() -> None:
    rules = ruled(decide("ignore_episode", ["tmdb:aired:1437:s1e2"]))
    assert missing(judged(season(1, 3), rules=rules)) == ["S01E01", "S01E03"]
    assert missing(judged([listed(1, 2, episode_id=0)], rules=rules)) == []


def test_r8_a_decision_about_another_show_does_not_count() -> None:
    rules = ruled(decide("ignore_season", ["tmdb:aired:14:s1"]), decide("ignore_episode", ["tmdb:aired:14:s1e1"], id=2))
    assert missing(judged(season(1, 1), rules=rules)) == ["S01E01"]


def test_r8_an_ignore_with_an_end_date_hides_up_to_and_with_that_day() -> None:
    rows = judged(season(1, 1), rules=ruled(decide("ignore_show", until=day(3))))
    assert (rows[0].hidden_by, rows[0].hidden_to) == ("ignored show", day(3))
    assert [missing(rows, day(n)) for n in (0, 3, 4)] == [[], [], ["S01E01"]]


def test_of_several_ignores_the_one_that_hides_longest_decides() -> None:
    episode = decide("ignore_episode", ["tmdb:e200001"], id=1, until=day(2))
    one_season = decide("ignore_season", [SEASON_ONE], id=2, until=day(5))
    show = decide("ignore_show", id=3, until=day(4))
    rows = judged(season(1, 2), rules=ruled(episode, one_season, show))
    assert [(row.hidden_by, row.hidden_to) for row in rows] == [("ignored season", day(5))] * 2
    rows = judged(season(1, 2), rules=ruled(decide("ignore_episode", ["tmdb:e200001"]), show))
    assert [(row.hidden_by, row.hidden_to) for row in rows] == [("ignored", None), ("ignored show", day(4))]


def test_where_an_ignore_ends_a_policy_that_hides_too_leaves_no_open_day() -> None:
    rules = ruled(decide("ignore_show", until=day(3)))
    rows = judged(season(1, 2), rules=rules, taste=Taste(policy=Policy("from", season=2)))
    assert {(row.hidden_by, row.hidden_to) for row in rows} == {("ignored show", None)}
    afterwards = ruled(decide("ignore_show", until=day(3)), today=day(4))
    rows = judged(season(1, 2), rules=afterwards, taste=Taste(policy=Policy("from", season=2)))
    assert {(row.hidden_by, row.hidden_to) for row in rows} == {("policy from 2", None)}


@pytest.mark.parametrize(("until", "hidden_to"), [(day(8), day(8)), (day(9), None), (day(12), None), (date.max, None)])
def test_where_an_ignore_ends_before_the_new_season_is_due_the_days_between_are_open(
    until: date, hidden_to: date | None
) -> None:
    expected = [listed(1, 1), listed(2, 1, day(9))]
    rows = judged(
        expected, rules=ruled(decide("ignore_season", [SEASON_ONE], until=until)), taste=Taste(policy=Policy("last"))
    )
    assert (rows[0].hidden_by, rows[0].hidden_to) == ("ignored season", hidden_to)


@pytest.mark.parametrize("kind", ["all", "last", "future", "none"])
@pytest.mark.parametrize("until", [None, date.min, date.max])
def test_dates_at_both_ends_of_the_calendar_upset_nothing(kind: str, until: date | None) -> None:
    expected = [listed(1, 1, date.min), listed(2, 1, date.max), listed(2**31, 2**31, date.min)]
    rules = ruled(decide("ignore_show", until=until), today=date.min)
    rows = judged(expected, rules=rules, taste=Taste(grace_days=0, policy=Policy(kind)))
    assert [missing(rows, date.min), upcoming(rows, date.min), announced(rows, date.min)] == [[], [], []]
    if until != date.min:
        assert [missing(rows, today) for today in (TODAY, date.max)] == [[], []]


def test_nothing_listed_gives_no_rows() -> None:
    assert judge(SHOW, [], [Number(1, 1)], NO_RULES, Taste()) == ()


DATES = st.none() | st.dates(day(-40), day(40)) | st.just(date(2055, 3, 25))
EXPECTED = st.lists(
    st.builds(listed, st.integers(0, 4), st.integers(0, 4), DATES),
    max_size=14,
    unique_by=lambda e: (e.season, e.number),
)
POLICIES = st.sampled_from(
    [
        Policy(),
        Policy("last"),
        Policy("none"),
        Policy("from", season=2),
        Policy("future", since=TODAY),
        Policy("future"),
    ]
)
TASTES = st.builds(Taste, st.integers(0, 7), st.booleans(), POLICIES)
ENDS = st.none() | st.dates(day(0), day(60))
RULES = st.builds(
    lambda show, one, episode, ends: ruled(
        *(
            decide(kind, keys, id=at, until=until)
            for at, (wanted, kind, keys, until) in enumerate(
                zip(
                    (show, one, episode),
                    ("ignore_show", "ignore_season", "ignore_episode"),
                    (["imdb:tt1"], [SEASON_ONE], ["tmdb:e200001"]),
                    ends,
                    strict=True,
                )
            )
            if wanted
        )
    ),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.tuples(ENDS, ENDS, ENDS),
)
HELD = st.sets(st.builds(Number, st.integers(0, 4), st.integers(0, 4)))


@given(EXPECTED, HELD, RULES, TASTES, st.dates(day(-60), day(90)))
def test_an_episode_is_missing_or_upcoming_or_announced_or_none_of_them(
    expected: list[ProviderEpisode], owned: set[Number], rules: Rulings, taste: Taste, today: date
) -> None:
    for row in judged(expected, owned, rules, taste):
        words = [row.missing(today), row.upcoming(today), row.announced(today)]
        assert sum(words) <= 1
        assert not any(words) or not (row.owned or row.hidden(today))
        assert any(words) or row.owned or row.hidden(today)
        assert row.owned == ((row.season, row.number) in owned)


@given(EXPECTED, HELD, RULES, TASTES, st.integers(0, 90))
def test_rows_stay_right_while_time_passes(
    expected: list[ProviderEpisode], owned: set[Number], rules: Rulings, taste: Taste, later: int
) -> None:
    """A judgement made on that day says the same, but that a policy may take the place of an ignore that ended."""
    ended = {d.until for d in (*rules.show.values(), *rules.seasons.values(), *rules.episodes.values())} - {None}
    today = day(later)
    decisions = [*rules.show.values(), *rules.seasons.values(), *rules.episodes.values()]
    before, now = (judged(expected, owned, each, taste) for each in (rules, ruled(*decisions, today=today)))
    if taste.policy.kind != "last" or not ended:
        assert (missing(before, today), upcoming(before, today)) == (missing(now, today), upcoming(now, today))
    assert set(missing(now, today)) <= set(missing(before, today))


def test_codes_of_the_builders_are_those_of_the_product() -> None:
    assert codes(3, (1, 100)) == ["S03E01", "S03E100"]
