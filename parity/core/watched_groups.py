"""What videos that have files in common are to one another: one and one, copies, parts, or nothing that can be told."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from parity.core.watched import Video
from parity.core.watched_change import By
from parity.core.watched_files import Edges
from parity.core.watched_lengths import is_split
from parity.core.watched_pairs import Pair


@dataclass(frozen=True, slots=True)
class Group:
    """Videos of both sides that hang together, by their places in the lists. `pair` is None where nothing is sure."""

    plex: tuple[int, ...]
    partner: tuple[int, ...]
    pair: Pair | None


def groups(edges: Edges, plex: Sequence[Video], partner: Sequence[Video], by: By) -> Iterator[Group]:
    """Everything that hangs together, and the pair that it is."""
    others: defaultdict[int, list[int]] = defaultdict(list)
    ones: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in edges:
        others[one].append(other)
        ones[other].append(one)
    seen: set[int] = set()
    for start in others:
        if start not in seen:
            near, far = _connected(start, others, ones)
            seen |= near
            yield Group(tuple(sorted(near)), tuple(sorted(far)), _pair(near, far, edges, plex, partner, by))


def _connected(
    start: int, others: defaultdict[int, list[int]], ones: defaultdict[int, list[int]]
) -> tuple[set[int], set[int]]:
    near, far, open_ends = {start}, set[int](), [start]
    while open_ends:
        for other in others[open_ends.pop()]:
            if other not in far:
                far.add(other)
                new = [one for one in ones[other] if one not in near]
                near.update(new)
                open_ends += new
    return near, far


def _pair(
    near: set[int], far: set[int], edges: Edges, plex: Sequence[Video], partner: Sequence[Video], by: By
) -> Pair | None:
    if len(near) == 1:
        (one,) = near
        return _one_or_copies(plex[one], {other: edges[one, other] for other in far}, partner, by)
    if len(far) == 1:
        (other,) = far
        return _parts({one: edges[one, other] for one in near}, plex, partner[other], by)
    return None


def _one_or_copies(one: Video, far: dict[int, set[int]], partner: Sequence[Video], by: By) -> Pair | None:
    covered = all(len(segments) == len(partner[other].files) for other, segments in far.items())
    videos = tuple(sorted((partner[other] for other in far), key=_age))
    if len(videos) == 1:
        return Pair((one,), videos, by, "one" if covered else "parts", covered)
    return None if is_split(one, videos) else Pair((one,), videos, by, "copies", covered)


def _parts(near: dict[int, set[int]], plex: Sequence[Video], other: Video, by: By) -> Pair | None:
    """Each another segment, or all of them episodes in the same; whatever lies in two libraries is neither."""
    if len({plex[one].place for one in near}) > 1:
        return None
    held = list(near.values())
    if any(one != held[0] for one in held) and any(one & another for one, another in combinations(held, 2)):
        return None
    videos = sorted(near, key=lambda one: (min(near[one]), _age(plex[one])))
    covered = len(set[int]().union(*held)) == len(other.files)
    return Pair(tuple(plex[one] for one in videos), (other,), by, "parts", covered)


def _age(video: Video) -> tuple[int, str]:
    """Keys are numbers that grow, as text."""
    return len(video.key), video.key
