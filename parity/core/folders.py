"""The folder of a show, from the paths of its episodes as Plex sees them."""

import re
from collections.abc import Iterable
from dataclasses import replace

from parity.core.path_parts import parts

_SEASON = re.compile(
    r"(season|staffel|saison|series|temporada|stagione|s)[ ._-]*\d{1,4}|specials?|\d{1,4}", re.IGNORECASE
)


def is_season(name: str) -> bool:
    """Whether a folder is called as that of a season is, in one of the languages that we know."""
    return _SEASON.fullmatch(name) is not None


def show_folder(files: Iterable[str]) -> str | None:
    """The deepest folder that holds all files, without a season's folder at its end; None when there is none.

    Works on `/` and on `\\` paths alike; the answer is a name for the show, not a path to open.
    """
    paths = [re.split(r"[/\\]", file)[:-1] for file in files]
    if not paths:
        return None
    common = paths[0]
    for path in paths[1:]:
        same = [a == b for a, b in zip(common, path, strict=False)]
        common = common[: same.index(False) if False in same else len(same)]
    while common and is_season(common[-1]):
        common = common[:-1]
    return "/".join(common) or None


def common_folder(files: Iterable[str]) -> str:
    """The same as a path that its server can open; "" without any file. A film's is the folder that it lies in."""
    taken = [parts(file) for file in files]
    if not taken:
        return ""
    names = list(taken[0].names[:-1])
    for path in taken[1:]:
        same = [a == b for a, b in zip(names, path.names[:-1], strict=False)]
        names = names[: same.index(False) if False in same else len(same)]
    while names and is_season(names[-1]):
        names.pop()
    return replace(taken[0], names=tuple(names)).text
