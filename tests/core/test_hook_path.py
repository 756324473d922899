"""Bare paths mean what autoscan and autopulse mean by them."""

import pytest

from parity.core.hook_body import Unreadable, path
from parity.core.hook_path import clean, read_a_train, read_paths
from parity.core.told import Touched


def test_folders_are_folders_and_files_are_files() -> None:
    told = read_paths(["/tv/Dark/Season 1", "/tv/Dark"], ["/movies/Alien (1979)/Alien.mkv"], "manual")
    assert told.touched == (
        Touched("/tv/Dark/Season 1", folder=True),
        Touched("/tv/Dark", folder=True),
        Touched("/movies/Alien (1979)/Alien.mkv"),
    )
    assert (told.kind, told.event, told.said) == ("path", "manual", "/tv/Dark/Season 1 and 2 more.")


@pytest.mark.parametrize("file", ["/tv/Dark/a.mkv", "/tv/Dark/a.MP4", "/tv/Dark/a.en.srt", "D:\\TV\\a.ts"])
def test_who_sends_a_file_where_a_folder_belongs_means_the_file(file: str) -> None:
    assert read_paths([file], [], "manual").touched == (Touched(file),)


@pytest.mark.parametrize("folder", ["/tv/Dark", "/movies/Se7en.1995", "/tv/S.W.A.T", "/tv/Dr. Who", "/tv/.hidden"])
def test_who_sends_a_folder_where_a_file_belongs_means_the_folder(folder: str) -> None:
    assert read_paths([], [folder], "manual").touched == (Touched(folder, folder=True),)


def test_the_same_told_twice_counts_once() -> None:
    assert len(read_paths(["/tv/Dark", "/tv/Dark/", "/tv//Dark/."], [], "manual").touched) == 1


@pytest.mark.parametrize(
    ("told", "cleaned"),
    [
        ("/tv//Dark/./Season 1/", "/tv/Dark/Season 1"),
        ("/tv/Dark/../Fargo", "/tv/Fargo"),
        ("/../../etc", "/etc"),
        ("//tv/Dark", "/tv/Dark"),
        ("C:\\TV\\Dark\\", "C:\\TV\\Dark"),
        ("\\\\nas\\tv\\Dark\\", "\\\\nas\\tv\\Dark"),
        ("C:\\", "C:\\"),
        ("/", "/"),
        ("..", ""),
        ("../x", ""),
        (".", ""),
        ("  ", ""),
        ("/tv/a\nb", ""),
        ("/tv/\ud800", ""),
        ("/" + "x" * 5000, ""),
        ("/tv/Æon Flux – ①", "/tv/Æon Flux – ①"),
    ],
)
def test_paths_are_cleaned(told: str, cleaned: str) -> None:
    assert clean(told) == cleaned
    assert clean(cleaned) == cleaned


def test_a_message_without_a_path_is_refused() -> None:
    for folders, files in (([], []), ([""], ["  "]), (["."], [])):
        with pytest.raises(Unreadable, match="names no path"):
            read_paths(folders, files, "manual")


def test_a_train_tells_what_came_and_what_went() -> None:
    told = read_a_train({"created": ["/Movies/Alien"], "deleted": ["/TV/Dark", "/Movies/Alien"]}, "drive")
    assert told.touched == (Touched("/Movies/Alien", folder=True), Touched("/TV/Dark", folder=True, gone=True))
    assert read_a_train({"created": None}, "drive").touched == ()
    refused: tuple[object, ...] = ([], None, {"created": "/a"}, {"deleted": [1]})
    for wrong in refused:
        with pytest.raises(Unreadable):
            read_a_train(wrong, "drive")


def test_nothing_but_text_is_a_path() -> None:
    assert [path(value) for value in (None, 5, ["/a"], {"a": 1}, b"/a")] == [""] * 5
