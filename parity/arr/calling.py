"""How Sonarr and Radarr are asked, and which failure an answer of theirs means."""

from collections.abc import Callable

from parity.core.downloaded import NAMES, Source
from parity.core.failures import Failure, NotFound, Unauthorised, Unavailable
from parity.http import Answer, Caller, Interrupt, Limits, RetryPolicy, peek_json, read_json, register_secret

_MOST = 128 * 1024 * 1024
"""Bytes of one answer: neither pages its lists, and some people have ten thousand films."""


def arr_caller(
    source: Source,
    base_url: str,
    key: str,
    *,
    limits: Limits | None = None,
    interrupt: Interrupt | None = None,
    on_request: Callable[[str], None] | None = None,
) -> Caller:
    """A caller for one of them. The key travels in a header: as a parameter it would stand in their logs."""
    key = key.strip()
    register_secret(key)
    given = limits or Limits()
    return Caller(
        NAMES[source],
        base_url,
        headers={"X-Api-Key": key},
        connections=1,
        limits=Limits(given.connect, given.read, given.whole, _MOST),
        policy=RetryPolicy(),
        interrupt=interrupt,
        on_request=on_request,
    )


def ask(caller: Caller, path: str, what: str, **params: str | int) -> object:
    """The JSON of a good answer to a question below `/api/v3`. Raises the failures of core; `what` names the thing."""
    answer = caller.get(f"/api/v3{path}", params)
    if not answer.good:
        raise _failure_of(answer, what)
    return read_json(answer)


def _failure_of(answer: Answer, what: str) -> Failure:
    """401 alone says that the key is wrong. A 404 that it wrote itself means `what`, another a wrong address."""
    service = answer.service
    setting = f"{service.upper()}_API_KEY"
    if answer.status == 401:
        where = "Settings, General"
        return Unauthorised(service, f"the key was refused; set {setting} to the one that {service} shows in {where}")
    if answer.status == 404 and what and isinstance(peek_json(answer), dict):
        return NotFound(service, what)
    if answer.status == 404:
        address = f"{service.upper()}_URL"
        return Unavailable(service, f"{answer.host} has no such page; does {address} lead to {service}, with its base?")
    return Unavailable(service, f"{answer.host} answered with status {answer.status}")
