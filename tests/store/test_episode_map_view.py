"""One show whole: the state of every episode, the decision behind it, and what became of its gaps."""

import json
from datetime import timedelta

from parity.store import decisions
from parity.store.database import Database
from parity.store.episode_map_view import WholeShow, whole_show
from parity.store.schema import items, missing_log, placements
from parity.store.show_decisions_view import decision_of_kind
from tests.store.builders import NOW, TODAY, add_copy, add_episode, add_library, add_show, day, statements


def seen(database: Database, show: int) -> WholeShow:
    """The show; there has to be one."""
    with database.reading() as connection:
        found = whole_show(connection, TODAY, show)
    assert found is not None
    return found


def test_each_episode_is_in_one_of_six_states(database: Database) -> None:
    with database.writing() as connection:
        show = add_show(connection, "Firefly", tmdb_id=1437)
        add_episode(connection, show, (0, 1), day(-40), hidden_by="specials")
        add_episode(connection, show, (0, 2), day(-39), owned=True, hidden_by="specials")
        add_episode(connection, show, (1, 1), day(-30), owned=True)
        add_episode(connection, show, (1, 2), day(-20))
        add_episode(connection, show, (1, 3), day(-19), hidden_by="policy last")
        add_episode(connection, show, (1, 4), day(-18), hidden_by="ignored", hidden_to=day(-1))
        add_episode(connection, show, (1, 5), day(5))
        add_episode(connection, show, (1, 6), None)
    specials, first = seen(database, show).seasons
    assert [e.state for e in specials.episodes] == ["special", "have"]
    assert [e.state for e in first.episodes] == ["have", "missing", "ignored", "missing", "upcoming", "announced"]
    assert (specials.counted, first.counted) == (False, True)
    assert first.counts()["missing"] == 2


def test_an_ignored_episode_names_the_decision_behind_it(database: Database) -> None:
    with database.writing() as connection:
        show = add_show(connection, "Firefly", tmdb_id=1437)
        add_episode(connection, show, (1, 1), day(-20), hidden_by="ignored", episode_id=77)
        add_episode(connection, show, (2, 1), day(-10), hidden_by="ignored season", episode_id=78)
        add_episode(connection, show, (3, 1), day(-5), hidden_by="ignored show", episode_id=79)
        for kind, key in (
            ("ignore_episode", "tmdb:e77"),
            ("ignore_season", "tmdb:aired:1437:s2"),
            ("ignore_show", f"plex://show/{show}"),
            ("ignore_episode", "tmdb:e770"),
            ("ignore_season", "tmdb:aired:14370:s2"),
        ):
            decisions.add(connection, kind, [key], f"Firefly, {key}", NOW, TODAY, reason=key)
    found = seen(database, show)
    by = [episode.by for season in found.seasons for episode in season.episodes]
    assert [decision.reason if decision else None for decision in by] == [
        "tmdb:e77",
        "tmdb:aired:1437:s2",
        f"plex://show/{show}",
    ]
    assert [season.ignored for season in found.seasons] == [False, True, False]
    assert [episode.own for season in found.seasons for episode in season.episodes] == [True, False, False]
    assert len(found.decisions) == 3


def test_standing_decisions_are_told_newest_first_with_whether_they_still_rule(database: Database) -> None:
    with database.writing() as connection:
        show = add_show(connection, "Firefly", tmdb_id=1437)
        guid = [f"plex://show/{show}"]
        for value, until in (("last", None), ("none", day(-1)), ("all", None)):
            decisions.add(connection, "policy", guid, "Firefly", NOW, TODAY, value=value, until=until)
        taken_back = decisions.add(connection, "specials", guid, "Firefly", NOW, TODAY, value="on")
        decisions.undo(connection, taken_back, NOW)
        rules = decision_of_kind(connection, TODAY, show, "policy")
        assert decision_of_kind(connection, TODAY, show, "specials") is None
    told = seen(database, show).decisions
    assert [(d.value, d.in_force) for d in told] == [("all", True), ("none", False), ("last", False)]
    assert rules == told[0].id


def test_history_is_the_last_twenty_with_what_became_of_them(database: Database) -> None:
    with database.writing() as connection:
        show = add_show(connection, "Firefly")
        for number in range(1, 26):
            ended = NOW - timedelta(days=number) if number > 1 else None
            how = "arrived" if ended else None
            values = {"show_id": show, "season": 1, "number": number, "title": "x", "since": NOW - timedelta(days=60)}
            connection.execute(missing_log.insert().values(**values, ended_at=ended, ended_how=how))
    history = seen(database, show).history
    assert [gap.code for gap in history[:2]] == ["S01E02", "S01E03"]
    assert len(history) == 20
    assert {gap.ended_how for gap in history} == {"arrived"}


def test_candidates_unplaced_items_and_a_held_library_are_told(database: Database) -> None:
    with database.writing() as connection:
        anime = add_library(connection, "Anime", state="held")
        found = json.dumps([{"tmdb_id": 7, "title": "Firefly", "original_title": "", "year": None}])
        show = add_show(
            connection, "Firefly", standing="unmatched", reason="no result is surely this", candidates=found
        )
        add_copy(connection, show, anime)
        lost = {"show_id": show, "rating_key": "104", "title": "Extra", "how": "unplaced"}
        connection.execute(placements.insert().values(**lost))
    whole = seen(database, show)
    assert [(c.tmdb_id, c.title, c.year) for c in whole.candidates] == [(7, "Firefly", None)]
    assert [item.title for item in whole.unplaced] == ["Extra"]
    assert whole.held_back == "Anime"


def test_a_show_without_copies_cannot_be_seen(database: Database) -> None:
    with database.writing() as connection:
        show = add_show(connection, "Firefly")
        connection.execute(items.update().values(show_id=None))
    with database.reading() as connection:
        assert whole_show(connection, TODAY, show) is None


def test_a_show_of_a_thousand_episodes_costs_as_many_statements_as_a_small_one(database: Database) -> None:
    with database.writing() as connection:
        small, large = (add_show(connection, title, tmdb_id=i) for i, title in enumerate(("Small", "Large"), 1))
        add_episode(connection, small, (1, 1), day(-9))
        for number in range(1000):
            add_episode(connection, large, (number // 20 + 1, number % 20 + 1), day(-9))
    costs = []
    for show in (small, large):
        with statements(database) as sent:
            seen(database, show)
        costs.append(len(sent))
    assert costs == [16, 16]
