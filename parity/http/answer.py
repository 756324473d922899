"""What came back, and how JSON is read from it."""

import json
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from parity.core.failures import Unavailable
from parity.http.body import BIG, Body

# One thread, not a lock that each thread would take in turn: a thread keeps the memory of the largest body that it
# ever unpacked, so twenty threads with 4 MB each grew the process to 520 MB, and this one to 110.
_big_ones = ThreadPoolExecutor(1, "big-bodies")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with any status but a redirect. `headers` do not mind case."""

    service: str
    host: str
    status: int
    headers: Mapping[str, str]
    content: Body

    @property
    def good(self) -> bool:
        return 200 <= self.status < 300

    @property
    def unchanged(self) -> bool:
        """Whether it says that what was answered before still holds: the answer to `If-Modified-Since`."""
        return self.status == 304

    @property
    def body(self) -> bytes:
        return self.content.unpacked()


def read_json(answer: Answer, each: Callable[[dict[str, object]], object] | None = None) -> object:
    """The JSON value of a 2xx answer. `each` may replace each object as it is decoded (json's `object_hook`).

    Bodies above 256 KB are unpacked and decoded one at a time in the whole process.
    Raises Unavailable when the status is not 2xx or the body is not whole JSON.
    """
    if not answer.good:
        raise Unavailable(answer.service, f"{answer.host} answered with status {answer.status}")
    if answer.content.size > BIG:
        return _big_ones.submit(_decode, answer, each).result()
    return _decode(answer, each)


def peek_json(answer: Answer) -> object:
    """The JSON value of any answer, None when there is none: for bodies of errors, which may be anything."""
    try:
        value: object = json.loads(answer.body)
    except (ValueError, RecursionError):
        return None
    return value


def _decode(answer: Answer, each: Callable[[dict[str, object]], object] | None) -> object:
    body = answer.body
    try:
        value: object = json.loads(body, object_hook=each)
    except (ValueError, RecursionError):
        raise Unavailable(answer.service, f"{answer.host} {_what_it_is(body)}") from None
    return value


def _what_it_is(body: bytes) -> str:
    start = body.lstrip()[:1]
    if not start:
        return "answered nothing"
    if start == b"<":
        return "answered with a web page instead of data"
    if start in b"{[":
        return "answered with data that breaks off or is garbled"
    return "answered with something that is not data"
