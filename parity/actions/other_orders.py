"""Asks for a show in the orders, beside TMDB's own, in which its copies are numbered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from parity.actions.look_up import Errand, Found
from parity.actions.ports import Outside, Series
from parity.core.catalogue import ProviderShow
from parity.core.failures import NotFound
from parity.core.ordering import NEEDS_KEY, THROUGH, Order, order_named


@dataclass(slots=True)
class _Answers:
    others: dict[str, ProviderShow] = field(default_factory=dict)
    refusals: dict[str, str] = field(default_factory=dict)


def ask_orders(outside: Outside, errand: Errand, found: Found, merged: Mapping[int, int]) -> Found:
    """The answer with all orders that the errand names. Raises the four failures: what is known stays then.

    `merged` leads from TheTVDB ids that are gone to those that took their place.
    """
    answers = _Answers()
    for label in errand.orders:
        order = order_named(label)
        if order == THROUGH:
            continue
        if order.provider == "tmdb":
            _ask_group(outside, order, found, answers)
        elif outside.series is None:
            answers.refusals[label] = NEEDS_KEY
        else:
            _ask_series(outside.series, order, errand, found, merged, answers)
    return replace(found, others=answers.others, refusals=answers.refusals)


def series_ids(errand: Errand, found: ProviderShow, merged: Mapping[int, int]) -> tuple[int, ...]:
    """Which series of TheTVDB this may be: the one that Plex names, else, or of several, the one that TMDB names."""
    named = tuple(dict.fromkeys(merged.get(i, i) for i in errand.ids.tvdb))
    told = () if found.tvdb_id is None else (merged.get(found.tvdb_id, found.tvdb_id),)
    if len(named) == 1:
        return named
    agreed = tuple(i for i in told if i in named)
    return agreed or named or told


def _ask_group(outside: Outside, order: Order, found: Found, answers: _Answers) -> None:
    try:
        answers.others[order.label] = outside.catalogue.group(found.show.show_id, order.name)
    except NotFound:
        answers.refusals[order.label] = "numbered in an order that TMDB no longer has"


def _ask_series(
    series: Series, order: Order, errand: Errand, found: Found, merged: Mapping[int, int], answers: _Answers
) -> None:
    ids = series_ids(errand, found.show, merged) or _by_imdb(series, found.show)
    if len(ids) != 1:
        counted = f"{len(ids)} ids of it" if ids else "no id of it"
        answers.refusals[order.label] = f"{NEEDS_KEY}, and Plex and TMDB give {counted}"
        return
    try:
        answer = series.show(ids[0], order.name)
    except NotFound:
        if errand.counted_by is not None and errand.counted_by[1] == order.label:
            raise  # it worked, be it under an id that has gone since: what is known stays (RULES R15)
        answers.refusals[order.label] = f"{NEEDS_KEY}, which has no series {ids[0]}"
        return
    if answer.episodes:
        answers.others[order.label] = answer
    else:
        answers.refusals[order.label] = f"{NEEDS_KEY}, which lists nothing in that order"


def _by_imdb(series: Series, show: ProviderShow) -> tuple[int, ...]:
    return series.find_by_remote(show.imdb_id) if show.imdb_id else ()


def labels(orders: Iterable[Order]) -> tuple[str, ...]:
    """The orders that have to be asked for: TMDB's own always is, and one that nobody knows cannot be."""
    wanted = {order.label for order in orders if order.provider != "unknown" and order.label != "tmdb:aired"}
    return tuple(sorted(wanted))
