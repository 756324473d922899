"""A partial in one state, and values of any shape made up for it."""

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from parity.web import here

T = TypeVar("T")

LONG = "The " + "Unbelievably" * 5 + " Long Winded Title of a Show That Goes On and On"

# What a field of this name says; any other text says the field's own name.
_WORDS = {
    "title": "The Long Way Home",
    "show": "The Long Way Home",
    "episode_title": "A Quiet Day",
    "code": "S02E05",
    "library": "TV Shows",
    "server_name": "Attic",
    "imdb_id": "tt0303461",
    "url": "https://example.org/search",
    "label": "Search",
    "show_status": "Returning Series",
    "path": "",
    "poster": "",
    "message": "TMDB did not answer",
    "what": "TMDB did not answer",
    "started_by": "person",
}
_NUMBERS = {"year": 2019, "season": 2, "episode": 5, "days": 3, "total": 40, "done": 18, "show_id": 5}
_NUMBERS |= {"owned": 37, "missing": 3, "expected": 40}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A template, the state that it is shown in, and what it is given."""

    template: str
    state: str
    context: Mapping[str, object]


def made(kind: type[T], /, **given: object) -> T:
    """A dataclass with these fields given and all others made up from their types, two of everything that repeats.

    So a field that is added needs nothing here. Raises TypeError for a type that nobody can make up.
    """
    values = {name: _value(hint, name) for name, hint in _asked_for(kind).items() if name not in given}  # type: ignore[arg-type]
    return kind(**values, **given)


@cache  # the page makes thousands of a hundred kinds, whose types would be read anew each time
def _asked_for(kind: type) -> dict[str, Any]:
    """The fields that have no default, each with its type."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind) if _has_no_default(field)}


def _has_no_default(field: Any) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _value(hint: Any, name: str) -> object:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _value(inner[0], name)
    if origin is Literal:
        return inner[0]
    if origin is tuple and Ellipsis not in inner:
        return tuple(_value(each, name) for each in inner)
    if origin in (tuple, list):
        return origin(_value(inner[0], name) for _ in range(2))
    if hint in _PLAIN:
        return _PLAIN[hint](name)
    if is_dataclass(origin or hint):
        return made(origin or hint)
    raise TypeError(f"nobody can make up {name}, which is {hint}")


_PLAIN: dict[Any, Callable[[str], object]] = {
    str: lambda name: _WORDS.get(name, name.replace("_", " ")),
    int: lambda name: _NUMBERS.get(name, 3),
    float: lambda name: 95.0,
    bool: lambda name: False,
    date: lambda name: here.today() + timedelta(days=3),
    datetime: lambda name: here.now() - timedelta(hours=3),
}
