"""Asking: what goes out, over which connections, and what comes back."""

import gzip
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier, current_thread

import pytest

from parity.core.failures import Unavailable
from parity.http import Answer, Caller, read_json
from parity.http import answer as answers
from parity.http.body import Body
from tests.loopback import Asked, Loopback, Reply, answering, as_json, zipped


@pytest.fixture
def echo() -> Iterator[Loopback]:
    """A server that answers with the path it was asked for."""
    with answering(lambda asked: as_json({"path": asked.path})) as server:
        yield server


def answer_of(body: bytes, status: int = 200) -> Answer:
    return Answer("TMDB", "api.example", status, {}, Body(body, len(body)))


def test_a_path_is_asked_below_the_base_address_with_the_parameters_of_caller_and_call(echo: Loopback) -> None:
    with closing(Caller("TMDB", f"{echo.url}/3/", params={"api_key": "k1"}, headers={"X-Who": "Parity"})) as caller:
        answer = caller.get("/tv/1396", {"append_to_response": "external_ids,season/0", "page": 2}, {"X-Page": "7"})
    assert read_json(answer) == {"path": "/3/tv/1396"}
    assert echo.asked[0].target == "/3/tv/1396?api_key=k1&append_to_response=external_ids,season/0&page=2"
    sent = echo.asked[0].headers
    assert (sent["X-Who"], sent["X-Page"], sent["Accept-Encoding"]) == ("Parity", "7", "gzip")
    assert sent["User-Agent"].startswith("Parity/")


def test_parameters_that_would_break_an_address_are_encoded(echo: Loopback) -> None:
    with closing(Caller("TMDB", echo.url)) as caller:
        caller.get("/search/tv", {"query": "Tom & Jerry? #1 = ä"})
    assert echo.asked[0].query == {"query": "Tom & Jerry? #1 = ä"}


def test_a_path_that_would_change_the_host_is_refused(echo: Loopback) -> None:
    with closing(Caller("Plex", echo.url)) as caller, pytest.raises(ValueError, match="begins with a slash"):
        caller.get("@elsewhere.example/")
    assert echo.asked == []


def test_twenty_threads_share_the_few_connections_all_at_once_and_keep_them() -> None:
    all_four = Barrier(4, timeout=10)

    def together(asked: Asked) -> Reply:
        all_four.wait()
        return as_json({"path": asked.path})

    with answering(together) as server:
        with closing(Caller("TMDB", server.url, connections=4)) as caller, ThreadPoolExecutor(20) as pool:
            asked = pool.map(lambda n: read_json(caller.get(f"/tv/{n}")), range(200))
            assert list(asked) == [{"path": f"/tv/{n}"} for n in range(200)]
        assert server.connections == 4


def test_each_request_is_counted_with_its_service(echo: Loopback) -> None:
    counted: list[str] = []
    with closing(Caller("TMDB", echo.url, on_request=counted.append)) as caller:
        caller.get("/a")
        caller.get("/b")
    assert counted == ["TMDB", "TMDB"]


def test_proxies_and_passwords_of_the_environment_are_not_used(
    echo: Loopback, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    with closing(Caller("Plex", echo.url)) as caller:
        assert caller.get("/identity").status == 200
    assert "Authorization" not in echo.asked[0].headers


def test_a_user_and_password_in_the_base_address_sign_in_but_are_no_part_of_the_host(echo: Loopback) -> None:
    with closing(Caller("SageTV", echo.url.replace("://", "://me:pass@"))) as caller:
        assert caller.get("/sagex").host == echo.host == caller.host
    assert echo.asked[0].headers["Authorization"] == "Basic bWU6cGFzcw=="


def test_cookies_are_not_kept() -> None:
    with (
        answering(as_json({}, headers={"Set-Cookie": "session=1"})) as server,
        closing(Caller("Plex", server.url)) as caller,
    ):
        caller.get("/a")
        caller.get("/b")
        assert "Cookie" not in server.asked[1].headers


def test_a_packed_body_comes_unpacked() -> None:
    with answering(zipped({"name": "Firefly"})) as server, closing(Caller("TMDB", server.url)) as caller:
        assert read_json(caller.get("/tv/1437")) == {"name": "Firefly"}


def test_a_body_in_chunks_comes_whole() -> None:
    body = gzip.compress(json.dumps(list(range(5000))).encode())
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(body[n : n + 900]), body[n : n + 900]) for n in range(0, len(body), 900))
    reply = Reply(chunks + b"0\r\n\r\n", headers={"Content-Encoding": "gzip"}, length=None)
    with answering(reply) as server, closing(Caller("TMDB", server.url)) as caller:
        assert read_json(caller.get("/x")) == list(range(5000))


