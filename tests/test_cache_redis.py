"""Redis in place of the file: the same values behind an address, through Flask-Caching's own backend."""

import sys
from contextlib import closing
from types import ModuleType

import pytest

from parity.cache import CacheUnusable, Figures, open_cache
from parity.cache.packing import pack

SEASON = {"season_number": 1, "episodes": [{"id": 62085, "name": "Pilot"}]}
A_DAY = 24 * 3600


class FakeRedis(ModuleType):
    """As much of the redis package as Flask-Caching uses, in memory; `down` makes the server refuse."""

    class RedisError(Exception):
        pass

    def __init__(self) -> None:
        super().__init__("redis")
        self.kept: dict[str, bytes] = {}
        self.lives: dict[str, int | None] = {}
        self.down = False

    def from_url(self, url: str, **options: object) -> "FakeRedis":
        if "bad" in url:
            raise ValueError("Port could not be cast to integer value as 'bad'")
        return self

    def mget(self, keys: list[str]) -> list[bytes | None]:
        if self.down:
            raise self.RedisError("Connection refused")
        return [self.kept.get(key) for key in keys]

    def pipeline(self, transaction: bool) -> "FakeRedis":
        return self

    def set(self, name: str, value: bytes, ex: int | None) -> None:
        self.kept[name], self.lives[name] = value, ex

    def execute(self) -> list[bool]:
        return [True]

    def scan_iter(self, match: str, count: int) -> list[str]:
        return [key for key in self.kept if key.startswith(match[:-1].replace("\\", ""))]

    def keys(self, pattern: str) -> list[str]:
        return self.scan_iter(pattern, 0)

    def delete(self, *keys: str) -> int:
        return sum(self.kept.pop(key, None) is not None for key in keys)

    def close(self) -> None:
        pass


@pytest.fixture
def redis(monkeypatch: pytest.MonkeyPatch) -> FakeRedis:
    server = FakeRedis()
    monkeypatch.setitem(sys.modules, "redis", server)
    return server


def test_redis_keeps_the_same_packed_json_under_a_prefix_of_its_own(redis: FakeRedis) -> None:
    with closing(open_cache("redis://127.0.0.1:6379/0")) as cache:
        cache.put("tmdb:tv:1", SEASON, A_DAY)
        assert redis.kept == {"parity:tmdb:tv:1": pack(SEASON)}
        assert redis.lives == {"parity:tmdb:tv:1": A_DAY}
        assert cache.get_many(["tmdb:tv:1", "tmdb:tv:2"]) == {"tmdb:tv:1": SEASON}


def test_redis_forgets_by_prefix_and_altogether_but_never_what_is_not_ours(redis: FakeRedis) -> None:
    redis.kept["other"] = b"theirs"
    with closing(open_cache("redis://127.0.0.1:6379/0")) as cache:
        cache.put("a:1", 1, A_DAY)
        cache.put("b:1", 2, 0)
        cache.delete_prefix("a:")
        assert cache.figures() == Figures(entries=1, bytes=None, hits=0, misses=0)
        cache.clear()
        assert (redis.kept, redis.lives["parity:b:1"], cache.purge()) == ({"other": b"theirs"}, None, 0)


def test_a_redis_that_is_down_is_borne(redis: FakeRedis) -> None:
    redis.down = True
    with closing(open_cache("redis://127.0.0.1:6379/0")) as cache:
        assert cache.get("key") is None


def test_a_redis_address_without_the_package_or_with_a_bad_port_is_refused_without_its_password(
    redis: FakeRedis, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(CacheUnusable, match=r"^the address of the Redis cache is malformed$"):
        open_cache("redis://:secret@127.0.0.1:bad/0")
    monkeypatch.setitem(sys.modules, "redis", None)
    with pytest.raises(CacheUnusable, match=r"^a Redis cache needs the redis package \(pip install redis\)$"):
        open_cache("redis://:secret@127.0.0.1:6379/0")
