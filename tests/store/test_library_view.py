"""What the library page reads: who is told, who tells, what is on its way; the same statements for few and many."""

from pathlib import Path

import pytest
from sqlalchemy import insert

from parity.store import listeners, players, schema, section_scans
from parity.store.database import Database
from parity.store.library_view import heard, told_servers, unseen, untouched, ways_in
from parity.store.players import Player
from parity.store.refreshes_view import one_refresh, refreshes_listing
from tests.store.builders import NOW, add_library, new_database, statements
from tests.store.telling import add_hook, add_refresh, add_unseen, ago, tell, told_by


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """With the server Attic and its library of shows."""
    return new_database(tmp_path / "parity.db")


def test_a_server_is_told_as_by_default_until_somebody_says_otherwise(database: Database) -> None:
    with database.writing() as connection:
        [server] = told_servers(connection)
        assert (server.name, server.player, server.listening, server.waiting) == ("Attic", Player("m1"), None, 0)
        assert [(one.key, one.title, one.scanning) for one in server.sections] == [("shows", "Shows", False)]
        players.change(connection, "m1", told=False, patience=7)
        listeners.claim(connection, "m1", NOW)
        listeners.heard(connection, "m1", NOW)
        section_scans.note(connection, "m1", "shows", True, "Dark", NOW, 43)
        add_refresh(connection)
        add_refresh(connection, "done", folder="/over", ended_at=NOW)
        [server] = told_servers(connection)
    assert (server.player.told, server.player.patience, server.waiting) == (False, 7, 1)
    assert server.listening is not None
    assert (server.listening.state, server.listening.heard_at) == ("listening", NOW)
    assert (server.sections[0].scanning, server.sections[0].progress) == (True, 43)


def test_a_server_is_not_told_that_nobody_follows_and_a_library_that_is_gone_is_not_listed(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(insert(schema.servers), {"machine_id": "m2", "name": "Barn", "seen_at": NOW})
        add_library(connection, "Old", followed=False)
        add_library(connection, "Lost", state="gone")
        assert [server.name for server in told_servers(connection)] == ["Attic"]
        assert [section.title for section in told_servers(connection)[0].sections] == ["Shows"]


def test_a_folder_is_read_with_its_names_and_what_was_said_first(database: Database) -> None:
    with database.writing() as connection:
        made = add_refresh(connection)
        told_by(connection, made, tell(connection, "Dark S01E01 was imported."), tell(connection, "Dark S01E02"))
        found = one_refresh(connection, made)
        assert found is not None
        assert (found.server_name, found.library_title) == ("Attic", "Shows")
        assert (found.said, found.messages) == ("Dark S01E01 was imported.", 2)
        assert (found.open, found.takes_away) == (True, False)
        nowhere = one_refresh(connection, add_refresh(connection, "unmapped", machine_id="", section_key=""))
        assert nowhere is not None
        assert (nowhere.server_name, nowhere.library_title, nowhere.said, nowhere.messages) == ("", None, "", 0)
        assert one_refresh(connection, 99) is None


def test_the_open_ones_come_most_urgent_first_and_those_that_are_over_newest_first(database: Database) -> None:
    with database.writing() as connection:
        late = add_refresh(connection, folder="/a", due_at=ago(-9))
        soon = add_refresh(connection, folder="/b", due_at=ago(9))
        asked = add_refresh(connection, folder="/c", priority=2, due_at=ago(-30))
        old = add_refresh(connection, "done", folder="/d", ended_at=ago(99))
        new = add_refresh(connection, "unseen", folder="/e", ended_at=ago(9))
        assert [one.id for one in refreshes_listing(connection, True).items] == [asked, soon, late]
        over = refreshes_listing(connection, False, limit=1)
        assert (over.total, [one.id for one in over.items]) == (2, [new])
        assert [one.id for one in refreshes_listing(connection).items] == [new, old, asked, soon, late]


def test_messages_that_led_to_no_scan_are_told_apart_from_those_nobody_has_looked_at(database: Database) -> None:
    with database.writing() as connection:
        told_by(connection, add_refresh(connection), tell(connection, "scanned"))
        tell(connection, "ignored", "ignored")
        tell(connection, "fresh", "new")
        assert [message.said for message in heard(connection, 9)] == ["ignored"]
        assert untouched(connection) == 1


def test_hooks_come_without_their_secrets_and_unseen_files_by_title(database: Database) -> None:
    with database.writing() as connection:
        add_hook(connection, "sonarr", used_at=NOW)
        add_unseen(connection, "/b", "Silo", season=1, number=2)
        add_unseen(connection, "/a", "Andor")
        assert "secret" not in repr(ways_in(connection))
        assert [way.name for way in ways_in(connection)] == ["sonarr"]
        assert [file.title for file in unseen(connection)] == ["Andor", "Silo"]


def test_all_of_it_costs_the_same_statements_for_few_and_many(tmp_path: Path) -> None:
    costs = set()
    for number in (1, 30):
        database = new_database(tmp_path / f"{number}.db")
        with database.writing() as connection:
            for n in range(number):
                connection.execute(insert(schema.servers), {"machine_id": f"s{n}", "name": "x", "seen_at": NOW})
                add_library(connection, "Shows", machine_id=f"s{n}")
                made = add_refresh(connection, folder=f"/{n}", machine_id=f"s{n}", ended_at=NOW if n % 2 else None)
                told_by(connection, made, tell(connection, "Dark"))
                tell(connection, "heard", "heard")
        with statements(database) as sent, database.reading() as connection:
            told_servers(connection)
            refreshes_listing(connection, True, 100)
            heard(connection, 30)
        costs.add(len(sent))
        database.close()
    assert costs == {6}
