"""What a person decides about a title of the two lists holds for the next run, and can be undone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from parity.actions.decide import NoSuchThing, Refused
from parity.actions.ports import House
from parity.actions.undo import undo
from parity.actions.watch_decisions import leave_alone, match
from parity.core.watch_groups import Ruled
from parity.store import decisions, watch_ruled
from parity.store.watchlist_view import unresolved
from tests.web.houses import house_in
from tests.web.watching import guid, household


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house with a made-up pair of lists."""
    made = house_in(tmp_path)
    with made.database.writing() as connection:
        household(connection)
    yield made
    made.database.close()


def ruled(house: House) -> Ruled:
    """What the next run goes by."""
    with house.database.reading() as connection:
        return watch_ruled.read(connection).ruled


def labels(house: House) -> list[str]:
    """What stands decided."""
    with house.database.reading() as connection:
        return [row.label for row in decisions.standing(connection)]


def untold(house: House) -> list[str]:
    """Titles that nothing can be done about."""
    with house.database.reading() as connection:
        return [each.title for each in unresolved(connection)]


def test_a_title_is_left_alone_by_its_row_and_by_every_id(house: House) -> None:
    made = leave_alone(house, "simkl", "7")
    assert ruled(house).apart == {"simkl:7", "movie/imdb:tt0119177"}
    assert labels(house) == ["Gattaca (1999) is left alone by the watchlist"]
    assert untold(house) == ["Éternelle"]
    assert undo(house, made)
    assert ruled(house).apart == frozenset()


def test_to_leave_it_alone_twice_is_one_decision(house: House) -> None:
    leave_alone(house, "plex", guid(4))
    leave_alone(house, "plex", guid(4))
    assert labels(house) == ["Dune (1999) is left alone by the watchlist"]


def test_a_row_is_the_title_of_the_other_side_that_was_named(house: House) -> None:
    made = match(house, "plex", guid(5, "show"), "99")
    assert ruled(house).matches == {f"plex:{guid(5, 'show')}": "simkl:99"}
    assert labels(house) == ["Éternelle on Plex is 99 on SIMKL"]
    assert untold(house) == ["Gattaca"]
    assert undo(house, made)
    assert ruled(house).matches == {}


def test_a_newer_match_takes_the_place_of_the_one_before(house: House) -> None:
    match(house, "simkl", "7", guid(98))
    match(house, "simkl", "7", guid(4))
    assert ruled(house).matches == {"simkl:7": f"plex:{guid(4)}"}
    assert labels(house) == ["Gattaca (1999) on SIMKL is Dune (1999) on Plex"]


@pytest.mark.parametrize("key", ["", "x", "-1", "1" * 13, "plex://movie/1", "٣"])
def test_what_cannot_be_simkls_number_is_refused(house: House, key: str) -> None:
    with pytest.raises(Refused):
        match(house, "plex", guid(4), key)


@pytest.mark.parametrize("key", ["", "7", "plex://episode/1", "plex://movie/../x", "local://1"])
def test_what_cannot_be_a_guid_of_plex_is_refused(house: House, key: str) -> None:
    with pytest.raises(Refused):
        match(house, "simkl", "7", key)


def test_a_row_that_is_gone_is_told(house: House) -> None:
    with pytest.raises(NoSuchThing):
        leave_alone(house, "simkl", "404")
    with pytest.raises(NoSuchThing):
        match(house, "plex", guid(404), "7")
