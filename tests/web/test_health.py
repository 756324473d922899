"""`/healthz` tells what is well and what is not, in a word each."""

import os
from datetime import timedelta
from pathlib import Path

from tests.store.builders import NOW, add_library, new_database
from tests.web.houses import client_of, house_in, house_of


def test_all_is_well(tmp_path: Path) -> None:
    answer = client_of(house_in(tmp_path)).get("/healthz")
    checks = {"database": "ok", "worker": "ok", "libraries": "ok", "disk": "ok"}
    assert (answer.status_code, answer.json) == (200, {"status": "ok", "checks": checks})


def test_a_worker_that_is_silent_degrades_and_then_takes_the_house_down(tmp_path: Path) -> None:
    moment = [NOW]
    house = house_of(new_database(tmp_path / "parity.db"), tmp_path, clock=lambda: moment[0])
    client = client_of(house)
    for seconds, word, status in [(29, "ok", 200), (30, "degraded", 200), (59, "degraded", 200), (60, "down", 503)]:
        moment[0] = NOW + timedelta(seconds=seconds)
        answer = client.get("/healthz")
        assert (answer.status_code, answer.json) == (
            status,
            {"status": word, "checks": {"database": "ok", "worker": word, "libraries": "ok", "disk": "ok"}},
        )


def test_without_its_database_the_house_is_down_and_still_answers(tmp_path: Path) -> None:
    house = house_in(tmp_path)
    client = client_of(house)
    house.database.close()
    os.rename(tmp_path / "parity.db", tmp_path / "elsewhere.db")
    (tmp_path / "parity.db").mkdir()
    answer = client.get("/healthz")
    checks = {"database": "down", "worker": "ok", "libraries": "ok", "disk": "ok"}
    assert (answer.status_code, answer.json) == (503, {"status": "down", "checks": checks})


def test_a_folder_that_cannot_be_looked_at_degrades(tmp_path: Path) -> None:
    house = house_in(tmp_path, PARITY_DATA_DIR=str(tmp_path / "gone"))
    answer = client_of(house).get("/healthz")
    assert answer.status_code == 200
    checks = {"database": "ok", "worker": "ok", "libraries": "ok", "disk": "degraded"}
    assert answer.json == {"status": "degraded", "checks": checks}


def test_a_library_that_the_brake_holds_degrades(tmp_path: Path) -> None:
    house = house_in(tmp_path)
    with house.database.writing() as connection:
        add_library(connection, "Anime", state="held", notice="Plex lists 12 episodes where there were 3,400")
        add_library(connection, "Kids", state="failed", notice="Plex did not answer")
    answer = client_of(house).get("/healthz")
    checks = {"database": "ok", "worker": "ok", "libraries": "degraded", "disk": "ok"}
    assert (answer.status_code, answer.json) == (200, {"status": "degraded", "checks": checks})
