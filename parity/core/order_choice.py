"""The orders that can be chosen for a show, by their labels and names (labels: core.ordering.Order)."""

from parity.core.catalogue import OrderOnOffer

_OF_TMDB = (("aired", "TMDB, as aired"), ("absolute", "TMDB, counted through"))
_OF_TVDB = (
    ("official", "TheTVDB, as aired"),
    ("dvd", "TheTVDB, DVD order"),
    ("absolute", "TheTVDB, counted through"),
    ("alternate", "TheTVDB, alternate order"),
    ("regional", "TheTVDB, regional order"),
)


def always_on_offer(with_tvdb: bool) -> tuple[OrderOnOffer, ...]:
    """The orders that need not be asked for. `with_tvdb`: there is a key for TheTVDB."""
    of_tmdb = tuple(OrderOnOffer("tmdb", order, name) for order, name in _OF_TMDB)
    of_tvdb = tuple(OrderOnOffer("tvdb", order, name) for order, name in _OF_TVDB)
    return of_tmdb + of_tvdb if with_tvdb else of_tmdb


def all_labels() -> str:
    """What can be chosen, in one line: the orders of both sources, and TMDB's groups by their ids."""
    return ", ".join([*map(label_of, always_on_offer(with_tvdb=True)), "tmdb:group:ID"])


def label_of(offer: OrderOnOffer) -> str:
    """`tvdb:dvd`, `tmdb:group:5ac`."""
    return f"{offer.provider}:{offer.order}"


def kept_under(order_label: str, source_id: int | None, tmdb_id: int | None) -> tuple[int | None, str]:
    """The id and the order under which decisions on a show's seasons and episodes are kept.

    What is numbered in an order that nobody knows is compared by TMDB's ids, so that its rows are TMDB's.
    """
    provider = order_label.partition(":")[0]
    if provider == "tvdb":
        return source_id, order_label
    return tmdb_id, order_label if provider == "tmdb" else "tmdb:aired"
