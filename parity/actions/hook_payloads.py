"""What is kept of a message besides its meaning: how it came, without secrets and not too much of it."""

import json
import re
from collections.abc import Mapping

from parity.http.redaction import redact

MOST = 64_000
"""Bytes; what is longer is cut off, and then serves a person only."""
_DEEPEST = 20
_SECRET = re.compile(r"(?i)token|secret|passw|api_?key|authori[sz]|cookie|publicaddress|\bpin\b")
_MASK = "***"


def keepable(payload: object) -> str:
    """A message as JSON, in which `***` stands for each secret and for the address of who played something."""
    text = json.dumps(_clean(payload, 0), ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")[:MOST].decode("utf-8", "ignore")


def reread(text: str | None) -> object:
    """The message that was kept; None when not all of it was."""
    try:
        return json.loads(text or "null")
    except ValueError:
        return None


def _clean(value: object, depth: int) -> object:
    if depth > _DEEPEST:
        return "…"
    if isinstance(value, Mapping):
        return {redact(str(name)): _named(str(name), each, depth + 1) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(each, depth + 1) for each in value]
    return redact(value) if isinstance(value, str) else value


def _named(name: str, value: object, depth: int) -> object:
    hidden = _SECRET.search(name) and isinstance(value, (str, int)) and value not in ("", True, False)
    return _MASK if hidden else _clean(value, depth)
