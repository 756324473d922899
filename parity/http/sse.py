"""Server-sent events out of the bytes of a line that stays open (WHATWG HTML 9.2.6)."""

import re
from collections.abc import Iterable, Iterator

from parity.http.body import BrokenBody

MOST = 1024 * 1024
# A "\r" at the end of what came may be half of "\r\n".
_END = re.compile(rb"\r\n|\n|\r(?=[^\n])", re.DOTALL)


def read_events(pieces: Iterable[bytes]) -> Iterator[tuple[str, str]]:
    """Name ("message" where none is given) and data of each event as soon as it is whole.

    Ids and times to wait are not kept. Raises BrokenBody for an event of more than a megabyte.
    """
    name, data, size = "", list[str](), 0
    for raw in _lines(pieces):
        line = raw.decode("utf-8", "replace")
        if not line:
            if data:
                yield name or "message", "\n".join(data)
            name, data, size = "", [], 0
            continue
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "event":
            name = value
        elif field == "data":
            size = _within(size + len(raw))
            data.append(value)


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    kept, first = b"", True
    for piece in pieces:
        *whole, kept = _END.split(kept + piece)
        _within(len(kept))
        for line in whole:
            yield line.removeprefix(b"\xef\xbb\xbf") if first else line
            first = False


def _within(size: int) -> int:
    if size > MOST:
        raise BrokenBody("tells something without an end", again=False)
    return size
