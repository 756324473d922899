"""Films and Plex's own collections are read in few, whole, trimmed pages."""

import pytest

from parity.core.failures import NotFound, Unavailable
from parity.core.ids import ExternalIds
from parity.core.library import Page, PlexCollection, PlexFilm
from tests.plex.conftest import Lines
from tests.plex.scripted import Asked, Reply, container, page, refusal

MY_COLLECTION: dict[str, object] = {
    "ratingKey": "20000", "key": "/library/collections/20000/children", "type": "collection",
    "guid": "collection://b57b4fb7-b1a9-48a1-9122-fda907c422cd", "title": "My Collection", "subtype": "movie",
    "addedAt": "1518032895", "updatedAt": "1518032983", "childCount": "6", "maxYear": "2012", "minYear": "1989",
}  # fmt: skip


def rows(count: int, first: int = 1) -> list[dict[str, object]]:
    return [{"ratingKey": str(n)} for n in range(first, first + count)]


def test_films_are_asked_for_in_trimmed_sorted_pages_with_their_ids(lines: Lines) -> None:
    film: dict[str, object] = {"ratingKey": "603", "title": "The Matrix", "guid": "plex://movie/1", "year": 1999}
    library, app = lines.library(lambda asked: page(asked, [{**film, "Guid": [{"id": "tmdb://603"}]}]))
    ids = ExternalIds(tmdb=(603,))
    assert list(library.films("1")) == [
        Page(0, 1, (PlexFilm("603", "plex://movie/1", "The Matrix", 1999, ids, "", True),))
    ]
    asked = app.asked[0]
    assert asked.path == "/library/sections/1/all"
    assert {"type": "1", "includeGuids": "1", "sort": "addedAt:asc"}.items() <= asked.query.items()
    assert (asked.start, asked.size) == (0, 1000)
    assert {"Guid", "Media", "Part"}.isdisjoint(asked.query["excludeElements"].split(","))
    assert {"summary", "file", "editionTitle"} & set(asked.query["excludeFields"].split(",")) == {"summary"}


def test_films_come_in_pages_of_a_thousand_or_smaller_ones_without_loss(lines: Lines) -> None:
    library, app = lines.library(lambda asked: page(asked, rows(2500), most=900))
    assert [len(read.rows) for read in library.films("1")] == [900, 900, 700]
    assert [asked.start for asked in app.asked] == [0, 900, 1800]


def test_film_rows_that_cannot_be_read_are_counted(lines: Lines) -> None:
    library, _ = lines.library(lambda asked: page(asked, [{"title": "no key"}, *rows(1)]))
    assert [(len(read.rows), read.damaged) for read in library.films("1")] == [(1, 1)]


def test_a_page_of_films_that_comes_twice_ends_a_listing_that_does_not_add_up(lines: Lines) -> None:
    library, _ = lines.library(lambda _: container(size=2, totalSize=6, Metadata=rows(2)))
    assert [len(read.rows) for read in library.films("1")] == [2]


@pytest.mark.parametrize("kind", ["films", "collections"])
def test_a_film_library_that_is_gone_is_named(lines: Lines, kind: str) -> None:
    library, _ = lines.library(lambda _: refusal(404))
    with pytest.raises(NotFound) as caught:
        next(getattr(library, kind)("3"))
    assert caught.value.what == "library 3"


@pytest.mark.parametrize("kind", ["films", "collections"])
@pytest.mark.parametrize(
    "answer", [Reply(200, b"<html></html>"), container(title1="Films"), container(size=1, Metadata="garbage"), []]
)
def test_an_answer_of_another_shape_is_no_empty_film_library(lines: Lines, kind: str, answer: object) -> None:
    library, _ = lines.library(lambda _: answer)
    with pytest.raises(Unavailable):
        next(getattr(library, kind)("3"))


def test_one_film_is_read_by_its_key(lines: Lines) -> None:
    row = {"ratingKey": "22", "type": "movie", "title": "Heat", "editionTitle": "Director's Cut"}
    library, app = lines.library(lambda _: container(size=1, Metadata=[row]))
    assert library.film("22") == PlexFilm("22", "", "Heat", None, ExternalIds(), "Director's Cut", True)
    assert (app.paths, app.asked[0].query["includeGuids"]) == (["/library/metadata/22"], "1")


