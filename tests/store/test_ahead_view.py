"""What airs next, in the order in which it airs."""

from parity.store.ahead_view import Ahead, ahead
from parity.store.database import Database
from parity.store.episodes_view import upcoming
from tests.store.builders import TODAY, add_episode, add_household, add_show, day


def test_what_airs_next_is_told_by_day_and_title_with_its_poster_and_the_rest_counted(database: Database) -> None:
    with database.writing() as connection:
        second, first = add_show(connection, "B", poster="/b.jpg"), add_show(connection, "A")
        add_episode(connection, second, (1, 1), day(3), title="Soon")
        add_episode(connection, first, (2, 1), day(3))
        add_episode(connection, first, (2, 2), day(9))
        add_episode(connection, first, (1, 1), day(-9))
        silent = add_show(connection, "C", ignored_by="ignored")
        add_episode(connection, silent, (1, 1), day(2))
    with database.reading() as connection:
        found = ahead(connection, TODAY, 2)
    assert (found.total, [item.code for item in found.items]) == (3, ["S02E01", "S01E01"])
    assert found.items[1] == Ahead(second, "B", "/b.jpg", 1, 1, "Soon", day(3))


def test_it_tells_what_the_list_of_upcoming_episodes_tells(database: Database) -> None:
    with database.writing() as connection:
        add_household(connection, 9)
    with database.reading() as connection:
        found, listed = ahead(connection, TODAY, 5), upcoming(connection, TODAY, limit=5)
    assert found.total == listed.total
    assert [(e.show_id, e.code, e.air_date) for e in found.items] == [
        (e.show_id, e.code, e.air_date) for e in listed.items
    ]
