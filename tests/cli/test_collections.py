"""`collections`: for people, and for programs as the contract has it."""

import csv
import io
from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from parity.core.film_lines import COLUMNS
from parity.store.database import Database
from parity.store.schema import servers
from tests.cli.conftest import Terminal
from tests.store.builders import NOW, add_library
from tests.store.films import add_collection, add_film, add_part, begin, hold

ALIEN, BOND, HEAT = 8091, 645, 9
FIELDS = {"collection_id", "name", "owned", "released", "parts", "missing", "announced", "libraries"}
LONG_AGO, SOME_DAY = date(1986, 7, 18), date.today() + timedelta(days=400)


@pytest.fixture
def shelf(terminal: Terminal) -> Terminal:
    """A terminal that knows three collections: of Alien two films are missing, Bond is ignored, Heat is complete."""
    terminal("missing")  # makes the database
    database = Database(f"sqlite:///{terminal.folder / 'parity.db'}")
    with database.writing() as connection:
        connection.execute(insert(servers).values(machine_id="m1", name="Attic", seen_at=NOW))
        add_library(connection, "Films", kind="movie")
        begin(connection, ALIEN, "Alien Collection", owned=348)
        add_part(connection, ALIEN, 679, title="Aliens", released_on=LONG_AGO, due_on=LONG_AGO, rating=7.9, votes=9000)
        add_part(
            connection, ALIEN, 8077, title="=Alien³\x1b[2J", released_on=LONG_AGO, due_on=LONG_AGO, rating=3.0, votes=9
        )
        add_part(connection, ALIEN, 99, title="Next", released_on=SOME_DAY, due_on=SOME_DAY)
        add_part(connection, ALIEN, 98, title="Never mind", due_on=LONG_AGO, hidden_by="ignored")
        begin(connection, BOND, "James Bond", owned=646, ignored_by="ignored collection")
        add_part(connection, BOND, 647, due_on=LONG_AGO, hidden_by="ignored collection")
        begin(connection, HEAT, "Heat", owned=949)
        add_collection(connection, 10, "Never begun")
        add_part(connection, 10, 11)
    database.close()
    return terminal


def test_collections_lists_what_is_missing_for_people(shelf: Terminal) -> None:
    lines = shelf("collections").stdout.splitlines()
    assert lines[0] == "2 missing films of 1 collection"
    assert lines[2].split() == ["8091", "Alien", "Collection", "1/3", "Aliens", "1986", "679", "1986-07-18"]
    assert lines[3].split()[:2] == ["=Alien³", "[2J"]
    assert "\x1b" not in "".join(lines)


def test_what_could_not_be_checked_yet_is_not_passed_over(shelf: Terminal) -> None:
    assert "checked" not in shelf("collections").stderr
    database = Database(f"sqlite:///{shelf.folder / 'parity.db'}")
    with database.writing() as connection:
        begin(connection, 11, "Rocky", owned=1366, checked_at=None)
    database.close()
    said = "1 collection could not be checked yet: python -m parity collections --state error\n"
    assert said in shelf("collections", "--json").stderr
    assert "Rocky" in shelf("collections", "--state", "error").stdout


def test_collections_as_json_is_the_contract_s_shape(shelf: Terminal) -> None:
    found = shelf.json("collections")
    assert found["total"] == 1
    [alien] = found["items"]
    assert set(alien) >= FIELDS
    assert (alien["collection_id"], alien["name"], alien["libraries"]) == (ALIEN, "Alien Collection", ["Films"])
    assert (alien["owned"], alien["released"], alien["ignored"]) == (1, 3, 1)
    film = next(film for film in alien["missing"] if film["tmdb_id"] == 679)
    assert (film["title"], film["release_date"], film["ignored"]) == ("Aliens", "1986-07-18", False)
    assert [film["title"] for film in alien["announced"]] == ["Next"]


def test_complete_and_ignored_collections_are_listed_on_demand(shelf: Terminal) -> None:
    names = {item["name"]: item["state"] for item in shelf.json("collections", "--all")["items"]}
    assert names == {"Alien Collection": "missing", "James Bond": "ignored", "Heat": "complete"}
    lines = shelf("collections", "--all").stdout.splitlines()
    assert lines[0] == "2 missing films of 3 collections"
    assert any(line.split() == ["9", "Heat", "1/1", "(complete)"] for line in lines)
    ignored = shelf.json("collections", "--ignored")["items"]
    told = {film["tmdb_id"] for item in ignored for film in item["missing"] if film["ignored"]}
    assert told == {98, 647}
    assert [item["name"] for item in shelf.json("collections", "--state", "ignored")["items"]] == ["James Bond"]


@pytest.mark.parametrize(
    ("words", "left"),
    [(("--rating", "5"), [679]), (("--votes", "10"), [679]), (("--no-shorts",), [679, 8077]), (("--library", "X"), [])],
)
def test_films_are_left_out_on_demand(shelf: Terminal, words: tuple[str, ...], left: list[int]) -> None:
    found = shelf.json("collections", *words)["items"]
    assert sorted(film["tmdb_id"] for item in found for film in item["missing"]) == left


def test_collections_as_csv_has_a_line_for_each_missing_film_and_no_formula(shelf: Terminal) -> None:
    said = shelf("collections", "--csv").stdout
    rows = list(csv.DictReader(io.StringIO(said)))
    assert tuple(rows[0]) == COLUMNS
    assert {(row["collection"], row["tmdb_id"], row["rating"], row["ignored"]) for row in rows} == {
        ("Alien Collection", "679", "7.9", "false"),
        ("Alien Collection", "8077", "3.0", "false"),
    }
    assert ",'=Alien³ [2J," in said


