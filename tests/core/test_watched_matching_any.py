"""Whatever the two lists hold: nobody is in two pairs, their order does not matter, and strangers change no path."""

import posixpath
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from parity.core.watched import Video
from parity.core.watched_matching import pair_up
from parity.core.watched_pairs import Pairing
from tests.core.watched_videos import as_it_is, plex, sage, told

FOLDERS = st.sampled_from(["/a", "/b", "F:\\a"])
NAMES = st.sampled_from(["S01E01.mkv", "s01e01.mkv", "Castle.mpg", "stle.mpg", "x-0.mpg", "x-1.mpg"])
FILES = st.lists(st.builds("{}/{}".format, FOLDERS, NAMES), max_size=3, unique=True)
MINUTES = st.sampled_from([None, 0, 30, 31, 60, 90])
IDS = st.lists(st.sampled_from(["imdb:tt1", "imdb:tt2", "tvdb:1/1/1", "tvdb:1/1/2", "epg:ep1"]), max_size=2)
PLACES = st.sampled_from(["attic/1", "attic/2", "cellar/1"])
TRASH = st.sampled_from(["", "", "", "trash"])


@st.composite
def ours(draw: st.DrawFn) -> list[Video]:
    return [
        plex(str(key), *draw(FILES), minutes=draw(MINUTES), ids=draw(IDS), place=draw(PLACES), obstacle=draw(TRASH))
        for key in range(draw(st.integers(0, 5)))
    ]


@st.composite
def theirs(draw: st.DrawFn) -> list[Video]:
    return [
        sage(str(key), *draw(FILES), minutes=draw(MINUTES), ids=draw(IDS)) for key in range(draw(st.integers(0, 5)))
    ]


def summed(found: Pairing) -> tuple[set[object], set[object], int]:
    pairs: set[object] = {(*told(pair), pair.plex, pair.partner) for pair in found.pairs}
    return pairs, set(found.alone), found.not_in_plex


def names(video: Video) -> set[str]:
    return {posixpath.basename(file.replace("\\", "/")).lower() for file in video.files}


@given(ours(), theirs())
def test_everyone_is_told_once_and_in_the_order_of_plex(left: list[Video], right: list[Video]) -> None:
    found = pair_up(left, right, as_it_is)
    paired = [video for pair in found.pairs for video in pair.plex]
    alone = [each.video for each in found.alone]
    assert len(paired) + len(alone) == len(left)
    assert {(video.place, video.key) for video in (*paired, *alone)} == {(video.place, video.key) for video in left}
    partners = [video.key for pair in found.pairs for video in pair.partner]
    assert len(partners) == len(set(partners)) == len(right) - found.not_in_plex
    firsts = [min(left.index(video) for video in pair.plex) for pair in found.pairs]
    assert firsts == sorted(firsts)
    assert alone == sorted(alone, key=left.index)


@given(ours(), theirs(), st.randoms())
def test_the_order_of_the_lists_changes_nothing(left: list[Video], right: list[Video], chance: Random) -> None:
    before = summed(pair_up(left, right, as_it_is))
    mixed, other = list(left), list(right)
    chance.shuffle(mixed)
    chance.shuffle(other)
    assert summed(pair_up(mixed, other, as_it_is)) == before


@given(ours(), theirs(), NAMES, NAMES)
def test_strangers_change_no_pair_that_a_path_made(
    left: list[Video], right: list[Video], here: str, there: str
) -> None:
    before = {told(pair) for pair in pair_up(left, right, as_it_is).pairs if pair.by == "path"}
    more = [plex("900", f"/stranger/{here}"), *left], [*right, sage("901", f"/other/{there}")]
    assert {told(pair) for pair in pair_up(*more, as_it_is).pairs if pair.by == "path"} == before


@given(ours(), theirs())
def test_what_is_paired_has_a_name_or_an_id_in_common(left: list[Video], right: list[Video]) -> None:
    for pair in pair_up(left, right, as_it_is).pairs:
        for one in pair.plex:
            for other in pair.partner:
                if pair.by == "ids":
                    assert one.ids & other.ids
                else:
                    assert names(one) & names(other)


@given(ours(), theirs())
def test_what_may_be_several_says_which_and_names_none_that_is_paired(left: list[Video], right: list[Video]) -> None:
    found = pair_up(left, right, as_it_is)
    paired = {id(video) for pair in found.pairs for video in pair.partner}
    free = {file for video in right if id(video) not in paired for file in video.files}
    for each in found.alone:
        assert each.reason == "ambiguous" or not each.others
        assert set(each.others) <= free
