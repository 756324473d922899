"""How Parity judges a library of the truth: the one place here that knows its rules."""

from dataclasses import dataclass

from parity.core.catalogue import ProviderEpisode
from parity.core.decisions import Rulings
from parity.core.gaps import Taste, judge
from parity.core.holdings import Copy, holdings
from parity.core.ids import ExternalIds
from parity.core.library import PlexEpisode
from parity.core.ordering import Order
from parity.core.suspicion import suspicion
from tests.truth.shelf import TODAY, Item, Listed, Place, Shelf


@dataclass(frozen=True, slots=True)
class Verdict:
    """What Parity says: the missing ones, or why it says nothing (the show is suspect)."""

    missing: frozenset[Place] = frozenset()
    suspect: str | None = None


def judge_library(shelf: Shelf) -> Verdict:
    """The verdict of the pure rules, as a scan would reach it."""
    provider, _, name = shelf.order.partition(":")
    copy = Copy("1", Order(provider, name), [_item(item, provider) for item in shelf.items])
    episodes = [_listed(e) for e in shelf.listed]
    order = copy.order
    result = holdings([copy], {order.label: episodes}, order)
    if result.refusal is not None:
        return Verdict(suspect=result.refusal)
    rows = judge(shelf.show_id, episodes, result.owned, Rulings(), Taste(), order.label)
    doubt = suspicion(result, rows, TODAY)
    if doubt is not None:
        return Verdict(suspect=doubt.sentence)
    return Verdict(frozenset((row.season, row.number) for row in rows if row.missing(TODAY)))


def _item(item: Item, provider: str) -> PlexEpisode:
    ids = ExternalIds(tmdb=item.ids) if provider == "tmdb" else ExternalIds(tvdb=item.ids)
    return PlexEpisode(item.key, "1", item.season, item.number, item.title, item.aired, item.live, ids, item.file)


def _listed(e: Listed) -> ProviderEpisode:
    return ProviderEpisode(e.season, e.number, e.id, e.title, e.aired, e.minutes, "standard")
