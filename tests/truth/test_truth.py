"""Made libraries of which the truth is known: a small part of `make truth` (docs/truth.md)."""

import ast
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.truth.cases import LEVELS, Case, cases
from tests.truth.damages import DAMAGES
from tests.truth.facts import of_folder, of_household
from tests.truth.shelf import Listed, Shelf, filled
from tests.truth.tally import Tally, judged, table

HERE = Path(__file__).parent
FILMS = {"film_judging.py", "film_scans.py", "film_tally.py"}
JUDGES = {"judging.py", "tally.py", "__main__.py", "test_truth.py", "test_truth_of_films.py", *FILMS}
SHELVES = sorted((shelf for shelf in of_household() if len(shelf.listed) < 60), key=lambda shelf: shelf.show_id)


def only(shelf: Shelf, damage: str, seed: int = 1) -> list[Case]:
    """The libraries of one damage, one for each level."""
    return list(cases(shelf, seed, {damage: DAMAGES[damage]}))


def two_seasons() -> Shelf:
    """Eight episodes in two seasons, each with a title and a date of its own."""
    titles = ("Dawn", "Noon", "Dusk", "Night", "Spring", "Summer", "Autumn", "Winter")
    placed = [(season, number) for season in (1, 2) for number in (1, 2, 3, 4)]
    listed = [Listed(s, n, 70 + at, titles[at], date(2020, 1, 1 + at), 40) for at, (s, n) in enumerate(placed)]
    return Shelf("tmdb:aired", 7, "Times", listed)


@pytest.mark.parametrize("path", sorted(HERE.glob("*.py")), ids=lambda path: path.name)
def test_nothing_that_makes_the_truth_knows_the_rules(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    modules += [node.module or "." for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    judging = ("tests.truth.judging", "tests.truth.film_judging", "tests.truth.film_scans")
    ours = [name for name in modules if name.startswith(("parity", ".")) or name in judging]
    assert path.name in JUDGES or ours == []
    others = [name for name in modules if name.startswith("tests.") and not name.startswith("tests.truth.")]
    assert path.name == "film_scans.py" or others == []


def test_the_same_seed_makes_the_same_libraries_and_another_does_not() -> None:
    assert only(two_seasons(), "holes", 1) == only(two_seasons(), "holes", 1)
    assert len({tuple(sorted(only(two_seasons(), "holes", seed)[0].missing)) for seed in range(9)}) > 1


def test_a_library_that_is_whole_misses_nothing_and_one_with_a_hole_misses_that() -> None:
    assert [case.missing for case in only(two_seasons(), "none")] == [frozenset()] * len(LEVELS)
    whole = {e.place for e in two_seasons().listed}
    for case in only(two_seasons(), "holes"):
        assert case.missing == whole - {item.place for item in case.shelf.items} != set()


def test_what_is_moved_swapped_or_counted_otherwise_is_not_missing() -> None:
    moving = ("moved specials", "insertion", "two swapped", "season from another number", "counted through")
    for damage in (*moving, "two halves as one", "one as two halves", "no numbers", "double: one file, one item"):
        made = only(two_seasons(), damage)
        assert [case.missing for case in made] == [frozenset()] * len(LEVELS), damage
        assert made[0].shelf.items != filled(two_seasons(), specials=False).items


def test_an_episode_of_today_is_not_due_and_no_special_is_missing() -> None:
    shelf = two_seasons()
    shelf.listed += [Listed(0, 1, 1, "Extra", date(2020, 1, 1), 5), Listed(2, 5, 2, "New", date(2026, 11, 21), 40)]
    assert shelf.missing() == {e.place for e in two_seasons().listed}


def test_a_library_without_a_trace_is_not_judged() -> None:
    """Only numbers tell and none is too many, or what nobody lists stands where an episode is missing."""
    made = [case for seed in range(40) for case in only(two_seasons(), "insertion + holes", seed) if case.traceless]
    strangers = {item.place for case in made if case.level != "numbers" for item in case.shelf.items if not item.holds}
    assert strangers <= {place for case in made for place in case.missing}
    assert "numbers" in {case.level for case in made}


def test_titles_that_only_count_tell_nothing() -> None:
    shelf = two_seasons()
    shelf.listed = [Listed(e.season, e.number, e.id, f"Episode {e.number}", e.aired, 40) for e in shelf.listed]
    assert {case.level: case.told for case in only(shelf, "none")} == {level: level == "ids" for level in LEVELS}
    assert all(case.told for case in only(two_seasons(), "none") if case.level != "numbers")


def test_the_table_tells_what_was_judged() -> None:
    figures, wrong = judged(only(two_seasons(), "holes"), "tmdb:aired")
    assert figures["tmdb:aired", "ids", "holes"] == Tally(shows=1, missing=1, found=1)
    assert "| ids | holes | 1 | 1 | 1 | 0 | 0 | 100 % | 100 % | 0 | 0 |" in table(figures, "tmdb:aired")
    assert wrong == []


def test_a_folder_without_what_the_format_asks_for_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        of_folder(tmp_path)


@given(st.sampled_from(SHELVES), st.sampled_from(sorted(DAMAGES)), st.integers(0, 2**16))
def test_no_row_is_false_and_none_is_overlooked_where_ids_or_titles_tell(shelf: Shelf, damage: str, seed: int) -> None:
    figures, wrong = judged(only(shelf, damage, seed), shelf.order)
    assert wrong == []
    assert sum(tally.false for tally in figures.values()) == 0
