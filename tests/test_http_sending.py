"""Sending: what POST, PUT and DELETE carry, and that nothing is done twice without need."""

import json
import socket
from contextlib import closing

import pytest

from parity.core.failures import RateLimited, Unavailable
from parity.http import Caller, RetryPolicy, sent_at
from tests.loopback import Answering, FakeTime, Reply, answering, as_json, in_turn


def caller_of(url: str, attempts: int = 3) -> Caller:
    return Caller("Plex account", url, policy=RetryPolicy(attempts), interrupt=FakeTime(), jitter=lambda: 1.0)


def test_a_post_carries_json_parameters_and_headers() -> None:
    with answering(as_json({}, 201)) as server, closing(caller_of(server.url)) as caller:
        answer = caller.post("/api/v2/pins", {"jwk": {"kid": "ä"}}, {"strong": "true"}, {"X-Plex-Token": "token-1"})
    asked = server.asked[0]
    assert (asked.method, asked.target, answer.status) == ("POST", "/api/v2/pins?strong=true", 201)
    assert json.loads(asked.body) == {"jwk": {"kid": "ä"}}
    assert (asked.headers["Content-Type"], asked.headers["X-Plex-Token"]) == ("application/json", "token-1")


def test_a_form_is_sent_as_a_browser_sends_it() -> None:
    with answering(as_json({})) as server, closing(caller_of(server.url)) as caller:
        caller.post_form("/oauth2/token", {"scope": "media:read media:write", "code": "ä&b"}, {"client_id": "x"})
    asked = server.asked[0]
    assert (asked.method, asked.target) == ("POST", "/oauth2/token?client_id=x")
    assert asked.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert asked.body == b"scope=media%3Aread+media%3Awrite&code=%C3%A4%26b"


def test_a_form_that_may_have_been_heard_is_not_repeated() -> None:
    with answering(Reply(status=503)) as server, closing(caller_of(server.url, attempts=3)) as caller:
        assert caller.post_form("/oauth2/token", {"code": "x"}).status == 503
        assert len(server.asked) == 1


def test_a_post_without_a_body_says_that_it_has_none() -> None:
    with answering(as_json({})) as server, closing(caller_of(server.url)) as caller:
        caller.post("/api/v2/pins")
    assert (server.asked[0].body, server.asked[0].headers["Content-Length"]) == (b"", "0")


@pytest.mark.parametrize("trouble", [Reply(status=503), Reply(b"{", length=9)], ids=["a server's error", "cut short"])
def test_a_post_that_may_have_been_heard_is_not_repeated(trouble: Reply) -> None:
    with answering(trouble) as server, closing(caller_of(server.url, attempts=3)) as caller:
        if trouble.status == 503:
            assert caller.post("/api/v2/pins").status == 503
        else:
            with pytest.raises(Unavailable):
                caller.post("/api/v2/pins")
        assert len(server.asked) == 1


def test_a_post_that_nobody_can_have_heard_is_repeated() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        url = f"http://127.0.0.1:{gone.getsockname()[1]}"
    tries: list[str] = []
    caller = Caller("Plex account", url, policy=RetryPolicy(attempts=3), interrupt=FakeTime(), on_request=tries.append)
    with closing(caller), pytest.raises(Unavailable, match="refused the connection"):
        caller.post("/api/v2/pins")
    assert len(tries) == 3


def test_a_post_that_came_too_early_is_repeated_after_the_pause() -> None:
    replies = in_turn(Reply(status=429, headers={"Retry-After": "2"}), as_json({}, 201))
    with answering(replies) as server, closing(caller_of(server.url)) as caller:
        assert caller.post("/api/v2/pins").status == 201
        assert [asked.method for asked in server.asked] == ["POST", "POST"]


