"""Scans, players and files are read as Plex tells them, in numbers here and in texts there."""

import pytest

from parity.core.activity import Activity, Filed, Session
from parity.plex.activity_rows import read_activity, read_filed, read_session, read_trashed
from parity.plex.rows import read_section

SCAN = {
    "uuid": "c3f190e4-eabb-4b3d-8811-b7c1f183560e", "type": "library.update.section", "cancellable": False, "userID": 1,
    "title": "Scanning Photos", "subtitle": "4th Birthday", "progress": 30,
}  # fmt: skip


@pytest.mark.parametrize("context", [{"librarySectionID": "1"}, {"librarySectionID": 1}, [{"librarySectionID": "1"}]])
def test_a_scan_tells_its_section_as_a_number_or_a_text(context: object) -> None:
    read = read_activity(SCAN | {"Context": context})
    uuid = "c3f190e4-eabb-4b3d-8811-b7c1f183560e"
    assert read == Activity(uuid, "library.update.section", "1", "Scanning Photos", "4th Birthday", 30)
    assert read.scans


def test_the_section_of_a_scan_is_unknown_while_its_context_has_not_come() -> None:
    early = read_activity(SCAN | {"progress": -1})
    assert early is not None
    assert (early.section_key, early.progress, early.scans) == (None, None, True)


@pytest.mark.parametrize("row", [None, [], {}, {"uuid": "1"}, {"type": None}])
def test_what_has_no_type_is_no_activity(row: object) -> None:
    assert read_activity(row) is None


def test_a_session_says_who_plays_what_where() -> None:
    row = {
        "ratingKey": "217", "librarySectionID": "2", "type": "episode", "title": "Pilot", "grandparentTitle": "Lost",
        "User": {"id": "1", "title": "Kaylee"}, "Player": {"title": "SHIELD", "state": "paused"},
    }  # fmt: skip
    assert read_session(row) == Session("2", "217", "Lost: Pilot", "Kaylee", "paused", "SHIELD")


def test_live_television_plays_from_no_library() -> None:
    assert read_session({"live": "1", "title": "News", "librarySectionID": 1}) == Session(
        None, None, "News", "", "", ""
    )


def version(*files: str, **more: object) -> dict[str, object]:
    return {"Part": [{"file": file} for file in files], **more}


EPISODE = {"ratingKey": "8", "grandparentRatingKey": "7", "title": "Two", "parentIndex": 1, "index": "2", "addedAt": 5}


def test_an_item_is_filed_with_all_parts_of_all_versions_that_are_left() -> None:
    media = [version("/a-1", "/a-2"), version("/old", deletedAt=9), version("/small", proxyType=42), version("/b")]
    assert read_filed(EPISODE | {"Media": media}) == Filed("8", "7", "Two", 1, 2, ("/a-1", "/a-2", "/b"), True, 5)


def test_in_the_trash_it_keeps_the_files_that_it_had() -> None:
    for row in (
        EPISODE | {"Media": [version("/a")], "deletedAt": 9},
        EPISODE | {"Media": [version("/a", deletedAt="9")]},
    ):
        filed = read_filed(row)
        assert filed is not None
        assert (filed.files, filed.live) == (("/a",), False)


def test_a_film_has_no_show_and_no_numbers() -> None:
    film = {"ratingKey": "3", "title": "Heat", "index": 1, "Media": version("/heat.mkv")}
    assert read_filed(film) == Filed("3", "", "Heat", None, None, ("/heat.mkv",), True, None)


def test_what_the_container_says_for_all_rows_counts_for_each() -> None:
    filed = read_filed({"ratingKey": "8", "index": 2}, {"grandparentRatingKey": "7", "parentIndex": "1"})
    assert filed is not None
    assert (filed.show_key, filed.season, filed.number) == ("7", 1, 2)


def test_single_versions_lie_in_the_trash_too() -> None:
    media = [version("/new"), version("/old", deletedAt=9)]
    read = [read_trashed(EPISODE | more) for more in ({"Media": media}, {"Media": media, "deletedAt": 9}, {})]
    assert [(each.files, each.live) for each in read if each] == [
        (("/old",), False),
        (("/new", "/old"), False),
        ((), True),
    ]


@pytest.mark.parametrize(
    ("said", "meant"), [(True, True), ("1", True), (1, True), (False, False), ("0", False), (None, False)]
)
def test_a_section_says_that_it_is_scanned_just_now(said: object, meant: bool) -> None:
    section = read_section({"key": "1", "refreshing": said})
    assert section is not None
    assert section.refreshing is meant
