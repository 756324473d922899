"""What comes of answers about the watchlist that nobody would expect, and of how they are asked for."""

import re
import threading
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parity
from parity.core.failures import Unavailable
from parity.core.watch import Complete, Partial
from parity.demo.serving import serve
from parity.plex.answers import Container
from parity.plex.calling import Addresses
from parity.plex.open_list import open_plex_list
from parity.plex.watch_answers import container_in
from parity.plex.watch_rows import page_from, read_item, read_list
from tests.plex.lists import ACCOUNT, AT_ONCE, IMPATIENT, answers, film, row, scripted_list, state, xml
from tests.plex.scripted import Asked, Reply, Scripted, container, page, refusal


def test_who_asks_is_parity_and_the_token_is_the_given_one_and_in_no_address() -> None:
    app = answers(all=lambda asked: page(asked, [row(film(1))]))
    with scripted_list(app) as opened:
        opened.member()
        opened.read({film(1): frozenset()})
    for asked in app.asked:
        said = asked.headers
        assert (said["x-plex-token"], said["x-plex-client-identifier"]) == ("token", "client-1")
        assert said["x-plex-product"] == "Parity"
        assert "X-Plex-Token" not in asked.query
    assert [(asked.start, asked.size, asked.query["sort"]) for asked in app.asked[1:]] == [
        (0, 100, "watchlistedAt:desc")
    ]


def test_a_name_that_is_an_address_for_letters_is_not_told() -> None:
    with scripted_list(answers()) as opened:
        assert opened.member().name == "olive"


@pytest.mark.parametrize(
    "body", ["<user/>", '<user id="0"/>', '<user id="x"/>', '<html id="7"/>', "", '<user id="7"', "\x01"]
)
def test_an_account_that_does_not_say_who_it_is_is_nobody(body: str) -> None:
    with scripted_list(Scripted(lambda _: xml(body))) as opened, pytest.raises(Unavailable):
        opened.member()


@pytest.mark.parametrize("token", ["tökén", "a b", "new\nline"])
def test_a_strange_token_breaks_nothing(token: str) -> None:
    refusing = Scripted(lambda _: refusal(401))
    with serve(refusing) as served:
        addresses = Addresses(served.url, served.url, served.url)
        with (
            open_plex_list(addresses, token, "c", limits=IMPATIENT, policy=AT_ONCE) as opened,
            pytest.raises(Exception, match="Plex watchlist: "),
        ):
            opened.read({})


def test_each_service_is_asked_at_its_own_address_and_only_there() -> None:
    hits = container(size=1, Metadata=[row(film(1), Guid=[{"id": "tmdb://1"}])])
    tv, metadata = answers(), answers(matches=hits, userState=state(ratingKey=film(1)[-24:]))
    discover = answers(all=lambda asked: page(asked, [row(film(1))]), addTo=xml("<MediaContainer/>"))
    discover.answer = _without_account(discover.answer)
    with ExitStack() as rooms:
        urls = [rooms.enter_context(serve(app)).url for app in (tv, discover, metadata)]
        opened = rooms.enter_context(open_plex_list(Addresses(*urls), "t", "c", limits=IMPATIENT, policy=AT_ONCE))
        opened.read({film(1): frozenset()})
        opened.find("movie", frozenset({"tmdb:1"}))
        opened.add(film(1), "T")
    key = f"/library/metadata/{film(1)[-24:]}"
    assert tv.paths == ["/api/v2/user"]
    assert discover.paths == ["/library/sections/watchlist/all", "/actions/addToWatchlist"]
    assert metadata.paths == ["/library/metadata/matches", f"{key}/userState"]
    put = discover.asked[-1]
    assert (put.method, put.query) == ("PUT", {"ratingKey": film(1)[-24:]})


def _without_account(answer: Callable[[Asked], object]) -> Callable[[Asked], object]:
    return lambda asked: refusal(500) if asked.path.endswith("/user") else answer(asked)


def test_a_list_that_says_404_is_not_an_empty_one() -> None:
    gone = Reply(404, b"Section 'watchlist' not found!", {"Content-Type": "text/plain"})
    app = answers(all=gone)
    with scripted_list(app) as opened, pytest.raises(Unavailable, match="is the address right"):
        opened.read({})
    assert len(app.asked) == 3, "plexapi's way, then Discover's"


@pytest.mark.parametrize(
    "answer",
    [
        container(size=0),
        container(size=0, totalSize=3, offset=300, more=1),
        container(),
        container(size=1, totalSize=1),
        container(size=0, totalSize=-1),
        container(size=0, totalSize=10**9),
        {},
        {"error": "x"},
        {"MediaContainer": []},
        [],
        Reply(200, b"", {"Content-Type": "application/json"}),
        Reply(200, b"null", {"Content-Type": "application/json"}),
        Reply(204, b""),
    ],
)
def test_no_such_answer_passes_for_a_whole_list(answer: object) -> None:
    with scripted_list(answers(all=answer)) as opened, suppress(Unavailable):
        assert isinstance(opened.read({}), Partial)


