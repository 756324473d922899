"""A name that a video elsewhere has too makes no pair; what a path or ids made stays."""

import pytest

from parity.core.watched import Video
from parity.core.watched_matching import pair_up
from parity.core.watched_namesakes import by_name_alone, without_namesakes
from tests.core.watched_videos import as_it_is, lonely, plex, sage, told

ELSEWHERE = "attic/2"


@pytest.mark.parametrize(
    ("elsewhere", "left"),
    [
        ([], ["name"]),
        ([plex("9", "/q/other.mkv", place=ELSEWHERE)], ["name"]),
        ([plex("9", "/p/a.mkv", place=ELSEWHERE)], ["name"]),
        ([plex("9", "/p/a.mkv", place="cellar/2")], []),
        ([plex("9", "/q/A.MKV", place=ELSEWHERE)], []),
        ([plex("9", "/p/a.mkv", place=ELSEWHERE), plex("8", "/q/a.mkv", place=ELSEWHERE)], []),
    ],
)
def test_only_the_very_file_may_have_its_name(elsewhere: list[Video], left: list[str]) -> None:
    found = pair_up([plex("1", "/p/a.mkv")], [sage("7", "/s/a.mkv")], as_it_is)
    sure = without_namesakes(found, elsewhere)
    assert [pair.by for pair in sure.pairs] == left
    assert lonely(sure) == ([] if left else [("1", "ambiguous", ("/s/a.mkv",))])
    assert sure.not_in_plex == (0 if left else 1)


def test_names_that_the_other_side_does_not_have_say_nothing() -> None:
    found = pair_up([plex("1", "/p/a.mkv", "/p/b.mkv")], [sage("7", "/s/a.mkv")], as_it_is)
    assert by_name_alone(found)
    assert without_namesakes(found, [plex("9", "/q/b.mkv", place=ELSEWHERE)]) == found


def test_what_a_path_or_ids_made_stays() -> None:
    held = [plex("1", "/p/a.mkv"), plex("2", "/p/b.mkv", ids=["imdb:tt7"])]
    found = pair_up(held, [sage("7", "/p/a.mkv"), sage("8", "/s/c.mkv", ids=["imdb:tt7"])], as_it_is)
    assert not by_name_alone(found)
    sure = without_namesakes(found, [plex("9", f"/q/{name}.mkv", place=ELSEWHERE) for name in "abc"])
    assert [told(pair)[2] for pair in sure.pairs] == ["path", "ids"]
