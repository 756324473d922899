"""The orders that a show can be numbered in, as a table on stderr."""

from collections.abc import Sequence

from parity.actions.offer_orders import on_offer
from parity.actions.ports import House, NotSetUp
from parity.cache import CacheUnusable
from parity.cli.saying import note
from parity.core.catalogue import OrderOnOffer
from parity.core.failures import Failure
from parity.core.order_choice import always_on_offer, label_of


def say_orders(house: House, show_id: int) -> None:
    """Ask for them; where nobody answers, those that need no asking, and why there may be more."""
    try:
        found: Sequence[OrderOnOffer] = on_offer(house, show_id)
    except (Failure, NotSetUp, CacheUnusable) as trouble:
        note(f"There may be more: {trouble}")
        found = always_on_offer(bool(house.settings().tvdb_api_key))
    width = max(len(label_of(each)) for each in found) if found else 0
    for each in found:
        episodes = f", {each.episodes} episodes" if each.episodes is not None else ""
        note(f"  {label_of(each):{width}}  {each.name}{episodes}")
