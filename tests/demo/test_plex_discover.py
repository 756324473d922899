"""The watchlist of the stand-in for Plex's Discover."""

from xml.etree import ElementTree

from parity.demo.plex_tv_world import PlexTvWorld
from parity.demo.plex_world import PlexWorld
from tests.demo.served import Plex, PlexTv


def test_a_wish_is_listed_without_ids_and_tells_them_when_asked_alone(plex: Plex) -> None:
    guid = plex.world.shows[plex.show].guid
    plex.world.wish(guid)
    listed = plex.container("/library/sections/watchlist/all", includeGuids=1)
    row = listed["Metadata"][0]
    key = guid.rpartition("/")[2]
    assert row == {
        "guid": guid,
        "ratingKey": key,
        "key": f"/library/metadata/{key}/children",
        "type": "show",
        "title": "Dark Water",
        "slug": "dark-water",
        "userState": False,
        "year": 2025,
    }
    alone = plex.container(f"/library/metadata/{key}")["Metadata"][0]
    assert alone["Guid"] == [{"id": "tmdb://7"}, {"id": "imdb://tt0000007"}]


def test_a_page_is_twenty_rows_unless_asked_for_more_and_never_above_a_hundred(plex: Plex) -> None:
    for number in range(130):
        plex.world.wish(f"plex://movie/{number:024x}", f"Film {number}", 2000)
    sizes = [plex.container("/library/sections/watchlist/all")["size"]]
    sizes += [plex.container("/library/sections/watchlist/all", X_Plex_Container_Size=n)["size"] for n in (50, 500)]
    assert sizes == [20, 50, 100]
    last = plex.container("/library/sections/watchlist/all", X_Plex_Container_Start=100, X_Plex_Container_Size=100)
    assert (last["size"], last["offset"], last["totalSize"]) == (30, 100, 130)


def test_an_empty_list_has_no_metadata_and_echoes_the_offset(plex: Plex) -> None:
    empty = plex.container("/library/sections/watchlist/all", X_Plex_Container_Start=40)
    assert ("Metadata" in empty, empty["size"], empty["offset"]) == (False, 0, 40)


def test_films_and_shows_can_be_asked_for_apart_and_a_wish_can_go(plex: Plex) -> None:
    film = f"plex://movie/{5:024x}"
    plex.world.wish(film, "Film", 2000)
    plex.world.wish(plex.world.shows[plex.show].guid)
    sizes = [plex.container("/library/sections/watchlist/all", type=kind)["size"] for kind in (1, 2)]
    plex.world.unwish(film)
    assert (sizes, plex.container("/library/sections/watchlist/all", type=1)["size"]) == ([1, 1], 0)


def put(plex: Plex, action: str, guid: str) -> int:
    headers = {"X-Plex-Token": plex.world.token}
    where = f"{plex.url}/actions/{action}Watchlist"
    return plex.session.put(where, params={"ratingKey": guid[-24:]}, headers=headers, timeout=10).status_code


def test_the_last_wish_comes_first(plex: Plex) -> None:
    for number in (1, 2, 3):
        plex.world.wish(f"plex://movie/{number:024x}", "ABC"[-number], 2000)
    newest_first = plex.container("/library/sections/watchlist/all", sort="watchlistedAt:desc")["Metadata"]
    assert [row["guid"][-1] for row in newest_first] == ["3", "2", "1"]
    by_title = plex.container("/library/sections/watchlist/all", sort="titleSort:asc")["Metadata"]
    assert [row["title"] for row in by_title] == ["A", "B", "C"]


def test_what_is_known_can_be_put_on_the_list_once_and_taken_off_once(plex: Plex) -> None:
    guid, unknown = plex.world.shows[plex.show].guid, f"plex://movie/{7:024x}"
    assert [put(plex, "addTo", guid) for _ in range(2)] == [200, 409]
    assert plex.container(f"/library/metadata/{guid[-24:]}/userState")["UserState"]["watchlistedAt"] > 0
    assert [put(plex, "removeFrom", guid) for _ in range(2)] == [200, 404]
    assert "watchlistedAt" not in plex.container(f"/library/metadata/{guid[-24:]}/userState")["UserState"]
    assert [put(plex, action, unknown) for action in ("addTo", "removeFrom")] == [404, 404]
    plex.world.add_title(unknown, "Elsewhere", 1999, ["imdb://tt0000099"])
    assert put(plex, "addTo", unknown) == 200


