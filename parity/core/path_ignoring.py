"""Paths that are never to be scanned, by where they lie or by a name in them."""

from collections.abc import Sequence
from fnmatch import fnmatchcase
from unicodedata import normalize

from parity.core.path_parts import is_inside, is_rooted, parts


def is_ignored(path: str, ignored: Sequence[str]) -> bool:
    """Whether it lies in one of these folders, or a name in it is one of these names: `@eaDir`, `*.srt`.

    A folder begins at a root (`/tv/.trash`); in names `*` and `?` stand for letters, and case does not count.
    """
    names = [_plain(name) for name in parts(path).names]
    return any(
        is_inside(path, one) if is_rooted(one) else any(fnmatchcase(name, _plain(one)) for name in names)
        for one in ignored
    )


def _plain(name: str) -> str:
    return normalize("NFC", name).casefold()
