"""Where the shows come from: a folder of recorded facts, or those of the sample household. See docs/truth.md."""

import gzip
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from tests.truth.shelf import TODAY, Listed, Shelf

HOUSEHOLD = Path(__file__).parents[2] / "parity" / "demo" / "household.json"
ORDERS = ("official", "dvd", "absolute")


def of_household() -> list[Shelf]:
    """The sample household's shows in TMDB's order, with the dates of the day they were recorded."""
    shows = json.loads(HOUSEHOLD.read_text(encoding="utf-8"))["shows"]
    shelves = []
    for show in shows:
        rows = [(season[0], row) for season in show["seasons"] for row in season[4]]
        listed = [Listed(s, r[0], r[3], r[4], _day(r[1]), r[2]) for s, r in rows]
        shelves.append(Shelf("tmdb:aired", show["id"], show["name"], listed))
    return _usable(shelves)


def of_folder(folder: Path) -> tuple[list[Shelf], list[str]]:
    """Every show of a folder, each in every order that is whole there, and why the others were left out."""
    shelves, left_out = [], []
    with gzip.open(folder / "tmdb" / "shows.jsonl.gz", "rt", encoding="utf-8") as lines:
        for show in map(json.loads, lines):
            rows = [(int(s), r) for s, rows in (show["episodes"] or {}).items() for r in rows]
            listed = sorted((Listed(s, r[0], r[4], r[5], _day(r[1]), r[2]) for s, r in rows), key=lambda e: e.place)
            shelves.append(Shelf("tmdb:aired", show["id"], show["name"], listed))
    if without := len(shelves) - len(_usable(shelves)):
        left_out.append(f"{without} shows of TMDB: without any episode that has aired")
    derived = folder / "recorded" / "tvdb" / "v4_derived"
    for series in sorted({path.name.partition("_")[0] for path in derived.glob("*_*.json")}):
        shelves += _series(derived, series, left_out)
    return _usable(shelves), left_out


def _series(derived: Path, series: str, left_out: list[str]) -> Iterator[Shelf]:
    """One series of TheTVDB in each of its orders that is whole."""
    orders: dict[str, list[Listed]] = {}
    for order in ORDERS:
        path = derived / f"{series}_{order}.json"
        if path.exists():
            orders[order] = _read(path)
    flaws = {order: _flaw(listed, orders["official"]) for order, listed in orders.items()}
    left_out += [f"TheTVDB {series} {order}: {flaw}" for order, flaw in flaws.items() if flaw]
    orders = {order: listed for order, listed in orders.items() if not flaws[order]}
    for order, listed in orders.items():
        others = {f"tvdb:{name}": rows for name, rows in orders.items() if name != order}
        yield Shelf(f"tvdb:{order}", int(series), series, list(listed), others=others)


def _flaw(listed: list[Listed], official: list[Listed]) -> str | None:
    regular, of = (sum(e.season > 0 for e in each) for each in (listed, official))
    if regular * 10 < 9 * of:
        return f"{regular} of {of} episodes"
    return None if len({e.place for e in listed}) == len(listed) else "two episodes of one number"


def _read(path: Path) -> list[Listed]:
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["data"]["episodes"]
    made = (
        Listed(r["seasonNumber"], r["number"], r["id"], r["name"] or "", _day(r["aired"]), r["runtime"]) for r in rows
    )
    return sorted(made, key=lambda e: e.place)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _usable(shelves: list[Shelf]) -> list[Shelf]:
    return [shelf for shelf in shelves if any(e.season > 0 and e.aired and e.aired <= TODAY for e in shelf.listed)]
