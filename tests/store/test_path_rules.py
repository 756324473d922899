"""Rules for paths are kept in their order, a bad one is refused in words, and a pattern never keeps anybody waiting."""

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parity.core.library import Section
from parity.core.paths import Place, Rule, TooSlow
from parity.store import libraries, path_rules
from parity.store.database import Database
from parity.store.path_rules import BadRule
from parity.store.patterns import BadPattern, rewriter
from parity.store.schema import path_rules as table
from tests.store.builders import add_library

TV = Rule("prefix", "/tv", "/data/tv", source="sonarr", machine_id="m1", ignore_case=True)
FILMS = Rule("prefix", "\\\\nas\\films", "/data/films")
ANY = Rule("regex", r"^/mnt/(\w+)/", "/data/$1/")


def matches(database: Database) -> list[str]:
    with database.reading() as connection:
        return [rule.matches for rule in path_rules.every(connection)]


def test_rules_are_kept_in_the_order_that_they_are_given(database: Database) -> None:
    with database.writing() as connection:
        ids = [path_rules.add(connection, rule) for rule in (TV, FILMS, ANY)]
        assert path_rules.every(connection)[0] == Rule("prefix", "/tv", "/data/tv", "sonarr", "m1", True, ids[0])
        assert path_rules.move(connection, ids[2], 0)
    assert matches(database) == [ANY.matches, "/tv", FILMS.matches]
    with database.writing() as connection:
        assert path_rules.change(connection, Rule("prefix", "/series", "/data/tv", id=ids[0]))
        assert path_rules.remove(connection, ids[1])
        path_rules.add(connection, FILMS)
    assert matches(database) == [ANY.matches, "/series", FILMS.matches]


def test_a_rule_that_is_gone_can_neither_be_changed_nor_moved(database: Database) -> None:
    with database.writing() as connection:
        assert not path_rules.change(connection, Rule("prefix", "/a", "/b", id=9))
        assert not path_rules.move(connection, 9, 0)
        assert not path_rules.remove(connection, 9)


def test_a_pattern_is_ready_to_be_used(database: Database) -> None:
    with database.writing() as connection:
        path_rules.add(connection, ANY)
        (rule,) = path_rules.every(connection)
    assert rule.turn is not None
    assert rule.turn("/mnt/tv/Dark/1.mkv") == "/data/tv/Dark/1.mkv"
    assert rule.turn("/media/tv/Dark") is None


def test_a_pattern_that_nobody_can_read_any_more_fits_nothing(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(table.insert().values(position=1, kind="regex", matches="(", becomes=""))
        assert [rule.turn for rule in path_rules.every(connection)] == [None]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Rule("prefix", "", "/data"), "Give what to look for"),
        (Rule("prefix", "tv", "/data/tv"), "from the beginning"),
        (Rule("prefix", "/tv", ""), "from the beginning"),
        (Rule("prefix", "/" + "x" * 1000, "/data"), "longer than 1000"),
        (Rule("regex", "(", ""), "The pattern cannot be read: missing )"),
        (Rule("regex", "x" * 201, ""), "The pattern is longer than 200 letters."),
        (Rule("regex", "(a{50}){50}", ""), "The pattern counts too far"),
        (Rule("regex", "a(?R)?", ""), "The pattern calls itself."),
        (Rule("regex", "^/tv", "/data/$1"), "There is no group 1 in the pattern."),
        (Rule("regex", "^/tv", "/data/${show}"), "There is no group show in the pattern."),
    ],
)
def test_a_rule_that_cannot_work_is_refused_in_words(database: Database, rule: Rule, said: str) -> None:
    with database.writing() as connection, pytest.raises(BadRule, match=".*") as refused:
        path_rules.add(connection, rule)
    assert said in str(refused.value)
    assert matches(database) == []


def test_what_a_pattern_has_found_goes_into_the_path() -> None:
    turn = rewriter(r"^/tv/(?P<show>[^/]+)/", r"O:\TV\${show}\$1 $$" + "\\")
    assert turn("/tv/Dark/S01") == "O:\\TV\\Dark\\Dark $\\S01"
    assert rewriter("TV", "x", ignore_case=True)("/tv/tv") == "/x/x"
    assert rewriter("a|(b)", "<$1>")("/a") == "/<>"


def test_a_pattern_fits_a_letter_with_its_accent_however_the_path_spells_it() -> None:
    assert rewriter("^/séries/", "/data/tv/")("/se\u0301ries/Dark") == "/data/tv/Dark"


@pytest.mark.parametrize("pattern", ["(a+)+$", "(?:(?:(?:a+)+)+)+$", "(a|aa)+$"])
def test_a_pattern_that_runs_away_is_given_up(pattern: str) -> None:
    turn, began = rewriter(pattern, "x"), time.monotonic()
    with pytest.raises(TooSlow):
        turn("a" * 4000 + "!")
    assert time.monotonic() - began < 2


@settings(max_examples=30)
@given(pattern=st.text("ab/().*+?[]{}^$|\\1<>", max_size=30), becomes=st.text("ab$1{}", max_size=6))
def test_any_pattern_is_refused_or_can_be_used(pattern: str, becomes: str) -> None:
    with suppress(BadPattern, TooSlow):
        turned = rewriter(pattern, becomes)("/ab/(b)")
        assert turned is None or isinstance(turned, str)


def test_followed_libraries_have_their_folders_and_keep_them_when_plex_does_not_tell(database: Database) -> None:
    def seen(kind: str, *locations: str) -> Section:
        return Section("7", kind, "Serien", "tv.plex.agents.series", (None, None, None), locations)

    with database.writing() as connection:
        add_library(connection, title="Gone", state="gone", locations='["/gone"]')
        add_library(connection, title="Other", followed=False, locations='["/other"]')
        libraries.remember_section(connection, "m1", seen("show", "/data/séries", "O:\\TV"), "")
        libraries.remember_section(connection, "m1", seen("show"), "")
        assert libraries.places(connection) == [
            Place("m1", "shows", "show", "Shows", ()),
            Place("m1", "7", "show", "Serien", ("/data/séries", "O:\\TV")),
        ]
        libraries.remember_section(connection, "m1", seen("show", "/data/tv"), "")
        assert libraries.places(connection)[1].locations == ("/data/tv",)
        libraries.remember_section(connection, "m1", seen("show", "/data/tv"), None)
        assert [place.section_key for place in libraries.places(connection)] == ["shows"]
