"""What came back, and how JSON is read from it."""

import json
import threading
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass

from parity.core.failures import Unavailable

_BIG = 256 * 1024
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with any status but a redirect. `body` is whole and unpacked; `headers` do not mind case."""

    service: str
    host: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def good(self) -> bool:
        return 200 <= self.status < 300


def read_json(answer: Answer, each: Callable[[dict[str, object]], object] | None = None) -> object:
    """The JSON value of a 2xx answer. `each` may replace each object as it is decoded (json's `object_hook`).

    Bodies above 256 KB are decoded one at a time in the whole process: 20 threads must not hold 20 big trees.
    Raises Unavailable when the status is not 2xx or the body is not whole JSON.
    """
    if not answer.good:
        raise Unavailable(answer.service, f"{answer.host} answered with status {answer.status}")
    with _one_at_a_time if len(answer.body) > _BIG else nullcontext():
        return _decode(answer, each)


def peek_json(answer: Answer) -> object:
    """The JSON value of any answer, None when there is none: for bodies of errors, which may be anything."""
    try:
        value: object = json.loads(answer.body)
    except (ValueError, RecursionError):
        return None
    return value


def _decode(answer: Answer, each: Callable[[dict[str, object]], object] | None) -> object:
    try:
        value: object = json.loads(answer.body, object_hook=each)
    except (ValueError, RecursionError):
        raise Unavailable(answer.service, f"{answer.host} {_what_it_is(answer.body)}") from None
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
