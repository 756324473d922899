"""The way in: a key buys a token, which is good for a while. It is kept in memory alone."""

import base64
import binascii
import json
import threading
import time
from collections.abc import Callable

from parity.core.failures import Unauthorised, Unavailable
from parity.http import Answer, Caller, read_json, register_secret
from parity.tvdb.shapes import SERVICE, data_of, text

_GOOD_FOR = 24 * 3600.0
"""Seconds. TheTVDB's tokens live for a month; it asks clients to keep one for about a day."""
_NEAR = 300.0
"""Seconds before its end in which a token is not begun with."""

_REFUSED_FOR = 60.0
"""Seconds in which a refused key is not tried again, however many ask."""


class TvdbToken:
    """The token of one key, shared by all threads and callers of a process: many may ask, one of them signs in.

    `pin` is the subscriber's, for keys that need one. `clock` says the time in Unix seconds.
    """

    def __init__(self, key: str, pin: str | None = None, clock: Callable[[], float] = time.time) -> None:
        self._body: dict[str, object] = {"apikey": key.strip()}
        register_secret(key.strip())
        if pin and pin.strip():
            self._body["pin"] = pin.strip()
            register_secret(pin.strip())
        self._clock = clock
        self._lock = threading.Lock()
        self._token = ""
        self._ends_at = float("-inf")
        self._refused_until = float("-inf")

    def __repr__(self) -> str:
        return "TvdbToken()"

    def current(self, caller: Caller, refused: str = "") -> str:
        """The token, bought when there is none, when it is about to end, or when it is the `refused` one.

        Raises Unauthorised when the key or the PIN is refused.
        """
        with self._lock:
            now = self._clock()
            if self._token in ("", refused) or now >= self._ends_at:
                self._renew(caller, now)
            return self._token

    def _renew(self, caller: Caller, now: float) -> None:
        self._token = ""
        if now < self._refused_until:
            raise refusal("the key was refused a moment ago")
        try:
            self._token = _bought(caller, self._body)
        except Unauthorised:
            self._refused_until = now + _REFUSED_FOR
            raise
        self._ends_at = _end_of(self._token, now)


def _bought(caller: Caller, body: dict[str, object]) -> str:
    answer = caller.post("/login", body)
    if answer.status == 401:
        raise refusal("the key was refused")
    if not answer.good:
        raise Unavailable(SERVICE, f"{answer.host} answered the sign-in with status {answer.status}")
    token = _token_in(answer)
    register_secret(token)
    return token


def refusal(why: str) -> Unauthorised:
    """What a 401 means, and what to do."""
    mend = "set TVDB_API_KEY to a key of yours, and TVDB_PIN when it needs your subscriber PIN"
    return Unauthorised(SERVICE, f"{why}; {mend}")


def _token_in(answer: Answer) -> str:
    where = "the sign-in"
    token = text(data_of(read_json(answer), where), "token", where)
    # what no header can hold would be named by the error that follows
    if not token or not token.isascii() or not token.isprintable() or " " in token:
        raise Unavailable(SERVICE, f"{answer.host} answered the sign-in without a token")
    return token


def _end_of(token: str, now: float) -> float:
    """When it is to be renewed: after a day, or before its own end (`exp` of a JWT) where that comes first."""
    ends = _exp(token)
    # one that is over already says only that our clock is wrong
    return now + _GOOD_FOR if ends is None or ends - _NEAR <= now else min(now + _GOOD_FOR, ends - _NEAR)


def _exp(token: str) -> float | None:
    parts = token.split(".")
    if len(parts) != 3:
        return None
    try:
        claims = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (binascii.Error, ValueError):
        return None
    ends = claims.get("exp") if isinstance(claims, dict) else None
    return float(ends) if isinstance(ends, int | float) else None
