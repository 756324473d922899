"""Recordings in several files, files with several episodes, several versions; and what is none of these."""

from parity.core.watched_matching import pair_up
from tests.core.watched_videos import as_it_is, lonely, matched, plex, ruled, sage


def test_all_segments_in_one_video_are_one_and_one() -> None:
    recorded = sage("7", "/r/x-0.mpg", "/r/x-1.mpg")
    assert matched([plex("1", "/r/x-0.mpg", "/r/x-1.mpg")], [recorded]) == [("1", "7", "path", "one")]
    assert matched([plex("1", "/p/x-0.mpg", "/p/x-1.mpg")], [recorded]) == [("1", "7", "name", "one")]


def test_segments_as_videos_of_their_own_are_parts_in_their_order() -> None:
    recorded = sage("7", "/r/x-0.mpg", "/r/x-1.mpg", minutes=60)
    parts = [plex("2", "/r/x-1.mpg", minutes=20), plex("1", "/r/x-0.mpg", minutes=40)]
    assert matched(parts, [recorded]) == [("1 2", "7", "path", "parts")]
    assert matched(parts, [recorded], ruled(("/r", "/elsewhere"))) == [("1 2", "7", "name", "parts")]


def test_some_of_the_segments_are_not_all_of_it() -> None:
    recorded = sage("7", "/r/x-0.mpg", "/r/x-1.mpg", "/r/x-2.mpg", minutes=60)
    first, second = plex("1", "/r/x-0.mpg", minutes=20), plex("2", "/r/x-1.mpg", minutes=20)
    assert matched([first], [recorded]) == [("1", "7", "path", "parts, some")]
    assert matched([first, second], [recorded]) == [("1 2", "7", "path", "parts, some")]
    assert matched([first], [recorded], ruled(("/r", "/elsewhere"))) == [("1", "7", "name", "parts, some")]


def test_parts_that_are_together_longer_than_the_recording_are_not_its_parts() -> None:
    recorded = sage("7", "/r/x-0.mpg", "/r/x-1.mpg", minutes=60)
    parts = [plex("1", "/p/x-0.mpg", minutes=60), plex("2", "/p/x-1.mpg", minutes=60)]
    assert matched(parts, [recorded]) == []


def test_two_episodes_in_one_file_are_parts_by_path_and_by_name() -> None:
    episodes = [plex("11", "/r/S01E01-E02.mkv", minutes=60), plex("12", "/r/S01E01-E02.mkv", minutes=60)]
    assert matched(episodes, [sage("7", "/r/S01E01-E02.mkv", minutes=60)]) == [("11 12", "7", "path", "parts")]
    assert matched(episodes, [sage("7", "/s/S01E01-E02.mkv", minutes=60)]) == [("11 12", "7", "name", "parts")]


def test_parts_that_share_some_segments_are_nothing_that_can_be_told() -> None:
    recorded = sage("7", "/r/x-0.mpg", "/r/x-1.mpg")
    found = pair_up([plex("1", "/r/x-0.mpg"), plex("2", "/r/x-0.mpg", "/r/x-1.mpg")], [recorded], as_it_is)
    assert lonely(found) == [("1", "ambiguous", recorded.files), ("2", "ambiguous", recorded.files)]
    assert found.not_in_plex == 1


def test_versions_that_are_recordings_each_are_copies() -> None:
    item = plex("1", "/r/a.mpg", "/r/b.mpg")
    assert matched([item], [sage("12", "/r/b.mpg"), sage("7", "/r/a.mpg", minutes=31)]) == [
        ("1", "7 12", "path", "copies")
    ]
    assert matched([item], [sage("7", "/s/a.mpg"), sage("12", "/s/b.mpg", minutes=31)]) == [
        ("1", "7 12", "name", "copies")
    ]


def test_a_version_of_another_length_is_left_out_where_only_its_name_speaks_for_it() -> None:
    item = plex("1", "/r/a.mpg", "/r/b.mpg", minutes=30)
    assert matched([item], [sage("7", "/s/a.mpg"), sage("8", "/s/b.mpg", minutes=45)]) == [("1", "7", "name", "one")]


def test_a_film_in_two_parts_that_the_partner_has_as_two_is_not_two_copies() -> None:
    film = plex("1", "/f/Heat cd1.avi", "/f/Heat cd2.avi", minutes=170)
    halves = [sage("7", "/f/Heat cd1.avi", minutes=85), sage("8", "/f/Heat cd2.avi", minutes=85)]
    assert lonely(pair_up([film], halves, as_it_is)) == [("1", "ambiguous", ("/f/Heat cd1.avi", "/f/Heat cd2.avi"))]


def test_one_file_in_two_libraries_or_on_two_servers_is_in_neither() -> None:
    for place in ("attic/2", "cellar/1"):
        held = [plex("1", "/r/a.mpg"), plex("2", "/r/a.mpg", place=place)]
        found = pair_up(held, [sage("7", "/r/a.mpg")], as_it_is)
        assert lonely(found) == [("1", "ambiguous", ("/r/a.mpg",)), ("2", "ambiguous", ("/r/a.mpg",))]


def test_what_hangs_together_in_any_other_way_is_nothing_also_when_ids_would_help() -> None:
    held = [plex("1", "/r/a.mpg", "/r/b.mpg", ids=["imdb:tt1"]), plex("2", "/r/b.mpg")]
    found = pair_up(held, [sage("7", "/r/a.mpg", ids=["imdb:tt1"]), sage("8", "/r/b.mpg")], as_it_is)
    assert lonely(found) == [(key, "ambiguous", ("/r/a.mpg", "/r/b.mpg")) for key in ("1", "2")]


def test_what_lies_in_the_trash_gives_way() -> None:
    gone = plex("1", "/old/a.mpg", obstacle="trash")
    assert matched([gone, plex("2", "/old/a.mpg")], [sage("7", "/old/a.mpg")]) == [("2", "7", "path", "one")]
    assert matched([gone, plex("2", "/new/a.mpg")], [sage("7", "/s/a.mpg")]) == [("2", "7", "name", "one")]
    assert matched([gone], [sage("7", "/old/a.mpg")]) == [("1", "7", "path", "one")]