def test_headers_do_not_mind_case() -> None:
    with answering(as_json({}, headers={"X-Total": "7"})) as server, closing(Caller("Plex", server.url)) as caller:
        assert caller.get("/x").headers["x-total"] == "7"


def test_a_status_that_is_no_success_is_an_answer_but_holds_no_data() -> None:
    with answering(as_json({"status_code": 34}, 404)) as server, closing(Caller("TMDB", server.url)) as caller:
        answer = caller.get("/tv/1")
    assert (answer.status, answer.good, answers.peek_json(answer)) == (404, False, {"status_code": 34})
    with pytest.raises(Unavailable, match=r"^TMDB: 127\.0\.0\.1:\d+ answered with status 404$"):
        read_json(answer)


def test_what_did_not_change_is_said_without_a_body_and_asked_only_once() -> None:
    since = {"If-Modified-Since": "Mon, 15 Jun 2026 12:00:00 GMT"}
    packed = Reply(b"", 304, {"Content-Encoding": "gzip", "Last-Modified": since["If-Modified-Since"]})
    with answering(packed) as server, closing(Caller("TheTVDB", server.url)) as caller:
        answer = caller.get("/series/1", headers=since)
    assert (answer.unchanged, answer.good, answer.body) == (True, False, b"")
    assert [asked.headers["If-Modified-Since"] for asked in server.asked] == [since["If-Modified-Since"]]
    assert not answer_of(b"{}").unchanged


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "answered nothing"),
        (b"  \n", "answered nothing"),
        (b"<!doctype html><title>Sign in</title>", "answered with a web page instead of data"),
        (b'{"name": "Fire', "answered with data that breaks off or is garbled"),
        (b'{"name": "\xff"}', "answered with data that breaks off or is garbled"),
        (b"[" * 100_000, "answered with data that breaks off or is garbled"),
        (b"Bad gateway", "answered with something that is not data"),
    ],
)
def test_what_is_not_json_is_no_answer_and_the_sentence_says_what_it_is(body: bytes, words: str) -> None:
    with pytest.raises(Unavailable) as caught:
        read_json(answer_of(body))
    assert str(caught.value) == f"TMDB: api.example {words}"
    assert answers.peek_json(answer_of(body)) is None


def test_objects_can_be_thrown_away_while_they_are_decoded() -> None:
    body = b'{"crew": [{"credit_id": "1"}], "name": "Pilot"}'
    assert read_json(answer_of(body), lambda thing: None if "credit_id" in thing else thing) == {
        "crew": [None],
        "name": "Pilot",
    }


def test_big_bodies_share_one_thread_and_small_ones_do_not_wait_for_it() -> None:
    seen: set[str] = set()

    def look(thing: dict[str, object]) -> dict[str, object]:
        seen.add(current_thread().name)
        return thing

    read_json(answer_of(json.dumps({"overview": "x" * 250_000}).encode()), look)
    assert seen == {current_thread().name}
    seen.clear()
    big = answer_of(json.dumps({"overview": "x" * 300_000}).encode())
    with ThreadPoolExecutor(4, "asking") as pool:
        list(pool.map(lambda _: read_json(big, look), range(8)))
    assert len(seen) == 1
    assert not any(name == current_thread().name or name.startswith("asking") for name in seen)


def test_a_big_packed_body_is_kept_packed_and_comes_whole() -> None:
    value = {"overview": "x" * 300_000, "id": 7}
    with answering(zipped(value)) as server, closing(Caller("TMDB", server.url)) as caller:
        answer = caller.get("/tv/7")
    assert read_json(answer) == value
    assert len(answer.content.kept) < 1000
    assert len(answer.body) == answer.content.size == len(json.dumps(value))


def test_a_big_body_that_is_garbled_is_a_failure_like_any_other() -> None:
    with pytest.raises(Unavailable, match="answered with data that breaks off or is garbled"):
        read_json(answer_of(b"[" + b"1," * 200_000))


def test_each_call_asks_anew_although_the_answer_may_be_cached() -> None:
    replies: list[Asked] = []

    def count(asked: Asked) -> Reply:
        replies.append(asked)
        return as_json(len(replies), headers={"Cache-Control": "public, max-age=600"})

    with answering(count) as server, closing(Caller("TMDB", server.url)) as caller:
        assert [read_json(caller.get("/tv/1")) for _ in range(2)] == [1, 2]
