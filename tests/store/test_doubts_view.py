"""Shows that are not compared, what was decided of one kind, and the size of the database."""

import json

from parity.core.why import WhyCandidate
from parity.store import decisions
from parity.store.database import Database
from parity.store.decisions_view import decisions_listing
from parity.store.doubts_view import doubts
from parity.store.soundness import size_of
from tests.store.builders import NOW, TODAY, add_library, add_show


def test_doubts_come_by_title_with_their_candidates_and_where_they_lie(database: Database) -> None:
    found = json.dumps([{"tmdb_id": 7, "title": "The Office", "year": 2001}])
    with database.writing() as connection:
        anime = add_library(connection, "Anime")
        second = add_show(connection, "Office", standing="unmatched", reason="two fit", candidates=found)
        first = add_show(connection, "Bleach", library=anime, standing="suspect", year=2004)
    with database.reading() as connection:
        told = doubts(connection, [second, first, 99])
    assert [(d.title, d.year, d.reason, d.matched) for d in told] == [
        ("Bleach", 2004, None, True),
        ("Office", None, "two fit", False),
    ]
    assert told[1].candidates == (WhyCandidate(7, "The Office", 2001),)
    assert [copy.library for doubt in told for copy in doubt.copies] == ["Anime", "Shows"]


def test_decisions_can_be_narrowed_to_kinds(database: Database) -> None:
    with database.writing() as connection:
        for kind in ("ignore_show", "match", "ignore_episode"):
            decisions.add(connection, kind, [f"tmdb:{kind}"], kind, NOW, TODAY)
    with database.reading() as connection:
        some = decisions_listing(connection, TODAY, limit=1, kinds=("ignore_show", "ignore_episode"))
        none = decisions_listing(connection, TODAY, kinds=())
        every = decisions_listing(connection, TODAY)
    assert (some.total, [each.label for each in some.items]) == (2, ["ignore_episode"])
    assert (none.total, every.total) == (0, 3)


def test_the_size_of_the_database_is_that_of_its_file(database: Database) -> None:
    size = size_of(database)
    assert size is not None
    assert size >= 4096
    assert size % 512 == 0
