"""A Plex Media Server is read in few, whole, trimmed pages."""

from collections.abc import Iterator

import pytest

from parity.core.failures import NotFound, Unavailable
from parity.core.ids import ExternalIds
from parity.core.library import Page, PlexEpisode, PlexShow, Section, Server
from tests.plex.conftest import Lines
from tests.plex.scripted import Asked, Reply, container, page, refusal


def rows(count: int, first: int = 1, **more: object) -> list[dict[str, object]]:
    return [{"ratingKey": str(n), "grandparentRatingKey": "7", **more} for n in range(first, first + count)]


def keys(listing: Iterator[Page[PlexShow]] | Iterator[Page[PlexEpisode]]) -> list[list[str]]:
    return [[row.rating_key for row in read.rows] for read in listing]


def test_the_server_says_who_it_is_to_the_token(lines: Lines) -> None:
    root = container(machineIdentifier="c997cf82", friendlyName="Attic", version="1.43.0.10467", size=1)
    library, app = lines.library(lambda _: root)
    assert library.server() == Server("c997cf82", "Attic", "1.43.0.10467")
    assert app.paths == ["/"]
    assert app.asked[0].headers["x-plex-token"] == "token-of-the-server"


def test_an_answer_without_a_machine_identifier_is_no_server(lines: Lines) -> None:
    library, _ = lines.library(lambda _: container(size=0))
    with pytest.raises(Unavailable, match="data of another shape than Plex's"):
        library.server()


def test_sections_carry_their_stamps_and_places(lines: Lines) -> None:
    shows = {
        "key": "2", "type": "show", "title": "TV Shows", "agent": "tv.plex.agents.series",
        "updatedAt": "1682628353", "scannedAt": 1714485942, "contentChangedAt": 1235,
        "Location": [{"id": 2, "path": "O:\\Shows"}, {"id": 3}],
    }  # fmt: skip
    bare = {"key": 3, "type": "movie", "title": "Films"}
    library, app = lines.library(lambda _: container(size=2, Directory=[shows, bare]))
    stamps = (1235, 1682628353, 1714485942)
    assert library.sections() == (
        Section("2", "show", "TV Shows", "tv.plex.agents.series", stamps, ("O:\\Shows",)),
        Section("3", "movie", "Films", "", (None, None, None), ()),
    )
    assert app.paths == ["/library/sections"]


def test_a_server_may_have_no_libraries(lines: Lines) -> None:
    library, _ = lines.library(lambda _: container(size=0))
    assert library.sections() == ()


def test_a_library_that_cannot_be_read_does_not_look_like_one_that_is_gone(lines: Lines) -> None:
    library, _ = lines.library(lambda _: container(size=2, Directory=[{"key": "1"}, {"title": "?"}]))
    with pytest.raises(Unavailable):
        library.sections()


def test_the_order_of_a_section_is_one_of_its_preferences(lines: Lines) -> None:
    settings = [{"id": "episodeSort", "value": "0"}, {"id": "showOrdering", "value": "tvdbAiring"}]
    library, app = lines.library(lambda _: container(size=2, Setting=settings))
    assert library.section_order("3") == "tvdbAiring"
    assert app.paths == ["/library/sections/3/prefs"]


def test_a_section_without_that_preference_has_no_order(lines: Lines) -> None:
    library, _ = lines.library(lambda _: container(size=0))
    assert library.section_order("3") is None


def test_shows_are_asked_for_in_trimmed_sorted_pages_with_their_ids(lines: Lines) -> None:
    show: dict[str, object] = {
        "ratingKey": "22",
        "title": "Lost",
        "guid": "plex://show/1",
        "Guid": [{"id": "tmdb://4607"}],
    }
    library, app = lines.library(lambda asked: page(asked, [show]))
    assert list(library.shows("2")) == [
        Page(0, 1, (PlexShow("22", "plex://show/1", "Lost", None, ExternalIds(tmdb=(4607,))),))
    ]
    asked = app.asked[0]
    assert asked.path == "/library/sections/2/all"
    wanted = {"type": "2", "includeGuids": "1", "sort": "addedAt:asc"}
    assert wanted.items() <= asked.query.items()
    assert (asked.start, asked.size) == (0, 1000)
    assert {"Guid", "Media", "Part"}.isdisjoint(asked.query["excludeElements"].split(","))
    assert "summary" in asked.query["excludeFields"].split(",")
    assert "file" not in asked.query["excludeFields"].split(",")


