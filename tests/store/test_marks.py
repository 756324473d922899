"""What is remembered of episodes is written as differences, and belongs to the provider of the show's order."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parity.store import marks
from parity.store.database import Database
from parity.store.marks import Mark, any_lost
from parity.store.schema import episode_marks
from tests.store.builders import TODAY, add_episode, add_mark, add_show, day, statements

DAYS = st.none() | st.sampled_from([day(-3), day(-2)])
MANY = st.dictionaries(st.integers(1, 4), st.builds(Mark, DAYS, DAYS), max_size=4)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MANY, MANY)
def test_what_is_written_is_what_is_kept_and_the_same_is_written_once(
    database: Database, first: dict[int, Mark], then: dict[int, Mark]
) -> None:
    with database.writing() as connection:
        show = add_show(connection, "Show", key=f"tmdb:{first}{then}")
        add_mark(connection, show, 1, "tvdb", lost_on=day(-9))
        marks.write(connection, show, "tmdb", {}, first)
        marks.write(connection, show, "tmdb", first, then)
        assert marks.of_shows(connection, [show])[show].get("tmdb", {}) == then
        assert marks.of_shows(connection, [show])[show]["tvdb"] == {1: Mark(day(-9))}
        with statements(database) as sent:
            marks.write(connection, show, "tmdb", then, then)
        assert sent == []
        connection.execute(episode_marks.delete())
        connection.rollback()


def gap(database: Database, order: str, provider: str, **columns: object) -> bool:
    """Whether a gap of a show in this order counts as lost by a mark of this provider."""
    with database.writing() as connection:
        show = add_show(connection, f"{order} {provider} {columns}", 1, order_label=order, **columns)
        add_episode(connection, show, (1, 1), date(2020, 1, 1), episode_id=7)
        add_mark(connection, show, 7, provider, lost_on=day(-3))
        found = any_lost(connection, TODAY)
        connection.rollback()
    return found


def test_a_mark_counts_where_its_provider_numbers_the_show(database: Database) -> None:
    for order, provider in (
        ("tmdb:aired", "tmdb"),
        ("tmdb:group:5", "tmdb"),
        ("tvdb:dvd", "tvdb"),
        ("unknown:x", "tmdb"),
    ):
        assert marks.provider_of(order) == provider
        assert gap(database, order, provider)
        assert not gap(database, order, {"tmdb": "tvdb", "tvdb": "tmdb"}[provider])


def test_what_does_not_count_as_missing_is_not_lost_either(database: Database) -> None:
    for columns in ({"standing": "suspect"}, {"ignored_by": "ignored"}, {"in_scope": False}):
        assert not gap(database, "tmdb:aired", "tmdb", **columns)
