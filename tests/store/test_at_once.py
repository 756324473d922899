"""Many rows read as one text are the rows that were written."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from parity.core.watch import Member, WatchItem
from parity.store import watch_rows
from parity.store.database import Database
from parity.store.watch_rows import Read
from tests.store.builders import NOW, new_database

TEXTS = st.text("a'\"\\,[]{}%:\n\x1f\x7f\u2028é\U0001d11e", max_size=6)
ITEMS = st.builds(
    WatchItem,
    side=st.just("simkl"),
    key=TEXTS,
    type=st.sampled_from(["movie", "show"]),
    title=TEXTS,
    year=st.none() | st.integers(1, 9999),
    ids=st.frozensets(st.sampled_from(["imdb:tt1", "tmdb:2", "mal:3"])),
    status=st.sampled_from(["plantowatch", "dropped"]),
    has_history=st.booleans(),
    anime=st.booleans(),
    added_at=st.none() | st.integers(0, 10**7).map(lambda n: datetime(1999, 1, 1, tzinfo=UTC) + timedelta(minutes=n)),
)


def test_what_was_kept_of_a_list_is_read_as_it_was_in_its_order(tmp_path: Path) -> None:
    database = new_database(tmp_path / "parity.db")

    @settings(max_examples=25)
    @given(st.lists(ITEMS, max_size=4, unique_by=lambda item: item.key))
    def reads_what_was_kept(items: list[WatchItem]) -> None:
        assert kept(database, items) == tuple(items)

    reads_what_was_kept()
    database.close()


def kept(database: Database, items: list[WatchItem]) -> tuple[WatchItem, ...]:
    """A list written and read again."""
    with database.writing() as connection:
        watch_rows.keep(connection, "simkl", items, Read(Member("1", "Jane"), NOW))
    with database.reading() as connection:
        for item in items:
            assert watch_rows.one(connection, "simkl", item.key) == item
        return watch_rows.of(connection, "simkl")
