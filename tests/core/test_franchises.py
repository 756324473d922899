"""What of a collection is there, missing, announced or hidden."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from parity.core.decisions import Decision
from parity.core.franchises import (
    SHORT,
    FilmRulings,
    FilmTaste,
    Known,
    Standing,
    collection_key,
    film_key,
    film_rulings,
    judge_part,
    parts_ignored,
)
from parity.core.release import CHOICES, Dates

TODAY = date(2026, 6, 15)
SAGA = 9
OUT = Known(1, date(2020, 1, 1))
WISHES = FilmTaste()


def decided(kind: str, key: str, value: str = "", until: date | None = None, number: int = 1, at: int = 0) -> Decision:
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=at)
    return Decision(number, kind, frozenset({key}), value, "", moment, moment.date(), until)


def ruled(*some: Decision, today: date = TODAY) -> FilmRulings:
    return film_rulings(some, today)


def judged(part: Known = OUT, *some: Decision, owned: Sequence[int] = (), taste: FilmTaste = WISHES) -> Standing:
    return judge_part(part, SAGA, owned, ruled(*some), taste)


def test_what_came_out_and_is_not_there_is_missing() -> None:
    assert judged().missing(TODAY)
    assert not judged(owned=[1]).missing(TODAY)


def test_what_is_yet_to_come_or_has_no_day_is_announced() -> None:
    assert judged(Known(1, TODAY)).missing(TODAY)
    for day in (TODAY + timedelta(days=1), None):
        part = judged(Known(1, day))
        assert (part.missing(TODAY), part.announced(TODAY)) == (False, True)


def test_a_film_is_ignored_in_every_collection_and_a_collection_with_all_its_parts() -> None:
    film = decided("ignore_film", film_key(1))
    assert judge_part(OUT, 1234, [], ruled(film), WISHES).hidden_by == "ignored"
    whole = decided("ignore_collection", collection_key(SAGA))
    assert judged(OUT, whole).hidden_by == "ignored collection"
    assert judge_part(OUT, 1234, [], ruled(whole), WISHES).hidden_by is None


def test_a_collection_that_is_ignored_but_for_new_parts_hides_those_it_had() -> None:
    whole = decided("ignore_collection", collection_key(SAGA), value="1 2")
    assert parts_ignored(whole) == frozenset({1, 2})
    assert judged(OUT, whole).hidden_by == "ignored collection"
    assert judged(Known(3, OUT.released_on), whole).missing(TODAY)


def test_what_was_ignored_before_a_part_had_another_day_stays_ignored() -> None:
    film = decided("ignore_film", film_key(1))
    for day in (None, date(2019, 1, 1), date(2030, 1, 1)):
        part = judged(Known(1, day), film)
        assert not part.missing(TODAY)
        assert not part.announced(TODAY)


def test_an_ignore_ends_with_the_last_day_it_was_made_for() -> None:
    part = judged(OUT, decided("ignore_film", film_key(1), until=TODAY))
    assert [part.missing(TODAY + timedelta(days=n)) for n in (0, 1)] == [False, True]
    past = decided("ignore_film", film_key(1), until=TODAY - timedelta(days=1))
    assert judged(OUT, past).hidden_by is None


def test_of_two_ignores_the_one_that_hides_longer_decides() -> None:
    film = decided("ignore_film", film_key(1), until=date(2026, 7, 1))
    whole = decided("ignore_collection", collection_key(SAGA), until=date(2026, 8, 1), number=2)
    assert (judged(OUT, film, whole).hidden_by, judged(OUT, film, whole).hidden_to) == (
        "ignored collection",
        date(2026, 8, 1),
    )
    for_good = decided("ignore_film", film_key(1), number=3)
    assert judged(OUT, for_good, whole).hidden_to is None


def test_of_two_decisions_about_one_thing_the_newer_counts() -> None:
    older = decided("ignore_collection", collection_key(SAGA), value="1", number=1, at=0)
    newer = decided("ignore_collection", collection_key(SAGA), value="2", number=2, at=1)
    assert judged(OUT, older, newer).hidden_by is None
    assert ruled(newer, older) == ruled(older, newer)


def test_a_short_is_hidden_when_it_is_not_wanted_and_an_unknown_length_is_none() -> None:
    wishes = FilmTaste(shorts=False)
    hidden = [judged(Known(1, OUT.released_on, runtime=m), taste=wishes).hidden_by for m in (None, 0, 7, 90)]
    assert hidden == [None, None, SHORT, None]
    assert judged(Known(1, OUT.released_on, runtime=7)).hidden_by is None


def test_a_show_with_the_number_of_a_film_is_another_thing() -> None:
    assert film_key(1) != collection_key(1)
    assert judged(OUT, decided("ignore_show", "tmdb:1")).missing(TODAY)


# -- whatever the facts

days = st.none() | st.dates(date(2024, 1, 1), date(2028, 12, 31))
parts = st.builds(Known, st.integers(1, 4), days, st.builds(Dates, days, days, days, days), st.none() | st.just(7))
tastes = st.builds(FilmTaste, st.sampled_from(CHOICES), st.just("US"), st.booleans())
untils = st.none() | st.dates(date(2026, 6, 1), date(2026, 7, 31))
rulings = st.lists(
    st.one_of(
        st.tuples(st.just("ignore_film"), st.integers(1, 4).map(film_key), st.just(""), untils),
        st.tuples(
            st.just("ignore_collection"), st.just(collection_key(SAGA)), st.sampled_from(("", "1", "1 2")), untils
        ),
    ),
    max_size=4,
).map(lambda found: [decided(*each, number=n, at=n) for n, each in enumerate(found, 1)])
owned = st.frozensets(st.integers(1, 4))


@given(parts, owned, rulings, tastes, st.dates(date(2024, 1, 1), date(2028, 12, 31)))
def test_a_part_is_one_thing_at_a_time_and_what_is_owned_is_never_missing(
    part: Known, there: frozenset[int], some: list[Decision], taste: FilmTaste, today: date
) -> None:
    found = judge_part(part, SAGA, there, ruled(*some), taste)
    kinds = [found.owned, not found.owned and found.hidden(today), found.missing(today), found.announced(today)]
    assert sum(kinds) == 1
    assert found.owned == (part.tmdb_id in there)


@given(parts, owned, rulings, tastes, st.integers(0, 400))
def test_an_ignored_part_is_never_missing_while_the_ignore_is_in_force(
    part: Known, there: frozenset[int], some: list[Decision], taste: FilmTaste, later: int
) -> None:
    today = TODAY + timedelta(days=later)
    found = judge_part(part, SAGA, there, ruled(*some), taste)
    rules = ruled(*some)
    film, whole = rules.films.get(film_key(part.tmdb_id)), rules.collections.get(collection_key(SAGA))
    hides = [film] if film else []
    hides += [whole] if whole and part.tmdb_id in (parts_ignored(whole) or {part.tmdb_id}) else []
    if any(decision.in_force(today) for decision in hides):
        assert not found.missing(today)
        assert not found.announced(today)


@given(parts, rulings.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))), tastes)
def test_the_order_of_the_decisions_does_not_matter(
    part: Known, some: tuple[list[Decision], list[Decision]], taste: FilmTaste
) -> None:
    first, second = (judge_part(part, SAGA, (), ruled(*each), taste) for each in some)
    assert first == second


@given(parts, rulings, tastes, st.integers(0, 900))
def test_once_missing_always_missing_while_only_time_passes(
    part: Known, some: list[Decision], taste: FilmTaste, later: int
) -> None:
    found = judge_part(part, SAGA, (), ruled(*some), taste)
    if found.missing(TODAY):
        assert found.missing(TODAY + timedelta(days=later))
    if found.announced(TODAY + timedelta(days=later)):
        assert not found.missing(TODAY)


@given(parts, rulings)
def test_whoever_waits_for_a_later_release_misses_no_more_than_whoever_takes_any(
    part: Known, some: list[Decision]
) -> None:
    missing = {c: judge_part(part, SAGA, (), ruled(*some), FilmTaste(c)).missing(TODAY) for c in CHOICES}
    assert missing["any"] or not any(missing.values())
