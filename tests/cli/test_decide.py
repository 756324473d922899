"""What a person decides is said back, takes effect at once, and can be undone."""

import json
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from parity.store.folder import lock
from tests.actions.household import Household
from tests.cli.conftest import Terminal


def codes(terminal: Terminal) -> list[str]:
    return [item["code"] for item in terminal.json("missing")["items"]]


def test_an_episode_is_ignored_and_comes_back(scanned: Terminal) -> None:
    said = scanned("ignore", "Firefly", "S01E03", "--reason", "lost").stdout
    assert said == "Firefly S01E03 is ignored (decision 1).\n"
    assert codes(scanned) == ["S01E01"]
    said = scanned("unignore", "Firefly", "S01E03").stdout
    assert said == "Firefly S01E03 is no longer ignored (1 decision taken back).\n"
    assert codes(scanned) == ["S01E03", "S01E01"]


def test_a_season_is_ignored_until_a_day(scanned: Terminal) -> None:
    day = (date.today() + timedelta(days=9)).isoformat()
    said = scanned("ignore", "Firefly", "s01", "--until", day).stdout
    assert said == f"Firefly season 1 is ignored until {day} (decision 1).\n"
    assert codes(scanned) == []


def test_a_day_that_is_past_is_refused(scanned: Terminal) -> None:
    said = scanned("ignore", "Firefly", "--until", "2020-01-01", exits=2).stderr
    assert "2020-01-01 is past; give a later day or none" in said


@pytest.mark.parametrize("written", ["20991231", "2099-W53-4", "2099-1-1", "soon"])
def test_a_day_is_written_in_one_way(scanned: Terminal, written: str) -> None:
    assert "is no day; write it as 2026-12-31" in scanned("ignore", "Firefly", "--until", written, exits=2).stderr


def test_a_show_is_ignored_by_its_rating_key(scanned: Terminal, household: Household) -> None:
    key = next(iter(household.plex.shows))
    assert scanned("ignore", f"plex:{key}").stdout == "Firefly is ignored (decision 1).\n"
    assert codes(scanned) == []


def test_what_is_not_ignored_cannot_be_unignored(scanned: Terminal) -> None:
    assert scanned.refusal("unignore", "Firefly") == (
        "Error: Firefly was not ignored by itself; python -m parity why says what hides it"
    )


def test_a_difference_is_accepted_and_comes_back(scanned: Terminal) -> None:
    said = scanned("accept", "Firefly", "S01E03", exits=2).stderr
    assert "no other source is known to differ about S01E03 of Firefly; ignore it instead" in said
    with closing(sqlite3.connect(scanned.folder / "parity.db")) as database, database:
        database.execute(
            "INSERT INTO differences SELECT show_id, 'tmdb', episode_id, season, number, title, air_date, "
            "'only listed here', '0f' FROM expected WHERE number = 3 AND NOT owned"
        )
    said = scanned("accept", "Firefly", "S01E03", "--reason", "TheTVDB is right").stdout
    assert said == "Firefly S01E03: the difference is accepted (decision 1).\n"
    assert codes(scanned) == ["S01E01"]
    assert "is hidden: accepted difference." in scanned("why", "Firefly", "S01E03").stdout
    scanned("decisions", "undo", "1")
    assert codes(scanned) == ["S01E03", "S01E01"]


def test_what_is_not_there_cannot_be_ignored(scanned: Terminal) -> None:
    assert scanned.refusal("ignore", "Firefly", "S07E01") == "Error: Firefly has no season 7."


def test_a_show_is_matched_by_hand_and_by_itself_again(scanned: Terminal) -> None:
    said = scanned("match", "Firefly", "2").stdout.splitlines()
    assert said[0] == "Firefly is TMDB 2 from now on."
    assert said[1].startswith("To ask TMDB now: python -m parity scan refresh --show ")
    scanned("scan", "full")
    show = str(scanned.json("shows")["items"][0]["show_id"])
    assert scanned("match", show, "auto").stdout.splitlines()[0].endswith(" is matched by its ids again.")


def test_a_match_that_is_taken_back_has_tmdb_asked_by_whoever_is_at_work(scanned: Terminal) -> None:
    show = scanned.json("shows")["items"][0]["show_id"]
    with lock(scanned.folder, "run"):
        assert scanned("match", "Firefly", "2").stdout.splitlines()[1] == "TMDB is asked now."
        said = scanned("decisions", "undo", "1").stdout.splitlines()
        assert said[1] == "A scan is at work: rescan the show when it has ended."
        scanned("scan", "cancel", "--queue")
        scanned("match", "Firefly", "2")
        scanned("scan", "cancel", "--queue")
        assert scanned("decisions", "undo", "2").stdout.splitlines()[1] == "TMDB is asked now."
        scanned("scan", "cancel", "--queue")
    scanned("match", "Firefly", "2")
    assert scanned("decisions", "undo", "3").stdout.splitlines() == [
        "Decision 3 (Firefly is TMDB 2) is taken back.",
        f"To ask TMDB now: python -m parity scan refresh --show {show}",
    ]


