"""Flask-Caching's Redis backend, with what `Remembered` needs beside."""

from flask_caching.backends.rediscache import RedisCache


class SharedCache(RedisCache):
    """Entries are told from others in the same Redis by the key prefix; Redis itself drops what expired."""

    def delete_prefix(self, prefix: str) -> int:
        """Drop all keys that begin with `prefix`; how many they were."""
        return sum(int(self._write_client.delete(key)) for key in self._keys(prefix))

    def purge(self) -> int:
        """Nothing is left to drop."""
        return 0

    def size(self) -> tuple[int | None, int | None]:
        """Entries; their bytes are Redis's affair."""
        return len(self._keys("")), None

    def close(self) -> None:
        """Let go of the connections; the next use takes new ones."""
        self._write_client.close()

    def _keys(self, prefix: str) -> list[bytes]:
        return list(self._read_client.scan_iter(match=f"{_literal(self._get_prefix() + prefix)}*", count=1000))


def _literal(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "*?[]\\" else sign for sign in text)
