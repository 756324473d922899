"""The partner's paths are called by the rules that are meant for it, and rules are proposed from what names matched."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from parity.actions.path_doctor import diagnose
from parity.actions.path_rules import add_rule
from parity.actions.ports import House
from parity.actions.propose_rules import propose_rules
from parity.actions.watched_paths import keep_folders, translator
from parity.core.paths import Rule
from parity.core.watched_matching import pair_up
from parity.store import libraries, schema
from tests.core.watched_videos import as_it_is, plex, sage
from tests.web.houses import house_in

SAGETV = "http://sage:frey@127.0.0.1:9"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A server with shows in /data/tv, and a SageTV."""
    made = house_in(tmp_path, SAGETV_URL=SAGETV)
    with made.database.writing() as connection:
        connection.execute(update(schema.libraries).values(title="TV", section_key="1", locations='["/data/tv"]'))
    yield made
    made.database.close()


def machine(house: House) -> str:
    with house.database.reading() as connection:
        return libraries.places(connection)[0].machine_id


def match(house: House) -> None:
    """A run that matched one file by its name."""
    ours = [plex("1", "/data/tv/Castle/a.mpg", place=f"{machine(house)}/1")]
    keep_folders(house, pair_up(ours, [sage("7", "F:\\SageTV\\Castle\\a.mpg")], as_it_is).pairs)


def test_rules_for_anybody_and_for_the_partner_count_and_no_others(house: House) -> None:
    add_rule(house, Rule("prefix", "F:\\SageTV", "/data/tv", source="sagetv"))
    add_rule(house, Rule("prefix", "/films", "/data/films"))
    add_rule(house, Rule("prefix", "/series", "/data/tv", source="sonarr"))
    called = translator(house)
    assert called("F:\\sagetv\\a.mpg", "any") == "/data/tv/a.mpg"
    assert called("/films/b.mkv", "any") == "/data/films/b.mkv"
    assert called("/series/c.mkv", "any") == "/series/c.mkv"


def test_a_rule_for_the_partner_moves_no_path_of_a_hook(house: House) -> None:
    add_rule(house, Rule("prefix", "/series", "/data/tv", source="sagetv"))
    assert diagnose(house, "/series/Dark/1.mkv", "sonarr").aims == ()
    assert len(diagnose(house, "/series/Dark/1.mkv", "sagetv").aims) == 1


def test_what_names_matched_proposes_a_rule_till_it_is_made_or_another_run_says_otherwise(house: House) -> None:
    assert propose_rules(house) == ()
    match(house)
    (offer,) = propose_rules(house)
    assert (offer.rule.source, offer.rule.matches, offer.rule.becomes) == ("sagetv", "F:\\SageTV", "/data/tv")
    add_rule(house, offer.rule)
    assert propose_rules(house) == ()


def test_the_next_run_takes_the_place_of_the_last(house: House) -> None:
    match(house)
    keep_folders(house, ())
    assert propose_rules(house) == ()


def test_without_a_partner_nothing_is_proposed_for_it(house: House, tmp_path: Path) -> None:
    match(house)
    (tmp_path / "other").mkdir()
    other = house_in(tmp_path / "other")
    with other.database.writing() as connection:
        connection.execute(update(schema.libraries).values(title="TV", section_key="1", locations='["/data/tv"]'))
    match(other)
    assert len(propose_rules(house)) == 1
    assert propose_rules(other) == ()
    other.database.close()
