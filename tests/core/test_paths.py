"""From a path as somebody calls it to the folder that each server scans."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.path_parts import beneath
from parity.core.paths import Aim, Place, Rule, TooSlow, aims, guess, is_inside, parent_within, rewritten, steps
from parity.core.told import Touched

ATTIC, CELLAR = "attic", "cellar"
TV = Place(ATTIC, "1", "show", "TV", ("/data/tv",))
TV_4K = Place(ATTIC, "2", "show", "TV 4K", ("/data/tv-4k",))
FILMS = Place(ATTIC, "3", "movie", "Films", ("/data/films", "/more/films"))
AWAY = Place(CELLAR, "1", "show", "Serien", ("O:\\Serien",))
PLACES = (TV, TV_4K, FILMS, AWAY)


def prefix(matches: str, becomes: str, source: str = "", machine_id: str = "", ignore_case: bool = False) -> Rule:
    return Rule("prefix", matches, becomes, source, machine_id, ignore_case)


def pattern(matches: str, becomes: str, fits: str) -> Rule:
    """One that turns what contains a word into another path."""
    return Rule("regex", matches, becomes, turn=lambda path: becomes if fits in path else None)


def folders(path: str, *rules: Rule, source: str = "sonarr", folder: bool = False) -> list[tuple[str, str]]:
    """Which folder is scanned in which section, where a path was told."""
    return [(aim.section_key, aim.folder) for aim in aims(Touched(path, folder), source, rules, PLACES)]


def test_a_path_that_the_server_calls_the_same_needs_no_rule() -> None:
    aim = Aim(ATTIC, "1", "show", "/data/tv/Dark/S01", "/data/tv/Dark/S01/1.mkv", gone=False, whole=False)
    assert aims(Touched("/data/tv/Dark/S01/1.mkv"), "", (), PLACES) == (aim,)


def test_a_rule_for_one_folder_leaves_its_neighbour_alone() -> None:
    rules = prefix("/tv", "/data/tv"), prefix("/tv-4k", "/data/tv-4k")
    assert folders("/tv-4k/Dark/1.mkv", *rules) == [("2", "/data/tv-4k/Dark")]
    assert folders("/tv/Dark/1.mkv", *rules) == [("1", "/data/tv/Dark")]
    assert folders("/tv-4k/Dark/1.mkv", rules[0]) == []


def test_the_longest_prefix_is_taken_wherever_it_stands() -> None:
    rules = [prefix("/m", "/data"), prefix("/m/tv/uhd", "/data/tv-4k"), prefix("/m/tv", "/data/tv")]
    for order in (rules, rules[::-1]):
        assert folders("/m/tv/uhd/Dark/1.mkv", *order) == [("2", "/data/tv-4k/Dark")]
        assert folders("/m/films/Dune/1.mkv", *order) == [("3", "/data/films/Dune")]


def test_of_two_rules_for_one_prefix_the_first_is_taken() -> None:
    rules = prefix("/m", "/data/tv"), prefix("/m/", "/data/films")
    assert folders("/m/Dark/1.mkv", *rules) == [("1", "/data/tv/Dark")]


def test_a_pattern_goes_before_the_prefixes_that_stand_after_it() -> None:
    rule, shorter = prefix("/in/Dark", "/data/tv/Dark"), pattern("D..k", "/data/films/x/x.mkv", fits="Dark")
    assert folders("/in/Dark/1.mkv", rule, shorter) == [("1", "/data/tv/Dark")]
    assert folders("/in/Dark/1.mkv", shorter, rule) == [("3", "/data/films/x")]
    assert folders("/in/Dune/1.mkv", shorter, prefix("/in", "/data/films")) == [("3", "/data/films/Dune")]


def test_a_pattern_that_takes_too_long_or_cannot_be_tried_fits_nothing() -> None:
    def give_up(path: str) -> str:
        raise TooSlow(path)

    slow, idle = Rule("regex", "(a+)+$", "", turn=give_up), Rule("regex", "a", "b")
    assert folders("/tv/Dark/1.mkv", slow, idle, prefix("/tv", "/data/tv")) == [("1", "/data/tv/Dark")]
    assert [step.did for step in steps("/tv/Dark/1.mkv", "", [slow, idle], [TV])] == [
        "slow",
        "unlike",
        "kept",
        "nowhere",
    ]


def test_a_rule_can_be_meant_for_one_source_or_one_server() -> None:
    of_radarr, of_cellar = prefix("/m", "/data/films", "radarr"), prefix("/m", "O:\\Serien", machine_id=CELLAR)
    assert folders("/m/Dune/1.mkv", of_radarr, source="radarr") == [("3", "/data/films/Dune")]
    assert folders("/m/Dune/1.mkv", of_radarr, source="sonarr") == []
    assert folders("/m/Dark/1.mkv", of_cellar) == [("1", "O:\\Serien\\Dark")]


def test_rules_for_others_do_not_part_a_group() -> None:
    between = Rule("regex", "x", "y", "radarr", turn=lambda path: "/nowhere")
    rules = prefix("/m", "/data/films"), between, prefix("/m/tv", "/data/tv")
    assert folders("/m/tv/Dark/1.mkv", *rules) == [("1", "/data/tv/Dark")]


def test_each_server_gets_what_it_calls_the_folder() -> None:
    rules = prefix("/tv", "/data/tv", machine_id=ATTIC), prefix("/tv", "O:/Serien", machine_id=CELLAR)
    assert folders("/tv/Dark/S01/1.mkv", *rules) == [("1", "/data/tv/Dark/S01"), ("1", "O:\\Serien\\Dark\\S01")]


def test_a_windows_path_of_the_teller_becomes_one_of_linux() -> None:
    rules = prefix("\\\\NAS\\media\\tv", "/data/tv"), prefix("D:\\Films", "/data/films")
    assert folders("\\\\nas\\Media\\TV\\Dark\\S01\\1.mkv", *rules) == [("1", "/data/tv/Dark/S01")]
    assert folders("d:/films/Dune/1.mkv", *rules) == [("3", "/data/films/Dune")]


def test_case_counts_in_a_rule_of_linux_unless_it_says_otherwise() -> None:
    assert folders("/TV/Dark/1.mkv", prefix("/tv", "/data/tv")) == []
    assert folders("/TV/Dark/1.mkv", prefix("/tv", "/data/tv", ignore_case=True)) == [("1", "/data/tv/Dark")]


def test_letters_beyond_ascii_fit_in_either_spelling_and_stay_as_they_were_told() -> None:
    told = normalize("NFD", "/séries/Élite/1.mkv")
    assert folders(told, prefix(normalize("NFC", "/séries"), "/data/tv")) == [("1", normalize("NFD", "/data/tv/Élite"))]


def test_a_file_right_in_a_library_scans_the_whole_of_it() -> None:
    (aim,) = aims(Touched("/more/films/Dune.mkv"), "", (), PLACES)
    assert (aim.folder, aim.file, aim.whole) == ("/more/films", "/more/films/Dune.mkv", True)
    (aim,) = aims(Touched("/data/films/", folder=True), "", (), PLACES)
    assert (aim.folder, aim.file, aim.whole) == ("/data/films", None, True)


def test_a_folder_that_went_is_still_the_folder_to_scan() -> None:
    (aim,) = aims(Touched("/data/tv/Dark/", folder=True, gone=True), "", (), PLACES)
    assert (aim.folder, aim.gone, aim.whole) == ("/data/tv/Dark", True, False)


@pytest.mark.parametrize("path", ["/data", "/", "/data/tv/../..", "/elsewhere/Dark/1.mkv", "", "Dark/1.mkv"])
def test_what_lies_above_a_library_or_elsewhere_is_nobodys(path: str) -> None:
    assert folders(path) == folders(path, folder=True) == []


def test_a_library_inside_another_is_the_one_to_scan() -> None:
    outer = Place(ATTIC, "9", "movie", "All", ("/data",))
    found = aims(Touched("/data/tv/Dark/1.mkv"), "", (), (outer, TV))
    assert [aim.section_key for aim in found] == ["1"]


def test_two_libraries_of_one_folder_are_both_scanned() -> None:
    twin = Place(ATTIC, "8", "show", "Kids", ("/data/tv/", "/data/tv"))
    found = aims(Touched("/data/tv/Dark/1.mkv"), "", (), (TV, twin))
    assert [(aim.section_key, aim.folder) for aim in found] == [("1", "/data/tv/Dark"), ("8", "/data/tv/Dark")]


names = st.text(st.characters(exclude_characters="/\\:", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=6)
tame = st.lists(names.filter(lambda name: name not in (".", "..")), min_size=1, max_size=4)
rooted = st.sampled_from(["/", "/data/tv", "/data", "/more/films", "O:\\Serien", "\\\\nas\\x", "/tv", "/tv-4k"])
rules = st.lists(st.builds(prefix, rooted, rooted, st.sampled_from(["", "sonarr", "radarr"])), max_size=5)


@given(root=rooted, down=tame, some=rules, folder=st.booleans())
def test_nothing_outside_a_library_is_scanned(root: str, down: list[str], some: list[Rule], folder: bool) -> None:
    for aim in aims(Touched(beneath(root, down), folder), "sonarr", some, PLACES):
        (place,) = [p for p in PLACES if (p.machine_id, p.section_key) == (aim.machine_id, aim.section_key)]
        assert any(is_inside(aim.folder, at) for at in place.locations)
        assert aim.file is None or is_inside(aim.file, aim.folder)


@given(root=rooted, down=tame, some=rules, ending=st.sampled_from([".mkv", ""]))
def test_what_is_told_of_a_path_is_what_is_done(root: str, down: list[str], some: list[Rule], ending: str) -> None:
    path = beneath(root, down) + ending
    told = steps(path, "sonarr", some, PLACES)
    asked = [
        (step.machine_id, step.place and step.place.section_key, step.path, step.did == "whole")
        for step in told
        if step.did in ("scan", "whole")
    ]
    done = aims(guess(path), "sonarr", some, PLACES)
    assert asked == [(aim.machine_id, aim.section_key, aim.folder, aim.whole) for aim in done]


def test_every_step_of_a_path_can_be_told() -> None:
    rules = [
        prefix("/m", "/x", "radarr"),
        prefix("/m", "/data"),
        prefix("/m/tv", "/data/tv"),
        prefix("/n", "/data"),
        pattern("m", "/y", fits="m"),
    ]
    told = steps("/m/tv/Dark/1.mkv", "sonarr", rules, [TV])
    assert [(step.did, step.path) for step in told] == [
        ("other", "/m/tv/Dark/1.mkv"),
        ("shorter", "/m/tv/Dark/1.mkv"),
        ("became", "/data/tv/Dark/1.mkv"),
        ("unlike", "/m/tv/Dark/1.mkv"),
        ("unneeded", "/m/tv/Dark/1.mkv"),
        ("found", "/data/tv"),
        ("scan", "/data/tv/Dark"),
    ]


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("/tv/Dark/1.mkv", False),
        ("/tv/Dark/1.SRT", False),
        ("/tv/Mr. Robot", True),
        ("/tv/a.mkv/", True),
        ("mkv", True),
        ("", True),
    ],
)
def test_a_bare_path_is_a_file_when_it_ends_like_one(path: str, folder: bool) -> None:
    assert guess(path) == Touched(path, folder)


def test_the_folder_above_stays_within_the_library() -> None:
    assert parent_within("/data/tv/Dark/S01", TV.locations) == "/data/tv/Dark"
    assert parent_within("/data/tv/Dark", TV.locations) == "/data/tv"
    assert parent_within("/data/tv", TV.locations) is None
    assert parent_within("/data/tv-4k/Dark", TV.locations) is None
    assert parent_within("o:/serien/Dark/S01", AWAY.locations) == "O:\\Serien\\Dark"
    assert parent_within("/data/tv", ("/data", "/data/tv")) == "/data"


def test_a_path_is_called_as_the_rules_say_whether_a_library_holds_it_or_not() -> None:
    rules = [
        Rule("prefix", "F:\\SageTV", "/r", source="sagetv", machine_id="attic"),
        Rule("prefix", "F:\\SageTV\\films", "/f"),
        Rule("prefix", "F:\\SageTV", "/other", source="sonarr"),
    ]
    assert rewritten("f:/sagetv/a.mpg", "sagetv", "attic", rules) == "/r/a.mpg"
    assert rewritten("F:\\SageTV\\films\\b.mpg\\", "sagetv", "attic", rules) == "/f/b.mpg"
    assert rewritten("F:\\SageTV\\a.mpg", "sagetv", "cellar", rules) == "F:\\SageTV\\a.mpg"
    assert rewritten("/tv//a.mpg", "sagetv", "attic", ()) == "/tv/a.mpg"
