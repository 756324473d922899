"""Whatever mix of a collection's films is there, exactly the others that are out are missing."""

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from parity.demo.film_household import add_films
from parity.demo.plex_world import PlexWorld
from parity.store import collections_view
from tests.actions.film_mixes import Lacking, furnish, truth
from tests.actions.household import Clock, Household

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def found(home: Household) -> Lacking:
    """What Parity says is missing, by collection."""
    with home.house.database.reading() as connection:
        listed = collections_view.collections(connection, NOON.date()).items
    return {each.collection_id: {film.tmdb_id for film in each.missing} for each in listed if each.missing}


@pytest.mark.parametrize("seed", [1, 2])
def test_exactly_what_is_out_and_not_there_is_missing_whatever_is_there(seed: int, tmp_path: Path) -> None:
    home = Household(tmp_path / "data", clock=Clock(NOON), plex=PlexWorld())
    add_films(home.tmdb, NOON.date())
    owned = furnish(home.plex, home.tmdb, random.Random(seed))
    assert home.scan().state == "done"
    assert found(home) == truth(home.tmdb, owned, NOON.date()) != {}
    home.close()