def test_a_policy_is_set_in_words(scanned: Terminal) -> None:
    assert scanned("policy", "Firefly", "from", "2").stdout == "Firefly: policy from 2.\n"
    assert codes(scanned) == []
    assert scanned("policy", "Firefly", "auto").stdout == "Firefly: policy auto.\n"
    assert codes(scanned) == ["S01E03", "S01E01"]
    said = scanned("policy", "Firefly", "some", exits=2).stderr
    assert "some is no policy; there are: all, future, from N, last, none" in said
    assert "from 0 is no policy" in scanned("policy", "Firefly", "from", "0", exits=2).stderr


def test_specials_are_switched_for_one_show(scanned: Terminal, household: Household) -> None:
    household.tmdb.add_season(1, 0, ["2000-01-01"])
    scanned("scan", "full")
    assert scanned("specials", "Firefly", "on").stdout == "Firefly: specials on.\n"
    assert "S00E01" in codes(scanned)
    scanned("specials", "Firefly", "off")
    assert "S00E01" not in codes(scanned)


def test_days_of_grace_are_set_for_one_show(scanned: Terminal) -> None:
    assert scanned("grace", "Firefly", "3").stdout == "Firefly: days of grace 3.\n"
    (shown,) = [show for show in scanned.json("shows")["items"] if show["title"] == "Firefly"]
    assert (shown["grace_days"], shown["grace_source"]) == (3, "set")
    assert scanned("grace", "Firefly", "auto").stdout == "Firefly: days of grace auto.\n"
    said = scanned("grace", "Firefly", "8", exits=2).stderr
    assert "'8' is neither a number of days from 0 to 7 nor `auto`" in said


def test_an_order_is_set_and_an_unknown_one_refused(scanned: Terminal) -> None:
    assert scanned("order", "Firefly", "tmdb").stdout == "Firefly: order tmdb.\n"
    refused = scanned("order", "Firefly", "imdb", exits=2).stderr
    assert "there is no order imdb; choose one of these, or auto" in refused
    assert "  tmdb:aired     TMDB, as aired\n" in refused


def test_decisions_are_listed_and_one_of_them_is_undone(scanned: Terminal) -> None:
    scanned("ignore", "Firefly", "S01E01", "--reason", "lost")
    scanned("policy", "Pushing Daisies", "last")
    found = scanned.json("decisions")
    assert [(d["id"], d["kind"], d["label"], d["reason"]) for d in found["items"]] == [
        (2, "policy", "Pushing Daisies: policy last", ""),
        (1, "ignore_episode", "Firefly S01E01", "lost"),
    ]
    assert scanned("decisions", "undo", "1").stdout == "Decision 1 (Firefly S01E01) is taken back.\n"
    assert scanned("decisions").stdout.startswith("1 decision\n")
    assert codes(scanned) == ["S01E03", "S01E01"]
    assert scanned.refusal("decisions", "undo", "1") == (
        "Error: there is no decision 1 that stands; python -m parity decisions"
    )


def test_what_plex_parity_left_behind_is_taken_over_and_the_rest_named(scanned: Terminal, tmp_path: Path) -> None:
    cache = tmp_path / "plex_cache.json"
    show = {"title": "Firefly", "plex_signature": "Firefly|2010|tmdb://1", "ignored_missing": ["S01E01", "nonsense"]}
    cache.write_text(json.dumps({"1": show}))
    config = tmp_path / "config.json"
    config.write_text(json.dumps({"library_name": "TV", "include_dmm_link": False, "theme": "dark"}))
    said = scanned("import", str(config), str(cache)).stdout
    assert said.startswith("2 settings taken over: ")
    assert "Taken over: 1 ignored, 0 matched by hand." in said
    assert "theme: no such setting here." in said
    assert codes(scanned) == ["S01E03"]
    again = scanned("import", str(cache)).stdout
    assert "Taken over: 0 ignored, 0 matched by hand.\nKnown already: 1 decision." in again


@pytest.mark.parametrize("content", [b"<html>", b"", b"\xff\xfe", b"[" * 100_000])
def test_a_file_that_is_no_json_is_one_line(content: bytes, bare: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "config.json"
    file.write_bytes(content)
    assert bare.refusal("import", str(file)).startswith(f"Error: {file} cannot be read as JSON (")


def test_a_file_of_somebody_else_is_left_out_by_name(bare: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "package.json"
    file.write_text('{"name": "something"}')
    said = bare("import", str(file), exits=1).stdout
    assert "package.json is neither config.json nor plex_cache.json of Plex Parity" in said


def test_of_several_files_the_good_ones_are_taken_over(scanned: Terminal, tmp_path: Path) -> None:
    broken, marked = tmp_path / "config.json", tmp_path / "plex_cache.json"
    broken.write_text("{")
    show = {"title": "Firefly", "plex_signature": "Firefly|2010|tmdb://1", "ignored_missing": ["S01E01", "\ud800"]}
    marked.write_text(json.dumps({"1": show}), encoding="utf-8-sig")
    said = scanned("import", str(broken), str(marked), exits=3).stdout
    assert "Taken over: 1 ignored" in said
    assert f"{broken} cannot be read as JSON (" in said


def test_a_match_is_told_by_the_name_that_was_given(scanned: Terminal) -> None:
    assert scanned("match", "Firefly", "2").stdout.startswith("Firefly is TMDB 2 from now on.\n")
