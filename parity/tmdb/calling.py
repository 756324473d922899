"""How TMDB is asked, and which failure an answer of its means."""

from collections.abc import Callable, Mapping

from parity.core.failures import Failure, NotFound, Unauthorised, Unavailable
from parity.http import (
    Answer,
    Caller,
    Interrupt,
    Limits,
    RetryPolicy,
    TokenBucket,
    peek_json,
    read_json,
    redact,
    register_secret,
)
from parity.tmdb.shapes import SERVICE

# Codes of developer.themoviedb.org/docs/errors
_PASSING = {9, 11, 24, 43, 46}
_REFUSED = {3, 7, 10, 14, 17, 30, 31, 32, 33, 35, 36}
_ABSENT = {6, 34}


def tmdb_caller(
    base_url: str,
    key: str,
    *,
    connections: int,
    bucket: TokenBucket | None,
    limits: Limits | None = None,
    interrupt: Interrupt | None = None,
    on_request: Callable[[str], None] | None = None,
) -> Caller:
    """A caller for TMDB. `key` is a v3 key or a v4 read token; `bucket` is shared by all callers of this process.

    A token (a JWT, so it begins with eyJ) travels in the header; TMDB takes a v3 key only as the parameter api_key,
    which no message and no log ever shows.
    """
    key = key.strip()
    register_secret(key)
    token = key.startswith("eyJ")
    return Caller(
        SERVICE,
        base_url,
        headers={"Authorization": f"Bearer {key}"} if token else {},
        params={} if token else {"api_key": key},
        connections=connections,
        bucket=bucket,
        limits=limits,
        policy=RetryPolicy(attempts=4, transient=is_passing),
        interrupt=interrupt,
        on_request=on_request,
    )


def ask(
    caller: Caller,
    path: str,
    params: Mapping[str, str | int],
    what: str,
    each: Callable[[dict[str, object]], object] | None = None,
) -> object:
    """The JSON of a good answer. Raises the failure that another one means; `what` names the thing in NotFound."""
    answer = caller.get(path, params)
    if not answer.good:
        raise failure_of(answer, what)
    return read_json(answer, each)


def is_passing(answer: Answer) -> bool:
    """Worth asking again: a 5xx whose code says "for the moment", or that TMDB's own code did not write."""
    if answer.status < 500:
        return False
    code = _code(answer)
    return code is None or code in _PASSING


def failure_of(answer: Answer, what: str) -> Failure:
    """What an answer that is not 2xx means. A 404 without TMDB's code comes from something else: a wrong address."""
    code = _code(answer)
    if answer.status == 401 or code in _REFUSED:
        return Unauthorised(SERVICE, f"the key was refused{_saying(answer)}; set TMDB_API_KEY to one of your account")
    if answer.status == 404 and code in _ABSENT:
        return NotFound(SERVICE, what)
    return Unavailable(SERVICE, f"{answer.host} answered with status {answer.status}{_saying(answer)}")


def _code(answer: Answer) -> int | None:
    body = peek_json(answer)
    code = body.get("status_code") if isinstance(body, dict) else None
    return code if isinstance(code, int) else None


def _saying(answer: Answer) -> str:
    body = peek_json(answer)
    message = body.get("status_message") if isinstance(body, dict) else None
    return f" ({redact(message)[:120]})" if isinstance(message, str) and message else ""
