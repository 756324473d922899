"""An answer that goes on for as long as the line holds."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Protocol

import requests
from urllib3.exceptions import ReadTimeoutError

from parity.core.failures import Unavailable
from parity.http.answer import Answer
from parity.http.body import Limits, Stream
from parity.http.sse import read_events
from parity.http.trouble import TROUBLES, trouble_of

_PIECE = 64 * 1024
_LOOKS = 0.5  # seconds between two looks at whether the line is still wanted


class Interrupt(Protocol):
    """A `threading.Event`: its `wait` is how a caller sleeps, so that setting it ends every wait at once."""

    def is_set(self) -> bool:
        """Whether the work is to stop."""

    def wait(self, timeout: float | None = None) -> bool:
        """Sleep for `timeout` seconds or until it is set; whether it is set."""


@dataclass(frozen=True, slots=True)
class Streamed:
    """An answer of which only the beginning is there. `answer` has no body where the status is good."""

    answer: Answer
    _raw: Stream
    _interrupt: Interrupt
    _silence: float

    def events(self) -> Iterator[tuple[str, str]]:
        """Name and data of each server-sent event as it comes.

        Raises Unavailable when the line ends, breaks, is silent for too long, or is not wanted any more.
        """
        host = self.answer.host
        try:
            yield from read_events(self._pieces())
        except (ReadTimeoutError, TimeoutError):
            raise self._over(f"{host} said nothing for {self._silence:g} s") from None
        except TROUBLES as error:
            raise self._over(trouble_of(error, host, Limits(read=self._silence)).sentence) from None
        raise self._over(f"{host} hung up")

    def _pieces(self) -> Iterator[bytes]:
        while piece := self._raw.read1(_PIECE, decode_content=False):
            yield piece

    def _over(self, why: str) -> Unavailable:
        said = f"nobody listens to {self.answer.host} any more" if self._interrupt.is_set() else why
        return Unavailable(self.answer.service, said)


@contextmanager
def heeding(interrupt: Interrupt, response: requests.Response) -> Iterator[None]:
    """Meanwhile the line is given up as soon as `interrupt` is set, also while nothing comes over it."""
    over = threading.Event()

    def watch() -> None:
        while not over.is_set():
            if interrupt.wait(_LOOKS):
                with suppress(OSError, RuntimeError, ValueError):  # it was faster
                    response.raw.shutdown()
                return

    watcher = threading.Thread(target=watch, name="end-of-line", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
