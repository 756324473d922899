"""When the rows of a show are not believed, and what might be right instead."""

from dataclasses import replace
from datetime import date

import pytest

from parity.core.catalogue import ProviderEpisode
from parity.core.gaps import Gap
from parity.core.holdings import Copy, Holdings, holdings
from parity.core.library import PlexEpisode
from parity.core.ordering import AIRED, OFFICIAL, counted_through
from parity.core.suspicion import Proposal, Suspicion, absent, better_matches, better_orders, suspicion
from tests.core.builders import TODAY, copy, day, item, judged, listed

AUTUMN = [listed(s, n, day(-400 + 10 * s + n), f"Leaf {s} {n} falls") for s in (1, 2) for n in (1, 2, 3)]
ONE_AWAY = 1_764_000_000
"""24 November 2025, 16:00 UTC, in seconds."""


def seen(expected: list[ProviderEpisode], *items: PlexEpisode) -> tuple[Holdings, tuple[Gap, ...]]:
    found = holdings([copy(items)], {"tmdb:aired": expected})
    return found, judged(expected, found.owned)


def bare(season: int, number: int, added_at: int | None = None) -> PlexEpisode:
    return replace(item(season, number, title=f"Episode {number}"), added_at=added_at)


def strangers(count: int) -> list[PlexEpisode]:
    """Items whose titles and dates have nothing to do with their numbers."""
    return [item(e.season, e.number, title=f"Nothing like {e.number}", aired=day(-3000)) for e in AUTUMN[:count]]


def test_a_show_whose_items_are_what_they_say_is_not_suspect() -> None:
    found, rows = seen(AUTUMN, *(item(e.season, e.number, title=e.title) for e in AUTUMN[:5]))
    assert suspicion(found, rows, TODAY) is None
    assert found.share == 100


def test_items_unlike_their_numbers_make_the_match_suspect_when_they_are_three_and_more_than_half() -> None:
    like = [item(e.season, e.number, title=e.title, aired=e.air_date) for e in AUTUMN]
    found, rows = seen(AUTUMN, *strangers(4), *like[4:])
    assert suspicion(found, rows, TODAY) == Suspicion(
        "match", "4 of 6 episodes in Plex are unlike those of their numbers"
    )
    assert suspicion(found, rows, TODAY, ["match"]) is None
    assert suspicion(found, rows, TODAY, ["order"]) is not None
    assert suspicion(*seen(AUTUMN, *strangers(3), *like[3:]), TODAY) is None, "half"
    assert suspicion(*seen(AUTUMN, *strangers(2)), TODAY) is None, "two"
    assert suspicion(*seen(AUTUMN, *strangers(3)), TODAY) is not None


def test_an_item_that_fits_nowhere_and_could_be_what_is_missing_makes_the_numbers_suspect() -> None:
    found, rows = seen(AUTUMN, *(bare(e.season, e.number) for e in AUTUMN[:5]), bare(2, 4))
    said = "1 episode in Plex fits no number that is listed, and could be among the 1 that seems missing"
    assert suspicion(found, rows, TODAY) == Suspicion("numbers", said)
    found, rows = seen(AUTUMN, *(bare(e.season, e.number) for e in AUTUMN[:4]), bare(2, 4), bare(2, 5))
    said = "2 episodes in Plex fit no number that is listed, and could be among the 2 that seem missing"
    assert suspicion(found, rows, TODAY) == Suspicion("numbers", said)


@pytest.mark.parametrize("decided", ["order", "match"])
def test_what_the_owner_decided_is_not_doubted(decided: str) -> None:
    assert suspicion(*seen(AUTUMN, bare(1, 1), bare(2, 4)), TODAY, [decided]) is None
    assert suspicion(*seen(AUTUMN, bare(1, 1), bare(2, 4)), TODAY, ["policy"]) is not None


def test_where_nothing_is_missing_what_fits_nowhere_does_not_matter() -> None:
    everything = [bare(e.season, e.number) for e in AUTUMN]
    assert suspicion(*seen(AUTUMN, *everything, bare(2, 4)), TODAY) is None
    upcoming = [*AUTUMN, listed(3, 1, day(5), "Soon")]
    assert suspicion(*seen(upcoming, *everything, bare(2, 4)), TODAY) is None


def test_an_item_that_came_before_the_broadcast_is_not_that_episode() -> None:
    expected = [AUTUMN[0], listed(1, 2, day(-362), "Of the 24th"), listed(1, 3, day(-361), "Of the 25th")]
    assert expected[1].air_date == date(2025, 11, 24)
    on_the_day = seen(expected, bare(1, 1), bare(1, 3), bare(1, 9, ONE_AWAY))
    assert suspicion(*on_the_day, TODAY) is not None
    before = seen(expected, bare(1, 1), bare(1, 2), bare(1, 9, ONE_AWAY))
    assert suspicion(*before, TODAY) is None
    assert suspicion(*seen(expected, bare(1, 1), bare(1, 2), bare(1, 9)), TODAY) is not None


THROUGH = counted_through(AUTUMN)


def as_numbered(episodes: tuple[ProviderEpisode, ...], titled: bool = False) -> Copy:
    return copy(item(e.season, e.number, title=e.title if titled else f"Episode {e.number}") for e in episodes)


def test_an_order_that_explains_all_is_proposed_with_what_is_explained_now() -> None:
    made = as_numbered(THROUGH)
    now = holdings([made], {"tmdb:aired": AUTUMN})
    others = {"tmdb:absolute": THROUGH, "tvdb:dvd": AUTUMN[:3]}
    assert better_orders([made], now, 3, others, TODAY) == (Proposal("order", "tmdb:absolute", "", 100, 50),)


