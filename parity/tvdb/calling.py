"""How TheTVDB is asked, and which failure an answer of its means."""

from collections.abc import Callable, Mapping

from parity.core.failures import Failure, NotFound, Unavailable
from parity.http import Answer, Caller, Interrupt, Limits, RetryPolicy, TokenBucket, peek_json, redact
from parity.tvdb.shapes import SERVICE
from parity.tvdb.token import TvdbToken, refusal


def tvdb_caller(
    base_url: str,
    *,
    connections: int = 4,
    bucket: TokenBucket | None,
    limits: Limits | None = None,
    interrupt: Interrupt | None = None,
    on_request: Callable[[str], None] | None = None,
) -> Caller:
    """A caller for TheTVDB, without its token. `bucket` is shared by all callers of this process."""
    return Caller(
        SERVICE,
        base_url,
        connections=connections,
        bucket=bucket,
        limits=limits,
        policy=RetryPolicy(attempts=4),
        interrupt=interrupt,
        on_request=on_request,
    )


class Asking:
    """Asks with the token, and once more with a new one when it is refused."""

    def __init__(self, caller: Caller, token: TvdbToken) -> None:
        self._caller = caller
        self._token = token

    def get(self, path: str, params: Mapping[str, str | int], what: str, since: str = "") -> Answer:
        """A good answer, or one that says "unchanged since" (304), which comes only where `since` was given.

        `what` names the thing in NotFound. TheTVDB says 404 of things that are there, now and then, so that it is
        believed only when it says it twice.
        """
        headers = {"If-Modified-Since": since} if since else {}
        answer = self._with_token(path, params, headers)
        if _is_absent(answer):
            answer = self._with_token(path, params, headers)
        if answer.good or (since and answer.unchanged):
            return answer
        raise failure_of(answer, what)

    def _with_token(self, path: str, params: Mapping[str, str | int], headers: Mapping[str, str]) -> Answer:
        token = self._token.current(self._caller)
        answer = self._caller.get(path, params, {**headers, "Authorization": f"Bearer {token}"})
        if answer.status != 401:
            return answer
        token = self._token.current(self._caller, refused=token)
        return self._caller.get(path, params, {**headers, "Authorization": f"Bearer {token}"})


def failure_of(answer: Answer, what: str) -> Failure:
    """What an answer that is not 2xx means. A 404 that TheTVDB did not write comes from a wrong address."""
    if answer.status == 401:
        return refusal(f"the key was refused{_saying(answer)}")
    if _is_absent(answer):
        return NotFound(SERVICE, what)
    return Unavailable(SERVICE, f"{answer.host} answered with status {answer.status}{_saying(answer)}")


def _is_absent(answer: Answer) -> bool:
    if answer.status != 404:
        return False
    body = peek_json(answer)
    return isinstance(body, dict) and body.get("status") == "failure"


def _saying(answer: Answer) -> str:
    body = peek_json(answer)
    message = body.get("message") if isinstance(body, dict) else None
    return f" ({redact(message)[:120]})" if isinstance(message, str) and message else ""
