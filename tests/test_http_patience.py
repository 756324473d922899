"""Asking again, waiting, and how often a service is asked: all on a clock that only waiting moves."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Event

import pytest

from parity.core.failures import RateLimited, Unavailable
from parity.http import Caller, RetryPolicy, TokenBucket
from parity.http.retrying import retry_after
from tests.loopback import Asked, FakeTime, Reply, answering, as_json, in_turn

TOO_MANY = as_json({"status_code": 25}, 429)


def caller_of(
    url: str, time: FakeTime, bucket: TokenBucket | None = None, on_request: Callable[[str], None] | None = None
) -> Caller:
    return Caller(
        "TMDB", url, bucket=bucket, interrupt=time, on_request=on_request, clock=time.clock, jitter=lambda: 0.0
    )


def too_many(wait: str) -> Reply:
    return as_json({}, 429, {"Retry-After": wait})


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_server_in_trouble_is_asked_again_after_growing_pauses(status: int) -> None:
    time, counted = FakeTime(), list[str]()
    answers = in_turn(as_json({}, status), as_json({}, status), as_json({"id": 1}))
    with answering(answers) as server, closing(caller_of(server.url, time, on_request=counted.append)) as caller:
        assert caller.get("/tv/1").body == b'{"id": 1}'
        assert len(server.asked) == 3
    assert time.pauses == [0.25, 0.5]
    assert counted == ["TMDB"] * 3


def test_a_server_that_stays_in_trouble_gives_its_last_answer() -> None:
    with answering(as_json({}, 503)) as server, closing(caller_of(server.url, FakeTime())) as caller:
        assert caller.get("/tv/1").status == 503
        assert len(server.asked) == 3


@pytest.mark.parametrize("status", [400, 401, 404, 422, 501])
def test_a_clear_no_is_not_asked_for_again(status: int) -> None:
    with answering(as_json({}, status)) as server, closing(caller_of(server.url, FakeTime())) as caller:
        assert caller.get("/tv/1").status == status
        assert len(server.asked) == 1


def test_a_service_may_know_better_what_is_worth_asking_again() -> None:
    policy = RetryPolicy(attempts=2, transient=lambda answer: answer.status == 404)
    with answering(as_json({}, 404)) as server, closing(Caller("TVDB", server.url, policy=policy)) as caller:
        caller._interrupt = FakeTime()
        assert caller.get("/series/1").status == 404
        assert len(server.asked) == 2


def test_pauses_double_up_to_the_longest_and_jitter_spreads_them_over_their_upper_half() -> None:
    policy = RetryPolicy(first_pause=1, longest_pause=5)
    assert [policy.pause(attempt, 1.0) for attempt in range(1, 6)] == [1, 2, 4, 5, 5]
    assert [policy.pause(attempt, 0.0) for attempt in range(1, 6)] == [0.5, 1, 2, 2.5, 2.5]


def test_too_many_requests_without_a_word_on_how_long_are_waited_out_longer_each_time() -> None:
    time = FakeTime()
    answers = in_turn(TOO_MANY, TOO_MANY, TOO_MANY, as_json({"id": 1}))
    with answering(answers) as server, closing(caller_of(server.url, time)) as caller:
        assert caller.get("/tv/1").status == 200
    assert time.pauses == [1, 2, 4]


def test_too_many_requests_are_waited_out_as_long_as_the_service_asks() -> None:
    time = FakeTime()
    with answering(in_turn(too_many("7"), as_json({}))) as server, closing(caller_of(server.url, time)) as caller:
        assert caller.get("/tv/1").status == 200
    assert time.pauses == [7]


def test_a_service_that_keeps_saying_too_many_is_left_alone() -> None:
    time = FakeTime()
    with answering(TOO_MANY) as server, closing(caller_of(server.url, time)) as caller:
        with pytest.raises(RateLimited) as caught:
            caller.get("/tv/1")
        assert len(server.asked) == 6
    assert (str(caught.value), caught.value.retry_after) == (f"TMDB: {server.host} was asked too often", None)
    assert time.pauses == [1, 2, 4, 8, 16]


def test_a_wait_of_an_hour_is_handed_on_instead_of_sat_out() -> None:
    time = FakeTime()
    with answering(too_many("3600")) as server, closing(caller_of(server.url, time)) as caller:
        with pytest.raises(RateLimited) as caught:
            caller.get("/tv/1")
        assert len(server.asked) == 1
    assert (caught.value.retry_after, time.pauses) == (3600, [])


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": "12"}, 12),
        ({"Retry-After": " 0 "}, 0),
        ({"Retry-After": "-3"}, None),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "Thu, 06 Aug 2026 10:00:30 GMT", "Date": "Thu, 06 Aug 2026 10:00:00 GMT"}, 30),
        ({"Retry-After": "Thu, 06 Aug 2026 09:00:00 GMT", "Date": "Thu, 06 Aug 2026 10:00:00 GMT"}, 0),
        ({"Retry-After": "Thu, 01 Jan 1970 00:01:40 GMT"}, 40),
    ],
)
def test_retry_after_is_a_number_or_a_date(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers, now=60.0) == seconds


def test_a_hundred_turns_take_their_time_but_for_a_small_burst() -> None:
    time = FakeTime()
    bucket = TokenBucket(40, burst=4, clock=time.clock)
    for _ in range(100):
        bucket.take(time.wait)
    assert time.now == pytest.approx(96 / 40)


def test_turns_that_nobody_took_are_kept_up_to_the_burst() -> None:
    time = FakeTime()
    bucket = TokenBucket(10, burst=3, clock=time.clock)
    bucket.take(time.wait)
    time.now = 60.0
    for _ in range(5):
        bucket.take(time.wait)
    assert time.pauses == [0.1, 0.1]


def test_threads_get_turns_of_their_own() -> None:
    waits: list[float] = []
    bucket = TokenBucket(40, burst=4, clock=lambda: 0.0)
    with ThreadPoolExecutor(20) as pool:
        list(pool.map(lambda _: bucket.take(waits.append), range(200)))
    assert sorted(waits) == pytest.approx([n / 40 for n in range(1, 197)])


def test_too_many_closes_the_bucket_for_all_then_runs_it_at_half_speed_for_a_while() -> None:
    time = FakeTime()
    bucket = TokenBucket(10, burst=1, clock=time.clock)
    bucket.take(time.wait)
    bucket.close_for(5)
    bucket.close_for(2)  # a second call that was under way: the same wall
    for _ in range(3):
        bucket.take(time.wait)
    assert time.pauses == [5, 0.2, 0.2]
    time.now = 35.5
    for _ in range(3):
        bucket.take(time.wait)
    assert time.pauses[3:] == [0.1, 0.1]


def test_the_rate_is_halved_again_by_the_next_wall_but_never_below_an_eighth() -> None:
    time = FakeTime()
    bucket = TokenBucket(10, burst=1, clock=time.clock)
    for _ in range(6):
        bucket.close_for(1)
        bucket.take(time.wait)
    bucket.take(time.wait)
    assert time.pauses == [1] * 6 + [0.8]


def test_who_waits_for_a_turn_when_the_bucket_is_closed_waits_for_a_new_one() -> None:
    time = FakeTime()
    bucket = TokenBucket(10, burst=1, clock=time.clock)
    bucket.take(time.wait)
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        time.now += seconds
        if len(waits) == 1:
            bucket.close_for(3)

    bucket.take(wait)
    assert waits == pytest.approx([0.1, 3.0])


@pytest.mark.parametrize(("rate", "burst"), [(0, 1), (-1, 1), (10, 0)])
def test_a_rate_that_never_lets_anyone_through_is_refused(rate: float, burst: int) -> None:
    with pytest.raises(ValueError, match="a rate is above 0"):
        TokenBucket(rate, burst)


def test_too_many_for_one_caller_holds_back_the_others_of_the_bucket() -> None:
    time = FakeTime()
    bucket = TokenBucket(10, burst=1, clock=time.clock)

    def answer(asked: Asked) -> Reply:
        return too_many("4") if asked.path == "/tv/1" and time.now == 0 else as_json({})

    with answering(answer) as server, closing(caller_of(server.url, time, bucket)) as one:
        assert one.get("/tv/1").status == 200
        with closing(caller_of(server.url, time, bucket)) as other:
            other.get("/tv/2")
    assert time.pauses == [4, 0.2]


def test_work_that_was_stopped_asks_nobody() -> None:
    stopped = Event()
    stopped.set()
    with answering(as_json({})) as server, closing(Caller("TMDB", server.url, interrupt=stopped)) as caller:
        with pytest.raises(Unavailable) as caught:
            caller.get("/tv/1")
        assert server.asked == []
    assert str(caught.value) == f"TMDB: the work was stopped before {server.host} was asked"


def test_stopping_ends_a_wait_at_once() -> None:
    time = FakeTime(stops_at=10)
    with answering(too_many("60")) as server, closing(caller_of(server.url, time)) as caller:
        with pytest.raises(Unavailable, match="the work was stopped"):
            caller.get("/tv/1")
        assert len(server.asked) == 1
    assert time.now == 10


def test_stopping_ends_the_wait_for_a_turn() -> None:
    time = FakeTime(stops_at=0.05)
    bucket = TokenBucket(10, burst=1, clock=time.clock)
    with answering(as_json({})) as server, closing(caller_of(server.url, time, bucket)) as caller:
        caller.get("/tv/1")
        with pytest.raises(Unavailable, match="the work was stopped"):
            caller.get("/tv/2")
        assert len(server.asked) == 1
