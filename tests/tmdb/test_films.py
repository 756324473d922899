"""Films and collections: what an answer says, and that one is whole or none."""

from collections.abc import Callable
from datetime import date

import pytest

from parity.core.catalogue import Candidate, Part, ProviderCollection, ProviderFilm, Release
from parity.core.failures import NotFound, Unavailable
from tests.loopback import Asked, Reply, as_json
from tests.tmdb.bodies import NOT_FOUND, Body
from tests.tmdb.conftest import Opening

DAYS = (("DE", 3, "2022-12-14"), ("DE", 4, "2023-03-28"), ("US", 1, "2022-12-06"), ("US", 6, "2024-01-01"))


def release_dates(*days: tuple[str, int, object]) -> Body:
    """As they come under "release_dates"."""
    plain = {"certification": "12", "note": ""}
    rows = [(country, {**plain, "release_date": on, "type": kind}) for country, kind, on in days]
    countries = dict.fromkeys(country for country, _ in rows)
    listed = {country: [row for of, row in rows if of == country] for country in countries}
    return {"results": [{"iso_3166_1": country, "release_dates": found} for country, found in listed.items()]}


def film(**other: object) -> Reply:
    return as_json(
        {
            "adult": False,
            "belongs_to_collection": {"id": 87096, "name": "Avatar Collection", "poster_path": None},
            "genres": [],
            "id": 76600,
            "imdb_id": "tt1630029",
            "original_title": "Avatar: The Way of Water",
            "poster_path": "/poster.jpg",
            "release_date": "2022-12-14",
            "release_dates": release_dates(*((region, kind, f"{day}T00:00:00.000Z") for region, kind, day in DAYS)),
            "runtime": 192,
            "status": "Released",
            "title": "Avatar: The Way of Water",
            "vote_average": 7.6,
            "vote_count": 12000,
            **other,
        }
    )


def part(film_id: int, **other: object) -> Body:
    return {
        "adult": False,
        "id": film_id,
        "media_type": "movie",
        "original_title": "Avatar",
        "poster_path": "/one.jpg",
        "release_date": "2009-12-16",
        "title": "Avatar",
        "video": False,
        "vote_average": 7.6,
        "vote_count": 31000,
        **other,
    }


def collection(*parts: object, **other: object) -> Reply:
    return as_json({"id": 87096, "name": "Avatar Collection", "poster_path": "/all.jpg", "parts": list(parts), **other})


def hit(film_id: int, title: str = "Crash", **other: object) -> Body:
    return {**part(film_id, title=title, original_title=title, popularity=12.5), **other}


def page(*hits: Body, pages: int = 1) -> Reply:
    return as_json({"page": 1, "results": list(hits), "total_pages": pages, "total_results": len(hits)})


def test_a_film_comes_with_its_collection_and_its_days_in_one_request(opened: Opening) -> None:
    catalogue, server = opened(film())
    assert catalogue.film(76600) == ProviderFilm(
        tmdb_id=76600,
        title="Avatar: The Way of Water",
        original_title="Avatar: The Way of Water",
        released_on=date(2022, 12, 14),
        runtime=192,
        imdb_id="tt1630029",
        poster="/poster.jpg",
        collection_id=87096,
        collection_name="Avatar Collection",
        releases=tuple(Release(country, kind, date.fromisoformat(day)) for country, kind, day in DAYS),
    )
    assert [asked.path for asked in server.asked] == ["/3/movie/76600"]
    assert server.asked[0].query["append_to_response"] == "release_dates"


@pytest.mark.parametrize("nothing", [None, ""])
def test_what_nobody_knows_of_a_film_is_nothing(opened: Opening, nothing: str | None) -> None:
    bare = film(
        belongs_to_collection=None,
        imdb_id=nothing,
        poster_path=nothing,
        release_date=nothing,
        release_dates=release_dates(("DE", 3, nothing)),
        runtime=0 if nothing == "" else None,
    )
    found = opened(bare)[0].film(76600)
    assert (found.collection_id, found.imdb_id, found.poster, found.released_on, found.runtime, found.releases) == (
        *(None,) * 5,
        (),
    )


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"id": 19995}, "id is int, expected 76600"),
        ({"id": "76600"}, "id is str, expected a number"),
        ({"title": 7}, "title is int, expected text"),
        ({"runtime": "192"}, "runtime is str, expected a number"),
        ({"release_date": 2022}, "release_date is int, expected text"),
        ({"belongs_to_collection": 87096}, "belongs_to_collection is int, expected an object"),
        ({"belongs_to_collection": {"name": "Avatar"}}, "id is missing, expected a number"),
        ({"release_dates": None}, "release_dates is missing, expected an object"),
        ({"release_dates": {}}, "results is missing, expected a list"),
        ({"release_dates": {"results": ["DE"]}}, "a country is str, expected an object"),
        ({"release_dates": {"results": [{"iso_3166_1": "DE"}]}}, "release_dates is missing, expected a list"),
        ({"release_dates": release_dates(("DE", 3, 20221214))}, "release_date is int, expected text"),
    ],
    ids=str,
)
def test_a_garbled_film_is_a_failure_that_names_what_is_wrong(opened: Opening, wrong: Body, named: str) -> None:
    with pytest.raises(Unavailable) as caught:
        opened(film(**wrong))[0].film(76600)
    assert caught.value.detail == f"the answer for film 76600 is garbled: {named}"