@pytest.mark.parametrize("answer", [refusal(404), container(size=1, Metadata=[{"ratingKey": "22", "type": "show"}])])
def test_a_film_that_is_gone_is_named(lines: Lines, answer: object) -> None:
    library, _ = lines.library(lambda _: answer)
    with pytest.raises(NotFound) as caught:
        library.film("22")
    assert caught.value.what == "film 22"


@pytest.mark.parametrize("answer", [container(size=0), container(size=1, Metadata=[{"title": "no key"}])])
def test_an_answer_without_the_film_does_not_say_that_it_is_gone(lines: Lines, answer: object) -> None:
    library, _ = lines.library(lambda _: answer)
    with pytest.raises(Unavailable):
        library.film("22")


def test_collections_are_listed_page_by_page(lines: Lines) -> None:
    library, app = lines.library(lambda asked: page(asked, [MY_COLLECTION]))
    expected = PlexCollection("20000", "My Collection", "movie", False, "1518032983 6 -")
    assert [read.rows for read in library.collections("1")] == [(expected,)]
    assert app.paths == ["/library/sections/1/collections"]
    assert (app.asked[0].start, app.asked[0].size, app.asked[0].query["sort"]) == (0, 1000, "addedAt:asc")


def test_a_library_may_have_no_collections(lines: Lines) -> None:
    library, _ = lines.library(lambda _: container(size=0))
    assert [read.rows for read in library.collections("1")] == [()]


def test_members_are_the_keys_in_a_collection_read_to_the_end(lines: Lines) -> None:
    library, app = lines.library(lambda asked: page(asked, rows(1200)))
    assert library.members("20000") == tuple(str(n) for n in range(1, 1201))
    assert [(asked.path, asked.start) for asked in app.asked] == [
        ("/library/collections/20000/children", 0),
        ("/library/collections/20000/children", 1000),
    ]


def test_members_that_come_in_one_piece_are_whole_when_they_are_as_many_as_said(lines: Lines) -> None:
    library, app = lines.library(lambda _: container(size=2, Metadata=rows(2)))
    assert library.members("20000") == ("1", "2")
    assert len(app.asked) == 1


@pytest.mark.parametrize("empty", [{"size": 0}, {"size": "0"}, {"size": 0, "totalSize": 0, "offset": 0}])
def test_an_empty_collection_has_no_members(lines: Lines, empty: dict[str, object]) -> None:
    library, _ = lines.library(lambda _: container(**empty))
    assert library.members("20000") == ()


@pytest.mark.parametrize(
    ("listed", "flaw"),
    [
        ({"size": 3, "Metadata": rows(2)}, "Plex announced 3 rows and sent 2"),
        ({"size": 2, "Metadata": [*rows(1), {"title": "no key"}]}, "1 rows could not be read"),
        ({"size": 2, "Metadata": [*rows(1), "garbage"]}, "1 rows could not be read"),
        ({"size": 2, "Metadata": [*rows(1), *rows(1)]}, "rows shifted while they were read"),
        ({"size": 1000, "Metadata": rows(1000)}, "the end never came"),
    ],
)
def test_members_that_are_not_whole_are_unavailable(lines: Lines, listed: dict[str, object], flaw: str) -> None:
    library, _ = lines.library(lambda _: container(**listed))
    with pytest.raises(Unavailable, match=f"the films of collection 20000 could not be read whole: .*{flaw}"):
        library.members("20000")


def test_members_that_shifted_are_read_again(lines: Lines) -> None:
    def answer(asked: Asked) -> object:
        came_in_front = len(app.asked) > 1
        return page(asked, rows(6, first=0) if came_in_front else rows(5), most=3)

    library, app = lines.library(answer)
    assert library.members("20000") == ("0", "1", "2", "3", "4", "5")
    assert [asked.start for asked in app.asked] == [0, 3, 0, 3]


def test_a_collection_that_is_gone_is_named(lines: Lines) -> None:
    library, app = lines.library(lambda _: refusal(404))
    with pytest.raises(NotFound) as caught:
        library.members("../sections/1?x=1")
    assert caught.value.what == "collection ../sections/1?x=1"
    assert (app.paths, "x" in app.asked[0].query) == (["/library/collections/../sections/1?x=1/children"], False)
