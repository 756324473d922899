"""What lies inside what: at boundaries, on Windows, on shares, and however a letter is written."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.path_parts import beneath, beyond, clean, depth, is_inside, is_rooted, same_path, spelling

names = st.text(st.characters(exclude_characters="/\\:", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)
tame = names.filter(lambda name: name not in (".", "..", "?"))
some = st.lists(tame, max_size=4)
roots = st.sampled_from(["/", "C:\\", "\\\\nas\\share", "//nas/share", "/media/tv", "d:/tv"])


@given(root=roots, down=some, further=some)
def test_what_is_put_beneath_a_folder_lies_in_it_and_goes_on_by_these_names(
    root: str, down: list[str], further: list[str]
) -> None:
    folder = beneath(root, down)
    path = beneath(folder, further)
    assert is_inside(path, folder)
    assert is_inside(path, root)
    assert beyond(path, folder) == tuple(further)
    assert depth(path) == depth(folder) + len(further)


@given(root=roots, down=st.lists(tame, min_size=1, max_size=3), more=tame, further=some)
def test_a_folder_does_not_hold_one_whose_name_only_begins_like_its_own(
    root: str, down: list[str], more: str, further: list[str]
) -> None:
    folder = beneath(root, down)
    neighbour = beneath(root, [*down[:-1], down[-1] + more])
    if not same_path(folder, neighbour):  # a lone accent after a letter makes one letter of both
        assert not is_inside(beneath(neighbour, further), folder)


@given(path=st.text(max_size=40))
def test_a_clean_path_stays_as_it_is_and_means_the_same(path: str) -> None:
    assert clean(clean(path)) == clean(path)
    assert same_path(path, clean(path))
    assert is_inside(path, path)


@given(path=st.text(max_size=40), folder=st.text(max_size=40), other=st.text(max_size=40))
def test_what_lies_in_a_folder_lies_in_what_holds_that_folder(path: str, folder: str, other: str) -> None:
    if is_inside(path, folder) and is_inside(folder, other):
        assert is_inside(path, other)
    if is_inside(path, folder) and is_inside(folder, path):
        assert same_path(path, folder)


@given(root=roots, down=some)
def test_an_accent_is_the_same_letter_however_it_is_written(root: str, down: list[str]) -> None:
    path = beneath(root, [*down, "Les Misérables"])
    assert same_path(normalize("NFC", path), normalize("NFD", path))


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("/media/tv/a.mkv", "/media/tv"),
        ("/media/tv", "/media/tv/"),
        ("/media//tv/./a.mkv", "/media/tv"),
        ("/a", "/"),
        ("C:\\TV\\a.mkv", "c:/tv"),
        ("C:\\TV", "C:"),
        ("\\\\NAS\\Share\\TV\\a.mkv", "//nas/share/tv"),
        ("\\\\?\\C:\\TV\\a.mkv", "C:\\TV"),
        ("\\\\?\\UNC\\nas\\share\\TV", "\\\\nas\\share"),
        ("/media/Amélie (2001)/a.mkv", normalize("NFD", "/media/Amélie (2001)")),
    ],
)
def test_a_path_lies_in_its_folder_in_any_spelling(path: str, folder: str) -> None:
    assert is_inside(path, folder)


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("/media/tv-4k/a.mkv", "/media/tv"),
        ("/media/tv", "/media/tv/a"),
        ("/media/TV/a.mkv", "/media/tv"),
        ("/media/tv/../movies/a.mkv", "/media/tv"),
        ("/media/tv\\a.mkv", "/media/tv"),
        ("D:\\TV\\a.mkv", "C:\\TV"),
        ("\\\\nas2\\tv", "\\\\nas"),
        ("tv/a.mkv", "/tv"),
        ("/nas/tv", "//nas/tv"),
    ],
)
def test_a_path_does_not_lie_in_another_folder(path: str, folder: str) -> None:
    assert not is_inside(path, folder)


def test_case_counts_on_linux_unless_it_is_said_not_to() -> None:
    assert not same_path("/media/TV", "/media/tv")
    assert same_path("/media/TV", "/media/tv", ignore_case=True)
    assert is_inside("/MEDIA/tv/a", "/media/TV", ignore_case=True)


@pytest.mark.parametrize(
    ("path", "tidy"),
    [
        ("/media/tv/", "/media/tv"),
        ("/../../tv", "/tv"),
        ("C:", "C:\\"),
        ("C:\\tv/Show\\", "C:\\tv\\Show"),
        ("d:/tv/Show/", "d:/tv/Show"),
        ("//nas/tv//Show", "//nas/tv/Show"),
        ("\\\\nas\\tv\\", "\\\\nas\\tv"),
        ("/", "/"),
        ("", ""),
    ],
)
def test_a_path_is_tidied_in_the_way_it_is_written(path: str, tidy: str) -> None:
    assert clean(path) == tidy


def test_a_path_counts_from_somewhere_or_does_not() -> None:
    assert all(map(is_rooted, ("/", "C:", "\\\\nas\\x", "\\testpath")))
    assert not any(map(is_rooted, ("", "tv/Show", "Season 1\\a.mkv", "C:tv")))


@given(root=roots, one=some, other=some)
def test_two_paths_are_spelled_alike_exactly_when_they_are_one(root: str, one: list[str], other: list[str]) -> None:
    left, right = beneath(root, one), beneath(root, other)
    assert (spelling(left).exact == spelling(right).exact) == same_path(left, right)
    assert (spelling(left).folded == spelling(right).folded) == same_path(left, right, ignore_case=True)
    deeper = beneath(root, ["x", *one])
    assert spelling(deeper).exact == spelling(f"{deeper}/.//").exact


def test_the_spelling_of_a_path_has_its_last_name_and_no_part_of_another() -> None:
    assert spelling("F:\\SageTV\\Caf\u00e9.MPG").name == spelling("/tv/cafe\u0301.mpg").name == "caf\u00e9.mpg"
    assert [spelling(path).name for path in ("", "/", "C:\\", "\\\\")] == ["", "", "", ""]
    assert len({spelling(path).folded for path in ("tv/a", "/tv/a", "//tv/a", "\\\\tv\\a", "t:/tv/a", "tv\\a/b")}) == 5
