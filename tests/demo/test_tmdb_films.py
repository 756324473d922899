"""Films and collections of the stand-in for TMDB, and what can happen to them."""

import pytest

from parity.core.catalogue import ProviderFilm, Release
from parity.core.failures import NotFound, Unavailable
from parity.demo.faults import Fault
from parity.demo.tmdb_films import Film, Franchise
from parity.demo.tmdb_world import TmdbWorld
from parity.http import Limits
from parity.tmdb import TmdbCatalogue, tmdb_caller
from tests.demo.served import Tmdb
from tests.loopback import FakeTime


class _Forgetful:
    """A cache that keeps nothing."""

    def get_many(self, keys: list[str]) -> dict[str, object]:
        return {}

    def put_many(self, values: object, seconds: int) -> None: ...


def fill(world: TmdbWorld) -> None:
    """Three films of one collection, of which one has no date and one does not say that it belongs to it."""
    world.add_film(
        Film(
            *(85, "Raiders of the Lost Ark", "1981-06-12", 115),
            imdb_id="tt0082971",
            poster_path="/raiders.png",
            collection=84,
            releases=[("DE", 3, "1981-10-29"), ("US", 3, "1981-06-12"), ("DE", 5, "2003-11-06")],
        )
    )
    world.add_film(Film(87, "Indiana Jones and the Temple of Doom", "1984-05-23"))
    world.add_film(Film(335977, "Untitled", None, None, "Planned", collection=84, votes=0, rating=0.0))
    world.add_franchise(Franchise(84, "Indiana Jones Collection", [85, 335977, 87, 999], "/indy.png"))


@pytest.fixture
def films(tmdb: Tmdb) -> Tmdb:
    fill(tmdb.world)
    return tmdb


@pytest.fixture
def catalogue(films: Tmdb) -> TmdbCatalogue:
    limits = Limits(connect=1.0, read=1.0, whole=2.0)
    caller = tmdb_caller(
        f"{films.url}/3", films.world.v3_key, connections=1, bucket=None, limits=limits, interrupt=FakeTime()
    )
    return TmdbCatalogue(caller, _Forgetful())


def test_a_film_carries_the_recorded_fields(films: Tmdb) -> None:
    body = films.json("/movie/85", append_to_response="release_dates,nonsense")
    assert list(body) == [
        *("adult", "backdrop_path", "belongs_to_collection", "budget", "genres", "homepage", "id", "imdb_id"),
        *("origin_country", "original_language", "original_title", "overview", "popularity", "poster_path"),
        *("production_companies", "production_countries", "release_date", "revenue", "runtime", "softcore"),
        *("spoken_languages", "status", "tagline", "title", "video", "vote_average", "vote_count", "release_dates"),
    ]
    assert "release_dates" not in films.json("/movie/85")
    german = next(each for each in body["release_dates"]["results"] if each["iso_3166_1"] == "DE")
    assert [(each["type"], each["release_date"]) for each in german["release_dates"]] == [
        (3, "1981-10-29T00:00:00.000Z"),
        (5, "2003-11-06T00:00:00.000Z"),
    ]


def test_a_collection_carries_the_recorded_fields_and_those_of_its_films_that_there_are(films: Tmdb) -> None:
    body = films.json("/collection/84")
    assert list(body) == [
        *("id", "name", "original_language", "original_name", "overview", "poster_path", "backdrop_path", "parts")
    ]
    assert [(each["id"], each["release_date"], each["vote_count"]) for each in body["parts"]] == [
        (85, "1981-06-12", 1_000),
        (335977, "", 0),
        (87, "1984-05-23", 1_000),
    ]
    assert {each["media_type"] for each in body["parts"]} == {"movie"}


@pytest.mark.parametrize("path", ["/movie/8", "/collection/8"])
def test_what_is_not_there_is_404_code_34(films: Tmdb, path: str) -> None:
    answer = films.get(path)
    assert (answer.status_code, answer.json()["status_code"]) == (404, 34)


