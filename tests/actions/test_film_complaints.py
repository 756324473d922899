"""What people complained of in gaps and GAPS-2, as far as something was told wrongly: here it is not."""

import pytest

from parity.actions import decide_film
from parity.actions.preferences import save
from parity.core.film_lines import wanted_of
from parity.demo.tmdb_films import Franchise
from parity.store import collections_view, missing_films
from parity.store.collections_view import CollectionFilter
from tests.actions.cinema import SAGA, Cinema, Said, begun, film_of_none
from tests.actions.neighbours import Neighbour


def feed(cinema: Cinema) -> list[str]:
    """The titles that other programs are told."""
    with cinema.home.house.database.reading() as connection:
        found = collections_view.missing_films(connection, cinema.home.house.today(), CollectionFilter())
    return sorted(film.title for film in wanted_of(found))


def rebuild(cinema: Cinema, library: str = "Films") -> None:
    """Plex's library is deleted and made anew: all rating keys are others."""
    home = cinema.home
    section = home.plex.find_section(library)
    there = [film.title for film in home.plex.movies.values() if film.section == section]
    home.plex.remove_section(section)
    home.scan("incremental")
    cinema.own(*there, library=library)
    home.scan("incremental")


# -- gaps


def test_gaps_124_262_68_what_is_ignored_stays_so_over_rescans_and_in_a_rebuilt_library(cinema: Cinema) -> None:
    begun(cinema, "One")
    decide_film.ignore_film(cinema.home.house, cinema.ids["Two"], "seen it")
    cinema.home.scan()
    assert cinema.missing() == ["Three"]
    rebuild(cinema)
    assert cinema.missing() == ["Three"]
    cinema.home.scan()
    assert cinema.missing() == ["Three"]


def test_gaps_2_7_an_ignored_collection_stays_so_while_nothing_of_it_is_there(cinema: Cinema) -> None:
    saga = begun(cinema, "One")
    cinema.own(film_of_none(cinema))
    decide_film.ignore_collection(cinema.home.house, saga, "enough")
    one = next(key for key, film in cinema.home.plex.movies.items() if film.title == "One")
    cinema.home.plex.remove_movie(one)
    cinema.home.scan("incremental")
    assert cinema.said() == {}
    cinema.own("Two")
    cinema.home.scan("incremental")
    assert (cinema.said()["Saga"].state, cinema.missing()) == ("ignored", [])


def test_gaps_137_251_168_228_an_owned_film_is_never_shown_missing(cinema: Cinema) -> None:
    cinema.show("Saga", {**SAGA, "Four": "2007-05-01", "Five": "2009-05-01", "Six": "2011-05-01"})
    cinema.home.tmdb.set_film(cinema.ids["Three"], imdb_id="tt0000003")
    cinema.own("One", edition="Extended")
    cinema.own("Two", year=1999)  # Plex thinks of another year
    cinema.own("Three", guids=["imdb://tt0000003"])
    cinema.own("Four", guid=f"com.plexapp.agents.themoviedb://{cinema.ids['Four']}?lang=de", guids=[])
    cinema.own("Cinq", guids=[f"tmdb://{cinema.ids['Five']}"], year=2009)  # a title in another language
    cinema.own("Six", guid="local://6", guids=[], year=2011)
    cinema.home.scan()
    assert cinema.missing() == []
    cinema.home.scan("incremental")
    assert cinema.missing() == []


def test_gaps_137_what_tmdb_cannot_tell_yet_is_owned_by_the_id_that_plex_gave(cinema: Cinema) -> None:
    begun(cinema, "One")
    cinema.own("Two")
    cinema.home.tmdb_fails("status", "/movie/", status=503)
    cinema.home.scan("incremental")
    assert cinema.missing() == ["Three"]


def test_gaps_298_257_300_radarr_8075_what_is_not_out_is_never_called_missing(cinema: Cinema) -> None:
    cinema.show("Saga", {**SAGA, "Today": "2026-06-15", "Tomorrow": "2026-06-16", "Some day": ""})
    cinema.own("One", "Two", "Three")
    cinema.home.scan()
    (found,) = cinema.everything()
    assert ([film.title for film in found.missing], found.released) == (["Today"], 4)
    assert [film.title for film in found.announced] == ["Tomorrow", "Some day"]
    cinema.home.clock.on(days=1)
    assert cinema.missing() == ["Today", "Tomorrow"]


def test_gaps_298_a_film_whose_day_was_withdrawn_is_out_no_more(cinema: Cinema) -> None:
    cinema.show("Saga", {"One": "2001-05-01", "Two": "2026-04-01"})
    cinema.home.tmdb.set_film(cinema.ids["Two"], releases=[("US", 3, "2026-04-01")])
    cinema.own("One")
    cinema.home.scan()
    assert cinema.missing() == ["Two"]
    cinema.home.tmdb.set_film(cinema.ids["Two"], releases=[], release_date="")
    cinema.home.clock.on(days=8)
    cinema.home.scan("incremental")
    assert cinema.said()["Saga"].announced == ("Two",)


def test_gaps_306_and_gaps_2_8_several_libraries_and_servers_make_one_list(cinema: Cinema, barn: Neighbour) -> None:
    cinema.show("Saga", SAGA)
    cinema.own("One")
    cinema.own("Two", library="Children")
    with barn.here():
        cinema.own("Three", guid=f"plex://movie/{'c' * 24}", library="Barn's films")
    cinema.home.scan()
    assert cinema.said() == {"Saga": Said(there=("One", "Two", "Three"))}


