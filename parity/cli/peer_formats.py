"""Reads files of other programs as JSON, YAML or TOML into plain values: texts, numbers, lists and objects.

Such a file may come from anywhere: what is too big, or only becomes big when it is unfolded, is refused.
"""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

BIGGEST = 256 * 2**20  # bytes: a plex_cache.json of a huge library is far below that
BIGGEST_BY_HAND = 2**18  # of what people write themselves
_MOST_VALUES = 100_000  # a few lines of YAML can stand for more than fits into any memory
_MOST_ALIASES = 20  # each may double what the one before it stands for
_DEEPEST = 50


class Unreadable(Exception):
    """A file that cannot be read; the text says why."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds, or why it cannot be read."""

    document: object = None
    flaw: str | None = None


def read_peer(file: Path) -> Read:
    """A file by its ending: `.yml` and `.yaml`, `.toml`, JSON in all others."""
    ending = file.suffix.lower()
    try:
        if file.stat().st_size > (BIGGEST_BY_HAND if ending in _BY_HAND else BIGGEST):
            return Read(flaw=f"{file} is too big for a file of a program that Parity knows")
        # Windows editors put a mark at the front; half a surrogate, which JSON can spell, fits into no database.
        text = file.read_text(encoding="utf-8-sig")
        found = _BY_HAND[ending](text) if ending in _BY_HAND else json.loads(text)
        return Read(json.loads(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace")))
    except (OSError, ValueError, RecursionError, Unreadable) as trouble:
        kind = {".toml": "TOML", ".yml": "YAML", ".yaml": "YAML"}.get(ending, "JSON")
        return Read(flaw=f"{file} cannot be read as {kind} ({' '.join(str(trouble).split())})")


def _yaml(text: str) -> Any:
    try:
        events = yaml.parse(text, Loader=yaml.SafeLoader)
        if sum(isinstance(event, yaml.AliasEvent) for event in events) > _MOST_ALIASES:
            raise Unreadable("it refers to itself too often")
        return _plain(yaml.safe_load(text), iter(range(_MOST_VALUES)), 0)
    except yaml.MarkedYAMLError as trouble:  # its own text quotes the line, which may hold a password
        where = f" in line {trouble.problem_mark.line + 1}" if trouble.problem_mark else ""
        raise Unreadable(f"{trouble.problem or trouble.context}{where}") from None
    except yaml.YAMLError:
        raise Unreadable("it holds what is no text") from None


def _toml(text: str) -> Any:
    return _plain(tomllib.loads(text), iter(range(_MOST_VALUES)), 0)


def _plain(value: object, left: Iterator[int], depth: int) -> Any:
    if next(left, None) is None or depth > _DEEPEST:
        raise Unreadable("it unfolds to more than anybody writes")
    if isinstance(value, dict):
        return {str(key): _plain(inner, left, depth + 1) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [_plain(inner, left, depth + 1) for inner in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


_BY_HAND = {".yml": _yaml, ".yaml": _yaml, ".toml": _toml}
