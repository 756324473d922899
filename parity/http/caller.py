"""One service, called over kept connections."""

import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import quote, urlencode

import requests

from parity.core.failures import Unavailable
from parity.http.answer import Answer
from parity.http.body import Body, BrokenBody, Limits
from parity.http.line import WHO_ASKS, Line, Manners
from parity.http.rate import TokenBucket
from parity.http.retrying import RetryPolicy
from parity.http.streaming import Interrupt, Streamed, heeding
from parity.http.trouble import TROUBLES, Trouble, host_of, trouble_of


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
        self._limits = limits or Limits()
        self._interrupt = interrupt or threading.Event()
        manners = Manners(
            connections,
            bucket,
            self._limits,
            policy or RetryPolicy(),
            verify,
            self._interrupt,
            on_request,
            clock,
            jitter,
        )
        self._line = Line(service, manners)

    def close(self) -> None:
        """Let go of the kept connections."""
        self._line.close()

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
        *,
        once: bool = False,
    ) -> Answer:
        """DELETE, repeated like a GET: what is gone already stays so; with `once` only like a POST.

        Raises as `get` does.
        """
        return self._call(self._prepared("DELETE", path, params, headers), harmless=not once)

    def put(
        self,
        path: str,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        once: bool = False,
    ) -> Answer:
        """PUT without a body, repeated like a GET: asking for the same twice changes nothing.

        Where it does, because each one counts, `once` has it repeated only like a POST. Raises as `get` does.
        """
        return self._call(self._prepared("PUT", path, params, headers), harmless=not once)

    def post(
        self,
        path: str,
        body: Mapping[str, object] | Sequence[object] | None = None,
        params: Mapping[str, str | int | Sequence[str]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """POST with `body` as JSON, or with none. A parameter with several values is sent once for each.

        Repeated only when nobody can have heard it, and after 429, where nothing was done. Raises as `get` does.
        """
        return self._call(self._prepared("POST", path, params, headers, body), harmless=False)

    def post_form(
        self,
        path: str,
        form: Mapping[str, str],
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """POST with `form` as a browser would send it, for who takes no JSON. Repeated and raising as `post`."""
        return self._call(self._prepared("POST", path, params, headers, form=form), harmless=False)

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
        self._line.begin(self.host)
        limits = replace(self._limits, read=silence)
        try:
            response = self._line.started(request, limits)
        except TROUBLES as error:
            raise Unavailable(self.service, trouble_of(error, self.host, limits).sentence) from None
        with response, heeding(self._interrupt, response):
            yield Streamed(self._opened(response), response.raw, self._interrupt, silence)

    def introduction(self) -> Mapping[str, str]:
        """The headers of every call. Who is careful to whom they go asks first who is there, and may raise."""
        return self._headers

    def _call(self, request: requests.PreparedRequest, harmless: bool = True) -> Answer:
        return self._line.call(request, self.host, harmless)

    def _prepared(
        self,
        method: str,
        path: str,
        params: Mapping[str, str | int | Sequence[str]] | None,
        headers: Mapping[str, str] | None,
        body: Mapping[str, object] | Sequence[object] | None = None,
        form: Mapping[str, str] | None = None,
    ) -> requests.PreparedRequest:
        if not path.startswith("/"):  # "@elsewhere/" behind the base address would carry the token to another host
            raise ValueError("a path begins with a slash")
        said = {**self.introduction(), **(headers or {})}
        # Slashes and commas stay as they are: TMDB's append_to_response wants them so.
        query = urlencode({**self._params, **(params or {})}, doseq=True, safe="/,:", quote_via=quote)
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
            empty = Body(b"", 0)
            line, host = self._line, self.host
            outcome = line.answer(response, empty, host) if good else line.read(response, host)
        except TROUBLES as error:
            outcome = trouble_of(error, self.host, self._limits)
        if isinstance(outcome, Trouble):
            raise Unavailable(self.service, outcome.sentence)
        return outcome


_DEFAULT_HEADERS = {"Accept": "application/json", **WHO_ASKS}
