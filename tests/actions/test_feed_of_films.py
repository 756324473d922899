"""The list for Radarr over real scans: it empties when the gap closes, and stays while something outside fails."""

from collections.abc import Callable

import pytest

from parity.actions import decide_film, keys
from tests.actions.cinema import Cinema
from tests.web.houses import client_of

SAGA = {"One": "2001-05-01", "Two": "2003-05-01", "Three": "2005-05-01", "Next": "2027-05-01"}


@pytest.fixture
def listed(cinema: Cinema) -> Callable[[], list[str]]:
    """The titles that Radarr is told, where One of the saga is there and a scan is over."""
    cinema.show("Saga", SAGA)
    cinema.own("One")
    cinema.home.scan()
    path = f"/feeds/{keys.make(cinema.home.house, 'feed', 'movies', 'Radarr')}/movies.json"

    def ask() -> list[str]:
        answer = client_of(cinema.home.house).get(path)
        assert answer.status_code == 200
        return [film["title"] for film in answer.json or []]

    return ask


def test_the_list_empties_when_the_gap_closes(cinema: Cinema, listed: Callable[[], list[str]]) -> None:
    assert listed() == ["Two", "Three"]
    decision = decide_film.ignore_film(cinema.home.house, cinema.ids["Three"])
    assert (decision, listed()) == (1, ["Two"])
    cinema.own("Two")
    cinema.home.scan("incremental")
    assert listed() == []


def test_the_list_stays_while_something_outside_fails(cinema: Cinema, listed: Callable[[], list[str]]) -> None:
    home, films = cinema.home, cinema.home.library("Films", type="movie", agent="tv.plex.agents.movie")
    home.plex.take_offline(films)
    assert home.scan().state != "done", "the brake holds the library"
    assert listed() == ["Two", "Three"]
    home.plex.bring_back(films)
    home.tmdb_fails("status", "/")
    assert home.scan().state != "done"
    assert listed() == ["Two", "Three"]
    home.mend()
    home.plex_fails("status")
    assert home.scan().state != "done"
    assert listed() == ["Two", "Three"]