def test_gaps_174_172_87_a_new_library_is_noticed_and_one_not_followed_does_not_count(cinema: Cinema) -> None:
    begun(cinema, "One")
    cinema.own("Two", library="New")
    cinema.home.scan("incremental")
    assert cinema.missing() == ["Three"]
    save(cinema.home.house, {"plex_library_name": "Films"})
    cinema.home.scan("incremental")
    assert cinema.missing() == ["Three", "Two"]


def test_gaps_2_36_nothing_is_lost_when_another_library_is_followed_for_a_while(cinema: Cinema) -> None:
    begun(cinema, "One")
    cinema.show("Series", {"Alpha": "2001-01-01", "Beta": "2002-01-01"})
    cinema.own("Alpha", library="Others")
    decide_film.ignore_film(cinema.home.house, cinema.ids["Two"])
    cinema.home.scan()
    before = cinema.said()
    assert before.keys() == {"Saga", "Series"}
    for chosen in ("Others", None):
        save(cinema.home.house, {"plex_library_name": chosen})
        cinema.home.scan("incremental")
        assert ("Saga" in cinema.said()) is (chosen is None)
    assert cinema.said() == before


def test_gaps_191_249_what_is_found_stands_on_the_page_in_the_feed_and_in_the_history(cinema: Cinema) -> None:
    cinema.show("Saga", SAGA)
    cinema.show("Series", {"Alpha": "2001-01-01", "Beta": "2002-01-01", "Gamma": "2026-01-01"})
    cinema.own("One", "Alpha")
    scan = cinema.home.scan()
    assert cinema.missing() == feed(cinema) == ["Beta", "Gamma", "Three", "Two"]
    assert scan.new_missing == 4
    with cinema.home.house.database.writing() as connection:
        again = missing_films.catch_up(connection, cinema.home.house.today(), cinema.home.clock(), None)
    assert (again.opened, again.closed) == (0, 0)


def test_gaps_270_a_film_that_cannot_be_read_stops_no_other(cinema: Cinema) -> None:
    cinema.show("Saga", SAGA)
    cinema.show("Series", {"Alpha": "2001-01-01", "Beta": "2002-01-01"})
    cinema.own("One", "Alpha")
    cinema.home.tmdb_fails("wrong_type", f"/movie/{cinema.ids['One']}$")
    scan = cinema.home.scan()
    assert (scan.state, scan.note) == ("partial", "1 film in trouble")
    assert cinema.missing() == ["Beta"]
    cinema.home.mend()
    cinema.home.clock.on(days=1)
    assert cinema.home.scan("incremental").state == "done"
    assert cinema.missing() == ["Beta", "Three", "Two"]


@pytest.mark.parametrize("closed_by", ["arrival", "ignoring", "leaving"])
def test_gaps_code_the_feed_empties_when_the_last_gap_closes(cinema: Cinema, closed_by: str) -> None:
    begun(cinema, "One", "Two")
    cinema.own(film_of_none(cinema))
    assert feed(cinema) == ["Three"]
    if closed_by == "arrival":
        cinema.own("Three")
    elif closed_by == "ignoring":
        decide_film.ignore_film(cinema.home.house, cinema.ids["Three"])
        assert feed(cinema) == []
    else:
        for key in [key for key, film in cinema.home.plex.movies.items() if film.title in SAGA]:
            cinema.home.plex.remove_movie(key)
    cinema.home.scan("incremental")
    assert feed(cinema) == []


def test_gaps_code_a_part_without_a_day_is_told_and_not_dropped(cinema: Cinema) -> None:
    cinema.show("Saga", {"One": "2001-05-01", "Some day": ""})
    cinema.own("One")
    cinema.home.scan()
    (found,) = cinema.everything()
    assert (found.parts, found.released, [film.title for film in found.announced]) == (2, 1, ["Some day"])


def test_gaps_code_no_film_stands_twice(cinema: Cinema) -> None:
    saga = cinema.show("Saga", SAGA)
    cinema.home.tmdb.set_franchise(saga, parts=[*(cinema.ids[title] for title in SAGA)] * 2)
    parts = [cinema.ids["Two"], cinema.film("Elsewhere", "2008-01-01")]
    cinema.home.tmdb.add_franchise(Franchise(77, "Also with Two", parts))
    cinema.home.tmdb.set_film(cinema.ids["Elsewhere"], collection=77)
    cinema.own("One", "One", "Elsewhere")
    cinema.home.scan()
    assert cinema.missing() == feed(cinema) == ["Three", "Two"]
    assert {each.name: each.parts for each in cinema.everything()} == {"Saga": 3, "Also with Two": 2}
    decide_film.ignore_film(cinema.home.house, cinema.ids["Two"])
    assert cinema.missing() == ["Three"]


# -- GAPS-2


def test_gaps_2_47_a_floor_of_rating_leaves_out_what_is_known_to_be_below_it(cinema: Cinema) -> None:
    cinema.show("Saga", SAGA)
    cinema.home.tmdb.set_film(cinema.ids["Two"], rating=3.0)
    cinema.home.tmdb.set_film(cinema.ids["Three"], rating=0.0, votes=0)
    cinema.own("One")
    cinema.home.scan()
    with cinema.home.house.database.reading() as connection:
        wanted = CollectionFilter(rating=6.0)
        found = collections_view.missing_films(connection, cinema.home.house.today(), wanted)
    assert [film.title for film in found] == ["Three"]
