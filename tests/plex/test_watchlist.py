"""The watchlist is read whole or not at all."""

import pytest

from parity.core.failures import NotFound, Unavailable
from parity.core.ids import ExternalIds
from tests.plex.conftest import Lines
from tests.plex.scripted import Asked, Reply, container, page, refusal


def wishes(count: int) -> list[dict[str, object]]:
    return [
        {"guid": f"plex://show/{n:024x}", "ratingKey": f"{n:024x}", "type": "show", "title": f"Show {n}"}
        for n in range(count)
    ]


def test_all_that_is_wished_for_is_read_in_pages_of_a_hundred(lines: Lines) -> None:
    watchlist, app = lines.watchlist(lambda asked: page(asked, wishes(230)))
    assert watchlist.read() == tuple((f"plex://show/{n:024x}", f"Show {n}") for n in range(230))
    assert [(asked.path, asked.query.get("type"), asked.start, asked.size) for asked in app.asked] == [
        ("/library/sections/watchlist/all", None, 0, 100),
        ("/library/sections/watchlist/all", None, 100, 100),
        ("/library/sections/watchlist/all", None, 200, 100),
    ]


def test_clamped_pages_lose_no_wish(lines: Lines) -> None:
    watchlist, app = lines.watchlist(lambda asked: page(asked, wishes(45), most=20))
    assert len(watchlist.read()) == 45
    assert [asked.start for asked in app.asked] == [0, 20, 40]


def test_an_empty_watchlist_is_empty_when_it_says_so(lines: Lines) -> None:
    watchlist, _ = lines.watchlist(lambda asked: page(asked, []))
    assert watchlist.read() == ()


def test_films_are_read_beside_shows_and_nothing_else_is(lines: Lines) -> None:
    film: dict[str, object] = {"guid": "plex://movie/00", "type": "movie", "title": "Heat"}
    other: dict[str, object] = {"guid": "plex://artist/00", "type": "artist", "title": "Moby"}
    watchlist, _ = lines.watchlist(lambda asked: page(asked, [film, other, *wishes(1)]))
    assert watchlist.read() == (("plex://movie/00", "Heat"), (f"plex://show/{0:024x}", "Show 0"))


@pytest.mark.parametrize(
    "answer",
    [
        refusal(404),
        container(size=0),
        container(),
        container(size=0, totalSize=3),
        container(size=1, totalSize=1, Metadata=[{"title": "no guid"}]),
        Reply(200, b"<html></html>"),
        Reply(200, b""),
        {},
    ],
)
def test_no_such_answer_passes_for_an_empty_watchlist(lines: Lines, answer: object) -> None:
    watchlist, _ = lines.watchlist(lambda _: answer)
    with pytest.raises(Unavailable):
        watchlist.read()


def test_a_page_sent_twice_makes_the_list_unavailable(lines: Lines) -> None:
    def answer(asked: Asked) -> object:
        return container(size=100, offset=0, totalSize=230, Metadata=wishes(100))

    watchlist, app = lines.watchlist(answer)
    with pytest.raises(Unavailable, match="the watchlist could not be read whole: Plex announced 230 rows"):
        watchlist.read()
    assert [asked.start for asked in app.asked] == [0, 100, 0, 100]


def test_a_wish_made_while_reading_makes_it_read_again(lines: Lines) -> None:
    def answer(asked: Asked) -> object:
        new: dict[str, object] = {"guid": "plex://show/new", "title": "New"}
        newest = [] if len(app.asked) == 1 else [new]
        return page(asked, newest + wishes(150))

    watchlist, app = lines.watchlist(answer)
    assert len(watchlist.read()) == 151
    assert len(app.asked) == 4


def test_the_ids_behind_a_guid_cost_one_request(lines: Lines) -> None:
    listed = [{"id": "imdb://tt0944947"}, {"id": "tmdb://1399"}, {"id": "tvdb://121361"}]
    row = {"guid": "plex://show/5d9c086c46115600200aa2fe", "type": "show", "Guid": listed}
    watchlist, app = lines.watchlist(lambda _: container(size=1, Metadata=[row]))
    assert watchlist.ids_of("plex://show/5d9c086c46115600200aa2fe") == ExternalIds(("tt0944947",), (1399,), (121361,))
    assert app.paths == ["/library/metadata/5d9c086c46115600200aa2fe"]


def test_a_wish_whose_metadata_is_deleted_is_not_found(lines: Lines) -> None:
    watchlist, _ = lines.watchlist(lambda _: refusal(404))
    with pytest.raises(NotFound) as caught:
        watchlist.ids_of("plex://show/5d9c086c46115600200aa2fe")
    assert caught.value.what == "plex://show/5d9c086c46115600200aa2fe"


@pytest.mark.parametrize("guid", ["", "local://12", "plex://show/../../x", "plex://show/5d9c?x=1"])
def test_what_is_no_plex_guid_is_not_even_asked_for(lines: Lines, guid: str) -> None:
    watchlist, app = lines.watchlist(lambda _: refusal(500))
    with pytest.raises(NotFound):
        watchlist.ids_of(guid)
    assert app.asked == []


def test_an_answer_without_the_item_is_not_an_item_without_ids(lines: Lines) -> None:
    watchlist, _ = lines.watchlist(lambda _: container(size=0))
    with pytest.raises(Unavailable):
        watchlist.ids_of("plex://show/5d9c086c46115600200aa2fe")
