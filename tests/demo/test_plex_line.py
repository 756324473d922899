"""Who listens to the fake Plex hears what they asked for, as it happens."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import requests

from parity.demo.plex_line import Line
from tests.demo.served import Plex

Told = Iterator[tuple[str, dict[str, object]]]


@contextmanager
def listening(plex: Plex, **params: str) -> Iterator[Told]:
    """Kinds and bodies, as they come."""
    headers = {"X-Plex-Token": plex.world.token, "Accept-Encoding": "identity"}
    where = f"{plex.url}/:/eventsource/notifications"
    with plex.session.get(where, params=params, headers=headers, stream=True, timeout=20) as answer:
        assert answer.headers["Content-Type"] == "text/event-stream"
        lines = answer.iter_lines(chunk_size=1, decode_unicode=True)
        yield (
            (kind.removeprefix("event: "), json.loads(data.removeprefix("data: ")))
            for kind, data, _ in zip(lines, lines, lines, strict=False)
        )


def test_each_event_is_one_object_under_its_name(plex: Plex) -> None:
    with listening(plex) as told:
        assert plex.world.listeners() == 1
        plex.world.refresh(1)
        plex.world.play(plex.first)
        kinds = [next(told) for _ in range(3)]
    assert [(kind, *body) for kind, body in kinds] == [
        ("activity", "ActivityNotification"),
        ("activity", "ActivityNotification"),
        ("playing", "PlaySessionStateNotification"),
    ]


def test_filters_name_what_is_wanted_or_what_is_not(plex: Plex) -> None:
    with listening(plex, filters="playing,timeline") as some, listening(plex, filters="-activity") as others:
        plex.world.refresh(1)
        plex.world.play(plex.first)
        assert [next(told)[0] for told in (some, others)] == ["playing", "playing"]


def test_a_line_that_is_alive_says_so(plex: Plex) -> None:
    plex.world.set_habits(ping_seconds=60)
    with listening(plex, filters="timeline") as told:
        plex.world.pass_time(60)
        assert next(told) == ("ping", {})


def test_a_scan_ends_in_its_time_while_nobody_asks_anything(plex: Plex) -> None:
    plex.world.set_scan_seconds(0.02)
    with listening(plex) as told:
        plex.world.refresh(1)
        assert [next(told)[1]["ActivityNotification"]["event"] for _ in range(2)] == ["started", "ended"]  # type: ignore[index]


def test_what_happens_at_one_time_may_be_told_twice_and_last_things_first(plex: Plex) -> None:
    plex.world.set_habits(doubles=True, out_of_order=True)
    line = Line(plex.world, "activity")
    plex.world.refresh(1)
    told = [json.loads(each.partition(b"data: ")[2]) for each in next(line).split(b"\n\n") if each]
    assert [each["ActivityNotification"]["event"] for each in told] == ["ended", "ended", "started", "started"]


def test_a_cut_line_breaks_in_mid_sentence_and_leaves_nobody_behind(plex: Plex) -> None:
    with listening(plex) as told:
        plex.world.cut_lines()
        with pytest.raises(requests.exceptions.ChunkedEncodingError):
            next(told)
        assert plex.world.listeners() == 0
