"""Files as the disk of the fake Plex server has them, and what their names say, as Plex's scanner reads them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TITLE = re.compile(r"(?P<title>.*?)(?: \((?P<year>\d{4})\))?(?: ?[\[{].*)?")
_EDITION = re.compile(r"\{edition-([^}]*)\}")
_NUMBERS = re.compile(r"[Ss](\d{1,4})[ ._-]?[Ee](\d{1,4})(?:-?[Ee](\d{1,4}))?")
_SLASHES = re.compile(r"[/\\]+")


@dataclass(slots=True)
class DiskFile:
    """A file, and what it turns out to be when it is scanned.

    `folder` is its show's folder, "" when it lies in the library's own; a film has no `numbers`. `ids` are those of the
    show or film, `own_ids` those of the episodes.
    """

    section: int
    path: str
    folder: str
    title: str
    year: int | None
    ids: list[str]
    season: int | None
    numbers: list[int]
    name: str | None
    aired: str | None
    own_ids: list[str]
    edition: str = ""


def is_beneath(path: str, folder: str | None) -> bool:
    """Whether a file lies in a folder, however deep; None is everywhere. A file lies in no file."""
    return folder is None or plain(path).startswith(plain(folder).rstrip("/") + "/")


def plain(path: str) -> str:
    """A path to compare with others: one kind of slash."""
    return _SLASHES.sub("/", path)


def location_of(path: str, locations: Sequence[str]) -> str:
    """Which of a library's folders it lies in. Raises ValueError when in none."""
    for place in sorted(locations, key=len, reverse=True):
        if is_beneath(path, place):
            return place
    raise ValueError(f"{path} is in none of {list(locations)}")


def top_folder(path: str, location: str) -> str:
    """The folder directly below the library's own: the show's. "" when there is none between."""
    rest = path[len(location) :].lstrip("/\\")
    first, *deeper = _SLASHES.split(rest)
    return path[: len(path) - len(rest)] + first if deeper else ""


def named(path: str, folder: str) -> tuple[str, int | None, str]:
    """Title, year and edition out of the name of the folder, or of the file where there is no folder."""
    name = _SLASHES.split(folder or path)[-1]
    name = name if folder else _NUMBERS.split(name.rpartition(".")[0])[0].strip(" .-_") or name
    read = _TITLE.fullmatch(name)
    edition = _EDITION.search(path)
    title, year = (read["title"], read["year"]) if read else (name, None)
    return title or name, int(year) if year else None, edition[1] if edition else ""


def numbered(path: str) -> tuple[int | None, list[int]]:
    """Season and episodes out of the name: S01E02, S01E02-E03. Nothing of it: (None, [])."""
    read = _NUMBERS.search(_SLASHES.split(path)[-1])
    if read is None:
        return None, []
    first, last = int(read[2]), int(read[3] or read[2])
    return int(read[1]), list(range(first, last + 1))
