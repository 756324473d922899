"""Whatever is posted is read or refused, and what is read can be kept."""

from contextlib import suppress
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from parity.core.hook_arr import read_arr
from parity.core.hook_body import Unreadable
from parity.core.hook_path import read_a_train, read_paths
from parity.core.hook_plex import read_plex
from parity.core.told import Told, read_told, write_told

NAMES = (
    *("eventType", "instanceName", "series", "movie", "remoteMovie", "path", "folderPath", "filePath", "title"),
    *("episodes", "episodeFile", "episodeFiles", "movieFile", "renamedEpisodeFiles", "renamedMovieFiles"),
    *("deletedFiles", "relativePath", "previousPath", "previousRelativePath", "destinationPath", "deleteReason"),
    *("seasonNumber", "episodeNumber", "tvdbId", "tmdbId", "imdbId", "isUpgrade", "created", "deleted"),
    *("event", "Server", "uuid", "Metadata", "type", "ratingKey", "grandparentRatingKey", "librarySectionID"),
)
WORDS = (
    "Download",
    "Rename",
    "EpisodeFileDelete",
    "SeriesDelete",
    "MovieDelete",
    "library.new",
    "movie",
    "episode",
    "s",
)
TEXT = st.one_of(st.sampled_from(WORDS), st.text(st.characters(exclude_categories=()), max_size=12))
LEAF = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXT)
JSON = st.recursive(
    LEAF,
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(NAMES) | TEXT, inside, max_size=5),
    max_leaves=15,
)


def is_keepable(told: Told | None) -> None:
    """It can be written into a database and be read again."""
    if told is None:
        return
    assert read_told(write_told(told)).touched == told.touched
    for text in (write_told(told), told.said, told.event):
        assert "\x00" not in text.encode("utf-8").decode()


@given(JSON, st.lists(TEXT, max_size=3))
def test_nothing_is_too_odd_to_be_read_or_refused(message: object, texts: list[str]) -> None:
    for reader in (read_arr, partial(read_plex, servers={"s"}), partial(read_a_train, event="drive")):
        with suppress(Unreadable):
            is_keepable(reader(message))
    with suppress(Unreadable):
        is_keepable(read_paths(texts, texts, "manual"))
