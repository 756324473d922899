"""Answers that are squeezed once and then only copied, so that a stand-in costs next to nothing."""

import gzip
import hashlib
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from flask import Response, request


@dataclass(frozen=True, slots=True)
class Packed:
    """One body, gzipped; `digest` names its content."""

    zipped: bytes
    digest: str

    @classmethod
    def of(cls, raw: bytes, digest: str | None = None) -> "Packed":
        """Squeeze `raw`. Level 1: the wire is loopback, only the receiver's work must be real."""
        return cls(gzip.compress(raw, 1, mtime=0), digest or digest_of(raw))

    def response(self, content_type: str) -> Response:
        """The body as the client asked for it: gzipped when it accepts that."""
        squeezed = "gzip" in request.headers.get("Accept-Encoding", "")
        answer = Response(self.zipped if squeezed else gzip.decompress(self.zipped), content_type=content_type)
        if squeezed:
            answer.headers["Content-Encoding"] = "gzip"
        return answer


class Shelf:
    """Packed bodies by key. A key that carries the version of its source never needs rebuilding."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._bodies: dict[Hashable, Packed] = {}

    def get(self, key: Hashable, stamp: str, build: Callable[[], bytes]) -> Packed:
        """The body under `key` as of `stamp`, built when it is absent or of another stamp."""
        with self._lock:
            known = self._bodies.get(key)
        if known is not None and known.digest == stamp:
            return known
        made = Packed.of(build(), stamp)
        with self._lock:
            self._bodies[key] = made
        return made


def digest_of(raw: bytes) -> str:
    """A short name for this content, as in an ETag."""
    return hashlib.md5(raw, usedforsecurity=False).hexdigest()
