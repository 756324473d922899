"""What was answered is kept for both processes, and a broken cache is nobody's failure."""

import logging
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from parity.cache import CacheUnusable, Figures, Remembered, open_cache
from parity.cache.packing import pack, unpack
from parity.cache.sqlite import SqliteCache
from tests.loopback import FakeTime

SEASON = {"season_number": 1, "episodes": [{"id": 62085, "name": "Pilot ä 第1話", "air_date": None}]}
A_DAY = 24 * 3600


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache.db"


@pytest.fixture
def cache(path: Path) -> Iterator[Remembered]:
    with closing(open_cache(f"sqlite:///{path}")) as opened:
        yield opened


@pytest.fixture
def aging(path: Path) -> Iterator[tuple[SqliteCache, FakeTime]]:
    """The backend on a clock of its own."""
    time = FakeTime()
    with closing(SqliteCache(str(path), clock=time.clock)) as backend:
        yield backend, time


def test_what_is_put_is_there_for_both_processes(cache: Remembered, path: Path) -> None:
    cache.put("tmdb:tv:1396:season:1", SEASON, A_DAY)
    assert cache.get("tmdb:tv:1396:season:1") == SEASON
    with closing(open_cache(f"sqlite:///{path}")) as other:
        assert other.get("tmdb:tv:1396:season:1") == SEASON


@pytest.mark.parametrize("value", [0, False, "", [], {}, 1.5, "text"])
def test_any_json_value_comes_back_as_it_was(cache: Remembered, value: object) -> None:
    cache.put("key", value, A_DAY)
    assert cache.get("key") == value


def test_what_is_no_json_is_a_mistake_of_the_program(cache: Remembered) -> None:
    with pytest.raises(TypeError):
        cache.put("key", {1, 2}, A_DAY)


def test_many_are_put_and_got_in_one_step(cache: Remembered) -> None:
    cache.put_many({f"key:{n}": n for n in range(1200)}, A_DAY)
    assert cache.get_many(["key:7", "none", "key:1199"]) == {"key:7": 7, "key:1199": 1199}
    assert len(cache.get_many([f"key:{n}" for n in range(1200)])) == 1200
    assert cache.get_many([]) == {}


def test_a_newer_value_takes_the_place_of_the_old(cache: Remembered) -> None:
    cache.put("key", 1, A_DAY)
    cache.put("key", 2, A_DAY)
    assert (cache.get("key"), cache.figures().entries) == (2, 1)


def test_a_prefix_takes_its_keys_along_and_no_others(cache: Remembered) -> None:
    cache.put_many({"tv:1": 0, "tv:1:a": 1, "tv:1:é": 2, "tv:1%": 3, "tv:13": 4, "tv:1_": 5}, A_DAY)
    cache.delete_prefix("tv:1:")
    assert cache.get_many(["tv:1", "tv:1:a", "tv:1:é", "tv:1%", "tv:13", "tv:1_"]) == {
        "tv:1": 0,
        "tv:1%": 3,
        "tv:13": 4,
        "tv:1_": 5,
    }


def test_clearing_forgets_everything(cache: Remembered) -> None:
    cache.put("key", 1, 0)
    cache.clear()
    assert cache.get("key") is None


def test_figures_say_what_is_kept_and_how_often_it_helped(cache: Remembered) -> None:
    cache.put_many({"a": SEASON, "b": SEASON}, A_DAY)
    cache.get_many(["a", "b", "c"])
    cache.get("d")
    assert cache.figures() == Figures(entries=2, bytes=2 * len(pack(SEASON)), hits=2, misses=2)


def test_a_value_is_gone_when_its_time_is_over_and_purging_drops_it(aging: tuple[SqliteCache, FakeTime]) -> None:
    backend, time = aging
    backend.set_many({"short": 1, "long": 2}, 60)
    backend.set("for ever", 3, 0)
    backend.set("long", 2, 120)
    time.now = 60.0
    assert backend.get_many("short", "long", "for ever") == [None, 2, 3]
    assert (backend.has("short"), backend.has("long")) == (False, True)
    assert backend.size()[0] == 3
    assert (backend.purge(), backend.purge()) == (1, 0)
    assert backend.size()[0] == 2


def test_adding_leaves_a_living_value_and_replaces_an_expired_one(aging: tuple[SqliteCache, FakeTime]) -> None:
    backend, time = aging
    time.now = 40.0
    assert (backend.add("key", 1, 60), backend.add("key", 2, 60), backend.get("key")) == (True, False, 1)
    time.now = 100.0
    assert (backend.add("key", 3, 60), backend.get("key")) == (True, 3)


def test_deleting_tells_whether_it_was_there(aging: tuple[SqliteCache, FakeTime]) -> None:
    backend, _ = aging
    backend.set_many({"a": 1, "b": 2, "c": 3})
    assert (backend.delete("a"), backend.delete("a")) == (True, False)
    assert backend.delete_many("b", "c", "d") == ["b", "c", "d"]
    assert backend.clear() is True
    assert backend.size() == (0, 0)


