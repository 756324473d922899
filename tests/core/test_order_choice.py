"""The orders that can be chosen for a show, and under which of them its decisions are kept."""

import pytest

from parity.core.catalogue import OrderOnOffer
from parity.core.order_choice import all_labels, always_on_offer, kept_under, label_of


def test_with_a_key_the_orders_of_thetvdb_are_offered_behind_those_of_tmdb() -> None:
    of_tmdb, all_of_them = always_on_offer(with_tvdb=False), always_on_offer(with_tvdb=True)
    assert [(label_of(each), each.name) for each in of_tmdb] == [
        ("tmdb:aired", "TMDB, as aired"),
        ("tmdb:absolute", "TMDB, counted through"),
    ]
    assert all_of_them[:2] == of_tmdb
    assert [(label_of(each), each.name) for each in all_of_them[2:]] == [
        ("tvdb:official", "TheTVDB, as aired"),
        ("tvdb:dvd", "TheTVDB, DVD order"),
        ("tvdb:absolute", "TheTVDB, counted through"),
        ("tvdb:alternate", "TheTVDB, alternate order"),
        ("tvdb:regional", "TheTVDB, regional order"),
    ]


def test_one_line_names_all_that_can_be_chosen() -> None:
    assert all_labels() == (
        "tmdb:aired, tmdb:absolute, tvdb:official, tvdb:dvd, tvdb:absolute, tvdb:alternate, tvdb:regional, "
        "tmdb:group:ID"
    )
    assert label_of(OrderOnOffer("tmdb", "group:5ac", "Story order")) == "tmdb:group:5ac"


@pytest.mark.parametrize(
    ("label", "kept"),
    [
        ("tvdb:dvd", (78874, "tvdb:dvd")),
        ("tmdb:absolute", (1437, "tmdb:absolute")),
        ("tmdb:group:5ac", (1437, "tmdb:group:5ac")),
        ("unknown:netflixOrder", (1437, "tmdb:aired")),
    ],
)
def test_decisions_are_kept_under_the_source_of_the_order(label: str, kept: tuple[int, str]) -> None:
    assert kept_under(label, 78874, 1437) == kept
