"""When two sources can be compared at all, why an episode stands in one of them alone, and when that is news."""

from dataclasses import replace
from datetime import timedelta

from parity.core.catalogue import ProviderEpisode
from parity.core.difference import Difference, differences
from tests.core.builders import TODAY, day, listed
from tests.core.differing import again, between, lists, one_of, titled

TREES = titled(1, "Ash", "Birch", "Cedar", "Elm", "Fir")


def strangers(count: int) -> list[ProviderEpisode]:
    return [listed(1, 5 - n, day(-900 + n), f"Stone {n}") for n in range(count)]


def test_two_lists_are_compared_when_half_of_the_shorter_belongs_together() -> None:
    assert len(between(TREES[:4], [*(again(e, 1, e.number) for e in TREES[:2]), *strangers(2)])) == 4
    assert between(TREES, [*(again(e, 1, e.number) for e in TREES[:2]), *strangers(3)]) == []


def test_specials_that_both_list_do_not_make_two_shows_one() -> None:
    extras = titled(0, "Gala", "Reunion", "Bloopers", "Making of")
    assert between([*TREES[:4], *extras], [*strangers(4), *(again(e, 0, e.number) for e in extras)]) == []


def test_what_is_a_special_to_one_and_an_episode_to_the_other_makes_them_one() -> None:
    extras = titled(0, "Gala", "Reunion", "Bloopers", "Making of")
    one, other = [*strangers(2), *extras], [again(e, 1, e.number) for e in extras]
    assert "tmdb S00E01 listed in a season there" in between(one, other)
    assert "tvdb S00E01 listed in a season there" in between(other, one)


def test_of_two_of_one_title_the_second_is_listed_by_one_alone_and_is_no_segment() -> None:
    twice = replace(TREES[1], number=9, episode_id=9, air_date=day(-99))
    assert between([*TREES, twice], [again(e, 1, e.number) for e in TREES]) == ["tmdb S01E09 only listed here"]


def test_a_title_of_two_stories_is_split_only_where_one_of_them_is_listed() -> None:
    two = listed(1, 6, day(-99), "Mud / Fishing")
    same = [again(e, 1, e.number) for e in TREES]
    assert between([*TREES, two], same) == ["tmdb S01E06 only listed here"]
    fishing = listed(1, 7, day(-200), "Fishing")
    assert "tmdb S01E06 split into segments there" in between([*TREES, two], [*same, fishing])


def halves(there: int | None, here: int | None) -> list[str]:
    """A first half, and its second that is as long there as both are."""
    first = listed(1, 1, day(-99), "A Girl")
    second = replace(listed(1, 2, day(-99), "Bonzer"), runtime=here)
    rest = titled(1, "Ash", "Birch", first=3)
    both = again(second, 1, 1, runtime=there)
    return between([first, second, *rest], [both, *(again(e, 1, e.number - 1) for e in rest)])


def test_the_first_half_may_be_the_one_that_is_not_listed_there() -> None:
    assert halves(64, 40) == ["tmdb S01E01 one long episode there, two halves here"]
    for there, here in ((63, 40), (None, 40), (64, None)):
        assert halves(there, here) == ["tmdb S01E01 only listed here"]


def kept(*, more: ProviderEpisode | None = None, first: str = "Ash", second: str = "Birch") -> Difference:
    """Of Elm, which only one lists, beside what the other lists up to its day."""
    tvdb = [again(e, 1, e.number) for e in TREES if e.title != "Elm"]
    tvdb[:2] = [replace(tvdb[0], title=first), replace(tvdb[1], title=second)]
    show, other = lists("tmdb", *TREES), lists("tvdb", *tvdb, *([more] if more else []))
    [found] = [d for d in differences(show, other, TODAY) if d.provider == "tmdb"]
    return found


def test_it_is_news_when_the_other_lists_one_more_up_to_the_day_after() -> None:
    elm = TREES[3].air_date
    assert elm is not None
    for off, news in ((-900, True), (1, True), (2, False)):
        one_more = listed(1, 60, elm + timedelta(days=off), "Interlude of another sort")
        assert (kept(more=one_more).signature != kept().signature) is news, off


def test_only_the_last_two_before_it_can_make_news_by_what_they_are() -> None:
    assert kept(first="Ash Wood").signature == kept().signature
    assert kept(second="Birch Wood").signature != kept().signature
    two = [again(e, 1, e.number) for e in TREES[:2]]
    before = one_of(TREES[:3], two)
    assert one_of(TREES[:3], [replace(two[0], title="Ash Wood"), two[1]]).signature != before.signature


def test_what_is_a_special_there_is_news_when_the_other_dates_it_otherwise() -> None:
    same, gala = [again(e, 1, e.number) for e in TREES], listed(0, 1, day(-99), "Gala")

    def of(aired_there: int) -> str:
        there = again(gala, 1, 6, air_date=day(aired_there))
        return differences(lists("tmdb", *TREES, gala), lists("tvdb", *same, there), TODAY)[0].signature

    assert of(-99) == of(-99) != of(-98)
