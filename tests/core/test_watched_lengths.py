"""Whether videos are of one length, so that they can be one."""

import pytest

from parity.core.watched import State, Video
from parity.core.watched_lengths import alike, conceivable, fits, is_split

MINUTE = 60_000


def lasting(minutes: float | None, key: str = "1", files: int = 1, obstacle: str = "") -> Video:
    duration = None if minutes is None else round(minutes * MINUTE)
    named = tuple(f"/{key}-{number}" for number in range(files))
    return Video(key, "", State(), named, duration, obstacle=obstacle)


@pytest.mark.parametrize(
    ("one", "other", "same", "possible"),
    [
        (100, 100, True, True),
        (100, 95, True, True),
        (95, 100, True, True),
        (1000, 949, False, True),
        (949, 1000, False, True),
        (100, 50, False, True),
        (100, 49, False, False),
        (49, 100, False, False),
        (None, 100, True, True),
        (100, None, True, True),
        (0, 100, True, True),
        (100, 0, True, True),
    ],
)
def test_lengths_are_alike_within_five_per_cent_and_conceivable_within_twice(
    one: int | None, other: int | None, same: bool, possible: bool
) -> None:
    assert (alike(one, other), conceivable(one, other)) == (same, possible)


@pytest.mark.parametrize(
    ("plex", "whole", "covered", "good"),
    [
        ([lasting(60)], lasting(60), True, True),
        ([lasting(60)], lasting(30), True, False),
        ([lasting(20, "1"), lasting(40, "2")], lasting(60), True, True),
        ([lasting(20, "1"), lasting(20, "2")], lasting(60), True, False),
        ([lasting(60), lasting(60)], lasting(60), True, True),
        ([lasting(20)], lasting(60), False, True),
        ([lasting(70)], lasting(60), False, False),
        ([lasting(None)], lasting(60), True, True),
        ([lasting(90, "1"), lasting(None, "2")], lasting(60), True, True),
        ([lasting(60)], lasting(None), True, True),
        ([lasting(60)], lasting(30, obstacle="recording"), True, True),
    ],
)
def test_what_plex_has_fits_when_it_is_as_long_together_and_each_file_counts_once(
    plex: list[Video], whole: Video, covered: bool, good: bool
) -> None:
    assert fits(plex, whole, covered) is good


@pytest.mark.parametrize(
    ("plex", "partner", "split"),
    [
        (60, [20, 40], True),
        (60, [60, 60], False),
        (60, [60, 2], False),
        (60, [20, 20], False),
        (None, [20, 40], False),
        (0, [20, 40], False),
        (60, [None, 60], False),
        (60, [0, 60], False),
        (60, [30, None], False),
    ],
)
def test_parts_are_only_together_as_long_as_the_video(plex: int | None, partner: list[int | None], split: bool) -> None:
    videos = [lasting(each, str(number)) for number, each in enumerate(partner)]
    assert is_split(lasting(plex), videos) is split
