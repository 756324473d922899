"""How often one address may try: to sign in, to guess a code or a key. Kept in memory, by the client's address.

The one room of Flask-Limiter. `sign_ins`, `polls` and `codes` decorate views; what they share, they count together.
"""

import math
import time
from ipaddress import IPv6Address, ip_network

from flask import Flask, Response, request
from flask_limiter import Limiter
from limits import RateLimitItem, parse

from parity.web.proxy import address_of


def client() -> str:
    """Who tries: the address that a believed proxy names, else the neighbour's; of IPv6 the whole network's."""
    address = address_of(request.remote_addr or "")
    if isinstance(address, IPv6Address):
        return str(ip_network((int(address), 64), strict=False))
    return str(address or "")


_limiter = Limiter(client, storage_uri="memory://", strategy="moving-window")

sign_ins = _limiter.shared_limit("20 per minute; 100 per hour", scope="sign-ins")
"""To begin a sign-in, which makes a PIN at Plex."""
polls = _limiter.shared_limit("120 per minute", scope="polls")
"""To ask whether a sign-in is through: once a second, for two who sign in from one house."""
codes = _limiter.shared_limit("5 per minute", scope="codes", methods=["POST"])
"""To enter the setup code."""

_WRONG_KEYS = parse("30 per minute")
_WRONG_SECRETS = parse("10 per minute")


def init_app(app: Flask) -> None:
    """Count for this app. To be called behind the guard: what it refuses counts for nobody."""
    _limiter.init_app(app)


def reset() -> None:
    """Nobody tried anything yet."""
    _limiter.reset()


def wrong_key() -> None:
    """A key was tried that opens nothing."""
    _limiter.limiter.hit(_WRONG_KEYS, *_of_keys())


def tried_too_many_keys() -> bool:
    """Whether this address has to wait before another key of it is looked at."""
    return not _limiter.limiter.test(_WRONG_KEYS, *_of_keys())


def wrong_secret() -> int:
    """A secret was tried that is no hook's: 0 as long as it may be told so, else how many seconds to wait.

    Who has a right one never waits: programs of one household often come from one address.
    """
    names = ["secrets", client()]
    return 0 if _limiter.limiter.hit(_WRONG_SECRETS, *names) else _seconds(_WRONG_SECRETS, names)


def say_when(response: Response) -> None:
    """Tell how many seconds to wait, in the header that programs look at."""
    broken = _limiter.current_limit
    item, names = (broken.limit, broken.request_args) if broken else (_WRONG_KEYS, _of_keys())
    response.headers["Retry-After"] = str(_seconds(item, list(names)))


def _of_keys() -> tuple[str, ...]:
    return "keys", client()


def _seconds(item: RateLimitItem, names: list[str]) -> int:
    until = _limiter.limiter.get_window_stats(item, *names).reset_time
    return max(1, math.ceil(until - time.time()))
