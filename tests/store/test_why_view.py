"""Why a show or an episode stands as it does: gathered whole, and told in sentences."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from parity.core.numbering import Number
from parity.core.why import Why, WhyCandidate, WhyItem, WhyPlacement, why_sentences
from parity.store import decisions
from parity.store.database import Database
from parity.store.schema import differences, items, missing_log, placements, shows
from parity.store.why_view import why
from tests.store.builders import NOW, TODAY, add_copy, add_episode, add_library, add_show, day, hold


@pytest.fixture
def firefly(database: Database) -> int:
    """A show in two libraries, one held back; one episode missing, one in the trash, one placed by date."""
    with database.writing() as connection:
        anime = add_library(connection, "Anime", state="held", notice="Plex lists 0 shows where there were 9")
        show = add_show(
            connection,
            "Firefly",
            year=2002,
            tmdb_id=1437,
            match_source="tmdb",
            trouble="TMDB: no answer",
            trouble_since=NOW - timedelta(hours=3),
        )
        add_copy(connection, show, anime, ids="imdb:tt0303461 tmdb:1437")
        add_episode(connection, show, (1, 1), day(-30), owned=True, title="Serenity")
        add_episode(connection, show, (1, 2), day(-20), title="The Train Job")
        add_episode(connection, show, (1, 3), day(-9), hidden_by="ignored", hidden_to=day(4), title="Bushwhacked")
        add_episode(connection, show, (1, 4), day(-8), owned=True, title="Shindig")
        add_episode(connection, show, (1, 5), day(5), title="Safe")
        add_episode(connection, show, (1, 6), None, title="Our Mrs. Reynolds")
        hold(connection, 1, "1001", "101")
        hold(connection, anime, "2001", "102", live=False)
        hold(connection, 1, "1001", "103", season=None, number=None, title="Shindig")
        placed = {"show_id": show, "rating_key": "103", "title": "Shindig", "season": 1, "number": 4, "how": "date"}
        lost = {"show_id": show, "rating_key": "104", "title": "Extra", "how": "unplaced"}
        connection.execute(placements.insert().values(**placed))
        connection.execute(placements.insert().values(**lost))
        log = {"show_id": show, "season": 1, "number": 2, "title": "x", "since": NOW}
        connection.execute(missing_log.insert().values(**log))
        for kind, keys, value in [
            ("policy", ["tmdb:1437"], "last"),
            ("policy", ["tmdb:1437"], "all"),
            ("ignore_season", ["tmdb:aired:1437:s1"], ""),
            ("ignore_show", ["tmdb:99"], ""),
        ]:
            decisions.add(connection, kind, keys, "Firefly", NOW, TODAY, value=value, reason="no time")
    return show


def told(database: Database, show: int, number: Number | None = None) -> Why:
    """Why; there has to be such a thing."""
    with database.reading() as connection:
        found = why(connection, TODAY, show, number)
    assert found is not None
    return found


def test_a_show_tells_its_copies_with_ids_order_and_what_is_in_the_trash(database: Database, firefly: int) -> None:
    first, second = told(database, firefly).copies
    assert (first.library, first.rating_key, first.ids, first.live, first.trashed) == ("Shows", "1001", (), 2, 0)
    assert (second.library, second.library_state, second.live, second.trashed) == ("Anime", "held", 0, 1)
    assert (second.ids, second.order) == (("imdb:tt0303461", "tmdb:1437"), "tmdb:aired")
    assert second.library_notice == "Plex lists 0 shows where there were 9"


def test_the_newest_decision_of_a_kind_is_in_force_and_strangers_are_left_out(database: Database, firefly: int) -> None:
    found = told(database, firefly).decisions
    assert [(d.kind, d.value, d.in_force) for d in found] == [
        ("policy", "last", False),
        ("policy", "all", True),
        ("ignore_season", "", True),
    ]


@pytest.mark.parametrize(
    ("number", "standing"),
    [(1, "owned"), (2, "missing"), (3, "hidden"), (4, "owned"), (5, "upcoming"), (6, "announced")],
)
def test_an_episode_has_one_standing(database: Database, firefly: int, number: int, standing: str) -> None:
    episode = told(database, firefly, Number(1, number)).episode
    assert episode is not None
    assert episode.standing == standing


def test_an_episode_tells_which_items_carry_it_placed_and_trashed_ones_too(database: Database, firefly: int) -> None:
    placed, trashed = (told(database, firefly, Number(1, n)).episode for n in (4, 2))
    assert placed is not None
    assert trashed is not None
    assert placed.items == (WhyItem("Shows", "103", "Shindig", True, None),)
    assert trashed.items == (WhyItem("Anime", "102", "File 102", False, None),)
    assert trashed.first_seen == NOW


def test_an_unmatched_show_names_its_candidates(database: Database) -> None:
    candidates = json.dumps([{"tmdb_id": 7, "title": "Office", "original_title": "Office", "year": None}])
    with database.writing() as connection:
        reason = "no result is surely this show"
        show = add_show(connection, "The Office", standing="unmatched", reason=reason, candidates=candidates)
    found = told(database, show)
    assert found.candidates == (WhyCandidate(7, "Office", None),)
    assert why_sentences(found)[0] == "The Office is not matched: no result is surely this show."
    assert "Perhaps it is TMDB 7: Office (no year)." in why_sentences(found)


def test_what_is_not_there_has_no_why(database: Database, firefly: int) -> None:
    with database.reading() as connection:
        assert why(connection, TODAY, firefly + 1) is None
        assert why(connection, TODAY, firefly, Number(9, 9)) is None


def test_the_sentences_of_a_show_start_with_the_verdict(database: Database, firefly: int) -> None:
    assert told(database, firefly).placements[1] == WhyPlacement("104", "Extra", None, "unplaced")
    assert why_sentences(told(database, firefly)) == [
        "Firefly misses 1 episode: 2 of 3 episodes are there.",
        "Next is S01E05 on 2026-11-26; 1 upcoming in all.",
        "1 episode announced without a date that can be believed.",
        "Policy: all. Specials count: no.",
        "It is TMDB 1437, because Plex names this id.",
        "It is compared in the order tmdb:aired, as the agent counts that matched it (tv.plex.agents.series).",
        "Only the day on which its episodes air is known: air times are estimated.",
        "Attic, Shows: rating key 1001, no ids, numbered as tmdb:aired, 2 episodes.",
        "Attic, Anime: rating key 2001, imdb:tt0303461, tmdb:1437, numbered as tmdb:aired, 0 episodes, 1 in the trash.",
        "Anime: Plex lists 0 shows where there were 9",
        "Decided on 2026-11-21: Firefly, policy set last (no time); a newer decision outranks it.",
        "Decided on 2026-11-21: Firefly, policy set all (no time).",
        "Decided on 2026-11-21: Firefly, ignored (no time).",
        "Shindig (rating key 103) counts as S01E04, by its air date.",
        "Extra (rating key 104) cannot be placed: no number, date or title fits.",
        "Last checked 2026-11-21 12:00 UTC.",
        "Trouble since 2026-11-21 09:00 UTC: TMDB: no answer; all else is what was known before.",
    ]


def test_the_sentences_of_an_episode_start_with_its_standing(database: Database, firefly: int) -> None:
    assert why_sentences(told(database, firefly, Number(1, 2)))[:4] == [
        "S01E02 The Train Job is missing since 2026-11-02.",
        "TMDB calls it episode 101002, aired 2026-11-01.",
        "First found missing 2026-11-21 12:00 UTC.",
        "Anime: rating key 102, File 102, is in the trash, which does not count.",
    ]
    hidden = why_sentences(told(database, firefly, Number(1, 3)))
    assert hidden[0] == "S01E03 Bushwhacked is hidden: ignored until 2026-11-25."
    assert hidden[2] == "Plex lists nothing that counts as this episode."


def test_an_item_that_counts_elsewhere_is_told_there_and_not_under_the_number_that_plex_gives_it(
    database: Database, firefly: int
) -> None:
    with database.writing() as connection:
        hold(connection, 1, "1001", "106", number=5, title="The Train Job")
        moved = {"show_id": firefly, "rating_key": "106", "title": "The Train Job", "how": "title"}
        connection.execute(placements.insert().values(**moved, season=1, number=2, from_season=1, from_number=5))
    here, there = (told(database, firefly, Number(1, n)) for n in (2, 5))
    assert here.episode is not None
    assert there.episode is not None
    assert WhyItem("Shows", "106", "The Train Job", True, None) in here.episode.items
    assert there.episode.items == ()
    said = "The Train Job (rating key 106), which Plex numbers S01E05, counts as S01E02, by its title."
    assert said in why_sentences(here)
    assert said not in why_sentences(there)


def test_a_file_of_two_episodes_is_told_of_both(database: Database, firefly: int) -> None:
    with database.writing() as connection:
        hold(connection, 1, "1001", "107", number=2, title="Both", file="/tv/Firefly S01E02-E03.mkv")
        both = {"show_id": firefly, "rating_key": "107", "title": "Both", "season": 1, "number": 3, "how": "range"}
        connection.execute(placements.insert().values(**both, from_season=1, from_number=2))
    for number in (2, 3):
        episode = told(database, firefly, Number(1, number)).episode
        assert episode is not None
        assert WhyItem("Shows", "107", "Both", True, "/tv/Firefly S01E02-E03.mkv") in episode.items


def test_order_air_time_grace_doubt_and_proposals_are_told_as_they_are_kept(database: Database) -> None:
    proposals = [
        {"kind": "order", "value": "tvdb:dvd", "name": "TheTVDB, DVD order", "share": 98, "share_now": 41},
        {"kind": "key", "value": "", "name": "", "share": 0, "share_now": 0},
    ]
    kept: dict[str, Any] = {"order_label": "tvdb:official", "source_id": 78874, "airs_time": "21:00"}
    doubt: dict[str, Any] = {"standing": "suspect", "reason": "another order fits better", "doubt": "order"}
    with database.writing() as connection:
        show = add_show(
            connection,
            "Firefly",
            tmdb_id=1437,
            airs_zone="America/New_York",
            **kept,
            **doubt,
            grace_days=3,
            grace_source="learned",
            proposals=json.dumps(proposals),
        )
        connection.execute(items.update().values(own_order="tvdbAiring"))
    found = told(database, show)
    assert (found.doubt, [p.value for p in found.proposals]) == ("order", ["tvdb:dvd", ""])
    said = why_sentences(found)
    for sentence in [
        "Firefly is not compared: another order fits better.",
        "It is compared in the order tvdb:official, as this show is set in Plex (tvdbAiring).",
        "TheTVDB calls it series 78874.",
        "It airs at 21:00 in America/New_York: its air times are exact.",
        "An episode is missing 3 days after it aired, learned from how long its episodes took to arrive.",
        "Proposed: order tvdb:dvd (TheTVDB, DVD order), which would explain 98 % of what Plex holds, "
        "now 41 % are explained.",
        "With a key for TheTVDB Parity would compare in the order that Plex uses: set TVDB_API_KEY.",
    ]:
        assert sentence in said, sentence


def test_where_the_networks_time_is_known_the_moment_of_an_episode_is_told(database: Database, firefly: int) -> None:
    with database.writing() as connection:
        connection.execute(shows.update().values(airs_time="21:00", airs_zone="America/New_York"))
    episode = told(database, firefly, Number(1, 2)).episode
    assert episode is not None
    assert episode.airs_at == datetime(2026, 11, 2, 2, tzinfo=UTC)
    assert "It is on at 2026-11-02 02:00 UTC." in why_sentences(told(database, firefly, Number(1, 2)))


def test_a_decision_about_an_episode_in_an_order_of_thetvdb_is_found_by_its_keys(database: Database) -> None:
    with database.writing() as connection:
        show = add_show(connection, "Firefly", tmdb_id=1437, order_label="tvdb:dvd", source_id=78874)
        add_episode(connection, show, (1, 1), day(-9), episode_id=5, hidden_by="ignored")
        decisions.add(connection, "ignore_episode", ["tvdb:e5"], "one", NOW, TODAY)
        decisions.add(connection, "ignore_season", ["tvdb:dvd:78874:s1"], "two", NOW, TODAY)
        decisions.add(connection, "ignore_episode", ["tmdb:e5"], "another provider's episode", NOW, TODAY)
    assert [d.label for d in told(database, show, Number(1, 1)).decisions] == ["one", "two"]


def test_what_the_sources_differ_in_is_told_with_what_was_accepted_of_it(database: Database, firefly: int) -> None:
    apart = {"show_id": firefly, "season": 1, "title": "Extra", "signature": "x"}
    with database.writing() as connection:
        add_episode(connection, firefly, (1, 7), day(-50), title="Extra", hidden_by="accepted difference", episode_id=7)
        mine = {"provider": "tmdb", "episode_id": 7, "number": 7, "explanation": "only listed here"}
        connection.execute(differences.insert().values(**apart, **mine))
        other = {
            "provider": "tvdb",
            "episode_id": 9,
            "number": 9,
            "explanation": "one long episode there, two halves here",
        }
        connection.execute(differences.insert().values(**apart, **other))
    found = told(database, firefly)
    assert [(d.code, d.in_use, d.accepted) for d in found.differences] == [
        ("S01E07", True, True),
        ("S01E09", False, False),
    ]
    for said in [
        "TMDB lists S01E07 Extra, the other provider does not: only listed here. You accepted that.",
        "TheTVDB lists S01E09 Extra, the other provider does not: one long episode there, two halves here.",
    ]:
        assert said in why_sentences(found)
