"""Paths as text, of any system: what lies inside what, and which two are the same.

A path with a drive or of a share (`C:\\tv`, `\\\\nas\\tv`, `//nas/tv`) is Windows': both separators part its names, and
upper and lower case are one. Any other is as on Linux, where a backslash is a letter. A letter with its accent is one
letter however it is written (NFC, NFD). Nothing here looks at a disk.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

_LONG_SHARE = re.compile(r"[\\/]{2}\?[\\/]UNC[\\/]", re.IGNORECASE)
_LONG = re.compile(r"[\\/]{2}\?[\\/]")
_DRIVE = re.compile(r"[A-Za-z]:(?=[\\/]|$)")
_SHARE = re.compile(r"[\\/]{2}(?![\\/])")
_EITHER = re.compile(r"[\\/]")


@dataclass(frozen=True, slots=True)
class Parts:
    """A path taken apart. `root` is "/", "\\\\", a drive ("C:"), "//" for a share, or "" when it begins nowhere."""

    root: str
    names: tuple[str, ...]
    windows: bool
    separator: str

    @property
    def text(self) -> str:
        """The path again: without doubled separators, dots, and a separator at its end."""
        start = {"//": self.separator * 2, "/": "/", "\\": "\\", "": ""}.get(self.root, self.root + self.separator)
        return start + self.separator.join(self.names)

    def key(self, ignore_case: bool = False) -> tuple[str, ...]:
        """What two spellings of one path have in common: the root, then the names."""
        alike = str.lower if ignore_case or self.windows else str
        return (self.root.lower(), *(alike(normalize("NFC", name)) for name in self.names))


class Spelling(NamedTuple):
    """What many paths are compared by. `exact` is what two spellings of one path have in common.

    `folded` is the same where upper and lower case are one, and `name` the last name in it so; "" for a root.
    """

    exact: str
    folded: str
    name: str
    rooted: bool
    windows: bool


@lru_cache(maxsize=8192)
def parts(path: str) -> Parts:
    """Take a path apart. What goes up again ("..") is gone, and never leads above the root."""
    if path[2:3] == "?":
        path = _LONG.sub("", _LONG_SHARE.sub(r"\\\\", path, count=1), count=1)
    root, rest = _root(path)
    windows = root not in ("/", "") or (root == "" and "\\" in rest)
    first = _EITHER.search(path) if windows else None
    names: list[str] = []
    for name in _EITHER.split(rest) if windows else rest.split("/"):
        if name == "..":
            del names[-1:]
        elif name not in ("", "."):
            names.append(name)
    return Parts(root, tuple(names), windows, first.group() if first else "\\" if windows else "/")


def spelling(path: str) -> Spelling:
    """The path as it is compared, for lists of so many that nothing is kept of them."""
    found = parts.__wrapped__(path)
    whole = normalize("NFC", "/".join(found.names))
    root, folded = found.root.lower(), whole.lower()
    exact = f"{root}/{folded if found.windows else whole}"
    return Spelling(exact, f"{root}/{folded}", folded.rpartition("/")[2], found.root != "", found.windows)


def _root(path: str) -> tuple[str, str]:
    drive = _DRIVE.match(path)
    if drive:
        return drive.group(), path[2:]
    if _SHARE.match(path):
        return "//", path[2:]
    return (path[0], path[1:]) if path[:1] in ("/", "\\") else ("", path)


def clean(path: str) -> str:
    """The path without doubled separators, dots, and a separator at its end."""
    return parts(path).text


def is_rooted(path: str) -> bool:
    """Whether it says from where on it counts, so that it can be the path of a library."""
    return parts(path).root != ""


def is_inside(path: str, folder: str, ignore_case: bool = False) -> bool:
    """Whether a path is this folder or lies beneath it: `/media/tv-4k` does not lie beneath `/media/tv`."""
    return beyond(path, folder, ignore_case) is not None


def same_path(one: str, other: str, ignore_case: bool = False) -> bool:
    """Whether two spellings mean one path."""
    return parts(one).key(ignore_case) == parts(other).key(ignore_case)


def beyond(path: str, folder: str, ignore_case: bool = False) -> tuple[str, ...] | None:
    """The names by which a path goes on beneath a folder, none for the folder itself; None when it lies elsewhere."""
    inner, outer = parts(path), parts(folder).key(ignore_case)
    return inner.names[len(outer) - 1 :] if inner.key(ignore_case)[: len(outer)] == outer else None


def beneath(folder: str, names: Sequence[str]) -> str:
    """The path of these names beneath a folder, with the separator that the folder is written with."""
    top = parts(folder)
    return Parts(top.root, (*top.names, *names), top.windows, top.separator).text


def above(path: str, levels: int = 1) -> str:
    """The folder so many levels up, never above the root."""
    here = parts(path)
    return Parts(here.root, here.names[: max(len(here.names) - levels, 0)], here.windows, here.separator).text


def name_of(path: str) -> str:
    """The last name in it as it is compared, "" for a root: without regard to case and spelling."""
    names = parts(path).names
    return normalize("NFC", names[-1]).lower() if names else ""


def depth(path: str) -> int:
    """How many folders down it lies."""
    return len(parts(path).names)
