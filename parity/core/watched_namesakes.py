"""Takes pairs apart that only a file's name made, where a library that is not compared has a file of that name too."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from parity.core.path_parts import spelling
from parity.core.watched import Video
from parity.core.watched_pairs import Alone, Pair, Pairing


def by_name_alone(pairing: Pairing) -> bool:
    """Whether any pair was made by a name, so that it matters who else has it."""
    return any(pair.by == "name" for pair in pairing.pairs)


def without_namesakes(pairing: Pairing, others: Iterable[Video]) -> Pairing:
    """The pairing where nobody shares a name with these `others` of Plex; one file in two libraries is no other."""
    named: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for video in others:
        for name, file in _files(video):
            named[name].add(file)
    apart = [pair for pair in pairing.pairs if pair.by == "name" and _is_shared(pair, named)]
    if not apart:
        return pairing
    alone = [
        Alone(video, "ambiguous", tuple(file for other in pair.partner for file in other.files))
        for pair in apart
        for video in pair.plex
    ]
    return replace(
        pairing,
        pairs=tuple(pair for pair in pairing.pairs if pair not in apart),
        alone=(*pairing.alone, *alone),
        not_in_plex=pairing.not_in_plex + sum(len(pair.partner) for pair in apart),
    )


def _is_shared(pair: Pair, named: defaultdict[str, set[tuple[str, str]]]) -> bool:
    theirs = {name for video in pair.partner for name, _ in _files(video)}
    ours = {(name, file) for video in pair.plex for name, file in _files(video) if name in theirs}
    own = {file for _, file in ours}
    return any(not named[name] <= own for name, _ in ours if name in named)


def _files(video: Video) -> Iterable[tuple[str, tuple[str, str]]]:
    """The name of each file, and which it is: its server and its path."""
    machine = video.place.partition("/")[0]
    for file in video.files:
        found = spelling(file)
        yield found.name, (machine, found.exact)
