"""How a request goes out and what comes back: over kept connections, at a rate, with time limits and repeats."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from random import random

import requests
from requests.adapters import HTTPAdapter
from urllib3 import disable_warnings
from urllib3.exceptions import InsecureRequestWarning

from parity import __version__
from parity.core.failures import RateLimited, Unavailable
from parity.http.answer import Answer
from parity.http.body import Body, Limits, read_body
from parity.http.rate import TokenBucket
from parity.http.retrying import RetryPolicy, retry_after
from parity.http.streaming import Interrupt
from parity.http.trouble import TROUBLES, Trouble, redirect_target, trouble_of

_log = logging.getLogger(__name__)

WHO_ASKS = {"Accept-Encoding": "gzip", "User-Agent": f"Parity/{__version__}"}
"""The headers of whatever goes out. No other packing is understood."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How a service is asked. What each is for stands at `Caller`."""

    connections: int = 4
    bucket: TokenBucket | None = None
    limits: Limits = field(default_factory=Limits)
    policy: RetryPolicy = field(default_factory=RetryPolicy)
    verify: bool = True
    interrupt: Interrupt = field(default_factory=threading.Event)
    on_request: Callable[[str], None] | None = None
    clock: Callable[[], float] = time.monotonic
    jitter: Callable[[], float] = random


class Line:
    """The line to one service, which may live at several `hosts`; `connections` are kept with each of them."""

    def __init__(self, service: str, manners: Manners, hosts: int = 1) -> None:
        self.service = service
        self.manners = manners
        # The adapter alone is the pool of kept connections. A Session around it would follow or at least resolve
        # redirects, keep cookies, and read proxies and passwords from the environment: all of which must not be.
        self._adapter = HTTPAdapter(pool_connections=hosts, pool_maxsize=manners.connections, pool_block=True)
        if not manners.verify:
            disable_warnings(InsecureRequestWarning)  # the owner was warned when it was switched off

    def close(self) -> None:
        """Let go of the kept connections."""
        self._adapter.close()

    def call(self, request: requests.PreparedRequest, host: str, harmless: bool = True) -> Answer:
        """The last answer, whatever its status; `host` as it is named in sentences.

        What is not `harmless` is repeated only when nobody can have heard it, and after 429, where nothing was
        done. Raises Unavailable when there is no answer and RateLimited when 429 came too often.
        """
        limited = 0
        for attempt in count(1):
            outcome = self._ask(request, host)
            while isinstance(outcome, Answer) and outcome.status == 429:
                limited += 1
                self._wait_for_limit(outcome, limited)
                outcome = self._ask(request, host)
            if attempt >= self.manners.policy.attempts or not self._worth_repeating(outcome, harmless):
                break
            self._wait(self.manners.policy.pause(attempt, self.manners.jitter()), host)
        if isinstance(outcome, Trouble):
            raise Unavailable(self.service, outcome.sentence)
        return outcome

    def begin(self, host: str) -> None:
        """Wait for a turn, and count it. Raises Unavailable when the work was stopped."""
        if self.manners.interrupt.is_set():
            raise self._interrupted(host)
        if self.manners.bucket is not None:
            self.manners.bucket.take(lambda seconds: self._wait(seconds, host))
        if self.manners.on_request is not None:
            self.manners.on_request(self.service)

    def started(self, request: requests.PreparedRequest, limits: Limits) -> requests.Response:
        """The head of the answer, whose body was not read yet. Raises one of TROUBLES."""
        patience = (limits.connect, limits.read)
        return self._adapter.send(request, stream=True, timeout=patience, verify=self.manners.verify)

    def read(self, response: requests.Response, host: str) -> Answer | Trouble:
        """The rest of it. A redirect is trouble that names where it leads. Raises one of TROUBLES."""
        target = redirect_target(response)
        if target is not None:
            return Trouble(f"{host} redirects to {target}: give its real address", again=False)
        encoding = response.headers.get("Content-Encoding", "")
        body = read_body(response.raw, encoding, self.manners.limits, self.manners.clock)
        return self.answer(response, body, host)

    def answer(self, response: requests.Response, body: Body, host: str) -> Answer:
        """The answer with this body."""
        return Answer(self.service, host, response.status_code, response.headers, body)

    def _ask(self, request: requests.PreparedRequest, host: str) -> Answer | Trouble:
        self.begin(host)
        started = self.manners.clock()
        try:
            with self.started(request, self.manners.limits) as response:
                outcome = self.read(response, host)
        except TROUBLES as error:
            outcome = trouble_of(error, host, self.manners.limits)
        if _log.isEnabledFor(logging.DEBUG):
            said = outcome.sentence if isinstance(outcome, Trouble) else str(outcome.status)
            path = (request.path_url or "").partition("?")[0]
            _log.debug("%s %s: %s (%.0f ms)", self.service, path, said, (self.manners.clock() - started) * 1000)
        return outcome

    def _worth_repeating(self, outcome: Answer | Trouble, harmless: bool) -> bool:
        if isinstance(outcome, Trouble):
            return outcome.again and (harmless or outcome.unheard)
        return harmless and self.manners.policy.transient(outcome)

    def _wait_for_limit(self, answer: Answer, times: int) -> None:
        asked = retry_after(answer.headers, time.time())
        seconds = self.manners.policy.limit_pause(times, asked, self.manners.jitter())
        if seconds is None:
            raise RateLimited(self.service, f"{answer.host} was asked too often", asked)
        if self.manners.bucket is None:
            self._wait(seconds, answer.host)
        else:
            self.manners.bucket.close_for(seconds)  # the next turn comes after it, for every thread

    def _wait(self, seconds: float, host: str) -> None:
        if self.manners.interrupt.wait(seconds):
            raise self._interrupted(host)

    def _interrupted(self, host: str) -> Unavailable:
        return Unavailable(self.service, f"the work was stopped before {host} was asked")
