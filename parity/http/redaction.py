"""Nothing secret leaves by a log: tokens, keys, passwords and registered values become `***`."""

import json
import logging
import re
import threading
from base64 import b64encode, urlsafe_b64encode
from collections import deque
from urllib.parse import quote

_MASK = "***"
_SHORTEST = 4  # a shorter "secret" would blacken ordinary words
_PASSING = 300  # of what is secret for half an hour, and of which strangers can have more made, only the newest
_NAME = r"[\w.-]*(?:token|api[_-]?key|secret|password|passwd|_session)|pin"
_RULES = (
    (re.compile(rf"(?i)\b({_NAME})=[^\s&\"'<>;,)\]]+"), rf"\1={_MASK}"),
    (re.compile(rf"(?i)([\"'](?:{_NAME})[\"']\s*:\s*[\"'])[^\"']*"), rf"\1{_MASK}"),
    (re.compile(r"(?i)\b(authorization|(?:set-)?cookie|x-[\w-]*(?:token|key))(\s*:\s*)[^\r\n,}]+"), rf"\1\2{_MASK}"),
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{8,}"), rf"\1 {_MASK}"),
    (re.compile(r"\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?"), _MASK),
    (re.compile(r"(?<=://)[^/\s@]+@"), f"{_MASK}@"),
)

_lock = threading.Lock()
_secrets: set[str] = set()
_passing: deque[str] = deque(maxlen=_PASSING)
_values: re.Pattern[str] | None = None


def register_secret(value: str | None, *, passing: bool = False) -> None:
    """From now on `value`, and its forms in an address, in JSON and in Base64, is cut from everything that is logged.

    `passing`: it is of no use to anybody half an hour later, and may be forgotten when many others came.
    """
    global _values
    if value is None or len(value) < _SHORTEST:
        return
    with _lock:
        if value in _secrets or value in _passing:
            return
        if passing:
            _passing.append(value)
        else:
            _secrets.update(_forms(value))
        _values = None


def _forms(secret: str) -> set[str]:
    raw = secret.encode("utf-8", "surrogateescape")
    packed = {pack(raw).decode("ascii").rstrip("=") for pack in (b64encode, urlsafe_b64encode)}
    return {secret, quote(raw, safe=""), json.dumps(secret)[1:-1], repr(secret)[1:-1], *packed}


def redact(text: str) -> str:
    """`text` without registered secrets, secret parameters and headers, tokens and userinfo of addresses."""
    text = _registered().sub(_MASK, text)
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def _registered() -> re.Pattern[str]:
    global _values
    found = _values
    if found is None:
        with _lock:
            longest_first = sorted({*_secrets, *_passing}, key=len, reverse=True)
            found = _values = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")
    return found


class RedactingFilter(logging.Filter):
    """For handlers (a logger's filter does not see what its children log): message, traceback and stack."""

    _formatter = logging.Formatter()

    def filter(self, record: logging.LogRecord) -> bool:
        """Clean the record in place; it is never held back."""
        record.msg, record.args = redact(_message(record)), None
        if record.exc_info:
            record.exc_text = redact(record.exc_text or self._formatter.formatException(record.exc_info))
        if record.stack_info:
            record.stack_info = redact(record.stack_info)
        return True


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):  # the wrong number of arguments in somebody's log call
        return f"{record.msg} {record.args}"
