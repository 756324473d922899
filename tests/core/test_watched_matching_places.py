"""Libraries that are not meant are told of no more, and count: what is called alike there makes nothing certain."""

from parity.core.watched_matching import pair_up
from tests.core.watched_videos import as_it_is, lonely, plex, sage

HERE, THERE = "attic/1", "attic/2"


def test_a_name_that_a_library_has_which_is_not_meant_is_no_name_of_one() -> None:
    held = [plex("1", "/films/Skyfall.mkv", place=HERE), plex("2", "/films-4k/Skyfall.mkv", place=THERE)]
    other = [sage("7", "/mnt/Skyfall.mkv")]
    for places in (None, {HERE}, {THERE}, {HERE, THERE}):
        assert pair_up(held, other, as_it_is, places).pairs == ()
    assert lonely(pair_up(held, other, as_it_is, {HERE})) == [("1", "ambiguous", ("/mnt/Skyfall.mkv",))]


def test_one_file_of_two_libraries_is_that_of_the_one_that_is_meant() -> None:
    held = [plex("1", "/films/Heat.mkv", place=HERE), plex("2", "/films/Heat.mkv", place=THERE)]
    other = [sage("7", "/films/Heat.mkv")]
    assert pair_up(held, other, as_it_is).pairs == ()
    [pair] = pair_up(held, other, as_it_is, {THERE}).pairs
    assert [video.key for video in pair.plex] == ["2"]


def test_what_lies_in_another_library_by_its_path_is_nothing_of_this_one_by_its_name() -> None:
    held = [plex("1", "/old/Heat.mkv", place=HERE), plex("2", "/films/Heat.mkv", place=THERE)]
    found = pair_up(held, [sage("7", "/films/Heat.mkv")], as_it_is, {HERE})
    assert (found.pairs, found.not_in_plex) == ((), 0)


def test_what_plex_does_not_have_is_counted_over_all_its_libraries() -> None:
    held = [plex("1", "/a/One.mkv", place=HERE), plex("2", "/b/Two.mkv", place=THERE)]
    other = [sage("7", "/x/One.mkv"), sage("8", "/x/Two.mkv"), sage("9", "/x/Three.mkv")]
    found = pair_up(held, other, as_it_is, {HERE})
    assert ([pair.plex[0].key for pair in found.pairs], found.not_in_plex) == (["1"], 1)
    assert found.alone == ()


def test_an_id_that_a_library_has_which_is_not_meant_is_no_id_of_one() -> None:
    ids = frozenset({"imdb:tt0113277"})
    held = [plex("1", "/a/Heat.mkv", place=HERE, ids=ids), plex("2", "/b/Heat 4K.mkv", place=THERE, ids=ids)]
    other = [sage("7", "/x/video.mpg", ids=ids)]
    assert pair_up(held, other, as_it_is, {HERE}).pairs == ()
    assert len(pair_up(held[:1], other, as_it_is, {HERE}).pairs) == 1
