"""Which episode an item is when its number alone does not say (RULES R3): by id, title, date, file name, length."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from parity.core.catalogue import ProviderEpisode
from parity.core.ids import ExternalIds
from parity.core.library import PlexEpisode
from parity.core.numbering import Number
from parity.core.placed import Placed
from parity.core.placing import place
from parity.core.shelf import Shelf
from parity.core.titles import telling
from tests.core.builders import day, item, listed

TITLES = ("Dawn", "Noon", "Dusk", "Night")
SEASON = [listed(1, n, day(-90 + 7 * n), TITLES[n - 1]) for n in (1, 2, 3, 4)]


def placed(items: Sequence[PlexEpisode], expected: Sequence[ProviderEpisode] = SEASON) -> Placed:
    """What became of them, the same in whichever order Plex lists them."""
    done = place(items, Shelf("tmdb", expected))
    assert {n: i.rating_key for n, i in place(items[::-1], Shelf("tmdb", expected)).holders.items()} == {
        n: i.rating_key for n, i in done.holders.items()
    }
    return done


def told(done: Placed) -> set[tuple[str, Number | None, str]]:
    return {(p.title, p.number, p.how) for p in done.placements}


def held(done: Placed) -> set[tuple[int, int]]:
    return set(done.holders)


def whole(*numbers: int, dated: bool = False) -> list[PlexEpisode]:
    """Items that are what they say."""
    return [item(1, n, title=TITLES[n - 1], aired=SEASON[n - 1].air_date if dated else None) for n in numbers]


def counting(numbers: Sequence[int], aired: Sequence[date], first: int = 1) -> list[ProviderEpisode]:
    return [listed(1, n, on, f"Episode {at}") for at, (n, on) in enumerate(zip(numbers, aired, strict=True), first)]


def test_an_id_outranks_the_number_and_the_title() -> None:
    done = placed([item(1, 1, title="Dawn", tmdb=[SEASON[2].episode_id])])
    assert told(done) == {("Dawn", Number(1, 3), "id")}
    assert held(done) == {(1, 3)}


def test_an_item_that_is_once_more_what_is_held_by_id_takes_no_number() -> None:
    twice = [item(1, 4, title="Dawn", tmdb=[SEASON[0].episode_id], key=key) for key in "ab"]
    done = placed(twice)
    assert held(done) == {(1, 1)}
    assert done.doubtful == []


def test_of_two_items_of_one_number_the_lower_key_holds_it() -> None:
    done = placed([item(1, 1, title="Dawn", key="b"), item(1, 1, title="Dawn", key="a")])
    assert done.holders[Number(1, 1)].rating_key == "a"
    assert (done.placements, done.items) == ([], 2)


def test_a_title_that_nobody_holds_outranks_the_number() -> None:
    done = placed([item(1, 2, title="Dusk"), item(1, 3, title="Noon")])
    assert told(done) == {("Dusk", Number(1, 3), "title"), ("Noon", Number(1, 2), "title")}


def test_a_date_that_speaks_for_the_number_outranks_the_title() -> None:
    assert held(placed([item(1, 2, title="Dusk", aired=SEASON[1].air_date)])) == {(1, 2)}
    assert held(placed([item(1, 2, title="Dusk", aired=day(-90 + 15))])) == {(1, 2)}, "a day beside it"
    assert held(placed([item(1, 2, title="Dusk", aired=day(-90 + 16))])) == {(1, 3)}, "two days beside it"
    assert held(placed([item(1, 2, title="Dusk", aired=SEASON[2].air_date)])) == {(1, 3)}


def test_where_two_share_a_date_it_does_not_speak_against_the_title() -> None:
    same_day = [listed(1, 1, day(-9), "Dawn"), listed(1, 2, day(-8), "Noon")]
    assert held(placed([item(1, 1, title="Noon", aired=day(-9))], same_day)) == {(1, 2)}


def test_an_item_of_a_title_that_is_held_already_is_a_double_and_takes_no_number() -> None:
    doubles = [item(1, 3, title="Night", key=key) for key in "ab"]
    done = placed([*doubles, item(None, None, title="Dusk")])
    assert held(done) == {(1, 4), (1, 3)}
    assert done.holders[Number(1, 3)].title == "Dusk"


def test_an_unknown_title_leaves_the_item_its_number() -> None:
    done = placed([item(1, 2, title="Midi")])
    assert (held(done), done.placements, done.strange) == ({(1, 2)}, [], 0)


def test_an_item_unlike_its_number_in_title_and_date_is_strange() -> None:
    assert placed([item(1, 2, title="Midi", aired=day(-900))]).strange == 1
    assert placed([item(1, 2, title="Midi", aired=day(-76 - 31))]).strange == 1
    assert placed([item(1, 2, title="Midi", aired=day(-76 - 30))]).strange == 0
    assert placed([item(1, 2, title="Episode 2", aired=day(-900))]).strange == 0


def test_a_season_counted_from_zero_is_placed_by_its_dates_where_titles_only_count() -> None:
    expected = counting((1, 2, 3), (day(-30), day(-29), day(-20)))
    done = placed([item(1, e.number - 1, title=e.title, aired=e.air_date) for e in expected], expected)
    assert held(done) == {(1, 1), (1, 2), (1, 3)}
    assert {(p.was, p.number, p.how) for p in done.placements} == {
        (Number(1, n - 1), Number(1, n), "date") for n in (1, 2, 3)
    }


def test_two_of_a_day_are_told_apart_by_how_their_titles_count() -> None:
    expected = counting((1, 2, 3, 4), (day(-30), day(-30), day(-20), day(-20)))
    done = placed([item(1, e.number - 1, title=e.title, aired=e.air_date) for e in expected], expected)
    assert {i.title: n.episode for n, i in done.holders.items()} == {f"Episode {n}": n for n in (1, 2, 3, 4)}


def test_a_title_that_counts_as_its_number_does_is_not_placed_by_date() -> None:
    expected = counting((1, 2), (day(-30), day(-23)))
    done = placed([item(1, 1, title="Episode  1", aired=day(-23))], expected)
    assert (held(done), done.placements) == ({(1, 1)}, [])


def test_a_number_that_nobody_lists_goes_by_title_then_by_date() -> None:
    done = placed([*whole(3, 4, dated=True), item(1, 30, title="dawn!"), item(9, 1, aired=SEASON[1].air_date)])
    assert told(done) == {("dawn!", Number(1, 1), "title"), ("", Number(1, 2), "date")}
    assert done.doubtful == []


def test_a_date_says_nothing_where_the_title_is_another_and_titles_are_in_the_same_language() -> None:
    extra = item(1, 30, title="Making of", aired=SEASON[1].air_date)
    assert held(placed([*whole(3, 4), extra])) == {(1, 3), (1, 4)}
    foreign = [item(1, 3, title="Crépuscule"), item(1, 4, title="Nuit"), replace(extra, title="Midi")]
    assert held(placed(foreign)) == {(1, 2), (1, 3), (1, 4)}


def test_what_nothing_tells_is_doubtful() -> None:
    bare = item(1, 30, title="Episode 30")
    assert placed([*whole(1, 2), bare]).doubtful == [bare]
    assert placed([*whole(1, 2), item(None, None, key="x")]).doubtful == [item(None, None, key="x")]


def test_a_title_that_no_episode_has_tells_that_it_is_none_of_them() -> None:
    assert placed([*whole(1, 2), item(1, 30, title="Making of")]).doubtful == []
    assert placed([item(1, 1, title="Aube"), item(1, 30, title="Autre chose")]).doubtful != []


def test_a_title_that_several_free_episodes_have_tells_nothing() -> None:
    expected = [*SEASON, listed(2, 1, day(-9), "Twins"), listed(2, 2, day(-8), "Twins")]
    both = item(1, 30, title="Twins")
    assert placed([*whole(1, 2), both], expected).doubtful == [both]


def test_a_date_of_no_free_episode_tells_that_it_is_none_of_them() -> None:
    assert placed([*whole(1, 2, dated=True), item(1, 30, aired=day(-1))]).doubtful == []
    expected = [*SEASON, listed(2, 1, day(-9), "East"), listed(2, 2, day(-9), "West")]
    either = item(1, 30, aired=day(-9))
    assert placed([*whole(1, 2, dated=True), either], expected).doubtful == [either]
    assert placed([*whole(1, 2), item(1, 30, aired=day(-1))]).doubtful != [], "nobody else has a date"


def test_an_id_that_is_listed_tells_what_the_item_is() -> None:
    again = item(1, 30, tmdb=[SEASON[0].episode_id])
    assert placed([*whole(1), again]).doubtful == []


def test_a_file_that_names_several_holds_them_where_plex_lists_one() -> None:
    done = placed([replace(whole(2)[0], file="/tv/Show - S01E02-E04 - x.mkv")])
    assert held(done) == {(1, 2), (1, 3), (1, 4)}
    assert {(p.number, p.how, p.was) for p in done.placements} == {
        (Number(1, n), "range", Number(1, 2)) for n in (3, 4)
    }


def test_a_file_whose_name_plex_does_not_number_by_is_not_believed() -> None:
    assert held(placed([replace(whole(1)[0], file="/tv/S01E02-E03.mkv")])) == {(1, 1)}
    assert held(placed([replace(whole(1)[0], file="/tv/S02E01-E03.mkv")])) == {(1, 1)}
    moved = item(1, 1, title="Night", file="/tv/S01E01-E02.mkv")
    assert held(placed([moved])) == {(1, 4)}


def test_a_file_takes_no_number_that_another_item_holds() -> None:
    done = placed([replace(whole(1)[0], file="/tv/S01E01-E02.mkv"), *whole(2)])
    assert done.holders[Number(1, 2)].title == "Noon"
    assert done.placements == []


PARTS = [listed(1, 1, day(-9), "Pilot (1)"), listed(1, 2, day(-2), "Pilot (2)"), listed(1, 3, day(-1), "Later")]


def test_one_long_episode_of_the_title_of_two_halves_holds_both() -> None:
    assert told(placed([item(1, 1, title="Pilot")], PARTS)) == {("Pilot", Number(1, 2), "half")}
    assert told(placed([item(1, 2, title="pilot")], PARTS)) == {("pilot", Number(1, 1), "half")}
    assert held(placed([item(1, 1, title="Pilot, Part One")], PARTS)) == {(1, 1)}
    assert held(placed([item(1, 3, title="Pilot")], PARTS[2:])) == {(1, 3)}


def test_an_item_as_long_as_two_neighbours_of_one_day_holds_both() -> None:
    pair = [replace(listed(1, n, day(-9), title), runtime=40) for n, title in ((1, "Dawn"), (2, "Noon"))]
    long = item(1, 1, title="Dawn")
    assert held(placed([replace(long, minutes=68)], pair)) == {(1, 1), (1, 2)}
    assert held(placed([replace(long, minutes=67)], pair)) == {(1, 1)}
    assert held(placed([replace(long, minutes=None)], pair)) == {(1, 1)}
    assert held(placed([replace(long, minutes=80)], [pair[0], replace(pair[1], runtime=None)])) == {(1, 1)}
    assert held(placed([replace(long, minutes=80)], [pair[0], replace(pair[1], air_date=day(-8))])) == {(1, 1)}
    assert held(placed([replace(long, minutes=80)], [pair[0], replace(pair[1], number=3)])) == {(1, 1)}


def test_a_long_item_beside_a_very_short_episode_is_not_both() -> None:
    pair = [replace(listed(1, 1, day(-9), "Dawn"), runtime=204), replace(listed(1, 2, day(-9), "Noon"), runtime=2)]
    assert held(placed([replace(item(1, 1, title="Dawn"), minutes=204)], pair)) == {(1, 1)}


def test_an_item_holds_two_halves_and_never_a_third() -> None:
    three = [replace(listed(1, n, day(-9), f"Dawn {n}"), runtime=40) for n in (1, 2, 3)]
    assert held(placed([replace(item(1, 2, title="Dawn 2"), minutes=120)], three)) == {(1, 1), (1, 2)}


def test_titles_of_halves_are_believed_before_lengths() -> None:
    days = [replace(e, runtime=40, air_date=day(-9)) for e in (listed(1, 4, title="Before"), *PARTS[:2])]
    expected = [replace(days[0], number=1), replace(days[1], number=2), replace(days[2], number=3)]
    assert held(placed([replace(item(1, 2, title="Pilot"), minutes=80)], expected)) == {(1, 2), (1, 3)}


def test_further_halves_of_one_long_listed_episode_are_explained() -> None:
    expected = [listed(1, 1, day(-9), "Pilot"), listed(1, 2, day(-2), "Noon"), listed(1, 3, day(-1), "Dusk")]
    done = placed([item(1, 1, title="Pilot (1)"), item(1, 2, title="Pilot (2)"), item(1, 3, title="Noon")], expected)
    assert held(done) == {(1, 1), (1, 2)}
    assert told(done) == {("Pilot (2)", Number(1, 1), "half"), ("Noon", Number(1, 2), "title")}


def test_a_further_half_is_one_only_where_the_first_is_there() -> None:
    expected = [listed(1, 1, day(-9), "Pilot"), listed(1, 2, day(-2), "Noon")]
    assert held(placed([item(1, 2, title="Pilot (2)")], expected)) == {(1, 2)}


def test_the_first_part_of_a_film_among_the_specials_leads_the_others_there() -> None:
    film, two = listed(0, 1, day(-9), "Big Score"), [listed(1, n, day(-99), f"Noon of {n}") for n in (1, 2)]
    parts = [item(1, 1, title="Big Score (2)", key="a"), item(1, 2, title="Big Score (1)", key="b")]
    assert held(placed(parts, [film, *two])) == {(0, 1)}
    assert held(placed(parts[:1], [film, *two])) == {(1, 1)}, "the second alone"
    dated = [replace(part, air_date=day(-99)) for part in parts]
    assert held(placed(dated, [film, *two])) == {(1, 1), (1, 2)}, "of the day of its number"
    there = item(0, 1, title="Else", key="c")
    assert held(placed([*parts, there], [film, *two])) == {(0, 1), (1, 1), (1, 2)}, "another has that number"


def test_a_date_of_its_own_places_what_counts_otherwise_where_it_is_far_from_that_of_the_number() -> None:
    expected = counting((1, 2, 3, 4), (day(-40), day(-30), day(-29), day(-29)))
    assert held(placed([item(1, 1, title="Episode 9", aired=day(-30))], expected)) == {(1, 2)}
    assert held(placed([item(1, 2, title="Episode 9", aired=day(-29))], expected)) == {(1, 2)}, "two of that day"
    assert held(placed([item(1, 3, title="Episode 9", aired=day(-30))], expected)) == {(1, 3)}, "a day apart"
    assert held(placed([item(1, 1, title="Episode 9", aired=day(-9))], expected)) == {(1, 1)}, "nobody's day"
    assert held(placed([item(1, 1, title="Something", aired=day(-30))], expected)) == {(1, 1)}, "a title of its own"


def test_the_whole_of_two_halves_is_no_double_of_another_episode_of_that_title() -> None:
    expected = [listed(1, 1, day(-90), "Pilot"), listed(2, 1, day(-9), "Pilot (1)"), listed(2, 2, day(-2), "Pilot (2)")]
    assert held(placed([item(1, 1, title="Pilot"), item(2, 1, title="Pilot")], expected)) == {(1, 1), (2, 1), (2, 2)}


def test_a_double_by_title_keeps_its_number_where_its_date_speaks_for_that() -> None:
    again = [item(1, 1, title="Dawn"), item(1, 3, title="Dawn", aired=SEASON[2].air_date)]
    assert held(placed(again)) == {(1, 1), (1, 3)}


def test_two_items_of_a_special_numbered_zero_are_one() -> None:
    done = placed([item(0, 0, title="Zero", key=key) for key in "ab"], [listed(0, 0, title="Zero")])
    assert held(done) == {(0, 0)}


def test_a_bare_number_is_a_title_from_three_digits_on() -> None:
    assert [telling(title) for title in ("24", "316", "1969", "Episode 316", "第5集")] == ["", "316", "1969", "", ""]


def test_ids_of_thetvdb_tell_in_an_order_of_thetvdb_and_those_of_tmdb_do_not() -> None:
    swapped = replace(item(1, 1, title="Dawn"), ids=ExternalIds(tmdb=(SEASON[3].episode_id,), tvdb=(100,)))
    expected = [replace(e, episode_id=99 + at) for at, e in enumerate(SEASON)]
    assert set(place([swapped], Shelf("tvdb", expected)).holders) == {(1, 2)}
    assert set(place([swapped], Shelf("tmdb", SEASON)).holders) == {(1, 4)}


def test_every_file_that_names_several_is_read() -> None:
    expected = [listed(s, n, title=f"Story {s} of {n}") for s in (1, 2, 3) for n in (1, 2)]
    files = [item(s, 1, file=f"/tv/S0{s}E01-E02.mkv") for s in (1, 2, 3)]
    bare = item(1, 9, key="0")
    assert held(placed([bare, *files], expected)) == {(e.season, e.number) for e in expected}


def test_a_title_of_signs_alone_is_a_title() -> None:
    listed_as = [listed(3, 5, day(-9), "○△□"), listed(3, 6, day(-9), "222")]
    shelf = Shelf("tmdb", listed_as)
    made = place([item(None, None, title="○△□", aired=day(-9)), item(3, 6, title="222", aired=day(-9))], shelf)
    assert set(made.holders) == {Number(3, 5), Number(3, 6)}
    assert telling("○ △ □") == "○△□"