def test_an_order_that_opens_more_gaps_or_explains_no_more_is_not_proposed() -> None:
    made = as_numbered(THROUGH)
    now = holdings([made], {"tmdb:aired": AUTUMN})
    longer = [*THROUGH, *(listed(1, n, day(-9)) for n in range(7, 11))]
    assert better_orders([made], now, 3, {"tvdb:dvd": longer}, TODAY) == ()
    assert better_orders([made], now, 4, {"tvdb:dvd": longer}, TODAY) != ()
    undated = [replace(e, air_date=None) if e.number > 9 else e for e in longer]
    assert better_orders([made], now, 3, {"tvdb:dvd": undated}, TODAY) != ()
    extras = [*THROUGH, *(listed(0, n, day(-9)) for n in range(1, 9))]
    assert better_orders([made], now, 0, {"tvdb:dvd": extras}, TODAY) != ()
    fine = holdings([made], {"tmdb:aired": THROUGH})
    assert better_orders([made], fine, 3, {"tmdb:absolute": THROUGH}, TODAY) == ()


def test_a_gap_is_a_regular_episode_that_was_on_before_today() -> None:
    expected = [listed(1, 1, day(-1)), listed(1, 2, TODAY), listed(1, 3, None), listed(0, 1, day(-1))]
    assert absent(holdings([], {"tmdb:aired": expected}), expected, TODAY) == 1


def test_the_order_that_leaves_less_and_opens_fewer_gaps_is_proposed_first() -> None:
    made = as_numbered(THROUGH)
    now = holdings([made], {"tmdb:aired": AUTUMN})
    one_more = [*THROUGH, listed(1, 7, day(-9))]
    others = {"tvdb:alternate": one_more, "tvdb:dvd": THROUGH, "tmdb:absolute": THROUGH}
    proposed = [proposal.value for proposal in better_orders([made], now, 3, others, TODAY)]
    assert proposed == ["tmdb:absolute", "tvdb:dvd", "tvdb:alternate"]


def test_an_order_must_explain_nearly_all() -> None:
    twenty = tuple(listed(1, n, day(-300 + n)) for n in range(1, 21))
    made = as_numbered(twenty)
    now = holdings([made], {"tmdb:aired": twenty[:4]})
    assert [p.share for p in better_orders([made], now, 9, {"tvdb:dvd": twenty[:19]}, TODAY)] == [95]
    assert better_orders([made], now, 9, {"tvdb:dvd": twenty[:18]}, TODAY) == ()


def test_an_order_that_leaves_as_much_unexplained_is_no_better() -> None:
    sixty = tuple(listed(1, n, day(-300 + n)) for n in range(1, 61))
    made = as_numbered(sixty)
    now = holdings([made], {"tmdb:aired": sixty[:57]})
    assert (now.unexplained, now.share) == (3, 95)
    assert better_orders([made], now, 0, {"tvdb:dvd": sixty[:57]}, TODAY) == ()
    assert [p.value for p in better_orders([made], now, 0, {"tvdb:dvd": sixty[:58]}, TODAY)] == ["tvdb:dvd"]


def test_another_show_is_proposed_when_it_explains_far_more() -> None:
    winter = [listed(1, n, day(-900 + n), f"Flake {n} melts", 500 + n) for n in range(1, 7)]
    made = copy(item(1, e.number, title=e.title, aired=e.air_date) for e in winter)
    now = holdings([made], {"tmdb:aired": [replace(e, air_date=day(-9), title=f"No {e.title}") for e in winter]})
    assert now.strange == 6
    candidates = {9: ("Winter", winter), 7: ("Winter again", winter), 5: ("Autumn", AUTUMN)}
    assert better_matches([made], now, candidates) == (
        Proposal("match", "7", "Winter again", 100, 0),
        Proposal("match", "9", "Winter", 100, 0),
    )
    assert better_matches([made], holdings([made], {"tmdb:aired": winter}), candidates) == ()


def test_a_copy_in_another_order_is_tried_in_the_order_of_the_proposal() -> None:
    made = replace(as_numbered(THROUGH), order=OFFICIAL)
    now = holdings([made], {"tvdb:official": AUTUMN}, OFFICIAL)
    assert [p.value for p in better_orders([made], now, 3, {"tmdb:absolute": THROUGH}, TODAY)] == ["tmdb:absolute"]
    assert AIRED.label == "tmdb:aired"


def test_another_show_must_explain_thirty_points_more_and_more_than_half() -> None:
    mine = [listed(1, n, day(-900 + n), f"Flake {n} melts", 500 + n) for n in range(1, 11)]
    made = copy(item(1, e.number, title=e.title, aired=e.air_date) for e in mine)

    def strange(count: int) -> list[ProviderEpisode]:
        return [replace(e, air_date=day(-9), title=f"No {e.title}") if e.number <= count else e for e in mine]

    now = holdings([made], {"tmdb:aired": strange(6)})
    assert now.share == 40
    shares = {count: [p.share for p in better_matches([made], now, {1: ("It", strange(count))})] for count in (0, 3, 4)}
    assert shares == {0: [100], 3: [70], 4: []}
    nothing = holdings([made], {"tmdb:aired": strange(10)})
    assert [p.value for p in better_matches([made], nothing, {8: ("B", strange(4)), 9: ("A", mine)})] == ["9", "8"]
    assert better_matches([made], nothing, {1: ("It", strange(5))}) == (), "half"


@pytest.mark.parametrize("never", [0, -1, 1_764_000_000_000, 1 << 62])
def test_a_time_of_arrival_that_cannot_be_neither_clears_an_item_nor_stops_the_scan(never: int) -> None:
    found, rows = seen(AUTUMN, *(bare(e.season, e.number) for e in AUTUMN[:5]), bare(2, 4, added_at=never))
    assert suspicion(found, rows, TODAY) is not None
