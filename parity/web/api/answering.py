"""Answers of the API: always made by the same function as `--json` on the command line."""

from dataclasses import dataclass

from flask import Response, abort, jsonify
from flask_smorest import Blueprint

from parity.core.shapes import as_json


@dataclass(frozen=True, slots=True)
class Started:
    """A scan that was started."""

    id: int


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that was made."""

    id: int


@dataclass(frozen=True, slots=True)
class Undone:
    """How many decisions were taken back."""

    undone: int


@dataclass(frozen=True, slots=True)
class Accepted:
    """It was done, or asked for. `show_id` is the show's id from now on, when it was about one."""

    accepted: bool
    show_id: int | None = None


def room(name: str, description: str) -> Blueprint:
    """A blueprint below /api/v1."""
    return Blueprint(name, name, url_prefix="/api/v1", description=description)


def answer(shape: object, status: int = 200) -> Response:
    """A shape as JSON."""
    response = jsonify(as_json(shape))
    response.status_code = status
    return response


def found(shape: object | None, what: str) -> Response:
    """The same, or 404 when there is nothing."""
    if shape is None:
        abort(404, f"There is no {what}.")
    return answer(shape)
