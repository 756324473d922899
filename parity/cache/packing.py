"""How values are written: JSON, lightly packed. Never pickle: whoever writes the cache could run code."""

import json
import zlib

from cachelib.serializers import BaseSerializer


def pack(value: object) -> bytes:
    """JSON behind zlib at its fastest level: a tenth of its size. Raises TypeError for what is not JSON."""
    return zlib.compress(json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode(), 1)


def unpack(packed: bytes | None) -> object | None:
    """The value, None for nothing and for anything that `pack` did not write."""
    if packed is None:
        return None
    try:
        value: object = json.loads(zlib.decompress(packed))
    except (zlib.error, ValueError, RecursionError):
        return None
    return value


class PackedJson(BaseSerializer):
    """The same for Flask-Caching's own backends, whose default is pickle."""

    def dumps(self, value: object, protocol: int = 0) -> bytes:
        """See `pack`."""
        return pack(value)

    def loads(self, bvalue: bytes | None) -> object | None:
        """See `unpack`."""
        return unpack(bvalue)
