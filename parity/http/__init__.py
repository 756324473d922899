"""The one way to call anyone: kept connections, time limits, retries, a rate, redaction.

Only here is `requests` known.
"""

from parity.http.answer import Answer, peek_json, read_json
from parity.http.body import Limits
from parity.http.caller import Caller
from parity.http.fields import Fields, Object
from parity.http.line import Manners
from parity.http.rate import TokenBucket
from parity.http.redaction import RedactingFilter, redact, register_secret
from parity.http.retrying import RetryPolicy, sent_at
from parity.http.session import LineSession
from parity.http.streaming import Interrupt, Streamed
from parity.http.trouble import host_of

__all__ = [
    "Answer",
    "Caller",
    "Fields",
    "Interrupt",
    "Limits",
    "LineSession",
    "Manners",
    "Object",
    "RedactingFilter",
    "RetryPolicy",
    "Streamed",
    "TokenBucket",
    "host_of",
    "peek_json",
    "read_json",
    "redact",
    "register_secret",
    "sent_at",
]
