"""What an answer about the watchlist means, asked by ourselves or through plexapi (plex.md 1.4 and 3)."""

from parity.core.failures import Failure, NotFound, Unauthorised, Unavailable
from parity.http import Answer
from parity.plex.answers import Container, read_container
from parity.plex.calling import WATCHLIST
from parity.plex.reading import number

_MEND = "sign in with Plex again, or give a token of your account as PLEX_ACCOUNT_TOKEN"


class Already(Unavailable):
    """It is so already: what is to be put on the list is on it (409)."""


def contained(answer: Answer, what: str | None = None) -> Container:
    """The container of a 2xx answer; `what` names what was asked for. Raises the failures, as `failure_of` says."""
    failure = failure_of(answer.status, answer.host, answer.body, what)
    if failure is not None:
        raise failure
    return read_container(answer, what)


def container_in(value: object, host: str) -> Container:
    """The container in JSON that somebody else has read. Raises Unavailable for any other shape."""
    fields = value.get("MediaContainer") if isinstance(value, dict) else None
    if not isinstance(fields, dict):
        raise Unavailable(WATCHLIST, f"{host} answered with data of another shape than Plex's")
    return Container(fields, number(fields.get("totalSize")), "offset" in fields, WATCHLIST, host)


def failure_of(status: int, host: str, body: bytes, what: str | None) -> Failure | None:
    """What a status means, None for 2xx. Only 401, 498 and "Invalid token" say that the token is dead.

    404 means that `what` does not exist, and 400 that it is nothing that can be on a watchlist; without a `what` it
    is the address that is wrong.
    """
    if 200 <= status < 300:
        return None
    if status in (401, 498) or (status == 422 and b"invalid token" in body.lower()):
        why = "has expired" if status == 498 else "was refused"
        return Unauthorised(WATCHLIST, f"the token of the account {why}: {_MEND}")
    if status == 409:
        return Already(WATCHLIST, f"{host} answered that it is so already (409)")
    if status in (400, 404) and what is not None:
        return NotFound(WATCHLIST, what)
    if status == 404:
        return Unavailable(WATCHLIST, f"{host} does not know what was asked (404): is the address right?")
    return Unavailable(WATCHLIST, f"{host} answered with status {status}")