def test_one_form_at_a_time(shelf: Terminal) -> None:
    assert "choose one of --csv, --json" in shelf("collections", "--json", "--csv", exits=2).stderr


def test_a_film_that_was_there_says_so(shelf: Terminal) -> None:
    database = Database(f"sqlite:///{shelf.folder / 'parity.db'}")
    with database.writing() as connection:
        add_film(connection, 679, ALIEN, left_on=date(2026, 1, 2), imdb_id="tt0090605")
    database.close()
    assert "lost since 2026-01-02" in shelf("collections").stdout
    films = {film["tmdb_id"]: film for film in shelf.json("collections")["items"][0]["missing"]}
    assert films[679]["links"] == [
        {"label": "DMM", "url": "https://debridmediamanager.com/movie/tt0090605", "needs_key": False}
    ]


# What a person decides


def lacks(terminal: Terminal, tmdb_id: int = 679) -> bool:
    """Whether that film is missing."""
    return any(film["tmdb_id"] == tmdb_id for item in terminal.json("collections")["items"] for film in item["missing"])


def test_a_film_is_ignored_and_comes_back(shelf: Terminal) -> None:
    assert shelf("ignore", "--film", "679", "--reason", "seen").stdout == "Aliens (1986) is ignored (decision 1).\n"
    assert not lacks(shelf)
    assert [d["kind"] for d in shelf.json("decisions")["items"]] == ["ignore_film"]
    said = shelf("unignore", "--film", "679").stdout
    assert said == "Aliens (1986) is no longer ignored (1 decision taken back).\n"
    assert lacks(shelf)
    assert shelf.refusal("unignore", "--film", "679").startswith("Error: Aliens (1986) was not ignored by itself")


def test_a_collection_is_ignored_by_its_name_or_id_and_comes_back(shelf: Terminal) -> None:
    until = (date.today() + timedelta(days=9)).isoformat()
    said = shelf("ignore", "--collection", "alien", "--until", until, "--new-parts").stdout
    assert said == f"Alien Collection is ignored until {until}, but for films that are listed later (decision 1).\n"
    assert not lacks(shelf)
    assert shelf("unignore", "--collection", str(ALIEN)).stdout.startswith("Alien Collection is no longer ignored")
    assert lacks(shelf)


def test_a_decision_about_a_film_is_taken_back_by_its_number(shelf: Terminal) -> None:
    shelf("ignore", "--collection", "Alien Collection")
    assert shelf("decisions", "undo", "1").stdout.startswith("Decision 1 (Alien Collection) is taken back.")
    assert lacks(shelf)


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("collections", "--rating", "nan"), 2, "'nan' is not a number from 0 to 10"),
        (("collections", "--rating", "11"), 2, "is not in the range"),
        (("ignore", "--film", "99999"), 1, "No collection has a film 99999."),
        (("ignore", "--film", "Aliens"), 2, "'Aliens' is no TMDB id"),
        (("ignore", "--film", "679", "S01"), 2, "a film has no seasons"),
        (("ignore", "--film", "679", "--new-parts"), 2, "--new-parts is about a collection"),
        (("ignore", "--film", "--collection", "679"), 2, "--film and --collection exclude each other"),
        (("ignore", "--collection", "Ali"), 1, "Did you mean Alien Collection?"),
        (("match", "--film", "99", "679"), 1, "There is no film 99."),
        (("match", "--film", "Nobody", "949"), 1, "There is no film Nobody."),
        (("match", "--film", "plex:nobody", "949"), 1, "There is no film plex:nobody."),
        (("scan", "full", "--collection", "Nothing"), 1, "There is no collection Nothing that you began."),
        (("scan", "full", "--collection", "9", "--library", "Films"), 2, "exclude each other"),
    ],
)
def test_what_cannot_be_meant_is_told(shelf: Terminal, words: tuple[str, ...], status: int, said: str) -> None:
    assert said in shelf(*words, exits=status).stderr


def test_a_film_is_said_to_be_another_one(shelf: Terminal) -> None:
    database = Database(f"sqlite:///{shelf.folder / 'parity.db'}")
    with database.writing() as connection:
        for tmdb_id, year in ((109445, 2010), (2, 1988), (3, None)):
            film = add_film(connection, tmdb_id)
            hold(connection, film, str(tmdb_id), title="Frozen" if year == 2010 else "Twins", year=year)
    database.close()
    said = shelf("match", "--film", "frozen", "44363").stdout
    assert said == "Frozen (2010) is TMDB 44363 from now on. To ask TMDB now: python -m parity scan incremental\n"
    assert shelf.json("decisions")["items"][0]["kind"] == "match_film"
    assert "matched by its ids again" in shelf("match", "--film", "plex:109445", "auto").stdout
    several = shelf.refusal("match", "--film", "Twins", "949")
    assert several == "Error: 2 films are called Twins: give one of the ids 5 (1988), 6 (no year)."
    assert shelf("match", "--film", "5", "949").stdout.startswith("Twins (1988) is TMDB 949 from now on.")
    assert shelf.refusal("match", "--film", "Froz", "949") == "Error: There is no film Froz. Did you mean Frozen?"


def test_a_collection_is_handed_to_the_worker_to_be_asked_about(shelf: Terminal) -> None:
    scan = shelf.json("scan", "full", "--collection", "Heat", "--queue")
    assert (scan["mode"], scan["state"]) == ("collection", "queued")
