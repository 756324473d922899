"""Numbers as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.numbering import Number, across_seasons, parse_code, told, within_season

WRITTEN = st.integers(0, 999_999_999)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (Number(1, 2), "S01E02"),
        (Number(1, 100), "S01E100"),
        (Number(0, 0), "S00E00"),
        (Number(2024, 1301), "S2024E1301"),
    ],
)
def test_a_code_has_at_least_two_digits_and_as_many_as_it_needs(number: Number, code: str) -> None:
    assert number.code == code
    assert parse_code(code) == number


@given(WRITTEN, WRITTEN)
def test_every_code_is_read_back_as_the_number_it_was(season: int, episode: int) -> None:
    assert parse_code(Number(season, episode).code) == Number(season, episode)


def several(*episodes: int) -> list[Number]:
    return [Number(1, episode) for episode in episodes]


@pytest.mark.parametrize(
    ("first", "last", "total", "said"),
    [
        (several(2), 2, 1, "S01E02"),
        (several(2, 3, 4), 4, 3, "S01E02–E04"),
        (several(1, 2, 3), 9, 9, "S01E01–E09"),
        (several(1, 3), 3, 2, "S01E01, S01E03"),
        (several(1, 2, 3, 4, 6), 6, 5, "S01E01, S01E02, S01E03, S01E04, …"),
        (several(1, 2, 3), None, 9, "S01E01, S01E02, S01E03, …"),
        ([Number(1, 8), Number(2, 9)], 9, 2, "S01E08, S02E09"),
    ],
)
def test_episodes_in_one_line_are_a_range_only_when_none_between_is_left_out(
    first: list[Number], last: int | None, total: int, said: str
) -> None:
    assert told(first, Number(first[-1].season, last) if last else None, total) == said


@pytest.mark.parametrize("text", ["s1e2", " S01E02 ", "S1E02\n", "S001e0002"])
def test_case_blanks_and_leading_zeros_do_not_matter(text: str) -> None:
    assert parse_code(text) == Number(1, 2)


@pytest.mark.parametrize(
    "text",
    ["", "S01", "E02", "S01E02E03", "S-1E02", "S01E", "1x02", "Pilot S01E02", "S٠١E٠٢", "S" + "9" * 5000 + "E1"],
)
def test_what_is_not_exactly_one_code_is_no_number(text: str) -> None:
    assert parse_code(text) is None


@given(st.text())
def test_no_text_at_all_upsets_the_reader_of_codes(text: str) -> None:
    found = parse_code(text)
    assert found is None or (found.season >= 0 and found.episode >= 0)


@pytest.mark.parametrize(
    "file",
    [
        "/tv/TNG/Season 03/Star Trek TNG - S03E26-S04E01 - The Best of Both Worlds.mkv",
        "O:\\TV\\TNG\\tng.s03e26-s04e01.mkv",
        "S03E26-S04E01.mkv",
    ],
)
def test_a_file_across_two_seasons_names_both_its_ends(file: str) -> None:
    assert across_seasons(file) == (Number(3, 26), Number(4, 1))


@pytest.mark.parametrize(
    "file",
    [
        "",
        "/tv/Show S01E01-S02E10 pack/Show - S01E01.mkv",
        "/tv/Show/Show - S03E01-E02.mkv",
        "/tv/Show/Show - S03E01-S03E02.mkv",
        "/tv/Show/Show - S03E01-scene.mkv",
        "/tv/Show/Stills03E26-S04E01.mkv",
    ],
)
def test_a_file_inside_one_season_names_no_second_end(file: str) -> None:
    assert across_seasons(file) is None


@pytest.mark.parametrize(
    ("file", "several"),
    [
        ("/tv/Show/Season 03/Show - S03E01-E02 - x.mkv", (3, (1, 2))),
        ("S03E01E02.mkv", (3, (1, 2))),
        ("s03e01-02.mkv", (3, (1, 2))),
        ("S03E01-E02-E03.mkv", (3, (1, 2, 3))),
        (r"D:\tv\S09E08-E09\Show S03E04-E05.mkv", (3, (4, 5))),
        ("/S01E01-E02/S03E04-E05/Show S05E06-E07.mkv", (5, (6, 7))),
        ("/tv/S01E01-E10.mkv", (1, tuple(range(1, 11)))),
        ("/tv/S01E01-E11.mkv", None),
        ("/tv/S01E02-E02.mkv", None),
        ("/tv/S01E03-E02.mkv", None),
        ("/tv/S01E02.mkv", None),
        ("/tv/S01E01-E02/Show.mkv", None),
        ("/tv/S03E26-S04E01.mkv", None),
    ],
)
def test_a_file_of_several_episodes_of_a_season_names_them_all(
    file: str, several: tuple[int, tuple[int, ...]] | None
) -> None:
    assert within_season(file) == several