def test_rows_of_other_kinds_are_left_out_and_rows_without_a_name_make_the_list_partial() -> None:
    others = [row(film(1)), row("plex://artist/1"), row("tvdb://77", type="show"), row(film(3), type="clip")]
    with scripted_list(answers(all=lambda asked: page(asked, others))) as opened:
        listing = opened.read({film(1): frozenset()})
        assert isinstance(listing, Complete)
        assert [item.key for item in listing.items] == [film(1)]
        assert opened.first_page() == (4, (film(1),))
    for wrong in ({"title": "no guid"}, row(film(2), type="show"), row("plex://movie/"), 7, None):
        rows = [row(film(1)), wrong]
        app = answers(all=lambda asked, rows=rows: page(asked, rows))
        with scripted_list(app) as opened:
            flawed = opened.read({film(1): frozenset()})
        assert isinstance(flawed, Partial)
        assert [item.key for item in flawed.items] == [film(1)]


@pytest.mark.parametrize("odd", [None, 7, {"a": 1}, ["x"], "\ud800", True, 10**400, -5, 1.5, "1999"])
def test_titles_and_years_of_any_kind_are_read_or_left_empty(odd: object) -> None:
    item = read_item({"guid": film(1), "title": odd, "year": odd})
    assert item is not None
    assert type(item.title) is str
    assert item.title.encode() is not None
    assert item.year is None or 1 <= item.year <= 9999


def test_ids_of_any_kind_are_read_or_left_out() -> None:
    guids = [{"id": "imdb://tt0133093"}, {"id": "tmdb://603"}, {"id": "tmdb://"}, {"id": 5}, 7, {"id": "plex://x"}]
    app = answers(
        all=lambda asked: page(asked, [row(film(1))]),
        **{film(1)[-24:]: container(size=1, Metadata=[row(film(1), Guid=[*guids, {"id": "tvdb://x"}, {}])])},
    )
    with scripted_list(app) as opened:
        assert opened.read({}).items[0].ids == {"imdb:tt0133093", "tmdb:603"}


def test_the_ids_of_another_title_are_not_taken_for_this_ones() -> None:
    app = answers(
        all=lambda asked: page(asked, [row(film(1))]),
        **{film(1)[-24:]: container(size=1, Metadata=[row(film(2), Guid=[{"id": "tmdb://2"}])])},
    )
    with scripted_list(app) as opened:
        assert opened.read({}).items[0].ids == frozenset()


def test_ids_are_asked_for_two_at_a_time_and_no_more_after_the_first_failure() -> None:
    lock, under_way, most = threading.Lock(), [0], [0]
    rows = [row(film(n)) for n in range(1, 81)]
    together = threading.Barrier(2, timeout=5)

    def detail(asked: Asked) -> object:
        with lock:
            under_way[0] += 1
            most[0] = max(most[0], under_way[0])
        number = int(asked.path[-24:], 16)
        if number in (1, 2):
            together.wait()
        with lock:
            under_way[0] -= 1
        return refusal(503) if number == 10 else container(size=1, Metadata=[row(film(number))])

    def answer(asked: Asked) -> object:
        if asked.path.endswith("/user"):
            return ACCOUNT
        return page(asked, rows) if asked.path.endswith("/all") else detail(asked)

    app = Scripted(answer)
    with scripted_list(app) as opened, pytest.raises(Unavailable):
        opened.read({})
    assert most[0] == 2
    assert len(app.asked) < 40


@given(
    guids=st.lists(st.integers(1, 400).map(film), unique=True, max_size=260),
    clamps=st.lists(st.integers(1, 100), min_size=1, max_size=20),
    hidden=st.integers(0, 3),
)
def test_pages_of_any_sizes_make_the_whole_list_and_missing_rows_never_do(
    guids: list[str], clamps: list[int], hidden: int
) -> None:
    turns = [0]

    def ask(start: int) -> Container:
        assert page_from(start)["X-Plex-Container-Start"] == start
        turns[0] += 1
        shown = guids[: max(0, len(guids) - hidden)][start : start + clamps[turns[0] % len(clamps)]]
        rows = [row(guid) for guid in shown]
        return container_in(container(size=len(rows), offset=start, totalSize=len(guids), Metadata=rows), "host")

    listing = read_list(ask)
    assert isinstance(listing, Partial) == bool(hidden and guids)
    shown = guids[: max(0, len(guids) - hidden)]
    assert [item.key for item in listing.items] == shown


def test_plexapi_is_loaded_only_where_something_is_asked_through_it() -> None:
    at_once = re.compile(r"^(from|import) (plexapi|parity\.plex\.by_plexapi)\b", re.MULTILINE)
    sources = Path(parity.__file__).parent.rglob("*.py")
    found = {path.name for path in sources if at_once.search(path.read_text(encoding="utf-8"))}
    assert found == {"by_plexapi.py"}