def test_twenty_threads_and_a_second_process_write_at_once(cache: Remembered, path: Path) -> None:
    with closing(open_cache(f"sqlite:///{path}")) as other, ThreadPoolExecutor(20) as pool:
        for n in range(200):
            pool.submit((cache, other)[n % 2].put_many, {f"{n}:{part}": part for part in range(6)}, A_DAY)
        pool.shutdown()
        assert cache.figures().entries == other.figures().entries == 1200


def test_the_file_is_the_owners_alone(cache: Remembered, path: Path) -> None:
    before = os.umask(0)
    try:
        cache.put("key", SEASON, A_DAY)
    finally:
        os.umask(before)
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert modes == {"cache.db": 0o600, "cache.db-wal": 0o600, "cache.db-shm": 0o600}


def test_nothing_is_written_before_the_first_use(cache: Remembered, path: Path) -> None:
    assert not path.exists()


def test_values_are_json_and_never_pickle() -> None:
    assert unpack(pack(SEASON)) == SEASON
    assert unpack(b"\x80\x04N.") is None
    assert unpack(None) is None


def damaged(path: Path) -> None:
    path.write_bytes(os.urandom(20_000))


def emptied(path: Path) -> None:
    os.truncate(path, 0)


def deleted(path: Path) -> None:
    for file in list(path.parent.iterdir()):
        file.unlink()


def torn(path: Path) -> None:
    """A page in the middle was lost."""
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096)


@pytest.mark.parametrize("harm", [damaged, emptied, deleted, torn])
def test_a_file_that_was_harmed_under_it_is_begun_anew(
    cache: Remembered, path: Path, harm: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    cache.put_many({f"key:{n}": [n] * 500 for n in range(500)}, A_DAY)
    cache.close()
    harm(path)
    cache.get("key:7")
    cache.put("key:new", SEASON, A_DAY)
    assert cache.get("key:new") == SEASON
    assert caplog.records == []


@pytest.mark.parametrize("harm", [damaged, emptied, deleted])
def test_a_file_that_is_harmed_while_it_is_open_costs_at_most_a_while_without_cache(
    path: Path, harm: Callable[[Path], None]
) -> None:
    time = FakeTime()
    with closing(Remembered(SqliteCache(str(path)), (sqlite3.Error, OSError), time.clock)) as cache:
        cache.put("old", 1, A_DAY)
        harm(path)
        cache.get("old")
        cache.put("new", 2, A_DAY)
        time.now = 60.0
        cache.put("new", 2, A_DAY)
        assert cache.get("new") == 2


def test_after_the_file_was_deleted_both_processes_meet_in_the_new_one(cache: Remembered, path: Path) -> None:
    cache.put("old", 1, A_DAY)
    deleted(path)
    with closing(open_cache(f"sqlite:///{path}")) as other:
        other.put("new", 2, A_DAY)
        assert cache.get_many(["old", "new"]) == {"new": 2}


def test_a_value_that_cannot_be_read_is_a_miss(cache: Remembered, path: Path) -> None:
    cache.put("key", SEASON, A_DAY)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE entries SET value = x'00'")
    assert cache.get("key") is None
    cache.put("key", SEASON, A_DAY)
    assert cache.get("key") == SEASON


def test_without_a_place_everything_misses_with_one_warning_and_later_it_works_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    time, folder = FakeTime(), tmp_path / "absent"
    caplog.set_level(logging.INFO, "parity.cache")
    with closing(Remembered(SqliteCache(str(folder / "c.db")), (sqlite3.Error, OSError), time.clock)) as cache:
        cache.put("key", 1, A_DAY)
        assert (cache.get("key"), cache.get_many(["key"]), cache.purge()) == (None, {}, 0)
        assert cache.figures() == Figures(None, None, hits=0, misses=2)
        time.now = 30.0
        cache.put("key", 1, A_DAY)
        folder.mkdir()
        cache.put("key", 1, A_DAY)
        assert cache.get("key") is None  # left alone for a while, so that it slows nobody down
        time.now = 60.0
        cache.put("key", 1, A_DAY)
        assert cache.get("key") == 1
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]
    assert "The cache cannot be used" in caplog.text


def test_a_file_that_another_process_holds_locked_costs_only_this_one_value(path: Path) -> None:
    backend = SqliteCache(str(path), wait=0.0)
    with closing(Remembered(backend, (sqlite3.Error, OSError))) as cache, closing(sqlite3.connect(path)) as other:
        backend.set("old", 1)
        other.execute("BEGIN IMMEDIATE")
        cache.put("new", 2, A_DAY)
        other.rollback()
        assert backend.get_many("old", "new") == [1, None]


@pytest.mark.parametrize("url", ["", "cache.db", "sqlite://", "sqlite:///", "memcached://127.0.0.1", "file:///tmp/x"])
def test_an_address_of_another_kind_is_refused_in_one_sentence(url: str) -> None:
    with pytest.raises(CacheUnusable, match=r"^the cache's address has to begin with sqlite:/// or redis://$"):
        open_cache(url)
