"""What Plex holds."""

import pytest

from parity.core.library import Section


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
