"""Which collections a list is about, which of their films count, and in which order they come."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from parity.core.film_shapes import CollectionState
from parity.store import film_conditions
from parity.store.film_conditions import Condition

Sort = Literal["name", "-name", "missing", "-missing", "owned", "-owned"]

STATES: tuple[CollectionState, ...] = get_args(CollectionState)
SORTS: tuple[Sort, ...] = get_args(Sort)


@dataclass(frozen=True, slots=True)
class CollectionFilter:
    """Which collections are wanted. `library` is a title or section id, `server` a machine identifier.

    `q` are words of a collection's name or of one of its films. `rating` (0 to 10), `votes` and `shorts` leave films
    out of what is missing, announced and counted; what is not known of a film leaves nothing out. `single`: only
    collections of which one film alone is there. `ignored`: ignored films come too.
    `watchlist`: only collections with a film that is on it, here or not.
    """

    state: CollectionState | None = None
    library: str | None = None
    server: str | None = None
    q: str = ""
    rating: float | None = None
    votes: int | None = None
    shorts: bool = True
    single: bool = False
    sort: Sort = "name"
    collection: int | None = None
    ignored: bool = False
    watchlist: bool = False


def counted(wanted: CollectionFilter) -> Iterable[Condition]:
    """What a film has to be to count, over parts joined with films."""
    if wanted.rating is not None:
        yield film_conditions.rated(wanted.rating)
    if wanted.votes is not None:
        yield film_conditions.voted(wanted.votes)
    if not wanted.shorts:
        yield film_conditions.full_length()
