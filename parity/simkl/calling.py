"""How SIMKL is asked, how often, and which failure an answer of its means (simkl.md 1.1 and 1.7)."""

import re
from collections.abc import Callable, Mapping, Sequence

from parity import __version__
from parity.core.failures import Failure, NotFound, RateLimited, Unauthorised, Unavailable
from parity.core.simkl import Generation
from parity.http import (
    Answer,
    Caller,
    Interrupt,
    Limits,
    RetryPolicy,
    TokenBucket,
    peek_json,
    read_json,
    register_secret,
)
from parity.http.retrying import is_transient
from parity.simkl.shapes import SERVICE

APP_NAME = "parity"
READS_A_SECOND = 5.0
WRITES_A_SECOND = 0.8
"""Below what SIMKL allows, 10 and 1: who sends more often is shut out for a while, and longer each time."""
_MOST = 64 * 1024 * 1024
"""Bytes of one answer: SIMKL pages nothing."""
_ENDED = {
    "v1": "SIMKL no longer takes the sign-in, as if it had been taken back there: reconnect SIMKL",
    "v2": "the sign-in at SIMKL has ended or was taken back there: reconnect SIMKL",
}
_CODE = re.compile(r"[A-Za-z_]{1,40}")


def app_params(client_id: str) -> dict[str, str]:
    """What SIMKL wants in every address: which app asks. The client id is no secret."""
    return {"client_id": client_id, "app-name": APP_NAME, "app-version": __version__}


def app_headers(client_id: str) -> dict[str, str]:
    """What SIMKL wants in every request, of old and of late."""
    return {"simkl-api-key": client_id, "User-Agent": f"{APP_NAME}/{__version__}"}


class SimklCaller:
    """Asks SIMKL for one account. Questions and changes go at rates of their own, and never two at a time.

    `renew` fetches another token when SIMKL refuses the one that it was asked with, once for each call.
    """

    service = SERVICE

    def __init__(
        self, reads: Caller, writes: Caller, generation: Generation, token: str, renew: Callable[[], str] | None
    ) -> None:
        self._reads = reads
        self._writes = writes
        self._generation: Generation = generation
        self._bearer = _bearer_of(token)
        self._renew = renew
        self.host = reads.host

    def get(self, path: str, what: str, params: Mapping[str, str | int] | None = None) -> object:
        """The JSON of a good answer. Raises the failures of core; `what` names the thing in NotFound."""
        return self._told(lambda bearer: self._reads.get(path, params, bearer), what)

    def post(self, path: str, what: str, body: Mapping[str, object] | Sequence[object] | None = None) -> object:
        """The same for what changes something. It is sent once, unless nobody heard it or who asked was refused."""
        return self._told(lambda bearer: self._writes.post(path, body, headers=bearer), what)

    def close(self) -> None:
        """Let go of the kept connections."""
        self._reads.close()
        self._writes.close()

    def _told(self, ask: Callable[[Mapping[str, str]], Answer], what: str) -> object:
        answer = ask(self._bearer)
        if answer.status == 401 and self._renew is not None:
            self._bearer = _bearer_of(self._renew())
            answer = ask(self._bearer)
        if not answer.good:
            raise failure_of(answer, what, self._generation)
        told = read_json(answer)
        if isinstance(told, dict) and "error" in told:
            raise Unavailable(SERVICE, f"{answer.host} answered with an error{_saying(told)}")
        return told


def simkl_caller(
    base_url: str,
    client_id: str,
    generation: Generation,
    token: str,
    *,
    bucket: TokenBucket | None = None,
    writes: TokenBucket | None = None,
    limits: Limits | None = None,
    interrupt: Interrupt | None = None,
    on_request: Callable[[str], None] | None = None,
    renew: Callable[[], str] | None = None,
) -> SimklCaller:
    """A caller for one account. `bucket` gives turns for questions and `writes` for changes: who makes several callers
    in a process shares both among them. `renew` answers the next token, or raises Unauthorised when there is none; it
    is asked after an answer 401 and after no other.

    Nothing is sent again after "too many" was the answer to a change: the way would be shut the longer.
    """
    given = limits or Limits()

    def calling(turns: TokenBucket, policy: RetryPolicy) -> Caller:
        return Caller(
            SERVICE,
            base_url,
            headers=app_headers(client_id),
            params=app_params(client_id),
            connections=1,
            bucket=turns,
            limits=Limits(given.connect, given.read, given.whole, _MOST),
            policy=policy,
            interrupt=interrupt,
            on_request=on_request,
        )

    patient = RetryPolicy(attempts=4, first_pause=1.0, longest_pause=16.0, limited=3, transient=_may_pass)
    reads = calling(bucket or reading_turns(), patient)
    return SimklCaller(reads, calling(writes or writing_turns(), RetryPolicy(limited=1)), generation, token, renew)


def reading_turns() -> TokenBucket:
    """Turns for questions, one bucket for a process."""
    return TokenBucket(READS_A_SECOND, 2)


def writing_turns() -> TokenBucket:
    """Turns for changes, one bucket for a process: never two within a second."""
    return TokenBucket(WRITES_A_SECOND, 1)


def _bearer_of(token: str) -> Mapping[str, str]:
    token = token.strip()
    register_secret(token)
    return {"Authorization": f"Bearer {token}"}


def failure_of(answer: Answer, what: str, generation: Generation) -> Failure:
    """What an answer that is not 2xx means. 401 alone says that the sign-in has ended."""
    body = peek_json(answer)
    told = body if isinstance(body, dict) else {}
    if answer.status == 401:
        return Unauthorised(SERVICE, _ENDED[generation])
    if answer.status == 412 and told.get("error") == "client_id_failed":
        return Unauthorised(
            SERVICE,
            "SIMKL refused the app: either SIMKL_CLIENT_ID is wrong, or the app asked too often today and is shut "
            "out for a while",
        )
    if answer.status == 403:
        return Unavailable(SERVICE, f"{answer.host} does not let this app do that{_saying(told)}")
    if answer.status == 404:
        return _missing(answer, told, what)
    if told.get("error") in ("rate_limit", "RATE_LIMIT") or (answer.status == 503 and _asks_to_wait(answer)):
        return RateLimited(SERVICE, f"{answer.host} was asked too often", _seconds(answer))
    return Unavailable(SERVICE, f"{answer.host} answered with status {answer.status}{_saying(told)}")


def _missing(answer: Answer, told: Mapping[str, object], what: str) -> Failure:
    """A 404 that SIMKL did not write comes from a wrong address."""
    if "error" in told:
        return NotFound(SERVICE, what)
    return Unavailable(SERVICE, f"{answer.host} has no such page; does SIMKL_BASE_URL lead to SIMKL?")


def _may_pass(answer: Answer) -> bool:
    """Trouble that may be over in seconds; not what asks for a longer while by itself."""
    return is_transient(answer) and not _asks_to_wait(answer)


def _asks_to_wait(answer: Answer) -> bool:
    return "Retry-After" in answer.headers


def _seconds(answer: Answer) -> float | None:
    told = answer.headers.get("Retry-After", "").strip()
    return float(told[:9]) if told.isdecimal() else None


def _saying(told: Mapping[str, object]) -> str:
    """SIMKL's own word for it, where it is a word: ` (user_token_failed)`."""
    code = told.get("error")
    return f" ({code})" if isinstance(code, str) and _CODE.fullmatch(code) else ""
