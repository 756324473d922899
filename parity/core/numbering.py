"""Season and episode numbers as people write them. 0 is a number; nothing here assumes two digits."""

import re
from collections.abc import Sequence
from typing import NamedTuple

# Nine digits are more than anyone numbers, and fewer than any database refuses.
_CODE = re.compile(r"[Ss]([0-9]{1,9})[Ee]([0-9]{1,9})")
_NAMED = 4  # so many codes of one line are written out when they do not follow one another
_MOST_IN_A_FILE = 10
_RANGE = re.compile(r"(?<![a-z0-9])s([0-9]{1,4})e([0-9]{1,5})((?:-?e[0-9]{1,5})+|-[0-9]{2})(?![0-9a-z]|-?s[0-9])")
_TWO_SEASONS = re.compile(r"(?<![a-z0-9])s([0-9]{1,4})e([0-9]{1,5})-s([0-9]{1,4})e([0-9]{1,5})(?![0-9])")


class Number(NamedTuple):
    """One episode's place in one order: season (0 = specials) and episode, both >= 0."""

    season: int
    episode: int

    @property
    def code(self) -> str:
        """`S01E02`; wider numbers simply get wider: `S01E100`, `S2024E1301`."""
        return f"S{self.season:02d}E{self.episode:02d}"


def told(first: Sequence[Number], last: Number | None, total: int) -> str:
    """Several episodes in one line, by the first of them and the last where it is known.

    `S01E02–E08` when they follow one another, else the first four by their codes, and `…` for more. Raises
    IndexError without any.
    """
    begin, end = first[0], last
    if total == 1:
        return begin.code
    if end is not None and begin.season == end.season and end.episode - begin.episode + 1 == total:
        return f"{begin.code}–E{end.episode:02d}"
    named = [number.code for number in first[:_NAMED]]
    return ", ".join([*named, "…"] if total > len(named) else named)


def parse_code(text: str) -> Number | None:
    """Read `S01E100` (up to nine digits, any case); None when the text is not exactly one code."""
    found = _CODE.fullmatch(text.strip())
    return Number(int(found[1]), int(found[2])) if found else None


def within_season(file: str) -> tuple[int, tuple[int, ...]] | None:
    """Season and episodes of a file named `… S03E01-E02 …`, `S03E01E02` or `S03E01-02`; None when it names no range.

    At most ten: what looks longer is no file of several episodes. Folders are left aside.
    """
    name = file.lower().rpartition("/")[2].rpartition("\\")[2]
    found = _RANGE.search(name)
    if found is None:
        return None
    first, last = int(found[2]), int(re.split("[-e]", found[3])[-1])
    return (int(found[1]), tuple(range(first, last + 1))) if first < last < first + _MOST_IN_A_FILE else None


def across_seasons(file: str) -> tuple[Number, Number] | None:
    """The two ends of a file named `… S03E26-S04E01 …`, which Plex can list under one of them only (Sonarr#834).

    None when its name, folders aside, holds no such pair. What is in one season, Plex lists as one item each.
    """
    name = file.lower().rpartition("/")[2].rpartition("\\")[2]
    found = _TWO_SEASONS.search(name) if "-s" in name else None
    if found is None or int(found[1]) == int(found[3]):
        return None
    return Number(int(found[1]), int(found[2])), Number(int(found[3]), int(found[4]))
