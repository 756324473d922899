"""Rules that would give a home to paths that fit no library, from what Plex holds and from how folders are named.

The best evidence is an item: a path with the folder `Dark (2017)` in it, and a server that has `Dark (2017)` elsewhere.
Then a name: the folder `tv` of the path is the folder `tv` of one library. At last there may be only one library that
it can be. A rule is proposed only when it would lead into a library, and one alone for each folder and server.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from parity.core.folders import is_season
from parity.core.path_parts import above, beneath, beyond, clean, depth, name_of, parts
from parity.core.paths import Aim, Place, Rule, aims
from parity.core.told import Touched

Because = Literal["item", "name", "only"]
_WORTH: dict[Because, int] = {"item": 2, "name": 1, "only": 0}


@dataclass(frozen=True, slots=True)
class Heard:
    """A path that was told. `kind` is that of the library it belongs to ("show", "movie"), None where nobody knows."""

    touched: Touched
    source: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of a show or film, as its server calls it."""

    machine_id: str
    section_key: str
    folder: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rule that might be missing. `common` is the name that both paths have in common, "" where there is only one.

    `serves`: how many of the paths that were told it would give a home; one of them is the `example`, and `becomes`
    what that would be called.
    """

    rule: Rule
    because: Because
    common: str
    place: Place
    serves: int
    example: str
    becomes: str


@dataclass(frozen=True, slots=True)
class _Clue:
    """Something that speaks for a rule; which item or name it was, makes no other clue of it."""

    matches: str
    becomes: str
    because: Because
    common: str = field(default="", compare=False)


def propose(
    heard: Sequence[Heard], rules: Sequence[Rule], places: Sequence[Place], homes: Iterable[Home]
) -> tuple[Proposal, ...]:
    """The rules that would help, those that serve most first."""
    lost = [one for one in heard if not aims(one.touched, one.source, rules, places)]
    if not lost:
        return ()
    named: dict[tuple[str, str], list[Home]] = {}
    for home in homes:
        named.setdefault((home.machine_id, name_of(home.folder)), []).append(home)
    found: list[Proposal] = []
    for machine_id in dict.fromkeys(place.machine_id for place in places):
        own = [place for place in places if place.machine_id == machine_id]
        near = {name: these for (where, name), these in named.items() if where == machine_id}
        for clue in _clues_of(lost, own, near):
            rule = Rule("prefix", clue.matches, clue.becomes, machine_id="" if own == list(places) else machine_id)
            found += _proved(rule, clue, lost, rules, own)
    return tuple(sorted(found, key=lambda one: (-one.serves, -_WORTH[one.because], one.rule.matches)))


def _clues_of(lost: Sequence[Heard], places: Sequence[Place], near: Mapping[str, list[Home]]) -> Iterator[_Clue]:
    """The best clue for each folder that is not known."""
    counted: dict[str, Counter[_Clue]] = {}
    for one in lost:
        for clue in _clues(one, [place for place in places if one.kind in (None, place.kind)], near):
            counted.setdefault(clue.matches, Counter())[clue] += 1
    for clues in counted.values():
        yield from _best(clues)


def _best(clues: Counter[_Clue]) -> list[_Clue]:
    """The one with the best evidence, and most of it. Of two as good the one of the same name, else none."""
    worth = {clue: (_WORTH[clue.because], number) for clue, number in clues.items()}
    first = [clue for clue in clues if worth[clue] == max(worth.values())]
    alike = [clue for clue in first if name_of(clue.becomes) == name_of(clue.matches)]
    return first if len(first) == 1 else alike if len(alike) == 1 else []


def _proved(
    rule: Rule, clue: _Clue, lost: Sequence[Heard], rules: Sequence[Rule], places: Sequence[Place]
) -> Iterator[Proposal]:
    """The proposal, when the rule leads into a library of the right kind."""
    served: list[tuple[Heard, Aim]] = []
    for one in lost:
        found = aims(one.touched, one.source, [*rules, rule], places)
        served += [(one, aim) for aim in found[:1] if one.kind in (None, aim.kind)]
    if served:
        one, aim = served[0]
        place = next(place for place in places if place.section_key == aim.section_key)
        told = clean(one.touched.path)
        yield Proposal(rule, clue.because, clue.common, place, len(served), told, aim.file or aim.folder)


def _clues(one: Heard, places: Sequence[Place], near: Mapping[str, list[Home]]) -> Iterator[_Clue]:
    """What speaks for a rule: an item, else a name, else that there is only one library."""
    folder = clean(one.touched.path) if one.touched.folder else above(one.touched.path)
    levels = [above(folder, level) for level in range(depth(folder))]  # from the deepest
    by_item = next(filter(None, (_by_item(level, places, near) for level in levels if depth(level) > 1)), [])
    by_name = next(filter(None, (_by_name(level, places) for level in levels)), [])
    yield from by_item or by_name or _only(folder, one.kind, places)


def _by_item(folder: str, places: Sequence[Place], near: Mapping[str, list[Home]]) -> list[_Clue]:
    """The same show or film lies in a library: what is above it there, is what this is called."""
    found = []
    for home in near.get(name_of(folder), ()):
        for place in places:
            holding = [
                at for at in place.locations if place.section_key == home.section_key and beyond(home.folder, at)
            ]
            if holding:
                found.append(_parted(folder, home.folder, max(holding, key=depth)))
    return found


def _parted(told: str, held: str, location: str) -> _Clue:
    """Both without what they have in common at their end, as far as the library's own folder."""
    common = parts(held).names[-1]
    told, held = above(told), above(held)
    while name_of(told) == name_of(held) and depth(held) > depth(location) and depth(told) > 1:
        told, held = above(told), above(held)
    return _Clue(told, beneath(location, beyond(held, location) or ()), "item", common)


def _by_name(folder: str, places: Sequence[Place]) -> list[_Clue]:
    alike = {clean(at) for place in places for at in place.locations if name_of(at) == name_of(folder)}
    return [_Clue(folder, alike.pop(), "name", parts(folder).names[-1])] if len(alike) == 1 else []


def _only(folder: str, kind: str | None, places: Sequence[Place]) -> list[_Clue]:
    """What holds the folders of shows or films is the library's folder, where there is no other."""
    locations = {clean(at) for place in places for at in place.locations}
    while depth(folder) and is_season(parts(folder).names[-1]):
        folder = above(folder)
    if kind is None or len(locations) != 1 or depth(folder) < 2:
        return []
    return [_Clue(above(folder), locations.pop(), "only")]
