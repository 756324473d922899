"""The folder a show is known by when it has no id."""

import pytest

from parity.core.folders import show_folder


@pytest.mark.parametrize(
    ("files", "folder"),
    [
        (["/tv/Home/Season 01/a.mkv", "/tv/Home/Season 02/b.mkv"], "/tv/Home"),
        (["/tv/Home/Season 01/a.mkv"], "/tv/Home"),
        (["/tv/Home/S01/a.mkv", "/tv/Home/S01/b.mkv"], "/tv/Home"),
        (["/tv/Home/Specials/a.mkv"], "/tv/Home"),
        (["/tv/Home/2021/a.mkv"], "/tv/Home"),
        (["/tv/Home/a.mkv", "/tv/Home/b.mkv"], "/tv/Home"),
        (["D:\\tv\\Home\\Season 1\\a.mkv", "D:\\tv\\Home\\Season 2\\b.mkv"], "D:/tv/Home"),
        (["a.mkv"], None),
        ([], None),
    ],
)
def test_the_folder_of_a_show_is_what_its_files_share_without_seasons(files: list[str], folder: str | None) -> None:
    assert show_folder(files) == folder


def test_two_shows_side_by_side_do_not_share_a_folder() -> None:
    assert show_folder(["/tv/One/a.mkv"]) != show_folder(["/tv/Two/a.mkv"])
