"""Bare paths, told as autoscan's and autopulse's clients tell them: in the address, or as lists of folders."""

import posixpath
import re
from collections.abc import Iterable

from parity.core.hook_body import Unreadable, names_media, path, unique
from parity.core.told import Told, Touched

_ENDING = re.compile(r"[^/\\.]\.(?=[0-9]*[A-Za-z])[A-Za-z0-9]{2,4}\Z")
"""A file's, whatever it holds; a year behind a dot is none."""


def read_paths(folders: Iterable[str], files: Iterable[str], event: str) -> Told:
    """What follows from these. Some who should send a folder send a file. Raises Unreadable when none is left."""
    touched = (
        *(Touched(one, folder=not names_media(one)) for one in unique(map(clean, folders))),
        *(Touched(one, folder=_ENDING.search(one) is None) for one in unique(map(clean, files))),
    )
    touched = tuple(dict.fromkeys(touched))
    if not touched:
        raise Unreadable("It names no path: say dir=/folder or path=/folder/file.mkv.")
    return Told("path", event, _said(touched), touched)


def read_a_train(message: object, event: str) -> Told:
    """What came and went in a drive, as `{"created": ["/folder"], "deleted": […]}`. Raises Unreadable."""
    if not isinstance(message, dict):
        raise Unreadable("A JSON object was expected.")
    came, went = (_listed(message.get(name)) for name in ("created", "deleted"))
    touched = (
        *(Touched(one, folder=not names_media(one)) for one in came),
        *(Touched(one, folder=not names_media(one), gone=True) for one in went if one not in came),
    )
    return Told("path", event, _said(touched) if touched else "Nothing came or went.", touched)


def clean(text: str) -> str:
    """A path without `.`, `..` and doubled or closing separators; "" for what is none. `..` leads above no root."""
    whole = path(text)
    if "\\" in whole and not whole.startswith("/"):
        return whole
    found = posixpath.normpath(whole) if whole else ""
    return "" if found in (".", "..") or found.startswith("../") else found.replace("//", "/")


def _listed(value: object) -> tuple[str, ...]:
    """The paths of a list; absent and null are none. Raises Unreadable for what is no list of texts."""
    each = [] if value is None else value
    if not isinstance(each, list) or not all(isinstance(one, str) for one in each):
        raise Unreadable("created and deleted are lists of folders.")
    return unique(clean(one) for one in each)


def _said(touched: tuple[Touched, ...]) -> str:
    more = f" and {len(touched) - 1} more" if len(touched) > 1 else ""
    return f"{touched[0].path}{more}."
