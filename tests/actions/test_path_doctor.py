"""The doctor for paths: each step is told, what Plex would be asked, and what would mend it. Nobody is asked."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, update

from parity.actions.path_doctor import Diagnosis, diagnose
from parity.actions.path_rules import BadRule, add_rule, change_rule, move_rule, remove_rule
from parity.actions.ports import House
from parity.actions.propose_rules import propose_rules
from parity.actions.queue_refresh import note_unmapped
from parity.core.paths import Rule
from parity.core.told import Told, Touched
from parity.store import arrivals, players, refreshes, schema
from parity.store.database import Connection
from tests.store.builders import NOW
from tests.store.film_builders import add_film, add_film_library
from tests.web.houses import house_in


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A server with shows in /data/tv and films in /data/films."""
    made = house_in(tmp_path)
    with made.database.writing() as connection:
        connection.execute(update(schema.servers).values(version="1.41.0"))
        connection.execute(update(schema.libraries).values(title="TV", section_key="1", locations='["/data/tv"]'))
        films = add_film_library(connection, section_key="2", locations='["/data/films"]')
        held = {"library_id": 1, "rating_key": "12", "show_key": "11", "title": "Secrets", "live": True}
        connection.execute(insert(schema.held_episodes), {**held, "file": "/data/tv/Dark (2017)/Season 1/1.mkv"})
        add_film(connection, "Dune", films, 438631)
        connection.execute(update(schema.held_films).values(file="/data/films/Dune (2021)/Dune.mkv"))
    yield made
    made.database.close()


def hear(connection: Connection, kind: str, path: str) -> None:
    arrivals.add(connection, kind, Told(kind, "Download", "It came.", (Touched(path),)), None, NOW)  # type: ignore[arg-type]


def asked(found: Diagnosis) -> list[tuple[str, str, str]]:
    return [(one.server, one.library, one.text) for one in found.requests]


def test_what_plex_would_be_asked_is_told_with_the_folder_as_it_calls_it(house: House) -> None:
    add_rule(house, Rule("prefix", "/tv", "/data/tv"))
    found = diagnose(house, "/tv/Élite & Co/S01/1.mkv")
    assert asked(found) == [("Attic", "TV", "GET /library/sections/1/refresh?path=/data/tv/%C3%89lite%20%26%20Co/S01")]
    assert [step.did for step in found.steps] == ["became", "found", "scan"]
    assert (found.is_folder, found.advice, found.proposals) == (False, (), ())


def test_a_whole_library_is_scanned_for_what_lies_right_in_it_and_by_a_server_that_knows_no_better(
    house: House,
) -> None:
    (right_in,) = diagnose(house, "/data/films/Dune.mkv").requests
    assert (right_in.text, right_in.remark) == (
        "GET /library/sections/2/refresh",
        "It lies right in the library's own folder, so the whole library is scanned.",
    )
    with house.database.writing() as connection:
        connection.execute(update(schema.servers).values(version="1.19.5.3112-b23ab3896"))
    (old,) = diagnose(house, "/data/tv/Dark/1.mkv").requests
    assert old.text == "GET /library/sections/1/refresh"
    assert old.remark == "Plex 1.19.5.3112-b23ab3896 cannot scan a single folder, so the whole library is scanned."


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("tv/Dark", "Give the path whole"),
        ("/data", "The library TV lies beneath it, in /data/tv"),
        ("/Data/TV/Dark/1.mkv", "Only capital letters part it from /data/tv, the library TV"),
    ],
)
def test_what_may_be_the_matter_is_said(house: House, path: str, said: str) -> None:
    found = diagnose(house, path)
    assert found.aims == ()
    assert found.advice[0].startswith(said)


def test_a_house_without_libraries_or_their_folders_is_told_where_they_come_from(house: House) -> None:
    with house.database.writing() as connection:
        connection.execute(update(schema.libraries).values(locations="[]"))
    assert diagnose(house, "/tv/Dark").advice == (
        "Plex has not said yet which folders belong to TV and Films: the next scan asks it.",
    )
    with house.database.writing() as connection:
        players.change(connection, "m1", told=False)
    assert "No library is followed yet" in diagnose(house, "/tv/Dark").advice[0]


def test_a_rule_that_would_mend_it_is_proposed_for_one_path_and_for_all_that_came(house: House) -> None:
    (found,) = diagnose(house, "/series/Dark (2017)/S01/1.mkv").proposals
    assert (found.rule.matches, found.rule.becomes, found.because) == ("/series", "/data/tv", "item")
    with house.database.writing() as connection:
        hear(connection, "sonarr", "/series/New/S01/1.mkv")
        hear(connection, "radarr", "/m/Dune (2021)/Dune.mkv")
        unseen = {"title": "Old", "sentence": "It lies nowhere.", "looked_at": NOW}
        connection.execute(insert(schema.unseen_files), {"source": "sonarr", "path": "/series/Old/S01/1.mkv", **unseen})
    proposed = propose_rules(house, [("sonarr", "/attic/tv")])
    assert [(one.rule.matches, one.rule.becomes, one.because, one.serves) for one in proposed] == [
        ("/series", "/data/tv", "only", 2),
        ("/m", "/data/films", "item", 1),
        ("/attic/tv", "/data/tv", "name", 1),
    ]


def test_a_new_rule_finds_the_place_of_what_had_none(house: House) -> None:
    with house.database.writing() as connection:
        folder = "/series/Dark (2017)/S01"
        lost = note_unmapped(connection, folder, "sonarr", NOW)
        told = Told("path", "manual", "It came.", (Touched(folder, folder=True),))
        refreshes.link(connection, lost, arrivals.add(connection, "sonarr", told, None, NOW))
    rule = Rule("prefix", "/series", "/data/tv")
    made = add_rule(house, rule)
    assert add_rule(house, rule) == made
    with house.database.reading() as connection:
        assert [row.folder for row in refreshes.of_server(connection, "m1")] == ["/data/tv/Dark (2017)/S01"]
        found = refreshes.get(connection, lost)
    assert found is not None
    assert found.state == "dropped"


def test_rules_are_changed_moved_and_dropped(house: House) -> None:
    first, second = (add_rule(house, Rule("prefix", at, "/data/tv")) for at in ("/a", "/b"))
    assert move_rule(house, second, 0)
    assert change_rule(house, Rule("prefix", "/c", "/data/tv", id=first))
    assert [step.rule and step.rule.matches for step in diagnose(house, "/x").steps[:2]] == ["/b", "/c"]
    assert remove_rule(house, second)
    assert not remove_rule(house, second)
    assert not move_rule(house, second, 0)
    assert not change_rule(house, Rule("prefix", "/d", "/data/tv", id=second))
    with pytest.raises(BadRule):
        change_rule(house, Rule("prefix", "tv", "/data/tv", id=first))


def test_a_pattern_that_takes_too_long_does_not_hold_up_the_proposals(house: House) -> None:
    add_rule(house, Rule("regex", r"^/(a|aa)+$", "/data/tv"))
    with house.database.writing() as connection:
        for number in range(60):
            hear(connection, "sonarr", f"/{'a' * 40}/{number}/1.mkv")
    begun = time.monotonic()
    propose_rules(house)
    assert time.monotonic() - begun < 3
