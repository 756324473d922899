"""Reading a body within limits of size and time."""

import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

_CHUNK = 256 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds to connect, between two pieces, and for all of one call; `body` in bytes after unpacking."""

    connect: float = 5.0
    read: float = 20.0
    whole: float = 90.0
    body: int = 32 * 1024 * 1024


class BrokenBody(Exception):
    """The body cannot be used. The text ends a sentence that begins with the host.

    `again`: it may be better next time.
    """

    def __init__(self, words: str, again: bool) -> None:
        super().__init__(words)
        self.again = again


class Stream(Protocol):
    """What urllib3's response offers of a body that was not read yet."""

    def read1(self, amt: int | None = None, decode_content: bool | None = None) -> bytes:
        """The next piece as it arrived, at most `amt` bytes; empty at the end."""


def read_body(stream: Stream, encoding: str, limits: Limits, clock: Callable[[], float] = time.monotonic) -> bytes:
    """The unpacked body. Raises BrokenBody when it is too big, too slow, cut short or packed as nobody asked.

    The unpacking is done here, because a small packed body may hide gigabytes, and because a gzip body that
    ends too early is otherwise taken for whole.
    """
    pieces = _pieces(stream, clock() + limits.whole, clock)
    packing = encoding.strip().lower()
    if packing in ("", "identity"):
        return _plain(pieces, limits.body)
    if packing in ("gzip", "x-gzip"):
        return _unzipped(pieces, limits.body)
    raise BrokenBody("packed its answer in a way that was not asked for", again=False)


def _pieces(stream: Stream, deadline: float, clock: Callable[[], float]) -> Iterator[bytes]:
    while piece := stream.read1(_CHUNK, decode_content=False):
        yield piece
        if clock() > deadline:
            raise BrokenBody("sent its answer too slowly", again=False)


def _plain(pieces: Iterator[bytes], most: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            raise _too_big(most)
        parts.append(piece)
    return b"".join(parts)


def _unzipped(pieces: Iterator[bytes], most: int) -> bytes:
    unzip = zlib.decompressobj(wbits=31)  # 31: gzip and nothing else
    parts: list[bytes] = []
    size = 0
    try:
        for piece in pieces:
            parts.append(unzip.decompress(piece, most + 1 - size))
            size += len(parts[-1])
            if size > most:
                raise _too_big(most)
    except zlib.error:
        raise BrokenBody("garbled its answer", again=True) from None
    if parts and not unzip.eof:
        raise BrokenBody("cut its answer short", again=True)
    return b"".join(parts)


def _too_big(most: int) -> BrokenBody:
    return BrokenBody(f"answered with more than {most // 1024} KB", again=False)
