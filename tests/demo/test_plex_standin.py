"""The stand-in for a Plex server answers in the recorded shapes."""

from xml.etree import ElementTree

import pytest
import requests

from tests.demo.served import Plex


def test_identity_needs_no_token_and_the_root_does(plex: Plex) -> None:
    world = plex.world
    identity = requests.get(f"{plex.url}/identity", headers={"Accept": "application/json"}, timeout=5)
    assert identity.json() == {
        "MediaContainer": {
            "size": 1,
            "claimed": True,
            "machineIdentifier": world.machine_identifier,
            "version": world.version,
        }
    }
    assert requests.get(f"{plex.url}/", timeout=5).status_code == 401
    root = plex.container("/")
    assert (root["friendlyName"], root["machineIdentifier"]) == ("Demo Server", world.machine_identifier)


def test_a_wrong_token_is_refused_in_html_even_to_a_client_of_json(plex: Plex) -> None:
    plex.headers = {"X-Plex-Token": "wrong"}
    answer = plex.get("/library/sections")
    assert (answer.status_code, answer.headers["Content-Type"]) == (401, "text/html")
    assert "<h1>401 Unauthorized</h1>" in answer.text


def test_the_token_may_come_as_a_parameter(plex: Plex) -> None:
    asked = {"X-Plex-Token": plex.world.token}
    assert requests.get(f"{plex.url}/library/sections", params=asked, timeout=5).status_code == 200


@pytest.mark.parametrize("path", ["/library/sections", "/library/sections/all"])
def test_sections_carry_the_recorded_fields(plex: Plex, path: str) -> None:
    rows = plex.container(path)["Directory"]
    assert isinstance(rows, list)
    row = rows[0]
    assert set(row) == {
        *("Location", "agent", "allowSync", "art", "composite", "content", "contentChangedAt", "createdAt"),
        *("directory", "filters", "hidden", "key", "language", "refreshing", "scannedAt", "scanner", "thumb"),
        *("title", "type", "updatedAt", "uuid"),
    }
    assert (row["key"], row["refreshing"], row["Location"]) == ("1", False, [{"id": 10, "path": "/media/tv"}])


def test_xml_is_the_default_and_spells_booleans_as_digits(plex: Plex) -> None:
    plex.headers = {"Accept": "*/*"}
    root = ElementTree.fromstring(plex.get("/library/sections").text)
    directory = root[0]
    assert (root.tag, directory.tag, directory.get("key"), directory.get("refreshing")) == (
        "MediaContainer",
        "Directory",
        "1",
        "0",
    )
    assert directory[0].attrib == {"id": "10", "path": "/media/tv"}


def test_shows_and_episodes_are_directories_and_videos_in_xml(plex: Plex) -> None:
    plex.headers = {"Accept": "text/xml", "X-Plex-Container-Size": "10"}
    shows = ElementTree.fromstring(plex.get("/library/sections/1/all", type=2, includeGuids=1).text)
    episodes = ElementTree.fromstring(plex.get("/library/sections/1/all", type=4).text)
    assert [each.tag for each in shows] == ["Directory"]
    assert [guid.get("id") for guid in shows[0].iter("Guid")] == ["tmdb://7", "imdb://tt0000007"]
    assert [each.tag for each in episodes] == ["Video", "Video"]
    assert [part.get("id") for part in episodes[0].iter("Part")] == [str(plex.first * 100)]
    assert shows[0].get("summary", "").endswith("\r\n")


def test_a_listing_without_a_size_is_refused(plex: Plex) -> None:
    answer = plex.get("/library/sections/1/all", type=4)
    assert answer.status_code == 400
    assert "Missing X-Plex-Container-Size header" in answer.text


def test_a_page_tells_where_it_stands_in_body_and_headers(plex: Plex) -> None:
    plex.headers = {"X-Plex-Container-Start": "1", "X-Plex-Container-Size": "1"}
    answer = plex.get("/library/sections/1/all", type=4)
    body = answer.json()["MediaContainer"]
    assert (body["size"], body["offset"], body["totalSize"], body["librarySectionID"]) == (1, 1, 2, 1)
    assert answer.headers["X-Plex-Container-Start"] == "1"
    assert answer.headers["X-Plex-Container-Total-Size"] == "2"


def test_a_page_of_nothing_has_no_metadata_at_all(plex: Plex) -> None:
    assert "Metadata" not in plex.page(0, 0)
    assert plex.page(0, 0)["totalSize"] == 2
    assert "Metadata" not in plex.page(5, 10)


