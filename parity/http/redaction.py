"""Nothing secret leaves by a log: tokens, keys, passwords and registered values become `***`."""

import logging
import re
import threading
from urllib.parse import quote

_MASK = "***"
_SHORTEST = 4  # a shorter "secret" would blacken ordinary words
_NAME = r"[\w.-]*(?:token|api[_-]?key|secret|password|passwd)|pin"
_RULES = (
    (re.compile(rf"(?i)\b({_NAME})=[^\s&\"'<>;,)\]]+"), rf"\1={_MASK}"),
    (re.compile(rf"(?i)([\"'](?:{_NAME})[\"']\s*:\s*[\"'])[^\"']*"), rf"\1{_MASK}"),
    (re.compile(r"(?i)\b(authorization|x-[\w-]*(?:token|key))(\s*:\s*)[^\r\n,}]+"), rf"\1\2{_MASK}"),
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{8,}"), rf"\1 {_MASK}"),
    (re.compile(r"\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?"), _MASK),
    (re.compile(r"(?<=://)[^/\s@]+@"), f"{_MASK}@"),
)

_lock = threading.Lock()
_secrets: set[str] = set()
_values: re.Pattern[str] | None = None


def register_secret(value: str | None) -> None:
    """From now on `value` (and its form in an address) is cut from everything that is logged."""
    global _values
    if value is None or len(value) < _SHORTEST:
        return
    with _lock:
        _secrets.update((value, quote(value, safe="")))
        _values = None


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
            longest_first = sorted(_secrets, key=len, reverse=True)
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
