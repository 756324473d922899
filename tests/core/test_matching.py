"""Whether a search result is surely the show (RULES R15)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.catalogue import Candidate
from parity.core.matching import certain_match, normal_title, without_year, year_in_title


def found(show_id: int, title: str, year: int | None, original: str = "") -> Candidate:
    return Candidate(show_id, title, original, year, 1.0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Office", "office"),
        ("Marvel's Agents of S.H.I.E.L.D.", "Marvel’s agents of S H I E L D"),
        ("Pokémon", "POKEMON"),
        ("Law & Order", "Law and Order"),
        ("Doctor Who (2005)", "Doctor Who"),
        ("What If…?", "What If...?"),
        ("Straße", "STRASSE"),
        ("A  Series of\tUnfortunate Events", "Series of Unfortunate Events"),
        ("Бригада", "БРИГАДА"),
    ],
)
def test_case_accents_punctuation_article_and_year_do_not_matter(one: str, other: str) -> None:
    assert normal_title(one) == normal_title(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Office", "The Office (US)"),
        ("24", "25"),
        ("ハス", "バス"),
        ("バス", "ハ ス"),
        ("कल", "काल"),
        ("1923", "1883"),
        ("Them", "The M"),
    ],
)
def test_what_makes_another_title_does_matter(one: str, other: str) -> None:
    assert normal_title(one) != normal_title(other)


@given(st.text())
def test_a_normal_title_has_no_capitals_and_no_double_blanks(title: str) -> None:
    normal = normal_title(title)
    assert normal == normal.casefold()
    assert normal == " ".join(normal.split())


def test_a_year_in_brackets_at_the_end_is_told() -> None:
    assert year_in_title("Doctor Who (2005)") == 2005
    assert year_in_title("Doctor Who (2005) ") == 2005
    assert year_in_title("(2005) Doctor Who") is None
    assert year_in_title("The Office (US)") is None
    assert year_in_title("") is None


def test_a_title_is_looked_for_without_its_year_unless_nothing_else_is_there() -> None:
    titles = ["Doctor Who (2005)", "Doctor Who", "The Office (US)", "(2005)"]
    assert [without_year(title) for title in titles] == ["Doctor Who", "Doctor Who", "The Office (US)", "(2005)"]


@pytest.mark.parametrize(("year", "certain"), [(2004, True), (2005, True), (2006, True), (2003, False), (2007, False)])
def test_r15_the_year_may_be_one_off_but_not_two(year: int, certain: bool) -> None:
    who = found(57243, "Doctor Who", 2005)
    assert certain_match("Doctor Who", year, [who]) == (who if certain else None)


def test_r15_a_title_must_be_equal_not_similar() -> None:
    assert certain_match("Doctor Who", 2005, [found(1, "Doctor Who Confidential", 2005)]) is None


def test_r15_the_original_title_counts_too() -> None:
    heist = found(71446, "Money Heist", 2017, "La Casa de Papel")
    assert certain_match("La casa de papel", 2017, [heist]) == heist


def test_r15_a_second_such_candidate_makes_it_uncertain() -> None:
    twins = [found(1, "Doctor Who", 2005), found(2, "Doctor Who", 2006)]
    assert certain_match("Doctor Who", 2005, twins) is None
    assert certain_match("Doctor Who", 2004, twins) == twins[0]


def test_r15_the_same_candidate_twice_is_still_one() -> None:
    who = found(57243, "Doctor Who", 2005)
    assert certain_match("Doctor Who", 2005, [who, who]) == who


def test_r15_without_a_year_nothing_is_certain() -> None:
    who = found(57243, "Doctor Who", 2005)
    assert certain_match("Doctor Who", None, [who]) is None
    assert certain_match("Doctor Who", 0, [who]) is None


def test_r15_a_candidate_without_a_year_is_never_certain() -> None:
    assert certain_match("Doctor Who", 2005, [found(1, "Doctor Who", None)]) is None


def test_r15_the_year_may_stand_in_the_title_only() -> None:
    both = [found(57243, "Doctor Who", 2005), found(239770, "Doctor Who", 2023)]
    assert certain_match("Doctor Who (2023)", None, both) == both[1]
    assert certain_match("Doctor Who (1963)", None, both) is None


@pytest.mark.parametrize("title", ["", "???", "(2005)", " "])
def test_r15_a_title_without_letters_matches_nothing(title: str) -> None:
    assert certain_match(title, 2005, [found(1, title, 2005), found(2, "", 2005)]) is None


def test_r15_nothing_found_is_no_match() -> None:
    assert certain_match("Doctor Who", 2005, []) is None
