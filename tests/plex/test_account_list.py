"""The account's watchlist as it is read and changed through plexapi."""

from datetime import UTC, datetime
from functools import partial

import pytest

from parity.core.failures import NotFound, Unavailable
from parity.core.watch import Complete, Listing, Member, Partial
from tests.plex.lists import Desk, film, show


def keys(listing: Listing) -> list[str]:
    return [item.key for item in listing.items]


def test_the_list_is_that_of_the_account_whose_token_it_is(desk: Desk) -> None:
    desk.world.wish("Vera Viewer", film(9), "Not mine")
    desk.wish(film(1))
    assert keys(desk.opened.read({})) == [film(1)]
    assert desk.opened.member() == Member(str(desk.world.account("Olive Owner").id), "Olive Owner")


def test_a_title_comes_with_kind_year_and_the_ids_behind_it(desk: Desk) -> None:
    desk.wish(film(1), show(2))
    listing = desk.opened.read({})
    assert isinstance(listing, Complete)
    assert [(item.side, item.key, item.type, item.title, item.year) for item in listing.items] == [
        ("plex", show(2), "show", "show 2", 2000),
        ("plex", film(1), "movie", "movie 1", 2000),
    ]
    assert [item.ids for item in listing.items] == [{"imdb:tt0000002", "tmdb:2"}, {"imdb:tt0000001", "tmdb:1"}]


def test_ids_that_are_known_are_not_asked_for_again_and_others_are_told_as_they_come(desk: Desk) -> None:
    desk.wish(*(film(n) for n in range(1, 6)))
    known = {film(n): frozenset({f"tmdb:{n}"}) for n in (1, 2, 3)}
    learnt: dict[str, frozenset[str]] = {}
    listing = desk.opened.read(known, learnt.__setitem__)
    assert set(learnt) == {film(4), film(5)}
    assert {item.key: item.ids for item in listing.items} == {**known, **learnt}
    assert desk.world.requests.kinds["discover_metadata"] == 2


def test_nothing_but_the_account_and_one_page_is_asked_when_all_ids_are_known(desk: Desk) -> None:
    desk.wish(film(1))
    desk.opened.member()
    desk.opened.first_page()
    desk.opened.read({film(1): frozenset()})
    assert desk.world.requests.kinds == {"user": 1, "watchlist": 1}
    assert len(desk.asked) == 2


@pytest.mark.parametrize("most", [100, 7])
def test_pages_are_read_until_the_sum_is_the_total_however_short_they_are(desk: Desk, most: int) -> None:
    desk.world.set_watchlist_page(most)
    desk.wish(*(film(n) for n in range(1, 151)))
    known = {film(n): frozenset[str]() for n in range(1, 151)}
    listing = desk.opened.read(known)
    assert isinstance(listing, Complete)
    assert keys(listing) == [film(n) for n in range(150, 0, -1)]
    assert desk.opened.first_page() == (150, tuple(film(n) for n in range(150, 150 - most, -1)))


def test_an_empty_list_is_empty_when_it_says_so(desk: Desk) -> None:
    assert desk.opened.read({}) == Complete(())
    assert desk.opened.first_page() == (0, ())


@pytest.mark.parametrize(
    ("kind", "details", "flaw"),
    [
        ("cut_page", {"rows": 1}, "announced"),
        ("total_disagrees", {"rows": 2}, "announced"),
        ("shift", {"rows": 1}, "shifted|total changed"),
        ("empty_page", {"skip": 1}, "announced"),
        ("repeat_page", {}, "announced"),
    ],
)
def test_pages_that_do_not_add_up_twice_make_a_partial_list(
    desk: Desk, kind: str, details: dict[str, int], flaw: str
) -> None:
    desk.wish(*(film(n) for n in range(1, 131)))
    fault = desk.suffer(kind, "watchlist", **details)
    listing = desk.opened.read({film(n): frozenset() for n in range(1, 131)})
    assert isinstance(listing, Partial)
    assert any(word in listing.flaw for word in flaw.split("|"))
    assert len(keys(listing)) == len(set(keys(listing))) <= 130
    assert fault.struck >= 2, "it was read a second time"


