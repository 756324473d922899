"""What two programs did one after the other with a path, one rule does: the same paths come out."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.path_joining import join, read_rewrite
from parity.core.path_parts import beneath, beyond, depth
from parity.core.paths import Rule


def folder(matches: str, becomes: str, ignore_case: bool = False) -> Rule:
    return Rule("prefix", matches, becomes, ignore_case=ignore_case)


@pytest.mark.parametrize(
    ("pattern", "becomes", "rule"),
    [
        ("/tv/", "/mnt/unionfs/Media/TV/", folder("/tv", "/mnt/unionfs/Media/TV")),
        ("^/Media/", "/data/", folder("/Media", "/data")),
        ("^/tv/(.*)$", "/data/tv/$1", folder("/tv", "/data/tv")),
        ("^/tv(.*)", "/data/tv${1}", folder("/tv", "/data/tv")),
        ("^/my\\.media/a b/", "/x", folder("/my.media/a b", "/x")),
        ("(?i)^/TV/", "/data", folder("/TV", "/data", ignore_case=True)),
        ("^C:\\\\TV\\\\", "/data/tv/", folder("C:\\TV", "/data/tv")),
        ("^/(tv|anime)/", "/data/$1/", Rule("regex", "^/(tv|anime)/", "/data/$1/")),
        ("tv/", "shows/", Rule("regex", "tv/", "shows/")),
        ("^/tv/(.*)$", "/data/$1/$1", Rule("regex", "^/tv/(.*)$", "/data/$1/$1")),
    ],
)
def test_a_pattern_that_only_means_a_folder_becomes_a_rule_for_it(pattern: str, becomes: str, rule: Rule) -> None:
    assert read_rewrite(pattern, becomes) == rule


def test_what_the_second_does_with_the_first_becomes_one_rule() -> None:
    sonarr = [folder("/tv", "/mnt/media/TV")]
    assert join([sonarr, [folder("/mnt/media", "/data")]]).rules == (
        folder("/tv", "/data/TV"),
        folder("/mnt/media", "/data"),
    )
    assert join([sonarr, [folder("/mnt/other", "/data")]]).rules == (
        folder("/tv", "/mnt/media/TV"),
        folder("/mnt/other", "/data"),
    )
    assert join([sonarr, [folder("/mnt/media/TV/uhd", "/4k"), folder("/mnt/media", "/data")]]).rules[:2] == (
        folder("/tv", "/data/TV"),
        folder("/tv/uhd", "/4k"),
    )
    assert join([sonarr]).rules == tuple(sonarr)
    assert join([]).rules == ()


def test_what_the_first_takes_away_never_comes_to_the_second() -> None:
    assert join([[folder("/tv", "/a")], [folder("/tv/x", "/b")]]).rules == (folder("/tv", "/a"),)


def test_a_pattern_is_joined_as_far_as_its_new_path_is_spelled_out() -> None:
    by_kind = Rule("regex", "^/(tv|anime)/", "/mnt/media/$1/")
    assert join([[by_kind], [folder("/mnt/media", "/da$ta")]]).rules[0].becomes == "/da$$ta/$1/"
    assert join([[by_kind], [folder("/mnt/media/tv", "/data")]]).lost == (by_kind,)
    anywhere = Rule("regex", "tv", "/mnt/media/tv")
    assert join([[anywhere], [folder("/mnt", "/data")]]).lost == (anywhere,)
    assert join([[by_kind], []]).rules == (by_kind,)


def test_what_is_certain_of_no_path_is_named() -> None:
    after = Rule("regex", "^/mnt/(.*)/x", "/$1")
    found = join([[folder("/tv", "/mnt/tv")], [after]])
    assert (found.rules, found.lost) == ((after,), (folder("/tv", "/mnt/tv"),))


names = st.sampled_from(["a", "b", "c"])
paths = st.lists(names, max_size=3).map(lambda parts: beneath("/", parts))
stages = st.lists(st.lists(st.builds(folder, paths, paths), max_size=2), min_size=1, max_size=3)


def turned(path: str, rules: list[Rule]) -> str:
    """By the longest of some rules."""
    fitting = [rule for rule in rules if beyond(path, rule.matches) is not None]
    best = max(fitting, key=lambda rule: depth(rule.matches), default=None)
    return path if best is None else beneath(best.becomes, beyond(path, best.matches) or ())


@given(stages=stages, path=paths)
def test_one_list_of_rules_does_what_the_stages_do_one_after_the_other(stages: list[list[Rule]], path: str) -> None:
    one_by_one = path
    for stage in stages:
        one_by_one = turned(one_by_one, stage)
    assert turned(path, list(join(stages).rules)) == one_by_one


@given(
    st.lists(
        st.text("abc. -()[]+", min_size=1, max_size=6).filter(lambda name: name.strip(".")), min_size=1, max_size=3
    )
)
def test_a_folder_that_is_spelled_out_is_read_as_it_is(down: list[str]) -> None:
    path = beneath("/", down)
    assert read_rewrite("^" + re.escape(path) + "/", "/new/") == folder(path, "/new")