def test_episodes_come_in_pages_of_a_thousand(lines: Lines) -> None:
    library, app = lines.library(lambda asked: page(asked, rows(2500)))
    assert [len(read) for read in keys(library.episodes("2"))] == [1000, 1000, 500]
    assert [(asked.start, asked.query["type"]) for asked in app.asked] == [(0, "4"), (1000, "4"), (2000, "4")]


def test_a_server_that_sends_smaller_pages_loses_no_row(lines: Lines) -> None:
    library, app = lines.library(lambda asked: page(asked, rows(7), most=3))
    assert keys(library.episodes("2")) == [["1", "2", "3"], ["4", "5", "6"], ["7"]]
    assert [asked.start for asked in app.asked] == [0, 3, 6]


def test_the_total_may_stand_in_a_header_only(lines: Lines) -> None:
    body = b'{"MediaContainer": {"Metadata": [{"ratingKey": "1"}]}}'
    library, app = lines.library(lambda _: Reply(200, body, {"X-Plex-Container-Total-Size": "1"}))
    assert [read.total for read in library.shows("2")] == [1]
    assert len(app.asked) == 1


def test_damaged_rows_are_counted(lines: Lines) -> None:
    library, _ = lines.library(lambda asked: page(asked, [{"title": "no key"}, *rows(1)]))
    assert [(len(read.rows), read.damaged) for read in library.episodes("2")] == [(1, 1)]


@pytest.mark.parametrize("kind", ["shows", "episodes"])
def test_a_library_that_is_gone_is_named(lines: Lines, kind: str) -> None:
    library, _ = lines.library(lambda _: refusal(404))
    with pytest.raises(NotFound) as caught:
        next(getattr(library, kind)("3"))
    assert (caught.value.what, str(caught.value)) == ("library 3", "Plex: library 3 does not exist")


def test_leaves_are_paged_to_the_end(lines: Lines) -> None:
    library, app = lines.library(lambda asked: page(asked, rows(1200)))
    assert len(library.leaves("7")) == 1200
    assert [(asked.path, asked.start) for asked in app.asked] == [
        ("/library/metadata/7/allLeaves", 0),
        ("/library/metadata/7/allLeaves", 1000),
    ]


def test_leaves_that_come_in_one_piece_are_whole_when_they_are_as_many_as_said(lines: Lines) -> None:
    leaves: list[dict[str, object]] = [{"ratingKey": "8", "index": 1}, {"ratingKey": "9", "index": 2}]
    library, app = lines.library(lambda _: container(size=2, key="7", Metadata=leaves))
    assert [(e.rating_key, e.show_key, e.number) for e in library.leaves("7")] == [
        ("8", "7", 1),
        ("9", "7", 2),
    ]
    assert len(app.asked) == 1


def test_leaves_in_one_piece_that_are_fewer_than_said_are_unavailable(lines: Lines) -> None:
    library, app = lines.library(lambda _: container(size=3, key="7", Metadata=rows(2)))
    with pytest.raises(Unavailable, match="the episodes of show 7 could not be read whole"):
        library.leaves("7")
    assert len(app.asked) == 4


def test_exactly_a_page_full_without_a_total_is_not_believed_to_be_all(lines: Lines) -> None:
    library, _ = lines.library(lambda _: container(size=1000, key="7", Metadata=rows(1000)))
    with pytest.raises(Unavailable, match="the end never came"):
        library.leaves("7")


def test_leaves_that_shifted_are_read_again(lines: Lines) -> None:
    def answer(asked: Asked) -> object:
        came_in_front = len(app.asked) > 1
        return page(asked, rows(6, first=0) if came_in_front else rows(5), most=3)

    library, app = lines.library(answer)
    assert [leaf.rating_key for leaf in library.leaves("7")] == ["0", "1", "2", "3", "4", "5"]
    assert [asked.start for asked in app.asked] == [0, 3, 0, 3]


