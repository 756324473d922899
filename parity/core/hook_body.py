"""Small readers for what programs post to a hook: what is not of the right kind is as good as absent."""

import re
from collections.abc import Iterator, Mapping

Body = Mapping[str, object]
NONE: Body = {}
LONGEST = 4_096
"""Characters of a path; no file system takes more."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_LARGEST = 2**31 - 1
_MEDIA = re.compile(
    "3gp|asf|ass|avi|divx|flv|idx|iso|m2ts|m4v|mk3d|mkv|mov|mp4|mpe?g|mts|og[mv]|rm|rmvb|srt|ssa|strm|sub|sup|ts|"
    "vob|vtt|webm|wmv|wtv"
)


class Unreadable(Exception):
    """The message is not what this hook is for; the text says what is wrong with it."""


def body(value: object) -> Body:
    """An object; an empty one for anything else."""
    return value if isinstance(value, dict) else NONE


def bodies(value: object) -> list[Body]:
    """The objects of a list."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def words(value: object, most: int = 300) -> str:
    """One line of text for a person, at most so many characters; "" for what is none."""
    if type(value) is not str:
        return ""
    plain = _CONTROL.sub(" ", value[: 4 * most]).encode("utf-8", "replace").decode()
    return " ".join(plain.split())[:most]


def number(value: object) -> int | None:
    """A whole number from 0 up, also as text; None for anything else."""
    if type(value) is str and value.isascii() and value.isdigit() and len(value) < 11:
        value = int(value)
    return value if type(value) is int and 0 <= value <= _LARGEST else None


def path(value: object) -> str:
    """A path of a file or folder without the separators at its end; "" for what can be none."""
    if type(value) is not str or len(value) > LONGEST or not value.strip() or _CONTROL.search(value):
        return ""
    try:
        value.encode()
    except UnicodeEncodeError:  # half a surrogate: no path, and no database keeps it
        return ""
    bare = value.rstrip("/\\")
    if not bare:
        return value[:1]
    return bare + value[2:3] if re.fullmatch(r"[A-Za-z]:", bare) else bare


def beneath(folder: str, relative: object) -> str:
    """The path of what lies in a folder, written with the folder's own separator; "" when either is none."""
    inside = path(relative).lstrip("/\\")
    if not folder or not inside or ".." in re.split(r"[/\\]", inside):
        return ""
    separator = "\\" if "\\" in folder and "/" not in folder else "/"
    return folder.rstrip("/\\") + separator + inside


def names_media(file: str) -> bool:
    """Whether a path ends like that of a film, an episode, or their subtitles: then it is no folder."""
    return _MEDIA.fullmatch(file.rpartition(".")[2].lower()) is not None


def unique(values: Iterator[str]) -> tuple[str, ...]:
    """Each of them once and none that is empty, in their order."""
    return tuple(dict.fromkeys(value for value in values if value))
