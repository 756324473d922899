"""The watchlist of the stand-in for Plex's Discover."""

from tests.demo.served import Plex


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
