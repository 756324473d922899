"""In which orders the copies of a show are numbered, and what the sources answered in each of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from parity.core.catalogue import ProviderEpisode, ProviderShow
from parity.core.decisions import Rulings
from parity.core.gaps import Gap
from parity.core.holdings import Copy
from parity.core.library import PlexEpisode
from parity.core.ordering import AIRED, THROUGH, Order, counted_through, order_named, order_of
from parity.store import expected
from parity.store.items import ItemRow
from parity.store.shows import ShowRow


@dataclass(frozen=True, slots=True)
class Check:
    """One show to reckon. `found`: TMDB's answer, None: go by what is kept; `began`: when it was asked.

    An answer without `began` is only remembered: it counts as no check, so that the next scan asks.
    `sure`: what is kept of the source is known to hold still. `others`: answers in other orders, by label;
    `refusals`: why there is none, by label.
    """

    show_id: int
    found: ProviderShow | None = None
    began: datetime | None = None
    sure: bool = False
    others: Mapping[str, ProviderShow] = field(default_factory=dict)
    refusals: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sources:
    """Episodes by the label of their order, and the id of the show at each provider."""

    episodes: Mapping[str, Sequence[ProviderEpisode]]
    ids: Mapping[str, int]

    def counted_through(self) -> "Sources":
        """With TMDB's own list as one season beside it, where that list is known."""
        aired = self.episodes.get(AIRED.label)
        if aired is None or THROUGH.label in self.episodes:
            return self
        through = {THROUGH.label: counted_through(aired)}
        return Sources({**self.episodes, **through}, {**self.ids, THROUGH.label: self.ids[AIRED.label]})


def orders_of(copies: Iterable[ItemRow], rules: Rulings) -> list[Order]:
    """The order of each copy: what the owner decided, else what Plex says of it."""
    chosen = rules.show.get("order")
    if chosen is not None:
        return [order_named(chosen.value) for _ in copies]
    return [told_order(item) for item in copies]


def told_order(item: ItemRow) -> Order:
    """The order by which Plex counts a copy, as it was last listed."""
    return order_of(item.own_order, item.library_order, item.agent, item.guid)


def copies_of(known: Sequence[tuple[ItemRow, Sequence[PlexEpisode]]], rules: Rulings) -> list[Copy]:
    """The copies as the rules read them, in the order in which they are told of."""
    orders = orders_of([item for item, _ in known], rules)
    return [
        Copy(f"{item.library_id}/{item.rating_key}", order, episodes)
        for (item, episodes), order in zip(known, orders, strict=True)
    ]


def sources_of(row: ShowRow, check: Check, before: Sequence[Gap]) -> Sources:
    """What was answered just now; where nothing was, what is kept of the order in use."""
    found: dict[str, Sequence[ProviderEpisode]] = {}
    ids: dict[str, int] = {}
    if check.found is not None:
        found[AIRED.label], ids[AIRED.label] = check.found.episodes, check.found.show_id
    elif row.counted_by is not None:
        show_id, label = row.counted_by
        found[label], ids[label] = expected.episodes_of(before), show_id
    for label, answer in check.others.items():
        found[label], ids[label] = answer.episodes, answer.show_id
    return Sources(found, ids)
