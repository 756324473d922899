"""Shows, collections and the calendar narrowed to what is on the watchlist, which is the owner's to see alone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from parity.actions.ports import House
from tests.store.builders import add_episode, add_show, day
from tests.web.houses import as_manager, as_owner, as_viewer, client_of, house_in

Become = Callable[[FlaskClient], FlaskClient]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Two shows that are on tomorrow; one of them is wished for."""
    made = house_in(tmp_path)
    with made.database.writing() as connection:
        for title, wished in (("Severance", True), ("The Wire", False)):
            add_episode(connection, add_show(connection, title, on_watchlist=wished), (1, 1), day(1))
    yield made
    made.database.close()


def test_the_owner_narrows_shows_and_calendar(house: House) -> None:
    owner = as_owner(client_of(house, auth="plex"))
    for address in ("/shows?watchlist=only", "/calendar?watchlist=1"):
        page = owner.get(address).text
        assert ("Severance" in page, "The Wire" in page) == (True, False), address
    assert '<option value="only" selected>On my watchlist</option>' in owner.get("/shows?watchlist=only").text
    assert owner.get("/movies?watchlist=only").status_code == 200


@pytest.mark.parametrize("become", [as_viewer, as_manager], ids=["viewer", "manager"])
def test_nobody_else_learns_what_is_on_it(house: House, become: Become) -> None:
    other = become(client_of(house, auth="plex"))
    assert "On my watchlist" not in other.get("/shows").text + other.get("/movies").text
    assert 'id="watchlist"' not in other.get("/calendar").text
    assert "The Wire" in other.get("/calendar?watchlist=1").text
    for address in ("/shows?watchlist=only", "/movies?watchlist=only"):
        assert other.get(address).status_code == 403
