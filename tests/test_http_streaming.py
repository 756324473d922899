"""A line that stays open: events leave it as they come, and it never ends without a word."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.core.failures import Unavailable
from parity.demo.serving import serve
from parity.http import Caller, Streamed
from parity.http.body import BrokenBody
from parity.http.sse import MOST, read_events
from tests.loopback import Reply, answering

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Tell = Callable[[], Iterator[bytes]]
ONE = b"event: ping\ndata: {}\n\n"
LONG = 20.0


@contextmanager
def listening(tell: Tell, interrupt: threading.Event | None = None, silence: float = LONG) -> Iterator[Streamed]:
    """A line to a server that tells what `tell` yields, and then breaks it."""

    def app(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        assert environ["HTTP_ACCEPT_ENCODING"] == "identity"
        start("200 OK", [("Content-Type", "text/event-stream")])
        return tell()

    with (
        serve(app) as served,
        closing(Caller("Plex", served.url, interrupt=interrupt)) as caller,
        caller.stream("/events", silence=silence) as streamed,
    ):
        yield streamed


def test_an_event_is_there_before_the_next_one_is_told() -> None:
    heard = threading.Event()

    def tell() -> Iterator[bytes]:
        yield ONE
        assert heard.wait(LONG)
        yield b"data: late\n\n"

    with listening(tell) as streamed:
        events = streamed.events()
        assert (streamed.answer.status, next(events)) == (200, ("ping", "{}"))
        heard.set()
        assert next(events) == ("message", "late")
        with pytest.raises(Unavailable, match=r"Plex: 127\.0\.0\.1:\d+ cut its answer short"):
            next(events)


def test_a_line_over_which_nothing_comes_counts_as_broken() -> None:
    over = threading.Event()

    def tell() -> Iterator[bytes]:
        yield ONE
        over.wait(LONG)

    with listening(tell, silence=0.05) as streamed:
        with pytest.raises(Unavailable, match=r"said nothing for 0\.05 s"):
            list(streamed.events())
        over.set()


def test_a_line_that_is_not_wanted_any_more_is_given_up_while_nothing_comes() -> None:
    interrupt, over = threading.Event(), threading.Event()

    def tell() -> Iterator[bytes]:
        yield ONE
        interrupt.set()
        over.wait(LONG)

    with listening(tell, interrupt) as streamed:
        with pytest.raises(Unavailable, match="nobody listens to"):
            list(streamed.events())
        over.set()


def test_who_was_stopped_does_not_even_ask() -> None:
    interrupt = threading.Event()
    interrupt.set()
    stopped = pytest.raises(Unavailable, match="the work was stopped before")
    with answering(Reply()) as server, closing(Caller("Plex", server.url, interrupt=interrupt)) as caller:
        with stopped, caller.stream("/events"):
            pass
        assert server.asked == []


@pytest.mark.parametrize(
    ("reply", "sentence"),
    [
        (Reply(status=302, headers={"Location": "http://elsewhere/"}), "redirects to elsewhere"),
        (Reply(headers={"Content-Encoding": "gzip"}), "packed its answer"),
    ],
)
def test_what_is_no_line_is_told_as_such(reply: Reply, sentence: str) -> None:
    refused = pytest.raises(Unavailable, match=sentence)
    with answering(reply) as server, closing(Caller("Plex", server.url)) as caller, refused, caller.stream("/events"):
        pass


def test_an_answer_of_another_status_is_whole() -> None:
    with (
        answering(Reply(b"<html>", 401)) as server,
        closing(Caller("Plex", server.url)) as caller,
        caller.stream("/events") as streamed,
    ):
        assert (streamed.answer.status, streamed.answer.body) == (401, b"<html>")


def test_an_event_has_a_name_and_data_of_one_line_or_several() -> None:
    told = (
        "\ufeffevent: activity\r\ndata: {\r\ndata:  }\r\nid: 7\n\n: a comment\nretry: 5\n\ndata\rdata:ä\r\revent: x\n\n"
    )
    assert list(read_events([told.encode(), b"data: not whole"])) == [("activity", "{\n }"), ("message", "\nä")]


@given(
    st.lists(
        st.tuples(st.sampled_from(["ping", "activity", "timeline"]), st.text("{}ä:\u2028 xyz", max_size=9)), max_size=4
    ),
    st.sampled_from(["\n", "\r\n"]),
    st.lists(st.integers(0, 90), max_size=6),
)
def test_events_are_the_same_wherever_the_bytes_are_cut(
    events: list[tuple[str, str]], end: str, cuts: list[int]
) -> None:
    whole = "".join(f"event: {name}{end}data: {data}{end}{end}" for name, data in events).encode()
    marks = [0, *sorted(min(cut, len(whole)) for cut in cuts), len(whole)]
    pieces = [whole[start:stop] for start, stop in zip(marks, marks[1:], strict=False)]
    assert list(read_events(pieces)) == events


@pytest.mark.parametrize("piece", [b"x" * 70_000, b"data: " + b"x" * 70_000 + b"\n"], ids=["a line", "an event"])
def test_what_has_no_end_is_given_up(piece: bytes) -> None:
    with pytest.raises(BrokenBody, match="without an end"):
        list(read_events([piece] * (MOST // 70_000 + 1)))
