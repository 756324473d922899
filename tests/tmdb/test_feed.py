"""The changes feed of a day: whole only when nothing about it is odd."""

from collections.abc import Callable
from datetime import date

import pytest

from parity.core.catalogue import FeedDay
from parity.core.failures import Unauthorised
from tests.loopback import Answering, Asked, Reply, as_json
from tests.tmdb.bodies import Body
from tests.tmdb.conftest import Opening

DAY = date(2026, 8, 6)
IDS = list(range(1000, 1450))
EVERY = frozenset(IDS)


def feed(change: Callable[[int, Body], object] = lambda page, body: body, ids: list[int] = IDS) -> Answering:
    """A server with the feed of `ids`; `change` may give back another body or a Reply for a page."""

    def answer(asked: Asked) -> Reply:
        page = int(asked.query["page"])
        results = [{"id": i, "adult": None, "softcore": False} for i in ids[100 * page - 100 : 100 * page]]
        pages = -(-len(ids) // 100)
        body: Body = {"results": results, "page": page, "total_pages": pages, "total_results": len(ids)}
        changed = change(page, body)
        return changed if isinstance(changed, Reply) else as_json(changed)

    return answer


def on(page: int, /, **changes: object) -> Callable[[int, Body], object]:
    """Change one page."""
    return lambda asked, body: {**body, **changes} if asked == page else body


def rows(*ids: int) -> list[Body]:
    return [{"id": i} for i in ids]


def test_a_day_is_read_page_by_page_and_is_whole(opened: Opening) -> None:
    catalogue, server = opened(feed())
    assert catalogue.changes(DAY) == FeedDay(DAY, whole=True, ids=EVERY)
    assert {asked.path for asked in server.asked} == {"/3/tv/changes"}
    assert {(a.query["start_date"], a.query["end_date"]) for a in server.asked} == {("2026-08-06", "2026-08-07")}
    assert sorted(int(asked.query["page"]) for asked in server.asked) == [1, 2, 3, 4, 5]


def test_one_page_is_one_request(opened: Opening) -> None:
    catalogue, server = opened(feed(ids=[1, 2]))
    assert catalogue.changes(DAY) == FeedDay(DAY, whole=True, ids=frozenset({1, 2}))
    assert len(server.asked) == 1


@pytest.mark.parametrize("pages", [0, 1])
def test_a_day_without_changes_is_whole(opened: Opening, pages: int) -> None:
    catalogue, _ = opened(feed(on(1, total_pages=pages), ids=[]))
    assert catalogue.changes(DAY) == FeedDay(DAY, whole=True, ids=frozenset())


@pytest.mark.parametrize(
    ("change", "ids"),
    [
        (on(3, page=2), EVERY - set(range(1200, 1300))),
        (on(3, results=rows(*range(1100, 1200))), EVERY - set(range(1200, 1300))),
        (on(3, results=[]), EVERY - set(range(1200, 1300))),
        (on(3, results=rows(*range(1200, 1299))), EVERY - {1299}),
        (on(1, total_results=10_000), EVERY),
        (on(1, total_pages=501), frozenset(range(1000, 1100))),
        (on(1, page=2), frozenset()),
        (on(1, results="none"), frozenset()),
        (on(1, total_pages=None), frozenset()),
    ],
    ids=[
        "a page says that it is another",
        "a page came twice",
        "a page is empty",
        "a page is one short",
        "more was promised",
        "more pages than may be asked for",
        "the first page is another",
        "the first page is garbled",
        "the first page promises nothing",
    ],
)
def test_a_day_with_anything_odd_is_not_whole_and_tells_what_it_has(
    opened: Opening, change: Callable[[int, Body], object], ids: frozenset[int]
) -> None:
    assert opened(feed(change))[0].changes(DAY) == FeedDay(DAY, whole=False, ids=ids)


@pytest.mark.parametrize(
    "change",
    [on(5, total_results=451), on(5, total_pages=6), on(1, total_pages=2)],
    ids=["one more change", "one more page", "the first page came from an older copy"],
)
def test_a_day_that_grows_while_it_is_read_is_whole_when_all_that_was_announced_came(
    opened: Opening, change: Callable[[int, Body], object]
) -> None:
    assert opened(feed(change))[0].changes(DAY) == FeedDay(DAY, whole=True, ids=EVERY)


def test_a_change_that_pushes_another_off_its_page_makes_a_day_not_whole(opened: Opening) -> None:
    pushed = on(5, results=rows(*range(1399, 1449)), total_results=451)
    assert not opened(feed(pushed))[0].changes(DAY).whole


@pytest.mark.parametrize(
    "reply", [Reply(b"<html>", 502), as_json({}, 429, {"Retry-After": "3600"}), Reply(b"{"), as_json({}, 404)]
)
def test_a_day_of_which_no_page_comes_is_not_whole(opened: Opening, reply: Reply) -> None:
    assert opened(reply)[0].changes(DAY) == FeedDay(DAY, whole=False, ids=frozenset())


@pytest.mark.parametrize("reply", [Reply(b"<html>", 404), Reply(b"{"), as_json({}, 422)])
def test_a_day_of_which_one_page_does_not_come_is_not_whole(opened: Opening, reply: Reply) -> None:
    found = opened(feed(lambda page, body: reply if page == 4 else body))[0].changes(DAY)
    assert (found.whole, found.ids <= EVERY - set(range(1300, 1400))) == (False, True)


def test_a_day_whose_last_page_does_not_come_is_not_whole_although_its_ids_are_complete(opened: Opening) -> None:
    promised = feed(lambda page, body: Reply(b"{") if page == 6 else {**body, "total_pages": 6})
    assert opened(promised)[0].changes(DAY) == FeedDay(DAY, whole=False, ids=EVERY)


def test_after_a_page_that_failed_no_other_is_asked_for(opened: Opening) -> None:
    catalogue, server = opened(feed(lambda page, body: body if page == 1 else Reply(b"{"), ids=list(range(40_000))))
    assert catalogue.changes(DAY) == FeedDay(DAY, whole=False, ids=frozenset(range(100)))
    assert len(server.asked) <= 1 + 4  # the four that were under way at once


@pytest.mark.parametrize("refused", [1, 3])
def test_a_key_that_is_refused_is_not_hidden_behind_a_day_that_is_not_whole(opened: Opening, refused: int) -> None:
    no = as_json({"status_code": 7, "status_message": "Invalid API key"}, 401)
    catalogue, _ = opened(feed(lambda page, body: no if page == refused else body))
    with pytest.raises(Unauthorised):
        catalogue.changes(DAY)
