"""A Plex Media Server as somebody who tells what happens, over a line that stays open (plex.md 2.8)."""

from collections.abc import Generator

from parity.core.activity import Heartbeat, ServerEvent
from parity.core.failures import NotFound, Unavailable
from parity.http import Answer
from parity.plex.answers import failure_of
from parity.plex.asking import Asking
from parity.plex.event_rows import read_event

_PATH = "/:/eventsource/notifications"
_WANTED = "activity,timeline,playing"
_STREAM = "text/event-stream"


class TellingLibrary(Asking):
    """The events of one server. `silence` is after how many seconds without a word the line counts as broken."""

    silence = 30.0  # a server that lives says so every ten

    def events(self) -> Generator[ServerEvent]:
        """What the server tells, for as long as it does; a heartbeat first, as soon as it listens to us.

        Raises Unavailable when the line ends, breaks, is silent for too long, or is not wanted any more, and when
        the server has no such line; Unauthorised. It keeps one connection of the library busy until it is closed.
        """
        with (
            self._as_owner(),
            self._caller.stream(_PATH, {"filters": _WANTED}, {"Accept": _STREAM}, self.silence) as streamed,
        ):
            _check(streamed.answer)
            yield Heartbeat()
            for _, data in streamed.events():
                yield from read_event(data)


def _check(answer: Answer) -> None:
    failure = failure_of(answer, "its line of events")
    if isinstance(failure, NotFound):
        raise Unavailable(answer.service, f"{answer.host} does not tell what happens (404)")
    if failure is not None:
        raise failure
    if not answer.headers.get("Content-Type", "").lower().startswith(_STREAM):
        raise Unavailable(answer.service, f"{answer.host} answered with something else than events")