def test_leaves_that_never_agree_are_unavailable(lines: Lines) -> None:
    library, _ = lines.library(lambda asked: page(asked, rows(3), totalSize=5))
    with pytest.raises(Unavailable, match="Plex announced 5 rows and sent 3"):
        library.leaves("7")


def test_a_show_without_episodes_has_no_leaves(lines: Lines) -> None:
    library, _ = lines.library(lambda asked: page(asked, []))
    assert library.leaves("7") == ()


def test_one_show_is_read_by_its_key(lines: Lines) -> None:
    row = {"ratingKey": "22", "type": "show", "title": "Lost", "guid": "plex://show/1", "showOrdering": ""}
    library, app = lines.library(lambda _: container(size=1, Metadata=[row]))
    assert library.show("22") == PlexShow("22", "plex://show/1", "Lost", None, ExternalIds(), "")
    assert (app.paths, app.asked[0].query["includeGuids"]) == (["/library/metadata/22"], "1")


@pytest.mark.parametrize("answer", [refusal(404), container(size=1, Metadata=[{"ratingKey": "22", "type": "movie"}])])
def test_a_show_that_is_gone_is_named(lines: Lines, answer: object) -> None:
    library, _ = lines.library(lambda _: answer)
    with pytest.raises(NotFound) as caught:
        library.show("22")
    assert caught.value.what == "show 22"


@pytest.mark.parametrize("answer", [container(size=0), container(size=1, Metadata=[{"title": "no key"}])])
def test_an_answer_without_the_show_does_not_say_that_it_is_gone(lines: Lines, answer: object) -> None:
    library, _ = lines.library(lambda _: answer)
    with pytest.raises(Unavailable):
        library.show("22")


def test_a_key_from_outside_cannot_lead_elsewhere(lines: Lines) -> None:
    library, app = lines.library(lambda _: refusal(404))
    with pytest.raises(NotFound):
        library.show("../sections/1?x=1")
    assert [(asked.path, "x" in asked.query) for asked in app.asked] == [("/library/metadata/../sections/1?x=1", False)]


def ordered(key: str, value: str) -> dict[str, object]:
    settings = [{"id": "episodeSort", "value": "-1"}, {"id": "showOrdering", "value": value}]
    return {"ratingKey": key, "Preferences": {"Setting": settings}}


def test_orders_are_asked_for_a_hundred_shows_at_a_time(lines: Lines) -> None:
    def answer(asked: Asked) -> object:
        wanted = asked.path.rpartition("/")[2].split(",")
        assert asked.size >= len(wanted)
        return container(size=len(wanted), Metadata=[ordered(key, "tvdbDvd" if key == "205" else "") for key in wanted])

    library, app = lines.library(answer)
    found = library.orders([str(n) for n in range(1, 251)])
    assert len(found) == 250
    assert (found["1"], found["205"]) == ("", "tvdbDvd")
    assert [len(asked.path.split(",")) for asked in app.asked] == [100, 100, 50]
    assert {asked.query["includePreferences"] for asked in app.asked} == {"1"}


def test_orders_that_plex_does_not_tell_are_absent(lines: Lines) -> None:
    told = [ordered("1", "aired"), {"ratingKey": "2"}, ordered("99", "dvd")]
    library, _ = lines.library(lambda _: container(size=3, Metadata=told))
    assert library.orders(["1", "2", "3"]) == {"1": "aired"}


def test_one_lost_show_does_not_cost_the_others_their_order(lines: Lines) -> None:
    def answer(asked: Asked) -> object:
        wanted = asked.path.rpartition("/")[2].split(",")
        return refusal(404) if "3" in wanted else container(size=1, Metadata=[ordered(key, "dvd") for key in wanted])

    library, _ = lines.library(answer)
    assert library.orders(["1", "2", "3", "4", "5"]) == {"1": "dvd", "2": "dvd", "4": "dvd", "5": "dvd"}


def test_no_keys_need_no_request(lines: Lines) -> None:
    library, app = lines.library(lambda _: refusal(500))
    assert library.orders([]) == {}
    assert app.asked == []
