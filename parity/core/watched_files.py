"""Which videos of two sides have a file in common: by its whole path, or by its name where only one is called so."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from parity.core.path_parts import Spelling, spelling
from parity.core.watched import Video
from parity.core.watched_lengths import fits

Edges = dict[tuple[int, int], set[int]]
"""Which video of Plex and which of the partner's, by their places in the lists: the partner's segments Plex has."""


class File(NamedTuple):
    """A file of a video, which is known by its place in its list."""

    video: int
    segment: int
    machine: str
    path: Spelling


def machine_of(video: Video) -> str:
    """The server that a video of Plex lies on."""
    return video.place.partition("/")[0]


def files_of(videos: Sequence[Video]) -> list[File]:
    """All files that have a name."""
    found = [
        File(number, segment, machine_of(video), spelling(file))
        for number, video in enumerate(videos)
        for segment, file in enumerate(video.files)
    ]
    return [file for file in found if file.path.name]


def live(numbers: Iterable[int], videos: Sequence[Video]) -> set[int]:
    """Those that do not lie in the trash; what does counts only where nothing else is there."""
    every = set(numbers)
    return {number for number in every if videos[number].obstacle != "trash"} or every


def by_path(
    plex: Sequence[Video],
    held: Sequence[File],
    partner: Sequence[Video],
    theirs: Sequence[File],
    translate: Callable[[str, str], str],
) -> Edges:
    """Who has a file by one path. Upper and lower case are one when either side is Windows, and no file is nearer."""
    at: defaultdict[tuple[str, str], list[File]] = defaultdict(list)
    for file in held:
        if file.path.rooted:
            at[file.machine, file.path.folded].append(file)
    machines = sorted({file.machine for file in held})
    found: Edges = {}
    for file in theirs:
        told = partner[file.video].files[file.segment]
        for machine in machines:
            called = translate(told, machine)
            path = file.path if called == told else spelling(called)
            for near in _same(at.get((machine, path.folded), ()), path, file.path.windows):
                found.setdefault((near.video, file.video), set()).add(file.segment)
    return _without_trash(found, plex)


def _same(near: Sequence[File], path: Spelling, windows: bool) -> list[File]:
    exactly = [file for file in near if file.path.exact == path.exact]
    return exactly or [file for file in near if windows or path.windows or file.path.windows]


def by_name(
    plex: Sequence[Video],
    held: Sequence[File],
    partner: Sequence[Video],
    theirs: Sequence[File],
    taken: Collection[int],
    gone: Collection[int],
) -> Edges:
    """Who has a file by one name that no other file has on either side, and is as long as the other.

    `taken` and `gone` are the videos of Plex and of the partner that are found already: they count, and get no edge.
    """
    wanted = {file.path.name for file in theirs if file.video not in gone}  # nearly all is found already
    ours, yours = (named(file for file in files if file.path.name in wanted) for files in (held, theirs))
    found: Edges = {}
    for name, files in yours.items():
        near = _only_live(ours.get(name, ()), plex)
        if _is_one(near) and _is_one(files):
            for one in (file for file in near if file.video not in taken):
                for other in (file for file in files if file.video not in gone):
                    found.setdefault((one.video, other.video), set()).add(other.segment)
    lengthy = _unlike(found, plex, partner)
    return {(one, other): segments for (one, other), segments in found.items() if other not in lengthy}


def named(files: Iterable[File]) -> Mapping[str, list[File]]:
    """The files by their names."""
    found: defaultdict[str, list[File]] = defaultdict(list)
    for file in files:
        found[file.path.name].append(file)
    return found


def _only_live(files: Sequence[File], videos: Sequence[Video]) -> list[File]:
    if len(files) < 2:
        return list(files)
    kept = live((file.video for file in files), videos)
    return [file for file in files if file.video in kept]


def _is_one(files: Sequence[File]) -> bool:
    """Whether all of these are one and the same file, as with two episodes in one."""
    return len(files) == 1 or len({(file.machine, file.path.exact) for file in files}) == 1


def _without_trash(edges: Edges, plex: Sequence[Video]) -> Edges:
    return {
        (one, other): edges[one, other]
        for other, ones in _by_other(edges)
        for one in (live(ones, plex) if len(ones) > 1 else ones)
    }


def _unlike(edges: Edges, plex: Sequence[Video], partner: Sequence[Video]) -> set[int]:
    """The partner's videos that are not as long as what Plex has of them."""
    found = set()
    for other, ones in _by_other(edges):
        video = partner[other]
        covered = len(set[int]().union(*(edges[one, other] for one in ones))) == len(video.files)
        if not fits([plex[one] for one in ones], video, covered):
            found.add(other)
    return found


def _by_other(edges: Edges) -> Iterator[tuple[int, list[int]]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in edges:
        found[other].append(one)
    yield from found.items()
