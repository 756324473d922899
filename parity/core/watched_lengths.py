"""Whether videos are of one length, so that they can be one. A length that nobody knows contradicts nothing."""

from collections.abc import Sequence

from parity.core.watched import Video

_SHARE = 20  # one part in so many may differ: 5 %
_TIMES = 2  # how much longer a recording with its advertisements and its padding may be than a bought copy


def alike(one: int | None, other: int | None) -> bool:
    """Whether two lengths in milliseconds differ by no more than 5 % of the longer one."""
    return not one or not other or abs(one - other) * _SHARE <= max(one, other)


def conceivable(one: int | None, other: int | None) -> bool:
    """Whether they can be of the same film or episode in another cut: neither is more than twice the other."""
    return not one or not other or max(one, other) <= _TIMES * min(one, other)


def length_of(video: Video) -> int | None:
    """How long it is; None as long as nobody can tell, as of what is still being recorded and grows."""
    return None if video.obstacle == "recording" else video.duration


def fits(plex: Sequence[Video], video: Video, covered: bool) -> bool:
    """Whether what Plex has of a video of the partner is as long as that, or no longer where it has not all its files.

    Two episodes in one file are each as long as the file; parts are as long together.
    """
    lengths = {each.files: each.duration for each in plex}
    total = sum(length or 0 for length in lengths.values())
    whole = length_of(video)
    if not all(lengths.values()) or not whole:
        return True
    return alike(total, whole) or (not covered and total < whole)


def is_split(plex: Video, partner: Sequence[Video]) -> bool:
    """Whether these of the partner's are no copies of the video, but its parts: only together they are as long."""
    lengths = [length_of(each) for each in partner]
    if not plex.duration or not all(lengths):
        return False
    return alike(sum(length or 0 for length in lengths), plex.duration) and not any(
        alike(length, plex.duration) for length in lengths
    )
