"""A number that a show once had leads to the shows that have its copies now, and is given to no other show."""

import pytest

from parity.store import items, libraries, shows
from parity.store.database import Connection, Database
from parity.store.former_view import Heir, heirs
from parity.store.schema import items as item_table
from parity.store.schema import shows as show_table
from tests.store.builders import NOW, add_copy, add_library, add_show


def new(connection: Connection, title: str) -> int:
    """A show as scans make it."""
    return shows.add(connection, f"tmdb:{title}", title, 2002, None, None)


def all_of(connection: Connection, show: int) -> list[int]:
    return [item.id for item in items.of_shows(connection, [show])[show]]


def match(connection: Connection, show: int, title: str) -> int:
    """Its copies are another show from now on; the old one is dropped, as at the end of each scan."""
    now = new(connection, title)
    shows.move_items(connection, all_of(connection, show), now)
    shows.drop_orphans(connection)
    return now


def test_every_number_that_a_copy_had_leads_to_where_it_is(database: Database) -> None:
    with database.writing() as connection:
        first = add_show(connection, "Firefly")
        second = match(connection, first, "Wrong")
        third = match(connection, second, "Firefly")
        fourth = match(connection, third, "Serenity")
        assert len({first, second, third, fourth}) == 4
    with database.reading() as connection:
        for former in (first, second, third):
            assert heirs(connection, former) == (Heir(fourth, "Serenity"),)
        assert heirs(connection, 99) == ()


def test_copies_that_part_lead_to_each_by_title_and_those_that_meet_to_one(database: Database) -> None:
    with database.writing() as connection:
        both = add_show(connection, "Both")
        add_copy(connection, both, rating_key="other")
        one, other = all_of(connection, both)
        wild, tame = new(connection, "The Wild"), new(connection, "Tame")
        shows.move_items(connection, [one], wild)
        assert [heir.title for heir in heirs(connection, both)] == ["The Wild"]
        shows.move_items(connection, [other], tame)
        assert [heir.title for heir in heirs(connection, both)] == ["Tame", "The Wild"]
        shows.move_items(connection, [one], tame)
        shows.move_items(connection, [one, other], tame)
        assert [heir.title for heir in heirs(connection, both)] == ["Tame"]
        assert [heir.title for heir in heirs(connection, wild)] == ["Tame"]


@pytest.mark.parametrize("why", ["gone from Plex", "not followed", "not on the watchlist", "forgotten"])
def test_nothing_leads_to_what_cannot_be_seen(database: Database, why: str) -> None:
    with database.writing() as connection:
        library = add_library(connection, "Anime", followed=why != "not followed")
        former = add_show(connection, "Firefly", library)
        now = new(connection, "Wrong")
        shows.move_items(connection, [1], now)
        if why == "gone from Plex":
            items.change(connection, 1, {"gone_at": NOW})
        elif why == "not on the watchlist":
            connection.execute(show_table.update().values(in_scope=False))
        elif why == "forgotten":
            libraries.forget(connection, library)
        assert heirs(connection, former) == ()


def test_a_listing_that_finds_another_show_is_remembered_too(database: Database) -> None:
    with database.writing() as connection:
        former = add_show(connection, "Firefly")
        [item] = items.of_shows(connection, [former])[former]
        now = new(connection, "Serenity")
        items.bring_up(connection, item, item.seen, now)
        assert heirs(connection, former) == (Heir(now, "Serenity"),)


def test_the_number_of_a_show_that_is_gone_is_given_to_no_other(database: Database) -> None:
    with database.writing() as connection:
        stays = add_show(connection, "Firefly")
        last = new(connection, "Wrong")
        connection.execute(item_table.update().values(show_id=last))
        shows.move_items(connection, [1], stays)
        shows.drop_orphans(connection)
        assert new(connection, "Newcomer") == last + 1
