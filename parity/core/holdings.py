"""Which episodes a library holds, over all copies of a show, in the numbers of one order (RULES R2, R3, R17)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from parity.core.bridge import Bridge
from parity.core.catalogue import ProviderEpisode
from parity.core.library import PlexEpisode
from parity.core.numbering import Number
from parity.core.ordering import AIRED, Order
from parity.core.placed import Placed, Placement
from parity.core.placing import place
from parity.core.shelf import Shelf

ID_SHARE = 90  # per cent


@dataclass(frozen=True, slots=True)
class Copy:
    """One library item of a show: the order it is numbered in and its episodes, trash included."""

    rating_key: str
    order: Order
    episodes: Sequence[PlexEpisode]

    @property
    def live(self) -> list[PlexEpisode]:
        """What is really there."""
        return [e for e in self.episodes if e.live]


@dataclass(frozen=True, slots=True)
class Holdings:
    """`owned` numbers of all copies, in the primary order; `placements` explain the unusual; `items` are live ones.

    `refusal` is why nothing can be said. `left` items are nothing that is listed; of those `doubtful` could be an
    episode that is not owned. So many are `strange`: neither title nor date is that of their number.
    """

    owned: frozenset[Number] = frozenset()
    placements: tuple[Placement, ...] = ()
    refusal: str | None = None
    doubtful: tuple[PlexEpisode, ...] = ()
    strange: int = 0
    items: int = 0
    left: int = 0

    @property
    def unexplained(self) -> int:
        """How many items the order in use says nothing about, or something else."""
        return max(self.left, len(self.doubtful)) + self.strange

    @property
    def share(self) -> int:
        """How much of what Plex holds is explained, per cent."""
        return 100 if not self.items else max(0, self.items - self.unexplained) * 100 // self.items


def primary_of(copies: Sequence[Copy]) -> Order:
    """The order in which a show is told: that of its first copy; TMDB's where that order is nobody's."""
    order = copies[0].order if copies else AIRED
    return AIRED if order.provider == "unknown" else order


def holdings(
    copies: Iterable[Copy],
    sources: Mapping[str, Sequence[ProviderEpisode]],
    primary: Order = AIRED,
    refusals: Mapping[str, str] | None = None,
) -> Holdings:
    """What all copies together hold, each read in its own order, told in the `primary` one.

    `sources` are the episodes of each order that was answered, by its label; an order without any refuses with the
    sentence in `refusals`. A copy in an order that nobody knows counts by TMDB's episode ids, when >= 90 % of its items
    carry one of the show's. When one copy cannot be compared, the show is not: a number that means something else
    must never make a false gap.
    """
    shelves = {label: Shelf(label.partition(":")[0], episodes) for label, episodes in sources.items()}
    home = shelves.get(primary.label)
    owned: set[Number] = set()
    found: list[Placed] = []
    for copy in sorted(copies, key=lambda c: c.rating_key):
        order = copy.order
        shelf = shelves.get(order.label)
        if home is not None and order.provider == "unknown":
            placed = _by_id_alone(copy, home)
        elif shelf is None or home is None:
            placed = None
        else:
            placed = place(copy.episodes, shelf)
        if placed is None or home is None:
            return Holdings(refusal=(refusals or {}).get(order.label, order.refusal))
        if shelf is not None and shelf is not home:
            placed = _told_at_home(placed, shelf, home)
        owned.update(placed.holders)
        found.append(placed)
    return Holdings(
        frozenset(owned),
        tuple(p for placed in found for p in placed.placements),
        None,
        tuple(item for placed in found for item in placed.doubtful),
        sum(placed.strange for placed in found),
        sum(placed.items for placed in found),
        sum(placed.left for placed in found),
    )


def _by_id_alone(copy: Copy, home: Shelf) -> Placed | None:
    """None when the ids are not enough to go by. An id that the provider does not list says nothing."""
    live = copy.live
    told = [[home.by_id[i] for i in home.ids_of(item) if i in home.by_id] for item in live]
    if not told or sum(map(bool, told)) * 100 < ID_SHARE * len(told):
        return None
    holders = {Number(e.season, e.number): item for item, es in zip(live, told, strict=True) for e in es}
    return Placed(holders, items=len(live))


def _told_at_home(placed: Placed, shelf: Shelf, home: Shelf) -> Placed:
    """The same copy in the numbers of another order. What has no counterpart there is no gap and fills none."""
    bridge = Bridge(shelf, home)
    holders = {number: item for of, item in placed.holders.items() for number in bridge.numbers(of, item)}
    placements = [p for p in placed.placements if p.number is None] + [
        Placement(p.rating_key, p.title, number, p.how, p.was) for p, number in _moved(placed.placements, bridge)
    ]
    lost = [item for of, item in placed.holders.items() if not bridge.numbers(of, item)]
    doubtful = [*placed.doubtful, *(lost if not bridge.speaks else ())]
    return Placed(holders, placements, doubtful, placed.strange, placed.items, placed.left)


def _moved(placements: Iterable[Placement], bridge: Bridge) -> Iterator[tuple[Placement, Number]]:
    for p in placements:
        if p.number is not None:
            yield from ((p, number) for number in bridge.numbers(p.number, None))