def test_a_title_is_found_by_an_id_of_its_kind_and_by_its_name(plex: Plex) -> None:
    guid = f"plex://movie/{7:024x}"
    plex.world.add_title(guid, "Elsewhere", 1999, ["tmdb://7"])
    for kind, found in (("movie", [guid]), ("show", [plex.world.shows[plex.show].guid])):
        hits = plex.container("/library/metadata/matches", type=kind, title="tmdb-7")["Metadata"]
        assert [hit["guid"] for hit in hits] == found
        assert "Guid" not in hits[0]
    none = plex.container("/library/metadata/matches", type="movie", title="tmdb-8")
    assert (none["size"], "Metadata" in none) == (0, False)
    found_by_name = plex.container("/library/search", query="else", searchTypes="movies,tv")["SearchResults"][0]
    assert [each["Metadata"]["guid"] for each in found_by_name["SearchResult"]] == [guid]
    assert plex.container("/library/search", query="else", searchTypes="tv")["SearchResults"][0]["SearchResult"] == []


def test_a_row_may_outlive_what_is_told_of_it(plex: Plex) -> None:
    guid = plex.world.shows[plex.show].guid
    plex.world.wish(guid)
    plex.world.forget_title(guid)
    assert plex.get(f"/library/metadata/{guid[-24:]}").status_code == 404
    assert plex.container("/library/sections/watchlist/all")["totalSize"] == 1


def test_a_film_that_was_watched_leaves_the_list_and_a_show_stays(plex: Plex) -> None:
    film, show = f"plex://movie/{5:024x}", plex.world.shows[plex.show].guid
    plex.world.wish(film, "Film", 2000)
    plex.world.wish(show)
    for guid in (film, show):
        plex.world.mark_watched(guid)
    assert [row["guid"] for row in plex.container("/library/sections/watchlist/all")["Metadata"]] == [show]


def test_a_page_can_be_made_shorter_and_comes_as_xml_unless_asked_otherwise(plex: Plex) -> None:
    for number in (1, 2, 3):
        plex.world.wish(f"plex://movie/{number:024x}", f"Film {number}", 2000)
    plex.world.set_watchlist_page(2)
    headers = {"X-Plex-Token": plex.world.token, "Accept": "*/*"}
    where = f"{plex.url}/library/sections/watchlist/all"
    answer = plex.session.get(where, params={"X-Plex-Container-Size": 50}, headers=headers, timeout=10)
    listed = ElementTree.fromstring(answer.content)
    assert (listed.get("size"), listed.get("totalSize"), [row.tag for row in listed]) == ("2", "3", ["Video", "Video"])


def test_discover_is_kept_in_a_file_like_everything_else(plex: Plex) -> None:
    plex.world.wish(f"plex://movie/{1:024x}", "Film", 2000)
    plex.world.add_title(f"plex://show/{2:024x}", "Show", None, ["tvdb://2"])
    plex.world.forget_title(f"plex://movie/{1:024x}")
    plex.world.set_watchlist_page(7)
    back = PlexWorld.from_json(plex.world.to_json())
    assert (back.wishes, back.titles, back.watchlist_page) == (plex.world.wishes, plex.world.titles, 7)


def test_each_account_of_plex_has_a_list_of_its_own(plex_tv: PlexTv) -> None:
    world = plex_tv.world
    tokens = {name: world.give_token(name, "client-1") for name in ("Olive Owner", "Vera Viewer")}
    film = f"plex://movie/{1:024x}"
    world.add_title(film, "Film", 2000, ["tmdb://1"])
    added = plex_tv.session.put(
        f"{plex_tv.url}/actions/addToWatchlist",
        params={"ratingKey": film[-24:]},
        headers={"X-Plex-Token": tokens["Olive Owner"]},
        timeout=10,
    )
    assert added.status_code == 200
    sizes = {
        name: plex_tv.session.get(
            f"{plex_tv.url}/library/sections/watchlist/all",
            headers={"X-Plex-Token": token, "Accept": "application/json"},
            timeout=10,
        ).json()["MediaContainer"]["totalSize"]
        for name, token in tokens.items()
    }
    assert sizes == {"Olive Owner": 1, "Vera Viewer": 0}
    back = PlexTvWorld.from_json(world.to_json())
    assert (back.wishes, back.titles) == (world.wishes, world.titles)
    world.mark_watched("Olive Owner", film)
    assert world.desk(world.account("Olive Owner").id).listed == {}
