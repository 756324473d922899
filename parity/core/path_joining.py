"""Rewrites of other programs, which turn a path twice (for themselves, then for Plex), as one rule each.

They are regular expressions there, most of which only mean a folder: such a one becomes a rule for a folder, with its
boundary. Of two that follow one another, one is made where it is certain what the second does with the first.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from parity.core.path_parts import beneath, beyond, clean, depth, is_inside, is_rooted
from parity.core.paths import Rule

_ANY_CASE = "(?i)"
_LITERAL = re.compile(r"(?:\\[^A-Za-z0-9]|[^\\^$*+?()\[\]{}|])*")
_REST = ("(.*)$", "(.*)", "(.+)$", "(.+)")
_ITS_GROUP = ("${1}", "$1")

Stage = Sequence[Rule]
"""Rewrites of which one is done."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What comes of rewrites that follow one another; `lost` are those of which nobody can say what they would do."""

    rules: tuple[Rule, ...]
    lost: tuple[Rule, ...] = ()


def read_rewrite(pattern: str, becomes: str) -> Rule:
    """A rewrite as a rule: for a folder where that is what it means, else for a pattern, `$1` standing for a group."""
    ignore_case = pattern.startswith(_ANY_CASE)
    found, target = pattern.removeprefix(_ANY_CASE).removeprefix("^"), becomes
    for rest, group in ((rest, group) for rest in _REST for group in _ITS_GROUP):
        if found.endswith(rest) and target.endswith(group):
            found, target = found.removesuffix(rest), target.removesuffix(group)
            break
    folder = re.sub(r"\\(.)", r"\1", found)
    if _LITERAL.fullmatch(found) and "$" not in target and is_rooted(folder) and is_rooted(target):
        return Rule("prefix", clean(folder), clean(target), ignore_case=ignore_case)
    return Rule("regex", pattern, becomes)


def join(stages: Sequence[Stage]) -> Joined:
    """One list of rules for all stages, the first of which is done first."""
    rules: list[Rule] = []
    lost: list[Rule] = []
    for stage in map(_first_of_each, stages):
        through: list[Rule] = []
        for rule in rules:
            made = _through(rule, stage)
            through += [one for one in made if not _is_taken(one, rule, rules)]
            lost += [] if made else [rule]
        # What the first ones leave alone, comes to this stage as it was told.
        alone = [rule for rule in stage if not any(_hides(before, rule) for before in rules)]
        rules = list(dict.fromkeys((*through, *alone)))
    return Joined(tuple(rules), tuple(lost))


def _first_of_each(stage: Stage) -> list[Rule]:
    """Of rules for one folder only the first is ever used."""
    kept: list[Rule] = []
    for rule in stage:
        if not any(_hides(before, rule) and _hides(rule, before) for before in kept):
            kept.append(rule)
    return kept


def _is_taken(made: Rule, rule: Rule, rules: Sequence[Rule]) -> bool:
    """Whether what it is about goes through another of the rules, which reaches deeper than the one it was made of."""
    deeper = [other for other in rules if _hides(rule, other) and depth(other.matches) > depth(rule.matches)]
    return made.matches != rule.matches and any(_hides(other, made) for other in deeper)


def _hides(before: Rule, rule: Rule) -> bool:
    return before.kind == rule.kind == "prefix" and is_inside(rule.matches, before.matches, before.ignore_case)


def _through(rule: Rule, stage: Stage) -> list[Rule]:
    """A rule with what the next stage makes of its path; nothing where that cannot be told."""
    if not stage:
        return [rule]
    if any(after.kind == "regex" for after in stage):
        return []
    return list(_of_folder(rule, stage)) if rule.kind == "prefix" else list(_of_pattern(rule, stage))


def _of_folder(rule: Rule, stage: Stage) -> Iterator[Rule]:
    yield replace(rule, becomes=_turned(rule.becomes, stage))
    for after in stage:
        further = beyond(after.matches, rule.becomes, after.ignore_case)
        if further:  # the next stage tells apart what lies in this folder
            yield replace(rule, matches=beneath(rule.matches, further), becomes=after.becomes)


def _of_pattern(rule: Rule, stage: Stage) -> Iterator[Rule]:
    """Where the new path begins with a folder that is spelled out, what becomes of that is certain."""
    head, slash, rest = rule.becomes.partition("$")[0].rpartition("/")
    whole = rule.matches.removeprefix(_ANY_CASE).startswith("^") and slash
    if whole and not any(beyond(after.matches, head or "/", after.ignore_case) for after in stage):
        tail = rule.becomes[len(head) + 1 :]
        yield replace(rule, becomes=_turned(head or "/", stage).replace("$", "$$").rstrip("/") + "/" + tail)


def _turned(folder: str, stage: Stage) -> str:
    holding = [after for after in stage if is_inside(folder, after.matches, after.ignore_case)]
    best = max(holding, key=lambda after: depth(after.matches), default=None)
    return folder if best is None else beneath(best.becomes, beyond(folder, best.matches, best.ignore_case) or ())
