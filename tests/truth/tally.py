"""The figures of many libraries, added up and written as a table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from tests.truth.cases import LEVELS, Case
from tests.truth.damages import DAMAGES
from tests.truth.judging import judge_library
from tests.truth.shelf import Shelf

Cell = tuple[str, str, str]
"""Order, level, damage."""
_NEVER_SUSPECT = ("none", "files gone", "holes")
_HEAD = "| Items tell | Damage | shows | missing | found | false | missed | precision | recall | suspect | no trace |"


@dataclass(slots=True)
class Tally:
    """`shows` judged; `missing` rows that are true, `found`, `false` and `missed` of them.

    `suspect` shows have no rows: what they miss (`unsaid`) counts neither way. Nor do `traceless` ones.
    """

    shows: int = 0
    missing: int = 0
    found: int = 0
    false: int = 0
    missed: int = 0
    suspect: int = 0
    unsaid: int = 0
    traceless: int = 0

    def add(self, other: "Tally") -> None:
        """Take in the figures of another."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))


Figures = dict[Cell, Tally]


def judged(cases: Iterable[Case], order: str) -> tuple[Figures, list[str]]:
    """The figures of some libraries of one order, and a line for each that was judged wrongly."""
    figures: Figures = {}
    wrong = []
    for case in cases:
        one = _tally(case)
        cell = (order, level_of(case), case.damage)
        figures.setdefault(cell, Tally()).add(one)
        if one.false or (one.missed and case.told) or (one.suspect and _must_say(case)):
            wrong.append(f"{' / '.join(cell)}: {_told(case)}")
    return figures, wrong


def level_of(case: Case) -> str:
    """The level, apart for shows whose titles do not tell their episodes from each other."""
    return case.level if case.told or case.level == "numbers" else f"{case.level}, alike"


def table(figures: Mapping[Cell, Tally], order: str) -> list[str]:
    """The lines of one order as a Markdown table."""
    lines = [_HEAD, "|---|---|" + "--:|" * 9]
    levels = [name for level in LEVELS for name in (level, f"{level}, alike")]
    for cell in [(order, level, damage) for level in levels for damage in DAMAGES]:
        if cell in figures:
            lines.append(_row(cell, figures[cell]))
    return lines


def _row(cell: Cell, t: Tally) -> str:
    suspect = f"{t.suspect} ({t.unsaid} rows)" if t.suspect else "0"
    said = t.shows - t.suspect
    shares = (share(t.found, t.found + t.false), share(t.found, t.missing))
    numbers = (said, t.missing, t.found, t.false, t.missed, *shares, suspect, t.traceless)
    return f"| {cell[1]} | {cell[2]} | " + " | ".join(map(str, numbers)) + " |"


def share(part: int, whole: int) -> str:
    """Per cent, cut, not rounded: 100 % is all of it."""
    return f"{part * 1000 // whole / 10:g} %" if whole else "–"


def _tally(case: Case) -> Tally:
    if case.traceless:
        return Tally(traceless=1)
    verdict = judge_library(case.shelf)
    if verdict.suspect is not None:
        return Tally(shows=1, suspect=1, unsaid=len(case.missing))
    found = case.missing & verdict.missing
    false, missed = verdict.missing - case.missing, case.missing - verdict.missing
    return Tally(1, len(case.missing), len(found), len(false), len(missed))


def _must_say(case: Case) -> bool:
    return case.damage in _NEVER_SUSPECT


def _told(case: Case) -> str:
    verdict = judge_library(case.shelf)
    false, missed = verdict.missing - case.missing, case.missing - verdict.missing
    return f"{_named(case.shelf)}: false {sorted(false)[:8]}, missed {sorted(missed)[:8]}, suspect {verdict.suspect}"


def _named(shelf: Shelf) -> str:
    return f"{shelf.title} ({shelf.show_id})"
