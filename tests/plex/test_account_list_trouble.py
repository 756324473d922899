"""What becomes of the watchlist when Plex refuses, garbles, hangs up or is away."""

from collections.abc import Callable

import pytest

from parity.core.failures import Failure, RateLimited, Unauthorised, Unavailable
from parity.plex.account_list import AccountList
from tests.plex.lists import Desk, film

EVERYTHING: list[Callable[[AccountList], object]] = [
    lambda opened: opened.member(),
    lambda opened: opened.first_page(),
    lambda opened: opened.read({}),
    lambda opened: opened.added_at(film(1)),
    lambda opened: opened.find("movie", frozenset({"tmdb:1"})),
    lambda opened: opened.search("movie", "x"),
    lambda opened: opened.add(film(1), "x"),
    lambda opened: opened.remove(film(1), "x"),
]


def test_a_dead_token_is_said_so_by_everything_and_is_asked_with_once(desk: Desk) -> None:
    desk.world.kill_tokens("Olive Owner")
    for ask in EVERYTHING:
        desk.asked.clear()
        with pytest.raises(Unauthorised, match="PLEX_ACCOUNT_TOKEN"):
            ask(desk.opened)
        assert len(desk.asked) == 1


@pytest.mark.parametrize(
    ("status", "expected"), [(498, Unauthorised), (429, RateLimited), (403, Unavailable), (503, Unavailable)]
)
def test_refusals_are_one_of_the_four_words_in_everything(desk: Desk, status: int, expected: type[Failure]) -> None:
    desk.suffer("status", status=status)
    for ask in EVERYTHING:
        with pytest.raises(expected):
            ask(desk.opened)


@pytest.mark.parametrize("kind", ["html", "garbage", "wrong_type", "wrong_string", "closed", "truncated"])
def test_garbage_is_unavailable_in_everything(desk: Desk, kind: str) -> None:
    desk.wish(film(1))
    desk.suffer(kind)
    for ask in EVERYTHING:
        with pytest.raises(Unavailable):
            ask(desk.opened)


def test_a_list_without_a_total_is_no_list(desk: Desk) -> None:
    desk.wish(film(1))
    desk.suffer("no_total")
    for ask in (desk.opened.first_page, lambda: desk.opened.read({})):
        with pytest.raises(Unavailable):
            ask()


def test_plex_tv_being_away_does_not_keep_the_list_from_being_read(desk: Desk) -> None:
    desk.wish(film(1))
    for kind in ("status", "html", "closed"):
        desk.faults.clear()
        desk.suffer(kind, "/api/v2/user", status=503)
        assert [item.key for item in desk.opened.read({}).items] == [film(1)]
        assert desk.opened.first_page() == (1, (film(1),))
        with pytest.raises(Unavailable):
            desk.opened.add(film(2), "x")


def test_an_answer_that_plexapi_stumbles_over_is_asked_for_again_from_discover(desk: Desk) -> None:
    desk.wish(film(1))
    desk.opened.member()
    for kind in ("html", "garbage", "wrong_type"):
        stumble = desk.suffer(kind, "watchlist", times=1)
        assert [item.key for item in desk.opened.read({}).items] == [film(1)]
        assert stumble.struck == 1


def test_a_stop_ends_it_and_asks_nobody_else(desk: Desk) -> None:
    desk.wish(film(1))
    desk.opened.member()
    desk.stop.set()
    desk.asked.clear()
    for ask in EVERYTHING[1:]:
        with pytest.raises(Unavailable, match="was stopped"):
            ask(desk.opened)
    assert desk.asked == []