def test_pages_that_add_up_the_second_time_make_a_whole_list(desk: Desk) -> None:
    desk.wish(*(film(n) for n in range(1, 131)))
    desk.suffer("cut_page", "watchlist", times=1)
    listing = desk.opened.read({film(n): frozenset() for n in range(1, 131)})
    assert isinstance(listing, Complete)
    assert len(listing.items) == 130


def test_what_plex_no_longer_describes_is_on_the_list_without_ids(desk: Desk) -> None:
    desk.wish(film(1), film(2))
    desk.world.forget_title(film(2))
    listing = desk.opened.read({})
    assert isinstance(listing, Complete)
    assert [(item.key, item.ids) for item in listing.items] == [
        (film(2), frozenset()),
        (film(1), {"imdb:tt0000001", "tmdb:1"}),
    ]


@pytest.mark.parametrize("status", [400, 403, 500])
def test_ids_that_cannot_be_had_now_are_not_taken_for_none(desk: Desk, status: int) -> None:
    desk.wish(*(film(n) for n in range(1, 9)))
    desk.suffer("status", f"/library/metadata/{film(5)[-24:]}", status=status)
    if status == 400:  # once Plex's word for what it does not know
        assert next(item.ids for item in desk.opened.read({}).items if item.key == film(5)) == frozenset()
        return
    with pytest.raises(Unavailable):
        desk.opened.read({})


def test_when_a_title_was_wished_for_is_told(desk: Desk) -> None:
    desk.world.stop_clock(1_700_000_000)
    desk.wish(film(1))
    desk.know(film(2))
    assert desk.opened.added_at(film(1)) == datetime.fromtimestamp(1_700_000_000, UTC)
    assert desk.opened.added_at(film(2)) is None
    for unknown in (film(3), "plex://artist/1", "imdb://tt1"):
        with pytest.raises(NotFound):
            desk.opened.added_at(unknown)


def test_adding_and_removing_twice_is_as_good_as_once(desk: Desk) -> None:
    desk.know(film(1))
    desk.know(show(2))
    for guid in (film(1), film(1), show(2)):
        desk.opened.add(guid, "It")
    assert desk.listed() == [show(2), film(1)]
    for _ in range(2):
        desk.opened.remove(film(1), "It")
    assert desk.listed() == [show(2)]


def test_what_somebody_else_did_in_between_is_no_failure(desk: Desk) -> None:
    desk.know(film(1))
    meanwhile = desk.suffer("call", "/actions/")
    meanwhile.call = partial(desk.wish, film(1))
    desk.opened.add(film(1), "It")
    meanwhile.call = partial(desk.world.unwish, "Olive Owner", film(1))
    desk.opened.remove(film(1), "It")
    assert meanwhile.struck == 2
    assert desk.listed() == []


def test_what_plex_does_not_know_can_be_neither_added_nor_removed(desk: Desk) -> None:
    for change in (desk.opened.add, desk.opened.remove):
        with pytest.raises(NotFound, match="Dune"):
            change(film(1), "Dune")
        with pytest.raises(NotFound):
            change("plex://episode/1", "Dune")


@pytest.mark.parametrize("status", [400, 404])
def test_a_refusal_to_add_is_about_that_title(desk: Desk, status: int) -> None:
    desk.know(film(1))
    desk.suffer("status", "addToWatchlist", status=status)
    with pytest.raises(NotFound, match="Dune"):
        desk.opened.add(film(1), "Dune")


def test_a_removal_that_meets_404_while_the_title_stays_is_not_done(desk: Desk) -> None:
    desk.wish(film(1))
    desk.suffer("status", "removeFromWatchlist", status=404)
    with pytest.raises(NotFound):
        desk.opened.remove(film(1), "Dune")


