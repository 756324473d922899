"""Where no file says that two videos are one, ids may: those that nobody else has, and that nothing contradicts."""

import pytest

from parity.core.watched import episode_id, watched_id
from parity.core.watched_matching import pair_up
from tests.core.watched_videos import as_it_is, lonely, matched, plex, sage

IMDB, EPG = watched_id("imdb", "tt1219836"), watched_id("epg", "EP010855880150")
EPISODE = episode_id(83462, 7, 19)


@pytest.mark.parametrize("shared", [IMDB, EPISODE, EPG])
def test_an_id_of_each_kind_pairs_two_whose_files_are_unlike(shared: str) -> None:
    assert matched([plex("1", "/p/a.mkv", ids=[shared])], [sage("7", "/s/b.mpg", ids=[shared])]) == [
        ("1", "7", "ids", "one")
    ]


@pytest.mark.parametrize("shared", ["tmdb:603", "tvdb:5330530", "plex:1"])
def test_other_ids_are_not_looked_at(shared: str) -> None:
    assert matched([plex("1", "/p/a.mkv", ids=[shared])], [sage("7", "/s/b.mpg", ids=[shared])]) == []


def test_an_id_that_two_have_pairs_none_and_says_which_they_may_be() -> None:
    copies = [sage("7", "/s/b.mpg", ids=[EPG]), sage("8", "/s/c.mpg", ids=[EPG])]
    found = pair_up([plex("1", "/p/a.mkv", ids=[EPG])], copies, as_it_is)
    assert lonely(found) == [("1", "ambiguous", ("/s/b.mpg", "/s/c.mpg"))]
    twice = [plex("1", "/p/a.mkv", ids=[IMDB]), plex("2", "/p/b.mkv", ids=[IMDB])]
    assert matched(twice, [sage("7", "/s/c.mpg", ids=[IMDB])]) == []


def test_one_that_is_found_already_makes_an_id_no_less_anothers() -> None:
    held = [plex("1", "/r/a.mpg", ids=[IMDB]), plex("2", "/p/b.mkv", ids=[IMDB])]
    found = pair_up(held, [sage("7", "/r/a.mpg"), sage("8", "/s/c.mpg", ids=[IMDB])], as_it_is)
    assert lonely(found) == [("2", "ambiguous", ("/s/c.mpg",))]


def test_ids_decide_between_two_of_one_name() -> None:
    held = [plex("1", "/a/S01E01.mkv", ids=[IMDB]), plex("2", "/b/S01E01.mkv")]
    other = [sage("7", "/c/S01E01.mkv", ids=[IMDB]), sage("8", "/d/S01E01.mkv")]
    found = pair_up(held, other, as_it_is)
    assert [(pair.plex[0].key, pair.partner[0].key, pair.by) for pair in found.pairs] == [("1", "7", "ids")]
    assert lonely(found) == [("2", "ambiguous", ("/d/S01E01.mkv",))]


def test_ids_of_two_kinds_that_say_otherwise_pair_none() -> None:
    held = [plex("1", "/p/a.mkv", ids=[IMDB, EPISODE])]
    other = [sage("7", "/s/b.mpg", ids=[IMDB, episode_id(83462, 7, 20)])]
    assert lonely(pair_up(held, other, as_it_is)) == [("1", "ambiguous", ("/s/b.mpg",))]


def test_a_surer_id_is_taken_before_another() -> None:
    held = [plex("1", "/p/a.mkv", ids=[IMDB]), plex("2", "/p/b.mkv", ids=[EPG])]
    other = [sage("7", "/s/c.mpg", ids=[IMDB, EPG])]
    assert matched(held, other) == [("1", "7", "ids", "one")]


def test_two_ids_of_one_kind_that_lead_to_two_lead_nowhere() -> None:
    held = [plex("1", "/p/a.mkv", ids=[episode_id(1, 1, 1), episode_id(2, 1, 1)])]
    other = [sage("7", "/s/b.mpg", ids=[episode_id(1, 1, 1)]), sage("8", "/s/c.mpg", ids=[episode_id(2, 1, 1)])]
    assert lonely(pair_up(held, other, as_it_is)) == [("1", "ambiguous", ("/s/b.mpg", "/s/c.mpg"))]


@pytest.mark.parametrize(("minutes", "pairs"), [(22, 1), (44, 1), (45, 0), (11, 1), (10, 0), (None, 1)])
def test_a_recording_may_be_longer_than_a_bought_copy_up_to_twice(minutes: int | None, pairs: int) -> None:
    held = [plex("1", "/p/a.mkv", ids=[IMDB], minutes=22)]
    assert len(matched(held, [sage("7", "/s/b.mpg", ids=[IMDB], minutes=minutes)])) == pairs


def test_a_path_outweighs_an_id() -> None:
    held = [plex("1", "/r/a.mpg", ids=[IMDB]), plex("2", "/r/b.mpg")]
    other = [sage("7", "/r/b.mpg", ids=[IMDB]), sage("8", "/r/a.mpg")]
    assert matched(held, other) == [("1", "8", "path", "one"), ("2", "7", "path", "one")]
