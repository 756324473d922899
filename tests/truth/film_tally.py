"""The figures of many libraries of films, added up and written as a table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from tests.truth.film_cases import TIMES, FilmCase
from tests.truth.film_damages import FILM_DAMAGES
from tests.truth.film_judging import FilmVerdict
from tests.truth.film_shelf import FilmShelf, Parts
from tests.truth.tally import share

_HEAD = (
    "| Damage | libraries | there | missing | found | false | missed | precision | recall | announced | untold |",
    "|---|" + "--:|" * 10,
)
_NOTHING = Parts(frozenset(), frozenset(), frozenset())


@dataclass(slots=True)
class FilmTally:
    """`libraries` judged; parts that are `there`, `missing` ones with those `found`, `false` and `missed`.

    `announced` cannot be had yet. `untold` are there, but nothing tells which films they are: counted in nothing else.
    """

    libraries: int = 0
    there: int = 0
    missing: int = 0
    found: int = 0
    false: int = 0
    missed: int = 0
    announced: int = 0
    untold: int = 0

    def add(self, other: "FilmTally") -> None:
        """Take in the figures of another."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))


FilmFigures = dict[str, FilmTally]
"""By damage."""


def films_judged(judged: Iterable[tuple[FilmCase, FilmVerdict]]) -> tuple[FilmFigures, list[str]]:
    """The figures of some libraries, and a line for each that was judged wrongly."""
    figures: FilmFigures = {}
    wrong = []
    for case, verdict in judged:
        figures.setdefault(case.damage, FilmTally()).add(_tally(case.shelf, verdict))
        if why := _wrong(case.shelf, verdict):
            wrong.append(f"{case.shelf.name} / {case.damage}: {why}")
    return figures, wrong


def film_table(figures: Mapping[str, FilmTally]) -> list[str]:
    """The lines as a Markdown table, and one of the whole."""
    whole = FilmTally()
    for tally in figures.values():
        whole.add(tally)
    order = [*FILM_DAMAGES, *TIMES]
    lines = [_row(damage, figures[damage]) for damage in sorted(figures, key=order.index)]
    return [*_HEAD, *lines, _row("all", whole)]


def _row(damage: str, t: FilmTally) -> str:
    shares = (share(t.found, t.found + t.false), share(t.found, t.missing))
    numbers = (t.libraries, t.there, t.missing, t.found, t.false, t.missed, *shares, t.announced, t.untold)
    return f"| {damage} | " + " | ".join(map(str, numbers)) + " |"


def _tally(shelf: FilmShelf, verdict: FilmVerdict) -> FilmTally:
    made, silent = FilmTally(libraries=1), shelf.silent()
    truth = {i: parts.without(silent) for i, parts in shelf.truth().items()}
    for collection in truth.keys() | verdict.collections.keys():
        true, said = truth.get(collection, _NOTHING), verdict.collections.get(collection, _NOTHING).without(silent)
        found, false, missed = said.missing & true.missing, said.missing - true.missing, true.missing - said.missing
        sizes = (len(true.owned), len(true.missing), len(found), len(false), len(missed), len(true.announced))
        made.add(FilmTally(0, *sizes))
    made.untold = len(silent)
    return made


def _wrong(shelf: FilmShelf, verdict: FilmVerdict) -> str | None:
    """What of the whole verdict is not the truth: which collections, and all three kinds of parts of each."""
    silent, truth = shelf.silent(), shelf.truth()
    if truth.keys() != verdict.collections.keys():
        return f"begun {sorted(truth)}, said {sorted(verdict.collections)}"
    for collection, parts in truth.items():
        true, said = parts.without(silent), verdict.collections[collection].without(silent)
        if true != said:
            return f"{collection} is {true}, said {said}"
    untold = [item for item in shelf.items if item.state == "here" and not shelf.tells(item)]
    return None if bool(untold) == bool(verdict.unmatched) else f"{len(untold)} untold, said {verdict.unmatched}"
