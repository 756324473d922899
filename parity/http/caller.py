"""One service, called over kept connections."""

import logging
import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from urllib.parse import quote, urlencode

import requests
from requests.adapters import HTTPAdapter
from urllib3 import disable_warnings
from urllib3.exceptions import InsecureRequestWarning

from parity import __version__
from parity.core.failures import RateLimited, Unavailable
from parity.http.answer import Answer
from parity.http.body import Body, BrokenBody, Limits, read_body
from parity.http.rate import TokenBucket
from parity.http.retrying import RetryPolicy, retry_after
from parity.http.streaming import Interrupt, Streamed, heeding
from parity.http.trouble import TROUBLES, Trouble, host_of, redirect_target, trouble_of

_log = logging.getLogger(__name__)


class Caller:
    """Asks one service. Many threads may use it; at most `connections` calls are under way at a time.

    `headers` and `params` go with every call; secrets in them are never part of a message or a log.
    `bucket` may be shared with other callers of the service. `on_request(service)` is called before each
    request that goes out, repeated ones too, from the thread that sends it. Without `verify` any certificate
    is taken for good: for a server at home that made its own.
    """

    def __init__(
        self,
        service: str,
        base_url: str,
        *,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        connections: int = 4,
        bucket: TokenBucket | None = None,
        limits: Limits | None = None,
        policy: RetryPolicy | None = None,
        verify: bool = True,
        interrupt: Interrupt | None = None,
        on_request: Callable[[str], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self.service = service
        self.connections = connections
        self.host = host_of(base_url)
        self._base_url = base_url.rstrip("/")
        self._headers = _DEFAULT_HEADERS | dict(headers or {})
        self._params = dict(params or {})
        self._bucket = bucket
        self._limits = limits or Limits()
        self._policy = policy or RetryPolicy()
        self._verify = verify
        self._interrupt = interrupt or threading.Event()
        self._on_request = on_request
        self._clock = clock
        self._jitter = jitter
        # The adapter alone is the pool of kept connections. A Session around it would follow or at least resolve
        # redirects, keep cookies, and read proxies and passwords from the environment: all of which must not be.
        self._adapter = HTTPAdapter(pool_connections=1, pool_maxsize=connections, pool_block=True)
        if not verify:
            disable_warnings(InsecureRequestWarning)  # the owner was warned when it was switched off

    def close(self) -> None:
        """Let go of the kept connections."""
        self._adapter.close()

    def get(
        self,
        path: str,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """GET `base_url + path`, repeated as the policy says; the last answer, whatever its status.

        Raises Unavailable when there is none (refused, timed out, cut, too big, redirected, interrupted) and
        RateLimited when 429 came too often. What other statuses mean is for the service's own room to say.
        """
        return self._call(self._prepared("GET", path, params, headers))

    def delete(
        self,
        path: str,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """DELETE, repeated like a GET: what is gone already stays so. Raises as `get` does."""
        return self._call(self._prepared("DELETE", path, params, headers))

    def put(
        self,
        path: str,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """PUT without a body, repeated like a GET: asking for the same twice changes nothing. Raises as `get` does."""
        return self._call(self._prepared("PUT", path, params, headers))

    def post(
        self,
        path: str,
        body: Mapping[str, object] | None = None,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """POST with `body` as JSON, or with none.

        Repeated only when nobody can have heard it, and after 429, where nothing was done. Raises as `get` does.
        """
        return self._call(self._prepared("POST", path, params, headers, body), harmless=False)

    def post_form(self, path: str, form: Mapping[str, str], params: Mapping[str, str | int] | None = None) -> Answer:
        """POST with `form` as a browser would send it, for who takes no JSON. Repeated and raising as `post`."""
        return self._call(self._prepared("POST", path, params, None, form=form), harmless=False)

    @contextmanager
    def stream(
        self,
        path: str,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        silence: float = 30.0,
    ) -> Iterator[Streamed]:
        """GET an answer that has no end, for as long as the block lasts. It keeps one of the connections busy.

        Not repeated: who listens knows when to try again. Raises Unavailable when there is no answer, or none for
        `silence` seconds, and in the block what `Streamed.events` raises.
        """
        request = self._prepared("GET", path, params, {**(headers or {}), "Accept-Encoding": "identity"})
        self._begin()
        limits = replace(self._limits, read=silence)
        try:
            response = self._started(request, limits)
        except TROUBLES as error:
            raise Unavailable(self.service, trouble_of(error, self.host, limits).sentence) from None
        with response, heeding(self._interrupt, response):
            yield Streamed(self._opened(response), response.raw, self._interrupt, silence)

    def introduction(self) -> Mapping[str, str]:
        """The headers of every call. Who is careful to whom they go asks first who is there, and may raise."""
        return self._headers

    def _call(self, request: requests.PreparedRequest, harmless: bool = True) -> Answer:
        limited = 0
        for attempt in count(1):
            outcome = self._ask(request)
            while isinstance(outcome, Answer) and outcome.status == 429:
                limited += 1
                self._wait_for_limit(outcome, limited)
                outcome = self._ask(request)
            if attempt >= self._policy.attempts or not self._worth_repeating(outcome, harmless):
                break
            self._wait(self._policy.pause(attempt, self._jitter()))
        if isinstance(outcome, Trouble):
            raise Unavailable(self.service, outcome.sentence)
        return outcome

    def _prepared(
        self,
        method: str,
        path: str,
        params: Mapping[str, str | int] | None,
        headers: Mapping[str, str] | None,
        body: Mapping[str, object] | None = None,
        form: Mapping[str, str] | None = None,
    ) -> requests.PreparedRequest:
        if not path.startswith("/"):  # "@elsewhere/" behind the base address would carry the token to another host
            raise ValueError("a path begins with a slash")
        said = {**self.introduction(), **(headers or {})}
        # Slashes and commas stay as they are: TMDB's append_to_response wants them so.
        query = urlencode({**self._params, **(params or {})}, safe="/,:", quote_via=quote)
        url = f"{self._base_url}{path}?{query}" if query else self._base_url + path
        try:
            return requests.Request(method, url, headers=said, json=body, data=form).prepare()
        except requests.RequestException as error:
            raise Unavailable(self.service, trouble_of(error, self.host, self._limits).sentence) from None

    def _opened(self, response: requests.Response) -> Answer:
        """What is there before the rest comes: all of it where the status is not good. Raises Unavailable."""
        good = 200 <= response.status_code < 300
        packed = response.headers.get("Content-Encoding", "identity") != "identity"
        try:
            if good and packed:
                raise BrokenBody("packed its answer in a way that was not asked for", again=False)
            outcome = self._answer(response, Body(b"", 0)) if good else self._read(response)
        except TROUBLES as error:
            outcome = trouble_of(error, self.host, self._limits)
        if isinstance(outcome, Trouble):
            raise Unavailable(self.service, outcome.sentence)
        return outcome

    def _begin(self) -> None:
        if self._interrupt.is_set():
            raise self._interrupted()
        if self._bucket is not None:
            self._bucket.take(self._wait)
        if self._on_request is not None:
            self._on_request(self.service)

    def _ask(self, request: requests.PreparedRequest) -> Answer | Trouble:
        self._begin()
        started = self._clock()
        try:
            outcome: Answer | Trouble = self._send(request)
        except TROUBLES as error:
            outcome = trouble_of(error, self.host, self._limits)
        if _log.isEnabledFor(logging.DEBUG):
            said = outcome.sentence if isinstance(outcome, Trouble) else str(outcome.status)
            path = (request.path_url or "").partition("?")[0]
            _log.debug("%s %s: %s (%.0f ms)", self.service, path, said, (self._clock() - started) * 1000)
        return outcome

    def _send(self, request: requests.PreparedRequest) -> Answer | Trouble:
        with self._started(request, self._limits) as response:
            return self._read(response)

    def _started(self, request: requests.PreparedRequest, limits: Limits) -> requests.Response:
        patience = (limits.connect, limits.read)
        return self._adapter.send(request, stream=True, timeout=patience, verify=self._verify)

    def _read(self, response: requests.Response) -> Answer | Trouble:
        target = redirect_target(response)
        if target is not None:
            return Trouble(f"{self.host} redirects to {target}: give its real address", again=False)
        encoding = response.headers.get("Content-Encoding", "")
        body = read_body(response.raw, encoding, self._limits, self._clock)
        return self._answer(response, body)

    def _answer(self, response: requests.Response, body: Body) -> Answer:
        return Answer(self.service, self.host, response.status_code, response.headers, body)

    def _worth_repeating(self, outcome: Answer | Trouble, harmless: bool) -> bool:
        if isinstance(outcome, Trouble):
            return outcome.again and (harmless or outcome.unheard)
        return harmless and self._policy.transient(outcome)

    def _wait_for_limit(self, answer: Answer, times: int) -> None:
        asked = retry_after(answer.headers, time.time())
        seconds = self._policy.limit_pause(times, asked, self._jitter())
        if seconds is None:
            raise RateLimited(self.service, f"{self.host} was asked too often", asked)
        if self._bucket is None:
            self._wait(seconds)
        else:
            self._bucket.close_for(seconds)  # the next turn comes after it, for every thread

    def _wait(self, seconds: float) -> None:
        if self._interrupt.wait(seconds):
            raise self._interrupted()

    def _interrupted(self) -> Unavailable:
        return Unavailable(self.service, f"the work was stopped before {self.host} was asked")


_DEFAULT_HEADERS = {
    "Accept": "application/json",
    "Accept-Encoding": "gzip",
    "User-Agent": f"Parity/{__version__}",
}
