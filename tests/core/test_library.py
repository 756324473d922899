"""What Plex holds."""

import pytest

from parity.core.library import Section, is_called, label


@pytest.mark.parametrize(
    ("kind", "agent", "followed"),
    [
        ("show", "tv.plex.agents.series", True),
        ("show", "com.plexapp.agents.thetvdb", True),
        ("movie", "tv.plex.agents.movie", True),
        ("movie", "com.plexapp.agents.none", False),
        ("show", "tv.plex.agents.none", False),
        ("artist", "tv.plex.agents.music", False),
    ],
)
def test_r16_show_and_movie_libraries_are_followed_but_not_home_videos(kind: str, agent: str, followed: bool) -> None:
    assert Section("1", kind, "Library", agent, (None, None, None)).followed_by_default is followed


@pytest.mark.parametrize(
    ("name", "meant"),
    [("TV Shows", True), ("tv shows", True), ("7", True), ("m1/7", True), ("m2/7", False), ("TV", False), ("", False)],
)
def test_a_library_goes_by_its_title_its_id_or_both_ids(name: str, meant: bool) -> None:
    assert is_called(name, "m1", "7", "TV Shows") is meant


def test_servers_of_one_name_are_told_apart() -> None:
    names = ["Plex", "plex", "Barn"]
    assert [label(name, "abcdefgh", names) for name in names] == ["Plex (abcdef)", "plex (abcdef)", "Barn"]
    assert label("", "abcdefgh", [""]) == "Plex (abcdef)"