def test_a_page_holds_a_thousand_rows_at_most(plex: Plex) -> None:
    for number in range(3, 1_002):
        plex.world.add_episode(plex.show, 1, number)
    assert (plex.page(0, 5_000)["size"], plex.page(0, 5_000)["totalSize"]) == (1_000, 1_001)
    assert len({*plex.keys(0, 1_000), *plex.keys(1_000, 1_000)}) == 1_001


def test_sorting_goes_by_the_field_asked_for(plex: Plex) -> None:
    plex.world.set_episode(plex.first, title="Zebra")

    def order(sort: str) -> list[int]:
        asked = {"X-Plex-Container-Size": 9, "sort": sort}
        return [int(row["ratingKey"]) for row in plex.container("/library/sections/1/all", type=4, **asked)["Metadata"]]

    sorts = ("titleSort", "addedAt:desc", "updatedAt", "episode.addedAt", "titleSort:desc")
    one, two = plex.first, plex.second
    assert {sort: order(sort) for sort in sorts} == {
        "titleSort": [two, one],
        "addedAt:desc": [two, one],
        "updatedAt": [two, one],
        "episode.addedAt": [one, two],
        "titleSort:desc": [one, two],
    }


def test_only_what_was_added_after_a_moment_is_listed_on_request(plex: Plex) -> None:
    since = plex.world.episode(plex.first).added_at
    rows = plex.page(0, 9, **{"addedAt>>": since})["Metadata"]
    assert [row["ratingKey"] for row in rows] == [str(plex.second)]


def test_guids_come_only_when_asked_for(plex: Plex) -> None:
    bare, full = plex.page(0, 1, kind=2), plex.page(0, 1, kind=2, includeGuids=1)
    assert "Guid" not in bare["Metadata"][0]
    assert full["Metadata"][0]["Guid"] == [{"id": "tmdb://7"}, {"id": "imdb://tt0000007"}]


def test_elements_and_fields_are_left_out_on_request(plex: Plex) -> None:
    full = plex.page(0, 1)["Metadata"][0]
    trimmed = plex.page(0, 1, excludeElements="Role,Image,UltraBlurColors", excludeFields="summary,thumb")["Metadata"][
        0
    ]
    assert set(full) - set(trimmed) == {"Role", "Image", "UltraBlurColors", "summary", "thumb"}


def test_an_episode_row_is_shaped_and_typed_as_recorded(plex: Plex) -> None:
    row = plex.page(0, 1)["Metadata"][0]
    show, first = str(plex.show), str(plex.first)
    assert (row["ratingKey"], row["grandparentRatingKey"], row["type"]) == (first, show, "episode")
    assert (row["index"], row["parentIndex"], row["year"]) == (1, 1, 2025)
    assert (row["parentTitle"], row["grandparentTitle"]) == ("Season 1", "Dark Water")
    part = row["Media"][0]["Part"][0]
    assert part["file"] == f"/media/tv/Dark Water (2025)/Season 01/S01E01 {first}.mkv"
    assert not {"deletedAt", "viewCount", "proxyType"} & {*row, *row["Media"][0]}


def test_what_is_none_is_absent(plex: Plex) -> None:
    plex.world.set_episode(plex.first, number=None, season=None, originally_available_at=None)
    row = plex.page(0, 1)["Metadata"][0]
    assert not {"index", "parentIndex", "originallyAvailableAt", "year"} & set(row)


def test_untrimmed_rows_weigh_what_real_ones_weigh(plex: Plex) -> None:
    episodes = plex.get("/library/sections/1/all", type=4, X_Plex_Container_Size=2, includeGuids=1)
    assert 2_300 < len(episodes.content) / 2 < 4_000


def test_a_show_row_carries_its_ordering_unless_the_server_keeps_it_to_the_preferences(plex: Plex) -> None:
    plex.world.set_show(plex.show, show_ordering="tvdbDvd")
    assert plex.page(0, 1, kind=2)["Metadata"][0]["showOrdering"] == "tvdbDvd"
    plex.world.set_ordering_in_rows(False)
    assert "showOrdering" not in plex.page(0, 1, kind=2)["Metadata"][0]
    detail = plex.container(f"/library/metadata/{plex.show}", includePreferences=1)["Metadata"][0]
    settings = {each["id"]: each["value"] for each in detail["Preferences"]["Setting"]}
    assert settings["showOrdering"] == "tvdbDvd"


