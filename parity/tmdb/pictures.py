"""TMDB's pictures, which come from a host of their own and need no key."""

from contextlib import closing

from parity.core.failures import NotFound, Unavailable
from parity.core.pictures import Picture, picture_of
from parity.http import Caller, Limits, RetryPolicy
from parity.tmdb.shapes import SERVICE

POSTER_SIZE = "w342"
LIMITS = Limits(connect=3.0, read=3.0, whole=5.0, body=2 * 1024 * 1024)
_ONCE = RetryPolicy(attempts=1, limited=1)
_HEADERS = {"Accept": "image/jpeg, image/png, image/webp"}


def fetch_poster(base_url: str, name: str, limits: Limits = LIMITS) -> Picture:
    """The poster of this name, asked for once, without the key. Raises Unavailable, RateLimited or NotFound.

    Each is fetched on a line of its own: pictures come in bursts, and a line kept from yesterday is often dead.
    """
    with closing(Caller(SERVICE, base_url, headers=_HEADERS, connections=1, limits=limits, policy=_ONCE)) as caller:
        answer = caller.get(f"/{POSTER_SIZE}/{name}")
    if answer.status == 404:
        raise NotFound(SERVICE, f"picture {name}")
    if not answer.good:
        raise Unavailable(SERVICE, f"{answer.host} answered with status {answer.status}")
    picture = picture_of(answer.body)
    if picture is None:
        raise Unavailable(SERVICE, f"{answer.host} answered with something that is no picture")
    return picture
