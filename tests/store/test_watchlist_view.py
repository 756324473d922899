"""How the two lists stand: whose they are, which titles they share, what a run did, and what it costs to tell."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection

from parity.store.database import Database
from parity.store.schema import decision_keys, decisions, watch_actions, watch_agreed, watch_rows
from parity.store.watch_history import actions_of, active_run, last_ended, newest_plan, one_run, runs_listing
from parity.store.watch_pairs import Pair, item_of, pairs
from parity.store.watchlist_view import PairFilter, fitting, kept_plan, stand, unresolved
from tests.store.builders import NOW, TODAY, costs, new_database
from tests.web.watching import add_action, add_run, add_unresolved, connect, guid, household, list_row


def told(database: Database, **wanted: str) -> dict[str, str]:
    """Titles that fit, each with the lists that have it."""
    with database.reading() as connection:
        found = fitting(pairs(connection), PairFilter(**wanted))  # type: ignore[arg-type]
    return {pair.title: pair.state for pair in found}


@pytest.fixture
def filled(database: Database) -> Database:
    """A made-up household."""
    with database.writing() as connection:
        household(connection)
    return database


def decide(database: Database, kind: str, key: str, value: str = "") -> None:
    """A decision as an action makes it."""
    with database.writing() as connection:
        row = {"kind": kind, "label": "x", "value": value, "reason": "", "made_at": NOW, "made_on": TODAY}
        made = connection.execute(decisions.insert().values(**row).returning(decisions.c.id)).scalar_one()
        connection.execute(decision_keys.insert().values(decision_id=made, key=key))


def test_before_anything_was_read_it_says_so(database: Database) -> None:
    with database.reading() as connection:
        now = stand(connection)
        assert (now.read, now.simkl_name, now.rule) == (False, None, None)
        assert (pairs(connection), kept_plan(connection), newest_plan(connection)) == ((), None, None)


def test_both_lists_tell_whose_they_are_and_how_many_titles_they_have(filled: Database) -> None:
    with filled.reading() as connection:
        now = stand(connection)
    assert now.read
    assert (now.plex.count, now.simkl.count) == (6, 5)  # what SIMKL says was watched is not on its list
    assert (now.plex.member, now.simkl_name, now.refused, now.rule) == ("Ada", "ada", False, ("two-way", ""))


def test_each_title_stands_once_with_the_lists_that_have_it(filled: Database) -> None:
    assert told(filled) == {
        **dict.fromkeys(("Alien", "Brazil", "Contact"), "both"),
        **dict.fromkeys(("Dune", "Éternelle", "Heat"), "plex"),
        **dict.fromkeys(("Fargo", "Gattaca"), "simkl"),
    }
    assert list(told(filled, state="differs")) == ["Dune", "Éternelle", "Heat", "Fargo", "Gattaca"]
    assert list(told(filled, state="simkl")) == ["Fargo", "Gattaca"]
    assert list(told(filled, state="both", q="BRA")) == ["Brazil"]
    assert list(told(filled, type="show")) == ["Éternelle"]
    assert list(told(filled, q="éTER")) == ["Éternelle"]


def test_what_simkl_knows_under_another_status_stands_beside_it(filled: Database) -> None:
    with filled.reading() as connection:
        [heat] = [pair for pair in pairs(connection) if pair.title == "Heat"]
    assert [(item.key, item.status) for item in heat.known] == [("8", "completed")]


def test_a_film_and_a_show_of_one_number_are_two_titles(database: Database) -> None:
    with database.writing() as connection:
        list_row(connection, "plex", guid(1), "Dark", "tmdb:70523")
        list_row(connection, "simkl", "9", "Dark Star", "tmdb:70523", type="show")
    assert told(database) == {"Dark": "plex", "Dark Star": "simkl"}


def test_what_was_agreed_or_decided_makes_two_rows_one_title(database: Database) -> None:
    with database.writing() as connection:
        list_row(connection, "plex", guid(1), "Solaris")
        list_row(connection, "simkl", "9", "Solyaris", "imdb:tt0069293")
    assert told(database) == {"Solaris": "plex", "Solyaris": "simkl"}
    decide(database, "watch_match", f"plex:{guid(1)}", "simkl:9")
    assert told(database) == {"Solaris": "both"}


@pytest.mark.parametrize("key", ["movie/tmdb:4", f"plex:{guid(4)}"])
def test_a_title_that_is_left_alone_is_no_difference(filled: Database, key: str) -> None:
    decide(filled, "watch_apart", key)
    assert list(told(filled, state="apart")) == ["Dune"]
    assert "Dune" not in told(filled, state="differs")


def test_two_titles_whose_ids_disagree_say_so(database: Database) -> None:
    with database.writing() as connection:
        list_row(connection, "plex", guid(1), "Dune", "tmdb:1 imdb:tt1")
        list_row(connection, "simkl", "9", "Dune", "tmdb:1 imdb:tt2")
    with database.reading() as connection:
        assert [(pair.doubt, pair.state) for pair in pairs(connection)] == [("ids disagree", "both")]


def test_a_row_is_found_by_its_side_and_key(filled: Database) -> None:
    with filled.reading() as connection:
        found = item_of(connection, "simkl", "7")
        assert item_of(connection, "plex", "7") is None
    assert found is not None
    assert (found.title, found.ids) == ("Gattaca", frozenset(["imdb:tt0119177"]))


def test_the_kept_plan_is_the_newest_that_came_so_far(filled: Database) -> None:
    with filled.writing() as connection:
        add_run(connection, "failed", "sync", whole=None, sentence="SIMKL did not answer")
        add_run(connection, "running", "sync")
    with filled.reading() as connection:
        plan, run, last = kept_plan(connection), active_run(connection), last_ended(connection)
    assert plan is not None
    assert (plan.run_id, plan.work, plan.complete, plan.in_sync, plan.equal) == (1, "plan", True, 3, False)
    assert [(each.side, each.do, each.title, each.state) for each in plan.actions] == [
        ("simkl", "add", "Dune", "planned"),
        ("simkl", "remove", "Fargo", "planned"),
        ("plex", "remove", "Heat", "held"),
    ]
    assert plan.held == "1 change waits for your yes. Too many titles would be taken off at once."
    assert [each.title for each in plan.unresolved] == ["Gattaca", "Éternelle"]
    assert run is not None
    assert last is not None
    assert (run.state, last.message) == ("running", "SIMKL did not answer")


def test_a_run_tells_its_changes_and_how_many_stand_how(filled: Database) -> None:
    with filled.writing() as connection:
        run = add_run(connection, "partial", "sync")
        done = add_action(connection, run, "simkl", "add", "Dune", "new on plex", [guid(4)], state="done", ids="tmdb:4")
        add_action(connection, run, "simkl", "remove", "Fargo", "gone from plex", ["6"], state="failed", sentence="no")
    with filled.reading() as connection:
        found, changes, every = one_run(connection, run), actions_of(connection, run), runs_listing(connection, 1)
        assert one_run(connection, 99) is None
    assert found is not None
    assert (found.tally.done, found.tally.failed, found.tally.adds, found.tally.removes) == (1, 1, 1, 0)
    assert [(each.undoable, each.of, each.message) for each in changes] == [
        (True, "plex", None),
        (False, "simkl", "no"),
    ]
    assert (changes[0].id, changes[0].ids, changes[0].keys) == (done, {"tmdb": "4"}, (guid(4),))
    assert (every.total, every.items) == (2, (found,))


def large(path: Path, number: int) -> Database:
    """Two lists of so many titles, of which nine in ten are on both."""
    database = new_database(path)
    with database.writing() as connection:
        connect(connection)
        run = add_run(connection)
        rows, known, changes = [], [], []
        for at in range(1, number + 1):
            row = {"type": "movie", "title": f"Film {at}", "ids": f"tmdb:{at}", "place": at}
            rows.append({"side": "plex", "key": guid(at), **row})
            if at % 10:
                rows.append({"side": "simkl", "key": str(at), **row})
                keys = {"plex_keys": f'["{guid(at)}"]', "simkl_keys": f'["{at}"]'}
                known.append({"type": "movie", "title": f"Film {at}", "agreed_at": NOW, **keys})
            else:
                change = {"side": "simkl", "do": "add", "type": "movie", "title": f"Film {at}", "reason": "new on plex"}
                changes.append({"run_id": run, "mark": f"m{at}", **change})
                add_unresolved(connection, "plex", guid(at), "not found on simkl")
        for table, those in ((watch_rows, rows), (watch_agreed, known), (watch_actions, changes)):
            connection.execute(table.insert(), those)
    return database


READS: dict[str, tuple[int, Callable[[Connection], object]]] = {
    "stand": (4, stand),
    "titles": (4, pairs),
    "unresolved": (1, unresolved),
    "plan": (4, kept_plan),
    "runs": (3, runs_listing),
    "a run": (2, lambda c: one_run(c, 1)),
}


@pytest.mark.parametrize("number", [20, 2000])
def test_reads_of_the_lists_cost_a_fixed_handful_of_statements(tmp_path: Path, number: int) -> None:
    database = large(tmp_path / "parity.db", number)
    found = costs(database, READS)
    with database.reading() as connection:
        every: tuple[Pair, ...] = pairs(connection)
    database.close()
    assert found == {name: cost for name, (cost, _) in READS.items()}
    assert len(every) == number
