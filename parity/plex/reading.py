"""Small readers for JSON that nobody vouches for: what is not of the right kind is as good as absent.

Plex writes the same field as a number here and as a string there (plex.md 2.0), so everything is cast.
"""

from collections.abc import Mapping
from datetime import date

Row = Mapping[str, object]
EMPTY: Row = {}
# What a database can keep; nothing real is larger.
_LARGEST = 2**63 - 1


def text(value: object) -> str:
    """A string or a whole number as text, else "". Half surrogates, which no database takes, become "?"."""
    if type(value) is str:
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    return str(value) if type(value) is int else ""


def number(value: object) -> int | None:
    """A whole number, also from a string; negative ones are kept."""
    if type(value) is str:
        try:
            value = int(value)
        except ValueError:
            return None
    if type(value) is float and value.is_integer():
        value = int(value)
    return value if type(value) is int and -_LARGEST <= value <= _LARGEST else None


def day(value: object) -> date | None:
    """`YYYY-MM-DD`, with or without a time behind it, as a date."""
    if type(value) is not str or value[4:5] != "-" or value[7:8] != "-":
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def record(value: object) -> Row:
    """An object; an empty one for anything else."""
    return value if isinstance(value, dict) else EMPTY


def records(value: object) -> list[Row]:
    """The objects of a list; a lone object is a list of one (Plex does that too)."""
    if isinstance(value, list):
        return [each for each in value if isinstance(each, dict)]
    return [value] if isinstance(value, dict) else []


def first(value: object) -> Row:
    """A lone object, or the first of a list; an empty one for anything else."""
    return next(iter(records(value)), EMPTY)


def yes(value: object) -> bool:
    """Whether a flag is up: JSON says true, XML and some JSON "1"."""
    return value in (True, 1, "1", "true")
