"""From a path as its teller calls it to the folder that a Plex server scans: rules, libraries, and what follows.

For each server the rules that are meant for the source and the server are gone through in their order. Prefixes that
follow one another are one group, of which the longest that fits is taken; a pattern is a group by itself; the first
group that fits ends it. When none fits, the path stays as it is. Then the library with the deepest folder that holds
the path is the one that is scanned: the folder of a file, never anything above the library's own.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Literal

from parity.core.path_parts import beneath, beyond, clean, depth, is_inside, same_path
from parity.core.told import Touched

__all__ = ["Aim", "Place", "Rule", "Step", "TooSlow", "aims", "guess", "is_inside", "parent_within", "same_path"]
__all__ += ["rewritten", "steps"]

_FILE = re.compile(
    r"\.(3gp|ass|asf|avi|bif|divx|flv|iso|jpg|m2ts|m4v|mka|mkv|mov|mp4|mpe?g|mts|nfo|og[mv]|png|rmv?b?|smi|srt|ssa|strm"
    r"|su[bp]|tbn|ts|vob|vtt|webm|wmv|wtv)",
    re.IGNORECASE,
)


class TooSlow(Exception):
    """A pattern did not come to an end in its time."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How a path of a source is called on a server; "" is any of them.

    `turn` applies a pattern ("regex") to a path: the path it becomes, None where it does not fit. It may raise TooSlow.
    A prefix needs none, and a pattern without one fits nothing.
    """

    kind: Literal["prefix", "regex"]
    matches: str
    becomes: str
    source: str = ""
    machine_id: str = ""
    ignore_case: bool = False
    id: int = 0
    turn: Callable[[str], str | None] | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Place:
    """A library of a server with its folders, as the server calls them."""

    machine_id: str
    section_key: str
    kind: str
    title: str
    locations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aim:
    """What one server is to scan, in its own words. `whole`: `folder` is a root of the library, so that is scanned.

    `file` is what should be there after it, or with `gone` no longer; None when a folder was told.
    """

    machine_id: str
    section_key: str
    kind: str
    folder: str
    file: str | None
    gone: bool
    whole: bool


Did = Literal["other", "unlike", "slow", "shorter", "unneeded", "became", "kept", "found", "nowhere", "scan", "whole"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way of a path to one server; `path` is where it stands after it.

    Of a `rule`: other (for another source or server), unlike, slow (a pattern that took too long), shorter (one that
    fits better follows), unneeded (one before it has fitted), became. Then kept (none fitted); found in the library
    `place`, whose folder is `path`, or nowhere; and scan the folder, or the whole library.
    """

    machine_id: str
    did: Did
    path: str
    rule: Rule | None = None
    place: Place | None = None


def aims(touched: Touched, source: str, rules: Sequence[Rule], places: Sequence[Place]) -> tuple[Aim, ...]:
    """What each server is to scan because of this; nothing for a server that has no library there.

    Two libraries that have one and the same folder are both scanned.
    """
    found = []
    for machine_id, own in _by_server(places).items():
        path, _ = _rewritten(clean(touched.path), source, machine_id, rules)
        found += [aim for place, location in _homes(path, own) if (aim := _aim(touched, path, place, location))]
    return tuple(dict.fromkeys(found))


def steps(path: str, source: str, rules: Sequence[Rule], places: Sequence[Place]) -> tuple[Step, ...]:
    """Everything that is tried with a path, server by server; the same as `aims` does, told."""
    told: list[Step] = []
    touched = guess(path)
    for machine_id, own in _by_server(places).items():
        became, tried = _rewritten(clean(path), source, machine_id, rules)
        told += [*tried, *_arrivals(touched, machine_id, became, own)]
    return tuple(told)


def rewritten(path: str, source: str, machine_id: str, rules: Sequence[Rule]) -> str:
    """What a server calls a path of this source, by the rules alone: its libraries do not matter."""
    fitted, _ = _tried_all(clean(path), machine_id, _meant(source, machine_id, rules))
    return fitted.path if fitted else clean(path)


def guess(path: str) -> Touched:
    """A bare path, as a file where it ends like one that belongs to a film or an episode, else as a folder."""
    return Touched(path, folder=_FILE.fullmatch(path, path.rfind(".")) is None)


