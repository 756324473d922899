"""Which rules for paths would tell by whole paths what was matched by the names of files alone: the folders of both."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from parity.core.path_parts import above, depth, is_inside, name_of, parts, same_path
from parity.core.path_proposals import Proposal
from parity.core.paths import Place, Rule, rewritten
from parity.core.watched_files import machine_of
from parity.core.watched_pairs import Pair

_MOST = 20


@dataclass(frozen=True, slots=True)
class Alike:
    """A folder of the partner's, and what a Plex server calls it; so many files lie in both by their names.

    `example` is one of them as the partner calls it, and `becomes` the same as Plex does.
    """

    machine_id: str
    told: str
    held: str
    files: int
    example: str
    becomes: str


def alike(pairs: Iterable[Pair], places: Sequence[Place]) -> tuple[Alike, ...]:
    """The folders of both that files lie in by their names, most files first; for one folder what most say, or none."""
    found: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    examples: dict[tuple[str, str, str], tuple[str, str]] = {}
    for machine_id, theirs, ours in _files(pairs):
        folders = _parted(theirs, ours, [place for place in places if place.machine_id == machine_id])
        if folders is not None:
            told, held = folders
            found[machine_id, told][held] += 1
            examples[machine_id, told, held] = min(
                (theirs, ours), examples.get((machine_id, told, held), (theirs, ours))
            )
    best = [
        Alike(machine_id, told, held, files, *examples[machine_id, told, held])
        for (machine_id, told), counted in found.items()
        for held, files in _surest(counted)
    ]
    return tuple(sorted(best, key=lambda one: (-one.files, one.machine_id, one.told)))[:_MOST]


def propose_folders(
    found: Iterable[Alike], source: str, rules: Sequence[Rule], places: Sequence[Place]
) -> tuple[Proposal, ...]:
    """The rules for these folders that are missing still, for this source alone."""
    several = len({place.machine_id for place in places}) > 1
    missing = []
    for one in found:
        rule = Rule("prefix", one.told, one.held, source, one.machine_id if several else "")
        place = _home(one.becomes, [place for place in places if place.machine_id == one.machine_id])
        now, then = (rewritten(one.example, source, one.machine_id, each) for each in (rules, [*rules, rule]))
        if place is not None and not same_path(now, one.becomes) and same_path(then, one.becomes):
            name = parts(one.becomes).names[-1]
            missing.append(Proposal(rule, "item", name, place, one.files, one.example, one.becomes))
    return tuple(missing)


def _files(pairs: Iterable[Pair]) -> Iterator[tuple[str, str, str]]:
    """The server, and one file as each side calls it."""
    for pair in pairs:
        if pair.by == "name":
            for video in pair.plex:
                held = {name_of(file): file for file in video.files}
                for theirs in (file for other in pair.partner for file in other.files):
                    if name_of(theirs) in held:
                        yield machine_of(video), theirs, held[name_of(theirs)]


def _parted(theirs: str, ours: str, places: Sequence[Place]) -> tuple[str, str] | None:
    """Both folders without what they have in common at their end, as far as the library's own; None for strangers."""
    location = max((at for place in places for at in place.locations if is_inside(ours, at)), key=depth, default=None)
    told, held = above(theirs), above(ours)
    if location is None or not depth(told):
        return None
    while name_of(told) == name_of(held) and depth(held) > depth(location) and depth(told) > 1:
        told, held = above(told), above(held)
    return None if same_path(told, held) else (told, held)


def _surest(counted: Counter[str]) -> list[tuple[str, int]]:
    (first, most), *rest = counted.most_common(2)
    return [] if rest and rest[0][1] == most else [(first, most)]


def _home(path: str, places: Sequence[Place]) -> Place | None:
    holding = [(depth(at), place) for place in places for at in place.locations if is_inside(path, at)]
    return max(holding, key=lambda one: one[0])[1] if holding else None
