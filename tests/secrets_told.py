"""Secrets of the tests: each test's own, for those of all before it would make every line slower to clean."""

from collections.abc import Iterator
from contextlib import contextmanager

from parity.http import redaction


@contextmanager
def forgotten_afterwards() -> Iterator[None]:
    """What is registered meanwhile is forgotten: no test's secret is cut out of what another one reads."""
    with redaction._lock:
        before = redaction._secrets.copy(), redaction._passing.copy(), redaction._values
    yield
    with redaction._lock:
        redaction._secrets, redaction._passing, redaction._values = before
