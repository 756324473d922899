"""Which show it is: by a foreign id, or by its title."""

import pytest

from parity.core.catalogue import Candidate
from parity.core.failures import Unavailable
from tests.loopback import Asked, Reply, as_json
from tests.tmdb.bodies import Body
from tests.tmdb.conftest import Opening


def found(**kinds: list[Body]) -> Reply:
    """/find's answer: all five kinds are always there."""
    empty: dict[str, list[Body]] = {
        f"{kind}_results": [] for kind in ("movie", "person", "tv", "tv_episode", "tv_season")
    }
    return as_json({**empty, **kinds})


def hit(show_id: int, name: str = "Breaking Bad", **other: object) -> Body:
    return {
        "id": show_id,
        "name": name,
        "original_name": name,
        "first_air_date": "2008-01-20",
        "popularity": 12.5,
        "media_type": "tv",
        "overview": "…",
        **other,
    }


def page(*hits: Body, pages: int = 1) -> Reply:
    return as_json({"page": 1, "results": list(hits), "total_pages": pages, "total_results": len(hits)})


def test_an_imdb_id_leads_to_its_show(opened: Opening) -> None:
    catalogue, server = opened(found(tv_results=[hit(1396)]))
    assert catalogue.find_by_imdb("tt0903747") == (1396,)
    assert (server.asked[0].path, server.asked[0].query["external_source"]) == ("/3/find/tt0903747", "imdb_id")


def test_a_tvdb_id_leads_to_shows_and_never_to_an_episode_or_season_with_the_same_number(opened: Opening) -> None:
    catalogue, server = opened(found(tv_episode_results=[{"id": 1}], tv_season_results=[{"id": 2}]))
    assert catalogue.find_by_tvdb(30272) == ()
    assert (server.asked[0].path, server.asked[0].query["external_source"]) == ("/3/find/30272", "tvdb_id")


def test_several_shows_behind_one_id_are_all_told_and_repeats_are_not(opened: Opening) -> None:
    assert opened(found(tv_results=[hit(2), hit(1), hit(2)]))[0].find_by_tvdb(7) == (2, 1)


@pytest.mark.parametrize("imdb_id", ["", "903747", "tt", "nm0000246", "tt1/../../account", "tt1?x=1"])
def test_what_is_no_imdb_id_belongs_to_no_show_and_asks_nobody(opened: Opening, imdb_id: str) -> None:
    catalogue, server = opened(found(tv_results=[hit(1396)]))
    assert catalogue.find_by_imdb(imdb_id) == ()
    assert server.asked == []


@pytest.mark.parametrize("reply", [as_json({}), as_json([]), as_json({"tv_results": [{"id": None}]})])
def test_an_answer_without_results_is_a_failure_and_not_an_empty_find(opened: Opening, reply: Reply) -> None:
    with pytest.raises(Unavailable):
        opened(reply)[0].find_by_imdb("tt0903747")


def test_a_search_gives_candidates_as_tmdb_ranks_them(opened: Opening) -> None:
    other = hit(9, "Breaking", original_name="Rompiendo", first_air_date="", popularity=3)
    catalogue, server = opened(page(hit(1396), other))
    assert catalogue.search("Breaking Bad & more", 2008) == (
        Candidate(1396, "Breaking Bad", "Breaking Bad", 2008, 12.5),
        Candidate(9, "Breaking", "Rompiendo", None, 3.0),
    )
    assert (server.asked[0].path, server.asked[0].query["query"]) == ("/3/search/tv", "Breaking Bad & more")
    assert len(server.asked) == 1


def test_a_search_that_finds_nothing_is_no_failure(opened: Opening) -> None:
    assert opened(page())[0].search("Nothing Like It", None) == ()


def test_a_namesake_of_about_the_same_year_does_not_hide_on_a_later_page(opened: Opening) -> None:
    years = {"2007": [hit(1)], "2008": [hit(2), hit(3)], "2009": [hit(4)]}

    def answer(asked: Asked) -> Reply:
        year = asked.query.get("first_air_date_year")
        return page(*years[year]) if year else page(hit(3), hit(50), pages=4)

    catalogue, server = opened(answer)
    assert [candidate.tmdb_id for candidate in catalogue.search("Love", 2008)] == [3, 50, 2, 1, 4]
    assert len(server.asked) == 4


def test_without_a_year_many_pages_are_not_narrowed(opened: Opening) -> None:
    catalogue, server = opened(page(hit(3), pages=4))
    assert [candidate.tmdb_id for candidate in catalogue.search("Love", None)] == [3]
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "reply", [as_json({"results": []}), as_json({"total_pages": 1}), page({"id": 1, "name": 7}), page({"name": "x"})]
)
def test_a_garbled_search_is_a_failure(opened: Opening, reply: Reply) -> None:
    with pytest.raises(Unavailable):
        opened(reply)[0].search("Love", 2008)
