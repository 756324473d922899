"""What a show's reasons rest on besides its copies and decisions: its order, air times and proposals."""

from parity.core.decisions import Rulings
from parity.core.order_choice import kept_under
from parity.core.why_facts import WhyAiring, WhyOrder
from parity.store.items import ItemRow
from parity.store.shows import ShowRow


def order_told(row: ShowRow, first: ItemRow, rules: Rulings) -> WhyOrder:
    """The order in use and who said so: that of the first copy."""
    source, said = order_from(first, rules)
    return WhyOrder(row.order_label, source, said, kept_under(row.order_label, row.source_id, row.tmdb_id)[0])


def order_from(copy: ItemRow, rules: Rulings) -> tuple[str, str]:
    """Who says in which order a copy is numbered (decision, show, library, agent), and in which words."""
    if "order" in rules.show:
        return "decision", rules.show["order"].value
    if copy.own_order:
        return "show", copy.own_order
    return ("library", copy.library_order) if copy.library_order else ("agent", copy.agent)


def airing_told(row: ShowRow) -> WhyAiring:
    """How its dates are read."""
    return WhyAiring(row.airs_time, row.airs_zone, row.origin, row.grace_days, row.grace_source)
