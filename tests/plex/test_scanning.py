"""A server is asked for scans, and for what it is doing, in the way every client asks."""

import pytest

from parity.core.activity import Filed
from parity.core.failures import NotFound, Unavailable
from tests.plex.conftest import Lines
from tests.plex.scripted import Asked, Reply, container, page, refusal

HEARD = Reply(200, b"", {"Content-Type": "text/html"})


def episode(key: int, **more: object) -> dict[str, object]:
    return {"ratingKey": str(key), "type": "episode", "grandparentRatingKey": "7", **more}


def test_a_scan_is_asked_for_a_section_or_a_folder_of_it(lines: Lines) -> None:
    library, app = lines.library(lambda _: HEARD)
    library.scan("2")
    library.scan("2", "/media/tv/Amélie & Co + more/Season 01")
    assert app.paths == ["/library/sections/2/refresh"] * 2
    assert [dict(asked.query) for asked in app.asked] == [{}, {"path": "/media/tv/Amélie & Co + more/Season 01"}]


def test_a_scan_of_a_section_that_is_gone_is_not_found(lines: Lines) -> None:
    library, _ = lines.library(lambda _: refusal(404))
    with pytest.raises(NotFound, match="library 2 does not exist"):
        library.scan("2")


def test_nobody_plays_and_nothing_is_under_way(lines: Lines) -> None:
    library, _ = lines.library(lambda _: container(size=0))
    assert (library.activities(), library.sessions()) == ((), ())


def test_an_answer_without_activities_does_not_pass_for_idleness(lines: Lines) -> None:
    library, _ = lines.library(lambda _: container(size=2))
    with pytest.raises(Unavailable):
        library.activities()


def test_the_newest_are_those_that_came_and_those_that_changed(lines: Lines) -> None:
    def answer(asked: Asked) -> object:
        rows = [episode(2), episode(1)] if asked.query["sort"] == "addedAt:desc" else [episode(1), episode(9)]
        return page(asked, rows)

    library, app = lines.library(answer)
    assert [each.rating_key for each in library.newest("3", "show")] == ["2", "1", "9"]
    asked = [(each.query["sort"], each.query["type"], each.start, each.size) for each in app.asked]
    assert asked == [("addedAt:desc", "4", 0, 200), ("updatedAt:desc", "4", 0, 100)]


def test_the_newest_of_a_film_library_are_films(lines: Lines) -> None:
    library, app = lines.library(lambda asked: page(asked, []))
    assert library.newest("3", "movie") == ()
    assert {each.query["type"] for each in app.asked} == {"1"}


def test_a_show_is_filed_as_its_episodes_and_a_film_as_itself(lines: Lines) -> None:
    def answer(asked: Asked) -> object:
        match asked.path.split("/")[3:]:
            case ["7"]:
                return container(size=1, Metadata=[{"ratingKey": "7", "type": "show"}])
            case ["7", "allLeaves"]:
                return container(size=1, key="7", Metadata=[{"ratingKey": "8", "parentIndex": 1, "index": 2}])
            case ["5"]:
                return container(size=1, Metadata=[{"ratingKey": "5", "type": "season"}])
            case ["5", "children"]:
                return container(size=1, parentIndex=3, Metadata=[{"ratingKey": "6", "grandparentRatingKey": "7"}])
            case ["9"]:
                return container(size=1, Metadata=[{"ratingKey": "9", "type": "movie", "title": "Heat"}])
            case _:
                return container(size=1, Metadata=[{"ratingKey": "4", "type": "collection"}])

    library, _ = lines.library(answer)
    assert library.filed("7") == (Filed("8", "7", "", 1, 2, (), True),)
    assert library.filed("5") == (Filed("6", "7", "", 3, None, (), True),)
    assert library.filed("9") == (Filed("9", "", "Heat", None, None, (), True),)
    with pytest.raises(NotFound, match="item 4"):
        library.filed("4")


def test_what_only_its_owner_may_ask_for_is_put(lines: Lines) -> None:
    library, app = lines.library(lambda _: HEARD)
    library.refresh_item("7")
    library.analyze_item("8")
    library.empty_trash("2")
    assert app.paths == ["/library/metadata/7/refresh", "/library/metadata/8/analyze", "/library/sections/2/emptyTrash"]
    assert {asked.method for asked in app.asked} == {"PUT"}


def test_the_trash_is_what_of_a_whole_library_lies_there(lines: Lines) -> None:
    rows = [episode(1), episode(2, deletedAt=9, Media=[{"Part": [{"file": "/two"}]}])]
    library, _ = lines.library(lambda asked: page(asked, rows, most=1))
    assert [(each.rating_key, each.files) for each in library.trash("2", "show")] == [("2", ("/two",))]


def test_a_trash_that_was_not_read_whole_is_not_told(lines: Lines) -> None:
    library, _ = lines.library(lambda asked: page(asked, [episode(1, deletedAt=9)], totalSize=3))
    with pytest.raises(Unavailable, match="the trash of library 2 could not be read whole"):
        library.trash("2", "show")
