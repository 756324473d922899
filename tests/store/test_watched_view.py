"""What runs over watched states did or would do, which videos have no partner, and what it costs to tell."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection

from parity.core.watched_shapes import WatchedState
from parity.store.database import Database
from parity.store.schema import watched_alone, watched_changes
from parity.store.watched_stand import stand
from parity.store.watched_view import (
    OF_A_PERSON,
    AloneFilter,
    ChangeFilter,
    active_run,
    alone,
    change_places,
    changes_of,
    is_overtaken,
    last_ended,
    marks_of,
    newest_plan,
    newest_run,
    one_run,
    plan_of,
    runs,
)
from tests.store.builders import costs, new_database
from tests.web.watched_states import MINUTE, RECORDINGS, SHOWS, add_change, add_run, be, plan


@pytest.fixture
def filled(database: Database) -> Database:
    """A plan over two libraries."""
    with database.writing() as connection:
        plan(connection)
    return database


def told(database: Database, **wanted: str) -> list[str]:
    """Titles of the changes that fit, in order."""
    with database.reading() as connection:
        run = one_run(connection, 1)
        assert run is not None
        return [each.title for each in changes_of(connection, run, ChangeFilter(**wanted)).items]  # type: ignore[arg-type]


def test_before_anything_was_compared_there_is_nothing_to_tell(database: Database) -> None:
    with database.reading() as connection:
        assert (newest_run(connection), newest_plan(connection), active_run(connection)) == (None, None, None)
        assert (runs(connection).total, alone(connection, "sagetv").total) == (0, 0)


def test_a_run_tells_its_numbers_and_how_many_changes_stand_how(filled: Database) -> None:
    with filled.reading() as connection:
        run = one_run(connection, 1)
        assert one_run(connection, 99) is None
    assert run is not None
    assert (run.work, run.state, run.scope, run.partner, run.ending) == (
        "plan",
        "done",
        ("Shows", "Recordings"),
        "sagetv",
        False,
    )
    assert (run.in_sync, run.plex_out, run.partner_out, run.not_in_partner, run.ambiguous) == (30, 1, 3, 2, 1)
    assert (run.tally.planned, run.tally.held, run.tally.skipped, run.tally.done, run.tally.failed) == (2, 1, 1, 0, 0)


def test_what_waits_for_a_person_stands_first_and_what_is_left_alone_last(filled: Database) -> None:
    assert told(filled) == ["Heat (1995)", "Castle – S07E19", "Éternelle – S01E01", "Dune (1984)"]


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        ({"state": "planned"}, ["Castle – S07E19", "Éternelle – S01E01"]),
        ({"side": "plex"}, ["Éternelle – S01E01"]),
        ({"place": RECORDINGS}, ["Heat (1995)"]),
        ({"q": "éTER"}, ["Éternelle – S01E01"]),
        ({"q": "%"}, []),
        ({"q": "e", "state": "planned", "side": "partner"}, ["Castle – S07E19"]),
    ],
)
def test_the_changes_can_be_narrowed(filled: Database, wanted: dict[str, str], titles: list[str]) -> None:
    assert told(filled, **wanted) == titles


def test_pages_of_them_count_all_that_fit(filled: Database) -> None:
    with filled.reading() as connection:
        run = one_run(connection, 1)
        assert run is not None
        first = plan_of(connection, run, limit=3)
        second = plan_of(connection, run, ChangeFilter(q="e"), 2, 2)
    assert (first.total, len(first.changes)) == (4, 3)
    assert (second.total, [each.title for each in second.changes]) == (4, ["Éternelle – S01E01", "Dune (1984)"])


def test_a_change_says_how_both_sides_stand_and_what_becomes_of_its_own(filled: Database) -> None:
    with filled.reading() as connection:
        run = one_run(connection, 1)
        assert run is not None
        held, move, mark, left = changes_of(connection, run).items
    assert (move.plex.position, move.partner, move.after) == (20 * MINUTE, _state(), _state(position=20 * MINUTE))
    assert (mark.plex, mark.partner, mark.after) == (_state(), _state(watched=True), _state(watched=True))
    assert (held.after, held.library, held.held_because) == (
        _state(),
        "Recordings",
        "Taking a mark or position away is only done when you say so.",
    )
    assert held.reason == "Its mark or position was taken away in Plex."
    assert mark.reason == "Both know of it and differ; what SageTV knows is newer."
    assert (left.do, left.after, left.matched_by) == ("", _state(), "name")


def _state(watched: bool = False, position: int = 0) -> WatchedState:
    return WatchedState(watched=watched, position=position, at=None)


def test_a_library_that_is_gone_is_called_by_its_place(filled: Database) -> None:
    with filled.writing() as connection:
        add_change(connection, 1, "plex", "mark", "Lost", "only on partner", place="m2/9")
    with filled.reading() as connection:
        run = one_run(connection, 1)
        assert run is not None
        (lost,) = changes_of(connection, run, ChangeFilter(place="m2/9")).items
        assert lost.library == "m2/9"
        assert change_places(connection, 1) == (RECORDINGS, SHOWS, "m2/9")


def test_only_what_can_still_be_done_can_be_asked_for(filled: Database) -> None:
    with filled.reading() as connection:
        every = marks_of(connection, 1, OF_A_PERSON, ChangeFilter())
        assert every == {"partner move Castle – S07E19", "plex mark Éternelle – S01E01", "partner clear Heat (1995)"}
        assert marks_of(connection, 1, ("planned",), ChangeFilter(q="ÉT")) == {"plex mark Éternelle – S01E01"}
        assert marks_of(connection, 1, ("planned",), ChangeFilter(place=RECORDINGS)) == set()


def test_videos_without_a_partner_are_told_with_what_they_may_be(filled: Database) -> None:
    with filled.reading() as connection:
        every = alone(connection, "sagetv")
        news = alone(connection, "sagetv", AloneFilter("ambiguous")).items
        found = {
            name: [each.title for each in alone(connection, "sagetv", wanted).items]
            for name, wanted in (
                ("why", AloneFilter("not in partner")),
                ("place", AloneFilter(place=RECORDINGS)),
                ("title", AloneFilter(q="GATT")),
                ("file", AloneFilter(q="/TV/News")),
            )
        }
    assert [each.title for each in every.items] == ["Fargo – S01E01", "Gattaca (1997)", "News"]
    assert [(each.others, each.library) for each in news] == [(("/a/News.mpg", "/b/News.mpg"), "Shows")]
    assert every.items[0].reason == "SageTV does not have it."
    assert found == {
        "why": ["Fargo – S01E01", "Gattaca (1997)"],
        "place": ["Gattaca (1997)"],
        "title": ["Gattaca (1997)"],
        "file": ["News"],
    }


def test_the_newest_plan_is_of_a_run_that_came_so_far(filled: Database) -> None:
    with filled.writing() as connection:
        add_run(connection, "failed", "sync", sentence="SageTV did not answer")
        add_run(connection, "running", "sync")
    with filled.reading() as connection:
        found = {each.__name__: each(connection) for each in (newest_run, newest_plan, active_run, last_ended)}
        listing = runs(connection, 2, 1)
    assert {name: run.id if run else None for name, run in found.items()} == {
        "newest_run": 3,
        "newest_plan": 1,
        "active_run": 3,
        "last_ended": 2,
    }
    assert (listing.total, [(run.id, run.message) for run in listing.items]) == (
        3,
        [(2, "SageTV did not answer"), (1, None)],
    )


def test_a_run_over_a_part_takes_no_plan_s_place_and_overtakes_it_by_what_it_changes(database: Database) -> None:
    with database.writing() as connection:
        whole = add_run(connection)
        part = add_run(connection, work="sync", narrowed=True)
        newest = newest_plan(connection)
        assert (newest and newest.id, is_overtaken(connection, whole)) == (whole, False)
        add_change(connection, part, "plex", "mark", "Fargo", "only on partner", state="done")
        assert is_overtaken(connection, whole)
        assert not is_overtaken(connection, part)


def test_a_library_that_was_compared_and_never_scanned_has_its_name(database: Database) -> None:
    with database.writing() as connection:
        run = add_run(connection, scope=json.dumps({SHOWS: "Shows"}))
        add_change(connection, run, "plex", "mark", "Fargo", "only on partner")
        found = one_run(connection, run)
        assert found is not None
        assert [each.library for each in changes_of(connection, found).items] == ["Shows"]


def test_it_is_known_whose_states_are_meant_and_which_libraries_there_are(filled: Database) -> None:
    with filled.reading() as connection:
        before = stand(connection)
    with filled.writing() as connection:
        be(connection, "42", "Bob")
        after = stand(connection)
    assert (before.who, before.name, before.changed_at) == ("", "", None)
    assert (after.who, after.name) == ("42", "Bob")
    assert [(each.place, each.title, each.followed) for each in after.shelves] == [
        (SHOWS, "Shows", True),
        (RECORDINGS, "Recordings", False),
    ]
    assert [each.title for each in after.shelves if each.is_called("recordings")] == ["Recordings"]


def large(path: Path, number: int) -> Database:
    """A plan of so many changes, and as many videos without a partner."""
    database = new_database(path)
    with database.writing() as connection:
        run = add_run(connection)
        of = {"run_id": run, "side": "plex", "do": "mark", "place": SHOWS, "partner_key": "1", "by": "path"}
        of |= {"reason": "only on partner"}
        changes = [{**of, "mark": f"m{at}", "plex_key": str(at), "title": f"Film {at}"} for at in range(number)]
        connection.execute(watched_changes.insert(), changes)
        lone = {"place": SHOWS, "reason": "not in partner"}
        rows = [{**lone, "plex_key": str(at), "title": f"Film {at}"} for at in range(number)]
        connection.execute(watched_alone.insert(), rows)
    return database


READS: dict[str, tuple[int, Callable[[Connection], object]]] = {
    "a run": (2, lambda c: one_run(c, 1)),
    "runs": (3, runs),
    "a plan": (5, lambda c: plan_of(c, newest_plan(c), limit=50)),  # type: ignore[arg-type]
    "a search": (4, lambda c: plan_of(c, newest_plan(c), ChangeFilter(q="9"), 50)),  # type: ignore[arg-type]
    "alone": (3, lambda c: alone(c, "sagetv", limit=50)),
    "marks": (1, lambda c: marks_of(c, 1, ("planned",), ChangeFilter())),
    "stand": (3, stand),
}


@pytest.mark.parametrize("number", [20, 2000])
def test_reads_cost_a_fixed_handful_of_statements(tmp_path: Path, number: int) -> None:
    database = large(tmp_path / "parity.db", number)
    found = costs(database, READS)
    database.close()
    assert found == {name: cost for name, (cost, _) in READS.items()}
