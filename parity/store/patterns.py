"""Patterns that a manager writes for paths. They may look back, and so may take for ever: each has a time limit."""

from collections.abc import Callable
from math import prod
from unicodedata import normalize

import regex

from parity.core.paths import TooSlow

LONGEST = 200  # letters of a pattern
PATIENCE = 0.1  # seconds that one path may take
LONGEST_PATH = 4096
MOST_HITS = 20  # in one path
_COUNTS = regex.compile(r"\{(\d*),?(\d*)\}")
_MOST_COUNTED = 1000  # "(a{1000}){1000}" takes all the memory there is before it is tried at all
_RECURSION = regex.compile(r"\(\?(R|&|P>|[+-]?\d)")
_GROUP = regex.compile(r"\$(?:\$|(\d+)|(\w+)|\{(\w+)\})")


class BadPattern(ValueError):
    """It cannot be used; the text says why."""


def rewriter(pattern: str, becomes: str, ignore_case: bool = False) -> Callable[[str], str | None]:
    """What turns a path into another one: wherever the pattern fits, None where it fits nowhere.

    In `becomes`, $1 or ${name} is what a group has found, and $$ a dollar. Raises BadPattern; what it answers raises
    TooSlow after PATIENCE.
    """
    _refuse_what_eats_memory(pattern)
    try:
        compiled = regex.compile(pattern, regex.IGNORECASE if ignore_case else 0)
    except (regex.error, OverflowError, RecursionError) as trouble:
        raise BadPattern(f"the pattern cannot be read: {trouble}") from None
    groups = {str(number) for number in range(compiled.groups + 1)} | set(compiled.groupindex)
    for found in _GROUP.finditer(becomes):
        name = next(filter(None, found.groups()), "0")
        if name not in groups:
            raise BadPattern(f"there is no group {name} in the pattern")
    return lambda path: _turn(compiled, becomes, path)


def _refuse_what_eats_memory(pattern: str) -> None:
    if len(pattern) > LONGEST:
        raise BadPattern(f"the pattern is longer than {LONGEST} letters")
    counts = [max(int(number or 1) for number in found) for found in _COUNTS.findall(pattern)]
    if prod(max(count, 1) for count in counts) > _MOST_COUNTED:
        raise BadPattern("the pattern counts too far: write + or * instead of a number in braces")
    if _RECURSION.search(pattern):
        raise BadPattern("the pattern calls itself")


def _turn(compiled: "regex.Pattern[str]", becomes: str, path: str) -> str | None:
    for spelling in dict.fromkeys((path[:LONGEST_PATH], normalize("NFC", path[:LONGEST_PATH]))):
        try:
            turned, times = compiled.subn(
                lambda hit: _expand(hit, becomes), spelling, count=MOST_HITS, timeout=PATIENCE
            )
        except TimeoutError:
            raise TooSlow(f"the pattern {compiled.pattern} takes too long") from None
        if times:
            return str(turned)
    return None


def _expand(hit: "regex.Match[str]", becomes: str) -> str:
    def filled(mark: "regex.Match[str]") -> str:
        wanted = next(filter(None, mark.groups()), None)
        if wanted is None:
            return "$"
        return hit.group(int(wanted) if wanted.isdecimal() else wanted) or ""

    return str(_GROUP.sub(filled, becomes))
