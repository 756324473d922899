"""What a library asks by a session goes out as everything else does: bounded, repeated, to nobody else."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from parity.core.failures import RateLimited, Unavailable
from parity.http import Limits, LineSession, Manners, RetryPolicy
from tests.loopback import Answering, Loopback, Reply, answering, as_json, in_turn, zipped

AT_ONCE = RetryPolicy(first_pause=0.0, limited=2)


@pytest.fixture
def rooms() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def opened(
    rooms: ExitStack, answer: Answering | Reply, limits: Limits | None = None, stop: threading.Event | None = None
) -> tuple[LineSession, Loopback]:
    """A session and the only server that it may ask."""
    server = rooms.enter_context(answering(answer))
    manners = Manners(limits=limits or Limits(), policy=AT_ONCE, interrupt=stop or threading.Event())
    return rooms.enter_context(closing(LineSession("Plex", [server.url], manners))), server


def test_an_answer_comes_back_as_the_library_knows_it(rooms: ExitStack) -> None:
    session, server = opened(rooms, zipped({"name": "Amélie"}))
    answer = session.get(f"{server.url}/a?token=secret", params={"q": "x"}, headers={"X-Who": "me"}, timeout=99)
    assert (answer.status_code, answer.json(), answer.reason, answer.ok) == (200, {"name": "Amélie"}, "OK", True)
    assert answer.url == f"{server.url}/a", "libraries write it into their messages"
    sent = server.asked[0]
    assert (sent.query, sent.headers["X-Who"]) == ({"token": "secret", "q": "x"}, "me")
    assert (sent.headers["Accept-Encoding"], sent.headers["User-Agent"].split("/")[0]) == ("gzip", "Parity")


def test_a_text_without_a_charset_is_utf_8_and_is_not_guessed(rooms: ExitStack) -> None:
    session, server = opened(rooms, Reply("<a b='é'/>".encode(), headers={"Content-Type": "text/xml"}))
    assert session.get(server.url).text == "<a b='é'/>"
    told, other = opened(rooms, Reply("é".encode("latin-1"), headers={"Content-Type": "text/xml; charset=iso-8859-1"}))
    assert told.get(other.url).text == "é"


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_what_changes_nothing_when_asked_twice_is_asked_again_after_a_stumble(rooms: ExitStack, method: str) -> None:
    session, server = opened(rooms, in_turn(Reply(status=503), as_json({"ok": True})))
    assert getattr(session, method)(server.url).json() == {"ok": True}
    assert [asked.method for asked in server.asked] == [method.upper()] * 2


def test_a_post_that_may_have_been_heard_is_not_repeated(rooms: ExitStack) -> None:
    session, server = opened(rooms, in_turn(Reply(status=503), as_json({})))
    assert session.post(server.url, json={"a": 1}).status_code == 503
    assert [asked.body for asked in server.asked] == [b'{"a": 1}']


def test_statuses_are_for_the_library_to_read(rooms: ExitStack) -> None:
    session, server = opened(rooms, Reply(b"gone", status=404))
    assert (session.get(server.url).status_code, session.get(server.url).text) == (404, "gone")


def test_too_often_is_waited_out_and_then_said(rooms: ExitStack) -> None:
    session, server = opened(rooms, in_turn(Reply(status=429, headers={"Retry-After": "0"}), as_json({"ok": True})))
    assert session.get(server.url).json() == {"ok": True}
    refusing, other = opened(rooms, Reply(status=429, headers={"Retry-After": "0"}))
    with pytest.raises(RateLimited):
        refusing.get(other.url)


def test_no_redirect_is_followed_and_no_cookie_kept(rooms: ExitStack) -> None:
    moved = Reply(status=302, headers={"Location": "http://elsewhere.example/x"})
    session, server = opened(rooms, in_turn(as_json({}, headers={"Set-Cookie": "a=1"}), moved))
    session.get(server.url)
    with pytest.raises(Unavailable, match=r"redirects to elsewhere\.example"):
        session.get(server.url, headers={"X-Plex-Token": "secret"}, allow_redirects=True)
    assert "Cookie" not in server.asked[1].headers
    assert len(server.asked) == 2


def test_nobody_but_its_own_addresses_is_asked(rooms: ExitStack) -> None:
    session, server = opened(rooms, as_json({}))
    _, other = opened(rooms, as_json({}))
    for address in (other.url, server.url.replace("http:", "https:"), "http://", "nonsense", "http://[::1"):
        with pytest.raises(Unavailable):
            session.get(address, headers={"X-Plex-Token": "secret"})
    assert (server.asked, other.asked) == ([], [])


def test_proxies_and_passwords_of_the_environment_are_not_used(
    rooms: ExitStack, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    session, server = opened(rooms, as_json({}))
    assert session.get(server.url, proxies={"http": "http://127.0.0.1:1"}).status_code == 200
    assert "Authorization" not in server.asked[0].headers


def test_a_password_in_the_address_signs_in_and_is_not_told_again(rooms: ExitStack) -> None:
    session, server = opened(rooms, as_json({}))
    answer = session.get(server.url.replace("://", "://me:pass@"))
    assert answer.url == f"{server.url}/"
    assert server.asked[0].headers["Authorization"] == "Basic bWU6cGFzcw=="


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(b"x" * 2000), "more than"),
        (Reply(b"{}", length=50), "cut its answer short|broke"),
        (Reply(b"??", headers={"Content-Encoding": "br"}), "not asked for"),
    ],
)
def test_a_body_that_is_too_big_cut_or_packed_otherwise_is_no_answer(
    rooms: ExitStack, reply: Reply, words: str
) -> None:
    session, server = opened(rooms, reply, Limits(body=1024))
    with pytest.raises(Unavailable, match=words):
        session.get(server.url)


def test_nothing_is_asked_once_the_work_was_stopped(rooms: ExitStack) -> None:
    stop = threading.Event()
    session, server = opened(rooms, as_json({}), stop=stop)
    stop.set()
    with pytest.raises(Unavailable, match="was stopped"):
        session.put(server.url)
    assert server.asked == []


def test_a_header_that_no_line_can_hold_is_said_so(rooms: ExitStack) -> None:
    session, server = opened(rooms, as_json({}))
    with pytest.raises(Unavailable, match="malformed"):
        session.get(server.url, headers={"X-Plex-Token": "two\nlines"})
    assert server.asked == []
