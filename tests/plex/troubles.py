"""What can go wrong with an answer of Plex, and which of the four words for trouble that is."""

from parity.core.failures import Failure, NotFound, RateLimited, Unauthorised, Unavailable

FOUR_WORDS: list[tuple[str, dict[str, int], type[Failure]]] = [
    ("status", {"status": 401}, Unauthorised),
    ("status", {"status": 404}, NotFound),
    ("status", {"status": 429, "retry_after": 30}, RateLimited),
    ("status", {"status": 500}, Unavailable),
    ("html", {}, Unavailable),
    ("garbage", {}, Unavailable),
    ("truncated", {}, Unavailable),
    ("wrong_type", {}, Unavailable),
    ("closed", {}, Unavailable),
]
"""The fault, its details, and the word."""
