"""Which show an item is, as far as that is known without asking (RULES R15)."""

import pytest

from parity.core.identity import Known, Resolved, asked_for, item_key, known_identity
from parity.core.ids import ExternalIds

FIREFLY = ExternalIds(("tt0303461",), (1437,), (78874,))
TWO = ExternalIds(tmdb=(2, 1437))
NOTHING = ExternalIds()


def known(ids: ExternalIds, decided: int | None = None, before: Resolved | None = None) -> Known | None:
    return known_identity(ids, "Firefly", 2002, decided, before or Resolved())


def test_a_resolution_rests_on_the_ids_and_only_without_any_on_title_and_year() -> None:
    assert asked_for(FIREFLY, "Firefly", 2002) == "imdb:tt0303461 tmdb:1437 tvdb:78874"
    assert asked_for(NOTHING, "Firefly", 2002) == "Firefly|2002"
    assert asked_for(NOTHING, "Firefly", None) == "Firefly|"


def test_the_owner_says_which_show_it_is_before_anybody_else() -> None:
    before = Resolved(7, "tvdb", asked_for(FIREFLY, "Firefly", 2002))
    assert known(FIREFLY, 99, before) == Known(99, "decision")


@pytest.mark.parametrize(("source", "told"), [("tvdb", "tvdb"), (None, "search")])
def test_what_was_found_before_holds_while_plex_gives_the_same_ids(source: str | None, told: str) -> None:
    before = Resolved(7, source, asked_for(FIREFLY, "Firefly", 2002))
    assert known(FIREFLY, None, before) == Known(7, told)
    assert known(TWO, None, before) is None
    assert known(ExternalIds(tmdb=(5,)), None, before) == Known(5, "tmdb")


def test_without_ids_it_holds_while_title_and_year_are_the_same() -> None:
    before = Resolved(7, None, "Firefly|2002")
    assert known(NOTHING, None, before) == Known(7, "search")
    for title, year in (("Firefly Lane", 2002), ("Firefly", 2021), ("Firefly", None)):
        assert known_identity(NOTHING, title, year, None, before) is None


def test_a_search_that_found_nothing_leaves_plex_to_say_it() -> None:
    assert known(FIREFLY, None, Resolved(None, None, asked_for(FIREFLY, "Firefly", 2002))) == Known(1437, "tmdb")


def test_only_a_single_id_of_tmdb_is_an_identity() -> None:
    assert known(FIREFLY) == Known(1437, "tmdb")
    assert known(TWO) is None
    assert known(ExternalIds(imdb=("tt1",), tvdb=(3,))) is None


def test_plex_own_guid_names_a_show_in_every_library_and_another_only_the_item() -> None:
    assert item_key("plex://show/5d9c", "m1", "2", "77") == "plex://show/5d9c"
    assert item_key("local://77", "m1", "2", "77") == "item:m1/2/77"