@pytest.mark.parametrize("send", ["get", "put", "post", "delete"])
def test_who_does_not_wait_is_told_at_once_for_how_long_to_stay_away(send: str) -> None:
    time = FakeTime()
    with answering(Reply(status=429, headers={"Retry-After": "7"})) as server:
        caller = Caller("Plex account", server.url, policy=RetryPolicy(limited=1), interrupt=time)
        with closing(caller), pytest.raises(RateLimited) as caught:
            getattr(caller, send)("/api/v2/pins")
    assert (caught.value.retry_after, time.pauses, len(server.asked)) == (7.0, [], 1)


@pytest.mark.parametrize("first", [Reply(status=503), Reply(b"{", length=9)], ids=["a server's error", "cut short"])
@pytest.mark.parametrize("send", ["delete", "put"])
def test_a_delete_and_a_put_are_repeated(first: Reply, send: str) -> None:
    with answering(in_turn(first, Reply(b"", 204))) as server, closing(caller_of(server.url, attempts=2)) as caller:
        assert getattr(caller, send)("/api/v2/users/signout").status == 204
        assert [asked.method for asked in server.asked] == [send.upper()] * 2


@pytest.mark.parametrize("trouble", [Reply(status=503), Reply(b"{", length=9)], ids=["a server's error", "cut short"])
@pytest.mark.parametrize("send", ["delete", "put"])
def test_what_each_time_counts_for_is_sent_once_when_it_may_have_been_heard(trouble: Reply, send: str) -> None:
    with answering(trouble) as server, closing(caller_of(server.url, attempts=3)) as caller:
        if trouble.status == 503:
            assert getattr(caller, send)("/:/scrobble", {"key": 1}, once=True).status == 503
        else:
            with pytest.raises(Unavailable):
                getattr(caller, send)("/:/scrobble", {"key": 1}, once=True)
    assert [(asked.method, asked.target) for asked in server.asked] == [(send.upper(), "/:/scrobble?key=1")]


def test_what_is_sent_once_is_sent_again_when_nobody_can_have_heard_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        url = f"http://127.0.0.1:{gone.getsockname()[1]}"
    tries: list[str] = []
    caller = Caller("Plex", url, policy=RetryPolicy(attempts=3), interrupt=FakeTime(), on_request=tries.append)
    with closing(caller), pytest.raises(Unavailable, match="refused the connection"):
        caller.put("/:/scrobble", once=True)
    assert len(tries) == 3


def test_what_came_too_early_is_sent_once_more_also_where_each_time_counts() -> None:
    replies = in_turn(Reply(status=429, headers={"Retry-After": "2"}), Reply(b"", 200))
    with answering(replies) as server, closing(caller_of(server.url)) as caller:
        assert caller.put("/:/scrobble", once=True).status == 200
        assert len(server.asked) == 2


def test_a_parameter_with_several_values_is_sent_for_each_of_them() -> None:
    with answering(as_json({})) as server, closing(caller_of(server.url)) as caller:
        caller.post("/library/sections", params={"name": "a&b", "type": 2, "location": ["/ä b", "/c"]})
    assert server.asked[0].target == "/library/sections?name=a%26b&type=2&location=/%C3%A4%20b&location=/c"


@pytest.mark.parametrize("send", ["put", "post", "delete"])
@pytest.mark.parametrize("status", [301, 307, 308])
def test_nothing_is_sent_where_a_redirect_points(send: str, status: int) -> None:
    def elsewhere(url: str) -> Answering:
        return lambda asked: Reply(b"", status, {"Location": url})

    with answering(as_json({})) as target, answering(elsewhere(target.url)) as server:
        with closing(caller_of(server.url)) as caller, pytest.raises(Unavailable, match="redirects to"):
            getattr(caller, send)("/api/v2/pins", headers={"X-Plex-Token": "token-1"})
        assert (len(server.asked), target.asked) == (1, [])


@pytest.mark.parametrize(
    ("said", "moment"),
    [("Thu, 01 Jan 1970 00:01:00 GMT", 60.0), ("Thu, 01 Jan 1970 00:01:00", 60.0), ("soon", None), ("", None)],
)
def test_an_answer_may_say_when_it_was_sent(said: str, moment: float | None) -> None:
    assert sent_at({"Date": said}) == moment
