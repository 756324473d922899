"""What people complained of in Radarr's collections, as far as something was told wrongly: here it is not."""

from parity.actions import decide_film
from parity.actions.preferences import save
from parity.store import collections_view, films
from parity.store.collections_view import CollectionFilter
from tests.actions.cinema import SAGA, Cinema, begun, film_of_none


def test_radarr_9966_what_is_excluded_does_not_count(cinema: Cinema) -> None:
    begun(cinema, "One")
    decide_film.ignore_film(cinema.home.house, cinema.ids["Two"])
    (found,) = cinema.everything()
    assert (found.owned, found.released, found.ignored, found.parts) == (1, 2, 1, 3)
    assert found.owned + len([film for film in found.missing if not film.ignored]) == found.released
    decide_film.ignore_film(cinema.home.house, cinema.ids["Three"])
    (found,) = cinema.everything()
    assert (found.owned, found.released, found.state) == (1, 1, "complete")


def test_radarr_7396_a_collection_of_which_nothing_is_there_is_not_shown(cinema: Cinema) -> None:
    cinema.show("Unbegun", {"Elsewhere": "2001-01-01"})
    begun(cinema, "One")
    assert cinema.said().keys() == {"Saga"}
    for key in list(cinema.home.plex.movies):
        cinema.home.plex.trash_movie(key)
    cinema.own(film_of_none(cinema))
    cinema.home.scan("incremental")
    assert cinema.said() == {}


def test_radarr_7982_8664_one_film_or_collection_unknown_to_tmdb_stops_nothing(cinema: Cinema) -> None:
    cinema.show("Saga", SAGA)
    cinema.show("Series", {"Alpha": "2001-01-01", "Beta": "2002-01-01"})
    cinema.show("Third", {"Left": "2001-01-01", "Right": "2026-01-01"})
    cinema.own("One", "Alpha", "Left")
    cinema.home.tmdb_fails("status", f"/collection/{cinema.collections['Saga']}$", status=404)
    cinema.home.tmdb_fails("status", f"/movie/{cinema.ids['Alpha']}$", status=404)
    cinema.home.tmdb_fails("status", f"/movie/{cinema.ids['Right']}$", status=404)
    scan = cinema.home.scan()
    assert scan.done == scan.total
    assert "Right" in cinema.missing()


def test_radarr_8596_a_collection_that_tmdb_deleted_goes_with_its_films_word_and_not_before(cinema: Cinema) -> None:
    saga = begun(cinema, "One", "Two")
    cinema.home.tmdb.remove_franchise(saga)
    scan = cinema.home.scan()
    (found,) = cinema.everything()
    assert (scan.state, cinema.missing()) == ("partial", ["Three"])
    assert found.trouble is not None
    for title in SAGA:
        cinema.home.tmdb.set_film(cinema.ids[title], collection=None)
    cinema.home.clock.on(days=2)
    cinema.home.scan("incremental")
    assert cinema.said() == {}
    with cinema.home.house.database.reading() as connection:
        assert sorted(row.title for row in films.every(connection)) == ["One", "Two"]


def test_radarr_8596_gaps_262_shorts_are_left_out_when_they_are_not_wanted(cinema: Cinema) -> None:
    cinema.show("Saga", {**SAGA, "A short": "2026-01-01"})
    cinema.home.tmdb.set_film(cinema.ids["A short"], runtime=2)
    cinema.own("One", "Two", "Three")
    cinema.home.scan()
    assert cinema.missing() == ["A short"]
    save(cinema.home.house, {"movie_shorts": "false"})
    assert cinema.said()["Saga"].state == "complete"


def test_radarr_7338_complete_and_missing_ones_can_be_told_apart(cinema: Cinema) -> None:
    begun(cinema, "One")
    cinema.show("Whole", {"Alpha": "2001-01-01", "To come": "2030-01-01"})
    cinema.own("Alpha")
    cinema.home.scan("incremental")
    with cinema.home.house.database.reading() as connection:
        today = cinema.home.house.today()
        named = {
            state: [line.name for line in collections_view.roster(connection, today, CollectionFilter(state=state))]
            for state in ("missing", "complete")
        }
    assert named == {"missing": ["Saga"], "complete": ["Whole"]}
