"""Listings end, whatever the server does, and what does not add up is not believed."""

from collections.abc import Callable
from itertools import count

import pytest

from parity.core.failures import Unavailable
from parity.core.library import Page
from parity.core.listing import Tally
from parity.plex.answers import Container
from parity.plex.paging import pages, read_whole
from parity.plex.reading import Row


def container(names: list[object] | None, total: int | None, **more: object) -> Container:
    listed = {"Metadata": names} if names is not None else {"size": 0}
    return Container({**listed, **more}, total, True, "Plex", "plex.local")


def named(row: object, _container: Row) -> str | None:
    return row if isinstance(row, str) else None


def listing(ask: Callable[[int], Container]) -> list[Page[str]]:
    return list(pages(ask, named, str))


def flaw(read: list[Page[str]]) -> str | None:
    tally = Tally()
    for page in read:
        tally.add(page, list(page.rows))
    return tally.flaw


def test_a_listing_ends_when_as_many_rows_came_as_there_are() -> None:
    asked = []

    def ask(start: int) -> Container:
        asked.append(start)
        return container(list("abcde"[start : start + 2]), 5)

    assert listing(ask) == [Page(0, 5, ("a", "b")), Page(2, 5, ("c", "d")), Page(4, 5, ("e",))]
    assert asked == [0, 2, 4]


def test_a_listing_without_a_total_ends_at_the_empty_page() -> None:
    read = listing(lambda start: container(["a"] if start == 0 else None, None))
    assert read == [Page(0, None, ("a",)), Page(1, None, ())]
    assert flaw(read) is None


def test_an_empty_listing_is_one_empty_page() -> None:
    read = listing(lambda _: container(None, 0))
    assert read == [Page(0, 0, ())]
    assert flaw(read) is None


def test_a_page_that_repeats_ends_the_listing_which_is_then_not_whole() -> None:
    read = listing(lambda _: container(["a", "b"], 6))
    assert read == [Page(0, 6, ("a", "b"))]
    assert flaw(read) == "Plex announced 6 rows and sent 2"


def test_pages_that_repeat_in_turns_end_too() -> None:
    turn = count()
    read = listing(lambda _: container(["a"] if next(turn) % 2 == 0 else ["b"], None))
    assert [page.rows for page in read] == [("a",), ("b",)]
    assert flaw(read) == "Plex did not say how many rows there are, and the end never came"


def test_an_empty_page_before_the_end_ends_the_listing_which_is_then_not_whole() -> None:
    read = listing(lambda start: container(["a"] if start == 0 else None, 3))
    assert flaw(read) == "Plex announced 3 rows and sent 1"


def test_rows_that_cannot_be_read_are_counted_and_passed_over() -> None:
    read = listing(lambda start: container(["a", None, 3] if start == 0 else ["b"], 4))
    assert read == [Page(0, 4, ("a",), 2), Page(3, 4, ("b",))]
    assert flaw(read) == "2 rows could not be read"


def test_pages_of_nothing_but_damage_end() -> None:
    assert listing(lambda _: container([None, None], None)) == [Page(0, None, (), 2)]


@pytest.mark.parametrize("odd", [container(None, None, size=3), container(None, 9, size=None, Metadata="x")])
def test_a_page_that_neither_has_rows_nor_says_that_it_is_empty_is_no_answer(odd: Container) -> None:
    with pytest.raises(Unavailable, match=r"Plex: plex\.local answered with data of another shape than Plex's"):
        listing(lambda _: odd)


def test_a_listing_that_shifted_is_read_once_more() -> None:
    first = [container(["a", "b"], 3), container(["b"], 3)]
    second = [container(["a", "b"], 3), container(["c"], 3)]
    script = iter(first + second)
    assert read_whole(lambda: pages(lambda _: next(script), named, str), str, "Plex", "it") == ("a", "b", "c")


def test_a_listing_that_never_adds_up_is_unavailable() -> None:
    def shifting() -> Callable[[int], Container]:
        return lambda start: container(["a", "b"] if start == 0 else ["b"], 3)

    with pytest.raises(Unavailable, match="Plex: it could not be read whole: rows shifted while they were read"):
        read_whole(lambda: pages(shifting(), named, str), str, "Plex", "it")
