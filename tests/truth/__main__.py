"""`make truth`: judge libraries of real shows and films and print how often Parity was right. See docs/truth.md."""

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from itertools import groupby
from multiprocessing import Pool
from pathlib import Path

from tests.truth.cases import VERSION, cases
from tests.truth.facts import of_folder, of_household
from tests.truth.film_cases import FILMS_VERSION, FilmCase, film_cases, houses
from tests.truth.film_facts import collections_of_folder, collections_of_household
from tests.truth.film_judging import judge_films
from tests.truth.film_scans import scanned
from tests.truth.film_shelf import FilmShelf
from tests.truth.film_tally import FilmFigures, FilmTally, film_table, films_judged
from tests.truth.shelf import TODAY, Shelf
from tests.truth.tally import Figures, Tally, judged, table

_EXAMPLES = 40


def main(arguments: Sequence[str]) -> int:
    """The exit status: 1 when any row was false, or a missing episode was overlooked where ids or titles tell."""
    options = _options(arguments)
    wrong = [*_shows(options), *_films(options)]
    print("\n".join([f"WRONG {line}" for line in wrong[:_EXAMPLES]]), file=sys.stderr)
    print(f"\nWrongly judged: {len(wrong)} libraries.")
    return 1 if wrong else 0


def _shows(options: argparse.Namespace) -> list[str]:
    """Print the figures of shows. Returns a line for each library that was judged wrongly."""
    shelves, left_out = of_folder(options.data) if options.data else (of_household(), [])
    figures: Figures = {}
    wrong: list[str] = []
    with Pool() as pool:
        for some, lines in pool.imap(partial(_try, seed=options.seed), shelves, chunksize=4):
            wrong += lines
            for cell, tally in some.items():
                figures.setdefault(cell, Tally()).add(tally)
    print(f"Generator {VERSION}, seed {options.seed}, as of {TODAY}, {_told(shelves)}.")
    for line in left_out:
        print(f"Left out: {line}.")
    for order in sorted({cell[0] for cell in figures}):
        print("", f"### {order}", "", *table(figures, order), sep="\n")
    return wrong


def _films(options: argparse.Namespace) -> list[str]:
    """The same of films: by the rules alone, and by scans over stand-ins."""
    bare = collections_of_folder(options.data) if options.data else collections_of_household()
    mixes = partial(_try_mixes, seed=options.seed)
    told = f"generator {FILMS_VERSION}, seed {options.seed}, {len(bare)} collections"
    wrong = []
    with Pool() as pool:
        for title, judged in (
            ("by the rules", pool.imap(mixes, bare)),
            ("by scans", pool.imap(_try_house, enumerate(houses(bare, options.seed, options.houses)))),
        ):
            figures: FilmFigures = {}
            for some, lines in judged:
                wrong += lines
                for damage, tally in some.items():
                    figures.setdefault(damage, FilmTally()).add(tally)
            print("", f"### Films, {title} ({told})", "", *film_table(figures), sep="\n")
    return wrong


def _try_mixes(bare: FilmShelf, seed: int) -> tuple[FilmFigures, list[str]]:
    return films_judged((case, judge_films(case.shelf)) for case in film_cases(bare, seed))


def _try_house(numbered: tuple[int, Sequence[FilmCase]]) -> tuple[FilmFigures, list[str]]:
    at, times = numbered
    return films_judged(scanned(times, ("any", "theatrical")[at % 2]))


def _try(shelf: Shelf, seed: int) -> tuple[Figures, list[str]]:
    return judged(cases(shelf, seed), shelf.order)


def _told(shelves: Sequence[Shelf]) -> str:
    orders = sorted(shelf.order for shelf in shelves)
    return ", ".join(f"{len(list(same))} shows in {order}" for order, same in groupby(orders))


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make truth")
    parser.add_argument("--data", type=Path, help="folder of recorded facts; without it, the sample household's")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--houses", type=int, default=12, help="households of films that are scanned")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
