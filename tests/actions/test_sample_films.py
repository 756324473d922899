"""A scan of the sample household's films finds the story that its makers promise."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from parity.actions.decide_film import match_film
from parity.core.film_shapes import Film
from parity.demo.film_household import add_films, own_films
from parity.store import collections_view
from parity.store.plex_lists_view import other_plex_lists, plex_lists
from parity.store.schema import films
from tests.actions.household import Clock, Household
from tests.demo.film_story import AHEAD, LACKS

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Household]:
    home = Household(tmp_path_factory.mktemp("sample") / "data", clock=Clock(NOON))
    add_films(home.tmdb, NOON.date())
    own_films(home.plex, home.tmdb)
    assert home.scan().state == "done"
    yield home
    home.close()


def lacking_and_ahead(home: Household) -> tuple[dict[str, set[int]], dict[str, set[int]]]:
    with home.house.database.reading() as connection:
        found = collections_view.collections(connection, NOON.date()).items

    def of(parts: dict[str, tuple[Film, ...]]) -> dict[str, set[int]]:
        return {name: {film.tmdb_id for film in each} for name, each in parts.items() if each}

    named = {each.name.removesuffix(" Collection"): each for each in found}
    return (
        of({name: each.missing for name, each in named.items()}),
        of({name: each.announced for name, each in named.items()}),
    )


def test_exactly_the_promised_films_are_missing_and_announced(sample: Household) -> None:
    assert lacking_and_ahead(sample) == (LACKS, AHEAD)
    with sample.house.database.reading() as connection:
        told = collections_view.numbers(connection, NOON.date())
    counted = (told.collections, told.collections_missing, told.missing, told.announced, told.unmatched)
    assert counted == (21, len(LACKS), sum(map(len, LACKS.values())), sum(map(len, AHEAD.values())), 1)


def test_of_what_is_missing_only_what_came_out_lately_was_asked_for_its_days(sample: Household) -> None:
    asked = {int(each.removeprefix("film ")) for each in sample.tmdb.requests.asked if each.startswith("film ")}
    assert asked & set().union(*LACKS.values(), *AHEAD.values()) == {83533, 969681, 1084242, 1084244}


def test_plexs_own_collections_stand_beside_those_that_their_films_point_to(sample: Household) -> None:
    with sample.house.database.reading() as connection:
        beside = {each: plex_lists(connection, each) for each in (84, 645, 264)}
        alone = other_plex_lists(connection)
    told = {of: [(each.title, each.kind, each.lacks) for each in lists] for of, lists in beside.items()}
    assert told[84] == [("Indy", "manual", ("Indiana Jones and the Last Crusade",))]
    assert [(title, kind, len(lacks)) for title, kind, lacks in told[645]] == [("The Craig years", "smart", 5)]
    assert (told[264], alone) == ([], ("Rainy Sundays",))


def test_a_film_that_is_matched_anew_takes_the_collection_along_that_it_pulled_in(sample: Household) -> None:
    def match(film_id: int, tmdb_id: int | None) -> tuple[dict[str, set[int]], dict[str, set[int]]]:
        match_film(sample.house, film_id, tmdb_id)
        assert sample.scan("incremental").state == "done"
        return lacking_and_ahead(sample)

    def film(tmdb_id: int) -> int:
        with sample.house.database.reading() as connection:
            return int(connection.execute(select(films.c.id).where(films.c.tmdb_id == tmdb_id)).scalar_one())

    lacking, ahead = match(film(109445), 44363)
    assert set(LACKS) - set(lacking) == set(AHEAD) - set(ahead) == {"Frozen"}
    assert match(film(44363), None) == (LACKS, AHEAD)
