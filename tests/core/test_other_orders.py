"""Copies of one show in several orders, told in the order of the first (RULES R2)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from parity.core.catalogue import ProviderEpisode
from parity.core.gaps import Taste, judge
from parity.core.holdings import Copy, Holdings, holdings, primary_of
from parity.core.ids import ExternalIds
from parity.core.numbering import Number
from parity.core.ordering import AIRED, OFFICIAL, Order
from parity.core.placed import Placement
from tests.core.builders import NETFLIX, SHOW, copy, day, decide, item, listed, ruled

DVD = Order("tvdb", "dvd")
NAMES = ("Dawn", "Noon", "Dusk")
OF_TMDB = [listed(1, n, day(-90 + 7 * n), NAMES[n - 1], 10 + n) for n in (1, 2, 3)]
OF_TVDB = [replace(e, season=5, episode_id=900 + e.number) for e in OF_TMDB]
ON_DISC = [replace(e, season=7, number=4 - e.number) for e in OF_TVDB]


def told(
    other: Copy, sources: Mapping[str, Sequence[ProviderEpisode]] | None = None, primary: Order = AIRED
) -> Holdings:
    return holdings([copy([], primary, "0"), other], sources or BOTH, primary)


BOTH = {"tmdb:aired": OF_TMDB, "tvdb:official": OF_TVDB, "tvdb:dvd": ON_DISC}


def owned(*numbers: int, season: int = 1) -> frozenset[Number]:
    return frozenset(Number(season, n) for n in numbers)


def test_within_one_provider_ids_lead_from_one_order_to_the_other() -> None:
    discs = copy([item(7, 1), item(7, 3)], DVD)
    assert told(discs, primary=OFFICIAL).owned == owned(3, 1, season=5)


def test_an_episode_of_one_order_alone_is_no_gap_and_fills_none() -> None:
    sources = {"tvdb:official": OF_TVDB[:2], "tvdb:dvd": ON_DISC}
    result = told(copy([item(7, 1), item(7, 2)], DVD), sources, OFFICIAL)
    assert (result.owned, result.doubtful, result.items) == (owned(2, season=5), (), 2)


def test_between_providers_titles_lead() -> None:
    result = told(copy([item(5, 1), item(5, 3)], OFFICIAL))
    assert (result.owned, result.doubtful) == (owned(1, 3), ())


def test_an_item_that_carries_the_other_providers_id_needs_no_title() -> None:
    untitled = [replace(e, title="") for e in OF_TVDB]
    carrying = replace(item(5, 1), ids=ExternalIds(tmdb=(13,), tvdb=(901,)))
    assert told(copy([carrying], OFFICIAL), {**BOTH, "tvdb:official": untitled}).owned == owned(3)


def test_without_a_title_in_common_the_date_leads_where_it_is_alone() -> None:
    foreign = [replace(e, title=f"Autre {e.number}") for e in OF_TVDB]
    assert told(copy([item(5, 2)], OFFICIAL), {**BOTH, "tvdb:official": foreign}).owned == owned(2)
    twice = [*foreign, replace(foreign[1], number=9, episode_id=990)]
    assert told(copy([item(5, 2)], OFFICIAL), {**BOTH, "tvdb:official": twice}).owned == frozenset()
    at_home = [*OF_TMDB, replace(OF_TMDB[1], number=9, episode_id=99, title="Also")]
    assert told(copy([item(5, 2)], OFFICIAL), {"tmdb:aired": at_home, "tvdb:official": foreign}).owned == frozenset()
    undated = [replace(e, air_date=None) for e in foreign]
    assert told(copy([item(5, 2)], OFFICIAL), {**BOTH, "tvdb:official": undated}).owned == frozenset()


def test_of_two_of_one_title_the_one_of_about_that_day_is_meant() -> None:
    twins = [replace(OF_TMDB[0], title="Twins"), replace(OF_TMDB[1], title="Twins"), OF_TMDB[2]]
    for apart, found in ((0, owned(2)), (2, owned(2)), (-2, owned(2)), (3, frozenset())):
        there = [replace(OF_TVDB[1], title="Twins", air_date=day(-76 + apart)), OF_TVDB[2]]
        assert told(copy([item(5, 2)], OFFICIAL), {"tmdb:aired": twins, "tvdb:official": there}).owned == found, apart


def test_an_episode_whose_title_several_have_is_not_looked_for_by_its_date() -> None:
    twins = [replace(OF_TMDB[0], title="Twins"), replace(OF_TMDB[1], title="Twins"), OF_TMDB[2]]
    there = [replace(OF_TVDB[1], title="Twins", air_date=OF_TMDB[2].air_date)]
    assert told(copy([item(5, 2)], OFFICIAL), {"tmdb:aired": twins, "tvdb:official": there}).owned == frozenset()


def test_one_title_at_home_is_meant_whatever_its_date() -> None:
    late = [replace(OF_TVDB[0], air_date=day(-1)), *OF_TVDB[1:]]
    assert told(copy([item(5, 1)], OFFICIAL), {**BOTH, "tvdb:official": late}).owned == owned(1)


def test_what_has_no_counterpart_is_doubtful_only_where_the_lists_are_hardly_alike() -> None:
    stranger = listed(5, 4, day(-3), "Only there", 904)
    one = item(5, 4)
    alike = {**BOTH, "tvdb:official": [*OF_TVDB, stranger]}
    assert told(copy([one], OFFICIAL), alike).doubtful == ()
    unlike = {**BOTH, "tvdb:official": [OF_TVDB[0], stranger, replace(stranger, number=5, episode_id=905)]}
    assert told(copy([one], OFFICIAL), unlike).doubtful == (one,)
    half = {**BOTH, "tvdb:official": [OF_TVDB[0], stranger]}
    assert told(copy([one], OFFICIAL), half).doubtful == ()


def test_placements_are_told_in_the_numbers_of_home() -> None:
    moved = item(5, 9, title="Dusk", key="a")
    lost = item(5, None, key="b")
    result = told(copy([moved, lost], OFFICIAL))
    assert result.placements == (
        Placement("b", "", None, "unplaced"),
        Placement("a", "Dusk", Number(1, 3), "title", Number(5, 9)),
    )
    assert result.doubtful == (lost,)


def test_what_its_id_leads_home_is_not_doubtful_and_what_nothing_leads_is_left() -> None:
    unlike = [replace(e, title=f"Autre {e.number}", air_date=None) for e in OF_TVDB]
    carrying = replace(item(5, 1), ids=ExternalIds(tmdb=(13,), tvdb=(901,)))
    bare = [item(5, 2), item(5, None, key="b")]
    result = told(copy([carrying, *bare], OFFICIAL), {**BOTH, "tvdb:official": unlike})
    assert (result.owned, set(result.doubtful), result.left) == (owned(3), set(bare), 1)


def test_seventeen_of_nineteen_are_too_few_ids_to_go_by() -> None:
    expected = [listed(1, n) for n in range(1, 21)]
    for carried, refused in ((17, True), (18, False)):
        items = [item(9, n, tmdb=[expected[n].episode_id] if n < carried else []) for n in range(carried + 2)]
        assert (holdings([copy(items, NETFLIX)], {"tmdb:aired": expected}).refusal is not None) is refused


def test_copies_of_two_orders_hold_together_what_either_holds() -> None:
    both = [copy([item(1, 1)]), copy([item(5, 3)], OFFICIAL, "2")]
    assert holdings(both, BOTH).owned == owned(1, 3)
    assert holdings(both, BOTH, OFFICIAL).owned == owned(1, 3, season=5)


def test_an_order_that_was_not_answered_refuses_with_its_own_sentence() -> None:
    made = [copy([item(5, 1)], OFFICIAL)]
    assert holdings(made, {"tmdb:aired": OF_TMDB}).refusal == "numbered by TheTVDB"
    assert holdings(made, {"tmdb:aired": OF_TMDB}, AIRED, {"tvdb:official": "no key"}).refusal == "no key"
    assert holdings([copy([item(1, 1)])], {"tvdb:official": OF_TVDB}, OFFICIAL).refusal is not None


def test_strange_items_count_in_whichever_order() -> None:
    odd = item(5, 1, title="Rien", aired=day(-3000))
    assert told(copy([odd], OFFICIAL)).strange == 1


def test_a_show_is_told_in_the_order_of_its_first_copy() -> None:
    assert primary_of([copy([], OFFICIAL, "2"), copy([], DVD, "1")]) == OFFICIAL
    assert primary_of([copy([], NETFLIX, "1"), copy([], OFFICIAL, "2")]) == AIRED
    assert primary_of([]) == AIRED


def test_the_share_of_what_is_explained_is_cut_to_whole_per_cent() -> None:
    assert Holdings().share == 100
    assert Holdings(items=3, strange=1).share == 66
    assert Holdings(items=8, strange=1, doubtful=(item(1, 1), item(1, 2))).share == 62


def test_what_was_decided_of_an_order_holds_in_that_order_alone() -> None:
    listed_there = listed(1, 1, episode_id=0)
    rules = ruled(
        decide("ignore_episode", [f"tvdb:dvd:{SHOW}:s1e1"]), decide("ignore_season", [f"tvdb:dvd:{SHOW}:s2"], id=2)
    )
    expected = [listed_there, listed(2, 1)]
    assert [r.hidden_by for r in judge(SHOW, expected, (), rules, Taste(), "tvdb:dvd")] == ["ignored", "ignored season"]
    assert [r.hidden_by for r in judge(SHOW, expected, (), rules, Taste())] == [None, None]
