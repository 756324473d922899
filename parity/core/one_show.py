"""The shape of a show that is asked for by itself."""

from dataclasses import dataclass

from parity.core.shapes import Differing, Show


@dataclass(frozen=True, slots=True, kw_only=True)
class OneShow(Show):
    """A show asked for by itself, with what the sources differ in."""

    differences: tuple[Differing, ...]
