"""What an entry in the table of settings is, and how one is declared."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar, cast, overload

from parity import settings_kinds as kinds
from parity.settings_kinds import Kind

T = TypeVar("T")
Origin = Literal["environment", "saved", "default"]
Default = str | Callable[[Mapping[str, object]], str]  # a function is given the values of the entries above

SAVED_TOPICS = ("plex", "metadata", "missing", "movies", "scans", "library", "links", "interface", "simkl", "sagetv")


@dataclass(frozen=True, slots=True)
class Row:
    """One setting. `name` is its attribute in Settings and its key where the app keeps it."""

    environment: str
    topic: str
    kind: Kind[Any]
    help: str
    default: Default | None
    secret: bool

    @property
    def name(self) -> str:
        return self.environment.removeprefix("PARITY_").lower()

    @property
    def saveable(self) -> bool:
        return self.topic in SAVED_TOPICS


@dataclass(frozen=True, slots=True)
class Shown:
    """A setting as a page may show it: `text` of a secret is only "set" or "not set"."""

    row: Row
    text: str
    origin: Origin


@overload
def row(topic: str, name: str, kind: Kind[T], help: str, default: Default, *, secret: bool = ...) -> T: ...
@overload
def row(topic: str, name: str, kind: Kind[T], help: str, *, secret: bool = ...) -> T | None: ...
def row(
    topic: str, name: str, kind: Kind[T], help: str, default: Default | None = None, *, secret: bool = False
) -> T | None:
    """Declares a field of Settings, so that mypy holds the kind against the field's type."""
    made = Row(name, topic, kind, help, default, secret)
    return cast(T, field(repr=not secret, metadata={"row": made}))


def address(topic: str, name: str, help: str, default: str) -> str:
    """A field for an address that has a default, which then shows what one looks like."""
    return row(topic, name, kinds.url(default), help, default)
