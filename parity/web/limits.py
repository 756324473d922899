"""How often one address may try."""

from collections.abc import Callable
from typing import TypeVar

View = TypeVar("View", bound=Callable[..., object])


def sign_ins(view: View) -> View:
    """To begin a sign-in."""
    return view


def polls(view: View) -> View:
    """To ask whether a sign-in is through."""
    return view


def codes(view: View) -> View:
    """To enter the setup code."""
    return view
