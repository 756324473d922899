"""Reading a body within limits of size and time, and keeping a big one packed."""

import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

BIG = 256 * 1024
_CHUNK = 256 * 1024
_GZIP = 31  # zlib's window bits for gzip and nothing else


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds to connect, between two pieces, and for all of one call; `body` in bytes after unpacking."""

    connect: float = 5.0
    read: float = 20.0
    whole: float = 90.0
    body: int = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Body:
    """A whole body of `size` bytes. A big one that came packed stays so until it is read.

    Twenty threads may hold one each while they wait for their turn to decode it, and packed it is a tenth.
    """

    kept: bytes
    size: int
    packed: bool = False

    def unpacked(self) -> bytes:
        """The body itself, made anew at each call when it is kept packed."""
        return zlib.decompress(self.kept, _GZIP, self.size) if self.packed else self.kept


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


def read_body(stream: Stream, encoding: str, limits: Limits, clock: Callable[[], float] = time.monotonic) -> Body:
    """The whole body. Raises BrokenBody when it is too big, too slow, cut short or packed as nobody asked.

    The unpacking is done here, because a small packed body may hide gigabytes, and because a gzip body that
    ends too early is otherwise taken for whole.
    """
    pieces = _pieces(stream, clock() + limits.whole, clock)
    packing = encoding.strip().lower()
    if packing in ("", "identity"):
        kept = b"".join(_within(pieces, limits.body))
        return Body(kept, len(kept))
    if packing in ("gzip", "x-gzip"):
        return _zipped(pieces, limits.body)
    raise BrokenBody("packed its answer in a way that was not asked for", again=False)


def _pieces(stream: Stream, deadline: float, clock: Callable[[], float]) -> Iterator[bytes]:
    while piece := stream.read1(_CHUNK, decode_content=False):
        yield piece
        if clock() > deadline:
            raise BrokenBody("sent its answer too slowly", again=False)


def _within(pieces: Iterator[bytes], most: int) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            raise BrokenBody(f"answered with more than {most // 1024} KB", again=False)
        yield piece


def _zipped(pieces: Iterator[bytes], most: int) -> Body:
    packed: list[bytes] = []
    unpacked: list[bytes] = []
    size = 0
    for piece in _within(_unzipped(pieces, packed), most):
        size += len(piece)
        if size > BIG:
            unpacked.clear()
        else:
            unpacked.append(piece)
    return Body(b"".join(packed), size, packed=True) if size > BIG else Body(b"".join(unpacked), size)


def _unzipped(pieces: Iterator[bytes], packed: list[bytes]) -> Iterator[bytes]:
    unzip = zlib.decompressobj(_GZIP)
    try:
        for piece in pieces:
            packed.append(piece)
            out, rest = unzip.decompress(piece, _CHUNK), unzip.unconsumed_tail
            yield out
            while rest or len(out) == _CHUNK:
                out, rest = unzip.decompress(rest, _CHUNK), unzip.unconsumed_tail
                yield out
    except zlib.error:
        raise BrokenBody("garbled its answer", again=True) from None
    if packed and not unzip.eof:
        raise BrokenBody("cut its answer short", again=True)
