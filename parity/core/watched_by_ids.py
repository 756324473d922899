"""Which videos of two sides are one by their ids, where neither a path nor a name says so."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from parity.core.watched import Video
from parity.core.watched_files import live
from parity.core.watched_lengths import conceivable, length_of

_KINDS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("imdb", lambda each: each.startswith("imdb:")),
    ("episode", lambda each: each.startswith("tvdb:") and each.count("/") == 2),
    ("epg", lambda each: each.startswith("epg:")),
)
"""What ids are looked at, the surest first."""


def by_ids(
    plex: Sequence[Video], partner: Sequence[Video], taken: Collection[int], gone: Collection[int]
) -> Iterator[tuple[int, int]]:
    """The two that have an id which no other video has on either side; by their places in the lists.

    Not where an id of another kind says that they are two, nor where one is more than twice as long as the other.
    """
    used, lost = set(taken), set(gone)
    wanted = shared_ids(_left(plex, used), _left(partner, lost))
    for _, is_kind in _KINDS:
        of_kind = set(filter(is_kind, wanted))
        for one, other in _met(plex, holders(plex, of_kind), holders(partner, of_kind)):
            if one not in used and other not in lost and _can_be_one(plex[one], partner[other]):
                used.add(one)
                lost.add(other)
                yield one, other


def shared_ids(plex: Iterable[Video], partner: Iterable[Video]) -> set[str]:
    """The ids that videos of both sides have, of the kinds that are looked at."""
    ours, yours = (frozenset[str]().union(*(video.ids for video in videos)) for videos in (plex, partner))
    return {each for each in ours & yours if any(is_kind(each) for _, is_kind in _KINDS)}


def holders(videos: Sequence[Video], wanted: Collection[str]) -> dict[str, list[int]]:
    """Who has each of these ids."""
    found: dict[str, list[int]] = {each: [] for each in wanted}
    if found:
        for number, video in enumerate(videos):
            for each in video.ids:
                if each in found:
                    found[each].append(number)
    return found


def _left(videos: Sequence[Video], taken: Collection[int]) -> Iterator[Video]:
    return (video for number, video in enumerate(videos) if number not in taken)


def _met(
    plex: Sequence[Video], ours: Mapping[str, list[int]], yours: Mapping[str, list[int]]
) -> Iterator[tuple[int, int]]:
    """Two that have ids only each other has. None where such ids lead to several."""
    there: defaultdict[int, set[int]] = defaultdict(set)
    back: defaultdict[int, set[int]] = defaultdict(set)
    for each, others in yours.items():
        ones = live(ours[each], plex)
        if len(ones) == len(others) == 1:
            there[min(ones)].add(others[0])
            back[others[0]] |= ones
    for one, met in there.items():
        if len(met) == len(back[min(met)]) == 1:
            yield one, min(met)


def _can_be_one(one: Video, other: Video) -> bool:
    return conceivable(one.duration, length_of(other)) and not any(
        _contradict(one.ids, other.ids, is_kind) for _, is_kind in _KINDS
    )


def _contradict(one: frozenset[str], other: frozenset[str], is_kind: Callable[[str], bool]) -> bool:
    ours, yours = set(filter(is_kind, one)), set(filter(is_kind, other))
    return bool(ours and yours) and ours.isdisjoint(yours)
