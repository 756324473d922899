"""What is kept of a message besides its meaning: how it came, without secrets and not too much of it."""

import json
import re
from collections.abc import Callable, Iterator, Mapping

from parity.http.redaction import redact

MOST = 64_000
"""Bytes; what is longer is cut off, and then serves a person only."""
_DEEPEST = 20
_SECRET = re.compile(r"(?i)token|secret|passw|api_?key|authori[sz]|cookie|publicaddress|\bpin\b")
_MASK = "***"


def keepable(payload: object) -> str:
    """A message as JSON, in which `***` stands for each secret and for the address of who played something."""
    whole = "\n".join(_texts(payload, 0))
    # One look at all of it instead of thousands: almost no message holds a secret.
    clean = _as_it_is if redact(whole) == whole else redact
    text = json.dumps(_copy(payload, clean, 0), ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")[:MOST].decode("utf-8", "ignore")


def reread(text: str | None) -> object:
    """The message that was kept; None when not all of it was."""
    try:
        return json.loads(text or "null")
    except ValueError:
        return None


def _texts(value: object, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping) and depth <= _DEEPEST:
        for name, each in value.items():
            yield str(name)
            yield from _texts(each, depth + 1)
    elif isinstance(value, (list, tuple)) and depth <= _DEEPEST:
        for each in value:
            yield from _texts(each, depth + 1)


def _copy(value: object, clean: Callable[[str], str], depth: int) -> object:
    if depth > _DEEPEST:
        return "…"
    if isinstance(value, Mapping):
        return {
            clean(str(name)): _MASK if _is_secret(str(name), each) else _copy(each, clean, depth + 1)
            for name, each in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [_copy(each, clean, depth + 1) for each in value]
    return clean(value) if isinstance(value, str) else value


def _is_secret(name: str, value: object) -> bool:
    return isinstance(value, (str, int)) and value not in ("", True, False) and _SECRET.search(name) is not None


def _as_it_is(text: str) -> str:
    return text
