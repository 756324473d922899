"""Where the collections come from: a folder of recorded facts, or those of the sample household. See docs/truth.md."""

import gzip
import json
from datetime import date
from pathlib import Path

from tests.truth.film_shelf import Film, FilmShelf

HOUSEHOLD = Path(__file__).parents[2] / "parity" / "demo" / "films.json"


def collections_of_household() -> list[FilmShelf]:
    """The sample household's collections, with the dates of the day they were recorded."""
    facts = json.loads(HOUSEHOLD.read_text(encoding="utf-8"))
    films = {row[0]: Film(row[0], row[2], row[2], _day(row[3]), row[1], row[7]) for row in facts["films"]}
    lists = {row[0]: (row[1], tuple(row[2])) for row in facts["collections"]}
    return _shelves(films, lists)


def collections_of_folder(folder: Path) -> list[FilmShelf]:
    """Every collection of a folder. The ids that IMDb gives to its films are made up: they are not recorded there."""
    films: dict[int, Film] = {}
    lists: dict[int, tuple[str, tuple[int, ...]]] = {}
    with gzip.open(folder / "tmdb" / "collections.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            lists[row["id"]] = (row["name"], tuple(part["id"] for part in row["parts"]))
            for part in row["parts"]:
                day, imdb = _day(part.get("release_date")), f"tt{part['id']:08}"
                films[part["id"]] = Film(part["id"], part["title"], part["original_title"], day, imdb, row["id"])
    with gzip.open(folder / "tmdb" / "movies.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["collectionId"] is None:
                names = (row["title"], row["originalTitle"])
                films[row["tmdbId"]] = Film(
                    row["tmdbId"], *names, _day(row["releaseDate"]), row["imdbId"] or None, None
                )
    return _shelves(films, lists)


def _shelves(films: dict[int, Film], lists: dict[int, tuple[str, tuple[int, ...]]]) -> list[FilmShelf]:
    """Each collection with its films, with others of their titles, and with a few that belong nowhere."""
    lone = [film.id for film in films.values() if film.says is None]
    shelves = []
    for at, (number, (name, parts)) in enumerate(lists.items()):
        titles = {title for part in parts for title in films[part].names}
        alike = {film.id for film in films.values() if film.names & titles}
        some = {*parts, *alike, *(lone[(at * 3 + step) % len(lone)] for step in range(3))}
        shelves.append(FilmShelf(name, {film: films[film] for film in sorted(some)}, {number: (name, parts)}))
    return shelves


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