@pytest.mark.parametrize("kind", ["html", "garbage", "wrong_type", "closed", "truncated"])
def test_a_title_of_which_it_is_not_known_whether_it_is_listed_is_not_taken_for_done(desk: Desk, kind: str) -> None:
    desk.wish(film(1))
    desk.know(film(2))
    desk.opened.member()
    desk.suffer(kind, "userState")
    with pytest.raises(Unavailable):
        desk.opened.remove(film(1), "It")
    with pytest.raises(Unavailable):
        desk.opened.add(film(2), "It")
    with pytest.raises(Unavailable):
        desk.opened.added_at(film(1))
    assert desk.listed() == [film(1)]


def test_a_title_is_found_by_an_id_that_it_carries(desk: Desk) -> None:
    desk.know(film(1), "imdb://tt0000001", "tmdb://77")
    desk.know(show(2), "tmdb://77")
    found = desk.opened.find("movie", frozenset({"tmdb:77", "simkl:5"}))
    assert found is not None
    assert (found.key, found.title, found.year) == (film(1), "Title 1", 1999)
    assert found.ids == {"imdb:tt0000001", "tmdb:77"}
    other = desk.opened.find("show", frozenset({"tmdb:77"}))
    assert other is not None
    assert other.key == show(2)
    assert desk.opened.find("movie", frozenset({"imdb:tt0000009", "simkl:77"})) is None
    assert desk.opened.find("movie", frozenset()) is None


def test_a_title_that_is_found_costs_one_request_and_one_that_is_not_one_for_each_id(desk: Desk) -> None:
    desk.know(film(1), "imdb://tt0000001", "tmdb://77")
    assert desk.opened.find("movie", frozenset({"imdb:tt0000001", "tmdb:77", "simkl:5"})) is not None
    assert len(desk.asked) == 1
    assert desk.opened.find("show", frozenset({"imdb:tt0000001", "tmdb:77", "tvdb:7", "mal:5"})) is None
    assert desk.world.requests.kinds == {"matches": 4}


def test_titles_that_disagree_are_not_chosen_from(desk: Desk) -> None:
    desk.know(film(1), "tmdb://5")
    desk.know(film(2), "tmdb://5")
    desk.know(film(3), "imdb://tt0000003", "tmdb://33")
    assert desk.opened.find("movie", frozenset({"tmdb:5"})) is None
    assert desk.opened.find("movie", frozenset({"imdb:tt0000003", "tmdb:34"})) is None, "another tmdb id than its own"


def test_titles_are_found_by_name_and_kind(desk: Desk) -> None:
    desk.world.add_title(film(1), 'Tom & "Jerry" <1>', None)
    desk.world.add_title(show(2), "Tom's Town", 1999)
    films = desk.opened.search("movie", "tom")
    assert [(item.key, item.title, item.year) for item in films] == [(film(1), 'Tom & "Jerry" <1>', None)]
    assert [(item.key, item.year) for item in desk.opened.search("show", "tom")] == [(show(2), 1999)]
    assert desk.opened.search("show", "nobody") == ()
    assert set(desk.world.requests.kinds) == {"user", "search"}, "nothing is asked besides"


def test_a_page_that_was_just_told_and_ids_that_led_to_a_title_are_not_asked_for_again(desk: Desk) -> None:
    desk.know(film(7), "tmdb://7", "imdb://tt0000007")
    found = desk.opened.find("movie", frozenset({"tmdb:7"}))
    assert found is not None
    desk.opened.add(found.key, "Title 7")
    desk.opened.first_page()
    desk.world.requests.reset()
    [item] = desk.opened.read({}).items
    assert item.ids == {"tmdb:7", "imdb:tt0000007"}
    assert desk.world.requests.total == 0
    desk.wish(film(8))
    assert len(desk.opened.read({film(8): frozenset()}).items) == 2, "who reads once more asks once more"