def test_a_film_of_which_the_answer_does_not_say_whether_it_is_of_a_collection_is_not_whole(opened: Opening) -> None:
    def answer(asked: Asked) -> Reply:
        return as_json({"id": 76600, "release_dates": {"results": []}})

    with pytest.raises(Unavailable, match="belongs_to_collection is missing"):
        opened(answer)[0].film(76600)


def test_what_tmdb_does_not_have_is_named(opened: Opening) -> None:
    catalogue, _ = opened(NOT_FOUND)
    with pytest.raises(NotFound, match="film 603 does not exist"):
        catalogue.film(603)
    with pytest.raises(NotFound, match="collection 2344 does not exist"):
        catalogue.collection(2344)


def test_a_collection_has_its_films_each_once_in_tmdbs_order(opened: Opening) -> None:
    coming = part(83533, release_date="2025-12-17", vote_count=0, vote_average=0.0, poster_path=None)
    undated = part(216527, release_date="", video=True, vote_count=None)
    unsaid = {"id": 393209, "title": "Avatar 5"}
    about = part(900, media_type="tv")
    catalogue, server = opened(collection(coming, part(19995), undated, part(19995, title="Again"), unsaid, about))
    assert catalogue.collection(87096) == ProviderCollection(
        collection_id=87096,
        name="Avatar Collection",
        poster="/all.jpg",
        parts=(
            Part(83533, "Avatar", "Avatar", date(2025, 12, 17), None, None, 0),
            Part(19995, "Avatar", "Avatar", date(2009, 12, 16), "/one.jpg", 7.6, 31000),
            Part(216527, "Avatar", "Avatar", None, "/one.jpg", None, None),
            Part(393209, "Avatar 5", "", None, None, None, None),
        ),
    )
    assert [asked.path for asked in server.asked] == ["/3/collection/87096"]


def test_a_part_that_is_called_as_shows_are_has_its_title(opened: Opening) -> None:
    called = {"id": 11, "name": "Star Wars", "original_name": "Star Wars", "media_type": "movie"}
    (found,) = opened(collection(called))[0].collection(87096).parts
    assert (found.title, found.original_title) == ("Star Wars", "Star Wars")


@pytest.mark.parametrize(
    "reply",
    [
        collection(),
        collection(part(1, media_type="tv")),
        collection(part(1), id=84),
        collection(part(1), name=7),
        collection(part(1), 2),
        collection(part(1), {"title": "Without an id"}),
        collection(part(1, vote_average="7.6")),
        collection(part(1, vote_average=True)),
        collection(part(1, vote_average=76)),
        collection(part(1, vote_count=-1)),
        collection(part(1, release_date=2009)),
        collection(part(1, media_type=1)),
        as_json({"id": 87096, "name": "Avatar Collection", "parts": None}),
        as_json([]),
    ],
    ids=lambda reply: reply.body[-90:].decode(),
)
def test_a_collection_of_which_anything_is_wrong_is_none(opened: Opening, reply: Reply) -> None:
    with pytest.raises(Unavailable, match="collection 87096"):
        opened(reply)[0].collection(87096)


def test_an_imdb_id_leads_to_its_film_and_to_nothing_of_another_kind(opened: Opening) -> None:
    both = as_json({"movie_results": [hit(603), hit(603)], "tv_results": [{"id": 9}], "person_results": []})
    catalogue, server = opened(both)
    assert catalogue.find_film_by_imdb("tt0133093") == (603,)
    assert (server.asked[0].path, server.asked[0].query["external_source"]) == ("/3/find/tt0133093", "imdb_id")
    assert catalogue.find_by_imdb("tt0133093") == (9,)


def test_what_is_no_imdb_id_belongs_to_no_film_and_asks_nobody(opened: Opening) -> None:
    catalogue, server = opened(as_json({"movie_results": [hit(603)]}))
    assert catalogue.find_film_by_imdb("nm0000206") == ()
    assert server.asked == []


@pytest.mark.parametrize(
    "ask", [lambda films: films.find_film_by_imdb("tt0133093"), lambda films: films.search_films("Crash", 2004)]
)
@pytest.mark.parametrize("reply", [as_json({}), as_json({"tv_results": []}), as_json([]), as_json({"results": [7]})])
def test_an_answer_without_results_is_a_failure_and_not_an_empty_find(
    opened: Opening, ask: Callable[[object], object], reply: Reply
) -> None:
    with pytest.raises(Unavailable):
        ask(opened(reply)[0])


def test_a_search_gives_films_as_tmdb_ranks_them(opened: Opening) -> None:
    catalogue, server = opened(page(hit(1640), hit(884, original_title="Karambolage", release_date="", popularity=3)))
    assert catalogue.search_films("Crash & more", 2009) == (
        Candidate(1640, "Crash", "Crash", 2009, 12.5),
        Candidate(884, "Crash", "Karambolage", None, 3.0),
    )
    assert (server.asked[0].path, server.asked[0].query["query"]) == ("/3/search/movie", "Crash & more")
    assert len(server.asked) == 1


def test_a_namesake_of_about_the_same_year_does_not_hide_on_a_later_page(opened: Opening) -> None:
    years = {"2003": [hit(1)], "2004": [hit(2), hit(3)], "2005": [hit(4)]}

    def answer(asked: Asked) -> Reply:
        year = asked.query.get("primary_release_year")
        return page(*years[year]) if year else page(hit(3), hit(50), pages=4)

    catalogue, server = opened(answer)
    assert [candidate.tmdb_id for candidate in catalogue.search_films("Crash", 2004)] == [3, 50, 2, 1, 4]
    assert len(server.asked) == 4