def test_preferences_of_a_library_hold_its_ordering(plex: Plex) -> None:
    legacy = plex.world.add_section("Old", agent="com.plexapp.agents.thetvdb")

    def values(key: int) -> dict[str, str]:
        return {each["id"]: each["value"] for each in plex.container(f"/library/sections/{key}/prefs")["Setting"]}

    assert values(1)["showOrdering"] == "tmdbAiring"
    assert "showOrdering" not in values(legacy)
    plex.world.set_prefs(1, showOrdering="tvdbAiring")
    assert values(1)["showOrdering"] == "tvdbAiring"


def test_several_keys_answer_together_and_unknown_ones_are_left_out(plex: Plex) -> None:
    found = plex.container(f"/library/metadata/{plex.show},{plex.first},999999")
    assert [row["ratingKey"] for row in found["Metadata"]] == [str(plex.show), str(plex.first)]
    assert found["Metadata"][0]["Location"] == [{"path": "/media/tv/Dark Water (2025)"}]
    assert found["Metadata"][0]["librarySectionID"] == 1


@pytest.mark.parametrize(
    "path",
    [
        "/library/metadata/999999",
        "/library/metadata/999999/allLeaves",
        "/library/metadata/999999/children",
        "/library/sections/9/all?X-Plex-Container-Size=1",
        "/library/sections/9/prefs",
        "/library/metadata/5d9c0872ffffffffffffffff",
        "/no/such/place",
    ],
)
def test_what_is_not_there_is_404_in_html(plex: Plex, path: str) -> None:
    answer = plex.get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "text/html")
    assert "<h1>404 Not Found</h1>" in answer.text


def test_all_leaves_are_the_shows_episodes_in_order(plex: Plex) -> None:
    special = plex.world.add_episode(plex.show, 0, 1, "Before")
    rows = plex.container(f"/library/metadata/{plex.show}/allLeaves", includeGuids=1)["Metadata"]
    assert [row["ratingKey"] for row in rows] == [str(k) for k in (special, plex.first, plex.second)]
    assert rows[1]["Guid"] == [{"id": "tmdb://71"}]


def test_children_count_a_made_up_row_of_all_episodes_unless_told_not_to(plex: Plex) -> None:
    where = f"/library/metadata/{plex.show}/children"
    lied, true = plex.container(where), plex.container(where, excludeAllLeaves=1)
    assert (lied["size"], len(lied["Metadata"])) == (2, 1)
    assert lied["Directory"] == [
        {
            "leafCount": 2,
            "viewedLeafCount": 0,
            "key": f"/library/metadata/{plex.show}/allLeaves",
            "title": "All episodes",
        }
    ]
    assert (true["size"], "Directory" in true) == (1, False)


def test_children_of_a_season_are_its_episodes(plex: Plex) -> None:
    plex.world.add_episode(plex.show, 2, 1)
    seasons = plex.container(f"/library/metadata/{plex.show}/children", excludeAllLeaves=1)["Metadata"]
    found = plex.container(f"/library/metadata/{seasons[0]['ratingKey']}/children")
    assert [row["ratingKey"] for row in found["Metadata"]] == [str(plex.first), str(plex.second)]


def test_a_refresh_is_noted_with_its_path(plex: Plex) -> None:
    before = plex.world.sections[1].scanned_at
    assert plex.get("/library/sections/1/refresh", path="/media/tv/Dark Water (2025)").text == ""
    assert plex.world.refreshes == [(1, "/media/tv/Dark Water (2025)")]
    assert plex.world.sections[1].scanned_at > before


def test_a_movie_library_lists_films(plex: Plex) -> None:
    section = plex.world.add_section("Movies", "movie", "tv.plex.agents.movie", "Plex Movie")
    plex.world.add_movie(section, "A Film", 2001, ["tmdb://558"])
    page = plex.container(f"/library/sections/{section}/all", X_Plex_Container_Size=5, includeGuids=1)
    row = page["Metadata"][0]
    assert (row["type"], row["title"], row["Guid"]) == ("movie", "A Film", [{"id": "tmdb://558"}])


def test_requests_are_counted_by_kind(plex: Plex) -> None:
    plex.page(0, 1)
    plex.page(1, 1)
    plex.get(f"/library/metadata/{plex.show},{plex.first}")
    assert dict(plex.world.requests.kinds) == {"section_all": 2, "metadata": 1}
    assert dict(plex.world.requests.asked) == {str(plex.show): 1, str(plex.first): 1}
