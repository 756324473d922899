"""Whether a listing can be believed (RULES R9-R11)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.library import Page
from parity.core.listing import Shrink, Tally, is_gone, shrunk


def read(*pages: tuple[str, int | None], damaged: int = 0) -> Tally:
    """A listing of pages, each the one-letter keys of its rows and the total the server said."""
    tally, offset = Tally(), 0
    for keys, total in pages:
        tally.add(Page(offset, total, tuple(keys), damaged), list(keys))
        offset += len(keys)
    return tally


def test_r9_a_listing_whose_pages_agree_with_their_rows_is_whole() -> None:
    assert read(("abc", 5), ("de", 5)).flaw is None
    assert read(("abcde", 5)).flaw is None
    assert read(("", 0)).flaw is None


def test_r9_a_total_that_changes_while_reading_spoils_it() -> None:
    assert read(("abc", 5), ("def", 6)).flaw == "the total changed from 5 to 6 while reading"


def test_r9_a_total_that_changes_and_changes_back_spoils_it_too() -> None:
    assert read(("ab", 6), ("de", 5), ("fg", 6)).flaw == "the total changed from 6 to 5 while reading"


def test_r9_a_row_that_comes_twice_shows_that_rows_shifted() -> None:
    assert read(("abc", 5), ("cd", 5)).flaw == "rows shifted while they were read"


def test_r9_fewer_or_more_rows_than_the_total_are_no_whole_listing() -> None:
    assert read(("abc", 5), ("d", 5)).flaw == "Plex announced 5 rows and sent 4"
    assert read(("abc", 2)).flaw == "Plex announced 2 rows and sent 3"


def test_r9_without_a_total_only_an_empty_page_ends_a_listing() -> None:
    assert read(("abc", None), ("de", None), ("", None)).flaw is None
    assert read(("", None)).flaw is None
    unended = "Plex did not say how many rows there are, and the end never came"
    assert read(("abc", None), ("de", None)).flaw == unended
    assert read(("abc", None), ("", None), ("de", None)).flaw == unended


def test_r9_a_total_that_only_some_pages_tell_proves_nothing() -> None:
    assert read(("abc", None), ("de", 5)).flaw == "the total changed from nothing to 5 while reading"
    assert read(("abc", 5), ("de", None)).flaw == "the total changed from 5 to nothing while reading"


def test_r9_rows_that_cannot_be_read_are_never_taken_for_rows_that_are_gone() -> None:
    assert read(("abc", 4), damaged=1).flaw == "1 rows could not be read"
    assert read(("", None), damaged=2).flaw == "2 rows could not be read"


def test_r9_no_page_at_all_is_no_listing() -> None:
    assert Tally().flaw == "Plex sent no page"


@given(st.integers(0, 60), st.integers(1, 25), st.booleans())
def test_r9_a_library_that_stands_still_is_whole_at_any_page_size(count: int, size: int, told: bool) -> None:
    tally = Tally()
    for start in range(0, count + size, size):
        keys = [str(key) for key in range(start, min(start + size, count))]
        tally.add(Page(start, count if told else None, tuple(keys)), keys)
    assert tally.flaw is None
    assert tally.rows == count


@given(st.integers(2, 40), st.integers(1, 12), st.data())
def test_r9_one_row_that_comes_or_goes_while_paging_never_goes_unnoticed(
    count: int, size: int, data: st.DataObject
) -> None:
    rows = [str(key) for key in range(count)]
    change_before_page = data.draw(st.integers(1, (count - 1) // size or 1), label="page")
    at = data.draw(st.integers(0, count - 1), label="place")
    added = data.draw(st.booleans(), label="added")
    tally, page = Tally(), 0
    while page * size < len(rows) or page <= change_before_page:
        if page == change_before_page:
            rows[at : at + (not added)] = ["new"] if added else []
        shown = rows[page * size : (page + 1) * size]
        tally.add(Page(page * size, len(rows), tuple(shown)), shown)
        page += 1
    assert tally.flaw is not None


@pytest.mark.parametrize(
    ("before", "now", "held"),
    [
        (0, 0, False),
        (0, 50, False),
        (1, 0, True),
        (19, 0, True),
        (19, 1, False),
        (20, 10, False),
        (20, 9, True),
        (21, 10, True),
        (1000, 500, False),
        (1000, 499, True),
        (20, 30, False),
    ],
)
def test_r10_empty_or_more_than_half_gone_of_twenty_holds_a_library(before: int, now: int, held: bool) -> None:
    assert shrunk("episodes", before, now, 50) == (Shrink("episodes", before, now) if held else None)


def test_r10_the_notice_says_what_is_gone() -> None:
    assert Shrink("shows", 40, 3).sentence == "Plex lists 3 shows where there were 40"
    assert Shrink("episodes", 3400, 12).notice("TV") == (
        "TV: Plex lists 12 episodes where there were 3,400. Is a disk or network folder away? Nothing was changed. "
        "Bring it back and scan again, or accept it if this is right."
    )


@given(st.integers(0, 5000), st.integers(0, 5000), st.integers(5, 90))
def test_r10_a_share_counts_from_twenty_on_and_what_is_empty_is_held_at_any(before: int, now: int, share: int) -> None:
    held = shrunk("episodes", before, now, share) is not None
    if now == 0 or before < 20:
        assert held is (before > 0 and now == 0)
    else:
        assert held is ((before - now) / before > share / 100)


@pytest.mark.parametrize(
    ("answer", "absences", "gone"),
    [
        ("not found", 1, True),
        ("found", 1, False),
        ("found", 9, False),
        ("none", 1, None),
        ("none", 2, True),
        ("none", 3, True),
    ],
)
def test_r11_a_vanished_show_is_gone_when_plex_says_so_or_leaves_it_out_twice(
    answer: str, absences: int, gone: bool | None
) -> None:
    assert is_gone(answer, absences) is gone


def test_r9_rows_that_cannot_be_read_are_counted_over_all_pages() -> None:
    assert read(("ab", 6), ("cd", 6), damaged=1).flaw == "2 rows could not be read"
