"""No answer: each cause has its own sentence, which names the host and gives nothing away."""

import gzip
import logging
import socket
import traceback
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import closing

import pytest

from parity.core.failures import Unavailable
from parity.http import Caller, Limits, RetryPolicy
from parity.http.body import BrokenBody, read_body
from tests.loopback import FakeTime, Reply, answering, as_json, in_turn, zipped

ONCE = RetryPolicy(attempts=1)
SECRET = "s3cr3t-token"


def caller_of(url: str, policy: RetryPolicy = ONCE, limits: Limits | None = None) -> Caller:
    return Caller(
        "Plex",
        url,
        headers={"X-Plex-Token": SECRET},
        params={"api_key": SECRET},
        policy=policy,
        limits=limits,
        interrupt=FakeTime(),
        jitter=lambda: 1.0,
    )


def failure_of(url: str, policy: RetryPolicy = ONCE, limits: Limits | None = None) -> str:
    with closing(caller_of(url, policy, limits)) as caller, pytest.raises(Unavailable) as caught:
        caller.get("/library/sections", {"q": SECRET})
    assert SECRET not in "".join(traceback.format_exception(caught.value, chain=True))
    return caught.value.detail


@pytest.fixture
def silent() -> Iterator[str]:
    """An address where somebody listens and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"127.0.0.1:{listening.getsockname()[1]}"


def test_a_redirect_is_not_followed_and_the_target_is_named() -> None:
    with answering(as_json({})) as target, answering(redirect_to(f"{target.url}/web?token=abc")) as server:
        assert failure_of(server.url) == f"{server.host} redirects to {target.host}: give its real address"
        assert (len(server.asked), target.asked) == (1, [])


def redirect_to(location: str) -> Reply:
    return Reply(b"", 302, {"Location": location})


def test_a_redirect_on_the_same_host_names_that_host() -> None:
    with answering(redirect_to("/web/index.html")) as server:
        assert failure_of(server.url) == f"{server.host} redirects to {server.host}: give its real address"


def test_a_redirect_to_nonsense_is_still_one_sentence() -> None:
    with answering(redirect_to("http://[half")) as server:
        assert failure_of(server.url) == f"{server.host} redirects to nowhere: give its real address"


def test_a_refused_connection(silent: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        host = f"127.0.0.1:{gone.getsockname()[1]}"
    assert failure_of(f"http://{host}") == f"{host} refused the connection"


def test_a_name_that_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*args: object, **named: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert failure_of("http://plex.invalid:32400") == "the name plex.invalid:32400 cannot be found"


def test_an_address_that_does_not_even_connect(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*args: object, **named: object) -> None:
        raise TimeoutError("timed out")

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    assert failure_of("http://127.0.0.1:9") == "127.0.0.1:9 cannot be reached (no connection within 5 s)"


def test_somebody_who_listens_and_says_nothing(silent: str) -> None:
    said = failure_of(f"http://{silent}", limits=Limits(read=0.05))
    assert said == f"{silent} did not answer within 0.05 s"


def test_https_where_only_http_is_spoken() -> None:
    with answering(as_json({})) as server:
        said = failure_of(server.url.replace("http://", "https://"))
        assert said == f"{server.host} does not speak https with a certificate that can be trusted"


@pytest.mark.parametrize("url", ["http://", "no-address", "ftp://127.0.0.1", "http://[half", "http://127.0.0.1:99999"])
def test_a_malformed_address_is_a_failure_and_no_crash(url: str) -> None:
    assert failure_of(url)


@pytest.mark.parametrize("flaw", ["\n", "…"])
def test_a_token_that_no_header_can_hold_is_a_failure_that_does_not_show_it(flaw: str) -> None:
    with answering(as_json({})) as server:
        broken = Caller("Plex", server.url, headers={"X-Plex-Token": SECRET + flaw}, policy=ONCE)
        with closing(broken) as caller, pytest.raises(Unavailable) as caught:
            caller.get("/")
    assert str(caught.value) == f"Plex: {server.host} cannot be asked: the address or the key is malformed"


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b'{"size": 1', length=200),
        Reply(b'a\r\n{"size": 1', length=None),
        Reply(gzip.compress(b'{"size": 1}' * 200)[:-12], headers={"Content-Encoding": "gzip"}),
    ],
    ids=["shorter than announced", "in the middle of a chunk", "in the middle of the packing"],
)
def test_a_body_cut_short_is_asked_for_again_and_is_no_answer(reply: Reply) -> None:
    with answering(reply) as server:
        assert failure_of(server.url, RetryPolicy(attempts=3)) == f"{server.host} cut its answer short"
        assert len(server.asked) == 3


def test_a_body_that_was_cut_once_comes_whole_the_second_time() -> None:
    twice = RetryPolicy(attempts=2)
    cut_once = in_turn(Reply(b"{", length=9), as_json({}))
    with answering(cut_once) as server, closing(caller_of(server.url, twice)) as caller:
        assert caller.get("/").body == b"{}"


def test_a_garbled_packing() -> None:
    with answering(Reply(b"no gzip at all", headers={"Content-Encoding": "gzip"})) as server:
        assert failure_of(server.url) == f"{server.host} garbled its answer"


def test_a_packing_that_was_not_asked_for() -> None:
    with answering(Reply(b"...", headers={"Content-Encoding": "br"})) as server:
        assert failure_of(server.url) == f"{server.host} packed its answer in a way that was not asked for"


@pytest.mark.parametrize("reply", [as_json("x" * 5000), zipped("x" * 5000)], ids=["plain", "packed"])
def test_a_body_above_the_limit_is_dropped_and_not_asked_for_again(reply: Reply) -> None:
    with answering(reply) as server:
        said = failure_of(server.url, RetryPolicy(attempts=3), Limits(body=4096))
        assert said == f"{server.host} answered with more than 4 KB"
        assert len(server.asked) == 1


class Dripping:
    """A body that takes a minute for each of its pieces."""

    def __init__(self, time: FakeTime, *pieces: bytes) -> None:
        self._left, self._time = list(pieces), time

    def read1(self, amt: int | None = None, decode_content: bool | None = None) -> bytes:
        self._time.now += 60
        return self._left.pop(0) if self._left else b""


def test_a_body_that_drips_is_given_up_after_the_time_for_a_whole_call() -> None:
    time = FakeTime()
    assert read_body(Dripping(time, b"x"), "", Limits(whole=90), time.clock).unpacked() == b"x"
    with pytest.raises(BrokenBody, match="sent its answer too slowly"):
        read_body(Dripping(time, *[b"x"] * 9), "", Limits(whole=90), time.clock)


def test_a_small_body_that_unpacks_to_very_much_is_never_unpacked() -> None:
    packing = zlib.compressobj(9, wbits=31)
    bomb = b"".join([packing.compress(bytes(1 << 20)) for _ in range(64)]) + packing.flush()
    tracemalloc.start()
    with pytest.raises(BrokenBody, match="answered with more than 1024 KB"):
        read_body(Dripping(FakeTime(), bomb), "gzip", Limits(body=1 << 20))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 << 20


def test_a_call_is_logged_without_its_parameters(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "parity.http")
    with answering(as_json({})) as server, closing(caller_of(server.url)) as caller:
        caller.get("/library/sections", {"q": SECRET})
    assert [record.getMessage().partition(" (")[0] for record in caplog.records] == ["Plex /library/sections: 200"]
