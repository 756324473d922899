"""The page for a moment to which a browser comes back: one answer, whoever else asks."""

import socket
import threading
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from urllib.request import urlopen

from parity.cli.redirect_listener import RedirectListener, Shown


def test_a_line_that_is_opened_in_advance_keeps_nobody_waiting() -> None:
    told: list[str] = []

    def take(said: object) -> Shown:
        told.append(threading.current_thread().name)
        return Shown("<b>", "Success & more", True)

    helper = RedirectListener("127.0.0.1", 0, "/callback", take)
    try:
        with (
            socket.create_connection(("127.0.0.1", helper.port)),
            urlopen(f"http://127.0.0.1:{helper.port}/callback?state=x", timeout=5) as answer,
        ):
            page = answer.read().decode()
            policy = answer.headers["Content-Security-Policy"]
        assert helper.wait(5)
        with urlopen(f"http://127.0.0.1:{helper.port}/callback?state=x", timeout=5) as again:
            assert "answered already" in again.read().decode()
    finally:
        helper.close()
    assert "&lt;b&gt;" in page
    assert "Success &amp; more" in page
    assert 'href="data:,"' in page
    assert "img-src data:;" in policy  # for the icon: a browser would complain of it otherwise
    assert len(told) == 1


def test_of_two_answers_at_once_the_helper_takes_one() -> None:
    told: list[Mapping[str, str]] = []
    second: list[Future[bytes]] = []

    def visit() -> bytes:
        with urlopen(f"http://127.0.0.1:{helper.port}/callback?state=x", timeout=5) as answer:
            page: bytes = answer.read()
            return page

    def take(said: Mapping[str, str]) -> Shown:
        told.append(said)
        if not second:
            second.append(browsers.submit(visit))
        return Shown("Success", "It is done.", True)

    with ThreadPoolExecutor(2) as browsers:
        helper = RedirectListener("127.0.0.1", 0, "/callback", take)
        try:
            assert b"It is done" in visit()
            assert b"answered already" in second[0].result(5)
        finally:
            helper.close()
    assert len(told) == 1
