"""Which cache an address means."""

import importlib
import sqlite3
from typing import cast

from parity.cache.remembered import Backend, Remembered

_SQLITE = "sqlite:///"


class CacheUnusable(ValueError):
    """The cache's address cannot be used; the text says why, without the address (it may hold a password)."""


def open_cache(url: str) -> Remembered:
    """The cache at `sqlite:///relative`, `sqlite:////absolute` or `redis://…`, opened when first used.

    Raises CacheUnusable when the address is of another kind, or when the redis package is not installed.
    """
    if url.startswith(_SQLITE) and url != _SQLITE:
        sqlite: dict[str, object] = {
            "CACHE_TYPE": "parity.cache.sqlite.SqliteCache",
            "CACHE_ARGS": [url.removeprefix(_SQLITE)],
        }
        return Remembered(_backend(sqlite), (sqlite3.Error, OSError))
    if url.startswith(("redis://", "rediss://")):
        return _open_redis(url)
    raise CacheUnusable("the cache's address has to begin with sqlite:/// or redis://")


def _open_redis(url: str) -> Remembered:
    from parity.cache.packing import PackedJson  # with all of cachelib, which most commands do not need

    redis: dict[str, object] = {
        "CACHE_TYPE": "parity.cache.shared.SharedCache",
        "CACHE_REDIS_URL": url,
        "CACHE_KEY_PREFIX": "parity:",
        "CACHE_SERIALIZER": PackedJson(),
        "CACHE_OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
    }
    try:
        trouble: type[Exception] = importlib.import_module("redis").RedisError
        return Remembered(_backend(redis), (trouble, OSError))
    except ImportError:
        raise CacheUnusable("a Redis cache needs the redis package (pip install redis)") from None
    except ValueError:
        raise CacheUnusable("the address of the Redis cache is malformed") from None


def _backend(config: dict[str, object]) -> Backend:
    """Flask-Caching belongs to a Flask app; a bare one does, and so the worker has the cache too.

    The backend is taken out of it, because `Cache` itself looks for one in whatever app is serving a request.
    """
    from flask import Flask  # as above
    from flask_caching import Cache

    app = Flask("parity.cache")
    cache = Cache(app, with_jinja2_ext=False, config=config)
    return cast(Backend, app.extensions["cache"][cache])