def parent_within(folder: str, locations: Sequence[str]) -> str | None:
    """The folder above, as long as it still lies in the library; None at its root and outside of it."""
    deepest = [location for location in _deepest_first(locations) if beyond(folder, location)]
    return beneath(deepest[0], (beyond(folder, deepest[0]) or ())[:-1]) if deepest else None


def _by_server(places: Sequence[Place]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for place in places:
        found.setdefault(place.machine_id, []).append(place)
    return found


def _rewritten(path: str, source: str, machine_id: str, rules: Sequence[Rule]) -> tuple[str, list[Step]]:
    """The path that comes out, and what each rule did; those that are meant for others come first."""
    meant = _meant(source, machine_id, rules)
    fitted, tried = _tried_all(path, machine_id, meant)
    told = [*(Step(machine_id, "other", path, rule) for rule in rules if rule not in meant), *tried]
    if fitted is None:
        told.append(Step(machine_id, "kept", path))
    return fitted.path if fitted else path, told


def _meant(source: str, machine_id: str, rules: Sequence[Rule]) -> list[Rule]:
    return [rule for rule in rules if rule.source in ("", source) and rule.machine_id in ("", machine_id)]


def _tried_all(path: str, machine_id: str, meant: Sequence[Rule]) -> tuple[Step | None, list[Step]]:
    """The step of the rule that gives the path its name, None where none fits; and what each rule did."""
    told: list[Step] = []
    fitted: Step | None = None
    for group in _groups(meant):
        tried = [_tried(path, rule, machine_id, fitted is not None) for rule in group]
        best = max((step for step in tried if step.did == "became"), key=_reach, default=None)
        told += [replace(step, did="shorter", path=path) if _loses(step, best) else step for step in tried]
        fitted = fitted or best
    return fitted, told


def _groups(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    for kind, alike in groupby(rules, key=lambda rule: rule.kind):
        if kind == "prefix":
            yield list(alike)
        else:
            yield from ([rule] for rule in alike)


def _tried(path: str, rule: Rule, machine_id: str, over: bool) -> Step:
    if over:
        return Step(machine_id, "unneeded", path, rule)
    try:
        became = _turned(path, rule)
    except TooSlow:
        return Step(machine_id, "slow", path, rule)
    return Step(machine_id, "unlike", path, rule) if became is None else Step(machine_id, "became", became, rule)


def _reach(step: Step) -> int:
    return depth(step.rule.matches) if step.rule else 0


def _loses(step: Step, best: Step | None) -> bool:
    return step.did == "became" and step is not best


def _turned(path: str, rule: Rule) -> str | None:
    if rule.kind == "prefix":
        rest = beyond(path, rule.matches, rule.ignore_case)
        return None if rest is None else beneath(rule.becomes, rest)
    became = rule.turn(path) if rule.turn else None
    return None if became is None else clean(became)


def _homes(path: str, places: Sequence[Place]) -> list[tuple[Place, str]]:
    """The libraries that a path is in, each with its own folder for it: several only when they share that folder."""
    holding = [(place, at) for place in places for at in place.locations if is_inside(path, at)]
    deepest = max((depth(at) for _, at in holding), default=0)
    return [(place, at) for place, at in holding if depth(at) == deepest]


def _aim(touched: Touched, path: str, place: Place, location: str) -> Aim | None:
    names = beyond(path, location)
    if names is None or not (names or touched.folder):  # what lies above a library is nobody's
        return None
    kept = names if touched.folder else names[:-1]
    file = None if touched.folder else beneath(location, names)
    folder = beneath(location, kept)
    return Aim(place.machine_id, place.section_key, place.kind, folder, file, touched.gone, whole=not kept)


def _arrivals(touched: Touched, machine_id: str, path: str, places: Sequence[Place]) -> Iterator[Step]:
    homes = _homes(path, places)
    if not homes:
        yield Step(machine_id, "nowhere", path)
    for place, location in homes:
        yield Step(machine_id, "found", clean(location), place=place)
        aim = _aim(touched, path, place, location)
        if aim is not None:
            yield Step(machine_id, "whole" if aim.whole else "scan", aim.folder, place=place)


def _deepest_first(locations: Sequence[str]) -> list[str]:
    return sorted(locations, key=depth, reverse=True)