def test_films_are_found_by_imdb_id_and_by_words_and_the_year_twenty_a_page(films: Tmdb) -> None:
    found = films.json("/find/tt0082971", external_source="imdb_id")
    assert ([each["id"] for each in found["movie_results"]], found["tv_results"]) == ([85], [])
    assert films.json("/find/tt0082971", external_source="tvdb_id")["movie_results"] == []
    for number in range(25):
        films.world.add_film(Film(1_000 + number, f"Love {number}", f"{2000 + number % 2}-01-01"))
    films.world.add_film(Film(2_000, "Love of another kind", "2001-01-01", adult=True))
    page = films.json("/search/movie", query="love", page=2)
    assert (len(page["results"]), page["total_pages"], page["total_results"]) == (5, 2, 25)
    assert films.json("/search/movie", query="love", primary_release_year=2001)["total_results"] == 12


def test_posters_of_films_and_collections_are_served(films: Tmdb) -> None:
    for name, status in (("raiders.png", 200), ("indy.png", 200), ("nobody.png", 404)):
        assert films.session.get(f"{films.url}/t/p/w342/{name}").status_code == status


def test_films_and_collections_come_change_and_go_by_the_control_route_too(films: Tmdb) -> None:
    def do(name: str, **args: object) -> None:
        answer = films.session.post(f"{films.url}/_world", json={"do": name, "args": args})
        assert answer.status_code == 200, answer.text

    do(
        "add_film",
        film={"id": 89, "title": "The Last Crusade", "releases": [["DE", 3, "1989-09-14"]]},
    )
    do("set_franchise", franchise_id=84, parts=[85, 87, 89])
    do("set_film", film_id=89, collection=84)
    do("remove_film", film_id=87)
    assert [each["id"] for each in films.json("/collection/84")["parts"]] == [85, 89]
    do("remove_franchise", franchise_id=84)
    do("add_franchise", franchise={"id": 85, "name": "Another", "parts": [89]})
    assert films.get("/collection/84").status_code == 404
    assert films.json("/movie/89")["belongs_to_collection"]["id"] == 84
    with pytest.raises(AttributeError):
        films.world.set_film(89, colour="red")


def test_requests_are_counted_by_film_and_by_collection(films: Tmdb) -> None:
    for path in ("/movie/85", "/movie/85", "/collection/84", "/find/tt0082971", "/search/movie?query=x"):
        films.get(path)
    assert dict(films.world.requests.kinds) == {"film_of": 2, "collection_of": 1, "find": 1, "search_films": 1}
    assert dict(films.world.requests.asked) == {"film 85": 2, "collection 84": 1}


def test_a_world_of_films_comes_back_from_its_file(films: Tmdb) -> None:
    back = TmdbWorld.from_json(films.world.to_json())
    assert list(back.films) == [85, 87, 335977]
    assert back.franchises == films.world.franchises
    assert back.to_json() == films.world.to_json()


def test_the_catalogue_reads_what_the_stand_in_says(films: Tmdb, catalogue: TmdbCatalogue) -> None:
    found = catalogue.film(85)
    assert (found.collection_id, found.runtime, found.imdb_id) == (84, 115, "tt0082971")
    assert {(each.region, each.kind) for each in found.releases} == {("DE", 3), ("DE", 5), ("US", 3)}
    assert all(isinstance(each, Release) for each in found.releases)
    assert catalogue.film(87).collection_id is None
    undated = catalogue.film(335977)
    assert (undated.released_on, undated.runtime) == (None, None)
    assert isinstance(undated, ProviderFilm)
    parts = catalogue.collection(84).parts
    assert [(each.tmdb_id, each.rating) for each in parts] == [(85, 7.0), (335977, None), (87, 7.0)]
    assert catalogue.find_film_by_imdb("tt0082971") == (85,)
    assert [each.tmdb_id for each in catalogue.search_films("indiana jones", 1984)] == [87]


@pytest.mark.parametrize("kind", ["html", "garbage", "truncated", "wrong_type", "wrong_string", "closed"])
def test_films_and_collections_suffer_what_any_answer_can(films: Tmdb, catalogue: TmdbCatalogue, kind: str) -> None:
    struck = films.faults.add(Fault(kind))
    for ask in (lambda: catalogue.film(85), lambda: catalogue.collection(84), lambda: catalogue.search_films("a", 1)):
        with pytest.raises(Unavailable):
            ask()
    assert struck.struck >= 3
    films.faults.clear()
    assert catalogue.film(85).tmdb_id == 85
    with pytest.raises(NotFound):
        catalogue.collection(85)
