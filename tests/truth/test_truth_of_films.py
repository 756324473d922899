"""Made libraries of films of which the truth is known: a small part of `make truth` (docs/truth.md)."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.truth.film_cases import TIMES, FilmCase, film_cases, houses
from tests.truth.film_damages import FILM_DAMAGES, new_item, on_shelf
from tests.truth.film_facts import collections_of_folder, collections_of_household
from tests.truth.film_judging import FilmVerdict, judge_films
from tests.truth.film_scans import scanned
from tests.truth.film_shelf import Film, FilmShelf, Parts
from tests.truth.film_tally import FilmTally, film_table, films_judged
from tests.truth.shelf import TODAY

BARE = collections_of_household()


def saga() -> FilmShelf:
    """Four films of one collection, the last one without a date, and one that belongs nowhere."""
    days = (date(2001, 5, 1), date(2003, 5, 1), TODAY, None)
    films = {at: Film(at, f"Saga {at}", f"Saga {at}", day, f"tt{at}", 7) for at, day in enumerate(days, 1)}
    return FilmShelf(
        "Saga", films | {9: Film(9, "Alone", "Seul", date(1999, 1, 1), None, None)}, {7: ("Saga", (1, 2, 3, 4))}
    )


def only(bare: FilmShelf, damage: str, seed: int = 1, some: int | None = None) -> list[FilmCase]:
    """The libraries of one damage."""
    return list(film_cases(bare, seed, {damage: FILM_DAMAGES[damage]}, some))


def parts(owned: set[int], missing: set[int], announced: set[int]) -> Parts:
    """Parts by their ids."""
    return Parts(frozenset(owned), frozenset(missing), frozenset(announced))


def test_every_mix_of_a_few_parts_is_tried_once_and_the_truth_of_each_is_what_is_not_there() -> None:
    made = only(saga(), "none")
    mixes = [frozenset(item.film for item in case.shelf.items) for case in made]
    assert len(mixes) == len(set(mixes)) == 15
    assert [case.shelf.truth() for case in made] == [{7: parts(set(mix), {1, 2, 3} - mix, {4} - mix)} for mix in mixes]


def test_the_same_seed_makes_the_same_libraries_of_films_and_another_does_not() -> None:
    assert only(saga(), "all mixed") == only(saga(), "all mixed")
    assert only(saga(), "all mixed") != only(saga(), "all mixed", 2)
    assert list(houses(BARE, 1, 1)) == list(houses(BARE, 1, 1))


def test_what_is_in_the_trash_without_files_or_optimised_only_is_not_there() -> None:
    for damage in ("in the trash", "files gone", "optimised only"):
        for case in only(saga(), damage):
            here = {item.film for item in case.shelf.items if item.state == "here"}
            assert here < {item.film for item in case.shelf.items}
            assert case.shelf.truth() == ({7: parts(here, {1, 2, 3} - here, {4} - here)} if here else {}), damage


def test_an_item_tells_what_it_is_by_the_best_that_it_has_and_only_if_one_film_fits() -> None:
    shelf = on_shelf(saga(), (1,))
    (item,) = shelf.items
    for known, title, year, tells in (
        (("tmdb:1",), "Alone", 1999, True),
        (("tmdb:1", "tmdb:2"), "Saga 1", 2001, False),
        (("tmdb:800", "imdb:tt1"), "Alone", 1999, True),
        (("tvdb:2",), "saga 1!", 2002, True),
        ((), "Saga 1", 2003, False),
        ((), "Saga 1", None, False),
    ):
        item.known, item.title, item.year = known, title, year
        assert shelf.tells(item) is tells, (known, title, year)
    assert not shelf.misleads()
    item.known, item.title, item.year = (), "Seul", 1999
    assert shelf.misleads()


def test_a_collection_is_begun_only_by_a_film_that_says_it_belongs_there() -> None:
    shelf = saga()
    shelf.lists[8] = ("Others", (1, 9))
    shelf.items = [new_item(shelf.films[film]) for film in (1, 9)]
    assert shelf.truth() == {7: parts({1}, {2, 3}, {4})}


def test_the_table_of_films_tells_what_was_judged_and_what_was_judged_wrongly() -> None:
    (case,) = only(saga(), "none", some=1)
    right = judge_films(case.shelf)
    figures, wrong = films_judged([(case, right)])
    there = right.collections[7]
    counts = (len(there.owned), len(there.missing), len(there.missing), 0, 0, len(there.announced), 0)
    assert (figures, wrong) == ({"none": FilmTally(1, *counts)}, [])
    assert film_table(figures)[2].startswith(f"| none | 1 | {counts[0]} | {counts[1]} | {counts[1]} | 0 | 0 |")
    for said in (
        {},
        {7: parts(set(), set(there.missing), set(there.announced))},
        {7: parts(set(there.owned), set(there.missing) ^ {1}, set(there.announced))},
        {7: parts(set(there.owned), set(there.missing), set(there.announced) ^ {4})},
    ):
        assert films_judged([(case, FilmVerdict(said, 0))])[1] != [], said
    assert films_judged([(case, FilmVerdict(right.collections, 1))])[1] != []


def test_a_folder_without_films_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        collections_of_folder(tmp_path)


@given(st.sampled_from(BARE), st.sampled_from(sorted(FILM_DAMAGES)), st.integers(0, 2**16))
def test_of_any_mix_of_parts_exactly_what_is_out_and_not_there_is_missing(
    bare: FilmShelf, damage: str, seed: int
) -> None:
    _, wrong = films_judged((case, judge_films(case.shelf)) for case in only(bare, damage, seed, some=3))
    assert wrong == []


def test_scans_of_a_household_with_every_damage_say_the_truth_at_all_times() -> None:
    (times,) = houses(BARE[:6], 1, 1)
    figures, wrong = films_judged(scanned(times))
    assert (wrong, tuple(figures)) == ([], TIMES)
    assert all(tally.missing for tally in figures.values())
