"""Finds which videos of Plex and of its partner are one: by the whole path, else by the file's name, else by ids.

Nothing is guessed: what could be one of several is paired with none. A name counts only when one file alone is called
so on either side, also among those that are paired already, and never a part of a name. What lies in Plex's trash
gives way to what does not.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from heapq import nsmallest
from itertools import chain

from parity.core.watched import Video
from parity.core.watched_by_ids import by_ids, holders, shared_ids
from parity.core.watched_change import By
from parity.core.watched_files import Edges, File, by_name, by_path, files_of, named
from parity.core.watched_groups import groups
from parity.core.watched_pairs import Alone, Pair, Pairing

_MOST_OTHERS = 10


def pair_up(
    plex: Sequence[Video],
    partner: Sequence[Video],
    translate: Callable[[str, str], str],
    places: Collection[str] | None = None,
) -> Pairing:
    """All pairs, and what is alone, in the order of the videos of Plex.

    `translate` says what a Plex server calls a path of the partner's: the path, and the server's machine id. `places`:
    the libraries that are meant, None for all. What lies in the others is told of no more, but counts: a name that
    one of them has too is no name of one. One and the same file is that of the library that is meant.
    """
    found = _Finding(_once(plex), _once(partner))
    held, theirs = files_of(found.plex), files_of(found.partner)
    meant = {number for number, video in enumerate(found.plex) if places is None or video.place in places}
    found.note(_nearest(by_path(found.plex, held, found.partner, theirs, translate), meant), "path", final=True)
    taken, gone = frozenset(found.taken), frozenset(found.gone)
    found.note(_nearest(by_name(found.plex, held, found.partner, theirs, taken, gone), meant), "name")
    for one, other in by_ids(found.plex, found.partner, frozenset(found.taken), frozenset(found.gone)):
        found.keep((one,), (other,), Pair((found.plex[one],), (found.partner[other],), "ids"))
    return _of(found.told(held, theirs), places)


def _nearest(edges: Edges, meant: Collection[int]) -> Edges:
    """The edges, without those to videos that are not meant where one that is has the same file."""
    served = {other for one, other in edges if one in meant}
    return {(one, other): parts for (one, other), parts in edges.items() if one in meant or other not in served}


def _of(pairing: Pairing, places: Collection[str] | None) -> Pairing:
    """What of it lies in these libraries."""
    if places is None:
        return pairing
    pairs = tuple(each for each in pairing.pairs if each.plex[0].place in places)
    return Pairing(pairs, tuple(each for each in pairing.alone if each.video.place in places), pairing.not_in_plex)


class _Finding:
    """What is found so far. `taken` and `gone`: the videos of Plex and of the partner that are spoken for."""

    def __init__(self, plex: Sequence[Video], partner: Sequence[Video]) -> None:
        self.plex, self.partner = plex, partner
        self.taken: dict[int, Pair | None] = {}
        self.gone: set[int] = set()
        self._paired: set[int] = set()
        self._rivals: dict[int, tuple[str, ...]] = {}

    def note(self, edges: Edges, by: By, *, final: bool = False) -> None:
        """Keep the pairs that these make. `final`: what hangs together so and is no pair is not looked at again."""
        for group in groups(edges, self.plex, self.partner, by):
            if group.pair is not None:
                self.keep(group.plex, group.partner, group.pair)
            elif final:
                others = self._files(group.partner)
                self.gone.update(group.partner)
                for one in group.plex:
                    self.taken[one] = None
                    self._rivals[one] = others

    def keep(self, plex: Iterable[int], partner: Iterable[int], pair: Pair) -> None:
        """Keep a pair."""
        self.taken.update(dict.fromkeys(plex, pair))
        self.gone.update(partner)
        self._paired.update(partner)

    def told(self, held: Sequence[File], theirs: Sequence[File]) -> Pairing:
        """Everything, in the order of the videos of Plex."""
        rivals = {**self._might_be(held, theirs), **self._rivals}
        paired = {one: pair for one, pair in sorted(self.taken.items()) if pair is not None}
        pairs = {id(pair): pair for pair in paired.values()}
        alone = (
            Alone(video, "ambiguous" if number in rivals else "not in partner", rivals.get(number, ()))
            for number, video in enumerate(self.plex)
            if number not in paired
        )
        return Pairing(tuple(pairs.values()), tuple(alone), len(self.partner) - len(self._paired))

    def _might_be(self, held: Sequence[File], theirs: Sequence[File]) -> dict[int, tuple[str, ...]]:
        """The files that a video of Plex that is alone might be, by their names or by ids: of what nobody has."""
        lonely = [number for number in range(len(self.plex)) if number not in self.taken]
        free = [number for number in range(len(self.partner)) if number not in self.gone]
        if not lonely or not free:
            return {}
        names = named(file for file in theirs if file.video not in self.gone)
        called = {name: _first(self._file(file) for file in files) for name, files in names.items()}
        ids = shared_ids((self.plex[each] for each in lonely), (self.partner[each] for each in free))
        having = holders([self.partner[each] for each in free], ids)
        known = {each: self._files(free[place] for place in places) for each, places in having.items()}
        hints: defaultdict[int, list[tuple[str, ...]]] = defaultdict(list)
        for file in held:
            if file.video not in self.taken and file.path.name in called:
                hints[file.video].append(called[file.path.name])
        for number in lonely:
            for each in self.plex[number].ids & ids:
                hints[number].append(known[each])
        return {number: _first(chain.from_iterable(found)) for number, found in hints.items()}

    def _file(self, file: File) -> str:
        return self.partner[file.video].files[file.segment]

    def _files(self, others: Iterable[int]) -> tuple[str, ...]:
        return _first(file for other in others for file in self.partner[other].files)


def _first(files: Iterable[str]) -> tuple[str, ...]:
    """The first of them, by the alphabet: a name like S01E01.mkv may stand for hundreds."""
    return tuple(nsmallest(_MOST_OTHERS, set(files)))


def _once(videos: Sequence[Video]) -> list[Video]:
    """Each video once, though a list that changed while it was read may hold one twice."""
    found: dict[tuple[str, str], Video] = {}
    for video in videos:
        found.setdefault((video.place, video.key), video)
    return list(found.values())
