"""What the cache remembers of a show in the orders of its copies, until somebody asks again. Asks nobody."""

from collections.abc import Sequence

from parity.actions.comparing import Check, orders_of, sources_of
from parity.actions.other_orders import labels
from parity.actions.ports import House
from parity.actions.ruling import rulings_of
from parity.core.ordering import USUAL, Order, order_named
from parity.store.decisions import DecisionBook
from parity.store.items import ItemRow
from parity.store.shows import ShowRow


def remembered_in_order(house: House, row: ShowRow, copies: Sequence[ItemRow], book: DecisionBook) -> Check:
    """A check by what is remembered. It counts as none: whoever comes next asks.

    TheTVDB's usual orders are looked for too: what was proposed before is proposed again when it is taken back.
    """
    rules = rulings_of(copies, sources_of(row, Check(row.id), ()), book, house.today())
    found = house.remembered(row.tmdb_id) if row.tmdb_id is not None else None
    others = {}
    for label in {*labels(orders_of(copies, rules)), *(Order("tvdb", name).label for name in USUAL)}:
        for provider_id in _ids(row, copies, order_named(label).provider):
            answer = house.remembered_order(label, provider_id)
            if answer is not None and answer.label == label:
                others[label] = answer
                break
    return Check(row.id, found, sure=True, others=others)


def _ids(row: ShowRow, copies: Sequence[ItemRow], provider: str) -> list[int]:
    if provider == "tmdb":
        return [row.tmdb_id] if row.tmdb_id is not None else []
    named = [row.source_id if row.order_label.startswith("tvdb:") else None, row.tvdb_id]
    known = [*named, *(i for copy in copies for i in copy.ids.tvdb)]
    return [i for i in dict.fromkeys(known) if i is not None]
