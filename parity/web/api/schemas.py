"""The shapes of core as marshmallow schemas: what the document says of an answer is what the answer is made of."""

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from marshmallow import Schema, validate
from marshmallow import fields as ma

_PLAIN: Mapping[type, Callable[..., ma.Field[Any]]] = {
    bool: ma.Boolean,
    int: ma.Integer,
    float: ma.Float,
    str: ma.String,
    date: ma.Date,
    datetime: ma.DateTime,
}


@cache
def schema_of(shape: type, name: str | None = None) -> type[Schema]:
    """The schema of a dataclass, every field required. Raises TypeError for a type that JSON has no form for."""
    hints = get_type_hints(shape)
    made = {field.name: _field(hints[field.name]) for field in fields(shape)}
    return Schema.from_dict(made, name=name or shape.__name__)


@cache
def listing_of(shape: type) -> type[Schema]:
    """`total` and `items` of a dataclass."""
    items = ma.List(ma.Nested(schema_of(shape)), required=True)
    total = ma.Integer(required=True, metadata={"description": "How many there are on all pages."})
    return Schema.from_dict({"total": total, "items": items}, name=f"{shape.__name__}List")


def _field(hint: Any, **options: Any) -> ma.Field[Any]:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        [kept] = [each for each in inner if each is not type(None)]
        return _field(kept, allow_none=True)
    if origin is Literal:
        return ma.String(required=True, validate=validate.OneOf(inner), **options)
    if origin is Mapping:
        return ma.Dict(keys=_field(inner[0]), values=_field(inner[1]), required=True, **options)
    if origin is tuple:
        return ma.List(_field(inner[0]), required=True, **options)
    if is_dataclass(hint) and isinstance(hint, type):
        return ma.Nested(schema_of(hint), required=True, **options)
    if hint in _PLAIN:
        return _PLAIN[hint](required=True, **options)
    raise TypeError(f"{hint} has no form in JSON")
