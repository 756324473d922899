"""Pages are read to their end, and what comes is whole or nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.failures import Unavailable
from parity.tvdb.paging import MOST_PAGES, PageEnd, end_of, read_pages
from parity.tvdb.shapes import Object


@given(
    rows=st.integers(0, 40),
    size=st.integers(1, 12),
    tells_next=st.booleans(),
    tells_total=st.booleans(),
    never_ends=st.booleans(),
)
def test_any_way_of_ending_gives_all_rows_once(
    rows: int, size: int, tells_next: bool, tells_total: bool, never_ends: bool
) -> None:
    """Whichever of the three signs are given; one that says "no next page" falsely is never believed over a total."""
    if not tells_total and not tells_next:
        never_ends = True

    def fetch(page: int) -> tuple[list[Object], PageEnd]:
        found: list[Object] = [{"id": n} for n in range(page * size, min(rows, (page + 1) * size))]
        more = never_ends or (page + 1) * size < rows
        return found, PageEnd(more, rows if tells_total else None, size)

    assert [row["id"] for row in read_pages(fetch, "it")] == list(range(rows))


@given(
    rows=st.integers(1, 40),
    size=st.integers(1, 12),
    served=st.lists(st.integers(0, 8), min_size=1, max_size=8),
    cut=st.integers(0, 3),
)
def test_pages_in_any_disorder_are_whole_or_unavailable(rows: int, size: int, served: list[int], cut: int) -> None:
    """`served`: which page really comes in answer to each question; `cut`: rows that each of them lacks."""

    def fetch(page: int) -> tuple[list[Object], PageEnd]:
        shown = served[min(page, len(served) - 1)]
        found: list[Object] = [{"id": n} for n in range(shown * size, min(rows, (shown + 1) * size))]
        return found[: len(found) - cut] if cut else found, PageEnd((page + 1) * size < rows, rows, size)

    try:
        came = {row["id"] for row in read_pages(fetch, "it")}
    except Unavailable:
        return
    assert came == set(range(rows))


def test_pages_that_never_end_are_given_up() -> None:
    with pytest.raises(Unavailable, match="do not end"):
        list(read_pages(lambda page: ([{"id": page}], PageEnd(True, None, 500)), "series 1"))
    assert MOST_PAGES * 500 > 50_000


def test_pages_that_announce_different_numbers_are_not_believed() -> None:
    ends = [PageEnd(True, 3, 2), PageEnd(False, 4, 2)]
    pages: list[list[Object]] = [[{"id": 1}, {"id": 2}], [{"id": 3}, {"id": 4}]]
    with pytest.raises(Unavailable, match="changed while it was read"):
        list(read_pages(lambda page: (pages[page], ends[page]), "series 1"))


def test_an_episode_that_comes_twice_on_a_page_is_no_sign_of_a_missing_one() -> None:
    page: list[Object] = [{"id": 1}, {"id": 1}, {"id": 2}]
    assert len(list(read_pages(lambda _: (page, PageEnd(False, 3, 500)), "series 1"))) == 3


@pytest.mark.parametrize(
    ("links", "rows", "expected"),
    [
        (None, 3, PageEnd(False, None, 500)),
        (None, 500, PageEnd(True, None, 500)),
        ({"next": None, "total_items": None}, 500, PageEnd(True, None, 500)),
        ({"next": "https://x/?page=1", "total_items": 9, "page_size": 4}, 4, PageEnd(True, 9, 4)),
        ({"next": None, "total_items": 9, "page_size": 500}, 9, PageEnd(False, 9, 500)),
        ({"next": "", "total_items": 500, "page_size": 0}, 500, PageEnd(False, 500, 500)),
    ],
)
def test_links_say_whether_there_is_more(links: Object | None, rows: int, expected: PageEnd) -> None:
    assert end_of(links, rows, "it") == expected
