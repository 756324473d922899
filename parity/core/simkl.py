"""What SIMKL says about an account, and what it answers to a change (facts: simkl.md 1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Generation = Literal["v1", "v2"]
"""SIMKL has two kinds of apps with ways in of their own; an app belongs to exactly one (simkl.md 1.2)."""

SCOPE = "media:read media:write"
"""What a token of the second generation must be good for: anything else is silently good for reading only."""


@dataclass(frozen=True, slots=True)
class SimklToken:
    """What opens an account at SIMKL. `expires_at` and `refresh` are None for the first generation, which never ends.

    `client_id` is the app it was given to.
    """

    generation: Generation
    client_id: str
    value: str = field(repr=False)
    refresh: str | None = field(default=None, repr=False)
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Activities:
    """When what last changed, by `<section> <name>`: `movies plantowatch`, `tv_shows removed_from_list`, `all`.

    None: it never happened. Sections are movies, tv_shows and anime; names as SIMKL says them.
    """

    stamps: Mapping[str, datetime | None]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a title stands in an account. `status`: the list that it is on, None for none; `number`: SIMKL's own as text,
    None where it was not told; `known`: whether SIMKL knows the title at all.
    """

    status: str | None = None
    number: str | None = None
    known: bool = True


@dataclass(frozen=True, slots=True)
class Put:
    """What became of one title that SIMKL was asked to put on the list: `status` it has now; None when not found."""

    key: str
    status: str | None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of titles that SIMKL was asked to remove: keys not found, and how many it says it deleted."""

    not_found: frozenset[str]
    deleted: int
