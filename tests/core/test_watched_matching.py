"""Two videos are one by their whole path, else by a name that nothing else has; what may be several is none of them."""

import pytest

from parity.core.watched_matching import pair_up
from tests.core.watched_videos import as_it_is, lonely, matched, plex, ruled, sage


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/tv/Castle/a.mpg", "/tv//Castle/./a.mpg"),
        ("F:\\SageTV\\a.mpg", "f:/sagetv/A.MPG"),
        ("\\\\NAS\\tv\\a.mpg", "//nas/TV/a.mpg"),
        ("\\\\?\\UNC\\nas\\tv\\a.mpg", "\\\\nas\\tv\\a.mpg"),
        ("/tv/Am\u00e9lie & Co #1 100% 🎬.mkv", "/tv/Ame\u0301lie & Co #1 100% 🎬.mkv"),
    ],
)
def test_a_path_is_one_however_it_is_written(here: str, there: str) -> None:
    assert matched([plex("1", here)], [sage("7", there)]) == [("1", "7", "path", "one")]


def test_capital_letters_part_two_files_on_linux_and_not_where_either_side_is_windows() -> None:
    upper = [plex("1", "/tv/A.mpg", minutes=30)]
    assert matched(upper, [sage("7", "/tv/a.mpg", minutes=90)]) == []
    windows = [sage("7", "F:\\SageTV\\a.MPG", minutes=90)]
    assert matched(upper, windows, ruled(("F:\\SageTV", "/tv"))) == [("1", "7", "path", "one")]


def test_the_path_of_the_same_letters_is_nearer_than_one_of_others() -> None:
    held = [plex("1", "/tv/A.mpg"), plex("2", "/tv/a.mpg")]
    assert matched(held, [sage("7", "T:\\a.mpg")], ruled(("T:\\", "/tv"))) == [("2", "7", "path", "one")]


def test_a_rule_for_another_source_or_server_moves_nothing() -> None:
    held = [plex("1", "/media/a.mpg", minutes=30), plex("2", "/tv/b.mpg", place="cellar/4")]
    other = [sage("7", "/var/tv/a.mpg", minutes=60), sage("8", "/var/tv/b.mpg", minutes=60)]
    moved = lambda path, machine_id: path.replace("/var/tv", "/tv") if machine_id == "cellar" else path  # noqa: E731
    assert matched(held, other, moved) == [("2", "8", "path", "one")]


def test_a_part_of_a_name_is_no_name() -> None:
    held = [plex("1", "/plex/a.mpg"), plex("2", "/plex/Castle.mpg")]
    other = [sage("7", "/sage/Banana.mpg"), sage("8", "/sage/Castle.mpg.mkv"), sage("9", "/sage/My Castle.mpg")]
    assert matched(held, other) == []
    assert lonely(pair_up(held, other, as_it_is)) == [("1", "not in partner", ()), ("2", "not in partner", ())]


def test_a_name_will_do_whatever_system_the_path_is_of() -> None:
    castle = "Castle-HabeasCorpse-3490352-0.mpg"
    assert matched([plex("1", f"F:\\SageTV\\{castle}")], [sage("7", f"/var/media/tv/{castle.upper()}")]) == [
        ("1", "7", "name", "one")
    ]


def test_a_name_that_two_have_on_either_side_is_nobodys_also_when_one_of_them_is_found() -> None:
    held = [plex("1", "/a/S01E01.mkv"), plex("2", "/b/S01E01.mkv")]
    other = [sage("7", "/a/S01E01.mkv"), sage("8", "/c/S01E01.mkv")]
    found = pair_up(held, other, as_it_is)
    assert [pair.by for pair in found.pairs] == ["path"]
    assert lonely(found) == [("2", "ambiguous", ("/c/S01E01.mkv",))]
    assert found.not_in_plex == 1
    assert matched(held[:1], [sage("8", "/c/S01E01.mkv"), sage("9", "/d/S01E01.mkv")]) == []


@pytest.mark.parametrize(("minutes", "pairs"), [(100, 1), (105, 1), (95, 1), (106, 0), (90, 0), (None, 1), (0, 1)])
def test_a_name_counts_only_for_videos_of_one_length(minutes: int | None, pairs: int) -> None:
    found = pair_up([plex("1", "/p/S01E01.mkv", minutes=100)], [sage("7", "/s/S01E01.mkv", minutes=minutes)], as_it_is)
    assert len(found.pairs) == pairs
    assert lonely(found) == ([] if pairs else [("1", "ambiguous", ("/s/S01E01.mkv",))])


@pytest.mark.parametrize("minutes", [1, 40, 100])
def test_what_is_still_being_recorded_has_no_length_yet(minutes: int) -> None:
    held = [plex("1", "/p/S01E01.mkv", minutes=100), plex("2", "/p/b.mkv", minutes=100, ids=["imdb:tt7"])]
    growing = [
        sage("7", "/s/S01E01.mkv", minutes=minutes, obstacle="recording"),
        sage("8", "/s/c.mpg", minutes=minutes, ids=["imdb:tt7"], obstacle="recording"),
    ]
    assert matched(held, growing) == [("1", "7", "name", "one"), ("2", "8", "ids", "one")]


def test_what_the_partner_has_not_is_told_in_the_order_of_plex() -> None:
    held = [plex(str(number), f"/p/{number}.mkv") for number in (3, 1, 2)]
    found = pair_up(held, [sage("7", "/s/2.mkv"), sage("8", "/s/4.mkv")], as_it_is)
    assert lonely(found) == [("3", "not in partner", ()), ("1", "not in partner", ())]
    assert (len(found.pairs), found.not_in_plex) == (1, 1)


def test_a_name_of_hundreds_is_told_by_a_few_of_them() -> None:
    held = [plex(str(number), f"/p/{number}/S01E01.mkv") for number in range(40)]
    found = pair_up(held, [sage(str(number), f"/s/{number:02}/S01E01.mkv") for number in range(40)], as_it_is)
    assert {each.others for each in found.alone} == {tuple(f"/s/{number:02}/S01E01.mkv" for number in range(10))}


def test_no_path_and_an_empty_one_match_nothing() -> None:
    assert matched([plex("1"), plex("2", ""), plex("3", "/")], [sage("7"), sage("8", ""), sage("9", "/")]) == []


def test_every_file_is_translated_once_for_each_server() -> None:
    asked: list[tuple[str, str]] = []

    def translate(path: str, machine_id: str) -> str:
        asked.append((path, machine_id))
        return path

    held = [plex(str(number), f"/p/{number}.mkv", place=f"{number % 2}/1") for number in range(300)]
    pair_up(held, [sage(str(number), f"/s/{number}.mkv") for number in range(300)], translate)
    assert len(asked) == len(set(asked)) == 600


def test_a_video_that_a_list_holds_twice_is_one() -> None:
    assert matched([plex("1", "/a.mkv")] * 2, [sage("7", "/a.mkv")] * 2) == [("1", "7", "path", "one")]
